//! Files that nobody should have: no hang, no panic, and what could not be read is said.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

use rustix::fs::{CWD, FileType, Mode, mknodat};

use super::{SITE, inspect_all, inspect_with, item, python};
use crate::support::search;

fn fifo(path: &std::path::Path) {
    mknodat(CWD, path, FileType::Fifo, Mode::from_raw_mode(0o600), 0).expect("it can be made");
}

#[test]
fn fifos_and_devices_are_not_opened() {
    let (scratch, tree) = python("startup-fifo");
    let site = scratch.at(SITE);
    for name in ["sitecustomize.py", "usercustomize.pyc", "x.pth", "x.start"] {
        fifo(&site.join(name));
    }
    tree.file(&format!("{SITE}/y.pth"), "import lurks\n");
    fifo(&site.join("lurks.py"));
    fifo(&scratch.at("env"));
    tree.link("py/lib/python3.11/usercustomize.py", "/dev/zero");
    let found = inspect_with(&search(&scratch), &[&scratch.at("env")]);
    assert!(!found.is_checked());
    for path in [site.join("sitecustomize.py"), site.join("x.pth"), scratch.at("env")] {
        assert!(
            found.unchecked.iter().any(|problem| problem.path == path),
            "{}: {:#?}",
            path.display(),
            found.unchecked
        );
    }
    // Python imports no module of what is no regular file.
    assert!(!found.items.iter().any(|item| item.file == site.join("sitecustomize.py")), "{found:#?}");
}

#[test]
fn loops_of_links_end() {
    let (scratch, tree) = python("startup-loops");
    tree.link(&format!("{SITE}/sitecustomize.py"), "sitecustomize.py");
    tree.link(&format!("{SITE}/usercustomize"), ".");
    tree.link(&format!("{SITE}/a"), "b");
    tree.link(&format!("{SITE}/b"), "a");
    let site = scratch.at(SITE);
    let loops = site.join("a").display().to_string();
    tree.file(&format!("{SITE}/x.pth"), format!("import site; site.addsitedir({loops:?})\na\n"));
    let found = inspect_all(&scratch);
    assert!(!found.is_checked() || !found.items.is_empty());
    item(&found, &site.join("x.pth"), Some(1));
}

#[test]
fn huge_and_odd_files_are_cut() {
    let (scratch, tree) = python("startup-huge");
    tree.file(&format!("{SITE}/long.pth"), format!("import x; {}", "a=1;".repeat(500_000)));
    tree.file(&format!("{SITE}/many.pth"), "import x\n".repeat(200_000));
    tree.file(&format!("{SITE}/open.pth"), format!("import site; {}", "site.addsitedir(".repeat(50_000)));
    tree.file(&format!("{SITE}/brackets.pth"), format!("import _editable_impl_z; {}", "[".repeat(500_000)));
    tree.file(&format!("{SITE}/sitecustomize.py"), "'\\x41' ".repeat(1_000_000));
    tree.file(&format!("{SITE}/usercustomize.py"), b"import os\0\xff\xfe\n\x0c\r\xe2\x80\xae".repeat(1000));
    let found = inspect_all(&scratch);
    assert!(!found.is_checked());
    let cut = item(&found, &scratch.at(&format!("{SITE}/sitecustomize.py")), None);
    assert!(cut.traits.iter().any(|found| found.code.as_str() == "cut") && cut.digest.is_none());
    let odd = item(&found, &scratch.at(&format!("{SITE}/usercustomize.py")), None);
    assert_eq!(odd.verdict.as_str(), "suspicious");
    let codes: Vec<&str> = odd.traits.iter().map(|found| found.code.as_str()).collect();
    assert!(codes.contains(&"encoding") && codes.contains(&"invisible-text"), "{codes:?}");
}

#[test]
fn names_that_are_no_text_are_shown_and_found() {
    let (scratch, _) = python("startup-names");
    let name = OsStr::from_bytes(b"\xff\x1b[31m.pth");
    std::fs::write(scratch.at(SITE).join(name), "import evil\n").unwrap();
    let found = inspect_all(&scratch);
    assert_eq!(item(&found, &scratch.at(SITE).join(name), Some(1)).verdict.as_str(), "unknown");
}

#[test]
fn tricks_with_text_stand_out() {
    for (name, line, code) in [
        ("blanks", format!("import sys;{}exec(x)", " ".repeat(300)), "pushed-out-of-sight"),
        ("bidi", "import sys # \u{202e}x".to_owned(), "reorders-text"),
        ("width", "import sys; a\u{200b} = 1".to_owned(), "invisible-text"),
        ("homoglyph", "import \u{455}ys".to_owned(), "foreign-letters"),
        ("blob", format!("import sys; x = '{}'", "QUJD12".repeat(60)), "encoded-blob"),
        ("feed", "import sys #\u{c}import os".to_owned(), "invisible-text"),
    ] {
        let (scratch, tree) = python(&format!("startup-trick-{name}"));
        tree.file(&format!("{SITE}/x.pth"), line);
        let found = inspect_all(&scratch);
        let traits: Vec<&str> =
            found.items.iter().flat_map(|item| &item.traits).map(|found| found.code.as_str()).collect();
        assert!(traits.contains(&code), "{name}: {traits:?}");
        assert!(found.has_findings(), "{name}");
    }
}
