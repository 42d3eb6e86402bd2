//! What hides something else: of the standard library, beside it, and in a later site.

use fetter_core::integrity::verify::{Severity, VerifyCode};

use super::{SITE, install, look_in, only, python, said, said_in};

#[test]
fn names_of_the_standard_library() {
    let (scratch, tree) = python("shadow-standard");
    install(&tree, SITE, "dataclasses", &["dataclasses.py"]);
    tree.file("py/lib/python3.11/vendored.py", "");
    tree.file(&format!("{SITE}/json/__init__.py"), "");
    tree.file(&format!("{SITE}/vendored.py"), "");
    // Python 3.11 has no such module any more, or not yet, or never had.
    tree.file(&format!("{SITE}/http/namespace.py"), "");
    for name in ["ConfigParser", "annotationlib", "fine"] {
        tree.file(&format!("{SITE}/{name}.py"), "");
    }
    let said: Vec<_> = said_in(&scratch).into_iter().filter(|line| line.starts_with("shadowing")).collect();
    assert_eq!(said, ["shadowing info dataclasses.py", "shadowing high json", "shadowing high vendored.py"]);
}

#[test]
fn what_hides_a_module_beside_it() {
    let (scratch, tree) = python("shadow-beside");
    install(&tree, SITE, "demo", &["demo/__init__.py", "demo/core.py", "demo/util.py", "single.py"]);
    install(&tree, SITE, "other", &["single/__init__.py"]);
    tree.file(&format!("{SITE}/demo/core.cpython-311-x86_64-linux-gnu.so"), "");
    tree.file(&format!("{SITE}/demo/util.cpython-39-x86_64-linux-gnu.so"), "");
    let found = look_in(&scratch);
    let said: Vec<_> =
        said(&found, &scratch.at(SITE)).into_iter().filter(|line| line.starts_with("shadowing")).collect();
    assert_eq!(said, ["shadowing high demo/core.cpython-311-x86_64-linux-gnu.so", "shadowing low single",]);
    let reasons: Vec<_> = found.0.iter().filter(|one| one.code == VerifyCode::Shadowing).collect();
    assert_eq!(reasons[0].reason, "it has no owner, and Python imports it in place of core.py of demo");
    assert_eq!(reasons[1].reason, "it is of other, and Python imports it in place of single.py of demo");
}

#[test]
fn compiled_twins_of_one_distribution_hide_nothing() {
    let (scratch, tree) = python("shadow-twins");
    install(
        &tree,
        SITE,
        "demo",
        &[
            "demo/__init__.py",
            "demo/__init__.cpython-311-x86_64-linux-gnu.so",
            "demo/x.py",
            "demo/x.abi3.so",
            "y.py",
            "y/d.txt",
        ],
    );
    install(&tree, SITE, "other", &["z.py", "z.so", "z/__init__.py"]);
    assert_eq!(said_in(&scratch), [""; 0]);
}

#[test]
fn a_namespace_is_hidden_by_a_module_beside_it() {
    let (scratch, tree) = python("shadow-namespace");
    install(&tree, SITE, "one", &["ns/one/__init__.py"]);
    tree.file(&format!("{SITE}/ns.py"), "");
    assert_eq!(said_in(&scratch), ["ownerless-code high ns.py", "shadowing high ns.py"]);
}

#[test]
fn an_earlier_site_hides_what_lies_in_a_later_one() {
    let (scratch, tree) = python("shadow-across");
    install(&tree, SITE, "demo", &["demo/__init__.py", "same.py"]);
    let site = tree.venv("env", &scratch.at("py"), "3.11", true);
    let relative = "env/lib/python3.11/site-packages";
    install(&tree, relative, "demo", &["same.py"]);
    tree.file(&format!("{relative}/demo.py"), "");
    let found = look_in(&scratch);
    let finding = only(&found, VerifyCode::Shadowing);
    assert_eq!((&finding.path, finding.severity), (&site.join("demo.py"), Severity::High));
    assert!(finding.reason.ends_with("site-packages/demo of demo"), "{}", finding.reason);
    assert_eq!(finding.environments, [scratch.at("env")]);
}

#[test]
fn another_distribution_in_an_earlier_site_hides_too() {
    let (scratch, tree) = python("shadow-other");
    install(&tree, SITE, "demo", &["demo/__init__.py", "ns/x.py", "both/y.py"]);
    tree.venv("env", &scratch.at("py"), "3.11", true);
    let relative = "env/lib/python3.11/site-packages";
    install(&tree, relative, "impostor", &["demo/__init__.py", "ns/z.py", "both.py"]);
    let found = look_in(&scratch);
    let said: Vec<_> =
        found.0.iter().map(|one| (one.severity, one.path.clone(), one.reason.as_str().to_owned())).collect();
    let at = |path: &str| scratch.at(&format!("{SITE}/{path}")).display().to_string();
    let reason = |path| format!("it is of impostor, and Python imports it in place of {} of demo", at(path));
    let place = |path: &str| scratch.at(&format!("{relative}/{path}"));
    assert_eq!(
        said,
        [(Severity::Low, place("both.py"), reason("both")), (Severity::Low, place("demo"), reason("demo")),]
    );
}
