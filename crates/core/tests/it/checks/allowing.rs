//! Allow lists.

use super::{World, decided, policy, unchecked};
use crate::made::{from, machine, one, origin, package};

fn check(installed: Vec<fetter_core::inventory::Distribution>, text: &str) -> Vec<String> {
    decided(&World::default().check(&one(installed), &policy(text)))
}

#[test]
fn what_no_rule_allows_is_not_allowed() {
    let text = "[[allow]]\nbounds = [\"allowed.txt\"]\nrequirements = \"more==1.*\"";
    let installed = vec![
        package("requests", "2.32"),
        package("acme-core", "1"),
        package("more", "1.4"),
        package("pip", "25.0"),
        package("left-pad", "1"),
        package("other", "1"),
    ];
    assert_eq!(
        check(installed, text),
        [
            "allowed acme-core-1",
            "warned left-pad-1 allow",
            "allowed more-1.4",
            "warned other-1 allow",
            "allowed pip-25.0",
            "allowed requests-2.32"
        ]
    );
    let outcome = World::default()
        .check(&one(vec![package("requests", "2.30"), package("acme-x", "1")]), &policy(text));
    let reasons: Vec<&str> = outcome.judgements.iter().map(|one| one.reason.as_str()).collect();
    assert_eq!(
        reasons,
        ["the rule allow allows it by \"acme-*\" (allowed.txt:2)", "the bound asks for >=2.31"]
    );
    assert_eq!(outcome.judgements[1].hits[0].requirement.as_deref(), Some("requests>=2.31"));
    assert_eq!(outcome.judgements[1].hits[0].place.to_string(), "allowed.txt:1");
    assert_eq!(
        check(vec![package("pip", "25")], &format!("{text}\nno-default-ignore = true")),
        ["warned pip-25 allow"]
    );
}

#[test]
fn of_several_rules_one_is_enough() {
    let text = "[[allow]]\nrequirements = \"a\"\nmode = \"enforce\"\n[[allow]]\nrequirements = \"b\"\n";
    assert_eq!(
        check(vec![package("a", "1"), package("b", "1"), package("c", "1")], text),
        ["allowed a-1", "allowed b-1", "refused c-1 allow"]
    );
}

#[test]
fn nothing_that_is_asked_for_is_missing_and_what_was_allowed_until_yesterday_is_not_today() {
    assert_eq!(check(vec![], "[[allow]]\nrequirements = \"a\""), [""; 0]);
    assert_eq!(
        check(vec![package("a", "1")], "[[allow]]\nrequirements = \"a # until: 2026-06-14\""),
        ["warned a-1 allow"]
    );
    let outcome = World::default()
        .check(&one(vec![package("a", "1")]), &policy("[[allow]]\nrequirements = \"a # until: 2026-06-15\""));
    assert_eq!(decided(&outcome), ["allowed a-1"]);
    assert_eq!(outcome.valid_until.expect("a moment").to_string(), "2026-06-16T00:00:00Z");
}

