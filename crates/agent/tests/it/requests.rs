//! What people of a machine ask for, on its way to a server and back.

use std::path::Path;
use std::time::Duration;

use fetter_agent::report::{
    Courier, CourierError, Delivery, Inbox, Outbox, OutboxLimits, Outgoing, Requests, Retry, Spool, Wish,
    deliver_once,
};
use fetter_protocol::{PackageRequest, RequestAnswer, RequestState, read, write};
use fetter_testkit::Scratch;

use crate::report::MACHINE;

const NOW: u64 = 1_781_524_800;

/// Answers as it is told, and keeps what was asked.
#[derive(Default)]
struct Stub {
    asked: Vec<PackageRequest>,
    /// What was decided of it before, and by which number.
    decided: Option<(&'static str, u64)>,
    refuses: Option<CourierError>,
}

impl Courier for Stub {
    fn send(&mut self, message: Outgoing<'_>) -> Result<Vec<u8>, CourierError> {
        let Outgoing::Request(bytes) = message else { unreachable!("there is no report") };
        if let Some(error) = &self.refuses {
            return Err(error.clone());
        }
        let request: PackageRequest = read(bytes).expect("a request");
        let (word, number) = self.decided.unwrap_or((RequestState::OPEN, 0));
        let state = RequestState { number, ..RequestState::new(&request.id, word) };
        self.asked.push(request);
        Ok(write(&RequestAnswer::new(MACHINE, state)).expect("within the limits"))
    }
}

fn machine(name: &str) -> (Scratch, Requests) {
    let scratch = Scratch::new(name);
    scratch.tree().directory("agent");
    let limits = OutboxLimits::default();
    Outbox::open(&scratch.at("outbox"), MACHINE, 0, limits).expect("an outbox");
    let requests = Requests::open(scratch.path(), MACHINE).expect("a place");
    (scratch, requests)
}

fn wish(user: u32, package: &str) -> Wish {
    let rules = vec!["ours".to_owned()];
    Wish { user, package: package.to_owned(), reason: "needed".to_owned(), rules, time: NOW }
}

fn deliver(state: &Path, courier: &mut Stub, retry: &mut Retry, now: u64) -> Delivery {
    let spool = Spool::open(&state.join("outbox")).expect("a spool");
    let inbox = Inbox::open_or_make(&state.join("inbox")).expect("an inbox");
    deliver_once(&spool, &inbox, courier, retry, Duration::from_secs(now)).expect("files work")
}

/// What the other process leaves when it hears of a decision.
fn decide(state: &Path, id: &str, word: &str, number: u64) {
    let decision = RequestState { reason: "because\nso".to_owned(), number, ..RequestState::new(id, word) };
    let file = state.join("inbox").join(format!("request-{id}.json"));
    std::fs::write(file, serde_json::to_vec(&decision).expect("JSON")).expect("written");
}

fn state_of(requests: &Requests, user: u32) -> String {
    requests.of(user)[0].state.clone()
}

#[test]
fn a_request_arrives_once_and_its_decision_comes_back() {
    let (scratch, mut requests) = machine("requests");
    let (state, mut courier, mut retry) = (scratch.path(), Stub::default(), Retry::new(1));
    let asked = requests.ask(&wish(1000, "evil==1.0")).expect("it is taken");
    assert_eq!(asked.state, "waiting");
    assert_eq!(requests.ask(&wish(1000, "evil==1.0")).expect("it is the same").id, asked.id);
    deliver(state, &mut courier, &mut retry, 0);
    deliver(state, &mut courier, &mut retry, 1);
    assert_eq!(courier.asked.len(), 1, "it was answered, and is not sent again");
    let sent = &courier.asked[0];
    assert_eq!((sent.package.as_str(), sent.rules.as_slice()), ("evil==1.0", ["ours".to_owned()].as_slice()));
    assert_eq!((sent.id.as_str(), sent.asked), (asked.id.as_str(), NOW));
    assert!(requests.take(&scratch.at("inbox")).expect("files work"));
    assert_eq!(state_of(&requests, 1000), "open");
    let spool = Spool::open(&scratch.at("outbox")).expect("a spool");
    assert_eq!(spool.requests().expect("a list"), Vec::<String>::new());
    assert_eq!(spool.decided().expect("a number"), Some(0));
    decide(state, &asked.id, "approved", 7);
    assert!(requests.take(&scratch.at("inbox")).expect("files work"));
    assert!(!requests.take(&scratch.at("inbox")).expect("files work"), "it is taken away");
    assert_eq!(spool.decided().expect("a number"), Some(7));
    // An answer that was on its way says that it is open, and somebody else's file says nothing.
    decide(state, &asked.id, "open", 0);
    std::fs::write(scratch.at("inbox/request-x.json"), b"no JSON").expect("written");
    requests.take(&scratch.at("inbox")).expect("files work");
    drop(requests);
    let requests = Requests::open(state, MACHINE).expect("a place");
    let kept = &requests.of(1000)[0];
    assert_eq!((kept.state.as_str(), kept.answer.as_str()), ("approved", "because so"));
    assert_eq!(requests.of(1001), [], "another user's");
    assert_eq!(requests.of(0).len(), 1, "root sees all");
    let another = Requests::open(state, &"a".repeat(32)).expect("a place");
    assert_eq!(another.of(0), [], "they were another machine's");
}

#[test]
fn an_answer_to_a_request_that_is_decided_passes_over_no_decision() {
    let (scratch, mut requests) = machine("requests-repeated");
    let (inbox, mut retry) = (scratch.at("inbox"), Retry::new(1));
    let mut courier = Stub { decided: Some((RequestState::APPROVED, 200)), ..Stub::default() };
    requests.ask(&wish(1000, "evil")).expect("it is taken");
    deliver(scratch.path(), &mut courier, &mut retry, 0);
    assert!(requests.take(&inbox).expect("files work"));
    assert_eq!(state_of(&requests, 1000), "approved");
    let spool = Spool::open(&scratch.at("outbox")).expect("a spool");
    assert_eq!(spool.decided().expect("a number"), Some(0), "what was decided before it is still to be told");
}

#[test]
fn what_a_restored_server_lost_is_asked_again() {
    let (scratch, mut requests) = machine("requests-restored");
    let (state, mut courier, mut retry) = (scratch.path(), Stub::default(), Retry::new(1));
    let lost = requests.ask(&wish(1000, "evil")).expect("it is taken");
    let decided = requests.ask(&wish(1001, "evil")).expect("it is taken");
    deliver(state, &mut courier, &mut retry, 0);
    decide(state, &decided.id, "refused", 7);
    // What waits to be taken is taken first.
    requests.ask_again(&scratch.at("inbox")).expect("files work");
    assert_eq!(
        (state_of(&requests, 1000), state_of(&requests, 1001)),
        ("waiting".to_owned(), "refused".to_owned())
    );
    drop(requests);
    let mut requests = Requests::open(state, MACHINE).expect("a place");
    courier.asked.clear();
    // It is another process, or has seen meanwhile that nothing was there.
    deliver(state, &mut courier, &mut Retry::new(1), 10);
    let ids: Vec<&str> = courier.asked.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, [lost.id.as_str()]);
    requests.take(&scratch.at("inbox")).expect("files work");
    assert_eq!(state_of(&requests, 1000), "open");
}

