//! Files, and what runs at starts.

use std::path::PathBuf;

use fetter_core::audit::Confidence;
use fetter_core::check::{HitCode, Looked};
use fetter_core::integrity::startup::{Owner, Startup, StartupItem, StartupKind, Verdict};
use fetter_core::integrity::verify::{
    Severity, VerifyCode, VerifyFinding, VerifyUnchecked, VerifyUncheckedCode,
};
use fetter_core::policy::Subject;

use super::{World, decided, policy, unchecked};
use crate::made::{one, package, site_of};

fn found(code: VerifyCode, severity: Severity, subject: Option<(&str, &str)>, file: &str) -> VerifyFinding {
    VerifyFinding {
        code,
        severity,
        confidence: Confidence::High,
        subject: subject.map(|(name, version)| Subject {
            name: name.to_owned(),
            written: name.to_owned(),
            version: Some(version.to_owned()),
        }),
        site: site_of("/env").into(),
        environments: vec!["/env".into()],
        path: PathBuf::from(site_of("/env")).join(file),
        listed: None,
        status: None,
        reason: "its contents are others".to_owned(),
    }
}

fn looked(findings: Vec<VerifyFinding>, unchecked: Vec<VerifyUnchecked>) -> Looked<'static> {
    Looked { findings: Vec::leak(findings), unchecked: Vec::leak(unchecked) }
}

#[test]
fn changed_files_are_told_of_their_package_and_others_by_themselves() {
    let a = Some(("a", "1"));
    let world = World {
        record: Some(looked(
            vec![
                found(VerifyCode::Modified, Severity::High, a, "a/x.py"),
                found(VerifyCode::Modified, Severity::High, a, "a/y.py"),
                found(VerifyCode::Missing, Severity::Low, Some(("b", "1")), "b.py"),
            ],
            vec![],
        )),
        ownerless: Some(looked(vec![found(VerifyCode::Ownerless, Severity::High, None, "evil.py")], vec![])),
        ..World::default()
    };
    let inventory = one(vec![package("a", "1"), package("b", "1"), package("c", "1")]);
    let outcome = world
        .check(&inventory, &policy("[[integrity]]\nrecord = true\nownerless = true\nmode = \"enforce\""));
    assert_eq!(decided(&outcome), ["refused a-1 integrity", "allowed b-1", "allowed c-1"]);
    assert_eq!(outcome.judgements[0].hits.len(), 1);
    assert!(
        outcome.judgements[0].reason.ends_with("a/x.py: its contents are others, and 1 more files"),
        "{outcome:?}"
    );
    let file = &outcome.files[0];
    assert_eq!(
        (file.decision.as_str(), file.path.ends_with("evil.py"), file.hits[0].code),
        ("refused", true, HitCode::Ownerless)
    );
    assert!(outcome.is_checked());
    let strict = world.check(&inventory, &policy("[[integrity]]\nrecord = true\nseverity = \"low\""));
    assert_eq!(decided(&strict), ["warned a-1 integrity", "warned b-1 integrity", "allowed c-1"]);
    assert_eq!(strict.files, [], "what is not asked for is not told");
}

#[test]
fn an_exception_may_be_for_a_file() {
    let world = World {
        ownerless: Some(looked(vec![found(VerifyCode::Ownerless, Severity::High, None, "evil.py")], vec![])),
        ..World::default()
    };
    let text = format!(
        "[[integrity]]\nownerless = true\n[[exception]]\nrule = \"integrity\"\npath = \"{}/evil.py\"\nreason = \"r\"\nowner = \"o\"\nuntil = \"2026-06-20\"",
        site_of("/env")
    );
    let outcome = world.check(&one(vec![]), &policy(&text));
    assert_eq!(outcome.files[0].decision.as_str(), "allowed");
    assert!(!outcome.has_findings());
}

#[test]
fn what_was_not_looked_at_is_unchecked() {
    let inventory = one(vec![package("a", "1"), package("b", "1")]);
    let outcome = World::default()
        .check(&inventory, &policy("[[integrity]]\nrecord = true\nownerless = true\nstartup = true"));
    assert_eq!(unchecked(&outcome), ["files-unchecked", "ownerless-unchecked", "startup-unchecked"]);
    let unread = VerifyUnchecked {
        path: "/made/a-1.dist-info/RECORD".into(),
        code: VerifyUncheckedCode::RecordUnreadable,
        reason: "no".to_owned(),
    };
    let world = World { record: Some(looked(vec![], vec![unread])), ..World::default() };
    let outcome = world.check(&inventory, &policy("[[integrity]]\nrecord = true"));
    assert_eq!(unchecked(&outcome), ["files-unchecked"]);
}

fn item(kind: StartupKind, verdict: Verdict, file: &str, owner: Option<&str>) -> StartupItem {
    StartupItem {
        kind,
        site: site_of("/env").into(),
        file: PathBuf::from(site_of("/env")).join(file),
        line: Some(1),
        content: "import x".to_owned(),
        digest: None,
        verdict,
        known: None,
        owner: owner.map(|name| Owner { name: name.to_owned(), version: None, is_unchanged: Some(true) }),
        traits: vec![],
        notes: vec![],
        mapping: vec![],
        is_inert: false,
        environments: vec!["/env".into()],
        passed_over: vec![],
    }
}

#[test]
fn start_up_code_must_be_on_the_list() {
    let items = vec![
        item(StartupKind::ImportLine, Verdict::Known, "distutils-precedence.pth", Some("a")),
        item(StartupKind::ImportLine, Verdict::Owned, "b.pth", Some("B")),
        item(StartupKind::ImportLine, Verdict::Unknown, "mine.pth", None),
        item(StartupKind::ImportLine, Verdict::Suspicious, "bad.pth", None),
        item(StartupKind::PathLine, Verdict::Plain, "src.pth", None),
        item(StartupKind::ImportedModule, Verdict::Owned, "a.py", Some("a")),
    ];
    let world = World { startup: Some(Startup { items, unchecked: vec![] }), ..World::default() };
    let inventory = one(vec![package("a", "1"), package("b", "1")]);
    for (startup, packages, files) in [
        ("true", ["allowed a-1", "allowed b-1"], &["bad.pth", "mine.pth"][..]),
        ("[\"distutils-precedence.pth\"]", ["allowed a-1", "warned b-1 integrity"], &["bad.pth", "mine.pth"]),
        ("[\"*.pth\"]", ["allowed a-1", "allowed b-1"], &["bad.pth"]),
        ("[]", ["warned a-1 integrity", "warned b-1 integrity"], &["bad.pth", "mine.pth"]),
    ] {
        let outcome = world.check(&inventory, &policy(&format!("[[integrity]]\nstartup = {startup}")));
        assert_eq!(decided(&outcome), packages, "{startup}");
        let names: Vec<_> =
            outcome.files.iter().map(|file| file.path.file_name().unwrap_or_default().to_owned()).collect();
        assert_eq!(names, files, "{startup}");
    }
}
