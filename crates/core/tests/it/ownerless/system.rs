//! The lists of package managers, in made images of other machines.

use fetter_core::inventory::Inventory;
use fetter_core::inventory::discover::Request;
use fetter_core::inventory::file::Disk;
use fetter_testkit::{Scratch, Tree};

use super::{Looked, look_at};
use crate::support::{search_with, surroundings};

const SITE: &str = "usr/lib/python3/dist-packages";

fn image(name: &str, site: &str) -> (Scratch, Tree) {
    let scratch = Scratch::new(name);
    let tree = scratch.tree();
    tree.installation("usr", "3.11");
    for file in ["listed.py", "package/__init__.py", "package/extra.py", "evil.py"] {
        tree.file(&format!("{site}/{file}"), "");
    }
    tree.egg_info(site, "listed", "1");
    tree.file(&format!("{site}/__pycache__/listed.cpython-311.pyc"), "");
    (scratch, tree)
}

fn look_at_image(scratch: &Scratch) -> (Vec<String>, Looked) {
    let request =
        Request { root: Some(scratch.path().to_path_buf()), threads: Some(2), ..Request::default() };
    let found: Inventory = search_with(&request, &surroundings(scratch.path()));
    let disk = Disk::of_machine(Some(scratch.path()), &[]).expect("it is a directory");
    let found = look_at(&disk, &found);
    let said = found.0.iter().map(|finding| format!("{} {}", finding.code, finding.path.display())).collect();
    (said, found)
}

/// Nobody but the system lists the source, so nobody else looks at what is compiled of it.
#[test]
fn what_runs_in_place_of_the_system_s_sources_is_said() {
    let (scratch, tree) = image("system-compiled", SITE);
    let files = ["listed.py", "evil.py", "package/__init__.py", "package/extra.py"];
    let list = files.iter().fold(String::new(), |list, file| list + &format!("/{SITE}/{file}\n"));
    tree.file("var/lib/dpkg/info/python3-listed.list", list);
    tree.file("var/lib/dpkg/info/python3-listed.md5sums", "");
    let unchecked = [&3495_u16.to_le_bytes()[..], b"\r\n", &1_u32.to_le_bytes(), &[1; 8], b"code"].concat();
    tree.file(&format!("{SITE}/package/__pycache__/extra.cpython-311.pyc"), unchecked);
    let (said, _) = look_at_image(&scratch);
    let path = format!("/{SITE}/package/__pycache__/extra.cpython-311.pyc");
    assert!(said.contains(&format!("bytecode-unchecked {path}")), "{said:?}");
    assert!(!said.iter().any(|line| line.contains("listed.cpython")), "{said:?}");
}

#[test]
fn dpkgs_lists_claim() {
    let (scratch, tree) = image("system-dpkg", SITE);
    tree.file(
        "var/lib/dpkg/info/python3-listed.list",
        "/.\n/usr\n/usr/lib/python3/dist-packages\n/usr/lib/python3/dist-packages/listed.py\n\
         /usr/lib/python3/dist-packages/listed-1.egg-info/PKG-INFO\n/usr/lib/python3/dist-packages/package\n\
         /usr/lib/python3/dist-packages/package/__init__.py\n",
    );
    tree.file("var/lib/dpkg/info/python3-listed.md5sums", "");
    let (said, found) = look_at_image(&scratch);
    assert_eq!(
        said,
        [
            "ownerless-code /usr/lib/python3/dist-packages/evil.py",
            "ownerless-code /usr/lib/python3/dist-packages/package/extra.py"
        ]
    );
    assert_eq!(found.1, []);
}

#[test]
fn apks_database_claims() {
    let (scratch, tree) = image("system-apk", "usr/lib/python3.11/site-packages");
    tree.file(
        "lib/apk/db/installed",
        "P:py3-listed\nF:usr/lib/python3.11/site-packages\nR:listed.py\nF:usr/lib/python3.11/site-packages/package\nR:__init__.py\n\
         F:usr/lib/python3.11/site-packages/listed-1.egg-info\nR:PKG-INFO\n\n",
    );
    let (said, found) = look_at_image(&scratch);
    assert_eq!(
        said,
        [
            "ownerless-code /usr/lib/python3.11/site-packages/evil.py",
            "ownerless-code /usr/lib/python3.11/site-packages/package/extra.py"
        ]
    );
    assert_eq!(found.1, []);
}

#[test]
fn pacmans_lists_claim() {
    let (scratch, tree) = image("system-pacman", "usr/lib/python3.11/site-packages");
    tree.file(
        "var/lib/pacman/local/python-listed-1-1/files",
        "%FILES%\nusr/\nusr/lib/python3.11/site-packages/listed.py\nusr/lib/python3.11/site-packages/listed-1.egg-info/PKG-INFO\n\
         usr/lib/python3.11/site-packages/package/\nusr/lib/python3.11/site-packages/package/__init__.py\n\
         usr/lib/python3.11/site-packages/package/extra.py\n\n",
    );
    assert_eq!(look_at_image(&scratch).0, ["ownerless-code /usr/lib/python3.11/site-packages/evil.py"]);
}

#[test]
fn rpms_database_is_not_read_and_that_is_said() {
    let (scratch, tree) = image("system-rpm", "usr/lib/python3.11/site-packages");
    tree.file("var/lib/rpm/rpmdb.sqlite", "SQLite format 3\0");
    tree.mode("usr/lib/python3.11/site-packages/evil.py", 0o666);
    let (said, found) = look_at_image(&scratch);
    assert_eq!(said, ["world-writable /usr/lib/python3.11/site-packages/evil.py"]);
    assert!(found.1.iter().any(|unchecked| unchecked.code.as_str() == "package-database"), "{:?}", found.1);
}
