//! What a distribution owns by its name, where it does not list its files.

use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use fetter_core::inventory::file::Disk;
use fetter_core::inventory::{Distribution, Site};
use fetter_core::metadata::lines;

use super::draft::Draft;
use super::list::List;
use super::looked::Looked;
use super::{Gap, Scene};

/// How much is read of `top_level.txt`, in bytes.
const LIMIT: usize = 64 * 1024;
/// How many names a distribution has at most.
const NAMES: usize = 1000;

/// The paths in the site, without endings, that carry the names a distribution gives to its modules: those of `top_level.txt`, else
/// its own.
pub(super) fn names_of(disk: &Disk, found: &Distribution, site: &Site) -> Vec<PathBuf> {
    let told = disk.read(&found.metadata_path.join("top_level.txt"), LIMIT);
    let told = told.map(|read| read.bytes).unwrap_or_default();
    let mut names: Vec<String> = lines(&told)
        .filter_map(|line| std::str::from_utf8(line).ok())
        .map(|line| line.trim().to_owned())
        .filter(|name| !name.is_empty() && !name.contains(['/', '\0']) && !name.starts_with('.'))
        .collect();
    if names.is_empty() {
        names.push(found.name.normalized().replace('-', "_"));
    }
    names.sort();
    names.dedup();
    names.truncate(NAMES);
    names.into_iter().map(|name| site.path.join(name)).collect()
}

impl Scene<'_> {
    /// Packages and modules that are called as the distribution says, if nobody else lists them.
    pub(super) fn named(&self, list: &List, looked: &mut Looked, draft: &mut Draft<'_>) {
        let Ok(entries) = looked.site(self.reach, &self.site.path, draft) else { return };
        for path in &list.named {
            let Some(name) = path.file_name() else { continue };
            let first = entries.partition_point(|entry| entry.name.as_os_str() < name);
            let like = entries.iter().skip(first);
            let like = like.take_while(|entry| entry.name.as_bytes().starts_with(name.as_bytes()));
            for entry in like {
                let place = self.site.path.join(&entry.name);
                let ending = entry.name.as_bytes().get(name.len()..).unwrap_or_default();
                if entry.is_directory && ending.is_empty() && !self.sites.contains(&place) {
                    self.tree(&place, draft);
                } else if entry.is_file && is_ending(&String::from_utf8_lossy(ending)) {
                    self.module(&place, looked, draft);
                }
            }
        }
    }

    /// A file in a directory that is not the distribution's alone, and what is compiled of it.
    pub(super) fn module(&self, path: &Path, looked: &mut Looked, draft: &mut Draft<'_>) {
        if let Some(owner) = self.claims.owner(path) {
            draft.leave(path, Gap::Shared(owner));
            return;
        }
        draft.file(path.to_path_buf());
        self.compiled(path, looked, draft).into_iter().for_each(|compiled| draft.file(compiled));
    }
}

/// Whether what follows a module's name makes a file of it that Python imports.
fn is_ending(ending: &str) -> bool {
    let last = Path::new(ending.trim_start_matches('.')).extension().unwrap_or_default();
    matches!(ending, ".py" | ".pyc" | ".pyo" | ".pyw" | ".so" | ".pyd")
        || ending.starts_with('.') && (last == "so" || last == "pyd")
}
