//! The JSON documents of `verify` and `unpack`: their shapes are promises.

use fetter_core::integrity::unpack::{UnpackRequest, unpack};
use fetter_core::inventory::file::Disk;
use fetter_core::report::json::{UnpackDocument, VerifyDocument};
use fetter_core::timestamp::Timestamp;
use fetter_testkit::Scratch;

use super::joined::all;
use super::{SITE, environment, install};
use crate::support::search;

/// A small environment in which something of most kinds is the matter.
fn sample(name: &str) -> Scratch {
    let scratch = environment(name);
    let tree = scratch.tree();
    let record = install(&tree, SITE, "Demo", &[("demo/__init__.py", b"x = 1\n"), ("demo/data.txt", b"d")]);
    let record = record + "demo/gone.py,sha256=AAAA,3\ndemo/new.py,blake3=AAAA,3\n/etc/passwd,,\n";
    tree.file(&format!("{SITE}/Demo-1.0.dist-info/RECORD"), record);
    tree.file(&format!("{SITE}/demo/__init__.py"), "x = 2\n");
    tree.file(&format!("{SITE}/demo/new.py"), "new");
    tree.file(&format!("{SITE}/evil/__init__.py"), "");
    tree.file(&format!("{SITE}/evil.pth"), "import os\n");
    tree.file(&format!("{SITE}/json.py"), "");
    tree.file(&format!("{SITE}/old.egg-info"), "Name: old\nVersion: 1\n");
    scratch
}

fn text(scratch: &Scratch, write: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).expect("memory can be written");
    let text = String::from_utf8(bytes).expect("JSON is text");
    text.replace(&scratch.path().display().to_string(), "/scratch")
}

#[test]
fn a_verification_in_json() {
    let scratch = sample("verify-json");
    let mut found = all(&scratch, None);
    for status in found.findings.iter_mut().filter_map(|finding| finding.status.as_mut()) {
        // What differs by who runs the tests, when, and on which file system.
        (status.user, status.group) = (1000, 1000);
        status.modified = Timestamp::of_unix_time(1_700_000_000);
        let is_directory = status.mode & 0o111 != 0;
        status.mode = if is_directory { 0o755 } else { 0o644 };
        status.size = if is_directory { 4096 } else { status.size };
    }
    insta::assert_snapshot!("verify", text(&scratch, |out| VerifyDocument::new(&found, 1).write(out)));
}

#[test]
fn files_in_json() {
    let scratch = sample("unpack-json");
    let inventory = search(&scratch);
    let request = UnpackRequest { files: true, ..UnpackRequest::default() };
    let found = unpack(&inventory, &Disk::here(), &request);
    let listed = text(&scratch, |out| UnpackDocument::new(&found, false).write(out));
    insta::assert_snapshot!("unpack", listed);
    let counted = text(&scratch, |out| UnpackDocument::new(&found, true).write(out));
    assert!(!counted.contains("gone.py"), "{counted}");
}
