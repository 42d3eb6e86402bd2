//! What an agent judges by when its policy cannot be used.

use std::os::unix::fs::PermissionsExt;

use fetter_testkit::program::Program;
use rustix::process::Signal;

use super::rig::{Rig, rig, signal};
use crate::support::FETTER;

const WHAT: &str = "an agent whose policy cannot be used";

/// An agent that refuses `evil` by a list that lies beside the policy, and that includes another.
fn refusing(name: &str) -> Option<Rig> {
    let mut rig = rig(name, WHAT)?;
    rig.policy("[[allow]]\nbounds = [\"lists/allowed.txt\"]\n");
    rig.scratch.tree().file("etc/lists/allowed.txt", "-r more.txt\n");
    rig.scratch.tree().file("etc/lists/more.txt", "good  # origin: any\n");
    rig.configure("closed");
    for package in ["evil", "good"] {
        let wheel = rig.wheel(package, "1.0");
        assert_eq!(rig.install("pip", &wheel).code, Some(0));
    }
    rig.start();
    rig.until("it is denied", |rig| rig.is_refused("evil"));
    assert!(!rig.is_refused("good"));
    Some(rig)
}

/// That what was accepted holds, and that the status says so.
fn holds(rig: &Rig, what: &str) {
    rig.until(what, |rig| rig.is_refused("evil"));
    assert!(!rig.is_refused("good"), "{what}");
    rig.until(what, |rig| rig.ask("agent status").stdout.contains("was rejected"));
    let status = rig.ask("agent status");
    assert_eq!(status.code, Some(4), "{what}: {}", status.stdout);
    for said in ["policy: test", "rejected since", "the policy that was accepted on"] {
        assert!(status.stdout.contains(said), "{what}: {said}: {}", status.stdout);
    }
}

#[test]
fn the_last_good_policy_outlives_the_worker_and_the_agent() {
    let Some(mut rig) = refusing("agent-kept") else { return };
    let kept = rig.scratch.at("state/agent/policy.kept");
    let mode = std::fs::metadata(&kept).expect("it is kept").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    // A mistake in the file, and a list that is gone with what it includes.
    rig.policy("[[deny]]\npackages = [\"evil<\"]\n");
    signal(rig.supervisor(), Signal::HUP);
    holds(&rig, "in the worker that accepted it");
    std::fs::remove_dir_all(rig.scratch.at("etc/lists")).expect("removed");
    let worker = rig.worker();
    signal(worker, Signal::KILL);
    rig.until("another one is there", |rig| rig.worker() != worker && rig.worker() != 0);
    holds(&rig, "in a new worker");
    let since = |rig: &Rig| {
        let status = rig.ask("agent status").stdout;
        status.split("rejected since ").nth(1).and_then(|rest| rest.lines().next()).map(str::to_owned)
    };
    let first = since(&rig);
    assert_eq!(rig.stop(), Some(0));
    rig.start();
    holds(&rig, "in an agent that is started again");
    assert_eq!(since(&rig), first);
    assert_eq!(rig.stop(), Some(0));
    std::fs::remove_file(rig.scratch.at("etc/policy.toml")).expect("removed");
    rig.start();
    holds(&rig, "without a file");
    // A good one takes its place.
    rig.policy("[[deny]]\npackages = [\"good\"]\n");
    signal(rig.supervisor(), Signal::HUP);
    rig.until("another policy holds", |rig| rig.is_refused("good") && !rig.is_refused("evil"));
    assert_eq!(rig.ask("agent status").code, Some(4), "nothing is known of malware here");
    assert!(!rig.ask("agent status").stdout.contains("rejected"));
}

