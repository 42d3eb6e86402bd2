//! Bytes as they are kept: compressed.

use super::StoreError;

const LEVEL: i32 = 6;

pub(super) fn pack(bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
    zstd::bulk::compress(bytes, LEVEL).map_err(|error| damaged("what is to be kept", &error))
}

/// What was packed, of at most that many bytes.
pub(super) fn unpack(what: &'static str, bytes: &[u8], limit: usize) -> Result<Vec<u8>, StoreError> {
    zstd::bulk::decompress(bytes, limit).map_err(|error| damaged(what, &error))
}

fn damaged(what: &'static str, error: &std::io::Error) -> StoreError {
    StoreError::Damaged { what, why: error.to_string() }
}