#[test]
fn a_server_that_takes_no_requests_gets_the_rest_all_the_same() {
    let (scratch, mut requests) = machine("requests-refused");
    let (state, mut courier, mut retry) = (scratch.path(), Stub::default(), Retry::new(1));
    requests.ask(&wish(1000, "evil")).expect("it is taken");
    courier.refuses = Some(CourierError::Refused("there is no such path".to_owned()));
    let sent = Delivery::Sent { reports: 0, contents: 0 };
    assert_eq!(deliver(state, &mut courier, &mut retry, 0), sent);
    courier.refuses = None;
    assert_eq!(deliver(state, &mut courier, &mut retry, 10), sent);
    assert!(courier.asked.is_empty(), "it is tried again in an hour");
    deliver(state, &mut courier, &mut retry, 3601);
    assert_eq!(courier.asked.len(), 1);
    let (scratch, mut requests) = machine("requests-later");
    requests.ask(&wish(1000, "evil")).expect("it is taken");
    let mut retry = Retry::new(1);
    courier.refuses = Some(CourierError::Later(Duration::from_secs(10)));
    assert_eq!(deliver(scratch.path(), &mut courier, &mut retry, 0), sent);
    courier.refuses = Some(CourierError::Unreachable("no".to_owned()));
    assert!(matches!(deliver(scratch.path(), &mut courier, &mut retry, 11), Delivery::Failed(_)));
}

#[test]
fn what_one_user_asks_for_is_bounded_and_keeps_no_room_of_others() {
    let (scratch, mut requests) = machine("requests-bounded");
    for wrong in ["", "acme-*", "deny evil", "evil @ https://h.example/x", &"x".repeat(300)] {
        assert!(requests.ask(&wish(1000, wrong)).is_err(), "{wrong}");
    }
    for wrong in ["", " ", "two\nlines", &"x".repeat(501)] {
        assert!(requests.ask(&Wish { reason: wrong.to_owned(), ..wish(1000, "evil") }).is_err(), "{wrong}");
    }
    let taken = |requests: &mut Requests, user: u32, time: u64| {
        let all = (0..100).map(|number| Wish { time, ..wish(user, &format!("evil-{user}-{time}-{number}")) });
        all.filter(|wish| requests.ask(wish).is_ok()).count()
    };
    assert_eq!(taken(&mut requests, 1000, NOW), 20);
    assert_eq!(taken(&mut requests, 1001, NOW), 20);
    std::fs::create_dir(scratch.at("inbox")).expect("made");
    for (number, one) in (1..).zip(requests.of(1000)) {
        decide(scratch.path(), &one.id, "refused", number);
    }
    requests.take(&scratch.at("inbox")).expect("files work");
    assert_eq!(taken(&mut requests, 1000, NOW + 60), 10, "thirty in an hour");
    assert_eq!(taken(&mut requests, 1000, NOW + 7200), 10, "twenty are open again");
    assert_eq!(requests.of(1000).len(), 40);
    let decided = requests.of(1000).into_iter().filter(|one| one.state == "refused").count();
    assert_eq!(decided, 20);
    for user in 2000..2100 {
        taken(&mut requests, user, NOW);
    }
    let open = requests.of(0).iter().filter(|one| one.state != "refused").count();
    assert_eq!(open, 100);
    let size = std::fs::metadata(scratch.at("agent/requests.json")).expect("it is there").len();
    assert!(size < 100_000, "{size}");
}
