//! `fetter scan`: every package and where it is installed.

use fetter_core::report::ScanReport;

use super::session::{Session, needs_details};
use crate::arguments::Scan;
use crate::exit::Exit;

pub(super) fn run(session: &Session, scan: &Scan) -> anyhow::Result<Exit> {
    let columns = session.columns(&scan.columns, &ScanReport::DEFAULT_COLUMNS)?;
    let inventory = session.inventory(needs_details(scan.output.as_ref(), &columns))?;
    session.give_inventory(scan.output.as_ref(), inventory, columns)
}
