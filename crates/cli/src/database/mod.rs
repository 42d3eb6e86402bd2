//! What is kept on this machine of what is known: the advisory index, and lists beside it.

mod knowledge;
mod place;
mod service;
mod supply;
mod update;

pub(crate) use knowledge::{Wanted, load};
pub(crate) use place::{Database, is_stale};
pub(crate) use update::{Update, Updated};

/// How old an index may be, in days.
pub(crate) const MAX_AGE: u32 = 7;
