//! A machine and its server: it is enrolled, brings its reports there, and hears what the server says.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use fetter_agent::report::{Enrolment, Outbox, known_machine_id, offered};
use fetter_testkit::{Ran, Scratch};

use crate::server_stub::{Stub, TOKEN, offer};
use crate::support::{fetter, run};
use crate::sync::{line, reported, write};

/// A home whose machine is enrolled, and its reports.
fn enrolled(name: &str, stub: &Stub) -> (Scratch, Outbox) {
    let (home, outbox) = reported(name);
    home.tree().file("agent.toml", "state = \"state\"\n");
    home.tree().file("token", format!("{TOKEN}\n"));
    let ran = enroll(&home, stub, "");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    (home, outbox)
}

fn enroll(home: &Scratch, stub: &Stub, rest: &str) -> Ran {
    let url = stub.server.url("");
    run(home, &format!("--config agent.toml agent enroll --server {url} --token-file token{rest}"))
}

fn machine(home: &Scratch) -> String {
    known_machine_id(&home.at("state/outbox")).expect("it can be read").expect("it is there")
}

fn listen(home: &Scratch) -> Child {
    let mut command = fetter(home).args(line("").split(' ')).into_command();
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts")
}

fn end(mut child: Child) {
    child.kill().expect("it is killed");
    child.wait().expect("it ended");
}

