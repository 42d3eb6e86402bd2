//! What was seen and waits to be looked at: an installer writes more than one file.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use fetter_core::inventory::discover::Touched;

/// How long nothing must happen before it is looked.
const QUIET: Duration = Duration::from_millis(400);
/// How long it is waited at most, however much happens.
const PATIENCE: Duration = Duration::from_millis(800);

/// What waits.
#[derive(Debug, Default)]
pub struct Pending {
    touched: BTreeSet<Touched>,
    /// What is complete, and waits for nothing.
    complete: BTreeSet<Touched>,
    first: Option<Instant>,
    last: Option<Instant>,
}

impl Pending {
    /// Notes that something was touched.
    pub fn touch(&mut self, touched: Touched, is_complete: bool, now: Instant) {
        if is_complete {
            self.complete.insert(touched);
        } else {
            self.touched.insert(touched);
            self.first.get_or_insert(now);
            self.last = Some(now);
        }
    }

    /// When something is to be looked at; `None` while nothing waits.
    #[must_use]
    pub fn due(&self, now: Instant) -> Option<Instant> {
        if !self.complete.is_empty() {
            return Some(now);
        }
        let (first, last) = (self.first?, self.last?);
        Some((last + QUIET).min(first + PATIENCE))
    }

    /// Takes what is due: what is complete at once, the rest when it was quiet for long enough.
    pub fn take(&mut self, now: Instant) -> BTreeSet<Touched> {
        let mut due = std::mem::take(&mut self.complete);
        let is_quiet = self
            .first
            .zip(self.last)
            .is_some_and(|(first, last)| now >= (last + QUIET).min(first + PATIENCE));
        if is_quiet {
            due.append(&mut self.touched);
            (self.first, self.last) = (None, None);
        } else {
            // What is read now need not be read again for what was seen before.
            self.touched.retain(|touched| !due.contains(touched));
            if self.touched.is_empty() {
                (self.first, self.last) = (None, None);
            }
        }
        due
    }

    /// Forgets everything: all is searched again.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// How much waits.
    #[must_use]
    pub fn len(&self) -> usize {
        self.touched.len() + self.complete.len()
    }

    /// Whether nothing waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(name: &str) -> Touched {
        Touched::Site(name.into())
    }

    #[test]
    fn what_is_complete_does_not_wait_and_the_rest_waits_for_quiet() {
        let start = Instant::now();
        let after = |milliseconds| start + Duration::from_millis(milliseconds);
        let mut pending = Pending::default();
        assert_eq!(pending.due(start), None);
        pending.touch(site("a"), false, start);
        pending.touch(site("b"), false, after(100));
        assert_eq!(pending.due(after(100)), Some(after(500)));
        assert_eq!(pending.take(after(200)), BTreeSet::new());
        pending.touch(site("a"), true, after(200));
        assert_eq!(pending.due(after(200)), Some(after(200)));
        assert_eq!(pending.take(after(200)), BTreeSet::from([site("a")]));
        assert_eq!(pending.len(), 1);
        assert_eq!(pending.take(after(500)), BTreeSet::from([site("b")]));
        assert!(pending.is_empty() && pending.due(after(500)).is_none());
    }

    #[test]
    fn who_never_rests_is_looked_at_all_the_same() {
        let start = Instant::now();
        let mut pending = Pending::default();
        for step in 0..50_u64 {
            pending.touch(site("a"), false, start + Duration::from_millis(step * 100));
        }
        assert_eq!(pending.due(start), Some(start + PATIENCE));
    }
}
