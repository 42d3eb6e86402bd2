//! Events that wait in memory until there is room on the disk.

use std::collections::HashMap;
use std::collections::VecDeque;

use super::{Event, EventCode, Subject};

/// Events that wait, in the order of their numbers, within a bound.
///
/// Where there are too many, refused openings are summed up first, one event for each package, rule and user; then the oldest of
/// them go, and at last the oldest of any kind. What is lost is counted.
#[derive(Debug)]
pub struct Pending {
    events: VecDeque<Event>,
    limit: usize,
    lost: u64,
    lost_in_all: u64,
}

/// What openings have in common that are summed up.
type Group = (EventCode, Subject, Option<String>, Option<u32>);

impl Pending {
    /// Room for so many.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self { events: VecDeque::new(), limit: limit.max(4), lost: 0, lost_in_all: 0 }
    }

    /// Lets an event wait.
    pub fn push(&mut self, event: Event) {
        if self.events.len() >= self.limit {
            self.make_room();
        }
        self.events.push_back(event);
    }

    /// The events that wait.
    pub fn events(&mut self) -> &[Event] {
        self.events.make_contiguous()
    }

    /// The events need not wait any more: they are written.
    pub fn written(&mut self, many: usize) {
        self.events.drain(..many.min(self.events.len()));
    }

    /// How many wait.
    #[must_use]
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether none waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// How many were lost since this was asked last.
    pub fn take_lost(&mut self) -> u64 {
        std::mem::take(&mut self.lost)
    }

    /// Counts what was lost elsewhere.
    pub fn add_lost(&mut self, many: u64) {
        self.still_to_say(many);
        self.lost_in_all = self.lost_in_all.saturating_add(many);
    }

    /// So many that were counted before are still to be said.
    pub fn still_to_say(&mut self, many: u64) {
        self.lost = self.lost.saturating_add(many);
    }

    /// How many were lost since the beginning.
    #[must_use]
    pub const fn lost_in_all(&self) -> u64 {
        self.lost_in_all
    }

    /// Frees a quarter at least, so that it is not done for each event.
    fn make_room(&mut self) {
        self.sum_up();
        let target = self.limit - self.limit / 4;
        self.drop_oldest(target, |event| event.code.is_opening());
        self.drop_oldest(target, |_| true);
    }

    /// Leaves one event, the newest, of openings that differ in nothing but process, file and time.
    fn sum_up(&mut self) {
        let mut counts: HashMap<Group, u64> = HashMap::new();
        for event in self.events.iter().filter(|event| event.code.is_opening()) {
            let count = counts.entry(group(event)).or_default();
            *count = count.saturating_add(event.occurrences());
        }
        let mut kept = VecDeque::with_capacity(self.events.len());
        while let Some(mut event) = self.events.pop_back() {
            if event.code.is_opening() {
                let Some(count) = counts.remove(&group(&event)) else { continue };
                event.count = (count > 1).then_some(count);
            }
            kept.push_front(event);
        }
        self.events = kept;
    }

    fn drop_oldest(&mut self, target: usize, may_go: impl Fn(&Event) -> bool) {
        let mut over = self.events.len().saturating_sub(target);
        let mut lost = 0_u64;
        self.events.retain(|event| {
            let goes = over > 0 && may_go(event);
            if goes {
                over -= 1;
                lost = lost.saturating_add(event.occurrences());
            }
            !goes
        });
        self.add_lost(lost);
    }
}

fn group(event: &Event) -> Group {
    let uid = event.opener.as_ref().and_then(|opener| opener.uid);
    (event.code, event.subject.clone(), event.rule.clone(), uid)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn event(sequence: u64, code: EventCode, name: &str) -> Event {
        let subject = Subject::distribution(name, Some("1"), Path::new("/s"));
        Event { sequence, ..Event::new(code).to(subject) }
    }

    #[test]
    fn openings_are_summed_up_before_anything_is_lost() {
        let mut pending = Pending::new(8);
        pending.push(event(1, EventCode::Denied, "a"));
        for sequence in 2..=1000 {
            pending.push(event(sequence, EventCode::Refused, "a"));
        }
        assert_eq!(pending.take_lost(), 0);
        assert!(pending.len() <= 8);
        let total: u64 = pending.events().iter().map(Event::occurrences).sum();
        assert_eq!(total, 1000);
        assert_eq!(pending.events()[0].code, EventCode::Denied);
        assert!(pending.events().is_sorted_by_key(|event| event.sequence));
    }

    #[test]
    fn openings_go_first_and_what_is_lost_is_counted() {
        let mut pending = Pending::new(8);
        for sequence in 1..=4 {
            pending.push(event(sequence, EventCode::Refused, &format!("p{sequence}")));
        }
        for sequence in 5..=10 {
            pending.push(event(sequence, EventCode::Installed, "b"));
        }
        let sequences: Vec<u64> = pending.events().iter().map(|event| event.sequence).collect();
        assert_eq!(sequences, [3, 4, 5, 6, 7, 8, 9, 10]);
        assert_eq!(pending.take_lost(), 2);
        for sequence in 11..=30 {
            pending.push(event(sequence, EventCode::Installed, "b"));
        }
        let kept = u64::try_from(pending.len()).unwrap();
        assert_eq!(pending.take_lost() + kept, 28);
    }
}
