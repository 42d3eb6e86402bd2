//! Records in the OSV format: read, compiled, kept, and held against versions.
use std::path::Path;

use fetter_core::advisory::index::{Builder, Index, Provenance};
use fetter_core::advisory::{Package, facts, read_record};
use fetter_core::inventory::InstalledVersion;

pub fn run(bytes: &[u8]) {
    let Ok(advisory) = read_record(bytes) else { return };
    assert!(advisory.detail.summary.chars().count() <= 242);
    let mut builder = Builder::default();
    builder.add("record.json", bytes);
    let Ok(built) = builder.build(Provenance::default()) else { return };
    let index = Index::of_bytes(Path::new("index"), built.bytes).expect("what was built can be opened");
    for affected in &advisory.affected {
        let name = affected.package.normalized();
        let package = Package::of_records(name, [&advisory]);
        assert_eq!(index.find(name).expect("it can be read").unwrap_or_default(), package, "as it was kept");
        let _ = facts::facts(package.entries());
        let listed = affected.versions.iter().map(String::as_str).take(8);
        for text in listed.chain(["1.0", "2.0+local", "x"]) {
            let version = InstalledVersion::new(text);
            let entries: Vec<_> = package.affecting(&version).iter().map(|found| found.entry).collect();
            let _ = package.nearest_without(&version, &entries);
            let _ = package.nearest_free(&version);
            let _ = package.fixed_in(&version, &entries);
        }
        let _ = package.free_from();
        package.entries().iter().for_each(|entry| drop(package.affected(entry)));
    }
}
