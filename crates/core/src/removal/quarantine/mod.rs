//! The quarantine: where what a plan names is moved to, and from where it comes back.

/// The beginning of the name of a quarantine's directory, which lies in the anchor.
pub(super) const NAME: &str = ".fetter-quarantine";
