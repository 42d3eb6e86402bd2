//! Another process that holds the same group: this test program, started again.

use std::io::{BufRead, BufReader, Write};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use fetter_agent::enforce::Enforcer;
use fetter_agent::sys::permission::PermissionGroup;
use rustix::pipe::PipeFlags;

/// Names what the helper does; without it, [`be_the_helper`] is no test.
const ROLE: &str = "FETTER_TEST_HELPER";

/// A running helper; it is killed when it is dropped.
pub(crate) struct Helper(Child);

impl Helper {
    /// Starts this program as a helper with that group as its standard input, and waits until it says that it is ready.
    pub(crate) fn start(group: &PermissionGroup, role: &str) -> Self {
        Self::start_with(group, role, Stdio::null())
    }

    /// As [`Self::start`], with a pipe that it writes its heartbeat to.
    pub(crate) fn start_with_heart(group: &PermissionGroup, role: &str) -> (Self, OwnedFd) {
        let (read, write) =
            rustix::pipe::pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK).expect("a pipe");
        (Self::start_with(group, role, Stdio::from(write)), read)
    }

    /// The heart is the standard error: what the helper says there is no error of a test.
    fn start_with(group: &PermissionGroup, role: &str, heart: Stdio) -> Self {
        let own = std::env::current_exe().expect("this program");
        let mut child = Command::new(own)
            .args(["--exact", "helper::be_the_helper", "--nocapture"])
            .env(ROLE, role)
            .stdin(Stdio::from(group.try_clone_fd().expect("cloned")))
            .stdout(Stdio::piped())
            .stderr(heart)
            .spawn()
            .expect("it starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        assert!(lines.any(|line| line.expect("read").contains("ready")), "the helper does not start");
        Self(child)
    }

    pub(crate) fn signal(&self, signal: rustix::process::Signal) {
        let pid = rustix::process::Pid::from_child(&self.0);
        rustix::process::kill_process(pid, signal).expect("it is ours");
    }

    /// Waits until all of it is stopped.
    pub(crate) fn wait_until_stopped(&self) {
        let tasks = || std::fs::read_dir(format!("/proc/{}/task", self.0.id())).expect("it lives");
        let is_stopped =
            |task: &Path| std::fs::read_to_string(task.join("stat")).is_ok_and(|stat| stat.contains(") T "));
        while !tasks().all(|task| is_stopped(&task.expect("an entry").path())) {
            std::thread::yield_now();
        }
    }

    /// Kills it, and waits for its end.
    pub(crate) fn kill(&mut self) {
        let _ = self.0.kill();
        self.0.wait().expect("it ends");
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        self.kill();
    }
}

/// What the helper does.
#[test]
fn be_the_helper() {
    let Ok(role) = std::env::var(ROLE) else { return };
    let group = PermissionGroup::from_stdin().expect("the group was handed over");
    writeln!(std::io::stdout(), "ready").expect("written");
    match role.as_str() {
        "reads-and-stops" => {
            let held: Vec<_> = (0..).map(|_| crate::permission::next(&group)).take(1).collect();
            rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::STOP)
                .expect("it is ours");
            // The signal may stop another thread first: nothing may be answered meanwhile.
            loop {
                std::thread::park();
                assert_eq!(held.len(), 1);
            }
        }
        "responds" => {
            let enforcer = Enforcer::new(Arc::new(group));
            let heart = rustix::io::fcntl_dupfd_cloexec(rustix::stdio::stderr(), 3).expect("the heart");
            let (tell, told) = std::sync::mpsc::sync_channel(1);
            let _responder = enforcer.respond(tell, Some(heart)).expect("a thread");
            let _ = told.recv();
        }
        "never-reads" => loop {
            std::thread::park();
        },
        "denies" => loop {
            let mut event = crate::permission::next(&group);
            let _ = event.deny();
        },
        other => panic!("no such helper: {other}"),
    }
}
