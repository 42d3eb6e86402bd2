//! An inventory in JSON: the same after a round trip, in the published shape, and refused where it is another.

use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;

use fetter_core::inventory::Inventory;
use fetter_core::inventory::*;
use fetter_core::metadata::direct_url::Origin;
use fetter_core::report::json::{CountDocument, InventoryDocument, ReadError};
use fetter_core::requirement::PackageName;
use fetter_testkit::Scratch;
use proptest::prelude::*;

use crate::support::search;

pub(crate) fn round_trip(inventory: &Inventory) -> Inventory {
    let mut bytes = Vec::new();
    InventoryDocument::from(inventory).write(&mut bytes).expect("memory can be written");
    let document = InventoryDocument::read(&bytes).expect("what was written can be read");
    Inventory::try_from(document).expect("and understood")
}

/// A small machine that has one of everything.
fn sample() -> (Scratch, Inventory) {
    let scratch = Scratch::new("sample");
    let tree = scratch.tree();
    tree.installation("base", "3.11");
    let base = scratch.at("base");
    tree.venv("env", &base, "3.11", true);
    let site = "env/lib/python3.11/site-packages";
    tree.dist_info(site, "requests", "2.31.0");
    tree.file(
        &format!("{site}/requests-2.31.0.dist-info/direct_url.json"),
        r#"{"url": "https://u:p@host.example/r.whl", "archive_info": {"hashes": {"sha256": "00ff"}}}"#,
    );
    tree.file(&format!("{site}/requests-2.31.0.dist-info/REQUESTED"), "");
    tree.egg_info(site, "six", "not a version");
    tree.file(&format!("{site}/x.pth"), "import os\n../gone\n");
    tree.directory(&format!("{site}/~eft-over"));
    let found = search(&scratch);
    (scratch, found)
}

#[test]
fn a_found_inventory_survives_the_round_trip() {
    let (_scratch, found) = sample();
    assert_eq!(round_trip(&found), found);
}

#[test]
fn the_shape_is_a_promise() {
    let (scratch, found) = sample();
    let mut bytes = Vec::new();
    InventoryDocument::from(&found).write(&mut bytes).expect("memory can be written");
    let text = String::from_utf8(bytes).expect("JSON is text");
    let text = text.replace(&scratch.path().display().to_string(), "/scratch");
    insta::assert_snapshot!("inventory", text);
    let mut bytes = Vec::new();
    CountDocument::from(found.totals()).write(&mut bytes).expect("memory can be written");
    insta::assert_snapshot!("count", String::from_utf8(bytes).expect("JSON is text"));
}

