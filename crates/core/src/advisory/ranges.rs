//! What a record concerns, in the words of version specifiers.

use super::event::EventKind;
use super::package::{Entry, Package};

/// How many single versions are named.
const NAMED: usize = 12;

impl Package {
    /// The versions that a record concerns: its ranges as specifiers, and versions that it lists where it has no range.
    ///
    /// The order of versions is the plain one here, not that of PEP 440's specifiers: `<2.0` includes 2.0rc1.
    #[must_use]
    pub fn affected(&self, entry: &Entry) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        for events in &entry.ranges {
            texts.extend(self.intervals(events));
        }
        if texts.is_empty() {
            let places =
                || entry.listed.iter().flat_map(|(first, count)| *first..first.saturating_add(*count));
            let count = places().count();
            texts.extend(places().take(NAMED).map(|place| format!("=={}", self.versions.text(place))));
            if count > NAMED {
                texts.push(format!("and {} more", count - NAMED));
            }
        }
        texts.dedup();
        texts
    }

    fn intervals(&self, events: &[(EventKind, Option<u32>)]) -> Vec<String> {
        let text = |place: Option<u32>| place.map(|place| self.versions.text(place));
        let (mut texts, mut begun) = (Vec::new(), None);
        for (kind, place) in events {
            match (kind, begun) {
                (EventKind::Introduced, None) => begun = Some(text(*place)),
                (EventKind::Fixed, Some(start)) => {
                    texts.push(between(start, &format!("<{}", text(*place).unwrap_or("0"))));
                    begun = None;
                }
                (EventKind::LastAffected, Some(start)) => {
                    texts.push(between(start, &format!("<={}", text(*place).unwrap_or("0"))));
                    begun = None;
                }
                _ => {}
            }
        }
        if let Some(start) = begun {
            texts.push(start.map_or_else(|| "all versions".to_owned(), |start| format!(">={start}")));
        }
        texts
    }
}

fn between(start: Option<&str>, end: &str) -> String {
    start.map_or_else(|| end.to_owned(), |start| format!(">={start},{end}"))
}
