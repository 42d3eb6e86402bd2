//! Tables, JSON and SARIF of what runs at starts.

use fetter_core::report::json::{InspectDocument, write_inspect_sarif};
use fetter_core::report::{Delimiter, InspectReport, TableStyle, Tableable};
use fetter_testkit::Scratch;

use super::{SITE, made, with_files};

fn example() -> (Scratch, fetter_core::integrity::startup::Startup) {
    let (scratch, tree) = made("startup-wire");
    tree.file(&format!("{SITE}/a.pth"), "import os; os.system('\u{1b}[31m')\n./lib\n");
    tree.directory(&format!("{SITE}/lib"));
    tree.file(&format!("{SITE}/sitecustomize.py"), "x = 1\n");
    tree.file(&format!("{SITE}/usercustomize.so"), "");
    tree.file(&format!("{SITE}/easy-install.pth"), "import sys; sys.__plen = len(sys.path)\n");
    let record = tree.dist_info(SITE, "owner", "1.0").join("RECORD");
    let owned = "import owned_of_nobody\n";
    std::fs::write(record, crate::integrity::line("owned.pth", owned.as_bytes())).expect("written");
    tree.file(&format!("{SITE}/owned.pth"), owned);
    tree.file(".env", "PYTHONPATH=relative\n");
    let found = with_files(&scratch, &[".env", "missing.env"]);
    (scratch, found)
}

fn placed(scratch: &Scratch, bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("text").replace(&scratch.path().display().to_string(), "~")
}

/// A table in whose first column the scratch directory is `~`; without it, the column is as wide as what stands in it.
fn narrow(table: &str, scratch: &std::path::Path) -> String {
    let width = table.find("File").expect("a second column");
    let line = |line: &str| {
        let (site, rest) = line.split_at(width);
        format!("{:36}{rest}", site.trim_end().replace(&scratch.display().to_string(), "~")) + "\n"
    };
    table.lines().map(line).collect()
}

#[test]
fn the_document_is_as_it_was() {
    let (scratch, found) = example();
    let document = InspectDocument::new(&found, 2);
    let mut out = Vec::new();
    document.write(&mut out).expect("written");
    assert_eq!(serde_json::from_slice::<InspectDocument>(&out).expect("read back"), document);
    insta::assert_snapshot!("inspect", placed(&scratch, out));
}

#[test]
fn the_table_is_as_it_was_and_acts_on_no_terminal() {
    let (scratch, found) = example();
    let mut out = Vec::new();
    InspectReport::new(&found.items).write_table(&mut out, &TableStyle::default()).expect("written");
    let table = narrow(&String::from_utf8(out).expect("text"), scratch.path());
    assert!(!table.contains('\u{1b}'));
    insta::assert_snapshot!("inspect_table", table);
    let mut out = Vec::new();
    InspectReport::whole(&found.items).write_delimited(&mut out, Delimiter::default()).expect("written");
    assert_eq!(String::from_utf8(out).expect("text").lines().count(), found.items.len() + 1);
}

#[test]
fn the_log_is_as_it_was() {
    let (scratch, found) = example();
    let mut out = Vec::new();
    write_inspect_sarif(&InspectDocument::new(&found, 2), &mut out).expect("written");
    insta::assert_snapshot!("inspect_sarif", placed(&scratch, out));
}
