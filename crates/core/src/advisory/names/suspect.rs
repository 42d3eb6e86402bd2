//! Whether a name may be there to be mistaken for a popular one.

use super::LONGEST_NAME;
use super::alignment::{Alignment, align};
use super::circumstances::{Circumstances, Origin};
use super::glyph::{skeleton, to_ascii};
use super::likeness::Likeness;
use super::popular::{Outline, Popular};
use super::weight::{self, Confidence, of_length, of_rank};
use crate::requirement::PackageName;

/// A name that is like a popular one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspicion {
    /// The popular name, normalised.
    pub near: String,
    /// Its rank, the most popular being 1.
    pub rank: u32,
    /// In what the two are alike.
    pub likeness: Likeness,
    /// How sure it is that this is no accident.
    pub confidence: Confidence,
}

/// Words that are put before a name or behind it, and do not make it another one for who reads it.
const PREFIXES: [&str; 4] = ["python-", "python3-", "py-", "py"];
const SUFFIXES: [&str; 6] = ["-python", "-python3", "-py", "-lib", "2", "3"];

/// Holds a name against the popular ones. Names on the list are not suspected, nor are those of a directory of this machine, nor names
/// longer than [`LONGEST_NAME`]. What is returned may be of low confidence: see [`Confidence::DEFAULT`].
#[must_use]
pub fn suspect(name: &PackageName, popular: &Popular, circumstances: &Circumstances) -> Option<Suspicion> {
    let name = name.normalized();
    let is_told = name.len() < 2 || name.len() > LONGEST_NAME * char::MAX.len_utf8();
    if is_told || circumstances.origin == Origin::Directory || popular.rank(name).is_some() {
        return None;
    }
    let found = if name.is_ascii() { closest(name.as_bytes(), popular) } else { disguised(name, popular) }?;
    Some(Suspicion {
        near: popular.name(found.rank).to_owned(),
        rank: found.rank,
        likeness: found.likeness,
        confidence: Confidence::of(found.points + circumstances.points())?,
    })
}

/// A popular name that another one is like, and how much that says.
#[derive(Clone, Copy)]
struct Found {
    points: i32,
    rank: u32,
    likeness: Likeness,
}

/// A name with characters that look like those of a popular name.
fn disguised(name: &str, popular: &Popular) -> Option<Found> {
    let ascii = to_ascii(name)?;
    let rank = popular.rank(PackageName::new(&ascii).normalized())?;
    Some(Found { points: weight::DISGUISE, rank, likeness: Likeness::Homoglyphs })
}

/// The popular name that a name is most suspiciously like; of equal ones the most popular.
fn closest(name: &[u8], popular: &Popular) -> Option<Found> {
    if name.len() > LONGEST_NAME {
        return None;
    }
    let near = popular.near(Outline::of(name)).filter_map(|(rank, letters)| {
        let (points, likeness) = compare(name, popular.name(rank).as_bytes(), letters, rank)?;
        Some(Found { points: points + of_rank(rank), rank, likeness })
    });
    let all = near.chain(affixed(name, popular)).filter(|found| found.points >= weight::LOW);
    all.reduce(|best, found| if found.points > best.points { found } else { best })
}

/// What the likeness of two names says, without the rank.
fn compare(name: &[u8], popular: &[u8], letters: u32, rank: u32) -> Option<(i32, Likeness)> {
    let whole = of_length(letters).min(weight::LONG);
    if same(letters_of(name), letters_of(popular)) {
        return Some((weight::SEPARATORS + whole, Likeness::Separators));
    }
    if is_reordered(name, popular) {
        return Some((weight::WORD_ORDER + whole, Likeness::WordOrder));
    }
    let alike =
        same(skeleton(name), skeleton(popular)).then_some((weight::HOMOGLYPHS + whole, Likeness::Homoglyphs));
    // Two slips in a short name leave nothing of it.
    let two = || if name.len() >= 6 && letters >= 7 { align(name, popular, 2) } else { None };
    let slipped = align(name, popular, 1).or_else(two).map(|found| (points(&found, letters), found.likeness));
    let stem = stem(popular, rank);
    let without_number = stem.and_then(|stem| align(name, stem, 1)).filter(|found| found.slips == 1);
    let without_number = without_number.map(|found| (points(&found, letters), found.likeness));
    [alike, slipped, without_number].into_iter().flatten().reduce(
        |best, other| {
            if other.0 > best.0 { other } else { best }
        },
    )
}

/// The points of slips in a name of so many letters.
fn points(found: &Alignment, letters: u32) -> i32 {
    let length = of_length(letters);
    let length = if found.word < weight::SHORT_WORD && found.word < letters {
        length.min(weight::IN_SHORT_WORD)
    } else {
        length
    };
    if found.slips < 2 {
        found.points + length
    } else {
        found.points + weight::SECOND_SLIP + length.min(weight::LONG)
    }
}

fn letters_of(name: &[u8]) -> impl Iterator<Item = u8> {
    name.iter().copied().filter(|byte| *byte != b'-')
}

fn same(one: impl Iterator<Item = u8>, other: impl Iterator<Item = u8>) -> bool {
    one.eq(other)
}

/// Whether both have the same words, two at least.
fn is_reordered(name: &[u8], popular: &[u8]) -> bool {
    if name.len() != popular.len() || !name.contains(&b'-') {
        return false;
    }
    let sorted = |name: &'_ [u8]| {
        let mut words: Vec<Vec<u8>> = name.split(|byte| *byte == b'-').map(<[u8]>::to_vec).collect();
        words.sort_unstable();
        words
    };
    sorted(name) == sorted(popular)
}

/// `beautifulsoup` of `beautifulsoup4`: what such a name is called without its number, where it is long enough to be told by it.
fn stem(popular: &[u8], rank: u32) -> Option<&[u8]> {
    let end = popular.iter().rposition(|byte| !byte.is_ascii_digit())? + 1;
    (end >= 8 && end < popular.len() && of_rank(rank) > 0).then(|| &popular[..end])
}

/// A popular name with something put before or behind it.
fn affixed<'names>(name: &'names [u8], popular: &'names Popular) -> impl Iterator<Item = Found> + 'names {
    let name = std::str::from_utf8(name).unwrap_or_default();
    let before = PREFIXES.iter().filter_map(move |prefix| name.strip_prefix(prefix));
    let behind = SUFFIXES.iter().filter_map(move |suffix| name.strip_suffix(suffix));
    before.chain(behind).filter_map(|inner| {
        let rank = popular.rank(inner)?;
        let length = of_length(Outline::of(inner.as_bytes()).letters).min(weight::LONG);
        Some(Found { points: weight::AFFIX + of_rank(rank) + length, rank, likeness: Likeness::Affix })
    })
}
