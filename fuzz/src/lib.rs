//! The fuzz targets, and what they share.

pub mod inventory;
pub mod manifest;
pub mod targets;

/// As much of the bytes as is text.
#[must_use]
pub fn text(bytes: &[u8]) -> &str {
    bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid())
}
