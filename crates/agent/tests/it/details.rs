//! What the metadata of packages says is told as it is now, though the agent keeps none of it.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use fetter_agent::report::detailed_contents;
use fetter_core::inventory::Inventory;
use fetter_core::inventory::discover::{DetailReader, Progress, Request, Surroundings, discover};
use fetter_protocol::{Digest, DistributionRecord, SiteContents, limits, read};
use fetter_testkit::{Scratch, Tree};

use crate::reporting::Looped;

const SITE: &str = "m/lib/python3.11/site-packages";

fn environment(tree: &Tree) {
    tree.installation("m", "3.11");
    tree.dist_info(SITE, "one", "1.0");
    tree.dist_info(SITE, "two", "2.0");
    metadata(tree, "two", "2.0", "License: MIT\nRequires-Dist: one\n");
}

fn metadata(tree: &Tree, name: &str, version: &str, lines: &str) {
    let text = format!("Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{lines}\n");
    tree.file(&format!("{SITE}/{name}-{version}.dist-info/METADATA"), text);
}

/// A search as the agent's, which keeps origins alone.
fn search(place: &Path) -> (Inventory, Request, Surroundings) {
    let request = Request {
        paths: vec![place.to_path_buf()],
        only_paths: true,
        origins: true,
        no_user_site: true,
        ..Request::default()
    };
    let surroundings = Surroundings { directory: "/".into(), ..Surroundings::default() };
    let found = discover(&request, &surroundings, &Progress::default()).expect("it can be searched");
    (found, request, surroundings)
}

/// What is told of the only site below a place, and whether all of it was read.
fn told(place: &Path) -> (Digest, SiteContents) {
    let (found, request, surroundings) = search(place);
    let reader = DetailReader::new(&request, &surroundings).expect("a reader");
    let site = found.sites.iter().find(|site| site.path.ends_with("site-packages")).expect("a site");
    let detailed = reader.read(site, &found.environments, limits::SITE_BYTES);
    let (digest, bytes, left_out) = detailed_contents(&detailed).expect("within the limits");
    assert_eq!(left_out, 0);
    (digest, read(&bytes).expect("contents"))
}

fn of<'site>(contents: &'site SiteContents, name: &str) -> &'site DistributionRecord {
    contents.distributions.iter().find(|record| record.name == name).expect("it is there")
}

#[test]
fn a_change_of_details_alone_is_told_with_the_next_full_reading() {
    let scratch = Scratch::new("details-change");
    environment(&scratch.tree());
    let (found, request, surroundings) = search(&scratch.at("m"));
    let mut at = Looped::of(scratch, found, Some((request, surroundings)));
    let newest = |at: &Looped| {
        let report = at.newest_report();
        let text = std::fs::read(at.scratch.at(&format!("server/sites/{}.json", report.sites[0].contents)));
        text.ok().map(|text| (report.sites[0].contents, read::<SiteContents>(&text).expect("contents")))
    };
    let bring = |at: &mut Looped, report: u64| {
        at.until("a report", |status, _| status.last == Some(report));
        at.bring();
        at.until("it is acknowledged", |status, _| status.acknowledged == Some(report));
        at.bring();
        newest(at).expect("its contents came")
    };
    let (first, contents) = bring(&mut at, 8);
    let two = of(&contents, "two");
    assert_eq!((two.license.as_deref(), two.requires.as_slice()), (Some("MIT"), &["one".to_owned()][..]));
    assert!(two.details && !two.requested);
    assert!(
        at.seen.inventory.sites[0].distributions.iter().all(|one| one.details.is_none()),
        "it keeps none"
    );

    at.scratch.tree().file(&format!("{SITE}/two-2.0.dist-info/REQUESTED"), "");
    at.reporter.reconciled();
    let (second, contents) = bring(&mut at, 9);
    assert_ne!(first, second);
    assert!(of(&contents, "two").requested && !of(&contents, "one").requested);
    at.reporter.reconciled();
    assert_eq!(bring(&mut at, 10).0, second, "where nothing changes, it has the same digest");
}

#[test]
fn what_changes_before_it_is_asked_for_is_reported_anew() {
    let scratch = Scratch::new("details-outdated");
    environment(&scratch.tree());
    let (found, request, surroundings) = search(&scratch.at("m"));
    let mut at = Looped::of(scratch, found, Some((request, surroundings)));
    at.until("a report", |status, _| status.last == Some(8));
    at.bring();
    // No event tells of it, and the server asks for what was there before.
    metadata(&at.scratch.tree(), "two", "2.0", "License: BSD\n");
    at.until("another report", |status, _| status.last == Some(9));
    at.bring();
    at.until("it is acknowledged", |status, _| status.acknowledged == Some(9));
    at.bring();
    let digest = at.newest_report().sites[0].contents;
    let text = std::fs::read(at.scratch.at(&format!("server/sites/{digest}.json"))).expect("they came");
    assert_eq!(of(&read(&text).expect("contents"), "two").license.as_deref(), Some("BSD"));
}