#[test]
fn a_rule_says_where_packages_may_be_from() {
    let vcs = |url: &str| {
        from(
            "a",
            "1",
            origin(&format!(
                r#"{{"url": "{url}", "vcs_info": {{"vcs": "git", "commit_id": "0123456789012345678901234567890123456789"}}}}"#
            )),
        )
    };
    let directory = from("a", "1", origin(r#"{"url": "file:///srv/src/a", "dir_info": {"editable": true}}"#));
    let ours = "https://git.example/acme/a.git";
    // Without origins a requirement asks for a release of an index.
    assert_eq!(check(vec![vcs(ours)], "[[allow]]\nrequirements = \"a\""), ["warned a-1 allow"]);
    let by_name = "[[allow]]\nrequirements = \"a\"\norigins = [\"https://git.example/acme/\", \"/srv/src\"]";
    assert_eq!(check(vec![vcs(ours)], by_name), ["allowed a-1"]);
    assert_eq!(check(vec![directory.clone()], by_name), ["allowed a-1"]);
    assert_eq!(check(vec![vcs("https://git.example/acmes/a.git")], by_name), ["warned a-1 allow"]);
    assert_eq!(check(vec![package("a", "1")], by_name), ["warned a-1 allow"], "which index is not recorded");
    assert_eq!(
        check(vec![vcs(ours)], &by_name.replace("\"a\"", "\"a>=2\"")),
        ["warned a-1 allow"],
        "the version counts too"
    );
    assert_eq!(
        check(vec![vcs(ours)], &by_name.replace("\"a\"", "\"b\"")),
        ["warned a-1 allow"],
        "and the name"
    );
    let alone = "[[allow]]\norigins = [\"index\", \"git+https://git.example/acme\"]";
    assert_eq!(
        check(vec![package("a", "1"), vcs(ours), directory], alone),
        ["allowed a-1", "allowed a-1", "warned a-1 allow"]
    );
}

#[test]
fn what_cannot_be_told_is_unchecked_and_not_refused() {
    let mut inventory = one(vec![package("a", "1"), package("b", "not a version")]);
    inventory.environments[0].platform = None;
    let outcome = World::default().check(
        &inventory,
        &policy("[[allow]]\nrequirements = [\"a ; sys_platform == 'linux'\", \"b\", \"deny b<2\"]"),
    );
    assert_eq!(decided(&outcome), ["allowed a-1", "allowed b-not a version"]);
    assert_eq!(unchecked(&outcome), ["bound-unclear a", "bound-unclear b"]);
    assert!(outcome.judgements.iter().all(|one| !one.is_checked));
}

#[test]
fn a_version_that_cannot_be_compared_gets_nothing_through() {
    let outcome = World::default().check(
        &one(vec![package("left-pad", "zzz")]),
        &policy("[[allow]]\nrequirements = [\"a\", \"deny left-pad<2\"]"),
    );
    assert_eq!(decided(&outcome), ["warned left-pad-zzz allow"]);
    assert_eq!(unchecked(&outcome), ["bound-unclear left-pad"]);
}

#[test]
fn a_site_that_several_environments_see_is_judged_in_each() {
    let mut inventory = machine(vec![("/a", vec![package("x", "1")]), ("/b", vec![])]);
    let shared = inventory.sites[0].path.clone();
    inventory.environments[1].sites.push(shared);
    let text = "[scopes.a]\npath = \"/a/lib\"\n[scopes.b]\npath = \"/b\"\n[[allow]]\nscope = \"a\"\nrequirements = \"x\"\n[[allow]]\nscope = \"b\"\nrequirements = \"y\"";
    // The first rule is for the site, which the second environment sees too.
    let outcome = World::default().check(&inventory, &policy(text));
    assert_eq!(decided(&outcome), ["allowed x-1"]);
    let text = text.replace("/a/lib", "/a/bin").replace("[[allow]]\nscope = \"a\"", "[[allow]]");
    assert_eq!(decided(&World::default().check(&inventory, &policy(&text))), ["allowed x-1"]);
    let text = "[scopes.b]\npath = \"/b\"\n[[allow]]\nscope = \"b\"\nrequirements = \"y\"";
    let outcome = World::default().check(&inventory, &policy(text));
    assert_eq!(decided(&outcome), ["warned x-1 allow"], "one environment that may not have it is enough");
    assert_eq!(outcome.judgements[0].environments.len(), 2);
}

#[test]
fn of_one_name_python_finds_one() {
    let mut inventory = machine(vec![("/a", vec![package("x", "1")]), ("/base", vec![package("x", "9")])]);
    let base = inventory.sites[1].path.clone();
    inventory.environments[0].sites.push(base.clone());
    let text = "[scopes.a]\npath = \"/a\"\n[[allow]]\nscope = \"a\"\nrequirements = \"x==1\"";
    let outcome = World::default().check(&inventory, &policy(text));
    assert_eq!(decided(&outcome), ["allowed x-1", "allowed x-9"]);
    assert_eq!(outcome.judgements[1].reason, "Python finds another one of the same name first");
    let denied = World::default().check(&inventory, &policy("[[deny]]\npackages = \"x\""));
    assert_eq!(decided(&denied), ["warned x-1 deny", "warned x-9 deny"], "what is denied is so there too");
}
