//! Asking an agent.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::time::{Duration, Instant};

use fetter_agent::ask::{AnswerDocument, Answers, AskError, Listener, Peer, Question, Why, WhyAbout, ask};
use fetter_testkit::Scratch;

struct Echo;

impl Answers for Echo {
    fn answer(&self, question: &Question, peer: Peer) -> AnswerDocument {
        let about = format!("{question:?} by {}", peer.user);
        AnswerDocument::Why(Why { about, ..Why::default() })
    }
}

fn question() -> Question {
    Question::Why(WhyAbout::Package("evil".to_owned()))
}

#[test]
fn whoever_asks_is_known_and_answered() {
    let scratch = Scratch::new("asking");
    let path = scratch.at("agent.sock");
    let listener = Listener::new(&path, Arc::new(Echo)).expect("it listens");
    let own = rustix::process::geteuid().as_raw();
    let AnswerDocument::Why(why) = ask(&path, &question()).expect("it answers") else { unreachable!() };
    assert_eq!(why.about, format!("Why(Package(\"evil\")) by {own}"));
    assert!(Listener::new(&path, Arc::new(Echo)).is_err(), "two agents do not share a socket");
    drop(listener);
    assert!(matches!(ask(&path, &question()), Err(AskError::Absent { .. })));
}

#[test]
fn who_says_nothing_or_nonsense_keeps_nobody_waiting() {
    let scratch = Scratch::new("asking-hostile");
    let path = scratch.at("agent.sock");
    let _listener = Listener::new(&path, Arc::new(Echo)).expect("it listens");
    let silent: Vec<UnixStream> =
        (0..2).map(|_| UnixStream::connect(&path).expect("it can be reached")).collect();
    assert!(ask(&path, &question()).is_ok(), "the silent ones are heard beside");
    for nonsense in [&b"\n"[..], b"{\"status\":1}\n", b"\xff\xfe\n", &[b'['; 10_000]] {
        let mut stream = UnixStream::connect(&path).expect("it can be reached");
        // It may have heard enough before everything was said.
        let _ = stream.write_all(nonsense);
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        assert!(answer.is_empty() || answer.starts_with("{\"error\":"), "{answer}");
    }
    drop(silent);
    assert!(ask(&path, &question()).is_ok());
}

#[test]
fn a_byte_now_and_then_holds_no_place() {
    let scratch = Scratch::new("asking-slow");
    let path = scratch.at("agent.sock");
    let _listener = Listener::new(&path, Arc::new(Echo)).expect("it listens");
    let began = Instant::now();
    let mut slow = UnixStream::connect(&path).expect("it can be reached");
    while slow.write_all(b" ").is_ok() {
        assert!(began.elapsed() < Duration::from_secs(30), "it is still heard");
        std::thread::sleep(Duration::from_millis(300));
    }
}

#[test]
fn what_an_agent_left_is_replaced_and_what_is_no_socket_is_not() {
    let scratch = Scratch::new("asking-stale");
    let path = scratch.at("agent.sock");
    drop(std::os::unix::net::UnixListener::bind(&path).expect("it can be made"));
    let listener = Listener::new(&path, Arc::new(Echo)).expect("nobody listens there");
    drop(listener);
    let file = scratch.tree().file("file.sock", "canary");
    assert!(Listener::new(&file, Arc::new(Echo)).is_err());
    assert_eq!(std::fs::read_to_string(file).expect("it stays"), "canary");
}
