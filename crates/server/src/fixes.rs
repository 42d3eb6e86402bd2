//! To which version one goes to be rid of several findings.

use std::collections::BTreeSet;

use fetter_core::requirement::Version;

/// A version that is held, and the later ones that mend one finding on it, with spaces between.
pub(crate) type Held = (String, String);

/// The lowest version that mends all of these, as far as records tell: of each it is one that mends it, or later than all that do. `None` where one
/// of them says no such version, or has no version of PEP 440 itself.
pub(crate) fn lowest_that_mends(all: &BTreeSet<Held>) -> Option<String> {
    let mends: Option<Vec<BTreeSet<Version>>> = all.iter().map(mends).collect();
    let mends = mends?;
    let candidates: BTreeSet<&Version> = mends.iter().flatten().collect();
    let does = |version: &&&Version| {
        mends.iter().all(|one| one.contains(**version) || one.last().is_some_and(|last| last <= **version))
    };
    candidates.iter().find(does).map(ToString::to_string)
}

/// The versions that mend one, which are later than the one that is held; `None` where none is known.
fn mends((version, fixed): &Held) -> Option<BTreeSet<Version>> {
    let held: Version = version.parse().ok()?;
    let fixed = fixed.split_whitespace().filter_map(|word| word.parse().ok());
    let later: BTreeSet<Version> = fixed.filter(|fixed| *fixed > held).collect();
    Some(later).filter(|later| !later.is_empty())
}

/// Versions in their order (PEP 440); those that are none come last, by their letters.
pub(crate) fn in_order(versions: BTreeSet<String>) -> Vec<String> {
    let mut all: Vec<(Option<Version>, String)> =
        versions.into_iter().map(|text| (text.parse().ok(), text)).collect();
    all.sort_by(|left, right| {
        let is_none = |one: &(Option<Version>, String)| one.0.is_none();
        (is_none(left), &left.0, &left.1).cmp(&(is_none(right), &right.0, &right.1))
    });
    all.into_iter().map(|(_, text)| text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_version_mends_all_or_it_is_not_known() {
        let lowest = |all: &[(&str, &str)]| {
            let all = all.iter().map(|(version, fixed)| ((*version).to_owned(), (*fixed).to_owned()));
            lowest_that_mends(&all.collect())
        };
        for (all, expected) in [
            (&[("1.0", "1.2")][..], Some("1.2")),
            (&[("1.0", "1.2"), ("1.0", "1.10")], Some("1.10")),
            // A series that is mended apart is not taken for one that is not.
            (&[("1.0", "1.2 2.3"), ("1.0", "1.4 2.1")], Some("2.3")),
            (&[("1.0", "1.2 2.3"), ("2.0", "2.3")], Some("2.3")),
            (&[("1.0", "1.2 2.3"), ("1.1", "1.2")], Some("1.2")),
            // One that nothing mends, or nothing that is later.
            (&[("1.0", "1.2"), ("1.0", "")], None),
            (&[("1.0", "0.9")], None),
            (&[("whatever", "1.2")], None),
            (&[("1.0", "soon")], None),
            (&[], None),
        ] {
            assert_eq!(lowest(all).as_deref(), expected, "{all:?}");
        }
    }

    #[test]
    fn versions_are_in_their_own_order() {
        let versions = ["1.10", "1.9", "x", "1.9rc1", ""].map(str::to_owned);
        assert_eq!(in_order(versions.into()), ["1.9rc1", "1.9", "1.10", "", "x"]);
    }
}
