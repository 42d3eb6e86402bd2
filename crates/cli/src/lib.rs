//! The command line of fetter.
//!
//! [`run`] takes arguments and gives an exit code, so that the program and the Python wheel are the same thing.

mod arguments;
mod commands;
mod config;
mod exit;
mod output;
mod progress;
mod reference;
mod surroundings;

use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches};

pub use arguments::Arguments;
pub use exit::Exit;
pub use reference::{Generated, generate};
pub use surroundings::of_process;

/// What comes after a command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Afterwards {
    /// Nothing: what a command holds need not be given back.
    ProcessEnds,
    /// The process goes on, as Python does.
    ProcessGoesOn,
}

/// Runs a command line, of which the first argument is the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>, afterwards: Afterwards) -> Exit {
    let matches = match Arguments::command().try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return output::show_usage(&error),
    };
    match Arguments::from_arg_matches(&matches) {
        Ok(arguments) => commands::run(&arguments, afterwards),
        Err(error) => output::show_usage(&error),
    }
}
