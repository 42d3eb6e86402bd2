//! (being written)

use crate::manifest::{Format, Input, Manifest};

/// Reads the file.
pub(super) fn read(input: &Input<'_>) -> Manifest {
    Manifest::empty(Format::Unknown, input.file.clone())
}
