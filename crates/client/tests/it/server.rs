//! A machine at its server: what is signed, and what is done about refusals.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use fetter_client::Network;
use fetter_client::server::{
    HighWater, MachineClient, MachineKey, Place, ServerClient, ServerError, is_signed_by,
};
use fetter_protocol::signed::{SignatureHeader, SignedRequest, TIME_TOLERANCE};
use fetter_protocol::{
    Bundle, BundleRef, CheckIn, CoverageSummary, Digest, Enrolled, Enrollment, Host, Instructions, Kind,
    Problem, PublicKey, Signature, Trouble, write,
};
use fetter_testkit::server::{Request, Response, Server};

pub(crate) const MACHINE: &str = "0123456789abcdef0123456789abcdef";

/// Where numbers are kept, as a file would.
#[derive(Clone, Default)]
pub(crate) struct Kept(Arc<Mutex<Option<u64>>>);

impl HighWater for Kept {
    fn read(&mut self) -> Result<Option<u64>, String> {
        Ok(*self.0.lock().unwrap())
    }

    fn write(&mut self, number: u64) -> Result<(), String> {
        *self.0.lock().unwrap() = Some(number);
        Ok(())
    }
}

pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

fn client(server: &Server) -> ServerClient {
    ServerClient::new(&Place::new(&server.url(""), None).unwrap(), &Network::default()).unwrap()
}

fn machine(server: &Server, kept: &Kept) -> (MachineClient, PublicKey) {
    let key = MachineKey::generate().unwrap();
    let public = key.public();
    (MachineClient::new(client(server), MACHINE, key, Box::new(kept.clone())), public)
}

pub(crate) fn check_in() -> CheckIn {
    CheckIn {
        schema: Kind::CheckIn.schema().to_owned(),
        version: 1,
        machine: MACHINE.to_owned(),
        state: Digest::of(b"state"),
        acknowledged: 1,
        acknowledged_events: 2,
        newest_event: 3,
        bundle: None,
        decisions: None,
    }
}

pub(crate) fn instructions(time: u64) -> Response {
    let instructions = Instructions {
        schema: Kind::Instructions.schema().to_owned(),
        version: 1,
        machine: MACHINE.to_owned(),
        time,
        report: false,
        acknowledged: 1,
        acknowledged_events: 2,
        bundle: None,
        next: 60,
        decisions: Vec::new(),
    };
    Response::json(write(&instructions).unwrap())
}

fn problem(status: u16, trouble: Option<Trouble>, time: Option<u64>) -> Response {
    let problem = Problem {
        r#type: trouble.map_or("about:blank", Trouble::uri).to_owned(),
        title: "No".to_owned(),
        status,
        detail: Some("because \u{1b}[31m of https://u:hidden@h.example".to_owned()),
        time,
        ..Problem::default()
    };
    Response::json(serde_json::to_vec(&problem).unwrap()).with_status(status)
}

fn header(request: &Request) -> SignatureHeader {
    request.header("fetter-signature").unwrap().parse().unwrap()
}

/// Whether a request is signed as the protocol says.
fn is_signed(request: &Request, key: &PublicKey) -> bool {
    let header = header(request);
    let signed = SignedRequest {
        method: &request.method,
        target: &request.target,
        machine: &header.machine,
        time: header.time,
        number: header.number,
        body: Digest::of(&request.body),
    };
    is_signed_by(key, &signed.to_bytes(), &header.signature)
}

#[test]
fn each_request_is_signed_as_it_is_sent() {
    let server = Server::start();
    let (bytes, digest) = bundle();
    let site = Digest::of(b"site");
    server.answer("/agent/v1/check-in?wait=50", instructions(now()));
    server.answer("/agent/v1/check-in", instructions(now()));
    server.answer("/agent/v1/report", Response::json("answer"));
    server.answer(&format!("/agent/v1/site/{site}"), Response::json("stored"));
    server.answer(&format!("/agent/v1/bundle/{digest}"), Response::json(bytes.clone()));
    let (client, key) = machine(&server, &Kept::default());
    client.check_in(&check_in(), Duration::from_secs(999)).unwrap();
    client.check_in(&check_in(), Duration::ZERO).unwrap();
    assert_eq!(client.report(b"{}").unwrap(), b"answer");
    assert_eq!(client.report(&vec![b' '; 100_000]).unwrap(), b"answer");
    assert_eq!(client.contents(&site, b"{}").unwrap(), b"stored");
    assert_eq!(client.bundle(&bundle_ref(digest)).unwrap(), bytes);
    let requests = server.requests();
    assert!(requests.iter().all(|request| is_signed(request, &key)));
    let methods: Vec<&str> = requests.iter().map(|request| request.method.as_str()).collect();
    assert_eq!(methods, ["POST", "POST", "POST", "POST", "PUT", "GET"]);
    assert!(requests.windows(2).all(|two| header(&two[0]).number < header(&two[1]).number));
    assert!(requests.iter().all(|request| header(request).time.abs_diff(now()) < TIME_TOLERANCE));
    assert_eq!(requests[2].header("content-encoding"), None);
    assert_eq!(requests[3].header("content-encoding"), Some("zstd"));
    assert!(requests[3].body.len() < 1000);
    assert_eq!(zstd::bulk::decompress(&requests[3].body, 1 << 20).unwrap().len(), 100_000);
    let altered = Request { body: b"{ }".to_vec(), ..requests[2].clone() };
    assert!(!is_signed(&altered, &key));
}

