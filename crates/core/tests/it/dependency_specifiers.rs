//! Specifiers, markers and requirements, held against what PyPA's `packaging` says of them.

use std::collections::BTreeSet;

use fetter_core::requirement::marker::{MarkerError, Truth};
use fetter_core::requirement::{
    Marker, MarkerEnvironment, Operator, PackageName, Requirement, Specifier, Specifiers, Variable, Version,
};
use fetter_testkit::gate::shared;
use serde_json::Value;

use crate::support::{json_lines, tsv_rows};

/// Whether `packaging` would take a version, whose answer depends on whether pre-releases are wanted.
fn contains(specifiers: &Specifiers, version: &str, prereleases: Option<bool>) -> bool {
    let parsed: Option<Version> = version.parse().ok();
    let refused = prereleases == Some(false) && parsed.as_ref().is_some_and(Version::is_prerelease);
    !refused && specifiers.admits(version, parsed.as_ref())
}

#[test]
fn the_matrix_of_specifiers_and_versions_is_that_of_packaging() {
    let Some(file) = shared("specifiers against packaging", "data/pep/specifiers_matrix.tsv") else { return };
    let rows = tsv_rows(&file);
    assert!(rows.len() > 10_000);
    for row in rows {
        let [specifiers, version, default, without] = row.as_slice() else { panic!("{row:?}") };
        let parsed: Specifiers = specifiers.parse().unwrap_or_else(|_| panic!("{specifiers:?}"));
        assert_eq!(contains(&parsed, version, None).to_string(), *default, "{specifiers} {version}");
        assert_eq!(contains(&parsed, version, Some(false)).to_string(), *without, "{specifiers} {version}");
    }
}

#[test]
fn pre_releases_are_taken_as_by_packaging() {
    let Some(file) = shared("specifiers against packaging", "data/pep/specifiers.tsv") else { return };
    for row in tsv_rows(&file) {
        let [_, specifiers, version, own, argument, installed, expected] = row.as_slice() else {
            panic!("{row:?}");
        };
        if expected == "error:ValueError" {
            // What `packaging` reads and then cannot compare is refused when it is read.
            assert!(specifiers.parse::<Specifiers>().is_err());
            continue;
        }
        let parsed: Specifiers = specifiers.parse().unwrap_or_else(|_| panic!("{specifiers:?}"));
        let flag = |text: &str| text.parse::<bool>().ok();
        let prereleases = if flag(installed) == Some(true) { None } else { flag(argument).or(flag(own)) };
        let found = contains(&parsed, version, prereleases);
        assert_eq!(found.to_string(), *expected, "{row:?}");
    }
}

#[test]
fn specifiers_are_read_as_by_packaging() {
    let Some(file) = shared("specifiers against packaging", "data/pep/specifiers_parse.jsonl") else {
        return;
    };
    for case in json_lines(&file) {
        let input = case["input"].as_str().expect("a text");
        if input.len() > 4300 {
            assert!(input.parse::<Specifiers>().is_err());
            continue;
        }
        if case["kind"] == "Specifier" {
            let found: Result<Specifier, _> = input.parse();
            assert_eq!(found.is_ok(), case["valid"] == true, "{input:?}");
            if let Ok(found) = found {
                assert_eq!(found.to_string(), case["normalized"], "{input:?}");
            }
        } else {
            let found: Result<Specifiers, _> = input.parse();
            assert_eq!(found.is_ok(), case["valid"] == true, "{input:?}");
            if let Ok(found) = found {
                assert_eq!(found.to_string(), case["normalized"], "{input:?}");
            }
        }
    }
}

#[test]
fn requirements_are_read_as_by_packaging() {
    let Some(file) = shared("requirements against packaging", "data/pep/requirements.jsonl") else { return };
    let cases = json_lines(&file);
    assert!(cases.len() > 1000);
    for case in cases {
        requirement_equals(&case);
    }
}

/// One case of a requirement, with what `packaging` makes of it.
pub(crate) fn requirement_equals(case: &Value) {
    let input = case["input"].as_str().expect("a text");
    let found: Result<Requirement, _> = input.parse();
    assert_eq!(found.is_ok(), case["valid"] == true, "{input:?}: {found:?}");
    let Ok(found) = found else { return };
    assert_eq!(found.name.as_written(), case["name"], "{input:?}");
    assert_eq!(found.name.normalized(), case["canonical_name"], "{input:?}");
    let extras: Vec<&str> = found.extras.iter().map(PackageName::as_written).collect();
    assert_eq!(serde_json::json!(extras), case["extras"], "{input:?}");
    assert_eq!(found.url.as_deref(), case["url"].as_str(), "{input:?}");
    assert_eq!(
        found.marker.as_ref().map(ToString::to_string).as_deref(),
        case["marker"].as_str(),
        "{input:?}"
    );
    assert_eq!(found.to_string(), case["normalized"], "{input:?}");
    let mut parts: Vec<[String; 2]> = found.specifiers.all().iter().map(parts).collect();
    let mut expected: Vec<[String; 2]> = serde_json::from_value(case["specifier"].clone()).expect("pairs");
    parts.sort();
    expected.sort();
    parts.dedup();
    expected.dedup();
    assert_eq!(parts, expected, "{input:?}");
}

