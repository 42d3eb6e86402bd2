//! `sitecustomize` and `usercustomize`.

use std::io::Write;
use std::path::PathBuf;

use fetter_core::integrity::startup::{StartupKind, Verdict};

use super::{SITE, item, made, startup, traits};

const LIBRARY: &str = "base/lib/python3.11";

#[test]
fn the_first_on_the_path_runs_and_hides_the_others() {
    let (scratch, tree) = made("startup-first");
    let library = tree.file(&format!("{LIBRARY}/sitecustomize.py"), "x = 1\n");
    let dynamic =
        tree.file(&format!("{LIBRARY}/lib-dynload/sitecustomize.cpython-311-x86_64-linux-gnu.so"), "\x7fELF");
    let of_base = tree.file(&format!("{LIBRARY}/site-packages/sitecustomize/__init__.py"), "x = 2\n");
    let of_env = tree.file(&format!("{SITE}/sitecustomize.py"), "x = 3\n");
    let found = startup(&scratch);
    let both = [scratch.at("base"), scratch.at("env")];
    assert_eq!(item(&found, &library, None).environments, both);
    assert_eq!(item(&found, &dynamic, None).passed_over, both);
    assert_eq!(item(&found, &of_base, None).passed_over, [scratch.at("base")]);
    let hidden = item(&found, &of_env, None);
    assert_eq!(hidden.passed_over, [scratch.at("env")]);
    assert!(
        hidden.notes.iter().any(|note| note.contains("sitecustomize.py, which comes first")),
        "{:?}",
        hidden.notes
    );
    assert!(hidden.is_finding(), "what is hidden today runs when the other one is gone");
}

#[test]
fn in_one_directory_a_package_comes_before_a_module_and_that_before_bytecode() {
    let (scratch, tree) = made("startup-forms");
    let forms: Vec<PathBuf> = [
        "sitecustomize/__init__.py",
        "sitecustomize.cpython-311-x86_64-linux-gnu.so",
        "sitecustomize.py",
        "sitecustomize.pyc",
    ]
    .iter()
    .map(|name| tree.file(&format!("{SITE}/{name}"), "x = 1\n"))
    .collect();
    for (first, file) in forms.iter().enumerate() {
        let found = startup(&scratch);
        for (at, file) in forms.iter().enumerate().skip(first) {
            assert_eq!(item(&found, file, None).environments.is_empty(), at != first, "{}", file.display());
        }
        let binary = file.extension().is_some_and(|ending| ending != "py");
        assert_eq!(traits(item(&found, file, None)).contains(&"binary"), binary);
        std::fs::remove_file(file).expect("removed");
    }
    let found = startup(&scratch);
    assert!(
        found.items.iter().all(|item| item.kind != StartupKind::Sitecustomize),
        "a directory alone runs nothing"
    );
}

#[test]
fn extension_modules_are_for_one_version() {
    let (scratch, tree) = made("startup-tags");
    let other = tree.file(&format!("{SITE}/sitecustomize.cpython-310-x86_64-linux-gnu.so"), "");
    let abi3 = tree.file(&format!("{SITE}/sitecustomize.abi3.so"), "");
    let found = startup(&scratch);
    assert!(item(&found, &other, None).environments.is_empty());
    assert_eq!(item(&found, &abi3, None).environments, [scratch.at("env")]);
}

#[test]
fn usercustomize_runs_where_the_user_site_is_on() {
    let (scratch, tree) = made("startup-user");
    tree.dist_info("home/.local/lib/python3.11/site-packages", "six", "1.16");
    let user = tree.file("home/.local/lib/python3.11/site-packages/usercustomize.py", "x = 1\n");
    let of_env = tree.file(&format!("{SITE}/usercustomize.py"), "x = 1\n");
    let found = startup(&scratch);
    assert_eq!(item(&found, &user, None).environments, [scratch.at("base")]);
    let off = item(&found, &of_env, None);
    assert_eq!((off.kind, off.environments.is_empty()), (StartupKind::Usercustomize, true));
    assert!(off.notes.iter().any(|note| note.contains("user site is enabled")), "{:?}", off.notes);
}

#[test]
fn the_library_s_archive_is_looked_into() {
    let (scratch, tree) = made("startup-zip");
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("sitecustomize.py", zip::write::SimpleFileOptions::default()).expect("begun");
    archive.write_all(b"import os\nos.system('x')\n").expect("written");
    tree.file("base/lib/python311.zip", archive.finish().expect("finished").into_inner());
    let found = startup(&scratch);
    let found = item(&found, &scratch.at("base/lib/python311.zip/sitecustomize.py"), None);
    assert_eq!((found.verdict, traits(found)), (Verdict::Suspicious, vec!["process"]));
    assert_eq!(found.environments, [scratch.at("base"), scratch.at("env")]);
    tree.file("base/lib/python311.zip", "no archive");
    assert!(!startup(&scratch).is_checked());
}

#[test]
fn who_may_change_a_module_is_said() {
    let (scratch, tree) = made("startup-writable");
    let hook = tree.file(&format!("{SITE}/sitecustomize.py"), "x = 1\n");
    tree.mode(&format!("{SITE}/sitecustomize.py"), 0o666);
    let found = startup(&scratch);
    assert_eq!(traits(item(&found, &hook, None)), ["world-writable"]);
    assert_eq!(item(&found, &hook, None).verdict, Verdict::Suspicious);
}

#[test]
fn a_module_that_differs_from_its_record_is_suspicious() {
    let (scratch, tree) = made("startup-changed-module");
    let contents = b"x = 1\n";
    let line = crate::integrity::line("sitecustomize.py", contents);
    let record = tree.dist_info(SITE, "owner", "1.0").join("RECORD");
    std::fs::write(record, line).expect("written");
    let hook = tree.file(&format!("{SITE}/sitecustomize.py"), contents);
    let found = startup(&scratch);
    assert_eq!(item(&found, &hook, None).verdict, Verdict::Owned);
    assert_eq!(item(&found, &hook, None).owner.as_ref().and_then(|owner| owner.is_unchanged), Some(true));
    tree.file(&format!("{SITE}/sitecustomize.py"), b"x = 2\n");
    let found = startup(&scratch);
    assert_eq!(
        (item(&found, &hook, None).verdict, traits(item(&found, &hook, None))),
        (Verdict::Suspicious, vec!["changed"])
    );
}
