//! What is denied is refused, and nothing else.

use super::rig::rig;

const WHAT: &str = "an agent that enforces";

#[test]
fn real_installers_install_upgrade_and_remove_and_only_what_is_denied_is_refused() {
    let Some(mut rig) = rig("agent-installers", WHAT) else { return };
    let (evil, mended, good) = (rig.wheel("evil", "1.0"), rig.wheel("evil", "2.0"), rig.wheel("good", "1.0"));
    rig.start();
    for installer in ["pip", "uv"] {
        assert_eq!(rig.install(installer, &good).code, Some(0), "{installer}");
        let installed = rig.install(installer, &evil);
        assert_eq!(installed.code, Some(0), "{installer}: {}", installed.stderr);
        rig.until("it is denied", |rig| rig.is_refused("evil"));
        // Source and bytecode, a module of a file, and what lies deeper.
        assert!(rig.is_refused("evil_single"), "{installer}");
        assert!(!rig.is_refused("good") && !rig.is_refused("good_single"), "{installer}");
        let shown = rig.run("import importlib.metadata; print(importlib.metadata.version('evil'))");
        assert_eq!(shown.stdout.trim(), "1.0", "what is installed can still be asked for");
        let upgraded = rig.install(installer, &mended);
        assert_eq!(upgraded.code, Some(0), "{installer}: {}", upgraded.stderr);
        rig.until("it is released", |rig| !rig.is_refused("evil"));
        assert!(!rig.is_refused("evil_single"), "{installer}");
        assert_eq!(rig.uninstall(installer, "evil").code, Some(0), "{installer}");
        assert_eq!(rig.install(installer, &evil).code, Some(0), "{installer}");
        rig.until("it is denied again", |rig| rig.is_refused("evil"));
        let removed = rig.uninstall(installer, "evil");
        assert_eq!(removed.code, Some(0), "{installer}: {}", removed.stderr);
        assert_eq!(rig.uninstall(installer, "good").code, Some(0), "{installer}");
        rig.until("all is gone", |rig| rig.run("import evil").stderr.contains("ModuleNotFoundError"));
    }
    let events = rig.events("installed,changed,removed,denied,released,refused");
    for wanted in ["installed good-1.0", "denied evil-1.0", "refused evil-1.0", "released evil-1.0"] {
        assert!(events.contains(wanted), "{wanted} is not among\n{events}");
    }
    assert_ne!(rig.stop(), None);
}

#[test]
fn allowed_code_raises_no_event() {
    let Some(mut rig) = rig("agent-costs-nothing", WHAT) else { return };
    let evil = rig.wheel("evil", "1.0");
    let allowed: Vec<String> = (0..50).map(|number| format!("good{number}")).collect();
    for name in &allowed {
        let wheel = rig.wheel(name, "1.0");
        assert_eq!(rig.install("uv", &wheel).code, Some(0));
    }
    rig.start();
    // By pip, which copies: what uv links makes its neighbours cost an answer.
    assert_eq!(rig.install("pip", &evil).code, Some(0));
    rig.until("it is denied", |rig| rig.is_refused("evil"));
    let before = rig.passed();
    let imports = allowed.iter().map(|name| format!("import {name}, {name}_single")).collect::<Vec<_>>();
    assert_eq!(rig.run(&imports.join("\n")).code, Some(0));
    assert_eq!(rig.run("import json, email, sqlite3, ctypes").code, Some(0));
    assert!(rig.is_refused("evil_single"));
    // An opening is counted before it is known what becomes of it.
    rig.until("nothing was asked about but what is refused", |rig| rig.passed() == before);
}

#[test]
fn a_rule_that_warns_refuses_nothing_and_tells() {
    let Some(mut rig) = rig("agent-warns", WHAT) else { return };
    rig.policy("[[deny]]\nmode = \"warn\"\npackages = [\"evil\"]\n");
    let evil = rig.wheel("evil", "1.0");
    rig.start();
    assert_eq!(rig.install("uv", &evil).code, Some(0));
    rig.until("it is told", |rig| {
        assert!(!rig.is_refused("evil"));
        rig.events("would-refuse").contains("evil-1.0")
    });
}

