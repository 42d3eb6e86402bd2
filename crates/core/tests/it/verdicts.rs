//! What judging found, as it is written: JSON in the published shape, SARIF as its standard has it, and tables.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;

use fetter_core::guard::{Damage, GuardData, Mode, Status};
use fetter_core::inventory::{Inventory, Platform, Problem, ProblemCode, SiteKind, System};
use fetter_core::manifest::{ManifestProblem, ManifestProblemCode, Place};
use fetter_core::policy::{FindingCode, Judged, judge};
use fetter_core::report::json::{GuardsDocument, ValidationDocument, write_sarif};
use fetter_core::report::{Delimiter, GuardReport, Guarded, TableStyle, Tableable, ValidateReport};
use serde_json::Value;

use crate::made::*;

const DIGEST: &str = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";

/// Two bounds, one of them a relative path that a URL cannot hold as it is.
const LIST: &str = "# the list
six>=2
numpy
deny evil-* # reason: typo-squatting
requests[socks]
old # until: 2026-01-01
windows ; sys_platform == 'win32'
p @ https://me:s3kret@h.example/p.zip#sha256=00ff
q @ git+https://h.example/q.git@v2
direct==1
uncertain ; platform_release == '6'
";

/// A machine on which everything that can be wrong is, with names that act on terminals.
fn rich() -> (Inventory, Judged) {
    let archive = format!(
        r#"{{"url": "https://h.example/p.zip", "archive_info": {{"hashes": {{"sha256": "{DIGEST}"}}}}}}"#
    );
    let git = r#"{"url": "https://h.example/q.git", "vcs_info": {"vcs": "git", "requested_revision": "v1", "commit_id": "7921be15"}}"#;
    let directory = r#"{"url": "file:///home/me/direct", "dir_info": {"editable": true}}"#;
    let mut inventory = machine(vec![
        (
            "/srv/a b",
            vec![
                package("Six", "1.16.0"),
                package("evil-six", "1"),
                package("old", "1"),
                package("windows", "1"),
                needing(
                    "requests",
                    "2.31",
                    &["PySocks>=1.5 ; extra == 'socks'", "idna<3 ; extra == 'socks'"],
                ),
                package("idna", "3.4"),
                from("p", "1", origin(&archive)),
                from("q", "1", origin(git)),
                from("direct", "1", origin(directory)),
                package("uncertain", "1"),
                package("\u{1b}[31mred", "1,2"),
                package("idna-extra", ""),
            ],
        ),
        ("/srv/b", vec![package("six", "2.0"), package("numpy", "1")]),
    ]);
    inventory.environments[1].platform =
        Some(Platform { system: System::Windows, machine: Some("AMD64".to_owned()) });
    let path = OsString::from_vec(b"/srv/t\xff".to_vec());
    let target = site("", SiteKind::Target, vec![package("six", "1.0")]);
    inventory.sites.push(fetter_core::inventory::Site { path: path.into(), ..target });
    let bounds =
        [bound_of("lists/a list.txt", LIST), bound_of("/etc/fetter/more.txt", "six<2\nidna\nidna-extra>=1")];
    let judged = judge(&inventory, &bounds, &rules());
    (inventory, judged)
}

fn document() -> ValidationDocument {
    let (_, judged) = rich();
    let at = |line| Place { file: "https://h.example/bound.txt".into(), line };
    let problems = [
        ManifestProblem::new(at(3), ManifestProblemCode::EntryInvalid, "expected the name of a package"),
        ManifestProblem::new(at(0), ManifestProblemCode::FileTooLarge, "the file is too large"),
    ];
    let machine = [Problem::new("/srv/closed", ProblemCode::MetadataMissing, "it could not be read")];
    ValidationDocument::new(&judged, &problems, &machine)
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).expect("memory can be written");
    String::from_utf8(bytes).expect("it is text")
}

