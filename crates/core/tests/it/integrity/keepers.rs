//! What package managers know better than RECORD: Debian's, and conda.

use std::path::PathBuf;

use fetter_core::integrity::verify::{VerifyProgress, VerifyRequest, verify};
use fetter_core::inventory::discover::Request;
use fetter_core::inventory::file::Disk;
use fetter_testkit::Scratch;
use sha2::{Digest, Sha256};

use super::{SITE, environment, hex, install, line, told, verified};
use crate::support::{search_with, surroundings};

const DEBIAN: &str = "usr/lib/python3/dist-packages";

/// `SEVERITY CODE PATH` of an image.
fn told_of_image(image: &Scratch) -> Vec<String> {
    let request = Request {
        root: Some(image.path().to_path_buf()),
        details: true,
        threads: Some(2),
        ..Request::default()
    };
    let inventory = search_with(&request, &surroundings(&PathBuf::from("/root")));
    let disk = Disk::rooted_at(image.path()).expect("a directory");
    let found = verify(&inventory, &disk, &VerifyRequest::default(), &VerifyProgress::default());
    told(image, &found)
}

#[test]
fn what_debian_s_packages_change_is_no_tampering_and_what_changes_afterwards_is() {
    let image = Scratch::new("debian");
    let tree = image.tree();
    tree.installation("usr", "3.11");
    let record = install(&tree, DEBIAN, "a", &[("a/patched.py", b"as built"), ("a/kept.py", b"kept")]);
    let record = record + &line("../scripts/a", b"moved") + &line("a/left_out.py", b"left out");
    tree.file(&format!("{DEBIAN}/a-1.0.dist-info/RECORD"), record);
    tree.file(&format!("{DEBIAN}/a/patched.py"), "as packed");
    tree.egg_info(DEBIAN, "b", "2.0");
    tree.file(&format!("{DEBIAN}/b.py"), "b");
    // MD5 sums of `as packed`, `kept`, `b`, and whatever the metadata is.
    let sum = |path: &str, contents: &[u8]| {
        use md5::Md5;
        format!("{}  {DEBIAN}/{path}\n", hex(Md5::digest(contents).as_slice()))
    };
    let read = |path: &str| std::fs::read(image.at(DEBIAN).join(path)).expect("it is there");
    let metadata = read("a-1.0.dist-info/METADATA");
    let sums = sum("a/patched.py", b"as packed")
        + &sum("a/kept.py", b"kept")
        + &sum("a-1.0.dist-info/METADATA", &metadata);
    tree.file("var/lib/dpkg/info/python3-a.md5sums", sums);
    let info = read("b-2.0.egg-info/PKG-INFO");
    tree.file(
        "var/lib/dpkg/info/python3-b.md5sums",
        sum("b.py", b"b") + &sum("b-2.0.egg-info/PKG-INFO", &info),
    );
    assert_eq!(told_of_image(&image), ["info missing /usr/lib/python3/dist-packages/a/left_out.py"]);
    tree.file(&format!("{DEBIAN}/a/patched.py"), "as changed");
    tree.file(&format!("{DEBIAN}/b.py"), "changed");
    assert_eq!(
        told_of_image(&image)[..2],
        [
            "high modified /usr/lib/python3/dist-packages/a/patched.py",
            "high modified /usr/lib/python3/dist-packages/b.py"
        ],
        "also of a package without RECORD"
    );
}

#[test]
fn conda_s_own_record_decides_where_it_differs_from_record() {
    let scratch = environment("conda");
    let tree = scratch.tree();
    let record = install(&tree, SITE, "a", &[("a/prefixed.py", b"/placeholder"), ("a/plain.py", b"plain")]);
    let record = record + &line("a/dropped.py", b"dropped") + &line("../../../bin/tool", b"#!/placeholder");
    tree.file(&format!("{SITE}/a-1.0.dist-info/RECORD"), &record);
    tree.file(&format!("{SITE}/a/prefixed.py"), "/prefix");
    tree.file("env/bin/tool", "#!/prefix");
    let below = |path: &str| format!("{}/{path}", SITE.trim_start_matches("env/"));
    let digest = |contents: &[u8]| hex(Sha256::digest(contents).as_slice());
    let json = serde_json::json!({
        "name": "a", "version": "1.0", "build": "0", "channel": "made",
        "files": [below("a/prefixed.py"), below("a/plain.py"), below("a-1.0.dist-info/METADATA"), "bin/tool"],
        "paths_data": {"paths": [
            {"_path": below("a/prefixed.py"), "sha256": digest(b"/placeholder"), "sha256_in_prefix": digest(b"/prefix"),
             "prefix_placeholder": "/placeholder"},
            {"_path": below("a/plain.py"), "sha256": digest(b"plain"), "sha256_in_prefix": digest(b"plain")},
        ]},
    });
    tree.file("env/conda-meta/a-1.0-0.json", json.to_string());
    assert_eq!(told(&scratch, &verified(&scratch)), ["info missing a/dropped.py"]);
    tree.file(&format!("{SITE}/a/prefixed.py"), "/changed");
    tree.file(&format!("{SITE}/a/plain.py"), "changed");
    assert_eq!(
        told(&scratch, &verified(&scratch))[..2],
        ["high modified a/plain.py", "high modified a/prefixed.py"]
    );
}
