//! What bills of materials say, of inventories that were made by hand.

use fetter_core::inventory::{
    CondaBuild, Details, Distribution, DistributionKind, EmbeddedComponent, Inventory, Problem, ProblemCode,
    SiteKind,
};

use fetter_core::report::json::{write_cyclonedx, write_spdx};
use fetter_core::report::{Pattern, retain_matching};
use fetter_core::timestamp::Timestamp;
use serde_json::Value;

use super::{
    NOON, component, cyclonedx_text, depends_on, documents, is_listed, list, package, parse, properties,
    spdx_text, text,
};
use crate::made::{detailed, environment, from, machine, needing, origin, site, site_of};
use crate::made::{one, package as plain};

/// A distribution whose metadata says something of its licence.
fn licensed(name: &str, expression: &str, license: &str, classifiers: &[&str]) -> Distribution {
    let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let details = Details {
        license_expression: filled(expression),
        license: filled(license),
        license_classifiers: classifiers.iter().map(|&text| text.to_owned()).collect(),
        ..Details::default()
    };
    detailed(name, "1.0", details)
}

/// A machine that has one of everything.
fn sample() -> Inventory {
    let archive = r#"{"url": "https://u:p@files.example/a.whl", "archive_info": {"hashes": {
        "sha256": "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff", "sha1": "short"}}}"#;
    let vcs = r#"{"url": "https://git.example/x.git", "subdirectory": "lib", "vcs_info": {"vcs": "git",
        "requested_revision": "main", "commit_id": "7921be1537eac1e97bc40179a57f0349c2aee67d"}}"#;
    let mut inventory = machine(vec![
        (
            "/one",
            vec![
                needing("app", "1.0", &["Zope.Interface>=5", "lib[fast]; python_version >= '3'", "gone"]),
                needing("lib", "2.0", &["speed; extra == 'fast'"]),
                plain("speed", "0.1"),
                plain("zope.interface", "6.1+local"),
                from("archived", "1", origin(archive)),
                from("cloned", "2", origin(vcs)),
                from(
                    "edited",
                    "3",
                    origin(r#"{"url": "file:///home/u/edited", "dir_info": {"editable": true}}"#),
                ),
                licensed("chosen", "MIT OR (Apache-2.0 AND LicenseRef-Own)", "", &[]),
                licensed("told", "", "BSD", &["License :: OSI Approved :: BSD License"]),
                licensed("classified", "", "", &["License :: OSI Approved :: MIT License"]),
            ],
        ),
        ("/two", vec![plain("speed", "0.1"), plain("not a name", "not a version")]),
    ]);
    let embedded = EmbeddedComponent {
        name: "zlib".to_owned(),
        version: Some("1.3".to_owned()),
        purl: Some("pkg:generic/zlib@1.3".to_owned()),
        file: "auditwheel.cdx.json".to_owned(),
    };
    let wheel = detailed("wheel-of-c", "1", Details { embedded: vec![embedded], ..Details::default() });
    inventory.sites.push(site("/srv/vendored", SiteKind::Target, vec![wheel]));
    inventory.problems.push(Problem::new("/home/x", ProblemCode::DirectoryUnreadable, "permission denied"));
    inventory
}

#[test]
fn the_documents_are_promises() {
    let inventory = sample();
    documents(&inventory);
    insta::assert_snapshot!("cyclonedx", cyclonedx_text(&inventory));
    insta::assert_snapshot!("spdx", spdx_text(&inventory));
}

