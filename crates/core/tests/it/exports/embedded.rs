//! Bills of materials in dist-infos (PEP 770): what they list is listed, and what is not understood is said.

use fetter_core::inventory::{EmbeddedComponent, Inventory, ProblemCode};
use fetter_testkit::Scratch;

use super::{component, documents, list, package, properties, text};
use crate::serialisation::round_trip;
use crate::support::{distribution, problems, request, search, search_with, surroundings};

const SBOMS: &str = "site-packages/wheel-1.dist-info/sboms";

const CYCLONEDX: &str = r#"{"bomFormat": "CycloneDX", "specVersion": "1.4",
    "metadata": {"component": {"type": "library", "bom-ref": "w", "name": "wheel", "version": "1"}},
    "components": [{"type": "library", "name": "zlib", "version": "1.3", "purl": "pkg:deb/debian/zlib@1.3"},
                   {"type": "library", "bom-ref": "w", "name": "wheel", "version": "1"}]}"#;

const SPDX: &str = r#"{"spdxVersion": "SPDX-2.3", "packages": [
    {"SPDXID": "SPDXRef-1", "name": "openssl", "versionInfo": "3.1"},
    {"SPDXID": "SPDXRef-2", "name": "zlib", "versionInfo": "1.3", "externalRefs": [
        {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": "pkg:deb/debian/zlib@1.3"}]}]}"#;

fn wheel(files: &[(&str, &[u8])]) -> (Scratch, Inventory) {
    let scratch = Scratch::new("embedded");
    scratch.tree().dist_info("site-packages", "wheel", "1");
    for (name, contents) in files {
        scratch.tree().file(&format!("{SBOMS}/{name}"), contents);
    }
    let found = search(&scratch);
    (scratch, found)
}

fn embedded(found: &Inventory) -> Vec<EmbeddedComponent> {
    distribution(found, "wheel").details.clone().expect("details were asked for").embedded
}

fn shown(found: &Inventory) -> Vec<String> {
    let line =
        |one: EmbeddedComponent| format!("{} {}: {}", one.file, one.name, one.purl.unwrap_or_default());
    embedded(found).into_iter().map(line).collect()
}

#[test]
fn what_both_formats_list_is_listed() {
    let (_scratch, found) = wheel(&[("a.cdx.json", CYCLONEDX.as_bytes()), ("b.spdx.json", SPDX.as_bytes())]);
    assert_eq!(
        shown(&found),
        [
            "b.spdx.json openssl: ",
            "a.cdx.json zlib: pkg:deb/debian/zlib@1.3",
            "b.spdx.json zlib: pkg:deb/debian/zlib@1.3"
        ]
    );
    assert!(found.problems.is_empty(), "{:?}", found.problems);
    assert_eq!(round_trip(&found), found);
    let (document, spdx) = documents(&found);
    let nested = list(component(&document, "wheel"), "components");
    let files: Vec<_> = nested.iter().flat_map(|one| properties(one, "fetter:embedded-by")).collect();
    assert_eq!(files, ["b.spdx.json", "a.cdx.json", "b.spdx.json"]);
    let zlibs = list(&spdx, "packages").iter().filter(|one| one["name"] == "zlib").count();
    assert_eq!(zlibs, 1, "what two files list is one package");
    assert_eq!(
        text(&package(&spdx, "zlib")["externalRefs"][0], "referenceLocator"),
        "pkg:deb/debian/zlib@1.3"
    );
}

#[test]
fn what_is_not_understood_is_a_problem_and_the_rest_is_read() {
    let (_scratch, found) = wheel(&[
        ("a.cdx.json", CYCLONEDX.as_bytes()),
        ("b.xml", b"<?xml version='1.0'?><bom/>"),
        ("c.spdx", b"SPDXVersion: SPDX-2.3\n"),
        ("d.json", b"{"),
        ("e.json", b"\xff\xfe"),
        ("f.json", b""),
    ]);
    assert_eq!(shown(&found), ["a.cdx.json zlib: pkg:deb/debian/zlib@1.3"]);
    let unread = problems(&found, ProblemCode::SbomUnread);
    let names: Vec<_> = unread.iter().filter_map(|one| one.path.file_name()?.to_str()).collect();
    assert_eq!(names, ["b.xml", "c.spdx", "d.json", "e.json", "f.json"]);
    assert!(unread[0].reason.contains("XML"), "{:?}", unread[0]);
    documents(&found);
}

#[test]
fn what_is_no_package_url_is_said_and_not_taken_for_one() {
    let text = r#"{"bomFormat": "CycloneDX", "components": [{"name": "x", "purl": "not a purl"}, {"name": "y", "purl": "pkg:y"}]}"#;
    let (_scratch, found) = wheel(&[("a.json", text.as_bytes())]);
    let (document, spdx) = documents(&found);
    for (nested, written) in
        list(component(&document, "wheel"), "components").iter().zip(["not a purl", "pkg:y"])
    {
        assert!(nested["purl"].is_null());
        assert_eq!(properties(nested, "fetter:purl-as-written"), [written]);
    }
    assert!(package(&spdx, "x")["externalRefs"].is_null());
}

#[test]
fn hostile_ones_end_and_hide_nothing() {
    let deep = format!(
        r#"{{"bomFormat": "CycloneDX", "components": {}"#,
        r#"[{"name": "a", "components": "#.repeat(50_000)
    );
    let huge = [b"{\"x\": \"".as_slice(), &vec![b'a'; 5 * 1024 * 1024], b"\"}"].concat();
    let many: Vec<String> = (0..12_000).map(|number| format!(r#"{{"name": "n{number}"}}"#)).collect();
    let many = format!(r#"{{"bomFormat": "CycloneDX", "components": [{}]}}"#, many.join(","));
    let secret = r#"{"bomFormat": "CycloneDX", "components": [
        {"name": "https://u:hunter2@h/x", "purl": "pkg:generic/x?download_url=https://u:hunter2@h/\u001b\u202e"}]}"#;
    let (scratch, _) = wheel(&[
        ("deep.json", deep.as_bytes()),
        ("huge.json", &huge),
        ("many.json", many.as_bytes()),
        ("secret.json", secret.as_bytes()),
    ]);
    scratch.tree().link(&format!("{SBOMS}/link.json"), "/dev/zero");
    scratch.tree().directory(&format!("{SBOMS}/directory.json"));
    let found = search(&scratch);
    let unread: Vec<_> = problems(&found, ProblemCode::SbomUnread)
        .iter()
        .filter_map(|one| one.path.file_name()?.to_str().map(str::to_owned))
        .collect();
    assert_eq!(unread, ["deep.json", "directory.json", "huge.json", "link.json", "many.json"]);
    assert_eq!(embedded(&found).len(), 10_001);
    documents(&found);
    let text = super::cyclonedx_text(&found);
    assert!(!text.contains("hunter2") && !text.contains('\u{202e}'));
}

/// Makes what a case is about.
type Make = fn(&Scratch);

#[test]
fn a_directory_that_cannot_be_listed_is_said() {
    let cases: [(&str, Make); 3] = [
        ("nowhere", |scratch| {
            scratch.tree().link(SBOMS, "/nonexistent/sboms");
        }),
        ("itself", |scratch| {
            scratch.tree().link(SBOMS, "sboms");
        }),
        ("file", |scratch| {
            scratch.tree().file(SBOMS, "no directory");
        }),
    ];
    for (name, make) in cases {
        let scratch = Scratch::new(&format!("embedded-{name}"));
        scratch.tree().dist_info("site-packages", "wheel", "1");
        make(&scratch);
        let found = search(&scratch);
        let unread = problems(&found, ProblemCode::SbomUnread);
        assert_eq!(unread.len(), 1, "{name}: {:?}", found.problems);
        assert_eq!(unread[0].path, scratch.at(SBOMS), "{name}");
    }
}

#[test]
fn a_directory_behind_links_is_read_and_none_is_no_problem() {
    let scratch = Scratch::new("embedded-links");
    let tree = scratch.tree();
    tree.dist_info("store/a", "wheel", "1");
    tree.file("store/sboms/a.cdx.json", CYCLONEDX);
    tree.link("site-packages/wheel-1.dist-info", "../store/a/wheel-1.dist-info");
    tree.dist_info("site-packages", "other", "1");
    assert!(search(&scratch).problems.is_empty(), "there are no sboms behind the link");
    tree.link("store/a/wheel-1.dist-info/sboms", "../../sboms");
    let request = fetter_core::inventory::discover::Request {
        paths: vec![scratch.at("site-packages")],
        ..request(scratch.path())
    };
    let found = search_with(&request, &surroundings(scratch.path()));
    assert!(found.problems.is_empty(), "{:?}", found.problems);
    assert_eq!(shown(&found), ["a.cdx.json zlib: pkg:deb/debian/zlib@1.3"]);
}

#[test]
fn more_files_than_anybody_has_are_said() {
    let names: Vec<String> = (0..70).map(|number| format!("{number}.cdx.json")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), CYCLONEDX.as_bytes())).collect();
    let (_scratch, found) = wheel(&files);
    assert_eq!(embedded(&found).len(), 64);
    let said = &problems(&found, ProblemCode::SbomUnread)[0].reason;
    assert_eq!(said, "only 64 of the 70 files in it were read");
}

#[test]
fn they_are_read_only_where_details_are_asked_for() {
    let (scratch, _) = wheel(&[("b.xml", b"<bom/>")]);
    let request = fetter_core::inventory::discover::Request { details: false, ..request(scratch.path()) };
    let found = search_with(&request, &surroundings(scratch.path()));
    assert!(found.problems.is_empty(), "{:?}", found.problems);
}
