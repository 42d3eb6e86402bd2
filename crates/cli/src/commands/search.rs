//! `fetter search`: the packages whose name matches a pattern.

use fetter_core::report::{Pattern, ScanReport, retain_matching};

use super::scan::needs_details;
use super::session::Session;
use crate::arguments::Search;
use crate::exit::{Exit, UsageError};

pub(super) fn run(session: &Session, search: &Search) -> anyhow::Result<Exit> {
    let glob = search.pattern.as_deref().ok_or_else(|| UsageError::new("search needs a pattern: -p GLOB"))?;
    let pattern = Pattern::new(glob, search.case).map_err(|error| UsageError::new(error.to_string()))?;
    let columns = session.columns(&search.columns, &ScanReport::DEFAULT_COLUMNS)?;
    let mut inventory = session.inventory(needs_details(search.output.as_ref(), &columns))?;
    retain_matching(&mut inventory, &pattern);
    session.give_inventory(search.output.as_ref(), inventory, columns)
}
