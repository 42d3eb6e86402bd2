//! Which files a distribution says are its own, and where they lie.
//!
//! What a distribution says is not believed: a path that leads out of the directory that the distribution was installed into is kept
//! as such ([`Place::Outside`]), and everything is looked at without following links.

mod anchor;
mod list;
mod place;

pub use anchor::{Anchor, AnchorKind};
pub use list::{FileList, ListLimits, ListMistake, ListSource, ListedFile, list_files, list_files_within};
pub use place::Place;
