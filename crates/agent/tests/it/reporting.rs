//! What the loop shows becomes a report, arrives at a directory that stands for a server, and is not said twice.

use std::collections::BTreeSet;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fetter_agent::ask::{PolicyStatus, ReportStatus};
use fetter_agent::enforce::{Denied, DeniedKind, Mode};
use fetter_agent::journal::{Event, EventCode, Journal, Limits, Reader, StateKey, Writer};
use fetter_agent::report::{Delivery, Digests, FileCourier, Sync, contents, known_machine_id, once};
use fetter_agent::run::reporting::{Begin, Desk, Reporter, Seen, denial, policy_state};
use fetter_agent::run::{LockError, RequestDesk, StateLock, Wake};
use fetter_core::inventory::Inventory;
use fetter_core::inventory::discover::{Request, Surroundings};
use fetter_protocol::{Answer, Report, TamperedRecord, WirePath, limits, read, write};
use fetter_testkit::{Scratch, gate};

use crate::report::site;

/// A loop with its journal and its reporter, in a scratch directory.
pub(crate) struct Looped {
    pub(crate) reporter: Reporter,
    writer: Writer,
    pub(crate) seen: Seen,
    pub(crate) scratch: Scratch,
}

impl Looped {
    fn new(name: &str) -> Self {
        let sites = vec![site("/a", &["one"]), site("/b", &["two"])];
        Self::of(Scratch::new(name), Inventory { sites, ..Inventory::default() }, None)
    }

    /// One that knows this inventory, and reads details as it was taken.
    pub(crate) fn of(
        scratch: Scratch,
        inventory: Inventory,
        search: Option<(Request, Surroundings)>,
    ) -> Self {
        let state = scratch.path();
        // As tmpfiles does it.
        scratch.tree().directory("inbox");
        let desk = Desk::open(state);
        let floor = desk.as_ref().map_or(0, Desk::newest_event);
        let journal = Journal::open(&state.join("agent"), Limits::default(), floor).expect("a journal");
        let writer =
            Writer::with(journal, &state.join("agent"), Box::new(|_| {})).expect("a thread that writes");
        let wake = Wake::new().expect("a descriptor");
        let requests = RequestDesk::closed("a test");
        let journal = writer.handle();
        let begin = Begin { state, desk, requests, search, floor: 7, journal, wake, pace: Duration::ZERO };
        let reporter = Reporter::start(begin).expect("a thread");
        let seen = Seen { inventory, mode: "warn", ..Seen::default() };
        Self { reporter, writer, seen, scratch }
    }

