//! What whoever asks is told, and is kept current by the worker.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fetter_core::metadata::bytecode::source_stem;
use fetter_core::metadata::record;

use crate::ask::{
    AnswerDocument, Answers, DeniedPackage, Peer, Question, STATUS_SCHEMA, Status, WHY_SCHEMA, Why, WhyAbout,
};
use crate::enforce::{Denied, Mode};
use crate::journal::JournalHandle;

/// The state, shared between the worker and the threads that answer.
#[derive(Debug)]
pub(super) struct Shared {
    state: Mutex<State>,
    journal: JournalHandle,
}

/// What the worker knows.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    /// How it stands, without what is denied.
    pub(super) status: Status,
    /// What is denied.
    pub(super) denied: Vec<Denied>,
}

impl Shared {
    /// Nothing is known yet.
    pub(super) fn new(journal: JournalHandle) -> Arc<Self> {
        Arc::new(Self { state: Mutex::default(), journal })
    }

    /// The state, to be read or written; for a moment only.
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn status(&self, peer: Peer) -> Status {
        let State { mut status, denied } = self.lock().clone();
        STATUS_SCHEMA.clone_into(&mut status.schema);
        status.denied_count = denied.len() as u64;
        status.denied = denied.iter().filter(|denied| may_know(peer, &denied.site)).map(package).collect();
        let counts = self.journal.counts();
        status.journal.lost = counts.lost;
        if counts.waiting > 0 {
            let waiting = counts.waiting;
            status.journal.problem =
                Some(format!("{waiting} events wait in memory for room on the disk, or for the disk itself"));
        }
        if !peer.is_root() {
            // Where others keep their packages is theirs to tell.
            status.uncovered.clear();
            status.problems.clear();
            status.files.first = None;
        }
        status
    }

    fn why(&self, about: &WhyAbout, peer: Peer) -> Why {
        let state = self.lock().clone();
        let known = state.denied.iter().filter(|denied| may_know(peer, &denied.site));
        let (words, denied): (String, Vec<DeniedPackage>) = match about {
            WhyAbout::Package(name) => {
                let name = fetter_core::requirement::PackageName::new(name);
                let found = known.filter(|denied| denied.name == name.normalized());
                (name.as_written().to_owned(), found.map(package).collect())
            }
            WhyAbout::Path(path) => {
                let inner = known.filter(|denied| {
                    path.starts_with(&denied.site) || denied.file().is_some_and(|file| path.starts_with(file))
                });
                let found = inner.filter(|denied| holds(denied, path));
                (path.display().to_string(), found.map(package).collect())
            }
        };
        let mut notes = Vec::new();
        if denied.is_empty() {
            notes.push(format!("nothing that is denied is known of {words}"));
        }
        if !state.status.enforcing {
            let why = state.status.not_enforcing.clone();
            let why = why.unwrap_or_else(|| "enforcement is off".to_owned());
            notes.push(format!("nothing is refused at the moment: {why}"));
        }
        Why { schema: WHY_SCHEMA.to_owned(), about: words, denied, notes }
    }
}

impl Answers for Shared {
    fn answer(&self, question: &Question, peer: Peer) -> AnswerDocument {
        match question {
            Question::Status => AnswerDocument::Status(Box::new(self.status(peer))),
            Question::Why(about) => AnswerDocument::Why(self.why(about, peer)),
        }
    }
}

/// Whether somebody may know what lies in a site: root, its owner, and everybody of what is root's.
fn may_know(peer: Peer, site: &Path) -> bool {
    let owner = || std::fs::symlink_metadata(site).map(|status| status.uid());
    peer.is_root() || owner().is_ok_and(|owner| owner == peer.user || owner == 0)
}

/// Whether a path is one of a denied distribution's: it is listed, or lies in a directory that only holds what is listed.
fn holds(denied: &Denied, path: &Path) -> bool {
    if path.starts_with(&denied.metadata) {
        return true;
    }
    if let Some(file) = denied.file() {
        return source_of(path).is_some_and(|source| source == file);
    }
    let Ok(relative) = path.strip_prefix(&denied.site) else { return false };
    let listed = listed(&denied.metadata.join("RECORD")).unwrap_or_default();
    let package = relative.parent().filter(|parent| parent.iter().next().is_some());
    listed
        .iter()
        .any(|file| file == relative || package.is_some_and(|package| file.parent() == Some(package)))
}

/// What a file in a `__pycache__` is compiled of.
fn source_of(path: &Path) -> Option<PathBuf> {
    let cache = path.parent().filter(|parent| parent.ends_with("__pycache__"))?;
    let stem = source_stem(path.file_name()?.as_bytes())?;
    Some(cache.parent()?.join(OsStr::from_bytes(&[stem, b".py"].concat())))
}

/// The files that a RECORD lists, as it writes them.
fn listed(record: &Path) -> Option<Vec<PathBuf>> {
    const LIMIT: usize = 64 * 1024 * 1024;
    let read = fetter_core::inventory::file::Disk::here().read(record, LIMIT).ok()?;
    let path = |entry: record::RecordEntry| PathBuf::from(OsStr::from_bytes(&entry.path));
    Some(record::read(&read.bytes).entries.into_iter().map(path).collect())
}

fn package(denied: &Denied) -> DeniedPackage {
    DeniedPackage {
        package: denied.name.clone(),
        version: denied.version.clone(),
        site: denied.site.display().to_string(),
        rule: denied.rule.clone(),
        reason: denied.reason.clone(),
        mode: match denied.mode {
            Mode::Refuse => "enforce",
            Mode::WarnOnly => "warn",
        }
        .to_owned(),
        path: denied.file().map(|file| file.display().to_string()),
    }
}
