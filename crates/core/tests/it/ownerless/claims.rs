//! Who claims what: RECORD and its older kin, eggs, conda, and what has no list.

use fetter_core::integrity::verify::VerifyCode;

use super::{SITE, install, look_in, only, python, said, said_in};

#[test]
fn older_kin_of_record_claim_files() {
    let (scratch, tree) = python("claims-eggs");
    tree.egg_info(SITE, "listed", "1");
    tree.file(
        &format!("{SITE}/listed-1.egg-info/installed-files.txt"),
        "../listed/__init__.py\n../l.py\nPKG-INFO\n",
    );
    tree.file(&format!("{SITE}/listed/__init__.py"), "");
    tree.file(&format!("{SITE}/listed/other.py"), "");
    tree.file(&format!("{SITE}/l.py"), "");
    tree.file(
        &format!("{SITE}/egg-1-py3.11.egg/EGG-INFO/PKG-INFO"),
        "Metadata-Version: 1.0\nName: egg\nVersion: 1\n",
    );
    tree.file(&format!("{SITE}/egg-1-py3.11.egg/egg/__init__.py"), "");
    tree.file(&format!("{SITE}/easy-install.pth"), "./egg-1-py3.11.egg\n");
    assert_eq!(said_in(&scratch), ["ownerless-code high listed/other.py"]);
    tree.file(&format!("{SITE}/easy-install.pth"), "./egg-1-py3.11.egg\n/tmp\n");
    assert_eq!(
        said_in(&scratch),
        ["ownerless-path-file medium easy-install.pth", "ownerless-code high listed/other.py"]
    );
}

#[test]
fn what_has_no_list_claims_its_modules_and_that_is_said() {
    let (scratch, tree) = python("claims-none");
    tree.egg_info(SITE, "named", "1");
    tree.file(&format!("{SITE}/named-1.egg-info/top_level.txt"), "package\nmodule\n");
    tree.file(
        &format!("{SITE}/other_name-2.egg-info"),
        "Metadata-Version: 1.0\nName: other-name\nVersion: 2\n",
    );
    for file in
        ["package/__init__.py", "package/data.txt", "module.py", "other_name.py", "evil.py", "named.py"]
    {
        tree.file(&format!("{SITE}/{file}"), "x");
    }
    assert_eq!(
        said_in(&scratch),
        ["names-only info ", "ownerless-code high evil.py", "ownerless-code high named.py"]
    );
    let found = look_in(&scratch);
    assert_eq!(found.1, []);
    let reason = &only(&found, VerifyCode::NamesOnly).reason;
    assert!(reason.contains("named-1, other-name-2"), "{reason}");
}

#[test]
fn a_namespace_is_owned_as_far_as_its_files_are() {
    let (scratch, tree) = python("claims-namespace");
    install(&tree, SITE, "one", &["ns/one/__init__.py"]);
    install(&tree, SITE, "two", &["ns/two/__init__.py"]);
    tree.file(&format!("{SITE}/ns/three/__init__.py"), "");
    assert_eq!(said_in(&scratch), ["ownerless-code high ns/three"]);
}

#[test]
fn conda_claims_what_its_records_list() {
    let (scratch, tree) = python("claims-conda");
    tree.file(
        "py/conda-meta/tool-1-0.json",
        r#"{"name": "tool", "version": "1", "files": ["lib/python3.11/site-packages/tool/__init__.py", "bin/tool"]}"#,
    );
    tree.file(&format!("{SITE}/tool/__init__.py"), "");
    tree.file(&format!("{SITE}/tool/extra.py"), "");
    install(&tree, SITE, "demo", &["demo.py"]);
    assert_eq!(said_in(&scratch), ["ownerless-code high tool/extra.py"]);
    tree.file("py/conda-meta/broken-1-0.json", "{");
    let unchecked = look_in(&scratch).1;
    assert_eq!((unchecked.len(), unchecked[0].code.as_str()), (1, "record-unreadable"));
}

#[test]
fn one_list_may_claim_in_another_site_of_its_prefix() {
    let (scratch, tree) = python("claims-lib64");
    install(&tree, SITE, "demo", &["demo.py"]);
    // As RECORDs say it that were written when `lib64` was no link.
    tree.file(&format!("{SITE}/fast.so"), "");
    tree.file(
        &format!("{SITE}/demo-1.dist-info/RECORD"),
        "demo.py,,\n../../../lib64/python3.11/site-packages/fast.so,,\n",
    );
    tree.link("py/lib64", "lib");
    assert_eq!(said_in(&scratch), [""; 0]);
}

#[test]
fn a_record_claims_nothing_outside_of_its_prefix() {
    let (scratch, tree) = python("claims-outside");
    install(&tree, SITE, "demo", &["demo.py"]);
    tree.installation("other", "3.11");
    let evil = tree.file("other/lib/python3.11/site-packages/evil.py", "");
    install(&tree, "other/lib/python3.11/site-packages", "known", &["known.py"]);
    tree.file(&format!("{SITE}/demo-1.dist-info/RECORD"), format!("demo.py,,\n{},,\n", evil.display()));
    let found = look_in(&scratch);
    assert_eq!(only(&found, VerifyCode::Ownerless).path, evil);
}

#[test]
fn beside_what_target_filled_own_code_is_usual() {
    let (scratch, tree) = python("claims-target");
    install(&tree, "app/vendor", "demo", &["demo/__init__.py"]);
    tree.file("app/vendor/demo-1.dist-info/RECORD", "demo/__init__.py,,\n../../bin/demo.py,,\n");
    tree.file("app/vendor/bin/demo.py", "");
    tree.file("app/vendor/handler.py", "");
    tree.file("app/vendor/x.pth", "import os\n");
    tree.file("app/vendor/demo/evil.py", "");
    assert_eq!(
        said(&look_in(&scratch), &scratch.at("app/vendor")),
        [
            "ownerless-code high demo/evil.py",
            "ownerless-code medium handler.py",
            "ownerless-path-file low x.pth"
        ]
    );
}

#[test]
fn leftovers_of_pip_are_the_scans_to_say_but_for_code() {
    let (scratch, tree) = python("claims-leftovers");
    install(&tree, SITE, "demo", &["demo.py"]);
    tree.file(&format!("{SITE}/~emo-1.dist-info/METADATA"), "Name: demo");
    tree.file(&format!("{SITE}/~ata/data.bin"), "data");
    assert_eq!(said_in(&scratch), [""; 0]);
    tree.file(&format!("{SITE}/~emo/__init__.py"), "");
    assert_eq!(said_in(&scratch), ["ownerless-code medium ~emo"]);
}
