//! How many malicious names are accused, and how many honest ones. `docs/names.md` states what is measured here.

use std::collections::BTreeSet;

use fetter_core::advisory::names::{Circumstances, Confidence, Popular, suspect};
use fetter_core::requirement::PackageName;
use fetter_testkit::gate::shared;

use crate::support::tsv_rows;

/// The data: names, normalised, each once.
struct Data {
    /// By rank.
    top: Vec<String>,
    /// Malicious names within two edits of one of the 5,000 most popular.
    positives: BTreeSet<String>,
    /// Honest names within two edits of one of the 1,000 most popular.
    negatives: BTreeSet<String>,
    /// All malicious names.
    malicious: BTreeSet<String>,
}

impl Data {
    fn read() -> Option<Self> {
        let column = |file: &str, column: usize| -> Option<Vec<String>> {
            let file = shared("look-alikes", &format!("data/names/{file}"))?;
            let names =
                tsv_rows(&file).into_iter().map(|row| PackageName::new(&row[column]).normalized().to_owned());
            Some(names.collect())
        };
        let set = |file: &str| column(file, 0).map(BTreeSet::from_iter);
        Some(Self {
            top: column("top-pypi.tsv", 1)?,
            positives: set("typosquat-positives.tsv")?,
            negatives: set("typosquat-negatives.tsv")?,
            malicious: set("malicious-names.tsv")?,
        })
    }

    /// What is honest and not on a list.
    fn unlisted(&self, popular: &Popular) -> BTreeSet<String> {
        let honest = self.top.iter().chain(&self.negatives);
        let unlisted = honest.filter(|name| popular.rank(name).is_none() && !self.malicious.contains(*name));
        unlisted.cloned().collect()
    }
}

fn is_accused(name: &str, popular: &Popular) -> bool {
    let found = suspect(&PackageName::new(name), popular, &Circumstances::default());
    found.is_some_and(|found| found.confidence >= Confidence::DEFAULT)
}

fn accused<'names>(names: impl IntoIterator<Item = &'names String>, popular: &Popular) -> Vec<&'names str> {
    names.into_iter().map(String::as_str).filter(|name| is_accused(name, popular)).collect()
}

/// Thousandths: a share in whole numbers.
fn share(part: usize, whole: usize) -> usize {
    part * 1000 / whole
}

fn list(names: &[String]) -> Popular {
    Popular::read(names.join("\n").as_bytes()).expect("names can be read")
}

/// Which half a name is in, by a hash (FNV-1a) that has nothing to do with what it looks like.
fn half(name: &str) -> bool {
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 32) & 1 == 1
}

#[test]
fn no_popular_name_is_accused_and_malicious_ones_are() {
    let Some(data) = Data::read() else { return };
    let popular = list(&data.top);
    assert_eq!(popular.len(), 15_000);
    assert_eq!(accused(&data.top, &popular), [""; 0]);
    assert_eq!(accused(&data.negatives, &popular), [""; 0]);
    let found = accused(&data.positives, &popular).len();
    assert!(share(found, data.positives.len()) >= 550, "{found} of {}", data.positives.len());
}

/// The honest names that the list does not have are many more than the malicious ones, as on any machine.
#[test]
fn names_that_the_list_lacks_are_hardly_ever_accused() {
    let Some(data) = Data::read() else { return };
    for popular in [&list(&data.top[..5000]), Popular::shipped()] {
        let unlisted = data.unlisted(popular);
        assert!(unlisted.len() > 5000, "{}", unlisted.len());
        let (right, wrong) = (accused(&data.positives, popular), accused(&unlisted, popular));
        for in_half in [None, Some(false), Some(true)] {
            let is_in = |name: &str| in_half.is_none_or(|which| half(name) == which);
            let of = |names: &[&str]| names.iter().filter(|name| is_in(name)).count();
            let all = |names: &BTreeSet<String>| names.iter().filter(|name| is_in(name)).count();
            let (found, positives) = (of(&right), all(&data.positives));
            let (mistaken, honest) = (of(&wrong), all(&unlisted));
            let case = format!(
                "{} listed, {in_half:?}: {found} of {positives} and {mistaken} of {honest}: {wrong:?}",
                popular.len(),
            );
            assert!(share(found, found + mistaken) >= 960, "precision: {case}");
            let least = if in_half.is_none() { 520 } else { 480 };
            assert!(share(found, positives) >= least, "recall: {case}");
        }
    }
}

/// Most malicious names are like nothing; some that are stand on the list, since one release of an honest package was malicious.
#[test]
fn malicious_names_of_every_kind() {
    let Some(data) = Data::read() else { return };
    let found = accused(&data.malicious, Popular::shipped()).len();
    assert!((380..1000).contains(&found), "{found} of {}", data.malicious.len());
}
