//! What may be typed of removing packages.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Json, Judging, Output, Selected, Write};

/// `purge-pattern`.
#[derive(Clone, Debug, Args)]
#[command(mut_arg("pattern", |pattern| pattern.help(PATTERN)))]
pub struct PurgePattern {
    /// Which packages.
    #[command(flatten)]
    pub selected: Selected,
    /// Whether and how the plan is carried out.
    #[command(flatten)]
    pub planning: Planning,
    /// How the plan is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

const PATTERN: &str = "Remove packages whose name, or name-version, matches this glob; it must be given";

/// `purge-invalid`.
#[derive(Clone, Debug, Args)]
pub struct PurgeInvalid {
    /// What is judged, and against what.
    #[command(flatten)]
    pub judging: Judging,
    /// Whether and how the plan is carried out.
    #[command(flatten)]
    pub planning: Planning,
    /// How the plan is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// `purge`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = AFTER_HELP)]
pub struct Purge {
    /// Remove the packages that findings are about: what `validate json`, `audit json` or `verify json` wrote to this file. What is
    /// missing, suppressed, or of the severity info is no reason.
    #[arg(long, value_name = "FILE.json", global = true)]
    pub from_findings: Option<PathBuf>,
    /// Whether and how the plan is carried out.
    #[command(flatten)]
    pub planning: Planning,
    /// How the plan is given, or what is done with plans and with what was removed.
    #[command(subcommand)]
    pub command: Option<PurgeCommand>,
}

const AFTER_HELP: &str = "\
Examples:
  fetter -e .venv purge-pattern -p 'torch*'                  what would be removed
  fetter -e .venv purge-pattern -p 'torch*' --yes            and it is removed
  fetter -e .venv purge-invalid -b uv.lock json -o plan.json a plan, to be looked at
  fetter purge apply plan.json                               carry it out, if nothing changed
  fetter purge list                                          what was removed
  fetter purge undo ID                                       and it is back
";

/// Whether and how a plan is carried out.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct Planning {
    /// Carry the plan out at once. Without it the plan is shown, and at a terminal it is asked for.
    #[arg(long, global = true)]
    pub yes: bool,
    /// Touch more than one environment, and with -e also packages that it only sees, as those of its base.
    #[arg(long, global = true)]
    pub all: bool,
    /// Remove also what the operating system or conda keeps account of (PEP 668), which may break it.
    #[arg(long, global = true)]
    pub break_system_packages: bool,
}

impl Planning {
    /// The options that were given.
    pub(crate) fn given(self) -> impl Iterator<Item = &'static str> {
        let all = [
            ("--yes", self.yes),
            ("--all", self.all),
            ("--break-system-packages", self.break_system_packages),
        ];
        all.into_iter().filter(|(_, given)| *given).map(|(name, _)| name)
    }
}

/// What `purge` gives or does.
#[derive(Clone, Debug, Subcommand)]
pub enum PurgeCommand {
    /// Show the plan as a table (the default).
    Display,
    /// Write the plan as delimited text to a file.
    Write(Write),
    /// Give the plan as JSON, which `apply` takes.
    Json(Json),
    /// Carry a plan out that was written as JSON; refused if anything is not as it says any more.
    Apply(Apply),
    /// List what was removed and can be put back.
    List(Listing),
    /// Put back what one run removed.
    Undo(Undo),
    /// Delete for good what was removed.
    Empty(Empty),
    /// Go on where a removal, or its undoing, was interrupted.
    Recover(Recover),
}

/// `purge apply`.
#[derive(Clone, Debug, Args)]
pub struct Apply {
    /// The plan, as `json -o PLAN.json` wrote it. Naming it is the decision: nothing is asked.
    #[arg(value_name = "PLAN.json")]
    pub plan: PathBuf,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// `purge list`.
#[derive(Clone, Debug, Args)]
pub struct Listing {
    /// How the list is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// `purge undo`.
#[derive(Clone, Debug, Args)]
pub struct Undo {
    /// The run, as `purge list` names it.
    #[arg(value_name = "ID")]
    pub id: String,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// `purge empty`.
#[derive(Clone, Debug, Args)]
pub struct Empty {
    /// The run, as `purge list` names it; every run, if none is named.
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    /// Only what was removed at least so many days ago.
    #[arg(long, value_name = "DAYS", global = true)]
    pub older_than: Option<u32>,
    /// How the list, or with --yes the result, is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// `purge recover`.
#[derive(Clone, Debug, Args)]
pub struct Recover {
    /// The run, as `purge list` names it; every run that was interrupted, if none is named.
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    /// Put back what an interrupted removal had moved, instead of moving the rest.
    #[arg(long, global = true)]
    pub revert: bool,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}