fn sarif(document: &ValidationDocument) -> Value {
    let text = written(|out| write_sarif(document, out));
    serde_json::from_str(&text).expect("JSON")
}

fn guards() -> Vec<Guarded> {
    let data = GuardData {
        checker: vec!["/opt/fetter".into()],
        prefix: "/srv/b".into(),
        bounds: vec!["/etc/fetter/more.txt".into(), "/srv/list.txt".into()],
        options: vec![],
        seconds: 60,
        installed: 1_700_000_000,
    };
    let guarded = |name: &str, status| Guarded {
        environment: format!("/srv/{name}").into(),
        site: Some(site_of(&format!("/srv/{name}")).into()),
        status,
    };
    let what = vec![
        Damage::Foreign("/srv/c/x.pth".into()),
        Damage::Missing("/srv/c/_fetter_guard".into()),
        Damage::Unusable("/srv/c/data".into(), "no checker is named".into()),
    ];
    vec![
        guarded("a", Ok(Status::Absent)),
        guarded("b", Ok(Status::Installed { mode: Mode::Exit, data, last_clean: None })),
        guarded("c", Ok(Status::Damaged { mode: Some(Mode::Warn), what })),
        guarded("d\u{1b}", Err("permission denied".to_owned())),
    ]
}

#[test]
fn the_rich_case_has_every_code() {
    let (_, judged) = rich();
    for code in FindingCode::ALL {
        assert!(judged.findings.iter().any(|finding| finding.code == *code), "{code}: {:?}", codes(&judged));
    }
    assert!(!judged.unchecked.is_empty());
}

#[test]
fn the_shapes_are_promises() {
    insta::assert_snapshot!("validation", written(|out| document().write(out)));
    insta::assert_snapshot!(
        "sarif",
        written(|out| write_sarif(&document(), out)).replace(env!("CARGO_PKG_VERSION"), "VERSION")
    );
    insta::assert_snapshot!("guards", written(|out| GuardsDocument::new(&guards()).write(out)));
}

#[test]
fn tables_have_a_row_for_each_site() {
    let (_, judged) = rich();
    let report = ValidateReport::new(&judged);
    insta::assert_snapshot!("validate_table", written(|out| report.write_table(out, &TableStyle::default())));
    let delimited = written(|out| report.write_delimited(out, Delimiter::default()));
    assert_eq!(delimited.lines().next(), Some("Package,Dependency,Explain,Sites,Reason,Bound"));
    let rows: usize = judged.findings.iter().map(|finding| finding.sites.len().max(1)).sum();
    assert_eq!(report.all_rows().count(), rows);
    for text in [written(|out| report.write_table(out, &TableStyle::default())), delimited] {
        assert!(!text.contains('\u{1b}') && !text.contains("s3kret"), "{text}");
    }
    insta::assert_snapshot!(
        "guards_table",
        written(|out| GuardReport::new(guards()).write_table(out, &TableStyle::default()))
    );
}

