//! Distributions that were read lately: most sites hold much the same. A row never changes, and its number is never another's, so that
//! what is here is never wrong.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use fetter_protocol::DistributionRecord;

/// How much memory the newer half takes at most, in bytes, about.
const HALF: usize = 12 * 1024 * 1024;
/// What a record takes beside its texts.
const BESIDE: usize = 600;

/// The cache, shared by all copies.
#[derive(Clone, Debug, Default)]
pub(super) struct RecordCache(Arc<Mutex<Halves>>);

/// What was asked for goes into the newer half; where that is full, it becomes the older one, and what was that goes.
#[derive(Debug, Default)]
struct Halves {
    new: HashMap<i64, Arc<DistributionRecord>>,
    old: HashMap<i64, Arc<DistributionRecord>>,
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
    pub(super) fn keep(&self, row: i64, record: &Arc<DistributionRecord>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).put(row, Arc::clone(record));
    }
}

impl Halves {
    fn get(&mut self, row: i64) -> Option<Arc<DistributionRecord>> {
        if let Some(record) = self.new.get(&row) {
            return Some(Arc::clone(record));
        }
        let record = self.old.remove(&row)?;
        self.put(row, Arc::clone(&record));
        Some(record)
    }

    fn put(&mut self, row: i64, record: Arc<DistributionRecord>) {
        let bytes = size(&record);
        if self.bytes + bytes > HALF {
            (self.old, self.bytes) = (std::mem::take(&mut self.new), 0);
        }
        if bytes <= HALF && self.new.insert(row, record).is_none() {
            self.bytes += bytes;
        }
    }
}

/// What a record takes in memory, about.
fn size(record: &DistributionRecord) -> usize {
    let lists = [&record.requires, &record.extras, &record.license_files, &record.license_classifiers];
    let texts: usize = lists.into_iter().flatten().map(|text| text.len() + 40).sum();
    let license = [&record.license, &record.license_expression].into_iter().flatten();
    BESIDE + texts + license.map(String::len).sum::<usize>() + record.embedded.len() * 300
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_stays_and_the_rest_goes() {
        let cache = RecordCache::default();
        let record = Arc::new(DistributionRecord {
            requires: vec!["x".repeat(HALF / 8)],
            ..DistributionRecord::default()
        });
        for row in 0..40 {
            cache.keep(row, &record);
            assert!(cache.known([0].into_iter()).contains_key(&0), "it is asked for all the time");
        }
        let here = cache.known(0..40);
        assert!(here.len() <= 16, "{}", here.len());
        assert!(here.contains_key(&39) && !here.contains_key(&5));
        let huge = DistributionRecord { requires: vec!["x".repeat(HALF)], ..DistributionRecord::default() };
        cache.keep(99, &Arc::new(huge));
        assert!(cache.known([99].into_iter()).is_empty());
    }
}
