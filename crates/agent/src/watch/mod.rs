//! Seeing what is installed and removed, and keeping the inventory current.
//!
//! * [`interest`] says what an event on the disk means, by names alone.
//! * [`keeper`] has the inventory, and reads again what was touched.

mod interest;
mod keeper;

pub use interest::{Action, Entry, Interest, interest, may_matter};
pub use keeper::{Keeper, Step};
