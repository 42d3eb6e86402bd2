//! A stub of OSV's API on the loopback: it knows the records that a test gives it, pages, and misbehaves as it is told.
//!
//! ```
//! use fetter_testkit::osv::{Endpoint, Fault, StubOsv};
//!
//! let osv = StubOsv::start();
//! osv.record("PYSEC-2024-1", r#"{"id":"PYSEC-2024-1","modified":"2024-01-01T00:00:00Z"}"#);
//! osv.affects("jinja2", "3.1.3", &["PYSEC-2024-1"]);
//! assert!(osv.base().starts_with("http://127.0.0.1:")); // given to the program in place of https://api.osv.dev
//! osv.page_size(1); // more than one advisory on a release: more than one page
//! osv.misbehave(Fault::StatusOnce(503)); // the first request of each endpoint fails
//! osv.misbehave_at(Endpoint::Details, Fault::Hang); // every record hangs, until `osv` is dropped
//! osv.behave(); // from here on all is well
//! assert!(osv.requests().is_empty());
//! ```
//!
//! It answers `POST /v1/querybatch` and `GET /v1/vulns/ID`, as <https://google.github.io/osv.dev/api/> says: a query by name and
//! ecosystem, with a version or without (then all advisories on the name are named); names are compared as PEP 503 normalises
//! them, versions as they are written. What is not to be had is answered as OSV does: 400 or 404 and `{"code":…,"message":…}`.
//!
//! [`Fault::LASTING`] has every way in which no client can get a whole answer: a test that goes through them all, with one affected
//! release and short limits, holds "an API that fails is never clean".

mod batch;
mod fault;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use fault::{Endpoint, Fault};

use crate::server::{Request, Response, Server};

/// Advisories by version, of one name.
type Versions = BTreeMap<String, BTreeSet<String>>;

/// What a stub knows, and how it misbehaves.
#[derive(Debug, Default)]
struct Stub {
    records: BTreeMap<String, Vec<u8>>,
    /// By normalised name.
    affected: BTreeMap<String, Versions>,
    /// How many advisories a page has; 0 is all of them.
    page_size: usize,
    faults: BTreeMap<Endpoint, Fault>,
    /// How many requests each endpoint had since it was told to misbehave.
    asked: BTreeMap<Endpoint, usize>,
}

/// A stub of OSV's API, which runs until it is dropped.
#[derive(Debug)]
pub struct StubOsv {
    server: Server,
    stub: Arc<Mutex<Stub>>,
}

impl StubOsv {
    /// A stub that knows nothing: no release is affected.
    ///
    /// # Panics
    ///
    /// If the loopback has no port left.
    #[must_use]
    pub fn start() -> Self {
        let (server, stub) = (Server::start(), Arc::new(Mutex::new(Stub::default())));
        let shared = Arc::clone(&stub);
        server.answer_otherwise(move |request| {
            shared.lock().unwrap_or_else(PoisonError::into_inner).answer(request).keeping()
        });
        Self { server, stub }
    }

    /// The base URL, which stands for `https://api.osv.dev`.
    #[must_use]
    pub fn base(&self) -> String {
        self.server.url("")
    }

    /// Adds a record, as it is sent: best a JSON object whose `id` is that identifier.
    pub fn record(&self, id: &str, json: impl Into<Vec<u8>>) {
        self.stub().records.insert(id.to_owned(), json.into());
    }

    /// Says which advisories affect a release; those that were named before stay.
    pub fn affects(&self, name: &str, version: &str, ids: &[&str]) {
        let mut stub = self.stub();
        let versions = stub.affected.entry(normalised(name)).or_default();
        versions.entry(version.to_owned()).or_default().extend(ids.iter().map(|id| (*id).to_owned()));
    }

    /// How many advisories on one query a page has at most; 0 is all of them, as at first.
    pub fn page_size(&self, advisories: usize) {
        self.stub().page_size = advisories;
    }

    /// Misbehaves so from now on, at both endpoints.
    pub fn misbehave(&self, fault: Fault) {
        self.misbehave_at(Endpoint::Batch, fault);
        self.misbehave_at(Endpoint::Details, fault);
    }

    /// Misbehaves so from now on, at one endpoint; the other stays as it is.
    pub fn misbehave_at(&self, endpoint: Endpoint, fault: Fault) {
        let mut stub = self.stub();
        stub.faults.insert(endpoint, fault);
        stub.asked.remove(&endpoint);
    }

    /// Misbehaves no more.
    pub fn behave(&self) {
        self.stub().faults.clear();
    }

    /// All that it was asked so far.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.server.requests()
    }

    /// The server, to answer other targets and to count connections.
    #[must_use]
    pub fn server(&self) -> &Server {
        &self.server
    }

    fn stub(&self) -> MutexGuard<'_, Stub> {
        self.stub.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Stub {
    fn answer(&mut self, request: &Request) -> Response {
        let id = request.target.strip_prefix("/v1/vulns/").map(|id| id.replace("%3A", ":"));
        let endpoint = match (request.method.as_str(), request.target.as_str(), &id) {
            ("POST", "/v1/querybatch", _) => Endpoint::Batch,
            ("GET", _, Some(_)) => Endpoint::Details,
            _ => return refusal(404, 5, "Not Found"),
        };
        let asked = self.asked.entry(endpoint).or_default();
        *asked += 1;
        let (asked, fault) = (*asked, self.faults.get(&endpoint).copied());
        let good = match (endpoint, id) {
            (Endpoint::Details, Some(id)) => self.details(&id),
            _ => batch::answer(self, &request.body),
        };
        match fault {
            Some(fault) => fault.spoil(good, endpoint, asked),
            None => good,
        }
    }

    fn details(&self, id: &str) -> Response {
        self.records
            .get(id)
            .map_or_else(|| refusal(404, 5, "Bug not found."), |record| Response::json(&**record))
    }

    /// The advisories on a release, or on every version.
    fn advisories(&self, name: &str, version: Option<&str>) -> BTreeSet<String> {
        let Some(versions) = self.affected.get(&normalised(name)) else { return BTreeSet::new() };
        let is_asked = |of: &str| version.is_none_or(|version| version == of);
        versions.iter().filter(|(of, _)| is_asked(of)).flat_map(|(_, ids)| ids.clone()).collect()
    }
}

/// PEP 503.
fn normalised(name: &str) -> String {
    let parts = name.split(['-', '_', '.']).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-").to_ascii_lowercase()
}

/// An error as OSV says it.
fn refusal(status: u16, code: u8, message: &str) -> Response {
    let body = serde_json::json!({ "code": code, "message": message, "details": [] });
    Response::json(body.to_string()).with_status(status)
}
