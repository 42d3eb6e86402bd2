//! The audit log: who did what to what, and when.

use serde_json::{Value, json};

use crate::support::{Fixture, contents, execute, on_both};
use crate::ui::browser::Browser;

/// Something that was done by somebody on a day of January 2026.
async fn did(fixture: &Fixture, organisation: i64, id: i64, day: i64, [who, action, object]: [&str; 3]) {
    let made = 1_767_225_600 + (day - 1) * 86_400 + id;
    let sql = format!(
        "INSERT INTO audit (id, organisation, made, who, origin, action, object) \
         VALUES ({id}, {organisation}, {made}, '{who}', '192.0.2.1', '{action}', '{object}')"
    );
    execute(&fixture.address, &sql).await;
}

/// Entries of an organisation, and one of another, all of which are of that month.
async fn filled(fixture: &Fixture, acme: i64) {
    let other = fixture.organisation("other").await;
    let deeds = [
        (1, ["ada", "machine.change", "m-1"]),
        (2, ["bob", "machine.change", "m-2"]),
        (3, ["ada", "policy.activate", "laptops"]),
        (3, ["rule", "machine.place", "m-1"]),
        (5, ["ada", "machine.change", "m-2"]),
    ];
    for (id, (day, deed)) in (9001..).zip(deeds) {
        did(fixture, acme, id, day, deed).await;
    }
    did(fixture, other, 9100, 2, ["ada", "machine.change", "m-1"]).await;
    // What came later was done before, by a clock that was set.
    did(fixture, acme, 9200, 4, ["bob", "token.make", "t"]).await;
}

async fn listed(fixture: &Fixture, token: &str, query: &str) -> Vec<i64> {
    let ids = fixture.get(token, &format!("/audit?{query}")).await.column("id");
    ids.iter().filter_map(Value::as_i64).filter(|id| *id > 9000).map(|id| id - 9000).collect()
}

#[test]
fn what_was_done_is_found_by_whom_what_and_when() {
    on_both("audit filters", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        filled(&fixture, acme).await;
        let day = |day: i64| 1_767_225_600 + (day - 1) * 86_400;
        for (query, expected) in [
            ("until=1770000000".to_owned(), vec![5, 200, 4, 3, 2, 1]),
            ("until=1770000000&order=oldest".to_owned(), vec![1, 2, 3, 4, 200, 5]),
            ("who=bob".to_owned(), vec![200, 2]),
            ("action=machine.change".to_owned(), vec![5, 2, 1]),
            ("object=m-1".to_owned(), vec![4, 1]),
            ("who=ada&action=machine.change&object=m-2".to_owned(), vec![5]),
            (format!("since={}&until={}", day(3), day(5)), vec![200, 4, 3]),
            (format!("who=bob&since={}", day(3)), vec![200]),
            ("who=nobody".to_owned(), vec![]),
            ("who='%20OR%201=1".to_owned(), vec![]),
        ] {
            assert_eq!(listed(&fixture, &admin, &query).await, expected, "{query}");
        }
        // Page by page it is the same.
        for order in ["newest", "oldest"] {
            let list = format!("/audit?limit=1&until=1770000000&order={order}");
            let (mut found, mut cursor) = (Vec::new(), String::new());
            loop {
                let page = fixture.get(&admin, &format!("{list}{cursor}")).await;
                found.extend(page.column("id"));
                let page = page.json();
                let Some(next) = page["next"].as_str() else { break };
                cursor = format!("&cursor={next}");
            }
            let mut expected = [1, 2, 3, 4, 200, 5].map(|id| json!(9000 + id));
            if order == "newest" {
                expected.reverse();
            }
            assert_eq!(found, expected, "{order}");
        }
        assert_eq!(fixture.get(&admin, "/audit?who=%00").await.status, 422);
        assert_eq!(fixture.get(&admin, "/audit?since=yesterday").await.status, 400);
    });
}

#[test]
fn the_page_of_the_audit_log_is_narrowed_by_day_and_links_to_more_of_the_same() {
    on_both("audit page", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        fixture.equipped(acme, "laptops", 1, &[("/v", &contents(&[("idna", "3.7")]))]).await;
        filled(&fixture, acme).await;
        let browser = Browser::of(&fixture, &admin);
        let page = browser.page("/administration/audit?from=2026-01-02&to=2026-01-03").await;
        for (object, is_there) in [("m-1", true), ("m-2", true), ("laptops", true), (">t<", false)] {
            assert_eq!(page.contains(object), is_there, "{object}: {page}");
        }
        assert!(page.contains("href=\"/administration/audit?who=bob\""), "{page}");
        assert!(page.contains("name=\"from\" value=\"2026-01-02\"") || page.contains("value=\"2026-01-02\""));
        let page = browser.page("/administration/audit?who=bob&action=machine.change").await;
        assert!(page.contains("m-2") && !page.contains("m-1<"), "{page}");
        let file = browser.get("/administration/audit?who=bob&to=2026-01-31&as=csv").await.text();
        assert_eq!(file.lines().count(), 3, "{file}");
        assert_eq!(browser.get("/administration/audit?from=2026-02-30").await.status, 422);
        let empty = browser.page("/administration/audit?who=nobody").await;
        assert!(empty.contains("Nothing like that was done."), "{empty}");
    });
}
