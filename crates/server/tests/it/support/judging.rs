//! Sites that are judged, and what they are judged by.

use std::path::{Path, PathBuf};

use fetter_client::Network;
use fetter_protocol::{Answer, Bundle, BundleRef, Report, SiteContents};
use fetter_server::auth::PolicyKey;
use fetter_server::jobs::advisories::{Updated, update};
use fetter_server::jobs::{Seer, Worker};
use fetter_testkit::Scratch;

use super::{Fixture, Machine, now};

/// An advisory on all versions of a package before one.
pub(crate) fn record(id: &str, name: &str, fixed: &str) -> String {
    format!(
        r#"{{"id":"{id}","modified":"2026-01-01T00:00:00Z","summary":"bad {name}","database_specific":{{"severity":"HIGH"}},"affected":[{{"package":{{"ecosystem":"PyPI","name":"{name}"}},"ranges":[{{"type":"ECOSYSTEM","events":[{{"introduced":"0"}},{{"fixed":"{fixed}"}}]}}]}}]}}"#
    )
}

/// Advisories, as a directory with one record a file.
pub(crate) struct Advisories {
    scratch: Scratch,
}

impl Advisories {
    pub(crate) fn new() -> Self {
        let scratch = Scratch::new("advisories");
        std::fs::create_dir(scratch.path().join("records")).expect("a directory");
        std::fs::create_dir(scratch.path().join("data")).expect("a directory");
        Self { scratch }
    }

    /// The server's directory.
    pub(crate) fn directory(&self) -> PathBuf {
        self.scratch.path().join("data")
    }

    pub(crate) fn records(&self) -> PathBuf {
        self.scratch.path().join("records")
    }

    pub(crate) fn put(&self, id: &str, name: &str, fixed: &str) {
        let file = self.records().join(format!("{id}.json"));
        std::fs::write(file, record(id, name, fixed)).expect("written");
    }

    pub(crate) async fn update(&self, fixture: &Fixture) -> Updated {
        let from = self.records().display().to_string();
        let network = Network::default();
        update(fixture.database(), &self.directory(), &network, &from, true).await.expect("an update")
    }
}

impl Fixture {
    pub(crate) fn worker(&self, owner: &str, directory: Option<&Path>) -> Worker {
        Worker::new(self.database().clone(), owner.to_owned(), directory.map(Path::to_path_buf))
    }

    /// Does all that is due, and says how many jobs that were.
    pub(crate) async fn drain(&self, worker: &Worker) -> usize {
        let mut count = 0;
        loop {
            let did = worker.work(now_i64()).await.expect("the database works");
            if did == 0 {
                return count;
            }
            count += did;
        }
    }

    /// A machine has these sites, and tells what is in them if it is asked.
    pub(crate) async fn has(
        &self,
        machine: &Machine,
        sequence: u64,
        sites: &[(&str, &SiteContents)],
    ) -> Report {
        self.has_seen_by(machine, sequence, sites, "3.11.4").await
    }

    /// The same, where an environment of that Python sees each site.
    pub(crate) async fn has_seen_by(
        &self,
        machine: &Machine,
        sequence: u64,
        sites: &[(&str, &SiteContents)],
        python: &str,
    ) -> Report {
        let report = with_python(machine.report(sequence, sites, &[]), python);
        let answer: Answer = self.send(machine.post("/agent/v1/report", &report)).await.message();
        for digest in answer.wanted {
            let contents = sites.iter().map(|(_, contents)| contents.canonical().expect("a site"));
            let (_, bytes) = contents.into_iter().find(|(own, _)| *own == digest).expect("what was told");
            let target = format!("/agent/v1/site/{digest}");
            let put = machine.request("PUT", &target, bytes, machine.next(), now());
            assert_eq!(self.send(put).await.status, 200);
        }
        report
    }

    /// A policy that the machines of a group go by.
    pub(crate) async fn policy(&self, organisation: i64, group: &str, number: u64, text: &str) -> i64 {
        let (key, _) = PolicyKey::generate("acme", self.shared.sealer()).expect("a key");
        let bundle = Bundle::new("acme", number, text.to_owned(), Vec::new());
        let (digest, bytes) = bundle.canonical().expect("a bundle");
        let signed = BundleRef { digest, signature: key.sign("acme", number, &digest), number };
        let row = self.database().keep_bundle(organisation, &signed, &bytes).await.expect("an answer");
        let row = row.expect("it is kept");
        let group = self.database().group(organisation, group).await.expect("a group");
        assert!(self.assign(organisation, group, row).await);
        row
    }
}

pub(crate) fn now_i64() -> i64 {
    i64::try_from(now()).expect("a time")
}

/// The report, with an environment that sees each site.
fn with_python(mut report: Report, python: &str) -> Report {
    let seer = Seer {
        kind: "virtual".to_owned(),
        python: python.to_owned(),
        implementation: "CPython".to_owned(),
        creator: "venv".to_owned(),
    };
    let environment = |site: &fetter_protocol::SiteRecord| fetter_protocol::EnvironmentRecord {
        prefix: site.path.clone(),
        kind: seer.kind.clone(),
        python: seer.python.clone(),
        implementation: seer.implementation.clone(),
        creator: seer.creator.clone(),
        sites: vec![site.path.clone()],
    };
    report.environments = report.sites.iter().map(environment).collect();
    report
}
