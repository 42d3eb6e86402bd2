//! The layout of Windows: `Lib\site-packages`, `Scripts`, `python312.dll`.

use std::path::{Path, PathBuf};

use super::layout;
use super::library::{Library, has_standard_library};
use super::probe::names;
use crate::inventory::file::{Disk, join};
use crate::inventory::{Implementation, PythonVersion};
use crate::metadata::venv_config::VenvConfig;

/// The library of a prefix that has the layout of Windows.
pub(super) fn library(disk: &Disk, prefix: &Path, config: Option<&VenvConfig>) -> Option<Library> {
    let directory = disk.real_directory_at(prefix.join("Lib"))?;
    let site = site(disk, &directory)?;
    let is_program = |name: &[u8]| name.eq_ignore_ascii_case(b"python.exe");
    let has_program = || {
        [prefix.to_path_buf(), prefix.join("Scripts")]
            .iter()
            .any(|place| !names(disk, place, is_program).is_empty())
    };
    let has_standard_library = has_standard_library(disk, &directory);
    if !has_standard_library && config.is_none() && !has_program() {
        return None;
    }
    let mut sites = vec![site];
    // Windows puts the prefix itself on the path too.
    let in_prefix = |name: &[u8]| {
        name.ends_with(b".dist-info") || name.ends_with(b".egg-info") || name.ends_with(b".pth")
    };
    if !names(disk, prefix, in_prefix).is_empty() {
        sites.insert(0, prefix.to_path_buf());
    }
    Some(Library {
        implementation: Implementation::CPython,
        version: version(disk, prefix, config),
        name: b"Lib".to_vec(),
        directory,
        has_standard_library,
        sites,
        original_prefix: None,
        debian: false,
        beside: Vec::new(),
    })
}

/// `Lib\site-packages`, in whatever case.
fn site(disk: &Disk, library: &Path) -> Option<PathBuf> {
    let site = names(disk, library, |name| name.eq_ignore_ascii_case(b"site-packages"));
    site.first().map(|(name, _)| join(library, name))
}

/// The version as `pyvenv.cfg` says, or else the name of the library that an installation links to.
fn version(disk: &Disk, prefix: &Path, config: Option<&VenvConfig>) -> PythonVersion {
    let configured = config.and_then(|config| config.version.as_deref()).and_then(layout::release);
    let dlls = names(disk, prefix, |name| dll_version(name).is_some());
    let from_dll = dlls.iter().find_map(|(name, _)| dll_version(name));
    let free_threaded = from_dll.is_some_and(|(_, free_threaded)| free_threaded);
    PythonVersion { release: configured.or(from_dll.map(|(release, _)| release)), free_threaded, full: None }
}

/// The version in `python311.dll` and `python313t.dll`; `python3.dll` gives none.
fn dll_version(name: &[u8]) -> Option<((u16, u16), bool)> {
    let digits = std::str::from_utf8(name).ok()?.strip_prefix("python")?.strip_suffix(".dll")?;
    let (digits, free_threaded) = digits.strip_suffix('t').map_or((digits, false), |digits| (digits, true));
    let (major, minor) = digits.split_at_checked(1)?;
    Some(((major.parse().ok()?, minor.parse().ok()?), free_threaded))
}
