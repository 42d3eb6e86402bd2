//! Indexes of real dumps, and what tells one from another.

use std::collections::BTreeSet;

use fetter_core::advisory::index::{Builder, Provenance, read_directory, read_zip};
use fetter_testkit::Scratch;
use fetter_testkit::gate::shared;

use super::{built_of, index_of, newest};

/// 2,661 records, and then 16,310 of which 4,419 are new and 762 changed, 691 of these with the same `modified`.
#[test]
fn a_later_dump_changes_what_is_known() {
    let (Some(older), Some((newer, _))) = (shared("update", "data/osv/older.zip"), newest("update")) else {
        return;
    };
    let older = built_of(&older);
    assert_eq!(
        (older.header.records + older.header.withdrawn, newer.header.records + newer.header.withdrawn),
        (2661, 16_310)
    );
    assert_eq!((newer.header.malware, newer.header.withdrawn, newer.header.unreadable_count), (9211, 270, 0));
    assert_ne!(older.header.digest, newer.header.digest);
    assert!(newer.bytes.len() < 4 * 1024 * 1024, "{}", newer.bytes.len());
    let (older, newer) = (index_of(older.bytes), index_of(newer.bytes.clone()));
    let names = |index: &fetter_core::advisory::index::Index| {
        index.names().map(str::to_owned).collect::<BTreeSet<_>>()
    };
    assert!(names(&newer).len() > 10_000 && names(&older).len() > 500);
    let changed = names(&older)
        .intersection(&names(&newer))
        .filter(|name| older.find(name).ok() != newer.find(name).ok())
        .count();
    assert!(changed > 300, "{changed}");
    newer.verify().expect("its digest is its contents'");
}

#[test]
fn the_same_records_have_the_same_digest_wherever_they_are_from() {
    let Some(dump) = shared("digest", "data/osv/older.zip") else { return };
    let scratch = Scratch::new("dump");
    let (mut forward, mut backward) = (Builder::default(), Builder::default());
    let mut records = Vec::new();
    let file = std::fs::File::open(&dump).expect("the dump is there");
    read_zip(file, |name, json| records.push((name.to_owned(), json.expect("read").to_vec())))
        .expect("a zip file");
    for (name, json) in records.iter().take(500) {
        std::fs::write(scratch.at(name), json).expect("written");
    }
    for (name, json) in records.iter().take(500).rev() {
        backward.add(name, json);
    }
    read_directory(scratch.path(), |name, json| forward.add(name, json.expect("read"))).expect("a directory");
    let provenance = |retrieved| Provenance { source: "x".to_owned(), retrieved, ..Provenance::default() };
    let (forward, backward) =
        (forward.build(provenance(1)).expect("built"), backward.build(provenance(1)).expect("built"));
    assert_eq!(forward, backward);
    let renewed = index_of(forward.bytes.clone()).renewed(provenance(2)).expect("renewed");
    assert_eq!((renewed.header.digest, renewed.header.provenance.retrieved), (forward.header.digest, 2));
    let again = index_of(renewed.bytes);
    assert_eq!(again.header(), &renewed.header);
    again.verify().expect("nothing else changed");
}

#[test]
fn records_that_cannot_be_read_are_remembered_by_their_files() {
    let mut builder = Builder::default();
    for at in (0..150).rev() {
        builder.add(&format!("{at:03}.json"), b"{");
    }
    builder.refuse("big.json", "it is larger than a record is read");
    let header = builder.build(Provenance::default()).expect("built").header;
    assert_eq!((header.unreadable_count, header.unreadable.len()), (151, 100));
    assert_eq!(header.unreadable[0].file, "000.json");
}
