//! What an agent reads of packages is in what the server exports, as a search of the machine itself has it.

use std::collections::BTreeMap;
use std::path::Path;

use fetter_agent::report::{Digests, Facts, contents, report_with};
use fetter_core::inventory::discover::{DetailReader, Progress, Request, Surroundings, discover};
use fetter_core::inventory::{Distribution, DistributionKind, Inventory, SiteKind};
use fetter_core::report::json::{InventoryDocument, write_cyclonedx};
use fetter_core::timestamp::Timestamp;
use fetter_protocol::{Answer, Digest, Report, SiteContents, read};
use fetter_testkit::{Scratch, Tree};
use serde_json::{Value, json};

use crate::support::{Fixture, Machine, dump, now, on_both};

const SITE: &str = "v/lib/python3.11/site-packages";

/// An environment of pip's, and one of conda's.
fn environments(tree: &Tree) {
    let base = tree.installation("base", "3.11.4");
    tree.venv("v", &base, "3.11.4", false);
    let metadata = |name: &str, version: &str, lines: &str| {
        let own = format!("{SITE}/{name}-{version}.dist-info");
        tree.dist_info(SITE, name, version);
        let text = format!("Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n{lines}\n");
        tree.file(&format!("{own}/METADATA"), text);
        own
    };
    let requests = metadata(
        "requests",
        "2.32.3",
        "Requires-Python: >=3.8\nRequires-Dist: idna<4,>=2.5\nRequires-Dist: plain\nRequires-Dist: socks; extra == \"socks\"\n\
         Provides-Extra: socks\nLicense-Expression: Apache-2.0 OR MIT\nLicense-File: LICENSE\n",
    );
    tree.file(&format!("{requests}/INSTALLER"), "uv\n");
    tree.file(&format!("{requests}/REQUESTED"), "");
    metadata("idna", "3.7", "License: BSD\nClassifier: License :: OSI Approved :: MIT License\n");
    metadata("plain", "1.0", "");
    let own = metadata("own", "0.1", "");
    let origin = json!({"url": "https://ada:secret@forge.example/own.git", "subdirectory": "python",
        "vcs_info": {"vcs": "git", "requested_revision": "main", "commit_id": "0a1b2c"}});
    tree.file(&format!("{own}/direct_url.json"), origin.to_string());
    let compiled = metadata("compiled", "1.0", "");
    let sbom = json!({"bomFormat": "CycloneDX", "specVersion": "1.6",
        "components": [{"type": "library", "name": "zlib", "version": "1.3", "purl": "pkg:generic/zlib@1.3"}]});
    tree.file(&format!("{compiled}/sboms/auditwheel.cdx.json"), sbom.to_string());

    tree.installation("c", "3.12");
    tree.file("c/conda-meta/history", "");
    let numpy = tree.dist_info("c/lib/python3.12/site-packages", "numpy", "2.0");
    std::fs::remove_file(numpy.join("INSTALLER")).expect("it was there");
    let record = |name: &str, files: &[&str]| {
        let record = json!({"name": name, "version": "2.0", "build": "h1_0", "channel": "https://c.example/t/tk-1/forge/linux-64",
            "subdir": "linux-64", "fn": format!("{name}-2.0-h1_0.conda"), "md5": "0".repeat(32), "sha256": "1".repeat(64),
            "license": "Zlib", "files": files, "requested_spec": name});
        tree.file(&format!("c/conda-meta/{name}-2.0-h1_0.json"), record.to_string());
    };
    record("numpy", &["lib/python3.12/site-packages/numpy-2.0.dist-info/METADATA"]);
    record("openssl", &["lib/libssl.so"]);
}

fn search(place: &Path, details: bool) -> (Inventory, Request, Surroundings) {
    let request = Request {
        paths: vec![place.to_path_buf()],
        only_paths: true,
        details,
        origins: true,
        no_user_site: true,
        ..Request::default()
    };
    let surroundings = Surroundings { directory: "/".into(), ..Surroundings::default() };
    let found = discover(&request, &surroundings, &Progress::default()).expect("it can be searched");
    (found, request, surroundings)
}

/// What an agent that keeps no details tells of a place, with details or, as an earlier one did, without.
fn told(machine: &Machine, place: &Path, details: bool) -> (Report, BTreeMap<Digest, Vec<u8>>) {
    let (found, request, surroundings) = search(place, false);
    let mut digests = Digests::default();
    if details {
        digests.read_by(Some(DetailReader::new(&request, &surroundings).expect("a reader")));
    }
    let facts = Facts {
        sequence: 1 + u64::from(!details),
        taken: fetter_agent::journal::Moment::now(),
        host: fetter_protocol::Host { architecture: std::env::consts::ARCH.to_owned(), ..machine.host() },
        denials: Vec::new(),
        tampered: None,
        events: Vec::new(),
    };
    let report = report_with(&found, facts, &mut digests).expect("within the limits");
    let made = found.sites.iter().map(|site| digests.contents(site, &found.environments));
    let made = made.map(|made| made.expect("within the limits")).map(|(digest, bytes, _)| (digest, bytes));
    (report, made.collect())
}

