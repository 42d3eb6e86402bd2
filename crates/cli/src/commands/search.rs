//! `fetter search`: the packages whose name matches a pattern.

use fetter_core::report::json::InventoryDocument;
use fetter_core::report::{Pattern, ScanReport, retain_matching};

use super::session::{Session, needs_details};
use crate::arguments::{Global, Search};
use crate::exit::Exit;

pub(super) fn run(global: &Global, search: &Search) -> anyhow::Result<Exit> {
    let session = Session::new(global)?;
    let pattern = Pattern::new(&search.pattern, search.case)?;
    let columns = session.columns(&search.columns, &ScanReport::DEFAULT_COLUMNS)?;
    let mut inventory = session.inventory(needs_details(search.output.as_ref(), &columns))?;
    retain_matching(&mut inventory, &pattern);
    session.give(
        search.output.as_ref(),
        || ScanReport::new(&inventory, columns),
        |out| InventoryDocument::from(&inventory).write(out),
    )?;
    session.tell_of_problems(&inventory);
    // The process ends here: giving back piece by piece what it frees whole would take a tenth of the time.
    std::mem::forget(inventory);
    Ok(Exit::Done)
}
