//! Distributions that were read lately: most sites hold much the same. A row never changes, and in one database its number is never another's.
//! Whoever puts contents together compares their digest, and clears this where another database was put in the place of the one before.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use fetter_protocol::DistributionRecord;

/// How much memory the newer half takes at most, in bytes, about.
const HALF: usize = 12 * 1024 * 1024;
/// What a record takes beside what its JSON says.
const BESIDE: usize = 600;

/// The cache, shared by all copies.
#[derive(Clone, Debug, Default)]
pub(super) struct RecordCache(Arc<Mutex<Halves>>);

/// What was asked for goes into the newer half; where that is full, it becomes the older one, and what was that goes.
#[derive(Debug, Default)]
struct Halves {
    new: HashMap<i64, Entry>,
    old: HashMap<i64, Entry>,
    bytes: usize,
}

/// A record, and what it takes in memory, about.
#[derive(Clone, Debug)]
struct Entry {
    record: Arc<DistributionRecord>,
    bytes: usize,
}

impl RecordCache {
    /// Those of the rows that are here.
    pub(super) fn known(&self, rows: impl Iterator<Item = i64>) -> HashMap<i64, Arc<DistributionRecord>> {
        let mut halves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut known = HashMap::new();
        for row in rows {
            if let Some(record) = halves.get(row) {
                known.insert(row, record);
            }
        }
        known
    }

    /// Keeps what was read.
    pub(super) fn keep(&self, row: i64, record: &Arc<DistributionRecord>, bytes: usize) {
        let entry = Entry { record: Arc::clone(record), bytes: BESIDE + bytes };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).put(row, entry);
    }

    /// Forgets all.
    pub(super) fn clear(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Halves::default();
    }
}

impl Halves {
    fn get(&mut self, row: i64) -> Option<Arc<DistributionRecord>> {
        if let Some(entry) = self.new.get(&row) {
            return Some(Arc::clone(&entry.record));
        }
        let entry = self.old.remove(&row)?;
        let record = Arc::clone(&entry.record);
        self.put(row, entry);
        Some(record)
    }

    fn put(&mut self, row: i64, entry: Entry) {
        let bytes = entry.bytes;
        if self.bytes + bytes > HALF {
            (self.old, self.bytes) = (std::mem::take(&mut self.new), 0);
        }
        if bytes <= HALF && self.new.insert(row, entry).is_none() {
            self.bytes += bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_stays_and_the_rest_goes() {
        let cache = RecordCache::default();
        let record = Arc::new(DistributionRecord::default());
        for row in 0..40 {
            cache.keep(row, &record, HALF / 8);
            assert!(cache.known([0].into_iter()).contains_key(&0), "it is asked for all the time");
        }
        let here = cache.known(0..40);
        assert!(here.len() <= 16, "{}", here.len());
        assert!(here.contains_key(&39) && !here.contains_key(&5));
        cache.keep(99, &record, HALF);
        assert!(cache.known([99].into_iter()).is_empty());
        cache.clear();
        assert!(cache.known(0..40).is_empty());
    }
}
