//! What may be typed of `derive`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// `derive`.
#[derive(Clone, Debug, Args)]
pub struct Derive {
    /// Which versions the requirements allow: from the lowest that is installed, up to the highest, both, or exactly those.
    #[arg(short = 'a', long, value_enum, default_value_t = AnchorArgument::Exact, global = true)]
    pub anchor: AnchorArgument,
    /// What is written: a requirements file or a pylock.toml.
    #[arg(long, value_enum, default_value_t = DeriveFormat::Requirements, global = true)]
    pub format: DeriveFormat,
    /// A package that is left out: a name or a glob. May be repeated, or separated by commas.
    #[arg(long, value_name = "NAME", value_delimiter = ',', global = true)]
    pub ignore: Vec<String>,
    /// Take in pip, setuptools, wheel, distribute and pkg-resources too.
    #[arg(long, global = true)]
    pub no_default_ignore: bool,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<DeriveOutput>,
}

/// Which versions derived requirements allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AnchorArgument {
    /// `>=` the lowest version that is installed.
    Lower,
    /// `<=` the highest version that is installed.
    Upper,
    /// Both.
    Both,
    /// `==` the version that is installed.
    Exact,
}

/// What `derive` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DeriveFormat {
    /// A requirements file.
    Requirements,
    /// A lock file of PEP 751, to be held against: which archive of an index a package came from is recorded nowhere, so that it
    /// is not in the file, and installers that want one refuse it.
    Pylock,
}

/// How the result of `derive` is given.
#[derive(Clone, Debug, Subcommand)]
pub enum DeriveOutput {
    /// Show it (the default).
    Display,
    /// Write it to a file.
    Write(DeriveFile),
}

/// `derive write`.
#[derive(Clone, Debug, Args)]
pub struct DeriveFile {
    /// The file to write; it appears whole or not at all. - is standard output.
    #[arg(short = 'o', long, value_name = "FILE")]
    pub output: PathBuf,
}