async fn send(fixture: &Fixture, machine: &Machine, (report, contents): (Report, BTreeMap<Digest, Vec<u8>>)) {
    let answer: Answer = fixture.send(machine.post("/agent/v1/report", &report)).await.message();
    assert_eq!(answer.wanted.len(), contents.len());
    for digest in answer.wanted {
        let target = format!("/agent/v1/site/{digest}");
        let put = machine.request("PUT", &target, contents[&digest].clone(), machine.next(), now());
        assert_eq!(fixture.send(put).await.status, 200);
    }
}

/// A bill, without what is of its making alone.
fn bill(mut bill: Value) -> Value {
    bill.as_object_mut().expect("an object").remove("serialNumber");
    bill["metadata"].as_object_mut().expect("an object").remove("timestamp");
    bill
}

/// The same, without what a server is not told: where was searched, what starts an environment, the names of the files that hold metadata of conda, and what an interpreter's
/// file tells of its platform, of which the report has the machine's.
fn without_places(mut bill: Value) -> Value {
    let clean = |component: &mut Value| {
        if let Some(properties) = component["properties"].as_array_mut() {
            let names = ["fetter:executable", "fetter:platform", "fetter:searched"];
            properties.retain(|property| names.iter().all(|name| property["name"] != *name));
        }
        for place in component["evidence"]["occurrences"].as_array_mut().into_iter().flatten() {
            let location = place["location"].as_str().expect("a path").to_owned();
            if let Some((directory, _)) = location.split_once("/conda-meta/") {
                place["location"] = json!(format!("{directory}/conda-meta"));
            }
        }
    };
    clean(&mut bill["metadata"]);
    clean(&mut bill["metadata"]["component"]);
    bill["components"].as_array_mut().expect("components").iter_mut().for_each(clean);
    bill
}

#[test]
fn a_bill_of_the_server_is_that_of_the_machine() {
    on_both("details", async |fixture| {
        let scratch = Scratch::new("details");
        environments(&scratch.tree());
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let machine = fixture.machine(acme, 1).await;
        let all = told(&machine, scratch.path(), true);
        for bytes in all.1.values() {
            let text = String::from_utf8_lossy(bytes);
            assert!(!text.contains("secret") && !text.contains("tk-1"), "{text}");
        }
        send(&fixture, &machine, all.clone()).await;
        for (digest, bytes) in &all.1 {
            let kept = fixture.database().canonical_contents(acme, digest).await.expect("an answer");
            assert_eq!(kept.as_ref(), Some(bytes), "it is the same to the byte");
        }

        let path = format!("/machines/{}/export", machine.id);
        let here = fixture.get(&admin, &format!("{path}?format=cyclonedx")).await.json();
        assert!(!here.to_string().contains("details-unread"), "{here}");
        let (found, ..) = search(scratch.path(), true);
        let mut there = Vec::new();
        let created = Timestamp::of_unix_time(now()).expect("a time");
        write_cyclonedx(&found, created, &mut there).expect("it can be written");
        let there: Value = serde_json::from_slice(&there).expect("JSON");
        pretty_assert(&without_places(bill(here)), &without_places(bill(there)));

        let inventory = fixture.get(&admin, &path).await;
        let inventory = InventoryDocument::read(&inventory.bytes).expect("a document");
        let inventory = Inventory::try_from(inventory).expect("an inventory");
        let details = |name: &str| {
            let mut all = inventory.sites.iter().flat_map(|site| &site.distributions);
            let found: &Distribution = all.find(|one| one.name.normalized() == name).expect("it is there");
            found.details.as_deref().expect("they were read")
        };
        let requests = details("requests");
        assert_eq!((requests.installer.as_deref(), requests.requested), (Some("uv"), true));
        assert_eq!(
            (requests.requires.len(), requests.license_expression.as_deref()),
            (3, Some("Apache-2.0 OR MIT"))
        );
        assert_eq!((details("plain").license.as_ref(), details("plain").requested), (None, false));
        assert_eq!(details("compiled").embedded[0].name, "zlib");
        assert_eq!(details("numpy").conda.as_ref().map(|build| build.build.as_str()), Some("h1_0"));
        assert_eq!(details("openssl").license.as_deref(), Some("Zlib"));

        let group = fixture.database().group(acme, "all").await.expect("a group");
        for format in ["cyclonedx", "spdx"] {
            let bill = fixture.get(&admin, &format!("/groups/{group}/export?format={format}")).await.text();
            assert!(bill.contains("Apache-2.0 OR MIT") && !bill.contains("details-unread"), "{bill}");
        }
        let site = inventory.sites.iter().position(|site| site.kind == SiteKind::CondaMeta);
        assert!(site.is_some(), "what conda installed beside Python is a site");
    });
}

