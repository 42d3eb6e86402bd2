//! What is written, and where: whole or not at all, safe to look at, and in the published shapes.

use std::os::unix::fs::{MetadataExt, PermissionsExt};

use crate::schemas::{cyclonedx_errors, spdx_errors};
use crate::support::{fetter, here, home, run};
use fetter_testkit::Scratch;

#[test]
fn a_file_is_replaced_whole_and_keeps_its_mode() {
    let home = home("atomic");
    home.tree().file("out.csv", "old\n");
    home.tree().mode("out.csv", 0o640);
    let before = std::fs::metadata(home.at("out.csv")).expect("it is there");
    assert_eq!(run(&home, "-e one/.venv scan write -o out.csv").code, Some(0));
    let after = std::fs::metadata(home.at("out.csv")).expect("it is there");
    assert_eq!(after.permissions().mode() & 0o777, 0o640);
    assert_ne!(before.ino(), after.ino(), "it is another file under the same name");
    let names: Vec<_> = std::fs::read_dir(home.path())
        .expect("a directory")
        .flatten()
        .map(|entry| entry.file_name())
        .collect();
    assert_eq!(names.len(), 4, "nothing else is left: {names:?}");
}

#[test]
fn a_failure_leaves_the_old_file() {
    let home = home("failure");
    home.tree().file("out.csv", "old\n");
    assert_eq!(run(&home, "-e missing scan write -o out.csv").code, Some(1));
    assert_eq!(std::fs::read_to_string(home.at("out.csv")).expect("it is there"), "old\n");
}

#[test]
fn a_link_is_written_through() {
    let home = home("link");
    home.tree().file("real.csv", "old\n");
    home.tree().link("out.csv", "real.csv");
    assert_eq!(run(&home, "-e one/.venv scan write -o out.csv").code, Some(0));
    assert!(home.at("out.csv").is_symlink());
    assert!(std::fs::read_to_string(home.at("real.csv")).expect("it is there").starts_with("Package,Site"));
}

/// A package may call itself anything.
fn hostile() -> Scratch {
    let home = Scratch::new("hostile-names");
    let metadata =
        "Metadata-Version: 2.1\nName: =cmd|' /C calc'!A0\u{1b}[31m\u{202e}\nVersion: 1,\"x\"\u{9b}2J\n\n";
    home.tree().file("site-packages/a-1.dist-info/METADATA", metadata);
    home.tree().dist_info("caf\u{e9} \u{5305}/site-packages", "b", "1");
    home
}

#[test]
fn names_do_nothing_to_terminals_spreadsheets_and_readers_of_json() {
    let home = hostile();
    for line in
        ["scan", "scan write -o -", "scan json", "scan cyclonedx", "scan spdx", "count", "search -p *"]
    {
        let text = here(&home, line);
        let acts = |character: char| character.is_control() && character != '\n' || character == '\u{202e}';
        assert!(!text.chars().any(acts), "{line}: {text:?}");
    }
    let csv = here(&home, "scan write -o -");
    assert!(csv.contains("\"'=cmd|' /C calc'!A0\\u{1b}[31m\\u{202e}-1,\"\"x\"\"\\u{9b}2J\","), "{csv}");
    let json: serde_json::Value = serde_json::from_str(&here(&home, "scan json")).expect("JSON");
    assert_eq!(json["sites"][1]["distributions"][0]["name"], "=cmd|' /C calc'!A0\u{1b}[31m\u{202e}");
    let stderr = run(&home, "-v --path . --only-path scan").stderr;
    assert!(stderr.contains("name-invalid") && !stderr.contains('\u{1b}'), "{stderr:?}");
}

#[test]
fn json_keeps_to_the_published_schemas() {
    let home = home("schema");
    for (line, schema) in [
        ("scan json", "inventory-1.json"),
        ("search -p * json", "inventory-1.json"),
        ("count json", "count-1.json"),
    ] {
        let file = fetter_testkit::gate::repository().join("docs/schema").join(schema);
        let schema: serde_json::Value =
            serde_json::from_slice(&std::fs::read(file).expect("it is published")).expect("JSON");
        let document: serde_json::Value = serde_json::from_str(&here(&home, line)).expect("JSON");
        let validator = jsonschema::validator_for(&schema).expect("a schema");
        let errors: Vec<String> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{line}: {errors:?}");
    }
}

#[test]
fn bills_of_materials_keep_to_the_official_schemas() {
    for home in [home("official"), hostile()] {
        for line in ["scan", "search -p *"] {
            let document =
                |form| serde_json::from_str(&here(&home, &format!("{line} {form}"))).expect("JSON");
            assert_eq!(cyclonedx_errors(&document("cyclonedx")), Vec::<String>::new());
            assert_eq!(spdx_errors(&document("spdx")), Vec::<String>::new());
        }
    }
}

#[test]
fn the_same_disk_gives_the_same_bytes() {
    let home = home("deterministic");
    for number in 0..200 {
        home.tree().dist_info(&format!("many/{number}/site-packages"), &format!("p{}", number % 7), "1.0");
    }
    for line in ["scan", "scan json", "scan write -o -"] {
        let first = here(&home, line);
        for threads in 1..=4 {
            assert_eq!(here(&home, &format!("--threads {threads} {line}")), first);
        }
    }
    for form in ["cyclonedx", "spdx"] {
        let bill = |threads: &str| {
            let line = ["--path", ".", "--only-path", "--threads", threads, "scan", form];
            fetter(&home).env("SOURCE_DATE_EPOCH", "0").args(line).succeed()
        };
        assert_eq!(bill("1"), bill("4"));
    }
}

#[test]
fn generated_files_are_up_to_date() {
    for file in fetter_cli::generate().expect("they can be generated") {
        let there = std::fs::read(fetter_testkit::gate::repository().join(&file.path)).unwrap_or_default();
        assert!(
            there == file.contents,
            "{} is not up to date; run `cargo xtask generate`",
            file.path.display()
        );
    }
}

#[test]
fn the_readme_lists_every_exit_code() {
    let readme =
        std::fs::read_to_string(fetter_testkit::gate::repository().join("README.md")).expect("it is there");
    for (exit, meaning) in fetter_cli::Exit::MEANINGS {
        assert!(readme.contains(&format!("| {} | {meaning} |", exit.code())), "{exit:?}");
    }
}
