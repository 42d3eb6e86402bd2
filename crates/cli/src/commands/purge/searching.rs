//! The search that a plan is made from: of this machine, now, and without what an earlier search remembers.

use std::path::PathBuf;

use anyhow::Context;
use fetter_core::inventory::Inventory;
use fetter_core::inventory::discover::{Request, Surroundings};
use fetter_core::inventory::file::Disk;
use fetter_core::report::json::WireScope;

use crate::commands::session::Session;
use crate::exit::UsageError;

/// What was searched, and what was found.
pub(super) struct Searched {
    pub(super) inventory: Inventory,
    pub(super) disk: Disk,
    pub(super) request: Request,
    pub(super) surroundings: Surroundings,
}

/// Refuses what is no search of this machine.
pub(super) fn see_that_it_is_here(session: &Session) -> Result<(), UsageError> {
    if session.is_of_this_machine() {
        return Ok(());
    }
    Err(UsageError::new(
        "packages are removed from this machine, as it is now: leave --inventory and --root away",
    ))
}

impl Searched {
    /// Searches where the command line says.
    pub(super) fn of_session(session: &Session) -> anyhow::Result<Self> {
        see_that_it_is_here(session)?;
        Self::new(session, session.request(true, true), session.surroundings().clone())
    }

    /// Searches where an earlier search did.
    pub(super) fn of_scope(session: &Session, scope: WireScope) -> anyhow::Result<Self> {
        see_that_it_is_here(session)?;
        let (request, directory) = scope.request()?;
        let surroundings = Surroundings { directory, ..session.surroundings().clone() };
        Self::new(session, Request { threads: session.threads(), ..request }, surroundings)
    }

    fn new(session: &Session, request: Request, surroundings: Surroundings) -> anyhow::Result<Self> {
        let request = Request { root: None, cache_directory: None, ..request };
        let inventory = session.discovered(&request, &surroundings)?;
        let asked = request.paths.iter().chain(&request.executables);
        let asked: Vec<PathBuf> = asked.map(|path| surroundings.directory.join(path)).collect();
        let disk = Disk::of_machine(None, &asked).context("could not open the machine's file system")?;
        Ok(Self { inventory, disk, request, surroundings })
    }

    /// What was searched, so that it can be searched again.
    pub(super) fn scope(&self) -> WireScope {
        WireScope::new(&self.request, &self.surroundings)
    }
}
