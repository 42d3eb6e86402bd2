//! One organisation's inventory, policies and verdicts.
//!
//! [`store`] keeps everything and has the only SQL.

pub mod store;
