//! What whoever asks is told, and is kept current by the worker.

use std::collections::BTreeSet;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::holding::Holding;
use super::requested::RequestDesk;
use crate::ask::{
    AnswerDocument, Answers, DeniedPackage, Peer, Question, Refused, STATUS_SCHEMA, Status, WHY_SCHEMA, Why,
    WhyAbout,
};
use crate::enforce::{Counts, Denied, Mode};
use crate::journal::{JournalHandle, Moment};

/// What is said of an agent that has not searched and judged everything yet.
const STARTING: &str = "the agent is starting, and has not judged yet what is installed";

/// The state, shared between the worker and the threads that answer.
#[derive(Debug)]
pub(super) struct Shared {
    state: Mutex<State>,
    journal: JournalHandle,
    holding: Holding,
    requests: RequestDesk,
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
    /// Nothing is known yet, and whoever asks is told so.
    pub(super) fn new(
        journal: JournalHandle,
        enforcement: &str,
        holding: Holding,
        requests: RequestDesk,
    ) -> Arc<Self> {
        let status = Status {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            started: Moment::now().to_string(),
            enforcement: enforcement.to_owned(),
            not_enforcing: Some(STARTING.to_owned()),
            starting: true,
            ..Status::default()
        };
        let state = Mutex::new(State { status, denied: Vec::new() });
        Arc::new(Self { state, journal, holding, requests })
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
        status.refused = refused(&self.holding.counts());
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
        let mut notes = Vec::new();
        let (words, denied): (String, Vec<DeniedPackage>) = match about {
            WhyAbout::Package(name) => {
                let name = fetter_core::requirement::PackageName::new(name);
                let found = known.filter(|denied| denied.name == name.normalized());
                (name.as_written().to_owned(), found.map(package).collect())
            }
            WhyAbout::Path(path) => {
                let held = self.holding.find(known.cloned().collect(), path, state.status.enforcing);
                if held.unread > 0 {
                    notes.push(format!(
                        "of {} denied packages it is not known whether it is theirs: their lists of files are too long, or \
                         could not be read",
                        held.unread
                    ));
                }
                (path.display().to_string(), held.denied.iter().map(package).collect())
            }
        };
        let starting = state.status.starting;
        if denied.is_empty() && !starting {
            notes.push(format!("nothing that is denied is known of {words}"));
        }
        if !state.status.enforcing {
            let why = state.status.not_enforcing.clone();
            let why = why.unwrap_or_else(|| "enforcement is off".to_owned());
            notes.push(format!("nothing is refused at the moment: {why}"));
        }
        Why { schema: WHY_SCHEMA.to_owned(), about: words, denied, notes, starting }
    }
}

impl Shared {
    /// The rules by which a package is refused, as far as whoever asks may know.
    fn rules_against(&self, package: &str, peer: Peer) -> Vec<String> {
        let end = package.find(|letter: char| "<>=!~ ;[".contains(letter)).unwrap_or(package.len());
        let name = fetter_core::requirement::PackageName::new(&package[..end]);
        let denied = self.lock().denied.clone();
        let of_it = |denied: &&Denied| denied.name == name.normalized() && may_know(peer, &denied.site);
        let rules: BTreeSet<String> = denied.iter().filter(of_it).map(|denied| denied.rule.clone()).collect();
        rules.into_iter().collect()
    }
}

impl Answers for Shared {
    fn answer(&self, question: &Question, peer: Peer) -> AnswerDocument {
        match question {
            Question::Status => AnswerDocument::Status(Box::new(self.status(peer))),
            Question::Why(about) => AnswerDocument::Why(self.why(about, peer)),
            Question::Request { package, reason } => {
                self.requests.ask(peer.user, package, reason, self.rules_against(package, peer))
            }
            Question::Requests => self.requests.of(peer.user),
        }
    }
}

/// Whether somebody may know what lies in a site: root, its owner, and everybody of what is root's.
fn may_know(peer: Peer, site: &Path) -> bool {
    let owner = || std::fs::symlink_metadata(site).map(|status| status.uid());
    peer.is_root() || owner().is_ok_and(|owner| owner == peer.user || owner == 0)
}

fn refused(counts: &Counts) -> Refused {
    Refused {
        asked: counts.events,
        refused: counts.refused,
        would_refuse: counts.warned,
        longest_microseconds: u64::try_from(counts.longest.as_micros()).unwrap_or(u64::MAX),
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{Limits, Writer};

    fn denied(site: &Path, name: &str) -> Denied {
        Denied {
            kind: crate::enforce::DeniedKind::Distribution,
            label: name.to_owned(),
            name: name.to_owned(),
            version: "1".to_owned(),
            site: site.to_path_buf(),
            metadata: site.join(format!("{name}-1.dist-info")),
            rule: "deny[0]".to_owned(),
            reason: "a test says so".to_owned(),
            mode: Mode::Refuse,
        }
    }

    #[test]
    fn an_agent_that_starts_says_so_and_long_lists_are_not_read() {
        let scratch = fetter_testkit::Scratch::new("state-starting");
        let writer = Writer::start(&scratch.at("journal"), Limits::default(), 0, Box::new(|_| {})).unwrap();
        let shared = Shared::new(writer.handle(), "open", Holding::default(), RequestDesk::closed("a test"));
        let root = Peer { user: 0 };
        let status = shared.status(root);
        assert!(status.starting && !status.enforcing && status.not_enforcing.is_some(), "{status:?}");
        let about = WhyAbout::Path(scratch.at("site/evil/a.py"));
        let why = shared.why(&about, root);
        assert!(why.starting && why.notes.iter().all(|note| !note.contains("nothing that is denied")));

        let long = "long/a.py,,\n".repeat(500_000);
        scratch.tree().file("site/long-1.dist-info/RECORD", long);
        scratch.tree().file("site/evil-1.dist-info/RECORD", "evil/a.py,,\n");
        let site = scratch.at("site");
        let mut state = shared.lock();
        state.status = Status::default();
        state.denied = vec![denied(&site, "evil"), denied(&site, "long"), denied(&site, "other")];
        drop(state);
        let why = shared.why(&about, root);
        let names: Vec<&str> = why.denied.iter().map(|denied| denied.package.as_str()).collect();
        assert_eq!(names, ["evil"]);
        assert!(why.notes.iter().any(|note| note.starts_with("of 1 denied packages")), "{:?}", why.notes);
    }
}
