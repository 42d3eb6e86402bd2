//! What may be typed of files: `unpack` and `verify`.

use clap::{Args, ValueEnum};
use fetter_core::report::Pattern;

use super::{ExitCodes, JudgedOutput, Output};
use crate::exit::UsageError;

/// `unpack`.
#[derive(Clone, Debug, Args)]
pub struct Unpack {
    /// Count files and directories, and do not list them.
    #[arg(long, global = true)]
    pub count: bool,
    /// Which packages.
    #[command(flatten)]
    pub selected: Selected,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// `unpack-count` and `unpack-files`.
#[derive(Clone, Debug, Args)]
pub struct UnpackSpelled {
    /// Which packages.
    #[command(flatten)]
    pub selected: Selected,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// Which packages are looked at.
#[derive(Clone, Debug, Default, Args)]
pub struct Selected {
    /// Look at packages only whose name, or name-version, matches this glob.
    #[arg(short = 'p', long, value_name = "GLOB", global = true)]
    pub pattern: Option<String>,
    /// Compare letters and separators of the glob as they are.
    #[arg(long, global = true)]
    pub case: bool,
}

impl Selected {
    /// The glob, if there is one.
    pub(crate) fn pattern(&self) -> Result<Option<Pattern>, UsageError> {
        let pattern = self.pattern.as_deref().map(|glob| Pattern::new(glob, self.case)).transpose();
        pattern.map_err(|error| UsageError::new(error.to_string()))
    }
}

/// `verify`.
#[derive(Clone, Debug, Args)]
pub struct Verify {
    /// Which packages.
    #[command(flatten)]
    pub selected: Selected,
    /// Compare with what was published too: a directory of wheels, or a lock or requirements file with hashes. May be repeated; a
    /// wheel that has none of the hashes in a lock file is not trusted.
    #[arg(long, value_name = "WHEEL_DIR|LOCK", global = true)]
    pub against: Vec<String>,
    /// Only findings of this severity or worse. Those of the severity info are shown without it, and are no reason for exit code 3.
    #[arg(long, value_enum, global = true)]
    pub severity: Option<FileSeverityArgument>,
    /// Do not look for code that no package owns, for what hides other modules, and for what others may write. With --pattern nothing of
    /// that is looked for anyway: a pattern names packages.
    #[arg(long, global = true)]
    pub no_ownerless: bool,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<JudgedOutput>,
}

impl Verify {
    /// The exit code with findings, if one was asked for.
    pub(crate) fn codes(&self) -> ExitCodes {
        match &self.output {
            None => ExitCodes::default(),
            Some(JudgedOutput::Display(codes) | JudgedOutput::Exit(codes)) => *codes,
            Some(JudgedOutput::Write(asked)) => asked.codes,
            Some(JudgedOutput::Json(asked) | JudgedOutput::Sarif(asked)) => asked.codes,
        }
    }
}

/// How much a finding on a file matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FileSeverityArgument {
    /// Worth knowing, and harmless.
    Info,
    /// Untidy, or somebody's own change.
    Low,
    /// It should be looked at.
    Medium,
    /// Somebody changed or added code.
    High,
}
