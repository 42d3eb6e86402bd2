//! By which slips one name becomes another: optimal string alignment, of one or two edits, with what each edit is.

use super::letters::{are_neighbours, look_alike};
use super::likeness::Likeness;

/// The slips that lead from a popular name to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Alignment {
    /// The sum of what the slips say.
    pub(super) points: i32,
    pub(super) slips: u32,
    /// What the slip is, where there is one.
    pub(super) likeness: Likeness,
    /// The letters of the shortest word of the popular name in which there is a slip.
    pub(super) word: u32,
}

/// The best of all alignments with so many edits at most: that with the most points. `None` where there is none, or where a digit or a
/// separator is added, missing or replaced: `boto` and `boto3` are told apart by everybody.
pub(super) fn align(name: &[u8], popular: &[u8], edits: u32) -> Option<Alignment> {
    Pair { name, popular }.align(0, 0, edits)
}

struct Pair<'names> {
    name: &'names [u8],
    popular: &'names [u8],
}

/// One edit: what it says, and how much of both names it covers.
struct Edit {
    points: i32,
    likeness: Likeness,
    name: usize,
    popular: usize,
}

impl Pair<'_> {
    /// Tries every edit where the names part. Of equal beginnings there always is a best alignment that leaves them alone.
    fn align(&self, mut at: usize, mut popular_at: usize, edits: u32) -> Option<Alignment> {
        while at < self.name.len() && self.name.get(at) == self.popular.get(popular_at) {
            (at, popular_at) = (at + 1, popular_at + 1);
        }
        let (left, popular_left) = (self.name.len() - at, self.popular.len() - popular_at);
        if left == 0 && popular_left == 0 {
            return Some(Alignment { points: 0, slips: 0, likeness: Likeness::OneEdit, word: u32::MAX });
        }
        if edits == 0 || left.abs_diff(popular_left) > edits as usize {
            return None;
        }
        let tried = [
            self.transposition(at, popular_at),
            self.extra(at, popular_at),
            self.missing(popular_at),
            self.other(at, popular_at),
        ];
        let aligned = tried.into_iter().flatten().filter_map(|edit| {
            let rest = self.align(at + edit.name, popular_at + edit.popular, edits - 1)?;
            let word = rest.word.min(self.word(popular_at));
            let likeness = if rest.slips == 0 { edit.likeness } else { Likeness::TwoEdits };
            Some(Alignment { points: edit.points + rest.points, slips: rest.slips + 1, likeness, word })
        });
        // Of equal ones the first.
        aligned.reduce(|best, other| if other.points > best.points { other } else { best })
    }

    fn transposition(&self, at: usize, popular_at: usize) -> Option<Edit> {
        let pair = self.name.get(at..at + 2)?;
        let swapped = self.popular.get(popular_at..popular_at + 2)?;
        let is_swapped = pair[0] == swapped[1] && pair[1] == swapped[0];
        let is_number = pair.iter().all(u8::is_ascii_digit);
        (is_swapped && !is_number).then_some(Edit {
            points: 5,
            likeness: Likeness::Transposition,
            name: 2,
            popular: 2,
        })
    }

    fn extra(&self, at: usize, popular_at: usize) -> Option<Edit> {
        let letter = letter(*self.name.get(at)?)?;
        let is_repeated = at > 0 && self.name[at - 1] == letter;
        let (points, likeness) = match (is_repeated, popular_at) {
            (true, _) => (5, Likeness::Repetition),
            (false, 0) => (-1, Likeness::OneEdit),
            (false, _) => (1, Likeness::OneEdit),
        };
        Some(Edit { points, likeness, name: 1, popular: 0 })
    }

    fn missing(&self, popular_at: usize) -> Option<Edit> {
        let letter = letter(*self.popular.get(popular_at)?)?;
        let is_repeated = popular_at > 0 && self.popular[popular_at - 1] == letter;
        let is_plural = letter == b's' && popular_at + 1 == self.popular.len();
        let (points, likeness) = match (is_repeated, is_plural) {
            (true, _) => (3, Likeness::Repetition),
            (false, true) => (0, Likeness::OneEdit),
            (false, false) => (2, Likeness::OneEdit),
        };
        Some(Edit { points, likeness, name: 0, popular: 1 })
    }

    fn other(&self, at: usize, popular_at: usize) -> Option<Edit> {
        let (one, popular) = (*self.name.get(at)?, *self.popular.get(popular_at)?);
        let (points, likeness) = if look_alike(one, popular) {
            (1, Likeness::Homoglyphs)
        } else {
            let (one, popular) = (letter(one)?, letter(popular)?);
            if are_neighbours(one, popular) {
                (1, Likeness::KeyboardNeighbour)
            } else {
                (0, Likeness::OneEdit)
            }
        };
        // Names that rhyme are no slips.
        let points = if popular_at == 0 { points - 2 } else { points };
        Some(Edit { points, likeness, name: 1, popular: 1 })
    }

    /// The letters of the word in which, or at the end of which, this place is.
    fn word(&self, at: usize) -> u32 {
        let (before, after) = self.popular.split_at(at.min(self.popular.len()));
        let is_letter = |byte: &&u8| **byte != b'-';
        let letters = before.iter().rev().take_while(is_letter).chain(after.iter().take_while(is_letter));
        letters.map(|_| 1).sum()
    }
}

