//! What the names of metadata directories tell.
#![no_main]

use fetter_core::metadata::file_name;
use fetter_core::requirement::PackageName;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (stem, version) = text.split_once('\n').unwrap_or((text, ""));
    let (name, told) = file_name::split(stem);
    assert!(stem.starts_with(name));
    assert!(told.is_none_or(|told| !told.is_empty()));
    let _ = file_name::tells_of(stem.as_bytes(), &PackageName::new(name), version);
    let plain = format!("{name}-{version}");
    assert!(file_name::tells_of(plain.as_bytes(), &PackageName::new(name), version));
});
