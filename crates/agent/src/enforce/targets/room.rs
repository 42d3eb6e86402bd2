//! How much is looked at, and kept, for whom: nobody's packages are to cost all others their agent.

use std::collections::HashMap;

/// How much is looked at and kept of what one owner has, in one go.
const OWNER: Room = Room { entries: 2_000_000, bytes: 64 << 20 };
/// How much of what all have together that are not root.
const OTHERS: Room = Room { entries: 6_000_000, bytes: 192 << 20 };

/// What is left.
#[derive(Clone, Copy, Debug)]
struct Room {
    /// Entries of lists and directories: what takes time.
    entries: usize,
    /// Bytes of memory.
    bytes: usize,
}

impl Room {
    fn without(self, entries: usize, bytes: usize) -> Option<Self> {
        let (entries, bytes) = (self.entries.checked_sub(entries)?, self.bytes.checked_sub(bytes)?);
        Some(Self { entries, bytes })
    }
}

/// What is left to every owner, by the number of the user. What is root's takes nothing from others, and theirs nothing from root.
#[derive(Debug)]
pub(super) struct Rooms {
    by_owner: HashMap<u32, Room>,
    others: Room,
}

impl Default for Rooms {
    fn default() -> Self {
        Self { by_owner: HashMap::new(), others: OTHERS }
    }
}

impl Rooms {
    /// Takes that much for an owner, if there is as much.
    pub(super) fn take(&mut self, owner: u32, entries: usize, bytes: usize) -> bool {
        let own = self.by_owner.entry(owner).or_insert(if owner == 0 { OTHERS } else { OWNER });
        let others = if owner == 0 { Some(self.others) } else { self.others.without(entries, bytes) };
        let (Some(left), Some(others)) = (own.without(entries, bytes), others) else { return false };
        (*own, self.others) = (left, others);
        true
    }

    /// Gives memory back.
    pub(super) fn give(&mut self, owner: u32, bytes: usize) {
        if let Some(own) = self.by_owner.get_mut(&owner) {
            own.bytes += bytes;
            self.others.bytes += if owner == 0 { 0 } else { bytes };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_takes_what_is_left_to_another() {
        let mut rooms = Rooms::default();
        assert!(rooms.take(1, 1, OWNER.bytes) && !rooms.take(1, 1, 1), "its own share");
        assert!(rooms.take(2, 1, OWNER.bytes) && rooms.take(3, 1, OWNER.bytes));
        assert!(!rooms.take(4, 1, 1), "all others' share");
        assert!(rooms.take(0, 1, OTHERS.bytes) && !rooms.take(0, 1, 1), "root's");
        rooms.give(1, 2);
        assert!(rooms.take(4, 1, 1) && rooms.take(1, 1, 1));
        assert!(!rooms.take(4, OWNER.entries, 0));
    }
}