fn letter(byte: u8) -> Option<u8> {
    byte.is_ascii_lowercase().then_some(byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aligned(name: &str, popular: &str, edits: u32) -> Option<(i32, Likeness)> {
        let found = align(name.as_bytes(), popular.as_bytes(), edits)?;
        Some((found.points, found.likeness))
    }

    #[test]
    fn every_slip_is_told() {
        for (name, popular, points, likeness) in [
            ("reqeusts", "requests", 5, Likeness::Transposition),
            ("ypinstaller", "pyinstaller", 5, Likeness::Transposition),
            ("requestss", "requests", 5, Likeness::Repetition),
            ("rrequests", "requests", 5, Likeness::Repetition),
            ("simplejjson", "simplejson", 5, Likeness::Repetition),
            ("colorama", "collorama", 3, Likeness::Repetition),
            ("matpltlib", "matplotlib", 2, Likeness::OneEdit),
            ("equests", "requests", 2, Likeness::OneEdit),
            ("request", "requests", 0, Likeness::OneEdit),
            ("reaquests", "requests", 1, Likeness::OneEdit),
            ("arequests", "requests", -1, Likeness::OneEdit),
            ("requesrs", "requests", 1, Likeness::KeyboardNeighbour),
            ("crypt0graphy", "cryptography", 1, Likeness::Homoglyphs),
            ("requasts", "requests", 0, Likeness::OneEdit),
            ("tequests", "requests", -1, Likeness::KeyboardNeighbour),
        ] {
            assert_eq!(aligned(name, popular, 1), Some((points, likeness)), "{name}");
        }
    }

    #[test]
    fn numbers_and_separators_are_no_slips() {
        for (name, popular) in [
            ("boto", "boto3"),
            ("pypdf4", "pypdf2"),
            ("cu21", "cu12"),
            ("typingextensions", "typing-extensions"),
        ] {
            assert_eq!(aligned(name, popular, 1), None, "{name}");
        }
    }

    #[test]
    fn two_slips_are_the_best_two() {
        assert_eq!(aligned("requesttss", "requests", 2), Some((10, Likeness::TwoEdits)));
        assert_eq!(aligned("requstss", "requests", 2), Some((7, Likeness::TwoEdits)));
        assert_eq!(aligned("requesttss", "requests", 1), None);
        assert_eq!(aligned("rqeustss", "requests", 2), None);
        assert_eq!(aligned("", "ab", 2), Some((4, Likeness::TwoEdits)));
        assert_eq!(aligned("", "abc", 2), None);
    }

    #[test]
    fn the_word_with_the_slip_counts() {
        let word = |name: &str, popular: &str| align(name.as_bytes(), popular.as_bytes(), 1).unwrap().word;
        assert_eq!(word("websokcet-client", "websocket-client"), 9);
        assert_eq!(word("websocket-cleint", "websocket-client"), 6);
        assert_eq!(word("mypy-boto3-sq", "mypy-boto3-sqs"), 3);
        assert_eq!(word("mypyy-boto3-sqs", "mypy-boto3-sqs"), 4);
        assert_eq!(word("flasl", "flask"), 5);
    }
}
