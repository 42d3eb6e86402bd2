//! pyenv's shims: which interpreter they would start, by pyenv's own files.

use std::path::{Component, Path, PathBuf};

use super::Surroundings;
use crate::inventory::file::Disk;

/// How much of a version file is read, in bytes.
const LIMIT: usize = 16 * 1024;

/// The interpreter that a shim would start, for a path that is a shim of pyenv; `None` for any other, and
/// where pyenv would take the system's.
pub(super) fn behind_shim(disk: &Disk, path: &Path, surroundings: &Surroundings) -> Option<PathBuf> {
    let (name, shims) = (path.file_name()?, path.parent()?);
    let root = shims.parent().filter(|_| shims.file_name().is_some_and(|name| name == "shims"))?;
    let versions = root.join("versions");
    // pyenv asks one version after the other; its "system" is whatever comes next on PATH.
    chosen(disk, root, surroundings)
        .iter()
        .take_while(|version| *version != "system")
        .filter_map(|version| installed(&versions, disk, version))
        .map(|prefix| prefix.join("bin").join(name))
        .find(|program| disk.is_file(program))
}

/// The versions in force, in pyenv's order: its variable, `.python-version` here or above, its global file.
fn chosen(disk: &Disk, root: &Path, surroundings: &Surroundings) -> Vec<String> {
    if let Some(versions) = &surroundings.pyenv_version {
        return versions.split(':').map(str::to_owned).collect();
    }
    let local = surroundings.directory.ancestors().map(|directory| directory.join(".python-version"));
    local
        .chain([root.join("version")])
        .find_map(|file| disk.read(&file, LIMIT).ok())
        .map(|read| {
            let text = String::from_utf8_lossy(&read.bytes).into_owned();
            let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default());
            lines.flat_map(str::split_whitespace).map(str::to_owned).collect()
        })
        .unwrap_or_default()
}

/// The prefix of a version: the one of that name, or the newest that it is the beginning of (`3.11`).
fn installed(versions: &Path, disk: &Disk, version: &str) -> Option<PathBuf> {
    // pyenv-virtualenv names its environments `3.11.7/envs/NAME`.
    let is_below = Path::new(version).components().all(|part| matches!(part, Component::Normal(_)));
    if !is_below || version.is_empty() {
        return None;
    }
    let version = version.strip_prefix("python-").unwrap_or(version);
    let exact = versions.join(version);
    if disk.is_directory(&exact) {
        return Some(exact);
    }
    let beginning = format!("{version}.");
    let entries = std::fs::read_dir(disk.host_path(&disk.resolve(versions).ok()?)).ok()?;
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let matching = names.filter(|name| name.starts_with(&beginning));
    let numbers = |name: &String| name.parse::<crate::requirement::Version>().ok();
    matching.max_by_key(numbers).map(|name| versions.join(name))
}
