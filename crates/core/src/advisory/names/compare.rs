//! In what two names are alike, and how much that says.

use super::alignment::{Alignment, align};
use super::glyph::skeleton;
use super::likeness::Likeness;
use super::weight::{self, of_length, of_rank};

/// In what a name is like a popular one, and what that says, but for the rank. `letters` are those of the popular name.
pub(super) fn compare(name: &[u8], popular: &[u8], letters: u32, rank: u32) -> Option<(i32, Likeness)> {
    let whole = of_length(letters).min(weight::LONG);
    if letters_of(name).eq(letters_of(popular)) {
        return Some((weight::SEPARATORS + whole, Likeness::Separators));
    }
    if is_reordered(name, popular) {
        return Some((weight::WORD_ORDER + whole, Likeness::WordOrder));
    }
    let alike =
        skeleton(name).eq(skeleton(popular)).then_some((weight::HOMOGLYPHS + whole, Likeness::Homoglyphs));
    // Two slips in a short name leave nothing of it.
    let two = || if name.len() >= 6 && letters >= 8 { align(name, popular, 2) } else { None };
    let slipped = align(name, popular, 1).or_else(two).map(|found| (points(&found, letters), found.likeness));
    let without_number = stem(popular, rank).and_then(|stem| align(name, stem, 1));
    // Without a slip it is the old or the new name of the same thing.
    let without_number = without_number.filter(|found| found.slips == 1);
    let without_number = without_number.map(|found| (points(&found, letters), found.likeness));
    let all = [alike, slipped, without_number].into_iter().flatten();
    all.reduce(|best, other| if other.0 > best.0 { other } else { best })
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

/// Whether both have the same words, two at least.
fn is_reordered(name: &[u8], popular: &[u8]) -> bool {
    name.len() == popular.len() && name.contains(&b'-') && sorted_words(name) == sorted_words(popular)
}

fn sorted_words(name: &[u8]) -> Vec<&[u8]> {
    let mut words: Vec<_> = name.split(|byte| *byte == b'-').collect();
    words.sort_unstable();
    words
}

/// `beautifulsoup` of `beautifulsoup4`: what such a name is called without its number, where it is long enough to be told by it.
fn stem(popular: &[u8], rank: u32) -> Option<&[u8]> {
    let end = popular.iter().rposition(|byte| !byte.is_ascii_digit())? + 1;
    (end >= 8 && end < popular.len() && of_rank(rank) > 0).then(|| &popular[..end])
}
