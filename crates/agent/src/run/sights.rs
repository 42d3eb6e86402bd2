//! Since when releases have been on this machine.

use std::collections::HashMap;
use std::path::Path;

use fetter_core::check::FirstSights;
use fetter_core::inventory::{Distribution, Inventory};
use fetter_core::timestamp::Timestamp;
use rustix::fs::{AtFlags, CWD, StatxFlags, StatxTimestamp, statx};

use super::events;
use crate::journal::{FirstSeen, JournalHandle, Moment, Sight};

/// Since when each release is known. What is there when nothing was ever seen was there before the agent was.
#[derive(Debug)]
pub(super) struct Sights {
    first: FirstSeen,
    /// Whether the next that is seen was there before.
    is_new: bool,
}

impl Sights {
    pub(super) fn new(first: FirstSeen) -> Self {
        Self { is_new: first.is_empty(), first }
    }

    /// Notes what is seen for the first time, and says since when everything is known.
    pub(super) fn see(&mut self, journal: &JournalHandle, inventory: &Inventory) -> FirstSights {
        let now = Moment::now();
        let before = if std::mem::take(&mut self.is_new) { before(inventory, now) } else { HashMap::new() };
        let (mut sights, mut new) = (Vec::new(), Vec::new());
        for found in distributions(inventory) {
            let (name, version) = release(found);
            let first = before.get(&(name, version)).copied().unwrap_or(now);
            let (first, is_new) = self.first.sight_since(name, version, first, now);
            if is_new {
                new.push(Sight { name: name.to_owned(), version: version.to_owned(), first });
            }
            let first = Timestamp::of_unix_time(first.unix_seconds());
            sights.extend(first.map(|first| (name.to_owned(), version.to_owned(), first)));
        }
        if !new.is_empty() && !journal.seen(new) {
            journal.append(events::of_problem("when packages were first seen could not be kept"));
        }
        FirstSights::new(sights)
    }
}

fn distributions(inventory: &Inventory) -> impl Iterator<Item = &Distribution> {
    inventory.sites.iter().flat_map(|site| &site.distributions)
}

fn release(found: &Distribution) -> (&str, &str) {
    (found.name.normalized(), found.version_text())
}

/// Since when what is installed has been there, as its metadata says: of several of one release the oldest.
fn before(inventory: &Inventory, now: Moment) -> HashMap<(&str, &str), Moment> {
    let mut before: HashMap<_, Moment> = HashMap::new();
    for found in distributions(inventory) {
        let since = made(&found.metadata_path, now);
        before.entry(release(found)).and_modify(|first| *first = since.min(*first)).or_insert(since);
    }
    before
}

/// When a file was made: its birth, or where the file system has none its last change, neither of which anybody can set. Never later than
/// now; the beginning of 1970, so old enough for every rule, where it cannot be told.
fn made(path: &Path, now: Moment) -> Moment {
    let unknown = Moment::of_unix_ms(0);
    let wanted = StatxFlags::BTIME | StatxFlags::CTIME;
    let Ok(found) = statx(CWD, path, AtFlags::SYMLINK_NOFOLLOW, wanted) else { return unknown };
    let times = [(StatxFlags::BTIME, found.stx_btime), (StatxFlags::CTIME, found.stx_ctime)];
    // A file system that has no birth times may say so by 0.
    let known = times
        .into_iter()
        .find(|(flag, time)| found.stx_mask & flag.bits() != 0 && time.tv_sec > 0)
        .map(|(_, time)| moment(time).min(now));
    known.unwrap_or(unknown)
}

fn moment(time: StatxTimestamp) -> Moment {
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
    Moment::of_unix_ms(seconds.saturating_mul(1000).saturating_add(u64::from(time.tv_nsec) / 1_000_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_there_before_is_as_old_as_its_metadata_and_never_from_the_future() {
        let now = Moment::now();
        let long_ago = Moment::of_unix_ms(1000);
        let program = std::env::current_exe().unwrap_or_default();
        let age = made(&program, now);
        assert!(long_ago < age && age <= now, "{age:?}");
        assert_eq!(made(&program, long_ago), long_ago, "a clock that was set back");
        assert_eq!(made(Path::new("/nowhere/at-1.0.dist-info"), now), Moment::of_unix_ms(0));
    }
}
