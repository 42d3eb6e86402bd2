//! `fetter scan`: every package and where it is installed.

use fetter_core::report::ScanReport;
use fetter_core::report::json::InventoryDocument;

use super::session::{Session, needs_details};
use crate::arguments::{Global, Scan};
use crate::exit::Exit;

pub(super) fn run(global: &Global, scan: &Scan) -> anyhow::Result<Exit> {
    let session = Session::new(global)?;
    let columns = session.columns(&scan.columns, &ScanReport::DEFAULT_COLUMNS)?;
    let inventory = session.inventory(needs_details(scan.output.as_ref(), &columns))?;
    session.give(
        scan.output.as_ref(),
        || ScanReport::new(&inventory, columns),
        |out| InventoryDocument::from(&inventory).write(out),
    )?;
    session.tell_of_problems(&inventory);
    // The process ends here: giving back piece by piece what it frees whole would take a tenth of the time.
    std::mem::forget(inventory);
    Ok(Exit::Done)
}
