//! What comes into a denied directory is denied too.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Enforcer;
use super::marks::Prepared;
use super::reach::Reach;
use super::targets::{ENTRIES, is_package};

impl Enforcer {
    /// Directories came into being, or have new files. What lies in a directory of a denied distribution whose files are all denied is
    /// denied too; the files of such a directory are known from now on. How many of them are such.
    pub fn extend<'path>(&mut self, directories: impl IntoIterator<Item = &'path Path>) -> usize {
        let mut marks = Vec::new();
        let mut count = 0;
        for directory in directories {
            if let Some((metadata, more)) = self.more_below(directory) {
                count += 1;
                let Some(entry) = self.denied.get_mut(&metadata) else { continue };
                entry.prepared.merge(&more);
                let denied = Arc::clone(&entry.denied);
                marks.extend(self.add(&denied, &more));
            }
        }
        if count > 0 {
            self.board.publish(self.table.clone());
            self.mark(marks);
        }
        count
    }

    /// What is to be marked at and below a directory that belongs to a denied distribution, and to which.
    fn more_below(&self, directory: &Path) -> Option<(PathBuf, Prepared)> {
        let whole = &self.table.whole;
        let owner = whole.get(directory).or_else(|| whole.get(directory.parent()?))?;
        let reach = Reach::of(&self.denied.get(&owner.metadata)?.anchor).ok()?;
        let mut more = Prepared::default();
        let mut rest = vec![directory.to_path_buf()];
        let mut left = ENTRIES;
        while let Some(directory) = rest.pop() {
            more.directory(&reach, &directory);
            let below = reach.list(&directory, left).unwrap_or_default();
            left = left.saturating_sub(below.len());
            let below = below.iter().filter(|named| is_package(named));
            rest.extend(below.map(|named| directory.join(&named.name)));
        }
        Some((owner.metadata.clone(), more))
    }
}