#[test]
fn what_cannot_be_read_is_not_said_to_be_all() {
    let scratch = Scratch::new("details-unread");
    let tree = scratch.tree();
    environment(&tree);
    let (_, whole) = told(&scratch.at("m"));
    assert!(whole.distributions.iter().all(|record| record.details));
    tree.file(&format!("{SITE}/two-2.0.dist-info/sboms/broken.cdx.json"), "{");
    tree.directory(&format!("{SITE}/one-1.0.dist-info/REQUESTED"));
    let (_, contents) = told(&scratch.at("m"));
    assert!(contents.distributions.iter().all(|record| !record.details), "{contents:?}");
    assert_eq!(of(&contents, "two").license.as_deref(), Some("MIT"), "what is known is told");
}

/// A digest that was made while details could not be read does not stay when they can be.
#[test]
fn what_was_told_without_details_is_told_with_them() {
    let scratch = Scratch::new("details-light");
    environment(&scratch.tree());
    let (found, request, surroundings) = search(&scratch.at("m"));
    let mut digests = fetter_agent::report::Digests::default();
    let site = &found.sites[0];
    let light = digests.of(site, &found.environments).expect("within the limits");
    assert!(!digests.read_by(None));
    assert_eq!(digests.of(site, &found.environments).expect("within the limits"), light);
    let reader = || Some(DetailReader::new(&request, &surroundings).expect("a reader"));
    assert!(digests.read_by(reader()), "it is said that there were such");
    assert_ne!(digests.of(site, &found.environments).expect("within the limits"), light);
    assert!(!digests.read_by(reader()));
    assert_eq!(digests.made(), 2);
}

#[test]
fn what_is_another_by_now_has_no_details_of_its_successor() {
    let scratch = Scratch::new("details-other");
    environment(&scratch.tree());
    let (found, request, surroundings) = search(&scratch.at("m"));
    metadata(&scratch.tree(), "two", "2.1", "License: GPL\n");
    let own = scratch.at(&format!("{SITE}/two-2.0.dist-info"));
    std::fs::rename(scratch.at(&format!("{SITE}/two-2.1.dist-info/METADATA")), own.join("METADATA"))
        .expect("moved");
    let reader = DetailReader::new(&request, &surroundings).expect("a reader");
    let detailed = reader.read(&found.sites[0], &found.environments, limits::SITE_BYTES);
    assert_eq!(detailed.unread, std::iter::once(own).collect());
    let two = detailed.site.distributions.iter().find(|one| one.name.normalized() == "two");
    let two = two.expect("it is known as it was");
    assert_eq!((two.version_text(), two.details.is_none()), ("2.0", true));
}

/// Whoever writes metadata without end has no details of that site told, and all of its packages are.
#[test]
fn details_without_end_are_not_told_and_packages_are() {
    let scratch = Scratch::new("details-many");
    let tree = scratch.tree();
    environment(&tree);
    let line = format!("Requires-Dist: {}\n", "x".repeat(3000));
    for at in 0..8 {
        tree.dist_info(SITE, &format!("large{at}"), "1.0");
        metadata(&tree, &format!("large{at}"), "1.0", &line.repeat(1000));
    }
    let (digest, contents) = told(&scratch.at("m"));
    assert_eq!(contents.distributions.len(), 10);
    assert!(contents.distributions.iter().all(|record| !record.details && record.requires.is_empty()));
    assert_eq!(told(&scratch.at("m")).0, digest, "it is the same each time");
    // One that is too long for a message is cut, and that is said.
    for at in 0..8 {
        std::fs::remove_dir_all(scratch.at(&format!("{SITE}/large{at}-1.0.dist-info")))
            .expect("it was there");
    }
    metadata(&tree, "one", "1.0", &format!("License: {}\n", "y".repeat(5000)));
    let (_, contents) = told(&scratch.at("m"));
    assert!(!of(&contents, "one").details && of(&contents, "two").details);
    assert_eq!(of(&contents, "one").license.as_ref().map(String::len), Some(limits::TEXT_BYTES));
}

