//! What the names of metadata directories tell.
use fetter_core::metadata::file_name;
use fetter_core::requirement::PackageName;

pub fn run(bytes: &[u8]) {
    let text = crate::text(bytes);
    let (stem, version) = text.split_once('\n').unwrap_or((text, ""));
    let (name, told) = file_name::split(stem);
    assert!(stem.starts_with(name));
    assert!(told.is_none_or(|told| !told.is_empty()));
    let _ = file_name::tells_of(stem.as_bytes(), &PackageName::new(name), version);
    let plain = format!("{name}-{version}");
    assert!(file_name::tells_of(plain.as_bytes(), &PackageName::new(name), version));
}