#[test]
fn a_copy_that_others_may_have_written_is_not_trusted() {
    let Some(mut rig) = refusing("agent-kept-damaged") else { return };
    malware(&rig, "good");
    let kept = rig.scratch.at("state/agent/policy.kept");
    let whole = std::fs::read(&kept).expect("it is kept");
    let cases: [(&str, u32, &[u8]); 3] = [
        ("others may read or write it", 0o620, &whole),
        ("is damaged", 0o600, &whole[..whole.len() - 2]),
        ("is damaged", 0o600, b"fetter"),
    ];
    for (said, mode, bytes) in cases {
        rig.stop();
        rig.policy("[[deny]]\npackages = [\"evil<\"]\n");
        std::fs::write(&kept, bytes).expect("written");
        std::fs::set_permissions(&kept, std::fs::Permissions::from_mode(mode)).expect("set");
        rig.start();
        // What is known to be malware is refused whatever becomes of policies, and nothing else is.
        rig.until(said, |rig| rig.is_refused("good"));
        assert!(!rig.is_refused("evil"), "{said}");
        let status = rig.ask("agent status");
        assert_eq!(status.code, Some(4), "{}", status.stdout);
        assert!(status.stdout.contains(said), "{said}: {}", status.stdout);
        assert!(status.stdout.contains("only what is known to be malware is refused"), "{}", status.stdout);
    }
}

/// Makes a package known as malware.
fn malware(rig: &Rig, package: &str) {
    let record = serde_json::json!({
        "schema_version": "1.7.0", "id": "MAL-2024-1", "published": "2024-05-01T00:00:00Z",
        "modified": "2024-06-01T00:00:00Z", "summary": "bad",
        "affected": [{"package": {"ecosystem": "PyPI", "name": package}, "versions": ["1.0"]}],
    });
    rig.scratch.tree().file("records/MAL-2024-1.json", record.to_string());
    let updated = Program::new(FETTER)
        .args(["db", "--database"])
        .args([rig.scratch.at("database")])
        .args(["update", "--from"])
        .args([rig.scratch.at("records")])
        .env("HOME", rig.scratch.path())
        .within(rig.scratch.path())
        .run();
    assert_eq!(updated.code, Some(0), "{}", updated.stderr);
}

#[test]
fn malware_is_refused_where_no_policy_was_ever_good() {
    let Some(mut rig) = rig("agent-never-good", WHAT) else { return };
    malware(&rig, "evil");
    rig.policy("[[deny]]\npackages = [\"good<\"]\n");
    for package in ["evil", "good"] {
        let wheel = rig.wheel(package, "1.0");
        assert_eq!(rig.install("pip", &wheel).code, Some(0));
    }
    rig.start();
    rig.until("malware is denied", |rig| rig.is_refused("evil"));
    assert!(!rig.is_refused("good"));
    let status = rig.ask("agent status");
    assert_eq!(status.code, Some(4), "{}", status.stdout);
    assert!(status.stdout.contains("only what is known to be malware is refused"), "{}", status.stdout);
}

#[test]
fn without_a_policy_nobody_is_told_that_something_is_refused() {
    let Some(mut rig) = rig("agent-no-policy", WHAT) else { return };
    let config = std::fs::read_to_string(rig.scratch.at("etc/agent.toml")).expect("it is there");
    rig.scratch.tree().file("etc/agent.toml", config.replace("policy = \"policy.toml\"\n", ""));
    // The usual one is beside it.
    std::fs::rename(rig.scratch.at("etc/policy.toml"), rig.scratch.at("etc/other.toml"))
        .expect("it is there");
    rig.start();
    let status = Program::new(FETTER)
        .args(["agent", "status", "--socket"])
        .args([rig.scratch.at("agent.sock")])
        .args(["json"])
        .within(rig.scratch.path())
        .run();
    let document: serde_json::Value = serde_json::from_str(&status.stdout).expect("JSON");
    assert_eq!(document["enforcing"], false, "{}", status.stdout);
    assert!(
        document["not-enforcing"].as_str().is_some_and(|why| why.contains("no policy")),
        "{}",
        status.stdout
    );
    assert_eq!(status.code, Some(4));
}
