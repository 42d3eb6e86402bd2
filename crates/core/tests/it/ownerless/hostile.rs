//! Trees that nobody should have: no hang, no panic, and what could not be looked at is said.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

use fetter_core::integrity::verify::VerifyCode;
use rustix::fs::{CWD, FileType, Mode, OFlags, mkdirat, mknodat, openat};

use super::{SITE, install, look_in, only, python, said, said_in};

#[test]
fn fifos_are_not_opened() {
    let (scratch, tree) = python("hostile-fifo");
    install(&tree, SITE, "demo", &["demo/__init__.py"]);
    for name in ["evil.py", "demo/data", "_virtualenv.py", "README.txt"] {
        let path = scratch.at(&format!("{SITE}/{name}"));
        mknodat(CWD, &path, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
    }
    assert_eq!(
        said_in(&scratch),
        [
            "ownerless-data info README.txt",
            "ownerless-code high _virtualenv.py",
            "ownerless-data info demo/data",
            "ownerless-code high evil.py"
        ]
    );
}

#[test]
fn loops_of_links_and_links_out_of_the_site_end() {
    let (scratch, tree) = python("hostile-loops");
    install(&tree, SITE, "demo", &["demo/__init__.py"]);
    tree.file("outside/evil.py", "");
    tree.link(&format!("{SITE}/self"), "self");
    tree.link(&format!("{SITE}/demo/up"), "..");
    tree.link(&format!("{SITE}/demo/root"), "/");
    tree.link(&format!("{SITE}/demo/out"), scratch.at("outside"));
    assert_eq!(
        said_in(&scratch),
        [
            "ownerless-code high demo/out",
            "ownerless-code high demo/root",
            "ownerless-code high demo/up",
            "ownerless-data info self"
        ]
    );
}

#[test]
fn a_claimed_directory_that_is_a_link_is_not_entered() {
    let (scratch, tree) = python("hostile-linked-claim");
    install(&tree, SITE, "demo", &["demo/__init__.py"]);
    std::fs::rename(scratch.at(&format!("{SITE}/demo")), scratch.at("moved")).unwrap();
    tree.link(&format!("{SITE}/demo"), scratch.at("moved"));
    tree.file("moved/evil.py", "");
    let found = look_in(&scratch);
    assert_eq!(said(&found, &scratch.at(SITE)), ["replaced medium demo"]);
    assert_eq!(found.1, []);
}

#[test]
fn a_hundred_thousand_files_are_one_finding() {
    let (scratch, tree) = python("hostile-many");
    install(&tree, SITE, "demo", &["demo.py"]);
    tree.directory(&format!("{SITE}/many"));
    for number in 0..100_000 {
        std::fs::write(scratch.at(&format!("{SITE}/many/{number}.py")), "").unwrap();
    }
    let found = look_in(&scratch);
    assert!(only(&found, VerifyCode::Ownerless).reason.contains("100000 files"), "{:?}", found.0);
}

#[test]
fn depth_has_an_end() {
    let (scratch, tree) = python("hostile-deep");
    install(&tree, SITE, "demo", &["demo.py"]);
    let mut at = openat(CWD, scratch.at(SITE), OFlags::DIRECTORY, Mode::empty()).unwrap();
    for _ in 0..3000 {
        mkdirat(&at, "d", Mode::RWXU).unwrap();
        at = openat(&at, "d", OFlags::DIRECTORY, Mode::empty()).unwrap();
    }
    openat(&at, "evil.py", OFlags::CREATE | OFlags::WRONLY, Mode::RUSR).unwrap();
    let found = look_in(&scratch);
    assert_eq!(found.0, []);
    assert_eq!((found.1.len(), found.1[0].code.as_str()), (1, "too-large"));
}

#[test]
fn names_that_are_no_utf8_and_names_with_newlines() {
    let (scratch, tree) = python("hostile-names");
    install(&tree, SITE, "demo", &["demo.py"]);
    let site = scratch.at(SITE);
    for name in [&b"caf\xe9.py"[..], b"new\nline.py", b".py", b"..py", b"\xff\xfe.so", b" .pth", b"-.pyc"] {
        std::fs::write(site.join(OsStr::from_bytes(name)), "x").unwrap();
    }
    std::fs::create_dir(site.join(OsStr::from_bytes(b"\xff\n"))).unwrap();
    std::fs::write(site.join(OsStr::from_bytes(b"\xff\n/x.py")), "x").unwrap();
    let found = look_in(&scratch).0;
    let code =
        |finding: &&fetter_core::integrity::verify::VerifyFinding| finding.code == VerifyCode::Ownerless;
    assert_eq!(found.iter().filter(code).count(), 7, "{found:?}");
    assert!(found.iter().any(|finding| finding.path.as_os_str().as_bytes().ends_with(b"caf\xe9.py")));
}

#[test]
fn records_that_claim_too_much_claim_what_they_name() {
    let (scratch, tree) = python("hostile-record");
    install(&tree, SITE, "demo", &["demo.py"]);
    let deep = "d/".repeat(3000);
    // A directory is no file: naming it claims nothing in it.
    let record = format!("demo.py,,\nevil,,\nevil/,,\n.,,\n..,,\n/,,\n\"\n\",,\n{deep},,\n{deep}x.py,,\n");
    tree.file(&format!("{SITE}/demo-1.dist-info/RECORD"), record);
    tree.file(&format!("{SITE}/evil/__init__.py"), "");
    assert_eq!(said_in(&scratch), ["ownerless-code high evil"]);
}

#[test]
fn what_cannot_be_read_is_said() {
    if rustix::process::geteuid().is_root() {
        // Root reads everything.
        return;
    }
    let (scratch, tree) = python("hostile-shut");
    install(&tree, SITE, "demo", &["demo/__init__.py"]);
    tree.mode(&format!("{SITE}/demo"), 0);
    let found = look_in(&scratch);
    tree.mode(&format!("{SITE}/demo"), 0o755);
    assert_eq!((found.0.len(), found.1[0].code.as_str()), (0, "unreadable"));
}

#[test]
fn many_path_files_and_packages_are_bounded() {
    let (scratch, tree) = python("hostile-bounded");
    install(&tree, SITE, "demo", &["demo.py"]);
    for number in 0..1500 {
        tree.file(&format!("{SITE}/p{number:04}/__init__.py"), "");
        tree.file(&format!("{SITE}/a{number:04}.pth"), "import os\n");
    }
    let found = look_in(&scratch).0;
    let count = |code| found.iter().filter(|finding| finding.code == code).count();
    assert_eq!(count(VerifyCode::OwnerlessPathFile), 999);
    assert_eq!(count(VerifyCode::Ownerless), 2, "one for the path files beyond that, one for the rest");
    assert!(
        found[0].reason.contains("1501 more") || found[1].reason.contains("1501 more"),
        "{:?}",
        &found[..2]
    );
}
