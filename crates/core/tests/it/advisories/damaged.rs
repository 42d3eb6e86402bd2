//! An index that is not what was written is an error, never one that knows nothing.

use std::path::Path;

use fetter_core::advisory::index::{Builder, Index, IndexError, Provenance};
use fetter_testkit::Scratch;

fn small() -> Vec<u8> {
    let mut builder = Builder::default();
    for (at, name) in ["jinja2", "requests", "zope-interface"].into_iter().enumerate() {
        let json = format!(
            r#"{{"id": "A-{at}", "modified": "2026-01-0{}T00:00:00Z", "summary": "About {name}", "affected": [{{"package":
                {{"ecosystem": "PyPI", "name": "{name}"}}, "versions": ["1.0", "2.0", "x"],
                "ranges": [{{"type": "ECOSYSTEM", "events": [{{"introduced": "0"}}, {{"fixed": "3.0"}}]}}]}}]}}"#,
            at + 1
        );
        builder.add(&format!("A-{at}.json"), json.as_bytes());
    }
    builder.build(Provenance { source: "made".to_owned(), ..Provenance::default() }).expect("an index").bytes
}

/// All that the index says: of every package, or an error.
fn all(bytes: Vec<u8>) -> Result<Vec<String>, IndexError> {
    let index = Index::of_bytes(Path::new("index"), bytes)?;
    index.verify()?;
    let names: Vec<String> = index.names().map(str::to_owned).collect();
    names.iter().map(|name| Ok(format!("{name} {:?}", index.find(name)?))).collect()
}

#[test]
fn every_flipped_byte_is_noticed() {
    let bytes = small();
    let whole = all(bytes.clone()).expect("it is sound");
    assert_eq!(whole.len(), 3);
    for at in 0..bytes.len() {
        for bit in [1_u8, 0x80] {
            let mut damaged = bytes.clone();
            damaged[at] ^= bit;
            // What nobody reads says nothing.
            if let Ok(said) = all(damaged) {
                assert_eq!(said, whole, "byte {at}");
            }
        }
    }
}

#[test]
fn every_cut_is_noticed() {
    let bytes = small();
    for end in 0..bytes.len() {
        assert!(all(bytes[..end].to_vec()).is_err(), "{end} bytes");
    }
}

#[test]
fn what_stands_in_its_place_is_told_apart() {
    let scratch = Scratch::new("index");
    let open = |name: &str| Index::open(&scratch.at(name)).expect_err("it is none");
    assert!(matches!(open("missing"), IndexError::Missing { .. }));
    scratch.tree().file("text", "not an index, however long the text in it may be");
    assert!(matches!(open("text"), IndexError::Foreign { .. }));
    scratch.tree().file("empty", "");
    assert!(matches!(open("empty"), IndexError::Foreign { .. }));
    scratch.tree().file("directory/x", "");
    assert!(matches!(open("directory"), IndexError::Foreign { .. }));
    let mut newer = small();
    newer[8] = 9;
    std::fs::write(scratch.at("newer"), newer).expect("written");
    let error = open("newer");
    assert!(matches!(error, IndexError::Format { format: 9, .. }));
    assert!(error.to_string().contains("fetter db update"), "{error}");
}
