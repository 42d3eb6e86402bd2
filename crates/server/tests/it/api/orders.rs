//! Lists in another order than the usual one: page by page they are what the whole list is in that order.

use fetter_protocol::{PackageRequest, limits};
use serde_json::{Value, json};

use crate::support::{Advisories, Fixture, contents, execute, now_i64, on_both};

/// What is in all pages of a list, two rows at a time.
async fn paged(fixture: &Fixture, token: &str, list: &str) -> Vec<Value> {
    paged_by(fixture, token, list, 2).await
}

/// What is in all pages of a list, so many rows at a time.
pub(super) async fn paged_by(fixture: &Fixture, token: &str, list: &str, limit: usize) -> Vec<Value> {
    let mut found = Vec::new();
    let mut cursor = String::new();
    loop {
        let asked = format!("{list}{}limit={limit}{cursor}", if list.contains('?') { '&' } else { '?' });
        let reply = fixture.get(token, &asked).await;
        assert_eq!(reply.status, 200, "{asked}: {}", reply.text());
        let page = reply.json();
        found.extend(page["items"].as_array().expect("a page").iter().cloned());
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return found,
        }
    }
}

/// The cursor of a list in one order is refused in another: it would leave rows out, or there would seem to be none.
pub(super) async fn refused(fixture: &Fixture, token: &str, list: &str, given: &str, other: &str) {
    let next = fixture.get(token, &format!("{list}?limit=1&{given}")).await.json()["next"].clone();
    let next = next.as_str().expect("a cursor");
    assert_eq!(
        fixture.get(token, &format!("{list}?{given}&cursor={next}")).await.status,
        200,
        "{list} {given}"
    );
    let reply = fixture.get(token, &format!("{list}?{other}&cursor={next}")).await;
    assert_eq!(reply.status, 400, "{list}: {given}, {other}: {}", reply.text());
    assert!(reply.text().contains("another order"), "{}", reply.text());
}

/// What a list is ordered by, in its order; numbers as they are, texts by their bytes.
fn values(found: &[Value], field: &str) -> Vec<Value> {
    found.iter().map(|row| row[field].clone()).collect()
}

fn in_order(mut values: Vec<Value>, is_down: bool) -> Vec<Value> {
    values.sort_by(|one, other| match (one.as_i64(), other.as_i64()) {
        (Some(one), Some(other)) => one.cmp(&other),
        _ => one.as_str().cmp(&other.as_str()),
    });
    if is_down {
        values.reverse();
    }
    values
}