#[test]
fn no_credentials_are_told() {
    let scratch = Scratch::new("details-secret");
    let tree = scratch.tree();
    environment(&tree);
    let url = "https://ada:hunter2@h.example/x?token=hunter2";
    let lines = format!(
        "Requires-Dist: x @ {url}\nLicense: see {url}\nLicense-Expression: {url}\nClassifier: License :: {url}\n\
         License-File: {url}\nRequires-Python: {url}\nProvides-Extra: {url}\n"
    );
    metadata(&tree, "two", "2.0", &lines);
    let own = format!("{SITE}/two-2.0.dist-info");
    tree.file(&format!("{own}/INSTALLER"), url);
    tree.file(
        &format!("{own}/direct_url.json"),
        format!(r#"{{"url": "{url}", "subdirectory": "{url}", "vcs_info": {{"vcs": "git", "requested_revision": "{url}", "commit_id": "{url}"}}}}"#),
    );
    tree.file(
        &format!("{own}/sboms/a.cdx.json"),
        format!(r#"{{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{{"type": "library", "name": "{url}", "version": "{url}", "purl": "pkg:generic/zlib@1.3?download_url={url}"}}]}}"#),
    );
    tree.egg_info(SITE, "old", "1.0");
    tree.file(&format!("{SITE}/old-1.0.egg-info/requires.txt"), format!("x @ {url}\n[{url}]\ny\n"));
    let (_, contents) = told(&scratch.at("m"));
    let text = format!("{contents:?}");
    assert!(text.contains("h.example") && !text.contains("hunter2"), "{text}");
}

#[test]
fn nobody_is_told_of_what_may_not_be_read() {
    if rustix::process::geteuid().is_root() {
        return;
    }
    let scratch = Scratch::new("details-modes");
    environment(&scratch.tree());
    let file = scratch.at(&format!("{SITE}/two-2.0.dist-info/INSTALLER"));
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o000)).expect("its mode can be set");
    let (_, contents) = told(&scratch.at("m"));
    assert!(!of(&contents, "two").details && of(&contents, "one").details);
}

#[test]
fn requirements_that_are_cut_are_not_said_to_be_all() {
    let scratch = Scratch::new("details-markers");
    let tree = scratch.tree();
    environment(&tree);
    tree.egg_info(SITE, "bomb", "1.0");
    let text = format!("[:{}]\n{}", "m".repeat(512 * 1024), "a\n".repeat(262_000));
    tree.file(&format!("{SITE}/bomb-1.0.egg-info/requires.txt"), text);
    let (_, contents) = told(&scratch.at("m"));
    assert!(!of(&contents, "bomb").details && of(&contents, "two").details);
}

/// However many bills of materials somebody links to, so many bytes of a site are read, and then nothing of it is told.
#[test]
fn no_more_is_read_of_a_site_than_it_needs() {
    let scratch = Scratch::new("details-budget");
    let tree = scratch.tree();
    environment(&tree);
    let (_, whole) = told(&scratch.at("m"));
    assert!(whole.distributions.iter().all(|record| record.details));
    let component = r#"{"name": "a"}"#;
    let text = format!(
        r#"{{"bomFormat": "CycloneDX", "components": [{component}], "x": "{}"}}"#,
        "y".repeat(4_000_000)
    );
    let bill = tree.file("bill.json", text);
    for number in 0..300 {
        let name = format!("p{number:03}");
        tree.dist_info(SITE, &name, "1.0");
        let sboms = tree.directory(&format!("{SITE}/{name}-1.0.dist-info/sboms"));
        for file in 0..64 {
            std::fs::hard_link(&bill, sboms.join(format!("{file}.cdx.json"))).expect("a link");
        }
    }
    let start = std::time::Instant::now();
    let (digest, contents) = told(&scratch.at("m"));
    assert!(start.elapsed() < std::time::Duration::from_secs(60), "it read on");
    assert_eq!(contents.distributions.len(), 302);
    assert!(contents.distributions.iter().all(|record| !record.details));
    assert_eq!(told(&scratch.at("m")).0, digest);
}

#[test]
fn more_embedded_components_than_are_told_are_not_read() {
    let scratch = Scratch::new("details-components");
    let tree = scratch.tree();
    environment(&tree);
    let bill = |count: usize| {
        let all: Vec<String> = (0..count).map(|number| format!(r#"{{"name": "c{number}"}}"#)).collect();
        format!(r#"{{"bomFormat": "CycloneDX", "components": [{}]}}"#, all.join(","))
    };
    tree.file(&format!("{SITE}/one-1.0.dist-info/sboms/a.cdx.json"), bill(limits::PARTS));
    // The same component is one, however often it is listed; there may be others behind those that were read.
    let twice = r#"{"name": "a"},"#.repeat(limits::PARTS * 2);
    let twice = format!(r#"{{"bomFormat": "CycloneDX", "components": [{twice} {{"name": "b"}}]}}"#);
    tree.file(&format!("{SITE}/two-2.0.dist-info/sboms/a.cdx.json"), twice);
    let (_, contents) = told(&scratch.at("m"));
    let one = of(&contents, "one");
    assert_eq!((one.details, one.embedded.len()), (true, limits::PARTS));
    assert!(!of(&contents, "two").details);
}
