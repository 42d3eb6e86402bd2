//! Which names a pattern matches.

use fetter_core::inventory::Inventory;
use fetter_core::report::{Pattern, retain_matching};
use fetter_testkit::Scratch;

use crate::support::{labels, search};

fn find(found: &Inventory, pattern: &str, case: bool) -> Vec<String> {
    let mut found = found.clone();
    retain_matching(&mut found, &Pattern::new(pattern, case).expect("a glob"));
    labels(&found)
}

#[test]
fn names_and_names_with_versions_match_folded() {
    let scratch = Scratch::new("search");
    let tree = scratch.tree();
    for (name, version) in
        [("zope.interface", "6.1"), ("Flask_SQLAlchemy", "3.0.5"), ("flask", "2.2.2"), ("requests", "2.31.0")]
    {
        tree.dist_info("site-packages", name, version);
    }
    let found = search(&scratch);
    for (pattern, expected) in [
        ("zope-interface", vec!["zope.interface-6.1"]),
        ("ZOPE.*", vec!["zope.interface-6.1"]),
        ("zope_interface-6*", vec!["zope.interface-6.1"]),
        ("flask*", vec!["flask-2.2.2", "Flask_SQLAlchemy-3.0.5"]),
        ("flask", vec!["flask-2.2.2"]),
        ("*-2.*", vec!["flask-2.2.2", "requests-2.31.0"]),
        ("fl?sk", vec!["flask-2.2.2"]),
        ("[f-r]*s", vec!["requests-2.31.0"]),
        ("nothing", vec![]),
    ] {
        assert_eq!(find(&found, pattern, false), expected, "{pattern}");
    }
    for (pattern, expected) in [
        ("Flask*", vec!["Flask_SQLAlchemy-3.0.5"]),
        ("zope-interface", vec![]),
        ("zope.interface", vec!["zope.interface-6.1"]),
    ] {
        assert_eq!(find(&found, pattern, true), expected, "{pattern} with --case");
    }
}

#[test]
fn what_is_no_glob_is_refused() {
    let error = Pattern::new("a[", false).expect_err("refused").to_string();
    assert!(error.contains("is no glob"), "{error}");
}

#[test]
fn only_what_matters_to_the_match_is_left() {
    let scratch = Scratch::new("retain");
    let tree = scratch.tree();
    for (environment, name) in [("one", "a"), ("two", "b")] {
        tree.installation(environment, "3.11");
        tree.dist_info(&format!("{environment}/lib/python3.11/site-packages"), name, "1");
    }
    let mut found = search(&scratch);
    retain_matching(&mut found, &Pattern::new("a", false).expect("a glob"));
    assert_eq!((found.environments.len(), found.sites.len()), (1, 1));
    assert!(found.coverage.part);
}
