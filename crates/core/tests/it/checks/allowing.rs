//! Allow lists.

use fetter_core::inventory::{Problem, ProblemCode};

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
fn what_python_does_not_find_first_is_judged_too() {
    let mut inventory = machine(vec![("/a", vec![package("x", "1")]), ("/base", vec![package("x", "9")])]);
    let base = inventory.sites[1].path.clone();
    inventory.environments[0].sites.push(base.clone());
    let text = "[scopes.a]\npath = \"/a\"\n[[allow]]\nscope = \"a\"\nrequirements = \"x==1\"";
    let outcome = World::default().check(&inventory, &policy(text));
    assert_eq!(
        decided(&outcome),
        ["allowed x-1", "warned x-9 allow"],
        "the modules of the other may have other names, and be imported all the same"
    );
    let denied = World::default().check(&inventory, &policy("[[deny]]\npackages = \"x\""));
    assert_eq!(decided(&denied), ["warned x-1 deny", "warned x-9 deny"], "what is denied is so there too");
}

#[test]
fn an_origin_that_could_not_be_read_is_none_that_is_known() {
    let mut inventory = one(vec![package("a", "1"), package("b", "1")]);
    let file = inventory.sites[0].distributions[0].metadata_path.join("direct_url.json");
    inventory.problems.push(Problem::new(file, ProblemCode::MetadataInvalid, "not the JSON of PEP 610"));
    for (rule, is_known) in [
        ("requirements = [\"a\", \"b\"]", false),
        ("origins = \"index\"", false),
        ("requirements = \"*\"\norigins = [\"index\", \"https://git.example\"]", false),
        ("requirements = [\"a # origin: any\", \"b\"]", true),
        ("requirements = [\"a # origin: any\", \"b\"]\norigins = \"index\"", false),
        ("requirements = [\"*\", \"a* # origin: any\"]", true),
        ("requirements = \"b\"\nignore = \"a\"", true),
        ("requirements = [\"a @ https://git.example/a-1.tar.gz\", \"b\"]", false),
    ] {
        let outcome = World::default().check(&inventory, &policy(&format!("[[allow]]\n{rule}")));
        assert_eq!(decided(&outcome), ["allowed a-1", "allowed b-1"], "{rule}");
        assert_eq!(outcome.judgements[0].is_checked, is_known, "{rule}");
        assert!(outcome.judgements[1].is_checked, "{rule}");
        let told = unchecked(&outcome);
        assert_eq!(told, if is_known { vec![] } else { vec!["bound-unclear a".to_owned()] }, "{rule}");
    }
    // What is against it whatever it is from is against it.
    let outcome = World::default().check(&inventory, &policy("[[allow]]\nrequirements = [\"a>=2\", \"b\"]"));
    assert_eq!(decided(&outcome)[0], "warned a-1 allow");
    let sights = fetter_core::check::FirstSights::default();
    let mut inventory = one(vec![package("old", "2.0")]);
    let file = inventory.sites[0].distributions[0].metadata_path.join("direct_url.json");
    inventory.problems.push(Problem::new(file, ProblemCode::FileIrregular, "a directory"));
    let outcome = World { sights, ..World::default() }
        .check(&inventory, &policy("[[age]]\ndays = 7\n[[allow]]\nbounds = \"uv.lock\""));
    assert!(unchecked(&outcome).contains(&"age-unknown old".to_owned()), "{outcome:?}");
}

#[test]
fn origins_are_compared_in_one_spelling() {
    let at = |url: &str| {
        let vcs = r#"{"vcs": "git", "commit_id": "0123456789012345678901234567890123456789"}"#;
        from("a", "1", origin(&format!(r#"{{"url": "{url}", "vcs_info": {vcs}}}"#)))
    };
    let ssh = "ssh://git@git.example/acme/x.git";
    for (written, recorded, is_allowed) in [
        ("ssh://git@git.example/acme", ssh, true),
        ("ssh://git.example/acme", ssh, true),
        ("git+ssh://git.example/acme/", ssh, true),
        ("ssh://me@GIT.EXAMPLE:22/acme/x", ssh, true),
        ("ssh://git.example/acm", ssh, false),
        ("https://GIT.EXAMPLE/acme/", "https://git.example:443/acme/x", true),
        ("https://git.example/%61cme/", "https://git.example/acme/x", true),
        ("file://localhost/srv/src", "file:///srv/src/a", true),
        ("/srv/src/.", "file:///srv/s%72c/a", true),
        ("/srv/src", "file:///srv/src%23/a", false),
        ("https://git.example/acme", "https://git.example/acme/../evil", false),
        ("https://git.example/acme", "https://git.example/acme/%2E%2e/evil", false),
    ] {
        let policy = policy(&format!("[[allow]]\norigins = [{written:?}]"));
        let outcome = World::default().check(&one(vec![at(recorded)]), &policy);
        assert_eq!(!outcome.has_findings(), is_allowed, "{written} {recorded}");
    }
}

#[test]
fn tools_are_let_be_where_they_are_from_an_index() {
    let foreign = |name: &str| {
        from(name, "99", origin(r#"{"url": "https://evil.example/x.tar.gz", "archive_info": {}}"#))
    };
    let installed = || vec![package("pip", "25"), foreign("setuptools"), foreign("pkg-resources")];
    let refused = ["allowed pip-25", "warned pkg-resources-99 allow", "warned setuptools-99 allow"];
    for rule in ["requirements = \"a\"", "requirements = \"a\"\norigins = \"index\""] {
        assert_eq!(check(installed(), &format!("[[allow]]\n{rule}")), refused, "{rule}");
    }
    let allowed = ["allowed pip-25", "allowed pkg-resources-99", "allowed setuptools-99"];
    for rule in [
        "requirements = \"a\"\norigins = [\"index\", \"https://evil.example/\"]",
        "requirements = \"a\"\nignore = [\"setuptools\", \"pkg-resources\"]",
    ] {
        assert_eq!(check(installed(), &format!("[[allow]]\n{rule}")), allowed, "{rule}");
    }
}
