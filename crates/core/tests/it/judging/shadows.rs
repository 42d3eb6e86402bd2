//! Of several distributions of one name, Python finds the first on its path.

use fetter_core::inventory::{Inventory, SiteKind};

use crate::made::*;

/// An environment that sees another site after its own.
fn seeing(own: &str, beyond: &str, kind: SiteKind) -> Inventory {
    let mut inventory = one(vec![package("p", own)]);
    inventory.environments[0].sites.push("/base/site".into());
    inventory.sites.push(site("/base/site", kind, vec![package("p", beyond)]));
    inventory
}

fn found(inventory: &Inventory, text: &str) -> Vec<String> {
    codes(&judged_by(inventory, &[text], &rules()))
}

#[test]
fn what_another_site_shadows_is_not_judged_there() {
    let inventory = seeing("2", "1", SiteKind::Environment);
    assert_eq!(found(&inventory, "p==2"), [""; 0]);
    assert_eq!(found(&inventory, "p==1"), ["version-mismatch p-2"]);
    assert_eq!(found(&inventory, ""), ["not-in-bound p-2"]);
    // What must not be there is not there at all.
    assert_eq!(found(&inventory, "p\ndeny p<2"), ["denied p-1"]);
}

#[test]
fn two_in_one_site_are_both_judged() {
    let inventory = one(vec![package("p", "1"), package("p", "2")]);
    assert_eq!(found(&inventory, "p==2"), ["version-mismatch p-1"]);
}

#[test]
fn a_users_site_shadows_nothing_for_others() {
    let mut inventory = seeing("2", "1", SiteKind::Environment);
    inventory.sites[0].kind = SiteKind::User;
    assert_eq!(found(&inventory, "p==2"), ["version-mismatch p-1"]);
    assert_eq!(found(&inventory, "p==1"), ["version-mismatch p-2"]);
}

#[test]
fn the_standard_library_of_an_old_python_lists_itself() {
    let mut inventory = one(vec![]);
    inventory.environments[0].sites.push("/lib/python2.7".into());
    let own = vec![package("Python", "2.7.18"), package("wsgiref", "0.1.2"), package("evil", "1")];
    inventory.sites.push(site("/lib/python2.7", SiteKind::StandardLibrary, own));
    assert_eq!(found(&inventory, ""), ["not-in-bound evil-1"]);
    assert_eq!(found(&one(vec![package("wsgiref", "9")]), ""), ["not-in-bound wsgiref-9"]);
}
