//! Generated specifiers, markers and requirements, held against what PyPA's `packaging` said of each.

use fetter_core::requirement::{Marker, PackageName, Requirement, Specifiers, Version};
use fetter_testkit::gate::oracle;
use serde_json::{Value, json};

use crate::dependency_specifiers::{answer, environment, parts};
use crate::support::{json_lines, tsv_rows};

#[test]
fn generated_specifiers_admit_what_packaging_admits() {
    let Some(file) = oracle("generated specifiers", "specifiers.tsv") else { return };
    let rows = tsv_rows(&file);
    assert!(rows.len() > 60_000);
    for row in rows {
        let [specifier, version, with, _, without, text] = row.as_slice() else { panic!("{row:?}") };
        let texts: Vec<Value> =
            [specifier, version, text].iter().map(|text| serde_json::from_str(text).expect("JSON")).collect();
        let (written, version) = (texts[0].as_str().expect("a text"), texts[1].as_str().expect("a text"));
        let parsed: Result<Specifiers, _> = written.parse();
        assert_eq!(parsed.is_ok(), with != "invalid", "{written:?}");
        let Ok(parsed) = parsed else { continue };
        assert_eq!(json!(parsed.to_string()), texts[2], "{written:?}");
        let of_version: Option<Version> = version.parse().ok();
        let found = parsed.admits(version, of_version.as_ref());
        assert_eq!(found.to_string(), *with, "{written:?} {version:?}");
        let found = found && !of_version.as_ref().is_some_and(Version::is_prerelease);
        assert_eq!(found.to_string(), *without, "{written:?} {version:?} without pre-releases");
    }
}

#[test]
fn generated_markers_hold_as_for_packaging() {
    let Some(file) = oracle("generated markers", "markers.jsonl") else { return };
    let Some(environments) = oracle("generated markers", "environments.json") else { return };
    let environments = std::fs::read(environments).expect("the environments");
    let environments: Value = serde_json::from_slice(&environments).expect("JSON");
    let mut evaluated = 0;
    for case in json_lines(&file) {
        let written = case["marker"].as_str().expect("a text");
        let marker: Result<Marker, _> = written.parse();
        assert_eq!(marker.is_ok(), case["valid"] == true, "{written:?}");
        let Ok(marker) = marker else { continue };
        if let Some(text) = case["text"].as_str() {
            assert_eq!(marker.to_string(), text, "{written:?}");
        }
        for result in case["results"].as_array().expect("results") {
            let mut values = environments[result["environment"].as_str().expect("a name")].clone();
            match result["context"].as_str() {
                Some("metadata") => values["extra"] = json!(""),
                Some("lock_file") => {
                    values["extras"] = json!([]);
                    values["dependency_groups"] = json!([]);
                }
                _ => {}
            }
            for given in ["extra", "extras", "dependency_groups"] {
                if !result[given].is_null() {
                    values[given] = result[given].clone();
                }
            }
            let expected = match result["result"].as_str() {
                Some(error) => json!(format!("error:{error}")),
                None => result["result"].clone(),
            };
            assert_eq!(answer(&marker, &environment(&values)), expected, "{written:?} {result}");
            evaluated += 1;
        }
    }
    assert!(evaluated > 20_000);
}

#[test]
fn generated_requirements_are_read_as_by_packaging() {
    let Some(file) = oracle("generated requirements", "requirements.jsonl") else { return };
    let cases = json_lines(&file);
    assert!(cases.len() > 20_000);
    for case in cases {
        let input = case["input"].as_str().expect("a text");
        let found: Result<Requirement, _> = input.parse();
        if input.contains("~=") && input.contains('ſ') {
            // See `a_long_s_is_no_letter_of_a_version`.
            continue;
        }
        assert_eq!(found.is_ok(), case["valid"] == true, "{input:?}: {found:?}");
        let Ok(found) = found else { continue };
        let extras: Vec<&str> = found.extras.iter().map(PackageName::as_written).collect();
        assert_eq!(
            json!([found.name.as_written(), extras, found.url]),
            json!([case["name"], case["extras"], case["url"]]),
            "{input:?}"
        );
        if let Some(text) = case["text"].as_str() {
            assert_eq!(found.to_string(), text, "{input:?}");
        }
        let expected: Vec<[String; 2]> = serde_json::from_value(case["specifiers"].clone()).expect("pairs");
        let found: Vec<[String; 2]> = found.specifiers.all().iter().map(parts).collect();
        assert!(expected.iter().all(|pair| found.contains(pair)), "{input:?}");
    }
}

/// `packaging` reads `~=1.0.po\u{17f}t1`, since its expression for `~=` folds case beyond ASCII, and fails an assertion when it
/// compares. Versions are ASCII (PEP 440), so that it is refused when it is read.
#[test]
fn a_long_s_is_no_letter_of_a_version() {
    assert!("~=1.0.po\u{17f}t1".parse::<Specifiers>().is_err());
}
