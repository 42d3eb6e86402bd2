//! `fetter scan`: every package and where it is installed.

use fetter_core::report::{Column, ScanReport};

use super::session::Session;
use crate::arguments::{Scan, ScanOutput};
use crate::exit::Exit;

pub(super) fn run(session: &Session, scan: &Scan) -> anyhow::Result<Exit> {
    let columns = session.columns(&scan.columns, &ScanReport::DEFAULT_COLUMNS)?;
    let inventory = session.inventory(needs_details(scan.output.as_ref(), &columns))?;
    session.give_inventory(scan.output.as_ref(), inventory, columns)
}

/// Whether more than identities must be read.
pub(super) fn needs_details(output: Option<&ScanOutput>, columns: &[Column]) -> bool {
    let is_document =
        matches!(output, Some(ScanOutput::Json(_) | ScanOutput::Cyclonedx(_) | ScanOutput::Spdx(_)));
    is_document || columns.iter().any(|column| column.needs_details())
}