#[test]
fn what_is_observed_is_written_down_once_and_refused_nothing() {
    let Some(mut rig) = rig("agent-observes", WHAT) else { return };
    rig.policy("[[deny]]\nmode = \"observe\"\npackages = [\"evil\", \"worse\"]\n");
    let (evil, worse) = (rig.wheel("evil", "1.0"), rig.wheel("worse", "1.0"));
    assert_eq!(rig.install("uv", &evil).code, Some(0));
    rig.start();
    assert_eq!(rig.install("uv", &worse).code, Some(0));
    rig.until("both are written down", |rig| {
        let events = rig.events("observed");
        events.contains("evil-1.0") && events.contains("worse-1.0")
    });
    assert!(!rig.is_refused("evil"));
    super::rig::signal(rig.supervisor(), rustix::process::Signal::HUP);
    rig.until("it is read again", |rig| rig.events("policy-loaded").lines().count() == 2);
    assert_eq!(rig.events("observed").lines().count(), 2, "{}", rig.events("observed"));
    rig.until("it is counted", |rig| rig.ask("agent status").stdout.contains("observed: 2"));
    assert_eq!(rig.events("denied"), "");
}

#[test]
fn a_policy_is_read_again_and_a_bad_one_changes_nothing() {
    let Some(mut rig) = rig("agent-reload", WHAT) else { return };
    let evil = rig.wheel("evil", "1.0");
    rig.start();
    assert_eq!(rig.install("uv", &evil).code, Some(0));
    rig.until("it is denied", |rig| rig.is_refused("evil"));
    rig.policy("[[deny]]\npackages = [\"evil<\"]\n");
    super::rig::signal(rig.supervisor(), rustix::process::Signal::HUP);
    rig.until("it is rejected", |rig| rig.events("policy-rejected").contains("policy.toml:"));
    assert!(rig.is_refused("evil"), "the last good one holds");
    let status = rig.ask("agent status");
    assert_eq!(status.code, Some(4), "{}", status.stdout);
    assert!(status.stdout.contains("was rejected"), "{}", status.stdout);
    rig.policy("[[deny]]\npackages = [\"other\"]\n");
    super::rig::signal(rig.supervisor(), rustix::process::Signal::HUP);
    rig.until("it is released", |rig| !rig.is_refused("evil"));
}

#[test]
fn why_is_told_and_glass_can_be_broken() {
    let Some(mut rig) = rig("agent-glass", WHAT) else { return };
    let evil = rig.wheel("evil", "1.0");
    rig.start();
    assert_eq!(rig.install("uv", &evil).code, Some(0));
    rig.until("it is denied", |rig| rig.is_refused("evil"));
    let why = rig.ask("why Evil");
    assert_eq!(why.code, Some(3), "{}", why.stderr);
    assert!(why.stdout.contains("evil 1.0") && why.stdout.contains("rule \"deny\""), "{}", why.stdout);
    let file = rig.site().join("evil_single.py").display().to_string();
    assert_eq!(rig.ask(&format!("why {file}")).code, Some(3));
    assert_eq!(rig.ask("why innocent").code, Some(0));
    rig.scratch.tree().file("etc/glass", "");
    rig.until("nothing is refused", |rig| !rig.is_refused("evil"));
    assert!(rig.ask("agent status").stdout.contains("nothing is refused"));
    std::fs::remove_file(rig.scratch.at("etc/glass")).expect("removed");
    rig.until("it is refused again", |rig| rig.is_refused("evil"));
}

#[test]
fn what_was_installed_while_it_was_away_is_told() {
    let Some(mut rig) = rig("agent-away", WHAT) else { return };
    let good = rig.wheel("good", "1.0");
    rig.start();
    assert_eq!(rig.stop(), Some(0));
    assert_eq!(rig.install("uv", &good).code, Some(0));
    rig.start();
    rig.until("it is told", |rig| rig.events("installed").contains("good-1.0"));
}
