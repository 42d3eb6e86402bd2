//! Files that only the agent itself can have written.

use std::os::unix::fs::{PermissionsExt, symlink};

use fetter_agent::run::PrivateFile;
use fetter_testkit::Scratch;

fn mode(path: &std::path::Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("its own");
}

#[test]
fn what_others_may_have_written_is_not_read() {
    let scratch = Scratch::new("private");
    let directory = scratch.tree().directory("state");
    mode(&directory, 0o700);
    let file = PrivateFile::new(directory.join("it"));
    assert_eq!(file.read(100).expect("nothing is there"), None);
    file.write(b"first").expect("it can be written");
    file.write(b"second").expect("it can be exchanged");
    assert_eq!(file.read(100).expect("its own").as_deref(), Some(&b"second"[..]));
    assert_eq!(std::fs::metadata(file.path()).expect("it is there").permissions().mode() & 0o777, 0o600);
    let said = |limit| file.read(limit).expect_err("it is not trusted").to_string();
    assert!(said(5).contains("larger"), "{}", said(5));
    mode(file.path(), 0o604);
    assert!(said(100).contains("others may read or write it"));
    mode(file.path(), 0o600);
    std::fs::hard_link(file.path(), directory.join("other")).expect("linked");
    assert!(said(100).contains("no plain file"));
    std::fs::remove_file(file.path()).expect("removed");
    symlink(directory.join("other"), file.path()).expect("linked");
    assert!(file.read(100).is_err(), "a link");
    file.write(b"third").expect("a link is exchanged, and not followed");
    assert_eq!(std::fs::read(directory.join("other")).expect("it is there"), b"second");
    mode(&directory, 0o770);
    assert!(said(100).contains("others may write it"));
    assert!(file.write(b"fourth").is_err());
    mode(&directory, 0o700);
    file.remove().expect("removed");
    file.remove().expect("it is gone");
    assert_eq!(file.read(100).expect("nothing is there"), None);
}
