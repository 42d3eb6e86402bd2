//! What is kept beside the events, and waits for room on the disk.

use std::collections::BTreeMap;

use super::{Journal, JournalError, Moment, Sight, StateKey};

/// Releases that may wait. Those beyond it are seen again a day later.
const RELEASES: usize = 200_000;

/// Releases that were seen, and the newest value of each key.
#[derive(Debug, Default)]
pub(super) struct Rest {
    seen: Vec<Sight>,
    state: BTreeMap<&'static str, (StateKey, Vec<u8>)>,
}

impl Rest {
    pub(super) fn see(&mut self, releases: Vec<Sight>) {
        let room = RELEASES.saturating_sub(self.seen.len());
        self.seen.extend(releases.into_iter().take(room));
    }

    pub(super) fn keep(&mut self, key: StateKey, value: Vec<u8>) {
        self.state.insert(key.as_str(), (key, value));
    }

    /// Writes what waits. What cannot be written for want of room waits on.
    pub(super) fn write(&mut self, journal: &mut Journal) -> Result<(), JournalError> {
        if !self.seen.is_empty() {
            journal.note_seen(&self.seen, Moment::now())?;
            self.seen.clear();
        }
        while let Some((name, (key, value))) = self.state.pop_first() {
            let written = journal.set_state(key, &value);
            if matches!(written, Err(JournalError::Database(_))) {
                self.state.insert(name, (key, value));
            }
            written?;
        }
        Ok(())
    }
}
