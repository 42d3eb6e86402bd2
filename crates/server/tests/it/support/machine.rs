//! A machine that signs what it says.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::body::Body;
use axum::http::Request;
use fetter_protocol::signed::{SIGNATURE_HEADER, SignatureHeader, SignedRequest};
use fetter_protocol::{
    CheckIn, CoverageSummary, Digest, DistributionRecord, Enrollment, EnvironmentRecord, EventRecord,
    EventSubject, Host, LeftOut, Message, PublicKey, Report, Signature, SiteContents, SiteRecord, WirePath,
    write,
};
use ring::signature::{Ed25519KeyPair, KeyPair};

pub(crate) struct Machine {
    pub(crate) id: String,
    key: Ed25519KeyPair,
    number: AtomicU64,
}

pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("a time").as_secs()
}

impl Machine {
    pub(crate) fn new(id: u128) -> Self {
        let mut seed = [9; 32];
        seed[..16].copy_from_slice(&id.to_be_bytes());
        Self::with_seed(id, &seed)
    }

    pub(crate) fn with_seed(id: u128, seed: &[u8; 32]) -> Self {
        let key = Ed25519KeyPair::from_seed_unchecked(seed).expect("a key");
        Self { id: format!("{id:032x}"), key, number: AtomicU64::new(1) }
    }

    pub(crate) fn public(&self) -> PublicKey {
        PublicKey::new(self.key.public_key().as_ref().try_into().expect("32 bytes"))
    }

    pub(crate) fn host(&self) -> Host {
        let word = |word: &str| word.to_owned();
        Host {
            machine: self.id.clone(),
            hostname: word("build-7"),
            os: word("Debian GNU/Linux 12"),
            kernel: word("6.1.0"),
            architecture: word("x86_64"),
            fetter: word("0.1.0"),
            booted: None,
            mode: word("enforce"),
            policy: None,
            coverage: CoverageSummary::default(),
        }
    }

    pub(crate) fn asking(&self, token: &str) -> Enrollment {
        let key = self.public();
        Enrollment {
            schema: "fetter-enrollment".to_owned(),
            version: 1,
            token: token.to_owned(),
            key,
            proof: self.sign(&Enrollment::claim(&self.id, &key)),
            host: self.host(),
        }
    }

    pub(crate) fn enrolment(&self, token: &str) -> Request<Body> {
        plain("/agent/v1/enroll", write(&self.asking(token)).expect("a message"))
    }

    pub(crate) fn sign(&self, bytes: &[u8]) -> Signature {
        Signature::new(self.key.sign(bytes).as_ref().try_into().expect("64 bytes"))
    }

    pub(crate) fn next(&self) -> u64 {
        self.number.fetch_add(1, Ordering::Relaxed)
    }

    pub(crate) fn post<M: Message>(&self, target: &str, message: &M) -> Request<Body> {
        self.request("POST", target, write(message).expect("a message"), self.next(), now())
    }

    pub(crate) fn request(
        &self,
        method: &str,
        target: &str,
        body: Vec<u8>,
        number: u64,
        time: u64,
    ) -> Request<Body> {
        let signed =
            SignedRequest { method, target, machine: &self.id, time, number, body: Digest::of(&body) };
        let signature = self.sign(&signed.to_bytes());
        let header = SignatureHeader { machine: self.id.clone(), time, number, signature };
        let request = Request::builder().method(method).uri(target).header("content-length", body.len());
        request.header(SIGNATURE_HEADER, header.to_string()).body(Body::from(body)).expect("a request")
    }

    pub(crate) fn report(&self, sequence: u64, sites: &[(&str, &SiteContents)], events: &[u64]) -> Report {
        let site = |(path, contents): &(&str, &SiteContents)| SiteRecord {
            path: WirePath::Text((*path).to_owned()),
            kind: "environment".to_owned(),
            contents: contents.canonical().expect("a site").0,
        };
        Report {
            schema: "fetter-report".to_owned(),
            version: 1,
            sequence,
            taken: now(),
            host: self.host(),
            sites: sites.iter().map(site).collect(),
            environments: Vec::new(),
            denials: Vec::new(),
            tampered: Some(Vec::new()),
            problems: Vec::new(),
            left_out: LeftOut::default(),
            events: events.iter().map(|number| event(*number)).collect(),
        }
    }

    pub(crate) fn check_in(&self, report: &Report, bundle: Option<Digest>) -> CheckIn {
        CheckIn {
            schema: "fetter-check-in".to_owned(),
            version: 1,
            machine: self.id.clone(),
            state: report.state().expect("a state"),
            acknowledged: 0,
            acknowledged_events: 0,
            newest_event: report.last_event(),
            bundle,
            decisions: None,
        }
    }
}

pub(crate) fn plain(target: &str, body: Vec<u8>) -> Request<Body> {
    let request = Request::builder().method("POST").uri(target).header("content-length", body.len());
    request.body(Body::from(body)).expect("a request")
}

pub(crate) fn contents(packages: &[(&str, &str)]) -> SiteContents {
    let one = |(name, version): &(&str, &str)| DistributionRecord {
        name: (*name).to_owned(),
        version: Some((*version).to_owned()),
        kind: "dist-info".to_owned(),
        identity: "metadata".to_owned(),
        ..DistributionRecord::default()
    };
    SiteContents::new(packages.iter().map(one).collect(), 0)
}

pub(crate) fn environment(prefix: &str, kind: &str, python: &str, sites: &[&str]) -> EnvironmentRecord {
    EnvironmentRecord {
        prefix: WirePath::Text(prefix.to_owned()),
        kind: kind.to_owned(),
        python: python.to_owned(),
        implementation: "CPython".to_owned(),
        creator: "venv".to_owned(),
        sites: sites.iter().map(|site| WirePath::Text((*site).to_owned())).collect(),
    }
}

fn event(sequence: u64) -> EventRecord {
    EventRecord {
        schema: "fetter-event".to_owned(),
        version: 1,
        sequence,
        time: "2026-06-15T12:00:00Z".to_owned(),
        unix_ms: 1_781_524_800_123,
        code: "installed".to_owned(),
        subject: EventSubject { name: Some("Evil_Package".to_owned()), ..EventSubject::default() },
        old_version: None,
        old_origin: None,
        origin: None,
        rule: None,
        reason: None,
        path: None,
        opening: None,
        count: None,
    }
}
