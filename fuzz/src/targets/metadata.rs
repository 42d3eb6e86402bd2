//! METADATA: whatever the bytes, name and version that a prefix gives are those that the whole file gives.
use fetter_core::metadata::core_metadata::{CoreMetadata, Identity};

pub fn run(bytes: &[u8]) {
    let whole = Identity::read(bytes, true).expect("a whole file is enough");
    let full = CoreMetadata::read(bytes, true).expect("a whole file is enough");
    assert_eq!(whole, full.identity, "both readers agree");
    let step = (bytes.len() / 64).max(1);
    for end in (0..bytes.len()).step_by(step) {
        if let Some(identity) = Identity::read(&bytes[..end], false) {
            assert_eq!(identity, whole, "the first {end} bytes say the same");
        }
        if let Some(metadata) = CoreMetadata::read(&bytes[..end], false) {
            assert_eq!(metadata, full, "the first {end} bytes say the same");
        }
    }
}
