//! Whether a server and what it keeps are well, and what to do where they are not.

mod checks;
mod document;
mod files;

pub use document::{Check, DoctorDocument, Outcome};

use std::path::PathBuf;

use crate::backup::Store;
use crate::clock;
use crate::serve::{DataDirectory, ServeError, runtime};
use crate::store::Database;

/// What is to be looked at.
#[derive(Clone, Debug)]
pub struct Patient {
    /// Where the server keeps things.
    pub store: Store,
    /// The certificate that it was given, where it was given one.
    pub certificate: Option<PathBuf>,
}

/// Looks at a server's files and its database, and changes neither. The server may run meanwhile.
pub fn examine(patient: &Patient) -> Result<DoctorDocument, ServeError> {
    let now = clock::now();
    let data = DataDirectory::at(&patient.store.data);
    let mut checks = files::checks(patient, &data, now);
    runtime()?.block_on(async {
        let address = patient.store.database.clone().unwrap_or_else(|| data.database());
        let is_there = patient.store.database.is_some() || data.file("fetter.db").exists();
        let reached = if is_there {
            Database::connect(&address).await.map_err(|error| error.to_string())
        } else {
            Err(format!("there is none: {} is not there", data.file("fetter.db").display()))
        };
        match reached {
            Ok(database) => {
                checks.extend(checks::checks(&database, &patient.store, &data, now).await);
                database.close().await;
            }
            Err(why) => checks.push(Check::unchecked(
                "database",
                format!("it cannot be reached, and nothing in it was looked at: {why}"),
                "name its directory with --data and its database with --database, and see that it runs",
            )),
        }
    });
    Ok(DoctorDocument::new(now, checks))
}
