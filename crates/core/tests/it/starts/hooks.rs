//! `sitecustomize` and `usercustomize`.

use fetter_core::integrity::startup::Verdict;

use super::{SITE, item, made, startup, traits};

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
