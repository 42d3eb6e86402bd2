//! Listed files and what lies beside them, in one verification.

use std::os::unix::fs::PermissionsExt;

use fetter_core::integrity::verify::{
    Severity, Verification, VerifyCode, VerifyProgress, VerifyRequest, verify,
};
use fetter_core::inventory::file::Disk;
use fetter_core::report::Pattern;
use fetter_testkit::Scratch;

use super::{SITE, environment, install, shown, told};
use crate::support::search;

/// Verifies all that a scratch directory holds, and looks for what is nobody's.
pub(super) fn all(scratch: &Scratch, pattern: Option<&Pattern>) -> Verification {
    let inventory = search(scratch);
    let by = |threads| {
        let request =
            VerifyRequest { ownerless: true, pattern, threads: Some(threads), ..VerifyRequest::default() };
        let mut found = verify(&inventory, &Disk::here(), &request, &VerifyProgress::default());
        found.totals.bytes = 0;
        found
    };
    let found = by(3);
    assert_eq!(found, by(1), "the number of threads changes nothing");
    found
}

#[test]
fn what_belongs_to_nobody_is_told_beside_what_was_changed() {
    let scratch = environment("joined");
    let tree = scratch.tree();
    install(&tree, SITE, "a", &[("a/one.py", b"1")]);
    tree.file(&format!("{SITE}/a/one.py"), "2");
    tree.file(&format!("{SITE}/a/__pycache__/gone.cpython-311.pyc"), "");
    tree.file(&format!("{SITE}/evil/__init__.py"), "");
    tree.file(&format!("{SITE}/note.txt"), "x");
    let found = all(&scratch, None);
    assert_eq!(
        told(&scratch, &found),
        [
            "high ownerless-code evil",
            "high modified a/one.py",
            "info bytecode-orphan a/__pycache__/gone.cpython-311.pyc",
            "info ownerless-data note.txt",
        ]
    );
    assert!(found.is_checked());
    assert!(found.totals.sites > 0);
}

/// A mistyped name is not a package that is as it should be.
#[test]
fn a_pattern_that_matches_nothing_is_not_clean() {
    let scratch = environment("joined-nothing");
    install(&scratch.tree(), SITE, "a", &[("a/x.py", b"1")]);
    let pattern = Pattern::new("aa", false).expect("a glob");
    let found = all(&scratch, Some(&pattern));
    let codes: Vec<_> = found.unchecked.iter().map(|unchecked| unchecked.code.as_str()).collect();
    assert_eq!((codes, found.findings.len(), found.is_checked()), (vec!["nothing-matched"], 0, false));
}

#[test]
fn a_pattern_names_distributions_and_nothing_that_is_nobody_s() {
    let scratch = environment("joined-pattern");
    let tree = scratch.tree();
    install(&tree, SITE, "a", &[("a.py", b"1")]);
    tree.file(&format!("{SITE}/evil.py"), "");
    assert_eq!(told(&scratch, &all(&scratch, None)), ["high ownerless-code evil.py"]);
    let pattern = Pattern::new("a", false).expect("a glob");
    let found = all(&scratch, Some(&pattern));
    assert_eq!((found.findings.len(), found.totals.sites), (0, 0));
}

#[test]
fn compiled_code_without_a_source_is_told_once() {
    let scratch = environment("joined-orphan");
    let tree = scratch.tree();
    install(&tree, SITE, "a", &[("a/one.py", b"1")]);
    tree.file(&format!("{SITE}/a/evil.pyc"), "code");
    tree.file(&format!("{SITE}/alone.pyc"), "code");
    assert_eq!(
        told(&scratch, &all(&scratch, None)),
        ["high bytecode-orphan a/evil.pyc", "high ownerless-code alone.pyc"]
    );
}

#[test]
fn what_has_no_list_of_files_is_a_finding_and_not_unchecked() {
    let scratch = environment("joined-unlisted");
    let tree = scratch.tree();
    tree.file(&format!("{SITE}/old.egg-info"), "Name: old\nVersion: 1\n");
    tree.file(&format!("{SITE}/old.py"), "");
    let tricky = tree.egg_info(SITE, "tricky", "1.0").join("SOURCES.txt");
    std::fs::write(tricky, "tricky.py\n").expect("written");
    let found = all(&scratch, None);
    let told: Vec<_> = found
        .findings
        .iter()
        .map(|one| format!("{} {} {}", one.severity.as_str(), one.code, shown(&scratch, &one.path)))
        .collect();
    assert_eq!(
        told,
        [
            "low record-missing old.egg-info",
            "low record-missing tricky-1.0.egg-info/SOURCES.txt",
            "info names-only ",
        ]
    );
    assert!(found.is_checked() && found.has_findings(), "whoever is not listed does not pass unseen");
}

#[test]
fn a_directory_that_a_link_stands_for_is_replaced() {
    let scratch = environment("joined-link");
    let tree = scratch.tree();
    install(&tree, SITE, "a", &[("a/one.py", b"1")]);
    std::fs::rename(scratch.at(&format!("{SITE}/a")), scratch.at("moved")).expect("moved");
    tree.link(&format!("{SITE}/a"), scratch.at("moved"));
    let found = all(&scratch, None);
    assert_eq!(told(&scratch, &found), ["medium replaced a", "info replaced a/one.py"]);
    assert!(found.is_checked());
}

#[test]
fn what_cannot_be_searched_is_unchecked() {
    let scratch = environment("joined-unread");
    let tree = scratch.tree();
    install(&tree, SITE, "a", &[("a.py", b"1")]);
    tree.directory(&format!("{SITE}/closed"));
    let closed = scratch.at(&format!("{SITE}/closed"));
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).expect("its mode can be set");
    let found = all(&scratch, None);
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o755)).expect("its mode can be set");
    // To root nothing is closed.
    let is_root = rustix::process::geteuid().is_root();
    assert_eq!((found.is_checked(), found.has_findings()), (is_root, false));
}

#[test]
fn scripts_of_a_copied_prefix_are_harmless_and_other_paths_out_are_not() {
    let scratch = environment("joined-copied");
    let tree = scratch.tree();
    let record = install(&tree, "cache/image", "a", &[("a.py", b"1")]);
    let record = record + "../../../bin/a,,\n../../../bin/b,,\n../../../bin/../c,,\n";
    tree.file("cache/image/a-1.0.dist-info/RECORD", record);
    let found = all(&scratch, None);
    let outside = found.findings.iter().filter(|one| one.code == VerifyCode::Outside);
    let severities: Vec<_> = outside.map(|one| one.severity).collect();
    assert_eq!(severities, [Severity::Medium, Severity::Info]);
}