fn bundle() -> (Vec<u8>, Digest) {
    let (digest, bytes) =
        Bundle::new("org", 7, "schema = \"policy-1\"\n".to_owned(), Vec::new()).canonical().unwrap();
    (bytes, digest)
}

fn bundle_ref(digest: Digest) -> BundleRef {
    BundleRef { digest, signature: Signature::new([0; 64]), number: 7 }
}

#[test]
fn a_bundle_that_is_another_or_is_cut_is_none() {
    let server = Server::start();
    let (mut bytes, digest) = bundle();
    let target = format!("/agent/v1/bundle/{digest}");
    server.answer(&target, Response::json(bytes.clone()).cut_after(10));
    bytes.push(b' ');
    server.answer(&target, Response::json(bytes.clone()));
    server.answer(&target, Response::json(bytes).length(None));
    server.answer(&target, Response::endless());
    server.answer(&target, problem(404, None, None));
    let (client, _) = machine(&server, &Kept::default());
    for _ in 0..4 {
        let error = client.bundle(&bundle_ref(digest)).unwrap_err();
        assert!(matches!(error, ServerError::Unreachable(_)), "{error:?}");
    }
    let gone = client.bundle(&bundle_ref(digest)).unwrap_err();
    assert!(matches!(gone, ServerError::Refused { status: 404, .. }), "{gone:?}");
}

#[test]
fn a_clock_that_is_two_hours_off_is_put_right_once() {
    let server = Server::start();
    let there = now() + 7200;
    server.answer_with("/agent/v1/report", move |request| {
        if header(request).time.abs_diff(there) <= TIME_TOLERANCE {
            Response::json("answer")
        } else {
            problem(401, Some(Trouble::Time), Some(there))
        }
    });
    let (client, key) = machine(&server, &Kept::default());
    for _ in 0..3 {
        assert_eq!(client.report(b"{}").unwrap(), b"answer");
    }
    assert_eq!(server.requests().len(), 4, "it is learnt once");
    assert!(server.requests().iter().all(|request| is_signed(request, &key)));

    server.answer("/agent/v1/check-in", instructions(now() - 7200));
    client.check_in(&check_in(), Duration::ZERO).unwrap();
    let _ = client.report(b"{}");
    let last = server.requests().len() - 2;
    assert!(header(&server.requests()[last]).time.abs_diff(now() - 7200) < TIME_TOLERANCE);
}

#[test]
fn a_server_that_always_says_so_is_not_asked_for_ever() {
    let server = Server::start();
    server.answer("/agent/v1/report", problem(401, Some(Trouble::Time), Some(now())));
    let (client, _) = machine(&server, &Kept::default());
    let refused = client.report(b"{}").unwrap_err();
    assert!(matches!(refused, ServerError::Refused { trouble: Some(Trouble::Time), .. }), "{refused:?}");
    assert_eq!(server.requests().len(), 2);
    server.answer("/agent/v1/check-in", problem(401, Some(Trouble::Number), None));
    assert!(client.check_in(&check_in(), Duration::ZERO).is_err());
    assert_eq!(server.requests().len(), 2 + 5);
}

