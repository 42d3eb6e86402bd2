//! What a worker is made of, what it tells of itself, and why it cannot begin.

use std::ffi::OsString;

use fetter_core::inventory::discover::{Request, Surroundings};

use super::{Judge, LockError};
use crate::config::Config;
use crate::enforce::Refusal;
use crate::journal::Event;
use crate::sys::permission::PermissionGroup;
use crate::watch::Source;

/// What a worker is made of.
pub struct Parts {
    /// How it works.
    pub config: Config,
    /// Reads the configuration again.
    pub reconfigure: Box<dyn FnMut() -> Result<Config, String>>,
    /// Who judges.
    pub judge: Box<dyn Judge>,
    /// The command that start-up guards of fetter's may start here: what they start otherwise is a finding.
    pub checker: Vec<OsString>,
    /// What is searched, and how.
    pub request: Request,
    /// What is to be known of the process.
    pub surroundings: Surroundings,
    /// Where events come from.
    pub sources: Vec<Box<dyn Source>>,
    /// The group by which files are refused, where they are to be.
    pub group: Option<PermissionGroup>,
    /// Where a supervisor hears that the worker lives.
    pub heart: Option<std::os::fd::OwnedFd>,
    /// Why nothing is refused although it was configured, where that is so.
    pub not_enforcing: Option<String>,
    /// What is to be written down first: what became of workers before.
    pub before: Vec<Event>,
    /// Tells of events, with their numbers.
    pub tell: Box<dyn FnMut(&Event) + Send>,
    /// Tells the user of a process that something was refused.
    pub tell_user: Box<dyn FnMut(&Refusal) + Send>,
    /// Called when the worker is ready, when it reads its configuration again, and now and then while it lives.
    pub notify: Box<dyn FnMut(Notice<'_>)>,
}

/// What whoever starts services is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice<'text> {
    /// Everything is covered.
    Ready(&'text str),
    /// The configuration is read again.
    Reloading,
    /// It lives.
    Alive(&'text str),
    /// It ends.
    Stopping,
}

/// Why an agent could not begin, or could not go on.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The system refused.
    #[error("could not {0}: {1}")]
    System(&'static str, std::io::Error),
    /// Another agent has the state directory.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The journal cannot be kept.
    #[error("the journal could not be opened: {0}")]
    Journal(#[from] crate::journal::JournalError),
    /// The machine could not be searched.
    #[error("the machine could not be searched: {0}")]
    Discover(#[from] fetter_core::inventory::discover::DiscoverError),
    /// Nobody can be answered.
    #[error("openers could not be answered: {0}")]
    Answer(#[from] crate::enforce::ResponderError),
}
