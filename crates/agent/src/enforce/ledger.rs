//! How much is kept of what every owner has that is denied.

use std::collections::HashMap;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::enforcer::Entry;

/// For what one owner has, in bytes.
const OWNER: usize = 32 << 20;
/// For what all have together that are not root; and the same again for root.
const OTHERS: usize = 96 << 20;

/// What is kept already, by the number of the user.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    by_owner: HashMap<u32, usize>,
    others: usize,
}

impl Ledger {
    pub(super) fn of<'entry>(entries: impl IntoIterator<Item = &'entry Entry>) -> Self {
        let mut ledger = Self::default();
        for entry in entries {
            ledger.note(entry.owner, entry.prepared.bytes);
        }
        ledger
    }

    /// How much room there is for more of an owner's, in bytes.
    pub(super) fn room(&self, owner: u32) -> usize {
        let own = self.by_owner.get(&owner).copied().unwrap_or_default();
        match owner {
            0 => OTHERS.saturating_sub(own),
            _ => OWNER.saturating_sub(own).min(OTHERS.saturating_sub(self.others)),
        }
    }

    pub(super) fn note(&mut self, owner: u32, bytes: usize) {
        *self.by_owner.entry(owner).or_default() += bytes;
        self.others += if owner == 0 { 0 } else { bytes };
    }
}

/// Who owns a site.
pub(super) fn owner(site: &Path) -> u32 {
    std::fs::symlink_metadata(site).map_or(u32::MAX, |status| status.uid())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_uses_up_what_is_for_another() {
        let mut ledger = Ledger::default();
        ledger.note(1, OWNER - 1);
        assert_eq!((ledger.room(1), ledger.room(2), ledger.room(0)), (1, OWNER, OTHERS));
        ledger.note(2, OWNER);
        ledger.note(3, OWNER);
        assert_eq!((ledger.room(1), ledger.room(4), ledger.room(0)), (1, 1, OTHERS));
    }
}
