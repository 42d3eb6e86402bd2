//! Zip files: eggs, and wheels on the path.
use std::io::Cursor;

use fetter_core::metadata::archive;

pub fn run(bytes: &[u8]) {
    for is_egg in [true, false] {
        if let Ok(archived) = archive::read(Cursor::new(bytes), is_egg) {
            let members = archived.found.iter().flat_map(|one| [&one.metadata, &one.requires]).flatten();
            assert!(
                members
                    .into_iter()
                    .all(|member| !member.bytes.is_empty() && member.bytes.len() <= 1024 * 1024)
            );
        }
    }
}