#[test]
fn machines_are_listed_by_what_is_asked_for() {
    on_both("orders of machines", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let site = contents(&[("idna", "3.7")]);
        // Some are equal in each, and one has never reported.
        let owners = ["", "zoe", "Ann", "ann", "", "zoe", "émile"];
        for (number, owner) in (0_i64..).zip(owners) {
            let id = u128::try_from(number + 1).expect("a number");
            let machine = fixture.equipped(acme, "laptops", id, &[("/v", &site)]).await.id;
            let (seen, counts) = (now_i64() - number % 3 * 5000, number % 4);
            let sql = format!(
                "UPDATE machine SET seen = {seen}, seen_hour = {seen} / 3600, enrolled = {}, denials = {counts}, \
                 problems = {}, left_out = {}, owner = '{owner}', os = 'os {}', hostname = 'host {}' WHERE name = '{machine}'",
                number * 7 % 5,
                counts * 2 % 3,
                counts % 2,
                number % 2,
                number % 5,
            );
            execute(&fixture.address, &sql).await;
        }
        let sorts = ["hostname", "seen", "enrolled", "denials", "problems", "left_out", "os", "owner"];
        for sort in sorts {
            for (order, is_down) in [(sort.to_owned(), false), (format!("-{sort}"), true)] {
                let list = format!("/machines?sort={order}");
                let found = values(&paged(&fixture, &admin, &list).await, sort);
                assert_eq!(found.len(), 7, "{order}");
                assert_eq!(found, in_order(found.clone(), is_down), "{order}");
            }
        }
        let ids = |found: &[Value]| values(found, "id");
        let steady = ids(&paged(&fixture, &admin, "/machines?sort=id").await);
        let known: Vec<Value> = (1..=7).map(|id| json!(format!("{id:032x}"))).collect();
        assert_eq!(steady, known, "as they came");
        // What is equal in an order is so from the end too; what was not counted comes after what is nothing.
        fixture.database().count_verdicts(now_i64()).await.expect("counted");
        execute(
            &fixture.address,
            "DELETE FROM machine_verdict WHERE machine = (SELECT MIN(id) FROM machine)",
        )
        .await;
        let by_count = ["malware", "critical", "high", "medium", "low", "unrated", "policies", "not_checked"];
        for sort in ["group", "status", "mode"].into_iter().chain(by_count) {
            let up = paged(&fixture, &admin, &format!("/machines?sort={sort}")).await;
            let mut down = ids(&paged(&fixture, &admin, &format!("/machines?sort=-{sort}")).await);
            down.reverse();
            assert_eq!((up.len(), ids(&up)), (7, down), "{sort}");
            assert!(!by_count.contains(&sort) || up[0]["found"].is_null(), "{sort}");
        }
        let usual = ids(&paged(&fixture, &admin, "/machines").await);
        let mut back = ids(&paged(&fixture, &admin, "/machines?sort=-hostname").await);
        back.reverse();
        assert_eq!(usual, back, "those that are equal too");
        for (given, asked) in
            [("hostname", "seen"), ("hostname", "os"), ("seen", "enrolled"), ("seen", "-seen")]
        {
            refused(&fixture, &admin, "/machines", &format!("sort={given}"), &format!("sort={asked}")).await;
        }
        assert_eq!(fixture.get(&admin, "/machines?sort=what").await.status, 400);
    });
}

#[test]
fn findings_are_listed_by_severity_and_by_when_they_were_opened() {
    on_both("orders of findings", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let deny = "schema = \"policy-1\"\n[[deny]]\nid = \"no\"\npackages = [\"a\", \"b\", \"c\", \"d\"]\n";
        fixture.policy(acme, "laptops", 1, deny).await;
        let names = ["a", "b", "c", "d", "e"];
        let site = contents(&names.map(|name| (name, "1.0")));
        fixture.equipped(acme, "laptops", 1, &[("/v", &site)]).await;
        let advisories = Advisories::new();
        for (number, name) in names.iter().enumerate() {
            advisories.put(&format!("PYSEC-2026-{number}"), name, "2.0");
        }
        advisories.update(&fixture).await;
        let worker = fixture.worker("one", Some(&advisories.directory()));
        fixture.drain(&worker).await;
        for table in ["release_finding", "site_finding"] {
            let sql = format!("UPDATE {table} SET severity = id % 3, opened = 1000 + id % 2 * 10");
            execute(&fixture.address, &sql).await;
        }
        let group = fixture.database().group(acme, "laptops").await.expect("a group");
        for of in
            [String::new(), format!("group={group}"), format!("machine={:032x}", 1), "since=1".to_owned()]
        {
            let usual = paged(&fixture, &admin, &format!("/findings?{of}")).await;
            assert_eq!(usual.len(), 9, "{of}");
            for (order, field, is_down) in [
                ("-severity", "severity", true),
                ("severity", "severity", false),
                ("-opened", "opened", true),
                ("opened", "opened", false),
            ] {
                let found = paged(&fixture, &admin, &format!("/findings?sort={order}&{of}")).await;
                let rank = |value: &Value| match value.as_str() {
                    Some(word) => json!(["unknown", "low", "medium"].iter().position(|known| *known == word)),
                    None => value.clone(),
                };
                let found_values: Vec<Value> = values(&found, field).iter().map(rank).collect();
                assert_eq!(found_values, in_order(found_values.clone(), is_down), "{order} {of}");
                let ids = [&usual, &found].map(|rows| in_order(values(rows, "id"), false));
                assert_eq!(ids[0], ids[1], "each is there once: {order} {of}");
            }
        }
        for (given, asked) in [("severity", "-severity"), ("-severity", "opened"), ("opened", "-opened")] {
            refused(&fixture, &admin, "/findings", &format!("sort={given}"), &format!("sort={asked}")).await;
        }
    });
}

