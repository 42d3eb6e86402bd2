//! What may be typed of code that runs at starts: `inspect`.

use std::path::PathBuf;

use clap::Args;

use super::{ExitCodes, JudgedOutput};

/// `inspect`.
#[derive(Clone, Debug, Args)]
pub struct Inspect {
    /// Look also at the PYTHON… variables that this file sets, and at what they lead to: a dotenv file, /etc/environment, a shell's
    /// startup file, a systemd unit, a Dockerfile. May be repeated. The file is read, and nothing in it is run.
    #[arg(long, value_name = "FILE", global = true)]
    pub env_file: Vec<PathBuf>,
    /// Show the lines of .pth files too that only add directories to the path. JSON and delimited text always have them.
    #[arg(long, global = true)]
    pub all: bool,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<JudgedOutput>,
}

impl Inspect {
    /// The exit code with findings, if one was asked for.
    pub(crate) fn codes(&self) -> ExitCodes {
        self.output.as_ref().map(JudgedOutput::codes).unwrap_or_default()
    }
}
