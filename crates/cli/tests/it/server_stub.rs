//! A server as the protocol describes it, as far as a machine meets it: it checks signatures, keeps reports, and keeps check-ins waiting.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use fetter_agent::report::Offer;
use fetter_client::server::{MachineKey, is_signed_by};
use fetter_protocol::signed::{SignatureHeader, SignedRequest, TIME_TOLERANCE};
use fetter_protocol::{
    Answer, Bundle, BundleFile, BundleRef, CheckIn, Digest, Enrolled, Enrollment, Instructions, Kind,
    Message, Problem, PublicKey, Report, Trouble, read, write,
};
use fetter_testkit::server::{Request, Response, Server};

pub(crate) const TOKEN: &str = "token-that-nobody-may-see";

/// What the server knows.
#[derive(Default)]
pub(crate) struct Known {
    /// By machine: its key, and the greatest number.
    pub(crate) machines: BTreeMap<String, (PublicKey, u64)>,
    pub(crate) reports: BTreeMap<u64, Report>,
    pub(crate) events: BTreeSet<u64>,
    pub(crate) acknowledged: (u64, u64),
    pub(crate) bundle: Option<Offer>,
    pub(crate) check_ins: Vec<CheckIn>,
    /// How far its clock is ahead, in seconds.
    pub(crate) ahead: u64,
    /// Requests whose signature was wrong.
    pub(crate) unsigned: u64,
}

pub(crate) struct Stub {
    pub(crate) server: Server,
    shared: Arc<(Mutex<Known>, Condvar)>,
    pub(crate) policy_key: Arc<MachineKey>,
}

impl Stub {
    pub(crate) fn start() -> Self {
        let (server, shared) = (Server::start(), Arc::new((Mutex::<Known>::default(), Condvar::new())));
        let policy_key = Arc::new(MachineKey::generate().expect("random bytes"));
        let (inner, key) = (Arc::clone(&shared), policy_key.public());
        server.answer_otherwise(move |request| answer(&inner, key, request));
        Self { server, shared, policy_key }
    }

    pub(crate) fn known(&self) -> MutexGuard<'_, Known> {
        self.shared.0.lock().expect("nobody panicked")
    }

    /// Changes what the server knows, and wakes the check-ins that wait.
    pub(crate) fn change(&self, how: impl FnOnce(&mut Known)) {
        how(&mut self.known());
        self.shared.1.notify_all();
    }
}

/// A bundle that a key has signed.
pub(crate) fn offer(
    key: &MachineKey,
    organisation: &str,
    number: u64,
    policy: &str,
    files: &[(&str, &str)],
) -> Offer {
    let file =
        |(name, text): &(&str, &str)| BundleFile { name: (*name).to_owned(), text: (*text).to_owned() };
    let bundle = Bundle::new(organisation, number, policy.to_owned(), files.iter().map(file).collect());
    let (digest, bytes) = bundle.canonical().expect("it is within the limits");
    let signature = key.sign(&BundleRef::claim(organisation, number, &digest));
    Offer { reference: BundleRef { digest, signature, number }, bytes }
}

pub(crate) fn enrolled(machine: &str, policy_key: PublicKey, time: u64) -> Enrolled {
    Enrolled {
        schema: Kind::Enrolled.schema().to_owned(),
        version: 1,
        machine: machine.to_owned(),
        organisation: "org".to_owned(),
        group: "all".to_owned(),
        policy_key,
        time,
        interval: 60,
    }
}

fn json(message: &impl Message) -> Response {
    Response::json(write(message).expect("it is within the limits"))
}

fn problem(status: u16, trouble: Trouble, time: u64) -> Response {
    let r#type = trouble.uri().to_owned();
    let problem = Problem {
        r#type,
        title: "no".to_owned(),
        status,
        detail: None,
        time: Some(time),
        ..Problem::default()
    };
    Response::json(serde_json::to_vec(&problem).expect("it is JSON")).with_status(status)
}