pub(crate) fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(60);
    while !is_so() {
        assert!(Instant::now() < end, "{what}: not in time");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_machine_is_enrolled_once_and_nobody_sees_its_secrets() {
    let stub = Stub::start();
    let (home, _) = enrolled("server-enroll", &stub);
    let state = home.at("state");
    let enrolment = Enrolment::read(&state).expect("it can be read").expect("it is there");
    assert_eq!((enrolment.organisation.as_str(), enrolment.machine), ("org", machine(&home)));
    for (file, mode) in [("server", 0o750), ("server/key", 0o640), ("server/enrolled.json", 0o640)] {
        let there = std::fs::metadata(state.join(file)).expect("it is there").permissions().mode() & 0o777;
        assert_eq!(there, mode, "{file}");
    }
    let again = enroll(&home, &stub, "");
    assert_eq!(again.code, Some(1));
    assert!(again.stderr.contains("enrolled at") && again.stderr.contains("--force"), "{}", again.stderr);
    let before = machine(&home);
    let forced = enroll(&home, &stub, " --force");
    assert_eq!(forced.code, Some(0), "{}", forced.stderr);
    assert!(machine(&home) != before && forced.stdout.contains(&machine(&home)), "{}", forced.stdout);
    assert_eq!(stub.known().machines.len(), 2);
    home.tree().file("token", "another-token-that-is-wrong");
    let wrong = enroll(&home, &stub, " --force");
    assert_eq!(wrong.code, Some(1));
    assert!(wrong.stderr.contains("ask for another token"), "{}", wrong.stderr);
    let after = Enrolment::read(&state).expect("it can be read").expect("it stays");
    assert_eq!(after.machine, machine(&home), "a refusal changes nothing");
    home.tree().file("token", "two words");
    assert!(enroll(&home, &stub, " --force").stderr.contains("is no token"));
    for ran in [&again, &forced, &wrong] {
        assert!(!format!("{}{}", ran.stdout, ran.stderr).contains("token-that"), "{}", ran.stderr);
    }
    let kept = std::fs::read_to_string(state.join("server/enrolled.json")).expect("it is there");
    assert!(!kept.contains(TOKEN));
}

#[test]
fn reports_go_where_the_machine_is_enrolled_also_by_a_new_key_and_a_wrong_clock() {
    let stub = Stub::start();
    let (home, mut outbox) = enrolled("server-once", &stub);
    let number = write(&home, &mut outbox);
    let ran = run(&home, &line(" --once"));
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(stub.known().reports.contains_key(&number));
    outbox.take_answers(&home.at("state/inbox"), &mut |_| None).expect("files work");
    assert_eq!(outbox.acknowledged().report, number);
    assert_eq!(stub.known().check_ins.len(), 1);

    let key = std::fs::read(home.at("state/server/key")).expect("it is there");
    let rotated = run(&home, "--config agent.toml agent rotate-key");
    assert_eq!(rotated.code, Some(0), "{}", rotated.stderr);
    assert_ne!(std::fs::read(home.at("state/server/key")).expect("it is there"), key);
    // It was killed after the server had answered, and before it had noted that.
    let next = std::fs::read(home.at("state/server/key")).expect("it is there");
    std::fs::write(home.at("state/server/key"), key).expect("written");
    std::fs::write(home.at("state/server/key.next"), &next).expect("written");
    assert_eq!(run(&home, "--config agent.toml agent rotate-key").code, Some(0));
    assert_eq!(std::fs::read(home.at("state/server/key")).expect("it is there"), next);
    assert!(!home.at("state/server/key.next").exists());

    stub.change(|known| known.ahead = 7200);
    let number = write(&home, &mut outbox);
    let ran = run(&home, &line(" --once"));
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(stub.known().reports.contains_key(&number));

    let elsewhere = run(&home, &line(" --once --to https://other.example"));
    assert!(elsewhere.stderr.contains("not enrolled at https://other.example"), "{}", elsewhere.stderr);
    stub.change(|known| known.machines.clear());
    write(&home, &mut outbox);
    let revoked = run(&home, &line(" --once"));
    assert_eq!(revoked.code, Some(1));
    assert!(revoked.stderr.contains("enroll --force"), "{}", revoked.stderr);
}

#[test]
fn what_the_server_says_is_heard_at_once() {
    let stub = Stub::start();
    let (home, mut outbox) = enrolled("server-listens", &stub);
    let inbox = home.at("state/inbox");
    let first = write(&home, &mut outbox);
    let child = listen(&home);
    until("a report arrives", || stub.known().reports.contains_key(&first));
    until("it listens", || !stub.known().check_ins.is_empty());
    // While a check-in is kept by the server, reports go out all the same.
    let second = write(&home, &mut outbox);
    until("another arrives", || stub.known().reports.contains_key(&second));
    until("the answers are there", || {
        let _ = outbox.take_answers(&inbox, &mut |_| None);
        outbox.acknowledged().report == second
    });
    let bundle = offer(&stub.policy_key, "org", 3, "schema = \"policy-1\"\n", &[]);
    stub.change(|known| known.bundle = Some(bundle.clone()));
    until("the bundle is in the inbox", || offered(&inbox).expect("files work").is_some());
    assert_eq!(offered(&inbox).expect("files work"), Some(bundle.to_bytes()));
    stub.change(|known| known.bundle = None);

    // The server was restored from a copy that is older.
    stub.change(|known| {
        known.reports.clear();
        known.events.clear();
        known.acknowledged = (0, 0);
    });
    until("the agent is told", || {
        outbox.take_resync(&inbox, &mut |_, _| false, &mut || true).expect("files work")
    });
    assert_eq!(outbox.acknowledged().events, 0);
    let third = write(&home, &mut outbox);
    until("it is sent anew", || stub.known().reports.contains_key(&third));

    // The machine was: a copy of it went on for a while.
    stub.change(|known| known.acknowledged = (500, 900));
    let mut above = None;
    until("the agent is told how far its copy was", || {
        let mut renumber = |_, told| above.replace(told).is_none();
        outbox.take_resync(&inbox, &mut renumber, &mut || true).expect("files work") && above.is_some()
    });
    assert_eq!((above, outbox.next_sequence()), (Some(900), 501));
    assert_eq!(stub.known().unsigned, 0);

    // The key is another one; whoever brings reports goes on.
    assert_eq!(run(&home, "--config agent.toml agent rotate-key").code, Some(0));
    let fourth = write(&home, &mut outbox);
    until("it is sent by the new key", || stub.known().reports.contains_key(&fourth));
    end(child);
}

#[test]
fn a_kill_at_any_moment_loses_nothing() {
    let stub = Stub::start();
    let (home, mut outbox) = enrolled("server-kill", &stub);
    let inbox = home.at("state/inbox");
    let mut written = BTreeSet::new();
    for round in 0..16_u64 {
        written.extend((0..2).map(|_| write(&home, &mut outbox)));
        if round == 6 {
            let bundle = offer(&stub.policy_key, "org", 1, "schema = \"policy-1\"\n", &[]);
            stub.change(|known| known.bundle = Some(bundle));
        }
        let child = listen(&home);
        std::thread::sleep(Duration::from_millis(round * 8));
        end(child);
        if round.is_multiple_of(3) {
            let _ = outbox.take_answers(&inbox, &mut |_| None);
        }
    }
    // What a killed one sent may still be on its way, and crosses what is sent now.
    until("all is brought away", || {
        let ran = run(&home, &line(" --once"));
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        outbox.take_answers(&inbox, &mut |_| None).expect("files work");
        outbox.waiting() == 0
    });
    let known = stub.known();
    assert!(
        written.is_subset(&known.events),
        "lost: {:?}",
        written.difference(&known.events).collect::<Vec<_>>()
    );
    assert_eq!(known.unsigned, 0);
    assert!(offered(&inbox).expect("files work").is_some());
}
