//! Bytes on the wire.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;

use fetter_protocol::WirePath;

/// A path from its bytes.
pub(super) fn path(bytes: Vec<u8>) -> WirePath {
    WirePath::from(&PathBuf::from(OsString::from_vec(bytes)))
}

/// A digest.
pub(super) fn hex(bytes: &[u8]) -> String {
    fetter_core::hex::encode(bytes)
}
