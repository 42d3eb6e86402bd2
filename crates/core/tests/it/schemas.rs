//! The official schemas of other people's formats, which lie in `testdata/schemas`.

use std::sync::OnceLock;

use fetter_testkit::gate::repository;
use jsonschema::{Retrieve, Uri, Validator};
use serde_json::Value;

/// Finds the schemas that others refer to among those that are there, and nothing else.
struct Offline;

impl Retrieve for Offline {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        let name = uri.as_str().rsplit('/').next().unwrap_or_default();
        ["spdx.schema.json", "jsf-0.82.schema.json"]
            .contains(&name)
            .then(|| schema(name))
            .ok_or_else(|| format!("{uri} is not in testdata/schemas").into())
    }
}

fn schema(name: &str) -> Value {
    let file = repository().join("testdata/schemas").join(name);
    serde_json::from_slice(&std::fs::read(file).expect("the schema is there")).expect("JSON")
}

fn validator(name: &str) -> Validator {
    let options = jsonschema::options().with_retriever(Offline).should_validate_formats(true);
    options.build(&schema(name)).expect("a schema")
}

fn errors(validator: &Validator, document: &Value) -> Vec<String> {
    validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// What is wrong with a document as CycloneDX 1.6.
pub(crate) fn cyclonedx_errors(document: &Value) -> Vec<String> {
    static VALIDATOR: OnceLock<Validator> = OnceLock::new();
    errors(VALIDATOR.get_or_init(|| validator("cyclonedx-bom-1.6.schema.json")), document)
}

/// What is wrong with a document as SPDX 2.3.
pub(crate) fn spdx_errors(document: &Value) -> Vec<String> {
    static VALIDATOR: OnceLock<Validator> = OnceLock::new();
    errors(VALIDATOR.get_or_init(|| validator("spdx-2.3.schema.json")), document)
}

/// What is wrong with a document as SARIF 2.1.0.
pub(crate) fn sarif_errors(document: &Value) -> Vec<String> {
    static VALIDATOR: OnceLock<Validator> = OnceLock::new();
    // A pattern of it has a bracket too much.
    let text = || schema("sarif-2.1.0.schema.json").to_string().replace("{2}]?$", "{2}?$");
    let schema = || serde_json::from_str(&text()).expect("JSON");
    let validator = || jsonschema::validator_for(&schema()).expect("a schema");
    errors(VALIDATOR.get_or_init(validator), document)
}

#[test]
fn the_schemas_refuse_what_is_wrong() {
    let bom = |license: Value| {
        serde_json::json!({"bomFormat": "CycloneDX", "specVersion": "1.6",
            "components": [{"type": "library", "name": "x", "licenses": [{"license": license}]}]})
    };
    assert!(cyclonedx_errors(&bom(serde_json::json!({"id": "MIT"}))).is_empty());
    assert!(!cyclonedx_errors(&bom(serde_json::json!({"id": "no licence"}))).is_empty(), "the list is found");
    assert!(!spdx_errors(&serde_json::json!({"spdxVersion": "SPDX-2.3"})).is_empty());
    assert!(!sarif_errors(&serde_json::json!({"version": "2.1.0"})).is_empty());
}
