//! What of the system is used without a crate in between.
