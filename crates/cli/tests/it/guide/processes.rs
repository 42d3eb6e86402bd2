//! Processes that go on while the guide does.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

/// Longer than anything takes on a machine that is busy.
pub(super) const PATIENCE: Duration = Duration::from_secs(150);
pub(super) const PAUSE: Duration = Duration::from_millis(200);

/// A process that is ended with this, or by `timeout` whatever happens to this test.
pub(super) struct Running {
    child: Child,
    log: PathBuf,
}

impl Running {
    /// Starts a command, whose output goes into a file.
    pub(super) fn start(mut command: Command, log: PathBuf) -> Self {
        let file = std::fs::File::create(&log).expect("it can be made");
        let errors = file.try_clone().expect("it can be opened twice");
        let child = command.stdin(Stdio::null()).stdout(file).stderr(errors).spawn().expect("it starts");
        Self { child, log }
    }

    /// What it has said.
    pub(super) fn said(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Waits until it has said something; false where it ends before, or does not in time.
    pub(super) fn says(&mut self, is_there: impl Fn(&str) -> bool) -> bool {
        let end = Instant::now() + PATIENCE;
        while !is_there(&self.said()) {
            if Instant::now() > end || !matches!(self.child.try_wait(), Ok(None)) {
                return is_there(&self.said());
            }
            std::thread::sleep(PAUSE);
        }
        true
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = kill_process(Pid::from_child(&self.child), Signal::TERM);
        }
        let _ = self.child.wait();
    }
}
