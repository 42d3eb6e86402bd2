//! Which Python a virtual environment uses: its library, and the installation that it was made from.

use std::path::{Path, PathBuf};

use crate::inventory::discover::interpreters::prefix_above;
use crate::inventory::discover::layout;
use crate::inventory::discover::library::Library;
use crate::inventory::discover::probe::{Prefix, names};
use crate::inventory::file::{Disk, join};
use crate::inventory::{Implementation, PythonVersion};
use crate::metadata::venv_config::VenvConfig;

/// The library that a virtual environment's interpreter uses; what an upgrade left behind is not it.
pub(super) fn active_library<'a>(prefix: &'a Prefix, config: &VenvConfig) -> Option<&'a Library> {
    let release = config.version.as_deref().and_then(layout::release);
    let all = || {
        prefix.libraries.iter().filter(|library| !library.sites.is_empty() || library.has_standard_library)
    };
    let is_named = |library: &&Library| {
        named_versions(prefix).any(|(implementation, version)| {
            implementation == library.implementation
                && version.release == library.version.release
                && version.free_threaded == library.version.free_threaded
        })
    };
    let fits = |library: &&Library| {
        release.is_none() || library.version.release == release || library.version.release.is_none()
    };
    let last_of_one = || all().next_back().filter(|_| release.is_none() || all().count() == 1);
    all()
        .filter(fits)
        .find(is_named)
        .or_else(|| all().find(fits).filter(|_| release.is_some()))
        .or_else(last_of_one)
}

/// The versions that the names of a prefix's interpreters tell.
pub(super) fn named_versions(prefix: &Prefix) -> impl Iterator<Item = (Implementation, PythonVersion)> {
    prefix.executables.iter().filter_map(|executable| layout::interpreter_version(executable.name()))
}

pub(super) fn matching_library<'a>(
    base: &'a Prefix,
    library: Option<&Library>,
    version: &PythonVersion,
    prefix: &Prefix,
) -> Option<&'a Library> {
    let implementation = library
        .map(|library| library.implementation)
        .or_else(|| named_versions(prefix).next().map(|(implementation, _)| implementation));
    let fits = |candidate: &&Library| {
        implementation.is_none_or(|known| known == candidate.implementation)
            && (version.release.is_none() || version.release == candidate.version.release)
    };
    let exact =
        |candidate: &&Library| fits(candidate) && candidate.version.free_threaded == version.free_threaded;
    base.libraries.iter().find(exact).or_else(|| base.libraries.iter().find(fits))
}

/// Where `home` of a `pyvenv.cfg` leads. A drive of Windows (`C:\Python312`) is the root of an image that is searched.
pub(in crate::inventory::discover) fn home_at(disk: &Disk, prefix: &Path, home: &str) -> PathBuf {
    match home.as_bytes() {
        [drive, b':', b'\\' | b'/', ..] if drive.is_ascii_alphabetic() && disk.root().is_some() => {
            Path::new("/").join(home[3..].replace('\\', "/"))
        }
        _ => prefix.join(home),
    }
}

/// The directory that a virtual environment's base lies in, and the version that is wanted of it.
pub(in crate::inventory::discover) fn wanted_base(
    disk: &Disk,
    prefix: &Prefix,
) -> Option<(PathBuf, Option<(u16, u16)>)> {
    let config = prefix.config.as_ref()?;
    let home = config.home.as_deref().filter(|home| !home.is_empty())?;
    let configured = config.version.as_deref().and_then(layout::release);
    let named = || named_versions(prefix).find_map(|(_, version)| version.release);
    let release = configured.or_else(named).or_else(|| active_library(prefix, config)?.version.release);
    Some((home_at(disk, &prefix.path, home), release))
}

/// The prefix of the installation (of that version) whose programs lie in a directory.
pub(in crate::inventory::discover) fn base_at(
    disk: &Disk,
    home: &Path,
    release: Option<(u16, u16)>,
) -> Option<PathBuf> {
    let home = disk.resolve(home).ok()?;
    // A program there leads up to the prefix; on Windows the directory is the prefix.
    prefix_above(disk, &home, release).or_else(|| {
        // It may hold nothing but links, as Homebrew's does, or `/usr/local/bin` with a Python beside it in `/opt`.
        let is_wanted = |name: &[u8]| {
            let named = layout::interpreter_version(name).and_then(|(_, version)| version.release);
            layout::is_interpreter(name) && (named.is_none() || release.is_none() || named == release)
        };
        let programs = names(disk, &home, is_wanted);
        let mut real = programs.iter().filter_map(|(name, _)| disk.resolve(&join(&home, name)).ok());
        real.find_map(|program| prefix_above(disk, program.parent()?, release))
    })
}