fn answer(shared: &(Mutex<Known>, Condvar), policy_key: PublicKey, request: &Request) -> Response {
    let mut known = shared.0.lock().expect("nobody panicked");
    let time = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is later").as_secs() + known.ahead;
    let body = match request.header("content-encoding") {
        Some("zstd") => zstd::bulk::decompress(&request.body, 16 << 20).expect("it is zstd"),
        _ => request.body.clone(),
    };
    let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
    let path = path.strip_prefix("/agent/v1/").unwrap_or_default();
    if path == "enroll" {
        let asked: Enrollment = read(&body).expect("it is one");
        let claim = Enrollment::claim(&asked.host.machine, &asked.key);
        if asked.token != TOKEN || !is_signed_by(&asked.key, &claim, &asked.proof) {
            return problem(401, Trouble::Token, time);
        }
        if known.machines.get(&asked.host.machine).is_some_and(|(key, _)| *key != asked.key) {
            return problem(409, Trouble::Taken, time);
        }
        known.machines.insert(asked.host.machine.clone(), (asked.key, 0));
        return json(&enrolled(&asked.host.machine, policy_key, time)).with_status(201);
    }
    let machine = match signed(&mut known, request, time) {
        Ok(machine) => machine,
        Err(response) => return *response,
    };
    match path {
        "key" => {
            let asked: Enrollment = read(&body).expect("it is one");
            known.machines.entry(machine.clone()).and_modify(|(key, _)| *key = asked.key);
            json(&enrolled(&machine, policy_key, time))
        }
        "report" => {
            let report: Report = read(&body).expect("it is one");
            known.events.extend(report.events.iter().map(|event| event.sequence));
            known.acknowledged = (report.sequence, report.last_event());
            known.reports.insert(report.sequence, report);
            let (report, events) = known.acknowledged;
            json(&Answer::acknowledging(&machine, report, events))
        }
        "check-in" => {
            let asked: CheckIn = read(&body).expect("it is one");
            known.check_ins.push(asked.clone());
            let wait = query.strip_prefix("wait=").and_then(|wait| wait.parse().ok()).unwrap_or(0);
            let is_silent = |known: &mut Known| !news(known, &asked);
            let waited = shared.1.wait_timeout_while(known, Duration::from_secs(wait), is_silent);
            let known = waited.expect("nobody panicked").0;
            json(&instructions(&known, &asked, time))
        }
        _ => match known.bundle.as_ref().filter(|offer| path == format!("bundle/{}", offer.reference.digest))
        {
            Some(offer) => Response::json(offer.bytes.clone()),
            None => Response::status(404),
        },
    }
}

/// The machine that signed a request, with a number that is new.
fn signed(known: &mut Known, request: &Request, time: u64) -> Result<String, Box<Response>> {
    let no = |trouble| Err(Box::new(problem(401, trouble, time)));
    let header = request.header("fetter-signature").and_then(|text| text.parse::<SignatureHeader>().ok());
    let header = header.ok_or_else(|| Box::new(Response::status(400)))?;
    let Some((key, last)) = known.machines.get(&header.machine).copied() else {
        return no(Trouble::Unknown);
    };
    let signed = SignedRequest {
        method: &request.method,
        target: &request.target,
        machine: &header.machine,
        time: header.time,
        number: header.number,
        body: Digest::of(&request.body),
    };
    if !is_signed_by(&key, &signed.to_bytes(), &header.signature) {
        known.unsigned += 1;
        return no(Trouble::Unknown);
    }
    if header.time.abs_diff(time) > TIME_TOLERANCE {
        return no(Trouble::Time);
    }
    if header.number <= last {
        return no(Trouble::Number);
    }
    known.machines.insert(header.machine.clone(), (key, header.number));
    Ok(header.machine)
}

fn is_unknown(known: &Known, asked: &CheckIn) -> bool {
    let newest = known.reports.values().next_back();
    newest.is_none_or(|report| report.state().expect("it is within the limits") != asked.state)
}

fn news(known: &Known, asked: &CheckIn) -> bool {
    let other = known.bundle.as_ref().is_some_and(|offer| asked.bundle != Some(offer.reference.digest));
    other || is_unknown(known, asked) || known.acknowledged.0 < asked.acknowledged
}

fn instructions(known: &Known, asked: &CheckIn, time: u64) -> Instructions {
    let bundle = known.bundle.as_ref().map(|offer| offer.reference.clone());
    Instructions {
        schema: Kind::Instructions.schema().to_owned(),
        version: 1,
        machine: asked.machine.clone(),
        time,
        report: is_unknown(known, asked),
        acknowledged: known.acknowledged.0,
        acknowledged_events: known.acknowledged.1,
        bundle: bundle.filter(|bundle| asked.bundle != Some(bundle.digest)),
        next: 60,
        decisions: Vec::new(),
    }
}
