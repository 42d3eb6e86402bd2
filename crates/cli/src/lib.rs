//! The command line of fetter.
//!
//! [`run`] takes arguments and gives an exit code, so that the program and the Python wheel are the same thing.

mod agent;
mod arguments;
mod bound;
mod commands;
mod config;
mod database;
mod exit;
mod output;
mod owners;
mod policies;
mod progress;
mod reference;
mod server;
mod surroundings;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{CommandFactory, FromArgMatches};

pub use arguments::Arguments;
pub use exit::Exit;
pub use reference::{Generated, generate};
pub use surroundings::of_process;

/// Who runs a command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// The program `fetter`. Its process ends afterwards: what a command holds need not be given back.
    Program,
    /// A Python that has fetter's package, and goes on.
    Python {
        /// Its interpreter.
        interpreter: PathBuf,
        /// The directory that the package lies in.
        directory: PathBuf,
    },
}

/// Runs a command line, of which the first argument is the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>, caller: &Caller) -> Exit {
    let matches = match Arguments::command().try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return output::show_usage(&error),
    };
    match Arguments::from_arg_matches(&matches) {
        Ok(arguments) => commands::run(&arguments, caller),
        Err(error) => output::show_usage(&error),
    }
}
