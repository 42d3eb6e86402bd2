//! PKG-INFO and what stands beside it in an egg-info: requires.txt and egg-link.
use fetter_core::metadata::core_metadata::CoreMetadata;
use fetter_core::metadata::{egg_link, egg_requires};

pub fn run(bytes: &[u8]) {
    let _ = CoreMetadata::read(bytes, true);
    let requirements = egg_requires::read(bytes);
    let extras = egg_requires::extras(bytes);
    assert!(requirements.iter().all(|line| !line.is_empty()));
    assert!(extras.iter().all(|extra| !extra.is_empty()));
    let _ = egg_link::read(bytes);
}
