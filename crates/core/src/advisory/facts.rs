//! One fact has many names: records that name each other, or the same third, tell of one.

use std::collections::{BTreeSet, HashMap};

use super::package::Entry;

/// Joins entries into facts: aliases are followed in both directions, however many steps they take, since they are not
/// symmetrical. Each fact is a list of places in the slice, in order; facts come in the order of their first.
#[must_use]
pub fn facts(entries: &[Entry]) -> Vec<Vec<usize>> {
    let mut parents: Vec<usize> = (0..entries.len()).collect();
    let mut owners: HashMap<String, usize> = HashMap::new();
    for (at, entry) in entries.iter().enumerate() {
        for name in std::iter::once(&entry.id).chain(&entry.aliases) {
            let owner = *owners.entry(name.to_ascii_uppercase()).or_insert(at);
            let (left, right) = (root(&mut parents, owner), root(&mut parents, at));
            // The lower one leads, so that facts keep the order of their first.
            parents[left.max(right)] = left.min(right);
        }
    }
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); entries.len()];
    for at in 0..entries.len() {
        let root = root(&mut parents, at);
        members[root].push(at);
    }
    members.retain(|members| !members.is_empty());
    members
}

fn root(parents: &mut [usize], mut at: usize) -> usize {
    while parents[at] != at {
        parents[at] = parents[parents[at]];
        at = parents[at];
    }
    at
}

/// All names of a fact: those that people know best come first (CVE, then GHSA, PYSEC and whatever else).
#[must_use]
pub fn names<'entry>(entries: impl IntoIterator<Item = &'entry Entry>) -> Vec<String> {
    let entries = entries.into_iter();
    let all: BTreeSet<&String> =
        entries.flat_map(|entry| std::iter::once(&entry.id).chain(&entry.aliases)).collect();
    let mut all: Vec<String> = all.into_iter().cloned().collect();
    all.sort_by_key(|name| rank(name));
    all
}

/// The place of a name among those of one fact: lower is better known.
pub(crate) fn rank(name: &str) -> usize {
    let known = ["MAL-", "CVE-", "GHSA-", "PYSEC-"];
    known.iter().position(|prefix| name.starts_with(prefix)).unwrap_or(known.len())
}
