//! `db update` from a server on the loopback.

use fetter_testkit::server::{Response, Server};

use super::dump::{bytes, zipped};
use super::place::{bare, index_file, json, machine, run};
use super::records;

#[test]
fn a_download_that_was_cut_is_resumed() {
    let home = bare("web-resume");
    let whole = zipped(&records::all());
    let (first, length) = (whole.len() / 2, whole.len());
    let server = Server::start();
    server.answer("/all.zip", Response::ranged(whole.clone(), "\"v1\"").cut_after(first));
    server.answer("/all.zip", Response::ranged(whole, "\"v1\""));
    let ran = run(&home, &format!("db update --from {}", server.url("/all.zip")));
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let asked = server.requests();
    assert_eq!(asked.len(), 2);
    assert_eq!((asked[0].range(), asked[1].range()), (None, Some(first)), "of {length}");
    assert_eq!(asked[1].header("if-range"), Some("\"v1\""));
    assert_eq!(json(&home, "db status json", 0)["index"]["source"], server.url("/all.zip"));
}

#[test]
fn what_was_not_modified_is_not_fetched_again() {
    let home = machine("web-unchanged");
    let server = Server::start();
    server.answer("/all.zip", Response::ranged(zipped(&records::all()), "\"v1\""));
    let update = format!("db update --from {}", server.url("/all.zip"));
    assert_eq!(run(&home, &update).code, Some(0));
    let digest = json(&home, "db status json", 0)["index"]["digest"].clone();
    let ran = run(&home, &update);
    assert!(ran.code == Some(0) && ran.stderr.contains("advisories: unchanged: 7 records"), "{}", ran.stderr);
    assert_eq!(json(&home, "db status json", 0)["index"]["digest"], digest);
    let asked = server.requests();
    assert_eq!((asked.len(), asked[1].header("if-none-match")), (2, Some("\"v1\"")));
    assert_eq!(run(&home, "audit --offline exit").code, Some(3));
    // Another source is another question.
    server.answer("/other.zip", Response::ranged(zipped(&records::all()), "\"v1\""));
    let ran = run(&home, &format!("db update --from {}", server.url("/other.zip")));
    assert!(ran.code == Some(0) && !ran.stderr.contains("unchanged"), "{}", ran.stderr);
    assert_eq!(server.requests()[2].header("if-none-match"), None);
}

/// What is confirmed is what is there: a damaged index is fetched anew, though the server has nothing new.
#[test]
fn a_damaged_index_is_not_confirmed() {
    let home = machine("web-damaged");
    let server = Server::start();
    server.answer("/all.zip", Response::ranged(zipped(&records::all()), "\"v1\""));
    let update = format!("db update --from {}", server.url("/all.zip"));
    assert_eq!(run(&home, &update).code, Some(0));
    let mut damaged = bytes(&index_file(&home));
    *damaged.last_mut().expect("a byte") ^= 0xff;
    home.tree().file("db/advisories-1.index", damaged);
    json(&home, "db status json", 4);
    assert_eq!(run(&home, &update).code, Some(0));
    json(&home, "db status json", 0);
    assert_eq!(server.requests()[1].header("if-none-match"), None);
}

#[test]
fn a_digest_pins_a_download() {
    let home = bare("web-pinned");
    let whole = zipped(&records::all());
    home.tree().file("all.zip", &whole);
    let digest = fetter_testkit::program::Program::new("sha256sum").args([home.at("all.zip")]).succeed();
    let digest = digest.split(' ').next().expect("a digest").to_owned();
    let server = Server::start();
    server.answer("/all.zip", Response::ok(whole));
    let ran = run(&home, &format!("db update --from {}#sha256={digest}", server.url("/all.zip")));
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!(json(&home, "db status json", 0)["index"]["source"], server.url("/all.zip"));
}

#[test]
fn a_source_may_be_configured_and_lists_may_be_urls() {
    let home = machine("web-configured");
    let server = Server::start();
    server.answer("/all.zip", Response::ok(zipped(&records::all())));
    server.answer(
        "/kev.json",
        Response::json(r#"{"vulnerabilities": [{"cveID": "CVE-2024-9002", "dateAdded": "2024-07-01"}]}"#),
    );
    let (from, kev) = (server.url("/all.zip").replace("//", "//user:hunter2@"), server.url("/kev.json"));
    home.tree().file(".config/fetter/fetter.toml", format!("[database]\nfrom = {from:?}\nkev = {kev:?}\n"));
    let ran = run(&home, "db update");
    assert!(ran.code == Some(0) && !ran.stderr.contains("hunter2"), "{}", ran.stderr);
    assert!(server.requests()[0].header("authorization").is_some_and(|value| value.starts_with("Basic ")));
    let status = run(&home, "db status json");
    assert!(status.code == Some(0) && !status.stdout.contains("hunter2"), "{}", status.stdout);
    assert!(!String::from_utf8_lossy(&bytes(&index_file(&home))).contains("hunter2"));
    let audit = run(&home, "audit --offline");
    assert!(audit.code == Some(3) && audit.stdout.contains("exploited"), "{}", audit.stdout);
}
