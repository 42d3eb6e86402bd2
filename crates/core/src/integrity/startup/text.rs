//! Code and lines judged by their text alone, without a file system.

use std::path::{Path, PathBuf};

use super::addsitedir::{self, Added};
use super::known::{known_file, known_finder, known_line};
use super::traits::{Trait, imports_of, of_code};

/// What the text of a module says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeText {
    /// The tool that writes exactly this.
    pub known: Option<String>,
    /// What stands out, sorted by line.
    pub traits: Vec<Trait>,
}

/// What an import line of a `.pth` file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineText {
    /// The tool that writes such a line. What the line runs must be known too.
    pub tool: Option<&'static str>,
    /// The modules that it imports.
    pub imports: Vec<String>,
    /// The directories that it hands to `site.addsitedir`.
    pub adds: Vec<PathBuf>,
}

/// Judges the text of a module.
#[must_use]
pub fn read_code(text: &str) -> CodeText {
    let finder = || known_finder(text).filter(|finder| !finder.brings_hook).map(|finder| finder.tool);
    CodeText { known: known_file(text).or_else(finder).map(str::to_owned), traits: of_code(text, 1) }
}

/// Judges an import line of a `.pth` file that lies in a site.
#[must_use]
pub fn read_line(line: &str, site: &Path) -> LineText {
    let directory = |added| match added {
        Added::Directory(directory) => Some(directory),
        Added::Unknown(_) => None,
    };
    LineText {
        tool: known_line(line).map(|known| known.tool),
        imports: imports_of(line),
        adds: addsitedir::in_line(line, site).into_iter().filter_map(directory).collect(),
    }
}
