//! Code that was touched, until nobody installs any more.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long nothing must happen before it is told.
const QUIET: Duration = Duration::from_secs(3);
/// How long it is waited at most, however much happens.
const PATIENCE: Duration = Duration::from_secs(30);
/// How many paths are remembered of one site.
const PATHS: usize = 4096;
/// How many are remembered in all.
const ALL: usize = 20_000;

/// Files of code that were touched, and directories that came or went, by the site that they lie in. Of a site with too many the
/// entries are remembered that they lie in, then only that it is the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TouchedCode {
    /// What was touched in each site.
    pub sites: BTreeMap<PathBuf, TouchedSite>,
    first: Option<Instant>,
    last: Option<Instant>,
    count: usize,
}

/// What was touched in one site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TouchedSite {
    /// The paths; `None` for everything.
    pub paths: Option<BTreeSet<PathBuf>>,
    /// When the last of them was touched.
    pub last: Instant,
}

impl TouchedCode {
    /// Notes that something in a site was touched.
    pub fn note(&mut self, site: &Path, path: PathBuf, now: Instant) {
        self.first.get_or_insert(now);
        self.last = Some(now);
        let is_full = self.count >= ALL;
        let new = || TouchedSite { paths: Some(BTreeSet::new()), last: now };
        let TouchedSite { paths, last } = self.sites.entry(site.to_path_buf()).or_insert_with(new);
        *last = now;
        let Some(some) = paths else { return };
        let before = some.len();
        some.insert(path);
        if some.len() >= PATHS || is_full {
            let entries: BTreeSet<PathBuf> = some.iter().map(|path| entry_of(site, path)).collect();
            *paths = Some(entries).filter(|entries| entries.len() < PATHS && !is_full);
        }
        let after = paths.as_ref().map_or(0, BTreeSet::len);
        self.count = (self.count + after).saturating_sub(before);
    }

    /// When it is to be told; `None` while there is nothing.
    #[must_use]
    pub fn due(&self) -> Option<Instant> {
        Some((self.last? + QUIET).min(self.first? + PATIENCE))
    }

    /// Takes what is due.
    pub fn take(&mut self, now: Instant) -> Option<Self> {
        self.due().filter(|due| now >= *due).map(|_| std::mem::take(self))
    }

    /// How many files and directories it is.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sites.values().map(|site| site.paths.as_ref().map_or(1, BTreeSet::len)).sum()
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sites.is_empty()
    }
}

/// The entry of a site that a path in it lies in.
fn entry_of(site: &Path, path: &Path) -> PathBuf {
    let first = path.strip_prefix(site).ok().and_then(|path| path.iter().next());
    first.map_or_else(|| path.to_path_buf(), |first| site.join(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: String) -> PathBuf {
        Path::new("/s").join(path)
    }

    #[test]
    fn much_of_one_package_is_the_package_and_much_of_many_is_the_site() {
        let (mut code, now) = (TouchedCode::default(), Instant::now());
        (0..PATHS).for_each(|number| code.note(Path::new("/s"), at(format!("one/{number}.py")), now));
        assert_eq!(code.sites[Path::new("/s")].paths, Some(BTreeSet::from(["/s/one".into()])));
        (0..PATHS).for_each(|number| code.note(Path::new("/s"), at(format!("{number}.py")), now));
        assert_eq!(code.sites[Path::new("/s")].paths, None);
        code.note(Path::new("/s"), at("more.py".to_owned()), now);
        assert_eq!((code.sites[Path::new("/s")].paths.as_ref(), code.len()), (None, 1));
    }

    #[test]
    fn many_sites_do_not_add_up() {
        let (mut code, now) = (TouchedCode::default(), Instant::now());
        for number in 0..100_000 {
            code.note(&at(format!("{}", number % 100)), at(format!("{}/{number}.py", number % 100)), now);
        }
        assert!(code.len() <= ALL + 100, "{}", code.len());
    }

    #[test]
    fn who_never_rests_is_told_of_all_the_same() {
        let (mut code, start) = (TouchedCode::default(), Instant::now());
        assert_eq!(code.due(), None);
        for step in 0..100_u64 {
            code.note(Path::new("/s"), "/s/a.py".into(), start + Duration::from_secs(step));
            assert!(code.due() <= Some(start + PATIENCE));
        }
        assert_eq!(code.take(start), None);
        assert_eq!(code.take(start + PATIENCE).map(|taken| taken.len()), Some(1));
        assert!(code.is_empty() && code.due().is_none());
    }
}