#[test]
fn it_keeps_to_the_published_schema() {
    let (_scratch, found) = sample();
    let file = fetter_testkit::gate::repository().join("docs/schema/inventory-1.json");
    let schema: serde_json::Value =
        serde_json::from_slice(&std::fs::read(file).expect("it is published")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let document = serde_json::to_value(InventoryDocument::from(&found)).expect("JSON");
    let errors: Vec<String> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert!(!validator.is_valid(&serde_json::json!({"schema": "fetter-inventory", "version": 1})));
}

#[test]
fn another_document_is_refused() {
    let refused = |text: &str| InventoryDocument::read(text.as_bytes()).expect_err("refused");
    assert!(matches!(refused("{"), ReadError::Json(_)));
    assert!(matches!(
        refused(r#"{"schema": "fetter-inventory", "version": 999}"#),
        ReadError::OtherSchema { version: 999, .. }
    ));
    assert!(matches!(refused(r#"{"schema": "other", "version": 1}"#), ReadError::OtherSchema { .. }));
    let (_scratch, found) = sample();
    let mut document = InventoryDocument::from(&found);
    document.environments[0].kind = "strange".to_owned();
    let error = Inventory::try_from(document).expect_err("refused").to_string();
    assert_eq!(error, "\"strange\" is no known kind of environment");
}

fn paths() -> impl Strategy<Value = PathBuf> {
    proptest::collection::vec(1_u8.., 0..12).prop_map(|bytes| std::ffi::OsString::from_vec(bytes).into())
}

fn one_of<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    proptest::sample::select(all)
}

const URLS: &[&str] =
    &["https://****@h.example/a b.whl?token=****", "file:///home/u", "ssh://git@h/x.git", "git@h:x"];

fn origins() -> impl Strategy<Value = Origin> {
    let hashes = proptest::collection::btree_map(
        texts(&["sha256", "md5"]),
        texts(&["ab", "00112233445566778899aabbccddeeff"]),
        0..3,
    );
    prop_oneof![
        (texts(URLS), hashes, any::<Option<String>>())
            .prop_map(|(url, hashes, subdirectory)| Origin::Archive { url, hashes, subdirectory }),
        (texts(URLS), texts(&["git"]), any::<Option<String>>(), any::<Option<String>>()).prop_map(
            |(url, vcs, requested_revision, commit)| {
                Origin::Vcs { url, vcs, requested_revision, commit, subdirectory: None }
            }
        ),
        (texts(URLS), any::<bool>(), any::<Option<String>>())
            .prop_map(|(url, editable, subdirectory)| Origin::Directory { url, editable, subdirectory }),
    ]
}

/// Texts as metadata has them, and any other.
fn texts(usual: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop_oneof![proptest::sample::select(usual).prop_map(str::to_owned), ".*"]
}

fn embedded() -> impl Strategy<Value = EmbeddedComponent> {
    let purls = texts(&["pkg:generic/zlib@1.3", "pkg:cargo/serde@1.0.0"]);
    (texts(&["zlib", "g/serde"]), any::<Option<String>>(), proptest::option::of(purls), ".*")
        .prop_map(|(name, version, purl, file)| EmbeddedComponent { name, version, purl, file })
}

fn conda_builds() -> impl Strategy<Value = CondaBuild> {
    let channels = texts(&["conda-forge", "https://h.example/t/****/main/linux-64"]);
    (".*", ".*", channels, any::<Option<String>>(), any::<Option<String>>()).prop_map(
        |(name, build, channel, subdir, archive)| {
            let sha256 = subdir.as_ref().map(|_| "ab".repeat(32));
            CondaBuild { name, build, channel, subdir, archive, md5: None, sha256 }
        },
    )
}

fn all_details() -> impl Strategy<Value = Details> {
    const NEEDS: &[&str] = &[
        "a",
        "b[x]; python_version > '3'",
        "a>=1; extra == 'x'",
        "b[y]; extra == 'x'",
        "c @ https://u:p@h/c",
    ];
    const LICENSES: &[&str] =
        &["MIT", "MIT OR LicenseRef-x", "BSD", "GPL-2.0", "Apache-2.0 with LLVM-exception"];
    const CLASSIFIERS: &[&str] = &["License :: OSI Approved", "License :: OSI Approved :: MIT License"];
    let lists = (
        proptest::collection::vec(texts(NEEDS), 0..4),
        proptest::collection::vec(texts(CLASSIFIERS), 0..3),
        proptest::collection::vec(embedded(), 0..3),
    );
    let licenses = (proptest::option::of(texts(LICENSES)), proptest::option::of(texts(LICENSES)));
    let rest = (any::<Option<String>>(), any::<bool>(), any::<Option<u64>>(), any::<Vec<String>>());
    (proptest::option::of(origins()), lists, licenses, proptest::option::of(conda_builds()), rest).prop_map(
        |(origin, (requires, license_classifiers, embedded), (license_expression, license), conda, rest)| {
            let (installer, requested, record_bytes, extras) = rest;
            Details {
                origin,
                installer,
                requested,
                requires_python: None,
                requires,
                extras,
                license_expression,
                license,
                license_files: vec![],
                license_classifiers,
                record_bytes,
                conda,
                embedded,
            }
        },
    )
}

pub(crate) fn distributions() -> impl Strategy<Value = Distribution> {
    let identity = (
        one_of(DistributionKind::ALL),
        texts(&["a", "b", "C.d"]),
        any::<Option<String>>(),
        one_of(IdentitySource::ALL),
        paths(),
    );
    let file =
        proptest::sample::select(&[None, Some("METADATA"), Some("PKG-INFO"), Some("EGG-INFO/PKG-INFO")]);
    (identity, file, proptest::option::of(all_details())).prop_map(|(identity, metadata_file, details)| {
        let (kind, name, version, identity, metadata_path) = identity;
        let details = details.map(Box::new);
        let version = version.map(InstalledVersion::from);
        Distribution {
            kind,
            name: PackageName::new(&name),
            version,
            identity,
            metadata_path,
            metadata_file,
            details,
        }
    })
}

pub(crate) fn inventories() -> impl Strategy<Value = Inventory> {
    let sites = (
        paths(),
        one_of(SiteKind::ALL),
        proptest::collection::vec(distributions(), 0..3),
        proptest::collection::vec(paths(), 0..2),
    );
    let sites = sites.prop_map(|(path, kind, distributions, leftovers)| Site {
        path,
        kind,
        distributions,
        path_files: vec![],
        leftovers,
    });
    let problems = (paths(), one_of(ProblemCode::ALL), ".*").prop_map(|(path, code, reason)| Problem {
        path,
        code,
        reason,
    });
    (
        proptest::option::of(paths()),
        proptest::collection::vec(sites, 0..3),
        proptest::collection::vec(problems, 0..3),
        any::<bool>(),
    )
        .prop_map(|(root, sites, problems, part)| {
            let coverage = Coverage { part, ..Coverage::default() };
            Inventory { root, sites, coverage, problems, ..Inventory::default() }
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_inventory_survives_the_round_trip(inventory in inventories()) {
        prop_assert_eq!(round_trip(&inventory), inventory);
    }
}
