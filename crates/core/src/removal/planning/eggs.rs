//! What an egg leaves beside itself: a line in `easy-install.pth`, and scripts. Of a link to a source tree (`setup.py develop`) only
//! the link goes.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path, PathBuf};

use super::Chosen;
use super::own::Own;
use super::reach::Reach;
use crate::integrity::files::Anchor;
use crate::inventory::DistributionKind;
use crate::inventory::file::{Disk, join};
use crate::metadata::egg_link;
use crate::removal::protected::Protected;
use crate::removal::{StateKind, path_lines};
use crate::requirement::PackageName;

/// Where setuptools notes the eggs of a site.
const EASY_INSTALL: &str = "easy-install.pth";
/// How much of a small file is read, in bytes.
const LIMIT: usize = 4 * 1024 * 1024;
/// How many scripts of one egg are looked for.
const SCRIPT_LIMIT: usize = 1000;

/// The `.egg-link` in the site that leads to a distribution's source tree.
pub(super) fn link_of(disk: &Disk, chosen: &Chosen<'_>) -> Option<PathBuf> {
    let tree = chosen.distribution.metadata_path.parent()?;
    let directory = std::fs::read_dir(disk.host_path(&chosen.site.path)).ok()?;
    let mut links: Vec<PathBuf> = directory
        .flatten()
        .map(|entry| entry.file_name())
        .filter(|name| name.as_bytes().ends_with(b".egg-link"))
        .map(|name| chosen.site.path.join(name))
        .collect();
    links.sort_unstable();
    let leads = |link: &PathBuf| {
        let read = disk.read(link, LIMIT).ok()?;
        let target = chosen.site.path.join(egg_link::read(&read.bytes)?);
        disk.resolve(&target).ok().filter(|real| real == tree)
    };
    links.into_iter().find(|link| leads(link).is_some())
}

/// Adds the line of `easy-install.pth` and the scripts that belong to an egg. `egg` is what stands for it in the site, relative to
/// the anchor.
pub(super) fn add(
    disk: &Disk,
    reach: &Reach,
    anchor: &Anchor,
    protected: &Protected,
    chosen: &Chosen<'_>,
    egg: &Path,
    own: &mut Own,
) {
    let metadata = &chosen.distribution.metadata_path;
    let on_path = match chosen.distribution.kind {
        DistributionKind::EggLink => metadata.parent().unwrap_or(metadata).to_path_buf(),
        _ => anchor.path.join(egg),
    };
    add_line(disk, reach, anchor, chosen, &on_path, own);
    let information = match chosen.distribution.kind {
        DistributionKind::EggDirectory => metadata.join("EGG-INFO"),
        _ => metadata.clone(),
    };
    for name in scripts(disk, &information).into_iter().take(SCRIPT_LIMIT) {
        for directory in ["bin", "Scripts"] {
            let path = Path::new(directory).join(OsStr::from_bytes(&name));
            if protected.why(&path).is_none()
                && is_script_of(disk, &anchor.path.join(&path), &chosen.distribution.name)
                && let Ok(state) = reach.state(&path)
                && state.kind == StateKind::File
            {
                own.add(path, state);
            }
        }
    }
}

/// The line of `easy-install.pth` that puts the egg on the path.
fn add_line(disk: &Disk, reach: &Reach, anchor: &Anchor, chosen: &Chosen<'_>, on_path: &Path, own: &mut Own) {
    let site = &chosen.site.path;
    let file = site.join(EASY_INSTALL);
    let Ok(below) = file.strip_prefix(&anchor.path) else { return };
    let (Ok(state), Ok(read)) = (reach.state(below), disk.read(&file, LIMIT)) else { return };
    if state.kind != StateKind::File || !read.whole {
        return;
    }
    let mut lines: Vec<Vec<u8>> = path_lines::lines(&read.bytes)
        .filter(|line| leads_to(disk, site, line.trim_ascii_end(), on_path))
        .map(<[u8]>::to_vec)
        .collect();
    lines.sort_unstable();
    lines.dedup();
    if lines.is_empty() {
        return;
    }
    own.edits.push((below.to_path_buf(), state, lines));
}

/// Whether a line of a `.pth` file leads to a path.
fn leads_to(disk: &Disk, site: &Path, line: &[u8], path: &Path) -> bool {
    if line.is_empty() || line.starts_with(b"#") || line.starts_with(b"import") || line.contains(&0) {
        return false;
    }
    let mut whole = PathBuf::new();
    for part in join(site, line.strip_prefix(b"./").unwrap_or(line)).components() {
        match part {
            Component::ParentDir => {
                whole.pop();
            }
            part => whole.push(part),
        }
    }
    let whole = if line.starts_with(b"/") { PathBuf::from(OsStr::from_bytes(line)) } else { whole };
    whole == path || disk.resolve(&whole).is_ok_and(|real| real == path)
}

/// The names of the scripts that an egg's metadata tells of.
fn scripts(disk: &Disk, information: &Path) -> Vec<Vec<u8>> {
    let read =
        |name: &str| disk.read(&information.join(name), LIMIT).map(|read| read.bytes).unwrap_or_default();
    let mut names = Vec::new();
    let mut is_scripts = false;
    for line in crate::metadata::lines(&read("entry_points.txt")) {
        let line = line.trim_ascii();
        if let Some(section) = line.strip_prefix(b"[").and_then(|line| line.strip_suffix(b"]")) {
            is_scripts = matches!(section.trim_ascii(), b"console_scripts" | b"gui_scripts");
        } else if is_scripts && let Some(equals) = memchr::memchr(b'=', line) {
            names.push(line[..equals].trim_ascii().to_vec());
        }
    }
    if let Ok(entries) = std::fs::read_dir(disk.host_path(&information.join("scripts"))) {
        names.extend(entries.flatten().map(|entry| entry.file_name().as_bytes().to_vec()));
    }
    names.retain(|name| {
        !name.is_empty() && !name.contains(&b'/') && !name.contains(&0) && name != b"." && name != b".."
    });
    names.sort_unstable();
    names.dedup();
    names
}

/// Whether a script says that setuptools made it for that project: `# EASY-INSTALL-ENTRY-SCRIPT: 'NAME==VERSION','console_scripts',…`.
fn is_script_of(disk: &Disk, path: &Path, name: &PackageName) -> bool {
    let Ok(read) = disk.read(path, LIMIT) else { return false };
    let mut lines = crate::metadata::lines(&read.bytes);
    lines.any(|line| {
        let said = line
            .strip_prefix(b"# EASY-INSTALL-")
            .and_then(|rest| rest.splitn(3, |byte| matches!(byte, b'\'' | b'"')).nth(1));
        let project = said.and_then(|said| std::str::from_utf8(said).ok());
        project.is_some_and(|said| {
            let project = said.split("==").next().unwrap_or(said);
            PackageName::new(project).normalized() == name.normalized()
        })
    })
}
