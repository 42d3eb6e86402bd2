//! Watching: waits for events, reads again what was touched, and searches everything where that does not do.

use std::collections::BTreeSet;
use std::io;
use std::os::fd::BorrowedFd;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fetter_core::inventory::discover::Touched;
use fetter_core::inventory::{Site, SiteKind};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::code::TouchedCode;
use super::interest::{Action, Interest, interest};
use super::keeper::{Keeper, Step};
use super::mounts::Mounts;
use super::pending::Pending;
use super::search::Search;
use super::source::{Seen, Source, Uncovered};
use super::trees::holds_environment;

/// How long after a search of everything the next begins at the earliest, whatever happens.
const PAUSE: Duration = Duration::from_secs(2);
/// How many times as long as a search takes the pause after it is, so that whoever moves directories about does not keep it busy …
const PAUSE_FACTOR: u32 = 10;
/// … and how long that pause is at most.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// How often it is told at most that files of code are written, while they are.
const CODE_PAUSE: Duration = Duration::from_millis(250);
/// How many of them are told one by one; of more, the sites are.
const CODE: usize = 10_000;

/// How long nothing is read after events that meant nothing: whoever compiles makes thousands a second, which are read at once then.
const REST: Duration = Duration::from_millis(2);

/// What came of watching.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// Something was read again.
    Step(Step),
    /// Everything was searched: what was found, how long it took, and how much no event had told of.
    Reconciled {
        /// What differs.
        step: Step,
        /// How long it took.
        took: Duration,
    },
    /// Events were lost; everything is searched again.
    Overflow,
    /// What is not watched has changed.
    Coverage(Vec<Uncovered>),
    /// Code in known sites was touched, and nobody installs any more.
    Code(TouchedCode),
    /// Files of code, and directories, came or went in known sites, or whole sites of which too much did. It is told at once: what is
    /// denied may have grown.
    Written(BTreeSet<PathBuf>),
    /// Something failed.
    Problem(String),
}

/// Watches a machine.
pub struct Watcher {
    keeper: Keeper,
    sources: Vec<Box<dyn Source>>,
    mounts: Mounts,
    pending: Pending,
    search: Option<Search>,
    /// What was touched while everything is searched: the search may have come by before.
    meanwhile: BTreeSet<Touched>,
    /// How long after a search of everything the next is due.
    period: Duration,
    next: Instant,
    earliest: Instant,
    uncovered: Vec<Uncovered>,
    code: TouchedCode,
    written: BTreeSet<PathBuf>,
    written_due: Instant,
    events: u64,
    overflows: u64,
    told_overflows: u64,
    /// Until when nothing is read.
    rest: Option<Instant>,
}

impl std::fmt::Debug for Watcher {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Watcher").field("pending", &self.pending).finish_non_exhaustive()
    }
}

impl Watcher {
    /// Begins to watch what a keeper knows. What happened since it searched is found by the search that is due at once.
    pub fn new(
        keeper: Keeper,
        sources: Vec<Box<dyn Source>>,
        period: Duration,
    ) -> io::Result<(Self, Vec<Found>)> {
        let now = Instant::now();
        let is_watching = !sources.is_empty();
        let mut watcher = Self {
            keeper,
            sources,
            mounts: Mounts::new()?,
            pending: Pending::default(),
            search: None,
            meanwhile: BTreeSet::new(),
            period,
            // Between the first search and the first watch something may have happened.
            next: if is_watching { now } else { now + period },
            earliest: now,
            uncovered: Vec::new(),
            code: TouchedCode::default(),
            written: BTreeSet::new(),
            written_due: now,
            events: 0,
            overflows: 0,
            told_overflows: 0,
            rest: None,
        };
        let found = watcher.cover().into_iter().collect();
        Ok((watcher, found))
    }

    /// What is installed, as far as is known.
    #[must_use]
    pub const fn keeper(&self) -> &Keeper {
        &self.keeper
    }

    /// What is watched: the names of the sources and the places.
    #[must_use]
    pub fn covered(&self) -> Vec<(&'static str, Vec<PathBuf>)> {
        self.sources.iter().map(|source| (source.name(), source.covered())).collect()
    }

    /// What is not watched.
    #[must_use]
    pub fn uncovered(&self) -> &[Uncovered] {
        &self.uncovered
    }

    /// How many events were read, how many times some were lost, and how much waits.
    #[must_use]
    pub fn counts(&self) -> (u64, u64, usize) {
        (self.events, self.overflows, self.pending.len())
    }

