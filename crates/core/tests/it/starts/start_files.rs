//! `.start` files (PEP 829).

use fetter_core::integrity::startup::{StartupKind, Verdict};

use super::{SITE, item, made, startup};

#[test]
fn entry_points_run_from_3_15_on_and_lead_to_modules() {
    let (scratch, tree) = made("startup-start");
    tree.installation("new", "3.15");
    tree.venv("later", &scratch.at("new"), "3.15", false);
    let site = "later/lib/python3.15/site-packages";
    let old = tree.file(&format!("{SITE}/x.start"), "pkg.mod:main\n");
    let file = tree.file(&format!("{site}/x.start"), "# comment\npkg.mod:main\nnot an entry point\n");
    tree.file(&format!("{site}/pkg/__init__.py"), "");
    let module = tree.file(&format!("{site}/pkg/mod.py"), "import socket\ndef main(): socket.socket()\n");
    let found = startup(&scratch);
    let entry = item(&found, &file, Some(2));
    assert_eq!((entry.kind, entry.content.as_str()), (StartupKind::EntryPoint, "pkg.mod:main"));
    assert_eq!(entry.environments, [scratch.at("later")]);
    assert!(item(&found, &file, Some(3)).notes.iter().any(|note| note.contains("no entry point")));
    assert_eq!(item(&found, &module, None).verdict, Verdict::Suspicious);
    assert_eq!(item(&found, &scratch.at(&format!("{site}/pkg/__init__.py")), None).verdict, Verdict::Known);
    assert_eq!(item(&found, &old, Some(1)).passed_over, [scratch.at("env")]);
}

#[test]
fn a_start_file_that_is_no_utf8_is_said() {
    let (scratch, tree) = made("startup-start-bytes");
    let file = tree.file(&format!("{SITE}/x.start"), b"caf\xe9:x\n");
    let found = startup(&scratch);
    let one = item(&found, &file, None);
    assert!(one.notes.iter().any(|note| note.contains("passes over")), "{one:?}");
}
