//! Bills of materials: valid by the schemas of their formats, and as the specifications demand beyond these.

mod contents;
mod embedded;
mod generated;
mod real;
mod trees;

use std::collections::BTreeSet;

use fetter_core::inventory::Inventory;
use fetter_core::report::json::{write_cyclonedx, write_spdx};
use fetter_core::timestamp::Timestamp;
use serde_json::Value;

use crate::schemas::{cyclonedx_errors, spdx_errors};
use crate::serialisation::round_trip;

const NOON: u64 = 1_781_524_800;

fn noon() -> Timestamp {
    Timestamp::of_unix_time(NOON).expect("a moment")
}

fn cyclonedx_text(inventory: &Inventory) -> String {
    let mut out = Vec::new();
    write_cyclonedx(inventory, noon(), &mut out).expect("memory can be written");
    String::from_utf8(out).expect("JSON is text")
}

fn spdx_text(inventory: &Inventory) -> String {
    let mut out = Vec::new();
    write_spdx(inventory, noon(), &mut out).expect("memory can be written");
    String::from_utf8(out).expect("JSON is text")
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn list<'value>(value: &'value Value, key: &str) -> &'value [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn text<'value>(value: &'value Value, key: &str) -> &'value str {
    value[key].as_str().unwrap_or_default()
}

/// Both documents, after everything was checked that holds of every document.
fn documents(inventory: &Inventory) -> (Value, Value) {
    let (first, second) = (cyclonedx_text(inventory), spdx_text(inventory));
    let again = round_trip(inventory);
    assert_eq!(cyclonedx_text(&again), first, "an inventory that was read back gives the same");
    assert_eq!(spdx_text(&again), second, "an inventory that was read back gives the same");
    let (cyclonedx, spdx) = (parse(&first), parse(&second));
    check_cyclonedx(inventory, &cyclonedx);
    check_spdx(inventory, &spdx);
    (cyclonedx, spdx)
}

/// The schema, and what it cannot say: references are unique and lead somewhere, and nothing is left out.
fn check_cyclonedx(inventory: &Inventory, document: &Value) {
    assert_eq!(cyclonedx_errors(document), Vec::<String>::new());
    assert_eq!(document["version"], 1);
    let components = list(document, "components");
    let own = document["metadata"]["component"]["bom-ref"].as_str();
    let mut refs: Vec<&str> =
        components.iter().map(|component| text(component, "bom-ref")).chain(own).collect();
    let count = refs.len();
    refs.sort_unstable();
    refs.dedup();
    assert_eq!(refs.len(), count, "each reference is there once");
    let known: BTreeSet<&str> = refs.into_iter().collect();
    let mut of = BTreeSet::new();
    for dependency in list(document, "dependencies") {
        assert!(known.contains(text(dependency, "ref")) && of.insert(text(dependency, "ref")));
        for on in list(dependency, "dependsOn") {
            assert!(known.contains(on.as_str().expect("text")), "{on}");
            assert_ne!(on, &dependency["ref"], "nothing depends on itself");
        }
    }
    for composition in list(document, "compositions") {
        for of in list(composition, "assemblies").iter().chain(list(composition, "dependencies")) {
            assert!(known.contains(of.as_str().expect("text")), "{of}");
        }
    }
    let occurrences: usize =
        components.iter().map(|component| list(&component["evidence"], "occurrences").len()).sum();
    assert_eq!(occurrences, distinct_paths(inventory), "every distribution is there");
}

/// How many distributions lie at paths of their own.
fn distinct_paths(inventory: &Inventory) -> usize {
    let all = inventory.sites.iter().flat_map(|site| &site.distributions);
    let mut places: Vec<_> = all.collect();
    places.sort_by(|left, right| left.metadata_path.cmp(&right.metadata_path));
    places.dedup_by(|left, right| left.metadata_path == right.metadata_path && same(left, right));
    places.len()
}

/// Whether two distributions are one component.
fn same(left: &fetter_core::inventory::Distribution, right: &fetter_core::inventory::Distribution) -> bool {
    let plain = |found: &fetter_core::inventory::Distribution| {
        let mut found = found.clone();
        if let Some(details) = &mut found.details {
            details.installer = None;
            details.requested = false;
            details.record_bytes = None;
        }
        found.metadata_file = None;
        found.identity = fetter_core::inventory::IdentitySource::Metadata;
        found
    };
    plain(left) == plain(right)
}

fn check_spdx(inventory: &Inventory, document: &Value) {
    assert_eq!(spdx_errors(document), Vec::<String>::new());
    let created = document["creationInfo"]["created"].as_str().expect("text");
    assert_eq!((created.len(), &created[19..]), (20, "Z"), "{created}");
    let packages = list(document, "packages");
    let ids: BTreeSet<&str> = packages.iter().map(|package| text(package, "SPDXID")).collect();
    assert_eq!(ids.len(), packages.len(), "each id is there once");
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || ".-".contains(letter);
    for id in &ids {
        assert!(id.strip_prefix("SPDXRef-").is_some_and(|rest| rest.chars().all(allowed)), "{id}");
    }
    let extracted: BTreeSet<&str> =
        list(document, "hasExtractedLicensingInfos").iter().map(|one| text(one, "licenseId")).collect();
    for package in packages {
        let declared = text(package, "licenseDeclared");
        let words = declared.split([' ', '(', ')']).filter(|word| word.starts_with("LicenseRef-"));
        assert!(words.clone().all(|word| extracted.contains(word)), "{declared} {extracted:?}");
        assert!(text(package, "downloadLocation").bytes().all(|byte| byte.is_ascii_graphic()));
        for reference in list(package, "externalRefs") {
            assert!(text(reference, "referenceLocator").bytes().all(|byte| byte.is_ascii_graphic()));
        }
    }
    for relationship in list(document, "relationships") {
        let (from, to) = (text(relationship, "spdxElementId"), text(relationship, "relatedSpdxElement"));
        assert!(ids.contains(to) && (ids.contains(from) || from == "SPDXRef-DOCUMENT"), "{relationship}");
    }
    if !inventory.sites.is_empty() {
        assert!(!packages.is_empty());
    }
}

/// The component of a name.
fn component<'value>(document: &'value Value, name: &str) -> &'value Value {
    let all = list(document, "components");
    let found = all.iter().find(|component| component["name"] == name);
    found.unwrap_or_else(|| panic!("{name} is not in {all:#?}"))
}

