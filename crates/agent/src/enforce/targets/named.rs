//! What a distribution owns by its name, where it does not list its files.

use std::path::{Path, PathBuf};

use fetter_core::inventory::file::Disk;
use fetter_core::inventory::{Distribution, Site};
use fetter_core::metadata::lines;

use super::list::List;
use super::{Gap, Scene, Targets};

/// How much is read of `top_level.txt`, in bytes.
const LIMIT: usize = 64 * 1024;

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
    names.into_iter().map(|name| site.path.join(name)).collect()
}

impl Scene<'_> {
    /// Packages and modules that are called as the distribution says, if nobody else lists them.
    pub(super) fn named(&self, list: &List, targets: &mut Targets) {
        let Ok(entries) = self.reach.list(&self.site.path, super::ENTRIES) else { return };
        for path in &list.named {
            let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else {
                continue;
            };
            for entry in &entries {
                let text = entry.name.to_string_lossy();
                let place = self.site.path.join(&entry.name);
                let is_module = text.strip_prefix(&*name).is_some_and(is_ending);
                if entry.is_directory && *text == name && !self.sites.contains(&place) {
                    self.tree(&place, targets);
                } else if entry.is_file && is_module {
                    self.module(&place, targets);
                }
            }
        }
    }

    /// A file in a directory that is not the distribution's alone, and what is compiled of it.
    pub(super) fn module(&self, path: &Path, targets: &mut Targets) {
        if let Some(owner) = self.claims.owner(path) {
            targets.leave(path, Gap::Shared(owner));
            return;
        }
        targets.files.insert(path.to_path_buf());
        targets.files.extend(self.compiled(path));
    }
}

/// Whether what follows a module's name makes a file of it that Python imports.
fn is_ending(ending: &str) -> bool {
    let last = Path::new(ending.trim_start_matches('.')).extension().unwrap_or_default();
    matches!(ending, ".py" | ".pyc" | ".pyo" | ".pyw" | ".so" | ".pyd")
        || ending.starts_with('.') && (last == "so" || last == "pyd")
}
