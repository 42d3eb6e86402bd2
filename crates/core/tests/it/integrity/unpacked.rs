//! The files of distributions, by whatever lists them.

use fetter_core::integrity::unpack::{UnpackRequest, Unpacked, unpack};
use fetter_core::inventory::file::Disk;

use super::{SITE, environment, install};
use crate::support::search;

fn counts(found: &Unpacked<'_>) -> (String, &'static str, [u64; 5]) {
    let counts = found.counts;
    (
        found.distribution.label(),
        found.source.map_or("", |source| source.as_str()),
        [counts.files, counts.directories, counts.missing, counts.outside, counts.bytes],
    )
}

#[test]
fn every_kind_of_list_is_read() {
    let scratch = environment("unpack");
    let tree = scratch.tree();
    let record = install(&tree, SITE, "a", &[("a/one.py", b"1"), ("a/sub/two.py", b"22")]);
    let record = record + "a/gone.py,,\n/etc/passwd,,\n";
    let bytes = 3 + u64::try_from(record.len()).expect("small") + 4 + 43;
    tree.file(&format!("{SITE}/a-1.0.dist-info/RECORD"), &record);
    let info = tree.egg_info(SITE, "b", "1.0").display().to_string();
    std::fs::write(format!("{info}/installed-files.txt"), "../b.py\nPKG-INFO\n").expect("written");
    tree.file(&format!("{SITE}/b.py"), "b");
    tree.file(&format!("{SITE}/c-1.0.egg/EGG-INFO/PKG-INFO"), "Name: c\nVersion: 1.0\n");
    tree.file(&format!("{SITE}/c-1.0.egg/c/__init__.py"), "c");
    tree.link(&format!("{SITE}/c-1.0.egg/out"), "/etc");
    tree.file(&format!("{SITE}/d.egg-info"), "Name: d\nVersion: 1.0\n");
    let inventory = search(&scratch);
    let request = UnpackRequest { files: true, ..UnpackRequest::default() };
    let found = unpack(&inventory, &Disk::here(), &request);
    let metadata = std::fs::metadata(format!("{info}/PKG-INFO")).expect("it is there").len();
    assert_eq!(
        found.iter().map(counts).collect::<Vec<_>>(),
        [
            ("a-1.0".to_owned(), "RECORD", [7, 3, 1, 1, bytes]),
            ("b-1.0".to_owned(), "installed-files.txt", [2, 2, 0, 0, 1 + metadata]),
            ("c-1.0".to_owned(), "egg", [3, 3, 0, 0, 1 + 21]),
            ("d-1.0".to_owned(), "", [0, 0, 0, 0, 0]),
        ]
    );
    let kinds: Vec<_> =
        found[2].files.iter().map(|file| file.kind.map_or("", |kind| kind.as_str())).collect();
    assert_eq!(kinds, ["file", "file", "link"], "links in an egg are not followed");
    let counted = unpack(&inventory, &Disk::here(), &UnpackRequest::default());
    assert_eq!(counted.iter().map(counts).collect::<Vec<_>>(), found.iter().map(counts).collect::<Vec<_>>());
    assert!(counted.iter().all(|found| found.files.is_empty()));
}
