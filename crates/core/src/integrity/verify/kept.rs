//! What is kept of findings of one kind, however many there are: those that matter most, and of these the first by path. Which they
//! are does not depend on the order in which they are found.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use super::gathered::Fact;

/// How many findings of one kind are given of one distribution; of the rest it is said how many there are.
const SHOWN: usize = 10_000;

/// The facts of one kind of one distribution.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// Each with how often it was found.
    facts: BTreeMap<Ranked, u64>,
    /// How many more there are.
    pub(super) dropped: u64,
}

/// A fact by its rank: what is given first is less.
#[derive(Debug)]
struct Ranked(Fact);

impl Kept {
    /// Takes a fact that was found so often.
    pub(super) fn add(&mut self, fact: Fact, times: u64) {
        let ranked = Ranked(fact);
        let is_full = self.facts.len() >= SHOWN;
        if is_full && self.facts.last_key_value().is_some_and(|(last, _)| *last < ranked) {
            self.dropped += times;
            return;
        }
        *self.facts.entry(ranked).or_default() += times;
        if self.facts.len() > SHOWN {
            self.dropped += self.facts.pop_last().map_or(0, |(_, times)| times);
        }
    }

    /// The facts in their order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.facts.keys().map(|ranked| &ranked.0)
    }

    /// The facts in their order, each with how often it was found.
    pub(super) fn into_facts(self) -> impl Iterator<Item = (Fact, u64)> {
        self.facts.into_iter().map(|(ranked, times)| (ranked.0, times))
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> Ordering {
        let line = |fact: &Fact| fact.listed.as_ref().map_or(0, |(_, line)| *line);
        let (left, right) = (&self.0, &other.0);
        let by_severity = Reverse(left.severity).cmp(&Reverse(right.severity));
        let by_path = || left.path.cmp(&right.path).then_with(|| line(left).cmp(&line(right)));
        by_severity.then_with(by_path).then_with(|| left.reason.cmp(&right.reason))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ranked {}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::super::gathered::{Open, Owner};
    use super::super::{Severity, VerifyCode};
    use super::*;
    use crate::advisory::names::Confidence;

    fn fact(severity: Severity, number: usize) -> Fact {
        Fact {
            code: VerifyCode::Missing,
            severity,
            confidence: Confidence::High,
            owner: Owner { site: 0, distribution: None },
            path: PathBuf::from(format!("{number:06}")),
            listed: None,
            status: None,
            reason: "x".into(),
            open: Open::Nothing,
        }
    }

    #[test]
    fn what_is_kept_does_not_depend_on_the_order() {
        let numbers = || (0..SHOWN + 50).chain(SHOWN..SHOWN + 50).chain(0..50);
        let mut sorted = Kept::default();
        numbers().for_each(|number| sorted.add(fact(Severity::Low, number), 1));
        let mut reverse = Kept::default();
        for number in numbers().collect::<Vec<_>>().into_iter().rev() {
            reverse.add(fact(Severity::Low, number), 1);
        }
        for kept in [&mut sorted, &mut reverse] {
            assert_eq!(kept.dropped, 100, "each as often as it was found");
            kept.add(fact(Severity::High, 999_999), 1);
            assert_eq!((kept.iter().count(), kept.dropped), (SHOWN, 101));
            assert_eq!(kept.iter().next().map(|fact| fact.severity), Some(Severity::High));
        }
        assert!(sorted.iter().eq(reverse.iter()));
    }
}
