//! The popular names, the most popular first.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::LazyLock;

use super::LONGEST_NAME;
use super::weight::LAST_RANK;
use crate::requirement::PackageName;

/// The list that ships with the program (`crates/core/data/README.md`).
const SHIPPED: &str = include_str!("../../../data/popular-names.txt");

/// More names than this are not kept: the most popular come first.
const MOST_NAMES: usize = 100_000;

/// How many names are passed over at once.
const CHUNK: usize = 16;

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
    /// A bit for every letter, and one for all digits.
    pub(super) alphabet: u32,
    /// How many letters and digits it has.
    pub(super) letters: u32,
}

impl Outline {
    pub(super) fn of(name: &[u8]) -> Self {
        let mut outline = Self { alphabet: 0, letters: 0 };
        for byte in name {
            let bit = match byte {
                b'a'..=b'z' => 1 << (byte - b'a'),
                b'-' => continue,
                _ => 1 << 26,
            };
            outline.alphabet |= bit;
            outline.letters += 1;
        }
        outline
    }

    /// Whether two names can be alike at all, by their letters alone: one slip changes two bits of the alphabet at most, and of two that
    /// say anything only one is a replaced letter. Without branches and without counting bits, since nearly all of many are not.
    pub(super) const fn may_be_near(self, other: Self) -> bool {
        let mut differing = self.alphabet ^ other.alphabet;
        // Each takes the lowest bit away.
        differing &= differing.wrapping_sub(1);
        differing &= differing.wrapping_sub(1);
        differing &= differing.wrapping_sub(1);
        (differing == 0) & (self.letters.abs_diff(other.letters) <= 2)
    }
}

impl Popular {
    /// The list that ships with the program.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static LIST: LazyLock<Popular> = LazyLock::new(|| {
            let mut list = Popular::with_room_for(SHIPPED.len());
            // They are all names: a test sees to it.
            SHIPPED.lines().for_each(|name| _ = list.push(name));
            list
        });
        &LIST
    }

    /// An empty list with a table for the names of so many bytes of text.
    pub(super) fn with_room_for(bytes: usize) -> Self {
        Self {
            text: String::new(),
            ends: Vec::new(),
            // Names have 14 bytes on average, and half of the table is to stay empty.
            slots: vec![0; (bytes / 8).clamp(64, 2 * MOST_NAMES).next_power_of_two()],
            hasher: RandomState::new(),
            outlines: Vec::new(),
        }
    }

    /// Adds a name that is less popular than those before it. One that is there already stays where it is. False, and nothing is added,
    /// where it is no valid name or longer than [`LONGEST_NAME`].
    pub(super) fn push(&mut self, written: &str) -> bool {
        if written.len() > LONGEST_NAME {
            return false;
        }
        if is_normalized(written.as_bytes()) {
            self.push_normalized(written);
            return true;
        }
        let name = PackageName::new(written);
        if name.is_valid() {
            self.push_normalized(name.normalized());
        }
        name.is_valid()
    }

    fn push_normalized(&mut self, name: &str) {
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
        self.slots = vec![0; self.slots.len() * 2];
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

    /// The names that are popular enough to be imitated and may be near one of this outline: their ranks, and how many letters they have.
    pub(super) fn near(&self, outline: Outline) -> impl Iterator<Item = (u32, u32)> {
        // Whole chunks are passed over at once, which compilers turn into vector instructions.
        let chunks = self.outlines.chunks(CHUNK).zip((1..).step_by(CHUNK));
        let near = chunks.filter(move |(chunk, _)| {
            chunk.iter().fold(false, |any, other| any | outline.may_be_near(*other))
        });
        near.flat_map(move |(chunk, first)| {
            let ranked = (first..).zip(chunk);
            ranked
                .filter(move |(_, other)| outline.may_be_near(**other))
                .map(|(rank, other)| (rank, other.letters))
        })
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

/// Whether a name is valid and in its normalised form; most are, and need not be looked at more closely.
fn is_normalized(name: &[u8]) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let has_ends = name.first().is_some_and(is_plain) && name.last().is_some_and(is_plain);
    let is_single = |pair: &[u8]| is_plain(&pair[0]) || (pair[0] == b'-' && pair[1] != b'-');
    has_ends && name.windows(2).all(is_single)
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
        let mut list = Popular::with_room_for(0);
        for name in ["Zope.Interface", "b", "zope-interface", "C"] {
            assert!(list.push(name));
        }
        assert_eq!(list.as_text(), "zope-interface\nb\nc\n");
        assert_eq!((list.len(), list.rank("c"), list.rank("")), (3, Some(3), None));
        assert!(Popular::with_room_for(0).is_empty() && Popular::with_room_for(0).rank("a").is_none());
    }

    #[test]
    fn no_more_than_so_many_are_kept() {
        let mut list = Popular::with_room_for(0);
        (0..MOST_NAMES + 10).for_each(|at| assert!(list.push(&format!("n{at}"))));
        assert_eq!(list.len(), MOST_NAMES);
        assert_eq!(list.rank("n99999"), Some(100_000));
    }
}
