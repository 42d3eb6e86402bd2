//! Updates that fail: what is there stays, byte for byte, and what to do is said.

use std::process::Stdio;

use fetter_testkit::Scratch;
use fetter_testkit::server::{Response, Server};
use zip::CompressionMethod;

use super::dump::{bytes, zip, zipped};
use super::place::{index, index_file, machine, run};
use super::records;
use crate::support::fetter;

/// Tries an update that must fail, and leave everything as it was.
fn fails(home: &Scratch, options: &str, said: &[&str]) {
    let before = bytes(&index_file(home));
    let ran = run(home, &format!("db update {options}"));
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{options}: {}", ran.stderr);
    for said in said {
        assert!(ran.stderr.contains(said), "{options}: {said}: {}", ran.stderr);
    }
    assert!(bytes(&index_file(home)) == before, "{options} changed the index");
    let left: Vec<_> = std::fs::read_dir(home.at("db"))
        .expect("it is there")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with('.') || name.contains("new-"))
        .collect();
    assert!(left.is_empty(), "{options} left {left:?}");
}

#[test]
fn a_failed_update_leaves_the_old_index() {
    let home = machine("update-faults");
    index(&home, &records::all(), 0);
    let whole = zipped(&records::all());
    home.tree().file("garbage.zip", "no archive at all");
    home.tree().file("empty.zip", "");
    home.tree().file("truncated.zip", &whole[..whole.len() / 2]);
    home.tree().file("without-end.zip", &whole[..whole.len() - 10]);
    let mut flipped = zip(&super::dump::files(&records::all()), CompressionMethod::Stored);
    flipped[200] ^= 0xff;
    home.tree().file("flipped.zip", flipped);
    home.tree().file("foreign.zip", zipped(&records::all()[8..]));
    home.tree()
        .file("no-records.zip", zip(&[("a.txt".to_owned(), b"x".to_vec())], CompressionMethod::Stored));
    home.tree().directory("nothing");
    let kept = "the advisories were not updated, and the index is as it was";
    let none = "it has no record about Python packages (one JSON file for each record, in the OSV format)";
    for (from, said) in [
        ("garbage.zip", "it is no zip file that can be read"),
        ("empty.zip", "it is no zip file that can be read"),
        ("truncated.zip", "it is no zip file that can be read"),
        ("without-end.zip", "it is no zip file that can be read"),
        ("flipped.zip", "it is no zip file that can be read"),
        ("foreign.zip", none),
        ("no-records.zip", none),
        ("nothing", none),
        ("missing.zip", "No such file"),
        ("/dev/null", "is neither a file nor a directory"),
        ("ftp://h.example/all.zip", "ftp is no http, https or file"),
    ] {
        fails(&home, &format!("--from {from}"), &[said]);
        if !from.starts_with("ftp") {
            fails(&home, &format!("--from {from}"), &[kept]);
        }
    }
}

