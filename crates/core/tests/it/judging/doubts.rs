//! Markers that have no answer matter only where something depends on it.

use fetter_core::inventory::{Inventory, SiteKind};
use fetter_core::policy::{Ignores, Rules, judge};

use crate::made::*;

/// An environment of which the platform is not known.
fn unknown(inventory: Inventory) -> Inventory {
    let mut inventory = inventory;
    for environment in &mut inventory.environments {
        environment.platform = None;
    }
    inventory
}

/// What is found, and how many requirements could not be told.
fn judged(inventory: &Inventory, text: &str, rules: &Rules) -> (Vec<String>, usize) {
    let judged = judge(inventory, &[bound(text)], rules);
    (codes(&judged), judged.unchecked.len())
}

const CLEAN: (Vec<String>, usize) = (Vec::new(), 0);

#[test]
fn what_is_not_there_and_need_not_be_is_in_no_doubt() {
    let empty = unknown(one(vec![]));
    let line = "zz ; sys_platform == 'win32'";
    assert_eq!(judged(&empty, line, &rules()), (vec![], 1));
    let ignoring = Rules { ignores: Ignores::new(&["zz".to_owned()], false).expect("a name"), ..rules() };
    assert_eq!(judged(&empty, line, &ignoring), CLEAN);
    assert_eq!(judged(&empty, line, &Rules { subset: true, ..rules() }), CLEAN);
    assert_eq!(judged(&empty, &format!("{line}  # optional"), &rules()), CLEAN);
    assert_eq!(judged(&empty, &format!("deny {line}"), &rules()), CLEAN);
    // It is missing, whether or not the second line asks for it too.
    assert_eq!(judged(&empty, &format!("zz\n{line}"), &rules()), (vec!["not-installed zz".to_owned()], 0));
}

#[test]
fn what_is_there_is_in_doubt_where_the_answer_would_change_something() {
    let inventory = unknown(one(vec![package("p", "1")]));
    let superset = Rules { superset: true, ..rules() };
    let line = "p ; sys_platform == 'win32'";
    assert_eq!(judged(&inventory, line, &rules()), (vec![], 1));
    assert_eq!(judged(&inventory, line, &superset), CLEAN, "more may be there, and this may be");
    assert_eq!(judged(&inventory, &format!("p\n{line}"), &rules()), CLEAN);
    assert_eq!(judged(&inventory, "p\np>1 ; sys_platform == 'win32'", &superset), (vec![], 1));
    assert_eq!(judged(&inventory, "p\ndeny p ; sys_platform == 'win32'", &rules()), (vec![], 1));
    assert_eq!(judged(&inventory, "p\ndeny p>1 ; sys_platform == 'win32'", &rules()), CLEAN);
}

#[test]
fn a_site_that_no_environment_sees_has_doubts_about_what_is_in_it_only() {
    let mut inventory = Inventory::default();
    inventory.sites.push(site("/srv/target", SiteKind::Target, vec![package("p", "1")]));
    let text = "p==1\nzz ; python_version > '3'";
    assert_eq!(judged(&inventory, text, &rules()), CLEAN);
    assert_eq!(judged(&inventory, "p==1 ; python_version > '3'", &rules()), (vec![], 1));
}

#[test]
fn along_a_graph_the_doubt_is_that_of_what_it_leads_to() {
    let lock = r#"version = 1
requires-python = ">=3.8"

[[package]]
name = "root"
version = "0.1"
source = { virtual = "." }
dependencies = [{ name = "z", marker = "sys_platform == 'win32'" }]

[[package]]
name = "z"
version = "1"
source = { registry = "https://i.example/simple" }
dependencies = [{ name = "y" }]

[[package]]
name = "y"
version = "1"
source = { registry = "https://i.example/simple" }
"#;
    let rules = Rules { subset: true, ..rules() };
    let inventory = unknown(one(vec![package("y", "1")]));
    let judged = judge(&inventory, &[bound_of("uv.lock", lock)], &rules);
    assert_eq!((codes(&judged), judged.unchecked.len()), (vec![], 1), "{judged:?}");
    let reason = &judged.unchecked[0].reason;
    assert!(reason.starts_with("whether \"y==1\" is wanted could not be told: sys_platform"), "{reason}");
}
