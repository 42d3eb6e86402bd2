//! A service that misbehaves: exit 4 and a clear message in every case, within the time that it was given.

use std::time::{Duration, Instant};

use fetter_testkit::osv::{Endpoint, Fault, StubOsv};
use fetter_testkit::{Ran, Scratch};

use super::place::{machine, run, service};
use super::records::LEAK;

/// Far more than a start of the program and the end of what it waits for take, also on a busy machine. Without an end of its own, a
/// program would wait for the stub, which waits for ever.
const PATIENCE: Duration = Duration::from_secs(30);

fn ask(home: &Scratch, osv: &StubOsv, form: &str) -> Ran {
    run(home, &format!("audit --source api --timeout 2 --api {} {form}", osv.base()))
}

fn is_not_clean(fault: &str, ran: &Ran) {
    assert_eq!(ran.code, Some(4), "{fault}: {}{}", ran.stdout, ran.stderr);
    assert!(ran.stderr.contains("could not be asked: "), "{fault}: {}", ran.stderr);
    assert!(
        ran.stderr.contains("[source-unavailable]") && !ran.stderr.contains("panic"),
        "{fault}: {}",
        ran.stderr
    );
    assert!(ran.stderr.contains("not held against any advisories"), "{fault}: {}", ran.stderr);
    assert!(ran.stderr.len() < 2000, "{fault}: what was sent is not poured out: {}", ran.stderr);
}

#[test]
fn no_fault_of_a_service_is_ever_clean() {
    let home = machine("faults");
    let cases = Fault::LASTING.iter().map(|fault| (None, *fault));
    let cases = cases.chain(Fault::LASTING.iter().map(|fault| (Some(Endpoint::Details), *fault)));
    let cases: Vec<_> = cases.chain(Fault::LASTING_DETAILS.iter().map(|fault| (None, *fault))).collect();
    let is_of_batches = |fault: Fault| {
        matches!(
            fault,
            Fault::FewerResults | Fault::EndlessPages | Fault::SamePage | Fault::HostileIdentifier
        )
    };
    std::thread::scope(|scope| {
        for (endpoint, fault) in cases {
            if endpoint.is_some() && is_of_batches(fault) {
                continue;
            }
            let home = &home;
            scope.spawn(move || {
                let osv = service();
                match endpoint {
                    Some(endpoint) => osv.misbehave_at(endpoint, fault),
                    None => osv.misbehave(fault),
                }
                let begun = Instant::now();
                let ran = ask(home, &osv, "json");
                is_not_clean(&format!("{fault:?} at {endpoint:?}"), &ran);
                assert!(begun.elapsed() < PATIENCE, "{fault:?} at {endpoint:?}");
                let document: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
                assert_eq!(document["findings"], serde_json::json!([]), "{fault:?}");
                assert_eq!(document["source"], serde_json::Value::Null, "{fault:?}");
            });
        }
    });
}

#[test]
fn a_failure_is_not_remembered_and_one_that_passes_is_none() {
    let home = machine("faults-passing");
    let osv = service();
    osv.misbehave(Fault::Status(403));
    is_not_clean("403", &ask(&home, &osv, ""));
    osv.behave();
    assert_eq!(ask(&home, &osv, "exit").code, Some(3));
    assert!(!home.at("db").exists());
    for fault in [Fault::StatusOnce(503), Fault::CutOnce] {
        osv.misbehave(fault);
        let ran = ask(&home, &osv, "exit");
        assert_eq!(ran.code, Some(3), "{fault:?}: {}", ran.stderr);
    }
}

#[test]
fn a_service_that_is_not_there_is_said() {
    let home = machine("faults-nobody");
    let ran = run(&home, &format!("audit --source api --timeout 2 --api {}", super::place::NOWHERE));
    is_not_clean("nobody", &ran);
    assert!(ran.stderr.contains("`fetter db update` makes a local index"), "{}", ran.stderr);
    for wrong in ["ftp://h.example", "nonsense", "http://"] {
        let ran = run(&home, &format!("audit --source api --api {wrong}"));
        assert!(matches!(ran.code, Some(1 | 2 | 4)), "{wrong}: {:?}", ran.code);
        assert!(!ran.stderr.is_empty() && !ran.stderr.contains("panic"), "{wrong}");
    }
    for wrong in ["0", "-1", "x", "3601"] {
        assert_eq!(run(&home, &format!("audit --timeout {wrong}")).code, Some(2), "{wrong}");
    }
}

/// One record that cannot be read may be the one that matters. Its service is named without its password.
#[test]
fn a_record_that_cannot_be_read_is_said() {
    let home = machine("faults-record");
    let osv = service();
    osv.record(
        LEAK[1],
        format!(r#"{{"id": {:?}, "modified": "2024-06-01T00:00:00Z", "affected": 7}}"#, LEAK[1]),
    );
    let base = osv.base().replace("http://", "http://user:hunter2@");
    for form in ["", "json", "sarif"] {
        let ran = run(&home, &format!("audit --source api --timeout 5 --api {base} {form}"));
        is_not_clean("a broken record", &ran);
        assert!(ran.stderr.contains(&format!("gave the advisory {}", LEAK[1])), "{}", ran.stderr);
        assert!(
            !ran.stderr.contains("hunter2") && !ran.stdout.contains("hunter2"),
            "{}{}",
            ran.stdout,
            ran.stderr
        );
    }
}