/// The package of a name.
fn package<'value>(document: &'value Value, name: &str) -> &'value Value {
    let all = list(document, "packages");
    let found = all.iter().find(|package| package["name"] == name);
    found.unwrap_or_else(|| panic!("{name} is not in {all:#?}"))
}

/// The values of a property.
fn properties<'value>(component: &'value Value, name: &str) -> Vec<&'value str> {
    let all = list(component, "properties").iter();
    all.filter(|property| property["name"] == name).map(|property| text(property, "value")).collect()
}

/// The names of what a component depends on.
fn depends_on(document: &Value, of: &str) -> Vec<String> {
    let wanted = text(component(document, of), "bom-ref");
    let found = list(document, "dependencies").iter().find(|dependency| dependency["ref"] == wanted);
    let on = found.map_or(&[][..], |found| list(found, "dependsOn"));
    let name = |on: &Value| {
        let all = list(document, "components").iter();
        all.filter(|component| component["bom-ref"] == *on)
            .map(|component| text(component, "name").to_owned())
            .collect()
    };
    on.iter().map(name).collect()
}

/// Whether the document says what a component depends on.
fn is_listed(document: &Value, of: &str) -> bool {
    let wanted = &component(document, of)["bom-ref"];
    list(document, "dependencies").iter().any(|dependency| dependency["ref"] == *wanted)
}
