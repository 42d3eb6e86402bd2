//! A server that was started as users start it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use fetter_testkit::Scratch;
use fetter_testkit::program::Program;

use crate::support::fetter;

pub(super) const PASSWORD: &str = "correct horse battery staple\n";

/// A server with a certificate of its own, and what it says when it starts.
pub(super) struct Server {
    child: Child,
    said: Vec<String>,
}

impl Server {
    pub(super) fn start(home: &Scratch) -> Self {
        Self::start_by(fetter(home), "127.0.0.1")
    }

    /// One that listens at an address, by what starts fetter.
    pub(super) fn start_by(fetter: Program, address: &str) -> Self {
        let line = format!("server run --data data --listen {address}:0");
        let mut command = fetter.args(line.split(' ')).into_command();
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let mut said = Vec::new();
        for line in lines {
            said.push(line.expect("a line"));
            if said.last().is_some_and(|line| line.starts_with("link for the first")) {
                break;
            }
        }
        Self { child, said }
    }

    /// The last word of the line that begins so.
    pub(super) fn word(&self, beginning: &str) -> &str {
        let line = self.said.iter().find(|line| line.starts_with(beginning)).expect("it was said");
        line.rsplit(' ').next().unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