    /// Shows itself, as the loop does, until it is so.
    pub(crate) fn until(&mut self, what: &str, is_so: impl Fn(&ReportStatus, &Path) -> bool) -> ReportStatus {
        let end = Instant::now() + Duration::from_secs(60);
        while Instant::now() < end {
            let seen = self.seen.clone();
            self.reporter.turn(|| seen);
            let status = self.reporter.status();
            if is_so(&status, self.scratch.path()) {
                return status;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("{what}: {:?}", self.reporter.status());
    }

    pub(crate) fn bring(&self) -> Delivery {
        let server = self.scratch.at("server");
        let mut open = |machine: &str| Ok(Box::new(FileCourier::open(&server, machine)?) as Box<_>);
        once(&Sync::of(self.scratch.path()), &mut open).expect("files work")
    }

    fn is_stored(&self, place: usize) -> bool {
        let (digest, ..) = contents(&self.seen.inventory.sites[place]).expect("within the limits");
        self.scratch.at(&format!("server/sites/{digest}.json")).exists()
    }

    fn machine(&self) -> String {
        known_machine_id(&self.scratch.at("outbox")).expect("it can be read").expect("it was made")
    }

    pub(crate) fn newest_report(&self) -> Report {
        let directory = self.scratch.at("server/reports").join(self.machine());
        let files = std::fs::read_dir(directory).expect("reports came");
        let newest = files.map(|entry| entry.expect("an entry").path()).max().expect("a report");
        read(&std::fs::read(newest).expect("it can be read")).expect("a report")
    }
}

fn files(directory: &Path) -> BTreeSet<PathBuf> {
    let entries = std::fs::read_dir(directory).expect("a directory");
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

#[test]
fn reports_arrive_and_only_sites_that_changed_are_asked_for() {
    let mut at = Looped::new("reporting");
    at.writer.handle().append(Event::new(EventCode::Started));
    at.until("a first report", |status, _| status.last == Some(8));
    assert_eq!(at.bring(), Delivery::Sent { reports: 1, contents: 0 });
    let status = at.until("contents are put out", |status, state| {
        status.acknowledged == Some(8) && files(&state.join("outbox/contents")).len() == 2
    });
    assert_eq!((status.enabled, status.problem), (true, None));
    assert_eq!(at.bring(), Delivery::Sent { reports: 0, contents: 2 });
    at.until("they are taken in again", |_, state| files(&state.join("outbox/contents")).is_empty());
    assert!(at.is_stored(0) && at.is_stored(1));
    let first = at.newest_report();
    assert_eq!((first.host.mode.as_str(), first.sites.len(), first.events.len()), ("warn", 2, 1));
    assert!(first.host.coverage.reconciled.is_some());

    at.seen.inventory.sites[1] = site("/b", &["two", "three"]);
    at.reporter.touch(&BTreeSet::from(["/b".into()]));
    at.writer.handle().append(Event::new(EventCode::Installed));
    at.until("a second report", |status, _| status.last == Some(9));
    assert_eq!(at.bring(), Delivery::Sent { reports: 1, contents: 0 });
    at.until("one site is put out", |status, state| {
        status.acknowledged == Some(9) && files(&state.join("outbox/contents")).len() == 1
    });
    assert_eq!(at.bring(), Delivery::Sent { reports: 0, contents: 1 });
    assert!(at.is_stored(1));
    let events: Vec<u64> = at.newest_report().events.iter().map(|event| event.sequence).collect();
    assert_eq!(events, [2], "what was acknowledged is not said again");

    let Looped { reporter, writer, scratch, .. } = at;
    drop((reporter, writer));
    let reader = Reader::open(&scratch.at("agent")).expect("a journal");
    assert_eq!(reader.state(StateKey::Report).expect("it can be read"), Some(b"9".to_vec()));
    assert_eq!(Desk::open(scratch.path()).expect("an outbox").newest_event(), 2);
}

#[test]
fn what_is_tampered_with_is_reported_and_what_is_too_much_is_counted() {
    let mut at = Looped::new("reporting-tampered");
    at.until("a first report", |status, _| status.last == Some(8));
    at.bring();
    assert_eq!(at.newest_report().tampered, None, "nothing watches code: it is not known");
    let record = |number: usize| TamperedRecord {
        site: WirePath::Text("/a".to_owned()),
        name: format!("package-{number:04}"),
        release: None,
        path: WirePath::Text("/a/package.py".to_owned()),
        reason: "it has another hash".to_owned(),
        files: 1,
        severity: "high".to_owned(),
        since: 1_781_524_800,
        changed: 1_781_524_800,
    };
    for (many, unnamed, left_out) in [(0, 0, 0), (1, 0, 0), (limits::TAMPERED + 2, 3, 5)] {
        at.seen.tampered = Some((0..many).rev().map(record).collect());
        at.seen.unnamed_tampered = unnamed;
        let next = at.reporter.status().last.map(|last| last + 1);
        at.reporter.changed();
        at.until("another report", |status, _| status.last == next);
        at.bring();
        let report = at.newest_report();
        let told = report.tampered.expect("it is known");
        assert_eq!((told.len(), report.left_out.tampered), (many.min(limits::TAMPERED), left_out));
        assert!(told.is_sorted());
    }
}

#[test]
fn a_hostile_inbox_stops_nothing() {
    let mut at = Looped::new("reporting-hostile");
    let inbox = at.scratch.tree().directory("inbox");
    let canary = at.scratch.tree().file("canary", "canary");
    at.until("a first report", |status, _| status.last == Some(8));
    std::fs::write(inbox.join("answer-1.json"), "{").expect("written");
    symlink(&canary, inbox.join("answer-2.json")).expect("linked");
    std::fs::create_dir(inbox.join("answer-3.json")).expect("made");
    let wild = Answer::acknowledging(&at.machine(), u64::MAX, u64::MAX);
    std::fs::write(inbox.join("answer-4.json"), write(&wild).expect("it is one")).expect("written");
    // It is heard of as one that is put there whole.
    std::fs::rename(inbox.join("answer-4.json"), inbox.join("answer-5.json")).expect("moved");
    let status = at.until("the wild one is taken", |status, _| status.acknowledged == Some(8));
    let problem = status.problem.expect("it is said");
    assert!(problem.contains("refused"), "{problem}");
    assert_eq!(std::fs::read_to_string(canary).expect("it stays"), "canary");
    at.reporter.changed();
    at.until("it goes on", |status, _| status.last == Some(9));
}

#[test]
fn a_spool_that_cannot_be_written_is_said_and_tried_again() {
    let scratch = Scratch::new("reporting-spool");
    scratch.tree().file("outbox", "in the way");
    let desk = Desk::open(scratch.path());
    assert!(desk.is_err());
    let writer = Writer::start(&scratch.at("agent"), Limits::default(), 0, Box::new(|_| {}));
    let writer = writer.expect("a journal");
    let begin = Begin {
        requests: RequestDesk::closed("a test"),
        search: None,
        state: scratch.path(),
        desk,
        floor: 0,
        journal: writer.handle(),
        wake: Wake::new().expect("a descriptor"),
        pace: Duration::ZERO,
    };
    let reporter = Reporter::start(begin).expect("a thread");
    let mut at = Looped { reporter, writer, seen: Seen::default(), scratch };
    let problem = at.reporter.status().problem.expect("it is said");
    assert!(problem.contains("outbox"), "{problem}");
    std::fs::remove_file(at.scratch.at("outbox")).expect("removed");
    at.reporter.changed();
    at.until("a report", |status, _| status.last == Some(1) && status.problem.is_none());
}

#[test]
fn what_is_shared_is_for_the_group_and_for_nobody_else() {
    let mut at = Looped::new("reporting-modes");
    at.until("a first report", |status, _| status.last == Some(8));
    let mode = |path: &str| std::fs::metadata(at.scratch.at(path)).expect("it is there").mode() & 0o777;
    assert_eq!([mode("outbox"), mode("outbox/reports"), mode("outbox/contents")], [0o750; 3]);
    for file in files(&at.scratch.at("outbox/reports")) {
        assert_eq!(std::fs::metadata(file).expect("it is there").mode() & 0o777, 0o640);
    }
    assert_eq!(mode("outbox/machine"), 0o640);
    assert_eq!(mode("agent"), 0o700);
}

#[test]
fn a_state_directory_has_one_agent() {
    let scratch = Scratch::new("state-lock");
    let directory = scratch.at("agent");
    let lock = StateLock::take(&directory).expect("nobody has it");
    let error = StateLock::take(&directory).expect_err("it is held");
    let own = std::process::id();
    assert!(matches!(error, LockError::Held { pid: Some(pid), .. } if pid == own), "{error:?}");
    assert!(error.to_string().contains(&format!("process {own}")), "{error}");
    drop(lock);
    drop(StateLock::take(&directory).expect("it was let go of"));
    std::fs::remove_file(directory.join("lock")).expect("removed");
    let elsewhere = scratch.tree().file("canary", "canary");
    symlink(&elsewhere, directory.join("lock")).expect("linked");
    assert!(matches!(StateLock::take(&directory), Err(LockError::File { .. })));
    assert_eq!(std::fs::read_to_string(elsewhere).expect("it stays"), "canary");
}

#[test]
fn what_did_not_change_is_not_digested_again() {
    let (mut digests, inventory) = (Digests::default(), [site("/a", &["one"]), site("/b", &["two"])]);
    let mut all = || inventory.iter().map(|site| digests.of(site, &[]).expect("within the limits")).count();
    assert_eq!(all() + all(), 4);
    assert_eq!(digests.made(), 2);
    digests.forget(Some(&BTreeSet::from(["/b".into()])));
    for site in &inventory {
        digests.of(site, &[]).expect("within the limits");
    }
    assert_eq!(digests.made(), 3);
}

#[test]
fn denials_and_policies_are_in_a_server_s_terms() {
    let denied = Denied {
        kind: DeniedKind::Distribution,
        label: "evil-1".to_owned(),
        name: "evil".to_owned(),
        version: String::new(),
        site: "/a".into(),
        metadata: "/a/evil-1.dist-info".into(),
        rule: "deny".to_owned(),
        reason: "x".repeat(100_000),
        mode: Mode::WarnOnly,
    };
    let said = denial(&denied);
    assert_eq!((said.release, said.mode.as_str()), (None, "warn"));
    assert!(said.reason.len() <= fetter_protocol::limits::TEXT_BYTES);
    let never = PolicyStatus { rejected: Some("line 1".to_owned()), ..PolicyStatus::default() };
    let state = policy_state(&never);
    assert_eq!(state.digest, fetter_protocol::Digest::of(b""));
    assert_eq!(state.rejected.as_deref(), Some("line 1"));
}

#[test]
fn what_root_shares_is_given_to_the_group_of_the_outbox() {
    const GROUP: u32 = 4242;
    if !rustix::process::geteuid().is_root() {
        gate::skip("the outbox's group", "root");
        return;
    }
    let scratch = Scratch::new("reporting-group");
    let outbox = scratch.tree().directory("outbox");
    std::fs::set_permissions(&outbox, std::fs::Permissions::from_mode(0o750)).expect("its own");
    std::os::unix::fs::chown(&outbox, None, Some(GROUP)).expect("root may");
    let own_group = std::fs::read_to_string("/etc/group").expect("it is there");
    if own_group.lines().any(|line| line.starts_with("fetter:")) {
        gate::skip("the outbox's group", "a machine without fetter's group");
        return;
    }
    drop(Desk::open(scratch.path()).expect("an outbox"));
    for path in ["outbox/reports", "outbox/contents", "outbox/machine"] {
        assert_eq!(std::fs::metadata(scratch.at(path)).expect("it is there").gid(), GROUP, "{path}");
    }
}
