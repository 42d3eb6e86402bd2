//! What could not be read is looked at again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// When it is looked at again first; each time after that, twice as much later.
const FIRST: Duration = Duration::from_secs(2);
/// The longest that is waited.
const LONGEST: Duration = Duration::from_secs(600);

/// What is to be looked at again, by the paths of metadata.
#[derive(Debug, Default)]
pub(super) struct Retries {
    due: BTreeMap<PathBuf, (Instant, Duration)>,
}

impl Retries {
    /// Notes whether something is worth to be looked at again.
    pub(super) fn note(&mut self, metadata: &Path, may_change: bool, now: Instant) {
        if !may_change {
            self.due.remove(metadata);
            return;
        }
        let pause = self.due.get(metadata).map_or(FIRST, |(_, pause)| (*pause * 2).min(LONGEST));
        self.due.insert(metadata.to_path_buf(), (now + pause, pause));
    }

    /// What is due.
    pub(super) fn due(&self, now: Instant) -> Vec<PathBuf> {
        self.due.iter().filter(|(_, (due, _))| now >= *due).map(|(metadata, _)| metadata.clone()).collect()
    }

    /// Forgets what is denied no longer.
    pub(super) fn forget(&mut self, metadata: &Path) {
        self.due.remove(metadata);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_unread_is_asked_for_less_and_less_often() {
        let (mut retries, start, path) = (Retries::default(), Instant::now(), Path::new("/v/s/a.dist-info"));
        let (mut now, mut count) = (start, 0);
        retries.note(path, true, now);
        assert_eq!(retries.due(now), Vec::<PathBuf>::new());
        while now < start + Duration::from_secs(3600) {
            now += Duration::from_secs(1);
            if retries.due(now) == [path] {
                count += 1;
                retries.note(path, true, now);
            }
        }
        assert_eq!(count, 13, "2, 4, 8, … 512, and then every ten minutes");
        retries.note(path, false, now);
        assert_eq!(retries.due(now + LONGEST), Vec::<PathBuf>::new());
    }
}
