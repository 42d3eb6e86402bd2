//! Bills of materials of made trees: every kind of installation, and what nobody should have.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

use fetter_core::inventory::Inventory;
use fetter_testkit::Scratch;

use super::{component, documents, list, package, properties, text};
use crate::support::search;

const SITE: &str = "env/lib/python3.11/site-packages";

fn tree() -> (Scratch, Inventory) {
    let scratch = Scratch::new("exports");
    let tree = scratch.tree();
    tree.installation("base", "3.11");
    tree.venv("env", &scratch.at("base"), "3.11", false);
    tree.dist_info(SITE, "plain", "1.0");
    tree.egg_info(SITE, "egg", "2.0");
    tree.file(
        &format!("{SITE}/file-1.egg-info"),
        "Metadata-Version: 1.0\nName: file\nVersion: 1\nLicense: GPL\n",
    );
    for (name, direct_url) in [
        (
            "secret",
            r#"{"url": "https://user:hunter2@git.example/x?token=hunter2", "vcs_info": {"vcs": "git", "commit_id": "ab"}}"#,
        ),
        (
            "odd",
            r##"{"url": "git@git.example:a b\u0000.git", "vcs_info": {"vcs": "g i t", "commit_id": "#"}}"##,
        ),
        (
            "zipped",
            r#"{"url": "file:///tmp/a.zip", "archive_info": {"hashes": {"sha256": "x", "crc": "00"}}}"#,
        ),
    ] {
        tree.dist_info(SITE, name, "1");
        tree.file(&format!("{SITE}/{name}-1.dist-info/direct_url.json"), direct_url);
    }
    tree.file(
        &format!("{SITE}/hostile-1.dist-info/METADATA"),
        "Name: =cmd|' /C calc'!A0\u{1b}[31m\u{202e}\nVersion: 1,\"x\"\u{9b}2J\nLicense-Expression: MIT AND\n\
         License: \u{202e}\nClassifier: License :: \nRequires-Dist: x @ https://u:p@h/\nRequires-Dist: ;;\n\n",
    );
    tree.file(&format!("{SITE}/nameless.dist-info/METADATA"), "\n");
    tree.file(
        &format!("{SITE}/latin-1.dist-info/METADATA"),
        b"Name: latin\nVersion: 1\nLicense: caf\xe9\n\n",
    );
    tree.file("conda/conda-meta/history", "");
    tree.installation("conda", "3.11");
    tree.file(
        "conda/conda-meta/openssl-3.1-h0.json",
        r#"{"name": "openssl", "version": "3.1", "build": "h0", "channel": "https://h.example/t/tk-1-2/main/linux-64",
            "subdir": "linux-64", "fn": "openssl-3.1-h0.tar.bz2", "sha256": "nothing"}"#,
    );
    let odd = scratch.path().join(OsStr::from_bytes(b"caf\xe9")).join("site-packages/b-1.dist-info");
    std::fs::create_dir_all(&odd).expect("a directory can be made");
    std::fs::write(odd.join("METADATA"), "Name: b\nVersion: 1\n").expect("a file can be written");
    let found = search(&scratch);
    (scratch, found)
}

#[test]
fn every_kind_of_installation_is_in_it() {
    let (scratch, found) = tree();
    let (document, spdx) = documents(&found);
    for name in ["plain", "egg", "file", "secret", "odd", "zipped", "nameless", "latin", "openssl", "b"] {
        assert_eq!(text(component(&document, name), "type"), "library");
        assert!(!text(package(&spdx, name), "SPDXID").is_empty());
    }
    let openssl = "pkg:conda/openssl@3.1?build=h0&channel=main&subdir=linux-64&type=tar.bz2";
    assert_eq!(component(&document, "openssl")["purl"], openssl);
    let odd = component(&document, "odd");
    assert!(list(odd, "externalReferences").is_empty(), "what is no URL is no reference");
    assert_eq!(properties(odd, "fetter:origin").len(), 1, "and is said all the same");
    assert_eq!(package(&spdx, "odd")["downloadLocation"], "NOASSERTION");
    let b = &component(&document, "b")["evidence"]["occurrences"][0];
    assert_eq!(
        text(b, "location").split_once("/caf").map(|(_, rest)| rest),
        Some("%E9/site-packages/b-1.dist-info")
    );
    drop(scratch);
}

#[test]
fn no_secret_and_nothing_that_acts_on_a_terminal_gets_out() {
    let (_scratch, found) = tree();
    for text in [super::cyclonedx_text(&found), super::spdx_text(&found)] {
        assert!(!text.contains("hunter2") && !text.contains("tk-1-2") && !text.contains("u:p@"), "{text}");
        let acts = |character: char| character.is_control() && character != '\n' || character == '\u{202e}';
        assert!(!text.chars().any(acts));
    }
}

#[test]
fn the_bytes_follow_from_the_disk() {
    let (scratch, found) = tree();
    let again = search(&scratch);
    assert_eq!(super::cyclonedx_text(&found), super::cyclonedx_text(&again));
    assert_eq!(super::spdx_text(&found), super::spdx_text(&again));
}
