//! First policies.

use fetter_core::check::first_policy;
use fetter_core::inventory::Distribution;

use super::{World, decided, read};
use crate::made::{from, one, origin, package};

fn wheel(name: &str, url: &str) -> Distribution {
    from(name, "1.0", origin(&format!(r#"{{"url": "{url}", "archive_info": {{}}}}"#)))
}

/// The part of a policy that lists packages.
fn lists(text: &str) -> &str {
    text.split("\n# Never").next().unwrap_or_default()
}

#[test]
fn where_nothing_is_installed_nothing_is_denied() {
    let text = first_policy(&one(vec![]), "mine", false);
    let policy = fetter_core::check::Policy::read(lists(&text), "p.toml").expect("it is read");
    let policy = policy.load(|_| unreachable!("it names no bound")).expect("it is loaded");
    let outcome = World::default().check(&one(vec![package("requests", "1")]), &policy);
    assert_eq!(decided(&outcome), ["allowed requests-1"], "{text}");
}

#[test]
fn what_is_from_elsewhere_is_allowed_from_there_only() {
    let inventory = one(vec![
        package("a", "1"),
        package("pip", "25"),
        wheel("six", "file:///tmp/a%20b/six-1.0-py3-none-any.whl"),
        wheel("both", "https://me:pw@files.example/both.whl?x=1"),
        package("both", "2"),
        wheel("setuptools", "https://files.example/setuptools.whl"),
        wheel("odd", "https://files.example/../odd.whl"),
    ]);
    for exact in [false, true] {
        let text = first_policy(&inventory, "mine", exact);
        assert!(!text.contains("pw") && !text.contains("pip\""), "{text}");
        let policy = read(&lists(&text).replace("schema = \"policy-1\"", "")).expect("it is read");
        let outcome = World::default().check(&inventory, &policy);
        assert!(outcome.is_checked() && !outcome.has_findings(), "{:?}\n{text}", decided(&outcome));
        let moved = one(vec![
            wheel("six", "https://evil.example/six-1.0-py3-none-any.whl"),
            wheel("both", "https://evil.example/both.whl"),
            wheel("setuptools", "https://evil.example/setuptools.whl"),
        ]);
        let outcome = World::default().check(&moved, &policy);
        assert!(
            outcome.judgements.iter().all(|one| one.decision.is_finding()),
            "{:?}\n{text}",
            decided(&outcome)
        );
    }
    let text = first_policy(&inventory, "mine", false);
    assert!(text.contains("\"/tmp/a b/six-1.0-py3-none-any.whl\"") && text.contains("\"index\""), "{text}");
    assert_eq!(text.matches("origin: any").count(), 1, "only what no origin can say: {text}");
}

#[test]
fn long_lists_are_divided_so_that_they_can_be_read() {
    let many = (0..10_001).map(|number| package(&format!("p{number}"), "1")).collect();
    let text = first_policy(&one(many), "mine", false);
    assert_eq!(text.matches("\n[[allow]]").count(), 2);
    assert!(fetter_core::check::Policy::read(&text, "p.toml").is_ok());
}
