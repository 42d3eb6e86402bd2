//! What of a walk is said of files that nobody claims.

use rustix::fs::{FileType, Stat};

use super::{Standing, Walk};
use crate::integrity::ownerless::code::{Sort, source_beside};
use crate::integrity::ownerless::extra::{Extra, Gathered, What};
use crate::integrity::ownerless::listing::{Entry, Listing};
use crate::integrity::verify::FileStatus;
use crate::inventory::file::join;

/// How many files of one directory are said each for itself.
const EACH: usize = 20;
/// How many `.pth` files of a site are.
const PATH_FILES: usize = 1000;

impl Walk<'_, '_> {
    /// What an unclaimed file among claimed ones is.
    pub(super) fn extra(&mut self, entry: &Entry, sort: Sort, standing: Standing) -> Option<Extra> {
        let extra = |what| self.noted(&self.path, &entry.status, what);
        if sort.is_code() || sort.is_read_at_start() {
            return Some(extra(What::File(sort, entry.file_type())));
        }
        let is_metadata = standing == Standing::Metadata
            || entry.name.ends_with(b".egg-info")
            || entry.name.ends_with(b".egg-link")
            || self.ground.leftovers.contains(&*self.path);
        if self.is_linked_directory(entry) {
            let is_claimed = self.ground.claims.of_directory(&self.path).is_some();
            return Some(extra(if is_claimed { What::LinkedClaims } else { What::LinkedDirectory }));
        }
        if !is_metadata {
            self.data.add(&self.path, FileStatus::of(&entry.status), false);
        }
        None
    }

    /// Whether it is a link to a directory, where Python would look for modules.
    pub(super) fn is_linked_directory(&self, entry: &Entry) -> bool {
        entry.is_link() && self.ground.disk.is_directory(&join(&self.ground.path, &self.path))
    }

    /// Says the unclaimed files of a directory: each, or all at once where they are many.
    pub(super) fn end_files(&mut self, extras: Vec<Extra>, status: &Stat) {
        // What a `.pth` file does is worth knowing of each.
        let is_path_file =
            |extra: &mut Extra| matches!(extra.what, What::File(sort, _) if sort.is_read_at_start());
        let mut extras = extras;
        self.found.extras.extend(extras.extract_if(.., is_path_file).take(PATH_FILES));
        if extras.len() <= EACH {
            self.found.extras.extend(extras);
            return;
        }
        let mut many = Gathered::default();
        for extra in &extras {
            many.add(&extra.path, extra.status, true);
        }
        let beside = extras.first().and_then(|extra| extra.beside);
        let many = Extra { beside, ..self.noted(&self.path, status, What::Many(many)) };
        self.found.extras.push(many);
    }

    pub(super) fn end_tree(&mut self, path: &[u8], status: &Stat, tree: Gathered) {
        let what = match (tree.files, tree.code) {
            (0, _) => return,
            // The scan says that it is there.
            (_, 0) if self.ground.leftovers.contains(path) => return,
            (_, 0) => What::Data(tree),
            _ => What::Tree(tree),
        };
        let tree = self.noted(path, status, what);
        self.found.extras.push(tree);
    }

    pub(super) fn noted(&self, path: &[u8], status: &Stat, what: What) -> Extra {
        let parent = memchr::memrchr(b'/', path).map(|end| &path[..end]);
        let beside = parent.and_then(|parent| self.ground.claims.of_directory(parent));
        Extra { path: path.into(), status: FileStatus::of(status), what, beside }
    }

    pub(super) fn end_data(&mut self, path: &[u8], status: &Stat) {
        let data = std::mem::take(&mut self.data);
        if data.files > 0 {
            let data = self.noted(path, status, What::Data(data));
            self.found.extras.push(data);
        }
    }
}

/// Whether an unclaimed file is not worth a word.
pub(super) fn is_nothing(entry: &Entry, sort: Sort, listing: &Listing) -> bool {
    let has = |name: &[u8]| listing.entries.binary_search_by(|entry| (*entry.name).cmp(name)).is_ok();
    match sort {
        // Python reads it for its source, and for nothing else.
        Sort::Cached => true,
        Sort::Compiled => has(&source_beside(&entry.name)),
        Sort::Data => entry.file_type() == FileType::RegularFile && entry.status.st_size == 0,
        _ => false,
    }
}
