//! How long releases have been known.

use fetter_core::check::FirstSights;

use super::{World, decided, policy, unchecked};
use crate::made::{from, machine, one, origin, package};

fn world() -> World {
    let seen = |name: &str, when: &str| (name.to_owned(), "1.0".to_owned(), when.parse().expect("a moment"));
    World {
        sights: FirstSights::new([
            seen("fresh", "2020-01-01T00:00:00Z"),
            seen("new", "2026-06-14T12:00:00Z"),
        ]),
        ..World::default()
    }
}

#[test]
fn uploads_tell_and_else_the_first_sight_on_this_machine() {
    let inventory = one(vec![
        package("fresh", "1.0"),
        package("old", "2.0"),
        package("new", "1.0"),
        package("unknown", "1"),
    ]);
    let outcome = world().check(
        &inventory,
        &policy("[[age]]\ndays = 7\n[[allow]]\nbounds = \"uv.lock\"\nrequirements = [\"new\", \"unknown\"]"),
    );
    assert_eq!(
        decided(&outcome),
        ["warned fresh-1.0 age", "warned new-1.0 age", "allowed old-2.0", "allowed unknown-1"]
    );
    assert_eq!(
        outcome.judgements[0].reason,
        "it was uploaded on 2026-06-12, and must be 7 days old, which it is on 2026-06-19",
        "by the last archive"
    );
    assert_eq!(
        outcome.judgements[1].reason,
        "it was first seen on this machine on 2026-06-14, and must be 7 days old, which it is on 2026-06-21"
    );
    assert_eq!(unchecked(&outcome), ["age-unknown unknown"]);
    assert_eq!(outcome.valid_until.expect("a moment").to_string(), "2026-06-19T00:00:00Z");
    let outcome = world().check(
        &inventory,
        &policy("[[age]]\ndays = 3\n[[allow]]\nbounds = \"uv.lock\"\norigins = \"index\""),
    );
    assert_eq!(decided(&outcome)[0], "allowed fresh-1.0", "three days and twelve hours");
}

#[test]
fn what_did_not_come_from_an_index_was_never_uploaded_there() {
    let built = from("old", "2.0", origin(r#"{"url": "file:///src", "dir_info": {}}"#));
    let outcome =
        world().check(&one(vec![built]), &policy("[[age]]\ndays = 7\n[[allow]]\nbounds = \"uv.lock\""));
    assert!(unchecked(&outcome).contains(&"age-unknown old".to_owned()), "{outcome:?}");
}

#[test]
fn an_upload_counts_for_that_very_release_and_where_its_rule_holds() {
    let lock = "[[age]]\ndays = 7\n[[allow]]\nbounds = \"uv.lock\"";
    let age = |inventory: &fetter_core::inventory::Inventory, text: &str| {
        let told = unchecked(&World::default().check(inventory, &policy(text)));
        told.into_iter().filter(|one| one.starts_with("age")).collect::<Vec<_>>()
    };
    assert_eq!(age(&one(vec![package("old", "2.0")]), lock), [""; 0]);
    assert_eq!(age(&one(vec![package("old", "2")]), lock), [""; 0], "as PEP 440 compares");
    assert_eq!(age(&one(vec![package("old", "2.0+evil")]), lock), ["age-unknown old"]);
    let scoped = format!("[scopes.s]\npath = \"/srv\"\n{lock}\nscope = \"s\"");
    assert_eq!(age(&one(vec![package("old", "2.0")]), &scoped), ["age-unknown old"]);
    assert_eq!(age(&machine(vec![("/srv/e", vec![package("old", "2.0")])]), &scoped), [""; 0]);
    let denied = "[[age]]\ndays = 7\n[[deny]]\nbounds = \"uv.lock\"";
    assert_eq!(
        age(&one(vec![package("old", "2.0")]), denied),
        ["age-unknown old"],
        "what denies vouches for nothing"
    );
}