fn pretty_assert(here: &Value, there: &Value) {
    let lines = |value: &Value| {
        let text = serde_json::to_string_pretty(value).expect("JSON");
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let (here, there) = (lines(here), lines(there));
    let only = |one: &[String], other: &[String]| {
        one.iter().filter(|line| !other.contains(line)).cloned().collect::<Vec<_>>()
    };
    assert!(here == there, "here {:#?}\nthere {:#?}", only(&here, &there), only(&there, &here));
}

/// An agent of before tells identities and origins, and says nothing of whether that is all.
#[test]
fn what_an_earlier_agent_tells_is_not_said_to_be_all() {
    on_both("details of before", async |fixture| {
        let scratch = Scratch::new("details-before");
        environments(&scratch.tree());
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let machine = fixture.machine(acme, 1).await;
        let before = told(&machine, scratch.path(), false);
        for bytes in before.1.values() {
            let contents: SiteContents = read(bytes).expect("contents");
            assert!(contents.distributions.iter().all(|record| !record.details));
            assert!(!String::from_utf8_lossy(bytes).contains("details"), "the digests of before stay");
        }
        send(&fixture, &machine, before).await;
        let path = format!("/machines/{}/export?format=cyclonedx", machine.id);
        let bill = fixture.get(&admin, &path).await.text();
        assert!(bill.contains("details-unread"), "{bill}");
        // Once it is a newer one, the same sites have other contents, of which all is known.
        send(&fixture, &machine, {
            let (report, contents) = told(&machine, scratch.path(), true);
            (Report { sequence: 9, ..report }, contents)
        })
        .await;
        let bill = fixture.get(&admin, &path).await.text();
        assert!(!bill.contains("details-unread") && bill.contains("Apache-2.0 OR MIT"), "{bill}");
    });
}

/// One distribution that is in many sites is kept once, also where it was asked for in some and not in others.
#[test]
fn a_distribution_is_kept_once() {
    on_both("distributions once", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let mut one =
            crate::support::contents(&[("idna", "3.7"), ("requests", "2.32.3"), ("requests", "2.32.3")]);
        for record in &mut one.distributions {
            record.details = true;
            record.requires = vec!["x".to_owned()];
        }
        let mut other = one.clone();
        other.distributions[0].requested = true;
        let other = SiteContents::new(other.distributions, 0);
        let bare = crate::support::contents(&[("idna", "3.7")]);
        let machine = fixture.equipped(acme, "all", 1, &[("/v", &one), ("/w", &other), ("/x", &bare)]).await;
        assert!(!machine.id.is_empty());
        let rows = dump(&fixture.address).await;
        let count = |table: &str| rows.iter().filter(|row| row.starts_with(&format!("{table} "))).count();
        assert_eq!((count("distribution"), count("site"), count("release")), (3, 3, 2));
        for contents in [&one, &other, &bare] {
            let (digest, bytes) = contents.canonical().expect("a site");
            let kept = fixture.database().canonical_contents(acme, &digest).await.expect("an answer");
            assert_eq!(kept, Some(bytes));
        }
        // Another organisation has its own.
        let beta = fixture.organisation("beta").await;
        fixture.equipped(beta, "all", 2, &[("/v", &one)]).await;
        let rows = dump(&fixture.address).await;
        assert_eq!(rows.iter().filter(|row| row.starts_with("distribution ")).count(), 5);
    });
}

/// Servers that are told of the same distributions at the same time keep each once.
#[test]
fn two_servers_keep_the_same_distributions_together() {
    on_both("distributions of two", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let other = fixture.another();
        let (one, two) = (fixture.machine(acme, 1).await, fixture.machine(acme, 2).await);
        for round in 0..4_u64 {
            let names: Vec<String> = (0..150).map(|at| format!("p{round}-{at}")).collect();
            let site = |own: &str| {
                let mut all: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "1")).collect();
                all.push((own, "1"));
                crate::support::contents(&all)
            };
            let (left, right) = (site("left"), site("right"));
            let places = ([("/v", &left)], [("/v", &right)]);
            tokio::join!(fixture.has(&one, round + 1, &places.0), other.has(&two, round + 1, &places.1));
            for contents in [&left, &right] {
                let (digest, bytes) = contents.canonical().expect("a site");
                let kept = fixture.database().canonical_contents(acme, &digest).await.expect("an answer");
                assert_eq!(kept, Some(bytes));
            }
        }
        let rows = dump(&fixture.address).await;
        assert_eq!(rows.iter().filter(|row| row.starts_with("distribution ")).count(), 4 * 150 + 2);
    });
}

#[test]
fn contents_of_a_search_alone_say_nothing_of_details() {
    let scratch = Scratch::new("details-alone");
    environments(&scratch.tree());
    let (found, ..) = search(scratch.path(), true);
    let conda = found.sites.iter().find(|site| site.kind == SiteKind::CondaMeta).expect("a site");
    assert!(conda.distributions.iter().all(|one| one.kind == DistributionKind::Conda));
    for site in &found.sites {
        let (_, bytes, _) = contents(site).expect("within the limits");
        let contents: SiteContents = read(&bytes).expect("contents");
        assert!(contents.distributions.iter().all(|record| !record.details));
    }
}
