//! What leaves the server as documents: inventories, bills of materials, findings.
//!
//! One machine is put together in memory, within `MOST_PACKAGES`. What is of many machines is written while it is sent, a page of the
//! database at a time, or is bounded and refused where it would be more. At most four exports are made at once, and two
//! of one organisation; of bills of groups, which are the largest, one.

mod bill;
mod findings;
mod fleet;
mod inventory;
mod room;
mod written;

pub(crate) use bill::bill_of_group;
pub(crate) use findings::{Wanted, findings_csv, findings_sarif};
pub(crate) use fleet::write_fleet;
pub use fleet::{FleetDocument, FleetMachine, FleetPlace, FleetSite};
pub(crate) use inventory::{Taken, inventory_of_machine};
pub(crate) use room::{ExportPermit, ExportRoom};
pub(crate) use written::{Sink, written};

use std::io::{self, Write};
use std::path::Path;

use fetter_core::inventory::{Inventory, Problem, ProblemCode};
use fetter_core::report::json::{InventoryDocument, write_cyclonedx, write_spdx};
use fetter_core::timestamp::Timestamp;
use fetter_protocol::SiteContents;
use tokio::task::spawn_blocking;

use crate::store::StoreError;

/// How many packages one document that is put together in memory lists at most.
pub(crate) const MOST_PACKAGES: usize = 100_000;
/// How many findings a SARIF log has at most: code hosting sites take no more.
pub(crate) const MOST_RESULTS: usize = 25_000;

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ExportError {
    /// The store could not tell.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is more than one document may have.
    #[error("{0}")]
    TooMuch(String),
    /// A machine was moved out of what is seen while it was written: half of it is none.
    #[error("the machine {0} is no more among those that are exported: export again")]
    Gone(String),
    /// It cannot be written.
    #[error("the document could not be written: {0}")]
    Write(#[from] std::io::Error),
}

/// Which form an inventory is given in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// fetter's own.
    Inventory,
    /// A bill of materials in CycloneDX 1.6.
    CycloneDx,
    /// The same in SPDX 2.3.
    Spdx,
}

/// That of packages of a site only a part was read or told, where it is so: what is not told is not known, and not that there is none.
fn without_details(contents: &SiteContents, path: &Path) -> Option<Problem> {
    let is_read = contents.distributions.iter().all(|record| record.details);
    let why = "of packages not all was read or told beside name, version and origin: what is not listed of what they need, of their \
        licences, of what conda recorded, of what they embed and of what installed them is not known";
    (!is_read).then(|| Problem::new(path, ProblemCode::DetailsUnread, why))
}

/// An inventory as a document of that time, in seconds since 1970.
pub(crate) async fn document(
    permit: ExportPermit,
    inventory: Inventory,
    form: Form,
    time: i64,
) -> Result<Vec<u8>, ExportError> {
    let made = move || {
        // It goes on where nobody waits for it any more, and is one of those that are made.
        let _permit = permit;
        let mut bytes = Vec::new();
        write_document(&inventory, form, time, &mut bytes).map(|()| bytes)
    };
    // It takes long: others are answered meanwhile.
    spawn_blocking(made).await.map_err(io::Error::other)?
}

/// Writes an inventory as a document of that time, in seconds since 1970.
pub(crate) fn write_document(
    inventory: &Inventory,
    form: Form,
    time: i64,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let created = Timestamp::of_unix_time(time.max(0).cast_unsigned());
    let created = created.ok_or_else(|| ExportError::TooMuch("its time is past the year 9999".to_owned()))?;
    match form {
        Form::Inventory => InventoryDocument::from(inventory).write(out)?,
        Form::CycloneDx => write_cyclonedx(inventory, created, out)?,
        Form::Spdx => write_spdx(inventory, created, out)?,
    }
    Ok(())
}
