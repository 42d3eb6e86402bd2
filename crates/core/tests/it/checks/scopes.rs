//! Where rules apply.

use fetter_core::check::{Owners, PathOwner};
use fetter_core::inventory::SiteKind;

use super::{World, decided, policy, unchecked};
use crate::made::{environment, machine, package, site, site_of};

fn three() -> fetter_core::inventory::Inventory {
    machine(vec![
        ("/home/u/env", vec![package("a", "1")]),
        ("/srv/app/venv", vec![package("b", "1")]),
        ("/srv/old/venv", vec![package("c", "1")]),
    ])
}

const DENY: &str = "[[deny]]\nscope = \"s\"\npackages = \"*\"";

#[test]
fn paths_choose_environments() {
    for (scope, refused) in [
        ("path = \"/srv\"", "bc"),
        ("path = \"/srv/*/venv\"", "bc"),
        ("path = [\"/home/*\", \"/srv/app\"]", "ab"),
        ("path = \"/srv\"\nnot-path = \"/srv/old\"", "b"),
        ("not-path = \"/srv\"", "a"),
        ("path = \"/srv/app/venv/lib/python3.11/site-packages\"", "b"),
        ("python = \">=3.11\"", "abc"),
        ("python = \"<3.11.4\"", ""),
    ] {
        let outcome = World::default().check(&three(), &policy(&format!("[scopes.s]\n{scope}\n{DENY}")));
        let warned: String = outcome
            .judgements
            .iter()
            .filter(|one| one.decision.is_finding())
            .map(|one| one.subject.name.as_str())
            .collect();
        assert_eq!(warned, refused, "{scope}");
        assert!(outcome.is_checked(), "{scope}");
    }
}

#[test]
fn a_python_of_which_less_is_known_is_in_a_scope_where_all_of_it_would_be() {
    let mut inventory = three();
    for environment in &mut inventory.environments {
        environment.version.full = None;
    }
    for (python, is_in) in
        [(">=3.11", true), ("<3.12", true), ("==3.11.*", true), (">=3.12", false), (">=3.11.4", true)]
    {
        let outcome = World::default()
            .check(&inventory, &policy(&format!("[scopes.s]\npython = \"{python}\"\n{DENY}")));
        assert_eq!(outcome.has_findings(), is_in, "{python}");
        assert_eq!(outcome.is_checked(), python != ">=3.11.4", "{python}");
    }
}

#[test]
fn owners_choose_environments_and_one_who_is_not_known_is_said() {
    let owner = |uid, name: &str| PathOwner { uid, name: Some(name.to_owned()) };
    let all =
        |prefix: &str, owner: PathOwner| [(prefix.into(), owner.clone()), (site_of(prefix).into(), owner)];
    let known =
        all("/home/u/env", owner(1000, "u")).into_iter().chain(all("/srv/app/venv", owner(0, "root")));
    let world = World { owners: Owners::new(known), ..World::default() };
    for (scope, expected) in [
        ("owner = \"u\"", ["warned a-1 deny", "allowed b-1", "warned c-1 deny"]),
        ("owner = [\"root\", \"1000\"]", ["warned a-1 deny", "warned b-1 deny", "warned c-1 deny"]),
        ("owner = 0\npath = \"/home\"", ["allowed a-1", "allowed b-1", "allowed c-1"]),
    ] {
        let outcome = world.check(&three(), &policy(&format!("[scopes.s]\n{scope}\n{DENY}")));
        assert_eq!(decided(&outcome), expected, "{scope}");
        let is_unknown = expected[2] != "allowed c-1";
        assert_eq!(
            unchecked(&outcome).first().map(String::as_str),
            is_unknown.then_some("owner-unknown"),
            "{scope}"
        );
    }
}

#[test]
fn a_site_that_no_environment_sees_is_in_scopes_by_its_own_path() {
    let mut inventory = three();
    inventory.environments.push(environment("/empty", &[]));
    inventory.sites.push(site("/opt/target", SiteKind::Target, vec![package("d", "1")]));
    let outcome =
        World::default().check(&inventory, &policy(&format!("[scopes.s]\npath = \"/opt\"\n{DENY}")));
    assert_eq!(decided(&outcome), ["allowed a-1", "allowed b-1", "allowed c-1", "warned d-1 deny"]);
    let outcome = World::default()
        .check(&inventory, &policy(&format!("[scopes.s]\npath = \"/opt\"\npython = \">=3.11\"\n{DENY}")));
    assert_eq!(unchecked(&outcome), ["python-unknown"], "{outcome:?}");
    assert_eq!(outcome.judgements[3].decision.as_str(), "warned");
}

#[test]
fn a_path_stands_for_where_its_links_lead() {
    let text = format!("[scopes.s]\npath = \"/link/app\"\n{DENY}");
    let real = |path: &std::path::Path| (path.to_str() == Some("/link/app")).then(|| "/srv/app".into());
    let outcome = World::default().check(&three(), &policy(&text));
    assert!(!outcome.has_findings());
    let outcome = World::default().check(&three(), &policy(&text).following_links(real));
    assert_eq!(decided(&outcome), ["allowed a-1", "warned b-1 deny", "allowed c-1"]);
    for scope in ["path = \"/srv//app/./venv\"", "path = \"/srv//a*/./venv/\""] {
        let outcome = World::default().check(&three(), &policy(&format!("[scopes.s]\n{scope}\n{DENY}")));
        assert_eq!(decided(&outcome)[1], "warned b-1 deny", "{scope}");
    }
}
