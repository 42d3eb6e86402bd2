//! Who may write, whose files are, and what runs with others' rights.

use std::os::unix::fs::{chown, lchown};

use fetter_core::integrity::verify::VerifyCode;

use super::{SITE, install, look_in, only, python, said_in};

#[test]
fn what_everybody_may_write_to_is_said_once_for_a_tree() {
    let (scratch, tree) = python("perm-world");
    install(&tree, SITE, "demo", &["demo/__init__.py", "demo/sub/x.py", "demo/sub/y.py", "one.py"]);
    tree.mode(&format!("{SITE}/one.py"), 0o666);
    for path in ["demo/sub/x.py", "demo/sub/y.py"] {
        tree.mode(&format!("{SITE}/{path}"), 0o666);
    }
    tree.mode(&format!("{SITE}/demo/sub"), 0o777);
    tree.link(&format!("{SITE}/demo-1.dist-info/REQUESTED"), "METADATA");
    assert_eq!(said_in(&scratch), ["world-writable high demo/sub", "world-writable high one.py"]);
    let found = look_in(&scratch).0;
    assert_eq!(found[0].reason, "everybody may write to it and all below it (3 entries)");
    assert_eq!(found[1].reason, "everybody may write to it");
}

#[test]
fn a_site_that_is_all_writable_is_said_once_even_if_it_is_sticky() {
    let (scratch, tree) = python("perm-sticky");
    tree.mode(SITE, 0o1777);
    install(&tree, SITE, "demo", &["one.py"]);
    let found = look_in(&scratch);
    assert_eq!(only(&found, VerifyCode::WorldWritable).path, scratch.at(SITE));
    assert!(found.0[0].reason.contains("sticky keeps nobody"), "{}", found.0[0].reason);
}

#[test]
fn many_in_one_directory_are_said_at_once() {
    let (scratch, tree) = python("perm-many");
    let files: Vec<String> = (0..50).map(|number| format!("demo/m{number}.py")).collect();
    install(&tree, SITE, "demo", &files.iter().map(String::as_str).collect::<Vec<_>>());
    for file in &files {
        tree.mode(&format!("{SITE}/{file}"), 0o646);
    }
    let found = look_in(&scratch);
    let finding = only(&found, VerifyCode::WorldWritable);
    assert_eq!(finding.path, scratch.at(&format!("{SITE}/demo")));
    assert_eq!(finding.reason, "everybody may write to 50 entries in this directory");
}

#[test]
fn what_runs_with_others_rights() {
    let (scratch, tree) = python("perm-setuid");
    install(&tree, SITE, "demo", &["demo/helper"]);
    tree.mode(&format!("{SITE}/demo/helper"), 0o4755);
    tree.mode(&format!("{SITE}/demo"), 0o2755);
    assert_eq!(said_in(&scratch), ["set-user-id high demo/helper"]);
}

#[test]
fn files_of_others_are_said() {
    if !rustix::process::geteuid().is_root() {
        // Only root gives files away.
        return;
    }
    let (scratch, tree) = python("perm-owner");
    install(&tree, SITE, "demo", &["demo/__init__.py", "demo/x.py", "one.py"]);
    let at = |path: &str| scratch.at(&format!("{SITE}/{path}"));
    for path in ["demo", "demo/__init__.py", "demo/x.py"] {
        chown(at(path), Some(4242), None).unwrap();
    }
    tree.link(&format!("{SITE}/demo/link"), "x.py");
    lchown(at("demo/link"), Some(4242), None).unwrap();
    chown(at("one.py"), Some(4343), None).unwrap();
    let found = look_in(&scratch).0;
    let said: Vec<_> = found
        .iter()
        .filter(|finding| finding.code == VerifyCode::OtherOwner)
        .map(|finding| (finding.path.clone(), finding.reason.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            (
                at("demo"),
                "user 4242 owns it and all below it (4 entries), who is neither root nor the one that owns the site"
            ),
            (at("one.py"), "user 4343 owns it, who is neither root nor the one that owns the site"),
        ]
    );
    // A site of another user than its prefix; what is that user's or root's in it is all right.
    chown(at(""), Some(4242), None).unwrap();
    chown(at("one.py"), Some(0), None).unwrap();
    let found = look_in(&scratch);
    assert_eq!(only(&found, VerifyCode::OtherOwner).path, scratch.at(SITE));
}