pub(crate) fn parts(specifier: &Specifier) -> [String; 2] {
    [specifier.operator().as_str().to_owned(), specifier.version_text().to_owned()]
}

/// An environment as `packaging` has it: every value given, and what is not given not defined.
pub(crate) fn environment(values: &Value) -> MarkerEnvironment {
    let mut environment = MarkerEnvironment::default();
    let names = |value: &Value| -> BTreeSet<PackageName> {
        let names: Vec<String> = serde_json::from_value(value.clone()).expect("names");
        names.iter().map(|name| PackageName::new(name)).collect()
    };
    for (name, value) in values.as_object().expect("an object") {
        match name.as_str() {
            "extras" => environment.extras = Some(names(value)),
            "dependency_groups" => environment.dependency_groups = Some(names(value)),
            _ => {
                let variable = Variable::ALL.iter().find(|variable| variable.name() == name);
                // `packaging` still takes no extra at all for an empty one.
                environment.set(*variable.expect("a variable"), value.as_str().unwrap_or_default());
            }
        }
    }
    environment
}

/// What a marker says, in the words of the data.
pub(crate) fn answer(marker: &Marker, environment: &MarkerEnvironment) -> Value {
    match marker.evaluate(environment) {
        Ok(Truth::True) => Value::Bool(true),
        Ok(Truth::False) => Value::Bool(false),
        Ok(Truth::Unknown(variable)) => format!("unknown:{}", variable.name()).into(),
        Err(MarkerError::UndefinedName(_)) => "error:UndefinedEnvironmentName".into(),
        Err(MarkerError::UndefinedComparison { .. }) => "error:UndefinedComparison".into(),
    }
}

#[test]
fn markers_hold_as_for_packaging() {
    let Some(file) = shared("markers against packaging", "data/pep/markers.jsonl") else { return };
    let Some(environments) = shared("markers against packaging", "data/pep/environments.json") else {
        return;
    };
    let environments = std::fs::read(environments).expect("the environments");
    let environments: Value = serde_json::from_slice(&environments).expect("JSON");
    for case in json_lines(&file) {
        let input = case["input"].as_str().expect("a text");
        let marker: Result<Marker, _> = input.parse();
        assert_eq!(marker.is_ok(), case["valid"] == true, "{input:?}");
        let Ok(marker) = marker else { continue };
        assert_eq!(marker.to_string(), case["normalized"], "{input:?}");
        for (name, expected) in case["eval"].as_object().expect("answers") {
            let environment = environment(&environments[name]);
            assert_eq!(answer(&marker, &environment), *expected, "{input:?} in {name}");
        }
    }
}

#[test]
fn markers_hold_in_given_environments_as_for_packaging() {
    let Some(file) = shared("markers against packaging", "data/pep/markers_given_env.jsonl") else { return };
    for case in json_lines(&file) {
        if case["environment"].get("a").is_some() {
            // A variable of the test's own, which no specification has.
            continue;
        }
        let marker: Marker = case["marker"].as_str().expect("a text").parse().expect("a marker");
        assert_eq!(answer(&marker, &environment(&case["environment"])), case["expected"], "{case}");
    }
}

/// Named differences: what `packaging` takes and fetter refuses, and why.
#[test]
fn what_nobody_can_write_by_intent_is_refused() {
    // A number of more digits than Python makes an integer of: `packaging` fails when it compares.
    assert!(format!("a=={}", "9".repeat(4301)).parse::<Requirement>().is_err());
    // Names of characters and halves of them in a marker's text.
    assert!(r#"a; os_name == "\N{BULLET}""#.parse::<Requirement>().is_err());
    assert!(r#"a; os_name == "\ud800""#.parse::<Requirement>().is_err());
    // More parentheses than Python's stack may take; 200 are enough for anybody.
    assert!(
        format!("a; {0}os_name == 'x'{1}", "(".repeat(201), ")".repeat(201)).parse::<Requirement>().is_err()
    );
}

#[test]
fn a_python_of_which_only_the_series_is_known_answers_what_it_can() {
    let mut environment = MarkerEnvironment::default();
    environment.set(Variable::PythonVersion, "3.11");
    for (marker, expected) in [
        ("python_full_version >= '3.9.7'", Value::Bool(true)),
        ("python_full_version < '3.11'", Value::Bool(false)),
        ("python_full_version != '3.9.7'", Value::Bool(true)),
        ("python_full_version == '3.11.*'", Value::Bool(true)),
        ("python_full_version == '3.11.4'", "unknown:python_full_version".into()),
        ("python_full_version >= '3.11.4'", "unknown:python_full_version".into()),
        ("python_full_version >= '3.11.4' or python_version > '3'", Value::Bool(true)),
        ("python_full_version >= '3.11.4' and python_version > '4'", Value::Bool(false)),
        ("sys_platform == 'linux'", "unknown:sys_platform".into()),
    ] {
        let parsed: Marker = marker.parse().expect("a marker");
        assert_eq!(answer(&parsed, &environment), expected, "{marker}");
    }
    assert_eq!(Operator::ALL.len(), 8);
}
