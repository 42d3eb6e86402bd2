//! Summing up who was refused what, so that nobody fills the journal by opening a file again and again.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::{Event, EventCode, Subject};

/// How long openings are summed up before they are told of as one event.
pub(super) const WINDOW: Duration = Duration::from_secs(60);
/// Packages that are told apart at a time for one user and code; the others are summed up without a name.
const OF_A_USER: usize = 64;
/// The same for all users together.
const IN_ALL: usize = 1024;

/// What openings have in common that are summed up. What is `None` differs, or is not known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    code: EventCode,
    uid: Option<u32>,
    package: Option<(Subject, Option<String>)>,
}

#[derive(Debug)]
struct Summed {
    until: Instant,
    /// The newest of those that were not told of, with how many they are.
    waiting: Option<Event>,
}

/// Openings of late: the first of a package, rule and user is told of at once, and those that follow as one event a minute.
#[derive(Debug, Default)]
pub(super) struct Openings(BTreeMap<Group, Summed>);

impl Openings {
    /// Takes an opening. Gives it back where it is to be told of at once.
    pub(super) fn take(&mut self, event: Event, now: Instant) -> Option<Event> {
        let (group, event) = self.group(event);
        if let Some(summed) = self.0.get_mut(&group) {
            let before = summed.waiting.as_ref().map_or(0, Event::occurrences);
            let count = before.saturating_add(event.occurrences());
            // One that waits alone stands for itself.
            let count = (count > 1).then_some(count);
            summed.waiting = Some(Event { count, ..event });
            return None;
        }
        self.0.insert(group, Summed { until: now + WINDOW, waiting: None });
        Some(event)
    }

    /// The group of an event; where there are many already, of one that tells less.
    fn group(&self, mut event: Event) -> (Group, Event) {
        let uid = event.opener.as_ref().and_then(|opener| opener.uid);
        let package = Some((event.subject.clone(), event.rule.clone()));
        let full = Group { code: event.code, uid, package };
        if self.0.contains_key(&full) {
            return (full, event);
        }
        let same = |known: &&Group| (known.code, known.uid) == (full.code, uid);
        let (is_full, is_known) =
            (self.0.len() >= IN_ALL, self.0.contains_key(&Group { package: None, ..full.clone() }));
        if !is_full && self.0.keys().filter(same).count() < OF_A_USER {
            return (full, event);
        }
        event.subject = Subject::default();
        (event.rule, event.path) = (None, None);
        event.reason = Some("files of several packages, more than are told one by one".to_owned());
        // Whoever has many user ids is no reason to tell of more.
        let uid = uid.filter(|_| !is_full || is_known);
        if uid.is_none() {
            event.opener = None;
        }
        (Group { uid, package: None, ..full }, event)
    }

    /// When something is to be told of.
    pub(super) fn due(&self) -> Option<Instant> {
        self.0.values().map(|summed| summed.until).min()
    }

    /// What is to be told of now, or all that waits.
    pub(super) fn told(&mut self, now: Instant, all: bool) -> Vec<Event> {
        let mut told = Vec::new();
        self.0.retain(|_, summed| {
            if !all && summed.until > now {
                return true;
            }
            let waiting = summed.waiting.take();
            summed.until = now + WINDOW;
            let goes_on = waiting.is_some();
            told.extend(waiting);
            goes_on
        });
        told
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::journal::Opener;

    fn opening(name: &str, uid: u32, pid: u32) -> Event {
        let opener = Opener { pid, uid: Some(uid), ..Opener::default() };
        let subject = Subject::distribution(name, Some("1"), Path::new("/s"));
        Event::new(EventCode::Refused).to(subject).by(opener)
    }

    #[test]
    fn the_first_is_told_at_once_and_the_rest_as_one() {
        let (mut openings, now) = (Openings::default(), Instant::now());
        let first = openings.take(opening("evil", 1000, 1), now).map(|event| event.occurrences());
        assert_eq!(first, Some(1));
        for pid in 2..=400_000 {
            assert!(openings.take(opening("evil", 1000, pid), now).is_none());
        }
        assert!(openings.take(opening("evil", 1001, 7), now).is_some(), "another user");
        assert!(openings.take(opening("bad", 1000, 8), now).is_some(), "another package");
        assert!(openings.told(now + WINDOW / 2, false).is_empty());
        assert_eq!(openings.due(), Some(now + WINDOW));
        let told = openings.told(now + WINDOW, false);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].count, Some(399_999));
        assert_eq!(told[0].opener.as_ref().map(|opener| opener.pid), Some(400_000), "the newest");
        assert!(openings.take(opening("evil", 1000, 9), now + WINDOW).is_none(), "it goes on");
        assert!(openings.take(opening("bad", 1000, 9), now + WINDOW).is_some(), "it began anew");
        assert_eq!(openings.told(now + WINDOW, true).iter().map(Event::occurrences).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn many_packages_and_many_users_are_not_told_one_by_one() {
        let (mut openings, now) = (Openings::default(), Instant::now());
        let take = |openings: &mut Openings, name: u32, uid: u32| {
            openings.take(opening(&format!("p{name}"), uid, 1), now).map_or(0, |_| 1_usize)
        };
        let told: usize = (0..5000).map(|name| take(&mut openings, name, 1000)).sum();
        assert_eq!(told, OF_A_USER + 1);
        assert_eq!(take(&mut openings, 0, 1001), 1, "another user is told of");
        let told: usize = (0..20_000).map(|user| take(&mut openings, user, 100_000 + user)).sum();
        assert!(told <= IN_ALL, "{told}");
        let rest: u64 = openings.told(now, true).iter().map(Event::occurrences).sum();
        let first = u64::try_from(told + OF_A_USER + 2).expect("small");
        assert_eq!(rest + first, 25_001, "and all are counted");
    }
}
