//! PKG-INFO and what stands beside it in an egg-info: requires.txt and egg-link.
use fetter_core::metadata::core_metadata::CoreMetadata;
use fetter_core::metadata::{egg_link, egg_requires};

pub fn run(bytes: &[u8]) {
    let _ = CoreMetadata::read(bytes, true);
    let requirements = egg_requires::read(bytes);
    let extras = egg_requires::extras(bytes);
    assert!(requirements.requirements.iter().all(|line| !line.is_empty()));
    let bytes_made: usize = requirements.requirements.iter().map(String::len).sum();
    assert!(bytes_made <= bytes.len() * 5 + (2 << 20), "{bytes_made} of {}", bytes.len());
    assert!(extras.iter().all(|extra| !extra.is_empty()));
    let _ = egg_link::read(bytes);
}
