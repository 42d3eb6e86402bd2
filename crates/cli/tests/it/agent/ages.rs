//! Since when packages have been on a machine.

use std::time::UNIX_EPOCH;

use fetter_agent::journal::{Moment, Reader};
use fetter_testkit::program::Program;

use super::rig::{Rig, rig};
use crate::support::FETTER;

const WHAT: &str = "an agent that knows how old packages are";

fn first_seen(rig: &Rig, name: &str) -> Option<Moment> {
    let reader = Reader::open(&rig.scratch.at("state/agent")).expect("a journal");
    reader.first_seen().expect("it can be read").get(name, "1.0")
}

/// When the metadata of a package was made.
fn made(rig: &Rig, name: &str) -> Moment {
    let site = rig.run("import sysconfig; print(sysconfig.get_path('purelib'))").stdout;
    let metadata = std::path::Path::new(site.trim()).join(format!("{name}-1.0.dist-info"));
    let born = std::fs::metadata(metadata).and_then(|status| status.created()).expect("a birth time");
    let since = born.duration_since(UNIX_EPOCH).expect("after 1970");
    Moment::of_unix_ms(u64::try_from(since.as_millis()).expect("a time"))
}

#[test]
fn what_was_there_before_the_agent_is_as_old_as_its_metadata() {
    let Some(mut rig) = rig("agent-ages", WHAT) else { return };
    for damage in [false, true] {
        let (name, later) = if damage { ("second", "last") } else { ("first", "later") };
        let wheel = rig.wheel(name, "1.0");
        assert_eq!(rig.install("uv", &wheel).code, Some(0));
        if damage {
            std::fs::write(rig.scratch.at("state/agent/journal.sqlite"), "no database").expect("written");
        }
        let begun = Moment::now();
        rig.start();
        let wheel = rig.wheel(later, "1.0");
        assert_eq!(rig.install("uv", &wheel).code, Some(0));
        rig.until("it is seen", |rig| rig.events("installed").contains(&format!("{later}-1.0")));
        assert_eq!(rig.stop(), Some(0));
        assert_eq!(first_seen(&rig, name), Some(made(&rig, name)), "{damage}");
        assert!(first_seen(&rig, later).is_some_and(|seen| seen >= begun), "{damage}: {later} is new");
        assert_eq!(first_seen(&rig, "first"), Some(made(&rig, "first")), "{damage}");
    }
    assert!(
        rig.events("problem").contains("taken for as old as their metadata"),
        "{}",
        rig.events("problem")
    );
}

#[test]
fn a_check_asks_the_journal_of_the_agent() {
    let Some(mut rig) = rig("agent-check-ages", WHAT) else { return };
    rig.policy("[[age]]\ndays = 7\n");
    let wheels = [rig.wheel("one", "1.0"), rig.wheel("two", "1.0")];
    for wheel in &wheels {
        assert_eq!(rig.install("uv", wheel).code, Some(0));
    }
    let check = |rig: &Rig, options: &[&str]| {
        Program::new(FETTER)
            .args([
                "--only-path",
                "--path",
                "home",
                "check",
                "--policy",
                "etc/policy.toml",
                "--database",
                "none",
            ])
            .args(options)
            .env("HOME", rig.scratch.path())
            .within(rig.scratch.path())
            .run()
    };
    let unknown = check(&rig, &[]);
    assert_eq!(unknown.code, Some(4), "{}", unknown.stderr);
    let lines = |text: &str| text.lines().filter(|line| line.contains("[age-unknown]")).count();
    assert_eq!(lines(&unknown.stderr), 1, "{}", unknown.stderr);
    assert!(unknown.stderr.contains("2 packages: no bound says"), "{}", unknown.stderr);
    assert_eq!(lines(&check(&rig, &["-v"]).stderr), 2);
    assert_eq!(check(&rig, &["--journal", "nowhere"]).code, Some(1), "what was named must be there");
    assert!(!rig.scratch.at("nowhere").exists());
    rig.start();
    assert_eq!(rig.stop(), Some(0));
    let known = check(&rig, &["--journal", "state/agent"]);
    assert_eq!(known.code, Some(3), "{}", known.stderr);
    assert_eq!(lines(&known.stderr), 0, "{}", known.stderr);
    assert!(known.stdout.contains("too-new") || known.stdout.contains("first seen"), "{}", known.stdout);
}
