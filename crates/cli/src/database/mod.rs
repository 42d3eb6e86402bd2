//! What is kept on this machine of what is known: the advisory index, and lists beside it.

mod knowledge;
mod place;
mod service;
mod supply;
mod update;

pub(crate) use knowledge::{Known, Wanted, load};
pub(crate) use place::{Database, is_stale};
pub(crate) use update::{Updated, update};

/// The public dump of OSV's advisories on Python packages.
pub(crate) const DUMP: &str = "https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip";
/// How old an index may be, in days.
pub(crate) const MAX_AGE: u32 = 7;
