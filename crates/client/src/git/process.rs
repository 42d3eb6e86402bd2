//! Runs a program to its end, or ends it: time, output and disk are limited.

use std::io::{self, Read};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

/// How much of what a program complains is kept.
const COMPLAINT: usize = 16 * 1024;

/// How long to wait for a complaint's end: a connection that ssh keeps for later holds it open.
const GRACE: Duration = Duration::from_millis(200);

/// The longest pause between two looks at a program.
const LONGEST_PAUSE: Duration = Duration::from_millis(20);

/// What a run may take.
pub(super) struct Allowance<'run> {
    pub(super) deadline: Instant,
    /// The longest output, in bytes.
    pub(super) output: u64,
    /// A directory, and how many bytes may be in it.
    pub(super) disk: Option<(&'run Path, u64)>,
}

/// How a run ended that was not ended for being too long or too large.
pub(super) struct Outcome {
    pub(super) status: ExitStatus,
    pub(super) output: Vec<u8>,
    /// The end of standard error.
    pub(super) complaint: String,
}

/// Why a run gave nothing.
pub(super) enum Failure {
    Start(io::Error),
    Timeout,
    Output,
    Disk,
}

/// Runs a program in a process group of its own.
pub(super) fn run(mut command: Command, allowance: &Allowance<'_>) -> Result<Outcome, Failure> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
    let mut running = Running { child: command.spawn().map_err(Failure::Start)?, is_over: false };
    let output = running.child.stdout.take().map(|output| read_start(output, allowance.output));
    let complaint = running.child.stderr.take().map(Complaint::read);
    let status = running.wait(allowance)?;
    let remaining = allowance.deadline.saturating_duration_since(Instant::now());
    let output = match output.map(|output| output.recv_timeout(remaining.max(GRACE))) {
        Some(Ok(output)) => output,
        Some(Err(_)) => return Err(Failure::Timeout),
        None => Vec::new(),
    };
    if output.len() as u64 > allowance.output {
        return Err(Failure::Output);
    }
    let complaint = complaint.map(|complaint| complaint.text()).unwrap_or_default();
    Ok(Outcome { status, output, complaint })
}

/// A program that does not outlive its value. Its id cannot mean another process before it has been waited for.
struct Running {
    child: Child,
    is_over: bool,
}

impl Running {
    fn wait(&mut self, allowance: &Allowance<'_>) -> Result<ExitStatus, Failure> {
        let mut pause = Duration::from_millis(1);
        loop {
            let ended = self.child.try_wait().map_err(Failure::Start)?;
            self.is_over = ended.is_some();
            if allowance.disk.is_some_and(|(directory, limit)| size(directory) > limit) {
                return Err(Failure::Disk);
            }
            if let Some(status) = ended {
                return Ok(status);
            }
            if Instant::now() >= allowance.deadline {
                return Err(Failure::Timeout);
            }
            thread::sleep(pause);
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if !self.is_over {
            // With the helpers that it started. Where that fails it has ended by itself.
            let _ = kill_process_group(Pid::from_child(&self.child), Signal::KILL);
            let _ = self.child.wait();
        }
    }
}

/// Reads to a byte beyond the limit; whoever writes more meets a closed pipe.
fn read_start(output: impl Read + Send + 'static, limit: u64) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What could not be read is missing at the end, which whoever knows the length sees.
        let _ = output.take(limit.saturating_add(1)).read_to_end(&mut bytes);
        sender.send(bytes)
    });
    receiver
}

/// What a program complains of, while it does.
struct Complaint {
    kept: Arc<Mutex<Vec<u8>>>,
    end: Receiver<()>,
}

impl Complaint {
    /// Reads everything and keeps the end of it.
    fn read(mut output: impl Read + Send + 'static) -> Self {
        let kept = Arc::new(Mutex::new(Vec::new()));
        let (sender, end) = channel();
        let shared = Arc::clone(&kept);
        thread::spawn(move || {
            let mut piece = [0; 4096];
            while let Ok(read @ 1..) = output.read(&mut piece) {
                let mut kept = shared.lock().unwrap_or_else(PoisonError::into_inner);
                kept.extend_from_slice(piece.get(..read).unwrap_or_default());
                let surplus = kept.len().saturating_sub(COMPLAINT);
                kept.drain(..surplus);
            }
            sender.send(())
        });
        Self { kept, end }
    }

    /// What there is, after the end or a short wait for it.
    fn text(&self) -> String {
        let _ = self.end.recv_timeout(GRACE);
        String::from_utf8_lossy(&self.kept.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}

/// How much a repository takes: git's own files lie three directories deep at most.
fn size(directory: &Path) -> u64 {
    size_to_depth(directory, 4)
}

fn size_to_depth(directory: &Path, depth: u32) -> u64 {
    let mut sum = 0;
    // What vanishes meanwhile takes nothing.
    for entry in std::fs::read_dir(directory).into_iter().flatten().flatten() {
        match entry.metadata() {
            Ok(metadata) if metadata.is_dir() && depth > 0 => sum += size_to_depth(&entry.path(), depth - 1),
            Ok(metadata) => sum += metadata.len(),
            Err(_) => {}
        }
    }
    sum
}