    /// Whether nothing waits to be looked at, and nothing is searched.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.pending.is_empty() && self.search.is_none()
    }

    /// Has everything searched as soon as may be.
    pub fn search_all(&mut self) {
        self.next = Instant::now();
    }

    /// Waits until something is due, something was seen, one of the other descriptors is ready, or `until`. Says which of the others are.
    pub fn wait(&mut self, others: &[BorrowedFd<'_>], until: Option<Instant>) -> io::Result<Vec<bool>> {
        if let Some(rest) = self.rest.take() {
            std::thread::sleep(rest.saturating_duration_since(Instant::now()));
        }
        let now = Instant::now();
        let dues = [self.due(now), until];
        let timeout =
            dues.into_iter().flatten().min().map(|due| timespec(due.saturating_duration_since(now)));
        let sources: Vec<BorrowedFd<'_>> = self.sources.iter().map(|source| source.descriptor()).collect();
        let mut ready: Vec<PollFd<'_>> = Vec::new();
        ready.extend(sources.iter().map(|source| PollFd::from_borrowed_fd(*source, PollFlags::IN)));
        ready.extend(others.iter().map(|other| PollFd::from_borrowed_fd(*other, PollFlags::IN)));
        let mounts = ready.len();
        ready.push(PollFd::from_borrowed_fd(self.mounts.descriptor(), PollFlags::PRI));
        if let Some(search) = &self.search {
            ready.push(PollFd::from_borrowed_fd(search.descriptor(), PollFlags::IN));
        }
        match poll(&mut ready, timeout.as_ref()) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(errno) => return Err(errno.into()),
        }
        let is_ready: Vec<bool> = ready.iter().map(|one| !one.revents().is_empty()).collect();
        drop(ready);
        let count = self.sources.len();
        if is_ready.get(mounts) == Some(&true) {
            self.mounts.again()?;
            self.next = now;
        }
        for (place, is_ready) in is_ready.iter().take(count).enumerate() {
            if *is_ready {
                self.read(place)?;
            }
        }
        Ok(is_ready[count..mounts].to_vec())
    }

    /// When something is to be done.
    fn due(&self, now: Instant) -> Option<Instant> {
        let search = self.search.is_none().then(|| self.next.max(self.earliest));
        let code = self.code.due().filter(|_| self.pending.is_empty());
        let written = (!self.written.is_empty()).then_some(self.written_due);
        [self.pending.due(now), search, code, written].into_iter().flatten().min()
    }

    fn read(&mut self, place: usize) -> io::Result<()> {
        let Some(source) = self.sources.get_mut(place) else { return Ok(()) };
        let batch = source.read()?;
        self.events += batch.count;
        if batch.seen.is_empty() && batch.count > 0 && !batch.overflow {
            self.rest = Some(Instant::now() + REST);
        }
        if batch.overflow {
            self.overflows += 1;
            self.next = Instant::now();
        }
        for seen in batch.seen {
            self.note(&seen);
        }
        Ok(())
    }

    fn note(&mut self, seen: &Seen) {
        let now = Instant::now();
        match interest(&seen.directory, &seen.entry()) {
            Some(Interest::Metadata { touched, complete }) => {
                self.touched(touched, complete, now);
            }
            Some(Interest::Code(path)) => self.note_code(path, now),
            None => {}
            Some(Interest::Reach) => {
                for place in self.keeper.new_reach() {
                    self.touched(Touched::Prefix(place), false, now);
                }
            }
            Some(Interest::Tree(path)) => {
                // A source tree may hold environments; what packages bring along is theirs.
                let is_tree = |site: &Site| matches!(site.kind, SiteKind::Checkout | SiteKind::Linked);
                let is_within_site = self.keeper.site_around(&path).is_some_and(|site| !is_tree(site));
                if is_within_site {
                    self.write(&path);
                }
                let is_gone = self.keeper.holds(&path);
                let mounted = self.mounts.listed();
                let has_come = || {
                    // What is moved to where nobody looked may lie in the home of somebody new.
                    let may_be_reached =
                        self.keeper.is_within_roots(&path) || seen.entry().action == Action::Moved;
                    !is_within_site && may_be_reached && holds_environment(&path, mounted)
                };
                if is_gone || has_come() {
                    self.touched(Touched::Tree(path.clone()), false, now);
                }
                if is_within_site {
                    self.note_code(path, now);
                }
            }
        }
    }

    /// Notes what came or went in a site.
    fn write(&mut self, path: &Path) {
        let site = || self.keeper.site_around(path).map(|site| site.path.clone());
        self.written.extend(if self.written.len() < CODE { Some(path.to_path_buf()) } else { site() });
    }

    fn touched(&mut self, touched: Touched, is_complete: bool, now: Instant) {
        if self.search.is_some() {
            self.meanwhile.insert(touched.clone());
        }
        self.pending.touch(touched, is_complete, now);
    }

    fn note_code(&mut self, path: PathBuf, now: Instant) {
        if let Some(site) = self.keeper.site_around(&path) {
            let site = site.path.clone();
            self.write(&path);
            self.code.note(&site, path, now);
        }
    }

    /// Does what is due.
    pub fn turn(&mut self) -> Vec<Found> {
        let now = Instant::now();
        let mut found = Vec::new();
        if self.told_overflows != self.overflows {
            self.told_overflows = self.overflows;
            found.push(Found::Overflow);
        }
        self.adopt(&mut found);
        let due = self.pending.take(now);
        if !due.is_empty() {
            self.touch(&due, &mut found);
        }
        if self.search.is_none() && now >= self.next.max(self.earliest) {
            self.start_search(&mut found);
        }
        if !self.written.is_empty() && now >= self.written_due {
            self.written_due = now + CODE_PAUSE;
            found.push(Found::Written(std::mem::take(&mut self.written)));
        }
        if self.pending.is_empty() {
            found.extend(self.code.take(now).map(Found::Code));
        }
        found
    }

    fn touch(&mut self, due: &BTreeSet<Touched>, found: &mut Vec<Found>) {
        match self.keeper.touch(due) {
            Ok(step) => {
                if !step.beyond.is_empty() {
                    self.next = self.next.min(Instant::now());
                }
                let is_elsewhere = step.is_elsewhere;
                found.push(Found::Step(step));
                if is_elsewhere {
                    found.extend(self.cover());
                }
            }
            Err(error) => {
                self.next = Instant::now();
                found.push(Found::Problem(format!("what was touched could not be read again: {error}")));
            }
        }
    }

    fn start_search(&mut self, found: &mut Vec<Found>) {
        let (request, surroundings) = self.keeper.search();
        self.pending.clear();
        self.meanwhile.clear();
        match Search::start(request, surroundings) {
            Ok(search) => self.search = Some(search),
            Err(error) => {
                self.earliest = Instant::now() + PAUSE;
                found.push(Found::Problem(format!("a search could not be begun: {error}")));
            }
        }
        self.next = Instant::now() + self.period;
    }

    /// Takes over what a search of everything has found, if it has ended.
    fn adopt(&mut self, found: &mut Vec<Found>) {
        let Some((result, took)) = self.search.as_ref().and_then(Search::result) else { return };
        self.search = None;
        self.earliest = Instant::now() + (took * PAUSE_FACTOR).clamp(PAUSE, LONGEST_PAUSE);
        let meanwhile = std::mem::take(&mut self.meanwhile);
        let adopted = result.and_then(|inventory| {
            self.keeper.adopt(inventory, &meanwhile).map_err(|error| error.to_string())
        });
        match adopted {
            Ok(step) => {
                if !step.beyond.is_empty() {
                    self.next = Instant::now();
                }
                found.push(Found::Reconciled { step, took });
                found.extend(self.cover());
            }
            Err(reason) => {
                self.next = Instant::now() + PAUSE;
                found.push(Found::Problem(format!("everything was to be searched: {reason}")));
            }
        }
    }

    /// Sees to it that all that is known is watched: by the first source that can, each place.
    fn cover(&mut self) -> Option<Found> {
        let mut open: Option<Vec<PathBuf>> = None;
        let mut uncovered = Vec::new();
        for source in &mut self.sources {
            let mounts = &self.mounts;
            let is_open = |path: &Path| {
                open.as_ref()
                    .is_none_or(|open| mounts.around(path).is_some_and(|mount| open.contains(&mount.path)))
            };
            uncovered = source.cover(self.keeper.inventory(), mounts, &is_open);
            open = Some(uncovered.iter().map(|place: &Uncovered| place.path.clone()).collect());
        }
        let skipped = &self.keeper.inventory().coverage.skipped_mounts;
        uncovered.extend(skipped.iter().map(|mount| Uncovered {
            path: mount.path.clone(),
            reason: format!("{} is not searched: it is another machine's, or may hang", mount.file_system),
        }));
        uncovered.sort();
        uncovered.dedup();
        (uncovered != self.uncovered).then(|| {
            self.uncovered.clone_from(&uncovered);
            Found::Coverage(uncovered)
        })
    }
}

fn timespec(duration: Duration) -> Timespec {
    Timespec {
        tv_sec: i64::try_from(duration.as_secs()).unwrap_or(i64::MAX),
        tv_nsec: i64::from(duration.subsec_nanos()),
    }
}
