//! `lookup-bound`: what is known of what a bound asks for, without installing it.

use std::io::Write;
use std::process::Stdio;

use fetter_testkit::Scratch;

use super::forms::has_what_sites_demand;
use super::place::{bare, ends, found, index, json, keeps_to, run, service};
use super::records::{self, MALWARE, TENSOR, TRUST};
use crate::support::fetter;

/// The same two packages in every format, of which one is bad: each with the line that asks for it.
const BOUNDS: [(&str, &str, u64); 5] = [
    ("requirements.txt", "# all\nzope.interface==6.1\nrequests==2.31.0 \\\n    --hash=sha256:12\n", 3),
    (
        "uv.lock",
        "version = 1\nrequires-python = \">=3.9\"\n\n[[package]]\nname = \"requests\"\nversion = \"2.31.0\"\nsource = { registry = \"https://index.example/simple\" }\n",
        4,
    ),
    (
        "poetry.lock",
        "[[package]]\nname = \"requests\"\nversion = \"2.31.0\"\noptional = false\npython-versions = \"*\"\nfiles = []\n\n[metadata]\nlock-version = \"2.0\"\npython-versions = \"*\"\ncontent-hash = \"1\"\n",
        1,
    ),
    (
        "pylock.toml",
        "lock-version = \"1.0\"\ncreated-by = \"test\"\n\n[[packages]]\nname = \"requests\"\nversion = \"2.31.0\"\n",
        4,
    ),
    (
        "pyproject.toml",
        "[project]\nname = \"p\"\nversion = \"1\"\ndependencies = [\"requests==2.31.0\"]\n",
        4,
    ),
];

fn known(name: &str) -> Scratch {
    let home = bare(name);
    index(&home, &records::all(), 0);
    home
}

#[test]
fn every_format_with_the_place_that_asks() {
    let home = known("bound-formats");
    for (file, text, line) in BOUNDS {
        home.tree().file(&format!("{file}.d/{file}"), text);
        for named in [format!("{file}.d/{file}"), format!("{file}.d")] {
            let document = json(&home, &format!("lookup-bound {named} --offline json"), 3);
            keeps_to(&document, "docs/schema/audit-1.json");
            assert_eq!(found(&document), [format!("vulnerable requests 2.31.0 {}", TRUST[0])], "{named}");
            let place = &document["findings"][0]["places"][0];
            assert!(place["file"].as_str().expect("a file").ends_with(file), "{place}");
            let lines = line..line + 3;
            assert!(place["line"].as_u64().is_some_and(|at| lines.contains(&at)), "{named}: {place}");
            let at = format!("{file}:{}", place["line"]);
            let table = ends(&home, &format!("lookup-bound {named} --offline"), 3);
            assert!(table.contains(&at), "{at}: {table}");
            let sarif = json(&home, &format!("lookup-bound {named} --offline sarif"), 3);
            has_what_sites_demand(&sarif);
            let location = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
            assert_eq!(location["region"]["startLine"], place["line"]);
            assert!(location["artifactLocation"]["uri"].as_str().expect("a URI").ends_with(file));
        }
    }
}

#[test]
fn several_bounds_the_working_directory_and_standard_input() {
    let home = known("bound-sources");
    home.tree().file("requirements.txt", "requests==2.31.0\n");
    home.tree().file("more.txt", "colourfull==1.0\ntorch==2.6.0+cu118\n");
    let all = found(&json(&home, "lookup-bound requirements.txt -b more.txt --offline json", 3));
    assert_eq!(
        all,
        [
            format!("malicious colourfull 1.0 {MALWARE}"),
            format!("vulnerable torch 2.6.0+cu118 {TENSOR}"),
            format!("vulnerable requests 2.31.0 {}", TRUST[0]),
        ]
    );
    assert_eq!(found(&json(&home, "lookup-bound -b requirements.txt -b more.txt --offline json", 3)), all);
    assert_eq!(found(&json(&home, "lookup-bound --offline json", 3)), all[2..], "the working directory");
    let mut command =
        fetter(&home).args(["lookup-bound", "-", "--offline", "--database", "db", "json"]).into_command();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it can be started");
    child.stdin.take().expect("a pipe").write_all(b"requests==2.31.0\n").expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(found(&serde_json::from_slice(&output.stdout).expect("JSON")), all[2..]);
}

#[test]
fn a_bound_that_cannot_be_read_is_4() {
    let home = known("bound-unread");
    home.tree().file("unclear.txt", "zope.interface==6.1\nhello world\n");
    home.tree().file("broken.lock", "x");
    home.tree().file("uv.lock/uv.lock", "version = [");
    home.tree().directory("empty");
    for bound in ["missing.txt", "unclear.txt", "uv.lock/uv.lock", "empty", "http://127.0.0.1:9/r.txt"] {
        let ran = run(&home, &format!("lookup-bound {bound} --offline json"));
        assert_eq!(ran.code, Some(4), "{bound}: {}", ran.stderr);
        let document: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
        keeps_to(&document, "docs/schema/audit-1.json");
        assert_ne!(document["unchecked"], serde_json::json!([]), "{bound}");
        assert!(ran.stderr.contains('[') && !ran.stderr.contains("panic"), "{bound}: {}", ran.stderr);
    }
    // Findings beside it are findings.
    home.tree().file("both.txt", "colourfull==1.0\nhello world\n");
    ends(&home, "lookup-bound both.txt --offline", 3);
    assert_eq!(run(&home, "lookup-bound --bound= --offline").code, Some(2));
}

/// What may be installed as this or that is neither clean nor a finding.
#[test]
fn what_is_left_open_is_4_with_advice() {
    let home = known("bound-open");
    for (requirement, code, said) in [
        ("requests>=2", 4, "ask for 2.32.0 or later, or lock it"),
        ("requests", 4, "ask for 2.32.0 or later, or lock it"),
        ("requests<2.32", 3, "the highest known version that requests<2.32 allows"),
        ("requests>=2.32", 0, ""),
        ("requests==2.31.*", 3, "the highest known version"),
        ("zope.interface", 0, ""),
        ("unheard-of", 0, ""),
        ("requests @ https://h.example/requests.zip", 4, "in whatever version is there"),
    ] {
        home.tree().file("r.txt", format!("{requirement}\n"));
        let ran = run(&home, "lookup-bound r.txt --offline");
        assert_eq!(ran.code, Some(code), "{requirement}: {}{}", ran.stdout, ran.stderr);
        let all = format!("{}{}", ran.stdout, ran.stderr);
        assert!(all.contains(said), "{requirement}: {all}");
        assert!(code != 4 || all.contains("r.txt:1"), "{requirement}: {all}");
    }
    home.tree().file("c.txt", "requests==2.32.0\n");
    home.tree().file("r.txt", "-c c.txt\nrequests\n");
    ends(&home, "lookup-bound r.txt --offline", 0);
}

#[test]
fn the_service_says_the_same() {
    let home = known("bound-service");
    home.tree()
        .file("r.txt", "requests==2.31.0\ntorch==2.6.0+cu118\noldlib==1.0.0\nzope.interface>=5\nreqeusts\n");
    let osv = service();
    let local = json(&home, "lookup-bound r.txt --offline --retain-passing json", 3);
    let api = json(
        &home,
        &format!("lookup-bound r.txt --source api --api {} --retain-passing json", osv.base()),
        3,
    );
    for key in ["findings", "unchecked", "passing", "releases"] {
        assert_eq!(api[key], local[key], "{key}");
    }
}
