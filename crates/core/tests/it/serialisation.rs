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

fn round_trip(inventory: &Inventory) -> Inventory {
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

fn origins() -> impl Strategy<Value = Origin> {
    let hashes = proptest::collection::btree_map(".*", ".*", 0..3);
    prop_oneof![
        (".*", hashes, any::<Option<String>>()).prop_map(|(url, hashes, subdirectory)| Origin::Archive {
            url,
            hashes,
            subdirectory
        }),
        (".*", ".*", any::<Option<String>>(), any::<Option<String>>()).prop_map(
            |(url, vcs, requested_revision, commit)| {
                Origin::Vcs { url, vcs, requested_revision, commit, subdirectory: None }
            }
        ),
        (".*", any::<bool>(), any::<Option<String>>())
            .prop_map(|(url, editable, subdirectory)| Origin::Directory { url, editable, subdirectory }),
    ]
}

fn distributions() -> impl Strategy<Value = Distribution> {
    let identity =
        (one_of(DistributionKind::ALL), ".*", any::<Option<String>>(), one_of(IdentitySource::ALL), paths());
    let file =
        proptest::sample::select(&[None, Some("METADATA"), Some("PKG-INFO"), Some("EGG-INFO/PKG-INFO")]);
    let details =
        (proptest::option::of(origins()), any::<bool>(), any::<Vec<String>>(), any::<Option<u64>>());
    (identity, file, proptest::option::of(details)).prop_map(|(identity, metadata_file, details)| {
        let (kind, name, version, identity, metadata_path) = identity;
        let details = details.map(|(origin, requested, requires, record_bytes)| {
            Box::new(Details { origin, requested, requires, record_bytes, ..Details::default() })
        });
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

fn inventories() -> impl Strategy<Value = Inventory> {
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
    )
        .prop_map(|(root, sites, problems)| Inventory { root, sites, problems, ..Inventory::default() })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_inventory_survives_the_round_trip(inventory in inventories()) {
        prop_assert_eq!(round_trip(&inventory), inventory);
    }
}
