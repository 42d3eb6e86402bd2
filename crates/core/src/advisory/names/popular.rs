//! The popular names, the most popular first.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::LazyLock;

use super::weight::LAST_RANK;
use crate::requirement::PackageName;

/// The list that ships with the program (`crates/core/data/README.md`).
const SHIPPED: &str = include_str!("../../../data/popular-names.txt");

/// More names than this are not kept: the most popular come first.
const MOST_NAMES: usize = 100_000;

/// Names of popular packages in the order of their popularity.
#[derive(Clone, Debug)]
pub struct Popular {
    /// The normalised names, each with a line feed after it: what is written is what is kept.
    text: String,
    /// Where each name ends in the text.
    ends: Vec<u32>,
    /// An open table of ranks by the hash of the name, 0 where there is none. The hash has a secret: lists may be hostile.
    slots: Vec<u32>,
    hasher: RandomState,
    /// What is needed to pass over most names quickly, of those that are popular enough to be imitated.
    outlines: Vec<Outline>,
}

/// Which letters a name has, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Outline {
    /// A bit for every letter and digit.
    pub(super) alphabet: u64,
    /// Letters and digits.
    pub(super) letters: usize,
}

impl Outline {
    pub(super) fn of(name: &[u8]) -> Self {
        let bit = |byte: &u8| match byte {
            b'a'..=b'z' => 1 << (byte - b'a'),
            b'0'..=b'9' => 1 << (26 + byte - b'0'),
            _ => 0,
        };
        Self {
            alphabet: name.iter().fold(0, |bits, byte| bits | bit(byte)),
            letters: name.iter().filter(|byte| **byte != b'-').count(),
        }
    }
}

impl Popular {
    /// The list that ships with the program.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static LIST: LazyLock<Popular> = LazyLock::new(|| {
            let mut list = Popular::empty();
            SHIPPED.lines().for_each(|name| list.push(&PackageName::new(name)));
            list
        });
        &LIST
    }

    pub(super) fn empty() -> Self {
        Self {
            text: String::new(),
            ends: Vec::new(),
            slots: vec![0; 1 << 10],
            hasher: RandomState::new(),
            outlines: Vec::new(),
        }
    }

    /// Adds a name that is less popular than those before it. One that is there already stays where it is.
    pub(super) fn push(&mut self, name: &PackageName) {
        let name = name.normalized();
        if self.ends.len() >= MOST_NAMES {
            return;
        }
        let Err(slot) = self.find(name) else { return };
        let Ok(end) = u32::try_from(self.text.len() + name.len()) else { return };
        let Ok(rank) = u32::try_from(self.ends.len() + 1) else { return };
        self.text.push_str(name);
        self.text.push('\n');
        self.ends.push(end);
        self.slots[slot] = rank;
        if self.outlines.len() < LAST_RANK {
            self.outlines.push(Outline::of(name.as_bytes()));
        }
        if self.ends.len() * 2 > self.slots.len() {
            self.grow();
        }
    }

    /// Makes the table larger, so that half of it stays empty.
    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 4];
        for rank in (1..).take(self.ends.len()) {
            if let Err(slot) = self.find(self.name(rank)) {
                self.slots[slot] = rank;
            }
        }
    }

    /// The rank of a name, or the slot where it would be.
    fn find(&self, name: &str) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let hash = self.hasher.hash_one(name);
        #[expect(clippy::cast_possible_truncation, reason = "only the low bits count")]
        let mut slot = hash as usize & mask;
        loop {
            match self.slots[slot] {
                0 => return Err(slot),
                rank if self.name(rank) == name => return Ok(rank),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    /// The name of a rank; nothing where there is none.
    pub(super) fn name(&self, rank: u32) -> &str {
        let end = |rank: usize| self.ends.get(rank).map_or(0, |end| *end as usize);
        let Some(at) = (rank as usize).checked_sub(1) else { return "" };
        let start = if at == 0 { 0 } else { end(at - 1) + 1 };
        self.text.get(start..end(at)).unwrap_or_default()
    }

    /// The names that are popular enough to be imitated, by rank.
    pub(super) fn outlines(&self) -> impl Iterator<Item = (u32, &Outline)> {
        (1..).zip(&self.outlines)
    }

    /// The rank of a normalised name, the most popular being 1; `None` where it is not on the list.
    #[must_use]
    pub fn rank(&self, normalized: &str) -> Option<u32> {
        self.find(normalized).ok()
    }

    /// How many names are on the list.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The names, one a line in the order of their popularity: the form in which a list is kept. [`Popular::read`] reads it.
    #[must_use]
    pub fn as_text(&self) -> &str {
        &self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_that_ships_is_whole() {
        let list = Popular::shipped();
        assert_eq!(list.len(), 10_000);
        assert_eq!(list.as_text(), SHIPPED);
        assert_eq!(list.rank("boto3"), Some(1));
        assert!(list.rank("numpy").is_some_and(|rank| rank < 100));
        assert_eq!(list.rank("nunpy"), None);
        for (rank, name) in (1..).zip(SHIPPED.lines()) {
            assert_eq!(list.rank(name), Some(rank), "{name}");
            assert!(
                PackageName::new(name).is_valid() && PackageName::new(name).normalized() == name,
                "{name}"
            );
        }
    }

    #[test]
    fn names_are_kept_once_and_normalised() {
        let mut list = Popular::empty();
        for name in ["Zope.Interface", "b", "zope-interface", "C"] {
            list.push(&PackageName::new(name));
        }
        assert_eq!(list.as_text(), "zope-interface\nb\nc\n");
        assert_eq!((list.len(), list.rank("c"), list.rank("")), (3, Some(3), None));
        assert!(Popular::empty().is_empty() && Popular::empty().rank("a").is_none());
    }

    #[test]
    fn no_more_than_so_many_are_kept() {
        let mut list = Popular::empty();
        (0..MOST_NAMES + 10).for_each(|at| list.push(&PackageName::new(&format!("n{at}"))));
        assert_eq!(list.len(), MOST_NAMES);
        assert_eq!(list.rank("n99999"), Some(100_000));
    }
}
