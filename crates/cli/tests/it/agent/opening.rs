//! Who opens what, and whether it is refused.

use std::path::{Path, PathBuf};

use fetter_testkit::Ran;
use fetter_testkit::program::Program;

use super::rig::Rig;

impl Rig {
    /// What a program says; it is ended where it waits for an answer that nobody gives.
    pub(super) fn patiently(&self, program: &Path, arguments: &[&str]) -> Ran {
        let limited = Program::new("timeout").args(["-s", "KILL", "30"]).args([program]).args(arguments);
        limited.within(self.scratch.path()).run()
    }

    /// What a program of Python's says.
    pub(crate) fn run(&self, code: &str) -> Ran {
        self.patiently(&self.python(), &["-c", code])
    }

    /// Whether importing is refused by the kernel; that it fails otherwise is a failure of the test.
    pub(crate) fn is_refused(&self, module: &str) -> bool {
        let ran = self.run(&format!("import {module}"));
        let is_refused = ran.stderr.contains("PermissionError: [Errno 1]");
        assert!(ran.code == Some(0) || is_refused, "{module}: {:?} {}", ran.code, ran.stderr);
        is_refused
    }

    /// Whether opening a file to read it is.
    pub(super) fn cannot_be_opened(&self, path: &Path) -> bool {
        let ran = self.patiently(Path::new("cat"), &[&path.display().to_string()]);
        let is_refused = ran.stderr.contains("Operation not permitted");
        assert!(ran.code == Some(0) || is_refused, "{}: {:?} {}", path.display(), ran.code, ran.stderr);
        is_refused
    }

    /// Where what is installed lies.
    pub(super) fn site(&self) -> PathBuf {
        let said = self.run("import sysconfig; print(sysconfig.get_path('purelib'))");
        said.stdout.trim().into()
    }

    /// How many openings the agent was asked about, as it told last.
    pub(super) fn asked(&self) -> u64 {
        self.openings()[0]
    }

    /// How many of these were not refused.
    pub(super) fn passed(&self) -> u64 {
        let [asked, refused] = self.openings();
        asked - refused
    }

    /// How many openings were asked about, and how many refused.
    fn openings(&self) -> [u64; 2] {
        let status = self.ask("agent status").stdout;
        let line = status.lines().find(|line| line.starts_with("openings: ")).expect("it is told");
        let word =
            |at| line.split_whitespace().nth(at).and_then(|count| count.parse().ok()).expect("a number");
        [word(1), word(4)]
    }
}
