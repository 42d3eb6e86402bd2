//! Programs that tests run: fetter itself, real interpreters, strace.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A program that runs with an environment of the test's own: no variable is inherited but `PATH`.
#[derive(Debug)]
pub struct Program {
    command: Command,
}

/// What a program said, and how it ended.
#[derive(Clone, Debug)]
pub struct Ran {
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// The exit code; `None` after a signal.
    pub code: Option<i32>,
}

/// fetter, as the tests of the package `fetter-cli` find it.
#[must_use]
pub fn fetter(binary: &str) -> Program {
    Program::new(binary)
}

impl Program {
    /// A program by its path, or by its name on `PATH`.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "tests run what they name; fetter itself runs nothing")]
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program);
        command.env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin").stdin(Stdio::null());
        Self { command }
    }

    /// Adds arguments.
    #[must_use]
    pub fn args<S: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = S>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Sets a variable.
    #[must_use]
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Works in a directory.
    #[must_use]
    pub fn within(mut self, directory: impl AsRef<Path>) -> Self {
        self.command.current_dir(directory);
        self
    }

    /// Hands the command over, for what this builder does not know.
    #[must_use]
    pub fn into_command(self) -> Command {
        self.command
    }

    /// Runs it to its end.
    ///
    /// # Panics
    ///
    /// If it cannot be started.
    #[must_use]
    pub fn run(mut self) -> Ran {
        let output = self.command.output();
        output.unwrap_or_else(|error| panic!("could not start {:?}: {error}", self.command)).into()
    }

    /// Runs it to its end, which must be a good one, and returns its standard output.
    ///
    /// # Panics
    ///
    /// If it cannot be started or does not end with 0.
    #[must_use]
    pub fn succeed(self) -> String {
        let shown = format!("{:?}", self.command);
        let ran = self.run();
        assert_eq!(ran.code, Some(0), "{shown}\n{}{}", ran.stdout, ran.stderr);
        ran.stdout
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            code: output.status.code(),
        }
    }
}

/// Whether a program of that name is on the usual `PATH`.
#[must_use]
pub fn exists(name: &str) -> bool {
    ["/usr/local/bin", "/usr/bin", "/bin"].iter().any(|directory| Path::new(directory).join(name).is_file())
}