#[test]
fn they_keep_to_the_published_schemas() {
    let schema = |name: &str| {
        let file = fetter_testkit::gate::repository().join("docs/schema").join(name);
        let schema: Value =
            serde_json::from_slice(&std::fs::read(file).expect("it is published")).expect("JSON");
        jsonschema::validator_for(&schema).expect("a schema")
    };
    let validation = serde_json::to_value(document()).expect("JSON");
    let guards = serde_json::to_value(GuardsDocument::new(&guards())).expect("JSON");
    for (name, document, other) in
        [("validation-1.json", &validation, &guards), ("guards-1.json", &guards, &validation)]
    {
        let validator = schema(name);
        let errors: Vec<String> = validator.iter_errors(document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        assert!(!validator.is_valid(other), "{name}");
    }
}

#[test]
fn documents_survive_the_round_trip() {
    let text = written(|out| document().write(out));
    assert_eq!(serde_json::from_str::<ValidationDocument>(&text).expect("JSON"), document());
    let text = written(|out| GuardsDocument::new(&guards()).write(out));
    assert_eq!(serde_json::from_str::<GuardsDocument>(&text).expect("JSON"), GuardsDocument::new(&guards()));
}

/// Every location of a run: of results and of notifications.
fn locations(run: &Value) -> Vec<&Value> {
    let results = run["results"].as_array().expect("results");
    let notes = run["invocations"][0]["toolExecutionNotifications"].as_array().expect("notifications");
    results.iter().chain(notes).flat_map(|one| one["locations"].as_array().expect("locations")).collect()
}

#[test]
fn sarif_is_as_its_standard_has_it() {
    let log = sarif(&document());
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().expect("a text").ends_with("sarif-schema-2.1.0.json"));
    let [run] = log["runs"].as_array().expect("runs").as_slice() else { panic!("{log}") };
    assert_eq!(run["tool"]["driver"]["name"], "fetter");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), document().findings.len());
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("a small one");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert_eq!(result["level"], "error");
        assert!(!result["message"]["text"].as_str().expect("a text").is_empty());
        assert!(!result["locations"].as_array().expect("locations").is_empty(), "{result}");
        assert!(!result["partialFingerprints"].as_object().expect("fingerprints").is_empty());
    }
    for rule in rules {
        assert!(rule["shortDescription"]["text"].is_string() && rule["help"]["text"].is_string(), "{rule}");
    }
    // What could not be checked is told, and the run is none that succeeded.
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let notes = run["invocations"][0]["toolExecutionNotifications"].as_array().expect("notifications");
    assert_eq!(notes.len(), document().unchecked.len());
    let well = sarif(&ValidationDocument::new(&Judged::default(), &[], &[]));
    assert_eq!(well["runs"][0]["invocations"][0]["executionSuccessful"], true);
    assert_eq!(well["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn sarif_says_where_by_valid_references() {
    let log = sarif(&document());
    let found = locations(&log["runs"][0]);
    let mut uris: Vec<&str> = Vec::new();
    for location in found {
        let physical = &location["physicalLocation"];
        let uri = physical["artifactLocation"]["uri"].as_str().expect("a text");
        let is_reference =
            |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
        assert!(!uri.is_empty() && uri.bytes().all(is_reference), "{uri}");
        // What is relative is not mistaken for an absolute path or another scheme.
        assert!(uri.starts_with("file:///") || uri.starts_with("https://") || !uri.contains(':'), "{uri}");
        if let Some(region) = physical.get("region") {
            assert!(region["startLine"].as_u64().expect("a line") >= 1, "{region}");
        }
        uris.push(uri);
    }
    for expected in [
        "lists/a%20list.txt",
        "file:///etc/fetter/more.txt",
        "https://h.example/bound.txt",
        "file:///srv/closed",
        "file:///srv/a%20b/lib/python3.11/site-packages",
    ] {
        assert!(uris.contains(&expected), "{expected}: {uris:?}");
    }
    // A bound beside the current directory is one, too.
    let judged = judge(&one(vec![]), &[bound_of("../x:y/./b.txt", "six")], &rules());
    let log = sarif(&ValidationDocument::new(&judged, &[], &[]));
    let uri = &locations(&log["runs"][0])[0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "../x%3Ay/./b.txt");
}

#[test]
fn fingerprints_tell_findings_apart() {
    let log = sarif(&document());
    let results = log["runs"][0]["results"].as_array().expect("results");
    let mut prints: Vec<String> = results
        .iter()
        .map(|result| format!("{} {}", result["partialFingerprints"], result["locations"]))
        .collect();
    prints.sort();
    let count = prints.len();
    prints.dedup();
    assert_eq!(prints.len(), count);
}

#[test]
fn no_secret_is_shown() {
    let texts = [written(|out| document().write(out)), written(|out| write_sarif(&document(), out))];
    for text in texts {
        assert!(!text.contains("s3kret"), "{text}");
        assert!(!text.contains('\u{1b}'), "{text}");
    }
}
