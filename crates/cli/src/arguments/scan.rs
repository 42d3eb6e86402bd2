//! What may be typed of what is installed: `scan`, `search` and `count`.

use clap::{Args, Subcommand};
use fetter_core::report::Column;

use super::{Json, Output, Write};

/// `scan`.
#[derive(Clone, Debug, Args)]
#[command(args_conflicts_with_subcommands = false)]
pub struct Scan {
    /// What the rows show.
    #[command(flatten)]
    pub columns: Columns,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<ScanOutput>,
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
    pub output: Option<ScanOutput>,
}

/// `count`.
#[derive(Clone, Debug, Args)]
pub struct Count {
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
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

/// How an inventory is given.
#[derive(Clone, Debug, Subcommand)]
pub enum ScanOutput {
    /// Show a table (the default).
    Display,
    /// Write delimited text to a file.
    Write(Write),
    /// Give JSON.
    Json(Json),
    /// Give a bill of materials in CycloneDX 1.6, JSON.
    Cyclonedx(Json),
    /// Give a bill of materials in SPDX 2.3, JSON.
    Spdx(Json),
}
