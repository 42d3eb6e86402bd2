//! Whether a name may be there to be mistaken for a popular one.

use super::LONGEST_NAME;
use super::circumstances::{Circumstances, Origin};
use super::compare::compare;
use super::glyph::to_ascii;
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What is said of a name, by the list that ships.
    fn said(name: &str) -> Option<(String, Likeness, Confidence)> {
        let found = suspect(&PackageName::new(name), Popular::shipped(), &Circumstances::default())?;
        assert_eq!(Popular::shipped().rank(&found.near), Some(found.rank), "{found:?}");
        Some((found.near, found.likeness, found.confidence))
    }

    #[test]
    fn every_likeness_is_told() {
        use Confidence::{High, Low, Medium};
        for (name, near, likeness, confidence) in [
            ("reqeusts", "requests", Likeness::Transposition, High),
            ("Scikit_Laern", "scikit-learn", Likeness::Transposition, High),
            ("websocket-clieent", "websocket-client", Likeness::Repetition, High),
            ("wheeel", "wheel", Likeness::Repetition, High),
            ("colotama", "colorama", Likeness::KeyboardNeighbour, Medium),
            ("matplolib", "matplotlib", Likeness::OneEdit, Medium),
            ("prompt-oolkit", "prompt-toolkit", Likeness::OneEdit, High),
            ("beautifulsoop", "beautifulsoup4", Likeness::OneEdit, Medium),
            ("beautifulsuop", "beautifulsoup4", Likeness::Transposition, High),
            ("requesttss", "requests", Likeness::TwoEdits, High),
            ("crypt0graphyy", "cryptography", Likeness::TwoEdits, Medium),
            ("c1ick", "click", Likeness::Homoglyphs, Medium),
            ("botocrne", "botocore", Likeness::TwoEdits, Low),
            ("nurnpy", "numpy", Likeness::Homoglyphs, Medium),
            ("ur1lib3", "urllib3", Likeness::Homoglyphs, High),
            ("cryptоgraphy", "cryptography", Likeness::Homoglyphs, High),
            ("pythondateutil", "python-dateutil", Likeness::Separators, Medium),
            ("dateutil-python", "python-dateutil", Likeness::WordOrder, Medium),
            ("python-requests", "requests", Likeness::Affix, Low),
            ("requests3", "requests", Likeness::Affix, Low),
        ] {
            let expected = Some((near.to_owned(), likeness, confidence));
            assert_eq!(said(name), expected, "{name}");
        }
    }

    #[test]
    fn popular_and_plain_names_are_not_accused() {
        for name in [
            "toml",
            "tomli",
            "cattrs",
            "attrs",
            "ipython",
            "gitpython",
            "boto",
            "boto3",
            "rtoml",
            "uvicorn",
            "gunicorn",
            "my-company-tools",
            "",
            "a",
            "-",
            "pypdf5",
            "torch-x",
            "Zope.Interface",
        ] {
            assert_eq!(said(name), None, "{name}");
        }
    }

    #[test]
    fn neighbours_are_not_accused_by_a_list_without_them() {
        let reported = |name: &str, list: &str| {
            let popular = Popular::read(list.as_bytes()).unwrap();
            let found = suspect(&PackageName::new(name), &popular, &Circumstances::default());
            found.is_some_and(|found| found.confidence >= Confidence::DEFAULT)
        };
        for (name, popular) in [
            ("tomli", "toml"),
            ("toml", "tomli"),
            ("cattrs", "attrs"),
            ("ipython", "gitpython"),
            ("gitpython", "ipython"),
            ("gunicorn", "uvicorn"),
            ("abb", "tbb"),
            ("boto", "boto3"),
            ("pypdf4", "pypdf2"),
            ("mypy-boto3-ssm", "mypy-boto3-sqs"),
            ("nvidia-cudnn-cu13", "nvidia-cudnn-cu12"),
            ("urllib2", "urllib3"),
        ] {
            assert!(!reported(name, popular), "{name} {popular}");
        }
        assert!(reported("reqeusts", "requests"));
    }

    #[test]
    fn the_most_suspicious_of_many_is_said() {
        let popular = Popular::read(b"requests\nreqeusst\nrequest-s\n").unwrap();
        let found = suspect(&PackageName::new("reqeusts"), &popular, &Circumstances::default()).unwrap();
        assert_eq!((found.near.as_str(), found.rank), ("requests", 1));
    }

    #[test]
    fn circumstances_weigh() {
        let name = PackageName::new("matplolib");
        let confidence = |circumstances: Circumstances| {
            suspect(&name, Popular::shipped(), &circumstances).map(|found| found.confidence)
        };
        let nothing = Circumstances::default();
        let day = |text: &str| text.parse().ok();
        assert_eq!(confidence(nothing), Some(Confidence::Medium));
        assert_eq!(confidence(Circumstances { origin: Origin::Directory, ..nothing }), None);
        assert_eq!(confidence(Circumstances { origin: Origin::Url, ..nothing }), Some(Confidence::Low));
        assert_eq!(confidence(Circumstances { has_vulnerability: true, ..nothing }), None);
        assert_eq!(confidence(Circumstances { is_needed: true, ..nothing }), Some(Confidence::Low));
        let uploaded =
            |text: &str| Circumstances { uploaded: day(text), today: day("2026-11-28"), ..nothing };
        let (young, old) = (confidence(uploaded("2026-11-20")), confidence(uploaded("2020-01-01")));
        assert!(young >= Some(Confidence::Medium) && young > old, "{young:?} {old:?}");
    }

    #[test]
    fn long_names_cost_nothing() {
        for name in
            ["a".repeat(1 << 20), "й".repeat(1 << 20), "a-".repeat(1 << 20), format!("{}s", "a".repeat(64))]
        {
            assert_eq!(said(&name), None);
        }
        // What looks like nothing at all does not hide a name.
        let hidden = format!("num{}py", "\u{200b}".repeat(40));
        assert_eq!(said(&hidden).map(|said| said.0).as_deref(), Some("numpy"));
    }

    proptest! {
        #[test]
        fn nothing_panics(name in "\\PC{0,80}", list in proptest::collection::vec("[a-z0-9-]{0,12}", 0..20)) {
            if let Ok(popular) = Popular::read(list.join("\n").as_bytes()) {
                for name in list.iter().chain([&name]) {
                    let found = suspect(&PackageName::new(name), &popular, &Circumstances::default());
                    prop_assert!(found.is_none_or(|found| popular.rank(&found.near) == Some(found.rank)));
                }
            }
            _ = Popular::read(name.as_bytes());
        }

        #[test]
        fn a_popular_name_is_never_accused(at in 0_u32..10_000) {
            let list = Popular::shipped();
            let name = PackageName::new(list.name(at + 1));
            prop_assert_eq!(suspect(&name, list, &Circumstances::default()), None);
        }
    }
}
