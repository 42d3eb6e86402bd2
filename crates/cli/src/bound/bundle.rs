//! Bounds that came with a server's policy.

use fetter_core::manifest::{Manifest, read_together};
use fetter_protocol::BundleFile;

/// Reads the bound of that name among the files of a bundle.
pub(crate) fn of_bundle(source: &str, files: &[BundleFile]) -> Manifest {
    let files = files.iter().map(|file| (file.name.as_str(), file.text.as_str())).collect();
    read_together(source, &files)
}