#[test]
fn a_request_that_others_overtake_while_all_jump_arrives() {
    let server = Server::start();
    let highest = Arc::new(Mutex::new(0_u64));
    let known = Arc::clone(&highest);
    // Each time that it comes, another has come before with a greater number.
    let overtaken = Mutex::new(3);
    server.answer_with("/agent/v1/report", move |request| {
        let (mut known, mut overtaken) = (known.lock().unwrap(), overtaken.lock().unwrap());
        let number = header(request).number;
        if *overtaken > 0 {
            *overtaken -= 1;
            *known = number + 1;
        }
        if number <= *known { problem(401, Some(Trouble::Number), None) } else { Response::json("answer") }
    });
    let (client, _) = machine(&server, &Kept::default());
    client.report(b"{}").unwrap();
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn numbers_grow_across_a_kill_and_jump_where_the_server_knows_greater_ones() {
    let server = Server::start();
    let highest = Arc::new(Mutex::new(0_u64));
    let known = Arc::clone(&highest);
    server.answer_with("/agent/v1/report", move |request| {
        let mut known = known.lock().unwrap();
        let number = header(request).number;
        if number <= *known {
            return problem(401, Some(Trouble::Number), None);
        }
        *known = number;
        Response::json("answer")
    });
    let kept = Kept::default();
    for _ in 0..4 {
        // Each is as a process that was killed leaves it.
        let (client, _) = machine(&server, &kept);
        client.report(b"{}").unwrap();
        client.report(b"{}").unwrap();
    }
    assert_eq!(server.requests().len(), 8, "none was refused");
    // The file is lost, and meanwhile others were used.
    *highest.lock().unwrap() += 3000;
    let (client, _) = machine(&server, &kept);
    client.report(b"{}").unwrap();
    assert_eq!(server.requests().len(), 10);
    *kept.0.lock().unwrap() = None;
    *highest.lock().unwrap() = now() * 1000 - 60_000;
    let (client, _) = machine(&server, &kept);
    client.report(b"{}").unwrap();
    assert_eq!(server.requests().len(), 11, "time itself is a number that is great enough");
}

#[test]
fn refusals_are_told_apart_and_hide_what_is_secret() {
    let server = Server::start();
    let target = "/agent/v1/report";
    for response in [
        problem(429, None, None).header("Retry-After", "17"),
        Response::status(503),
        problem(422, None, None),
        problem(401, Some(Trouble::Unknown), Some(now())),
        problem(409, Some(Trouble::Cloned), None),
        Response::redirect(307, "/elsewhere"),
        Response::status(500),
        Response::hang_up(),
        Response::garbage(3 << 20),
    ] {
        server.answer(target, response);
    }
    let (client, _) = machine(&server, &Kept::default());
    let next = || client.report(b"{}").unwrap_err();
    assert_eq!(next(), ServerError::Later(Duration::from_secs(17)));
    assert_eq!(next(), ServerError::Later(Duration::from_secs(60)));
    let refused = next().to_string();
    assert!(refused.starts_with("status 422: No: because \\u{1b}[31m"), "{refused}");
    assert!(!refused.contains("hidden"), "{refused}");
    assert!(matches!(next(), ServerError::Refused { trouble: Some(Trouble::Unknown), .. }));
    assert!(matches!(next(), ServerError::Refused { trouble: Some(Trouble::Cloned), status: 409, .. }));
    for _ in 0..4 {
        let error = next();
        assert!(matches!(error, ServerError::Unreachable(_)), "{error:?}");
    }
    assert!(server.requests().iter().all(|request| request.target == target), "no redirect is followed");
}

pub(crate) fn enrollment(key: &MachineKey, token: &str) -> Enrollment {
    let host = Host {
        machine: MACHINE.to_owned(),
        hostname: "h".to_owned(),
        os: "Linux".to_owned(),
        kernel: "6".to_owned(),
        architecture: "x86_64".to_owned(),
        fetter: "1".to_owned(),
        booted: None,
        mode: "observe".to_owned(),
        policy: None,
        coverage: CoverageSummary::default(),
    };
    Enrollment {
        schema: Kind::Enrollment.schema().to_owned(),
        version: 1,
        token: token.to_owned(),
        key: key.public(),
        proof: key.sign(&Enrollment::claim(MACHINE, &key.public())),
        host,
    }
}

fn enrolled(machine: &str) -> Response {
    let enrolled = Enrolled {
        schema: Kind::Enrolled.schema().to_owned(),
        version: 1,
        machine: machine.to_owned(),
        organisation: "org".to_owned(),
        group: "all".to_owned(),
        policy_key: PublicKey::new([1; 32]),
        time: now(),
        interval: 300,
    };
    Response::json(write(&enrolled).unwrap()).with_status(201)
}

#[test]
fn a_machine_is_taken_and_changes_its_key() {
    let server = Server::start();
    server.answer("/agent/v1/enroll", enrolled(MACHINE));
    server.answer("/agent/v1/enroll", enrolled("fedcba9876543210fedcba9876543210"));
    server.answer("/agent/v1/key", enrolled(MACHINE).with_status(200));
    let key = MachineKey::generate().unwrap();
    assert_eq!(client(&server).enroll(&enrollment(&key, "token")).unwrap().organisation, "org");
    assert!(client(&server).enroll(&enrollment(&key, "token")).is_err(), "it is for another machine");
    assert_eq!(server.requests()[0].header("fetter-signature"), None);
    let (client, public) = machine(&server, &Kept::default());
    client.rotate_key(&enrollment(&key, "")).unwrap();
    assert!(is_signed(&server.requests()[2], &public), "by the key that it has until then");
}

#[test]
fn a_token_is_in_no_error() {
    let token = "fetter-token-abcdefghijklmnop";
    let server = Server::start();
    for said in [format!("{token} is over"), format!("{}{}", "x".repeat(480), token)] {
        let problem = Problem {
            r#type: Trouble::Token.uri().to_owned(),
            status: 401,
            detail: Some(said),
            ..Problem::default()
        };
        let body = serde_json::to_vec(&problem).unwrap();
        server.answer("/agent/v1/enroll", Response::json(body).with_status(401));
    }
    let key = MachineKey::generate().unwrap();
    for _ in 0..2 {
        let error = client(&server).enroll(&enrollment(&key, token)).unwrap_err();
        assert!(matches!(error, ServerError::Refused { trouble: Some(Trouble::Token), .. }), "{error:?}");
        assert!(!format!("{error} {error:?}").contains(&token[..8]), "{error}");
    }
}