#[test]
fn what_needs_what_is_what_the_environment_decides() {
    let (document, spdx) = documents(&sample());
    assert_eq!(depends_on(&document, "app"), ["lib", "zope.interface"]);
    assert_eq!(depends_on(&document, "lib"), ["speed"]);
    assert!(depends_on(&document, "/one").contains(&"speed".to_owned()));
    assert_eq!(depends_on(&document, "/two"), ["not a name", "speed"]);
    assert_eq!(depends_on(&document, "/srv/vendored"), ["wheel-of-c"]);
    let relations = list(&spdx, "relationships");
    let is = |from: &str, kind: &str, to: &str| {
        let (from, to) = (&package(&spdx, from)["SPDXID"], &package(&spdx, to)["SPDXID"]);
        relations.iter().any(|one| {
            one["spdxElementId"] == *from
                && one["relationshipType"] == kind
                && one["relatedSpdxElement"] == *to
        })
    };
    assert!(is("app", "DEPENDS_ON", "lib") && is("/two", "CONTAINS", "speed"));
    assert!(is("wheel-of-c", "CONTAINS", "zlib") && !is("app", "DEPENDS_ON", "speed"));
}

#[test]
fn package_urls_say_where_something_is_from() {
    let (document, spdx) = documents(&sample());
    let purl = |name: &str| text(component(&document, name), "purl").to_owned();
    assert_eq!(purl("zope.interface"), "pkg:pypi/zope-interface@6.1%2Blocal");
    assert_eq!(
        purl("cloned"),
        "pkg:pypi/cloned@2?vcs_url=git%2Bhttps:%2F%2Fgit.example%2Fx.git%407921be1537eac1e97bc40179a57f0349c2aee67d%23lib"
    );
    assert_eq!(purl("archived"), "pkg:pypi/archived@1?download_url=https:%2F%2Ffiles.example%2Fa.whl");
    assert_eq!(purl("edited"), "pkg:pypi/edited@3?download_url=file:%2F%2F%2Fhome%2Fu%2Fedited");
    assert_eq!(purl("not a name"), "", "what is no name has no address");
    assert_eq!(properties(component(&document, "edited"), "fetter:editable"), ["true"]);
    assert_eq!(component(&document, "archived")["hashes"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        package(&spdx, "cloned")["downloadLocation"],
        "git+https://git.example/x.git@7921be1537eac1e97bc40179a57f0349c2aee67d#lib"
    );
    assert_eq!(package(&spdx, "edited")["downloadLocation"], "NOASSERTION");
    assert!(!cyclonedx_text(&sample()).contains("u:p@"));
}

#[test]
fn licences_are_ids_expressions_or_texts() {
    let (document, spdx) = documents(&sample());
    let licenses = |name: &str| component(&document, name)["licenses"].to_string();
    assert!(licenses("chosen").contains(r#""expression":"MIT OR (Apache-2.0 AND LicenseRef-Own)""#));
    assert!(licenses("classified").contains(r#""id":"MIT""#));
    assert!(
        licenses("told").contains(r#""name":"BSD""#) && licenses("told").contains(r#""name":"BSD License""#)
    );
    let declared = |name: &str| text(package(&spdx, name), "licenseDeclared").to_owned();
    assert_eq!(declared("classified"), "MIT");
    assert_eq!(declared("speed"), "NOASSERTION");
    assert!(declared("told").starts_with("LicenseRef-fetter-"));
    let texts: Vec<&str> =
        list(&spdx, "hasExtractedLicensingInfos").iter().map(|one| text(one, "extractedText")).collect();
    assert!(texts.contains(&"BSD\nBSD License"), "{texts:?}");
}

#[test]
fn what_several_sites_hold_is_one_component() {
    let (document, _) = documents(&sample());
    let speed: Vec<_> = list(&document, "components").iter().filter(|one| one["name"] == "speed").collect();
    assert_eq!(speed.len(), 1);
    let from_index = plain("a", "1");
    let other = from("a", "1", origin(r#"{"url": "https://h.example/a.whl", "archive_info": {}}"#));
    let mut copied = plain("a", "1");
    copied.metadata_path = "/copy/a-1.dist-info".into();
    if let Some(details) = &mut copied.details {
        details.installer = Some("uv".to_owned());
    }
    let (document, _) =
        documents(&machine(vec![("/1", vec![from_index]), ("/2", vec![other]), ("/3", vec![copied])]));
    let all: Vec<_> = list(&document, "components").iter().filter(|one| one["name"] == "a").collect();
    let occurrences: Vec<usize> = all.iter().map(|one| list(&one["evidence"], "occurrences").len()).collect();
    assert_eq!(all.len(), 2, "another origin is another component");
    assert!(occurrences.contains(&2), "{occurrences:?}");
}

#[test]
fn ids_are_the_same_in_every_document_that_has_the_same() {
    let id = |inventory: &Inventory| text(component(&documents(inventory).0, "lib"), "bom-ref").to_owned();
    let alone = one(vec![needing("lib", "2.0", &["speed; extra == 'fast'"])]);
    assert_eq!(id(&sample()), id(&alone));
    let (first, second) = (documents(&sample()).0, documents(&alone).0);
    assert_ne!(first["serialNumber"], second["serialNumber"]);
    assert_eq!(first["serialNumber"], documents(&sample()).0["serialNumber"]);
}

#[test]
fn documents_of_two_times_are_two() {
    let inventory = sample();
    let identity = |time: u64| {
        let time = Timestamp::of_unix_time(time).expect("a moment");
        let (mut cyclonedx, mut spdx) = (Vec::new(), Vec::new());
        write_cyclonedx(&inventory, time, &mut cyclonedx).expect("memory can be written");
        write_spdx(&inventory, time, &mut spdx).expect("memory can be written");
        let read = |bytes: &[u8]| parse(std::str::from_utf8(bytes).expect("JSON is text"));
        let name = |document: &Value, key: &str| text(document, key).to_owned();
        (name(&read(&cyclonedx), "serialNumber"), name(&read(&spdx), "documentNamespace"))
    };
    let (noon, later) = (identity(NOON), identity(NOON + 1));
    assert_eq!(noon, identity(NOON));
    assert!(noon.0 != later.0 && noon.1 != later.1, "{noon:?} {later:?}");
}

#[test]
fn a_part_does_not_say_that_nothing_more_is_needed() {
    let whole = one(vec![
        needing("app", "1", &["lib", "gone"]),
        needing("app-cut", "1", &["lib2"]),
        plain("app-free", "1"),
        needing("app-needy", "1", &["app", "lib"]),
        plain("lib", "2"),
        plain("lib2", "2"),
    ]);
    let (document, _) = documents(&whole);
    assert!(is_listed(&document, "app-cut") && document["compositions"].is_null());
    let mut part = whole;
    retain_matching(&mut part, &Pattern::new("app*", false).expect("a glob"));
    let (document, spdx) = documents(&part);
    assert!(!is_listed(&document, "app") && !is_listed(&document, "app-cut"), "nobody knows what they need");
    assert!(is_listed(&document, "app-free"), "that needs nothing, wherever one looks");
    assert_eq!(depends_on(&document, "app-needy"), ["app"]);
    let composition = &document["compositions"][0];
    let reference = |name: &str| component(&document, name)["bom-ref"].clone();
    assert_eq!(composition["aggregate"], "incomplete");
    assert_eq!(list(composition, "assemblies"), [Value::from("machine"), reference("/env")]);
    let lacking = [Value::from("machine"), reference("/env"), reference("app-needy")];
    assert_eq!(list(composition, "dependencies"), lacking);
    assert_eq!(properties(&document["metadata"], "fetter:part"), ["true"]);
    assert!(text(&spdx, "comment").starts_with("part: "), "{spdx}");
}

#[test]
fn an_archive_has_its_digests_where_its_address_is() {
    let archive = r#"{"url": "https://files.example/a.whl", "archive_info": {"hashes": {
        "sha256": "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"}}}"#;
    let conda = CondaBuild {
        name: "a".to_owned(),
        build: "0".to_owned(),
        channel: "conda-forge".to_owned(),
        subdir: None,
        archive: None,
        md5: Some("00112233445566778899aabbccddeeff".to_owned()),
        sha256: None,
    };
    let details = Details { origin: Some(origin(archive)), conda: Some(conda), ..Details::default() };
    let (document, _) = documents(&one(vec![detailed("a", "1", details)]));
    let algorithms = |of: &Value| -> Vec<String> {
        list(of, "hashes").iter().map(|hash| text(hash, "alg").to_owned()).collect()
    };
    let found = component(&document, "a");
    assert_eq!(algorithms(found), ["MD5", "SHA-256"]);
    let reference = &found["externalReferences"][0];
    assert_eq!(algorithms(reference), ["SHA-256"], "conda's archive lies elsewhere");
}

#[test]
fn conda_packages_are_called_as_conda_calls_them() {
    let conda = CondaBuild {
        name: "python-numpy".to_owned(),
        build: "py311_0".to_owned(),
        channel: "https://conda.example/conda-forge/linux-64".to_owned(),
        subdir: Some("linux-64".to_owned()),
        archive: Some("python-numpy-1.26.4-py311_0.conda".to_owned()),
        md5: Some("00112233445566778899aabbccddeeff".to_owned()),
        sha256: None,
    };
    let found = detailed("numpy", "1.26.4", Details { conda: Some(conda.clone()), ..Details::default() });
    let mut library = detailed("openssl", "3.1", Details { conda: Some(conda), ..Details::default() });
    library.kind = DistributionKind::Conda;
    let mut inventory = one(vec![found]);
    inventory.sites.push(site("/env/conda-meta", SiteKind::CondaMeta, vec![library]));
    let (document, spdx) = documents(&inventory);
    assert_eq!(
        component(&document, "numpy")["purl"],
        "pkg:conda/python-numpy@1.26.4?build=py311_0&channel=conda-forge&subdir=linux-64&type=conda"
    );
    assert_eq!(component(&document, "numpy")["hashes"][0]["alg"], "MD5");
    assert_eq!(package(&spdx, "numpy")["checksums"][0]["algorithm"], "MD5");
    assert_eq!(depends_on(&document, "/env"), ["numpy", "openssl"], "conda's records are of the environment");
    assert!(is_listed(&document, "numpy") && !is_listed(&document, "openssl"), "what that needs is not read");
    assert!(list(&document, "components").iter().all(|one| one["type"] != "file"));
}

#[test]
fn what_could_not_be_read_is_said() {
    let (document, spdx) = documents(&sample());
    let problems = properties(&document["metadata"], "fetter:problem");
    assert_eq!(problems, ["directory-unreadable: /home/x: permission denied"]);
    assert_eq!(document["compositions"][0]["aggregate"], "incomplete");
    assert!(text(&spdx, "comment").contains("directory-unreadable"));
    let (clean, spdx) = documents(&one(vec![]));
    assert!(clean["compositions"].is_null() && spdx["comment"].is_null());
    let mut named = one(vec![]);
    named.coverage.interpreters_only = true;
    let (document, spdx) = documents(&named);
    assert_eq!(properties(&document["metadata"], "fetter:interpreters-only"), ["true"]);
    assert_eq!(document["compositions"][0]["aggregate"], "incomplete", "the machine has more than was named");
    assert_eq!(list(&document["compositions"][0], "assemblies"), ["machine"]);
    assert!(text(&spdx, "comment").contains("all but the interpreters that were named"));
}

#[test]
fn an_environment_sees_what_its_base_has() {
    let mut inventory = one(vec![needing("a", "1", &["b"])]);
    inventory.environments = vec![environment("/env", &["/base"]), environment("/other", &["/base"])];
    inventory.sites.push(site("/base", SiteKind::Environment, vec![plain("b", "1")]));
    let (document, _) = documents(&inventory);
    assert_eq!(depends_on(&document, "/env"), ["a", "b"]);
    assert_eq!(depends_on(&document, "/other"), ["b"]);
    assert_eq!(depends_on(&document, "a"), ["b"]);
    assert_eq!(properties(component(&document, "/env"), "fetter:site"), [site_of("/env").as_str(), "/base"]);
}