#[test]
fn a_failed_download_leaves_the_old_index() {
    let home = machine("download-faults");
    index(&home, &records::all(), 0);
    let whole = zipped(&records::all());
    let server = Server::start();
    server.answer("/garbage.zip", Response::garbage(100_000));
    server.answer("/html.zip", Response::ok("<html>Sign in</html>"));
    server.answer("/forbidden.zip", Response::status(403));
    server.answer("/pinned.zip", Response::ok(whole.clone()));
    server.answer("/short.zip", Response::ok(whole[..whole.len() / 2].to_vec()));
    server.answer("/loop.zip", Response::redirect(302, "/loop.zip"));
    server.answer("/file.zip", Response::redirect(302, "file:///etc/passwd"));
    for (target, said) in [
        ("/garbage.zip", "it is no zip file that can be read"),
        ("/html.zip", "it is no zip file that can be read"),
        ("/short.zip", "it is no zip file that can be read"),
        ("/forbidden.zip", "403"),
        ("/missing.zip", "404"),
        ("/loop.zip", "redirects"),
        ("/file.zip", "file:///etc/passwd"),
        ("/pinned.zip#sha256=0000000000000000000000000000000000000000000000000000000000000000", "SHA-256"),
        ("/pinned.zip#sha256=123", "sha256"),
    ] {
        fails(&home, &format!("--from {}", server.url(target)), &[said, "the index is as it was"]);
    }
    let secret = server.url("/missing.zip").replace("http://", "http://user:hunter2@");
    let ran = run(&home, &format!("db update --from {secret}"));
    assert!(ran.code == Some(1) && !ran.stderr.contains("hunter2"), "{}", ran.stderr);
    // Several attempts, each of which waits: at the same time.
    server.answer("/500.zip", Response::status(500));
    server.answer("/cut.zip", Response::ok(whole).cut_after(100));
    std::thread::scope(|scope| {
        for target in ["/500.zip", "/cut.zip"] {
            let (url, home) = (server.url(target), &home);
            scope.spawn(move || {
                let ran = run(home, &format!("db update --from {url}"));
                assert!(
                    ran.code == Some(1) && ran.stderr.contains("the index is as it was"),
                    "{}",
                    ran.stderr
                );
            });
        }
    });
    let audited = run(&home, "audit --offline exit");
    assert_eq!(audited.code, Some(3), "the old index is used: {}", audited.stderr);
}

#[test]
fn a_failed_list_leaves_the_old_one() {
    let home = machine("list-faults");
    index(&home, &records::all(), 0);
    home.tree()
        .file("kev.json", r#"{"vulnerabilities": [{"cveID": "CVE-2024-9002", "dateAdded": "2024-07-01"}]}"#);
    assert_eq!(run(&home, "db update --skip-advisories --kev kev.json").code, Some(0));
    let before = bytes(&home.at("db/kev-1.list"));
    home.tree().file("wrong", "{}");
    for (option, said) in [("kev", "KEV, JSON"), ("epss", "EPSS, CSV"), ("popular", "list of popular names")]
    {
        fails(
            &home,
            &format!("--skip-advisories --{option} wrong"),
            &[said, "was not updated, and is as it was"],
        );
        fails(&home, &format!("--skip-advisories --{option} missing"), &["could not read", "is as it was"]);
    }
    assert_eq!(bytes(&home.at("db/kev-1.list")), before);
    for line in ["--skip-advisories", "--skip-advisories --from x --kev kev.json"] {
        let ran = run(&home, &format!("db update {line}"));
        assert_eq!(ran.code, Some(2), "{line}: {}", ran.stderr);
    }
}

#[test]
fn a_place_that_cannot_be_written_is_said() {
    let home = machine("update-nowhere");
    home.tree().file("all.zip", zipped(&records::all()));
    home.tree().file("db", "a file");
    let ran = run(&home, "db update --from all.zip");
    assert!(ran.code == Some(1) && ran.stderr.contains("could not make the directory"), "{}", ran.stderr);
    assert_eq!(bytes(&home.at("db")), b"a file");
}

/// Nothing half-written is left, and nothing that would grow with each try.
#[test]
fn an_update_that_is_killed_leaves_the_old_index_and_nothing_else() {
    let home = machine("update-killed");
    index(&home, &records::all(), 0);
    let before = bytes(&index_file(&home));
    let server = Server::start();
    server.answer("/all.zip", Response::ok(zipped(&records::all())).hanging_after(1000));
    let own = ["db", "--database", "db", "update", "--from"];
    let mut command = fetter(&home).args(own).args([server.url("/all.zip")]).into_command();
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().expect("it can be started");
    while server.requests().is_empty() {
        std::thread::yield_now();
    }
    child.kill().expect("it can be killed");
    assert_eq!(child.wait().expect("it ends").code(), None);
    assert!(bytes(&index_file(&home)) == before);
    assert_eq!(std::fs::read_dir(home.at("db")).expect("it is there").count(), 1);
    assert_eq!(run(&home, "audit --offline exit").code, Some(3));
}
