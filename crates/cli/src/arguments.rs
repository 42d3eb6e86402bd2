//! What may be typed. This is only the description; what it means is decided in [`crate::commands`].

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use fetter_core::report::{Column, Delimiter};

/// Find every Python package on this machine, executing nothing.
///
/// fetter reads files: no interpreter, no script and no import line that it finds is run. That makes it safe as root,
/// right for broken and foreign environments, and fast.
#[derive(Clone, Debug, Parser)]
#[command(name = "fetter", version, propagate_version = true, disable_help_subcommand = true)]
#[command(after_long_help = AFTER_HELP)]
pub struct Arguments {
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

const AFTER_HELP: &str = "\
Exit codes: 0 done; 1 failed; 2 the command line is wrong; 3 findings and 4 could not check (kept for the commands that judge).

Examples:
  fetter scan                            every package on this machine
  fetter -e python3 scan                 what one interpreter sees
  fetter -e .venv scan write -o out.csv  an environment's packages as CSV
  fetter search -p 'zope.*'              who has it
  fetter --root /mnt/image scan json     another machine's disk
";

/// What every command takes.
#[derive(Clone, Debug, Default, Args)]
#[expect(clippy::struct_excessive_bools, reason = "flags of a command line are independent of each other")]
pub struct Global {
    /// Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment's
    /// directory. May be repeated.
    #[arg(short = 'e', long = "exe", value_name = "EXE", global = true, help_heading = "Where to look")]
    pub exe: Vec<PathBuf>,
    /// Search this directory too. May be repeated.
    #[arg(long, value_name = "DIR", global = true, help_heading = "Where to look")]
    pub path: Vec<PathBuf>,
    /// Search the directories of --path only, and nothing else of the machine.
    #[arg(long, global = true, help_heading = "Where to look")]
    pub only_path: bool,
    /// Take this directory for another machine's / (a mounted image, a container's file system) and search all of it.
    #[arg(long, value_name = "DIR", global = true, help_heading = "Where to look")]
    pub root: Option<PathBuf>,
    /// Search every user's home; the default for root.
    #[arg(long, global = true, help_heading = "Where to look", overrides_with = "no_all_users")]
    pub all_users: bool,
    /// Search one's own home only, also as root.
    #[arg(long, global = true, help_heading = "Where to look", overrides_with = "all_users")]
    pub no_all_users: bool,
    /// Count the user site as seen by every environment, also by those that switch it off.
    #[arg(long, global = true, help_heading = "Where to look")]
    pub user_site: bool,
    /// Search within sites too: finds nested and vendored environments, and takes longer.
    #[arg(long, global = true, help_heading = "Where to look")]
    pub exhaustive: bool,
    /// Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching.
    #[arg(long, value_name = "FILE", global = true, help_heading = "Where to look", conflicts_with_all = ["exe", "path", "root"])]
    pub inventory: Option<PathBuf>,

    /// Take defaults from this file instead of ./fetter.toml or the user's configuration.
    #[arg(long, value_name = "FILE", global = true, help_heading = "How to work")]
    pub config: Option<PathBuf>,
    /// How many threads work.
    #[arg(long, value_name = "N", global = true, help_heading = "How to work", value_parser = clap::value_parser!(u16).range(1..=64))]
    pub threads: Option<u16>,
    /// Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer).
    #[arg(long, value_name = "DIR", global = true, help_heading = "How to work")]
    pub cache_directory: Option<PathBuf>,
    /// Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages.
    #[arg(short = 'c', long, value_name = "SECONDS", global = true, help_heading = "How to work")]
    pub cache_duration: Option<u64>,

    /// Say nothing on stderr but errors.
    #[arg(short = 'q', long, global = true, help_heading = "What to show", conflicts_with = "verbose")]
    pub quiet: bool,
    /// List every problem on stderr, instead of summing them up.
    #[arg(short = 'v', long, global = true, help_heading = "What to show")]
    pub verbose: bool,
    /// Say on stderr what is being done and how long it took.
    #[arg(short = 'l', long, global = true, help_heading = "What to show")]
    pub log: bool,
    /// Write to stderr what would go to stdout.
    #[arg(long, global = true, help_heading = "What to show")]
    pub stderr: bool,
    /// Write this line before a table.
    #[arg(short = 'b', long, value_name = "TEXT", global = true, help_heading = "What to show")]
    pub banner: Option<String>,
    /// When to use colour.
    #[arg(long, value_enum, default_value_t = Color::Auto, global = true, help_heading = "What to show")]
    pub color: Color,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// List every package and where it is installed.
    Scan(Scan),
    /// List the packages whose name matches a pattern.
    Search(Search),
    /// Count interpreters, sites and packages.
    Count(Count),
    /// Print completions for a shell.
    Completions(Completions),
}

/// `scan`.
#[derive(Clone, Debug, Args)]
#[command(args_conflicts_with_subcommands = false)]
pub struct Scan {
    /// What the rows show.
    #[command(flatten)]
    pub columns: Columns,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// `search`.
#[derive(Clone, Debug, Args)]
pub struct Search {
    /// A glob for the name, or for name-version; `*`, `?` and `[…]` have a meaning. Letter case and -, _, . are
    /// folded as PEP 503 does.
    /// Required.
    #[arg(short = 'p', long, value_name = "GLOB", global = true)]
    pub pattern: Option<String>,
    /// Compare letters and separators as they are.
    #[arg(long, global = true)]
    pub case: bool,
    /// What the rows show.
    #[command(flatten)]
    pub columns: Columns,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// `count`.
#[derive(Clone, Debug, Args)]
pub struct Count {
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// `completions`.
#[derive(Clone, Debug, Args)]
pub struct Completions {
    /// The shell.
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// What the rows of a table show.
#[derive(Clone, Debug, Default, Args)]
pub struct Columns {
    /// The columns, separated by commas: package, site, name, version, normalized, kind, site-kind, environment, python,
    /// metadata, origin, installer, requested, requires-python, license, record-bytes.
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', value_parser = column, global = true)]
    pub columns: Vec<Column>,
}

fn column(text: &str) -> Result<Column, String> {
    text.trim().parse()
}

/// How a result is given.
#[derive(Clone, Debug, Subcommand)]
pub enum Output {
    /// Show a table (the default).
    Display,
    /// Write delimited text to a file.
    Write(Write),
    /// Give JSON.
    Json(Json),
}

/// `write`.
#[derive(Clone, Debug, Args)]
pub struct Write {
    /// The file to write; it appears whole or not at all. - is standard output.
    #[arg(short = 'o', long, value_name = "FILE")]
    pub output: PathBuf,
    /// What stands between two cells: one character, or \t.
    #[arg(short = 'd', long, value_name = "DELIM", default_value = ",", value_parser = delimiter)]
    pub delimiter: Delimiter,
}

fn delimiter(text: &str) -> Result<Delimiter, String> {
    text.parse().map_err(|error: fetter_core::report::DelimiterError| error.to_string())
}

/// `json`.
#[derive(Clone, Debug, Args)]
pub struct Json {
    /// The file to write instead of standard output; it appears whole or not at all.
    #[arg(short = 'o', long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}
