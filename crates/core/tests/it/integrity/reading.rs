//! RECORD is read as Python's `csv` module reads it, and as it was written.

use fetter_core::metadata::record;
use fetter_testkit::Scratch;
use fetter_testkit::gate;
use fetter_testkit::program::Program;
use proptest::prelude::*;

/// A path as RECORD has it.
fn quoted(path: &str) -> String {
    format!("\"{}\"", path.replace('"', "\"\""))
}

proptest! {
    #[test]
    fn what_is_written_is_read(paths in prop::collection::vec("[^\u{0}\r]{1,20}", 0..20), digest in any::<[u8; 32]>(), size in any::<u64>()) {
        use base64::Engine;
        let digest = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(digest);
        let lines: Vec<_> = paths.iter().map(|path| format!("{},sha256={digest},{size}\r\n", quoted(path))).collect();
        let text = lines.concat();
        let read = record::read(text.as_bytes());
        prop_assert_eq!(&read.mistakes, &[]);
        let found: Vec<String> = read.entries.iter().map(|entry| String::from_utf8_lossy(&entry.path).into_owned()).collect();
        prop_assert_eq!(found, paths);
        for entry in read.entries {
            prop_assert_eq!(entry.size, Some(size));
            prop_assert_eq!(entry.hash.expect("a hash").to_string(), format!("sha256={digest}"));
        }
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..500)) {
        let read = record::read(&bytes);
        let lines = bytes.split(|byte| *byte == b'\n').count() as u64;
        for line in read.entries.iter().map(|entry| entry.line).chain(read.mistakes.iter().map(|mistake| mistake.line)) {
            prop_assert!((1..=lines).contains(&line), "line {line} of {lines}");
        }
    }
}

/// pip reads RECORD by `csv.reader` of its lines.
#[test]
fn the_paths_are_those_that_python_reads() {
    let Some(python) = gate::newest_interpreter("RECORD as Python reads it") else { return };
    let cases = [
        "a,b,c\r\nd,,\r\n",
        "a b,,\n\n\n\"c,d\",sha256=x,1\n",
        "\"quoted \"\"twice\"\"\",,\n",
        "\"over\ntwo lines\",,\nafter,,\n",
        "half\"quoted,,\n",
        "\"then\"more,,\n",
        " spaced ,,\n\ttab,,\n",
        "'single',,\nö,,\n",
        "last,,",
        "\"unclosed,,\nx,,\n",
    ];
    let scratch = Scratch::new("csv");
    for (number, case) in cases.iter().enumerate() {
        let file = scratch.tree().file(&format!("{number}"), case);
        let script = "import csv, json, sys
rows = csv.reader(open(sys.argv[1], encoding='utf-8', newline=''))
print(json.dumps([row[0] for row in rows if row]))";
        let said = Program::new(&python).args(["-c", script]).args([&file]).succeed();
        let expected: Vec<String> = serde_json::from_str(&said).expect("JSON");
        let read = record::read(case.as_bytes());
        let found: Vec<_> =
            read.entries.iter().map(|entry| String::from_utf8_lossy(&entry.path).into_owned()).collect();
        assert_eq!(found, expected, "{case:?}");
    }
}