#[test]
fn what_is_ordered_by_time_or_name_is_listed_from_either_end() {
    on_both("lists from either end", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let names = ["a", "b", "c", "d", "e"];
        let site = contents(&names.map(|name| (name, "1.0")));
        let machine = fixture.equipped(acme, "laptops", 1, &[("/v", &site)]).await;
        for number in 0..5 {
            // Whoever sees to requests is told of each.
            let asked = PackageRequest {
                package: format!("package-{number}"),
                reason: format!("because {number}"),
                ..PackageRequest::new(&machine.id, &format!("{number:032x}"))
            };
            let reply = fixture.send(machine.post("/agent/v1/request", &asked)).await;
            assert_eq!(reply.status, 200, "{}", reply.text());
            let group = json!({"name": format!("group-{number}")});
            assert_eq!(fixture.ask("POST", &admin, "/groups", group).await.status, 201);
            let body = json!({
                "group": null, "advisory": "PYSEC-2026-1", "reason": format!("because {number}"), "until": crate::support::day(9),
            });
            let made = fixture.ask("POST", &admin, "/exceptions", body).await;
            assert_eq!(made.status, 201, "{}", made.text());
        }
        for (list, from_end) in [
            ("/audit", "order=oldest"),
            ("/exceptions", "order=oldest"),
            ("/notices", "order=oldest"),
            ("/requests", "order=oldest"),
            ("/packages", "sort=-name"),
        ] {
            let usual = paged(&fixture, &admin, list).await;
            let mut found = paged(&fixture, &admin, &format!("{list}?{from_end}")).await;
            found.reverse();
            assert_eq!(usual, found, "{list}");
            assert!(usual.len() >= 5, "{list}: {}", usual.len());
            refused(&fixture, &admin, list, "", from_end).await;
            refused(&fixture, &admin, list, from_end, "").await;
        }
    });
}

#[test]
fn lists_go_on_whatever_is_in_the_longest_names() {
    on_both("cursors of hostile names", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        for (number, hostile) in (1_u128..).zip(["\u{1}", "\0", "\"", "\\", "\u{202e}"]) {
            let long = |at: usize| {
                let text = format!("{number}{at}{}", hostile.repeat(limits::NAME_BYTES / hostile.len()));
                fetter_protocol::clip(&text, limits::NAME_BYTES)
            };
            let names: Vec<String> = (0..5).map(long).collect();
            let mut packages: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "1")).collect();
            packages.extend(names.iter().map(|name| ("versions", name.as_str())));
            let machine = fixture.equipped(acme, "laptops", number, &[("/v", &contents(&packages))]).await;
            let mut report = machine.report(2, &[("/v", &contents(&packages))], &[1]);
            report.host.hostname = long(0);
            report.host.os = long(1);
            let told = fixture.send(machine.post("/agent/v1/report", &report)).await;
            assert_eq!(told.status, 200, "{}", told.text());
            let of_machine = paged(&fixture, &admin, &format!("/machines/{}/packages", machine.id)).await;
            assert_eq!(of_machine.len(), 10, "{hostile:?}");
        }
        assert_eq!(paged(&fixture, &admin, "/packages").await.len(), 26);
        assert_eq!(paged(&fixture, &admin, "/packages?sort=-name").await.len(), 26);
        assert_eq!(paged(&fixture, &admin, "/packages/versions").await.len(), 25);
        for sort in ["hostname", "-hostname", "os"] {
            assert_eq!(paged(&fixture, &admin, &format!("/machines?sort={sort}")).await.len(), 5, "{sort}");
        }
    });
}
