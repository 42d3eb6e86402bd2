//! The entry points of `.start` files (PEP 829).

use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::gather::{Gathering, PATH_FILE_LIMIT, Place};
use super::item::{StartupItem, StartupKind};
use super::traits::{Trait, TraitCode};
use crate::inventory::Problem;
use crate::metadata::start_file::{self, StartEntry};

impl Gathering<'_> {
    /// Makes items of the lines of a `.start` file.
    pub(super) fn start_file(&mut self, place: &Place, name: &Path) {
        let path = place.path.join(name);
        let read = match self.disk.read(&path, PATH_FILE_LIMIT) {
            Ok(read) => read,
            Err(error) => {
                self.problems.push(error.problem(&path));
                return;
            }
        };
        if !read.whole {
            self.problems.push(Problem::cut(&path, PATH_FILE_LIMIT));
        }
        let is_hidden = name.as_os_str().as_bytes().starts_with(b".");
        let (environments, passed_over) = self
            .parted(place, |version| !is_hidden && version.release.is_none_or(|release| release >= (3, 15)));
        let mut item = StartupItem::new(StartupKind::EntryPoint, place.path.clone(), path);
        item.is_inert = place.is_inert;
        item.environments = environments;
        item.passed_over = passed_over;
        if is_hidden {
            item.traits.push(Trait::new(TraitCode::HiddenName, 0, &name.to_string_lossy()));
        }
        if !item.passed_over.is_empty() {
            item.notes.push("Python before 3.15 does not read .start files".to_owned());
        }
        let Some(entries) = start_file::read(&read.bytes) else {
            item.traits.push(Trait::new(TraitCode::Encoding, 0, "it is not UTF-8"));
            item.notes.push("Python passes over it".to_owned());
            self.claim(&mut item, None);
            self.items.push(item);
            return;
        };
        for entry in entries {
            self.entry_point(place, item.clone(), &entry);
        }
    }

    fn entry_point(&mut self, place: &Place, mut item: StartupItem, entry: &StartEntry) {
        item.line = Some(entry.number);
        item.content = crate::metadata::credentials::mask_credentials(&entry.text);
        match &entry.entry {
            None => item.notes.push("no entry point: Python passes over it".to_owned()),
            Some((module, _)) if self.is_standard(place, module) => {
                item.notes.push(format!("calls the standard library's {module}"));
            }
            Some((module, callable)) => match self.imported(place, module, None) {
                // The callable of a finder that is known is one that the finder defines.
                Some(imported)
                    if imported.is_known
                        && ["init", "install", "entrypoint"].contains(&callable.as_str()) =>
                {
                    item.known = Some("an editable installation".to_owned());
                }
                Some(_) => {}
                None => item.notes.push(format!("{module} was not found")),
            },
        }
        if item.known.is_none() {
            item.traits.extend(super::traits::of_code(&item.content, entry.number));
        }
        self.claim(&mut item, None);
        self.items.push(item);
    }
}
