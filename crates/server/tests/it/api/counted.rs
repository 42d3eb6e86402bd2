//! Packages by how many have them, and versions in their order.

use fetter_server::jobs::count_packages;
use serde_json::{Value, json};

use crate::support::{Fixture, contents, now_i64, on_both};

/// Names and numbers of machines of all pages of a list of so many rows each.
async fn listed(fixture: &Fixture, token: &str, query: &str, limit: usize) -> Vec<(String, Option<i64>)> {
    let (mut rows, mut cursor) = (Vec::new(), String::new());
    loop {
        let reply = fixture.get(token, &format!("/packages?{query}&limit={limit}{cursor}")).await;
        assert_eq!(reply.status, 200, "{query}: {}", reply.text());
        let page = reply.json();
        for item in page["items"].as_array().expect("items") {
            rows.push((item["name"].as_str().expect("a name").to_owned(), item["machines"].as_i64()));
        }
        let Some(next) = page["next"].as_str() else { return rows };
        cursor = format!("&cursor={next}");
    }
}

fn names(rows: &[(String, Option<i64>)]) -> Vec<&str> {
    rows.iter().map(|(name, _)| name.as_str()).collect()
}

/// Who may look: all, at laptops, and at both groups by name. `b` is on three machines, `a` in two versions on two, `c` and `d` on one.
async fn fleet(fixture: &Fixture) -> [String; 3] {
    let acme = fixture.organisation("acme").await;
    let admin = fixture.administrator(acme, "ada").await;
    let both = contents(&[("a", "1.0"), ("b", "1.0"), ("c", "9.0")]);
    let other = contents(&[("a", "1.10"), ("b", "1.0")]);
    let last = contents(&[("B", "1.0"), ("d", "0.1")]);
    fixture.equipped(acme, "laptops", 1, &[("/v", &both), ("/w", &both)]).await;
    fixture.equipped(acme, "laptops", 2, &[("/v", &other)]).await;
    fixture.equipped(acme, "servers", 3, &[("/v", &last)]).await;
    let group = async |name| fixture.database().group(acme, name).await.expect("a group");
    let (laptops, servers) = (group("laptops").await, group("servers").await);
    let of_laptops = fixture.program(&admin, "viewer", Some(laptops)).await;
    let body =
        json!({"name": "both", "role": "viewer", "groups": [laptops, servers], "expires": now_i64() + 3600});
    let of_both = fixture.ask("POST", &admin, "/tokens", body).await.json()["secret"].clone();
    [admin, of_laptops, of_both.as_str().expect("a token").to_owned()]
}

#[test]
fn packages_are_in_the_order_of_how_many_have_them_as_somebody_sees_it() {
    on_both("packages in order", async |fixture| {
        let [admin, laptops, both] = fleet(&fixture).await;
        let uncounted = listed(&fixture, &admin, "", 50).await;
        assert_eq!(names(&uncounted), ["a", "b", "c", "d"]);
        assert!(
            uncounted.iter().all(|(_, machines)| machines.is_none()),
            "nobody has counted: {uncounted:?}"
        );
        assert_eq!(fixture.get(&admin, "/status").await.json()["packages_counted"], Value::Null);
        let (database, now) = (fixture.database(), now_i64());
        assert!(count_packages(database, "one", now).await.expect("counted").is_some_and(|count| count > 0));
        assert_eq!(count_packages(database, "two", now + 1).await.expect("not its turn"), None);
        assert_eq!(
            count_packages(database, "two", now + 3600).await.expect("counted"),
            Some(0),
            "nothing is new"
        );
        assert_eq!(fixture.get(&admin, "/status").await.json()["packages_counted"], now + 3600);
        for limit in [1, 2, 50] {
            for (token, sort, expected) in [
                (&admin, "-machines", &["b", "a", "c", "d"][..]),
                (&admin, "machines", &["d", "c", "a", "b"]),
                (&admin, "-versions", &["a", "b", "c", "d"]),
                (&admin, "versions", &["d", "c", "b", "a"]),
                (&admin, "-name", &["d", "c", "b", "a"]),
                (&laptops, "-machines", &["a", "b", "c"]),
                (&laptops, "-versions", &["a", "b", "c"]),
                (&both, "-machines", &["b", "a", "c", "d"]),
                (&both, "machines", &["d", "c", "a", "b"]),
            ] {
                let rows = listed(&fixture, token, &format!("sort={sort}"), limit).await;
                assert_eq!(names(&rows), expected, "{sort} by {limit}");
            }
        }
        let numbers = |rows: &[(String, Option<i64>)]| {
            rows.iter().map(|(_, number)| number.expect("it was counted")).collect::<Vec<_>>()
        };
        for (token, expected) in
            [(&admin, vec![2, 3, 1, 1]), (&laptops, vec![2, 2, 1]), (&both, vec![2, 3, 1, 1])]
        {
            assert_eq!(
                numbers(&listed(&fixture, token, "", 50).await),
                expected,
                "what others have is not told"
            );
        }
        let of_both = fixture.get(&both, "/packages?sort=-versions").await;
        assert_eq!(
            of_both.status,
            422,
            "which versions groups have in common is not counted: {}",
            of_both.text()
        );
        assert_eq!(names(&listed(&fixture, &admin, "sort=-machines&q=b", 50).await), ["b"]);
        let page = fixture.get(&admin, "/packages?sort=-machines&limit=1").await.json();
        let cursor = page["next"].as_str().expect("there is more");
        let other = fixture.get(&admin, &format!("/packages?sort=machines&limit=1&cursor={cursor}")).await;
        assert_eq!(other.status, 400, "that is a cursor of another order");
        // What came since is not counted, and what is gone is no more.
        let acme = fixture.scope_of(&admin).await.organisation();
        let machine = fixture.equipped(acme, "servers", 4, &[("/v", &contents(&[("e", "1")]))]).await;
        assert_eq!(listed(&fixture, &admin, "q=e", 50).await, [("e".to_owned(), None)]);
        assert_eq!(listed(&fixture, &admin, "q=e&sort=-machines", 50).await, []);
        database.count_packages(now).await.expect("counted");
        assert_eq!(listed(&fixture, &admin, "q=e&sort=-machines", 50).await, [("e".to_owned(), Some(1))]);
        let path = format!("/machines/{}", machine.id);
        let gone = fixture.ask("PATCH", &admin, &path, json!({"status": "decommissioned"})).await;
        assert_eq!(gone.status, 200, "{}", gone.text());
        database.count_packages(now).await.expect("counted");
        assert_eq!(listed(&fixture, &admin, "q=e&sort=-machines", 50).await, []);
    });
}

#[test]
fn versions_are_in_the_order_of_pep_440_or_of_when_they_were_seen() {
    on_both("versions in order", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        for (id, version) in (1..).zip(["1.10", "1.9", "1.10rc1", "odd", "2!0.1"]) {
            fixture.equipped(acme, "laptops", id, &[("/v", &contents(&[("a", version)]))]).await;
            let sql = format!("UPDATE release SET first_seen = {id} WHERE version = '{version}'");
            crate::support::execute(&fixture.address, &sql).await;
        }
        let rising = ["odd", "1.9", "1.10rc1", "1.10", "2!0.1"];
        let seen = ["1.10", "1.9", "1.10rc1", "odd", "2!0.1"];
        let turned = |list: [&'static str; 5]| list.into_iter().rev().collect::<Vec<_>>();
        for (sort, expected) in [
            ("", rising.to_vec()),
            ("sort=version", rising.to_vec()),
            ("sort=-version", turned(rising)),
            ("sort=first_seen", seen.to_vec()),
            ("sort=-first_seen", turned(seen)),
        ] {
            for limit in [1, 2, 50] {
                let (mut found, mut cursor) = (Vec::new(), String::new());
                loop {
                    let path = format!("/packages/a?{sort}&limit={limit}{cursor}");
                    let page = fixture.get(&admin, &path).await;
                    assert_eq!(page.status, 200, "{path}: {}", page.text());
                    found.extend(page.column("version"));
                    let Some(next) = page.json()["next"].as_str().map(str::to_owned) else { break };
                    cursor = format!("&cursor={next}");
                }
                assert_eq!(
                    found,
                    expected.iter().map(|version| json!(version)).collect::<Vec<_>>(),
                    "{sort} by {limit}"
                );
            }
        }
        assert_eq!(
            fixture.get(&admin, "/packages/a?version=1.9&sort=-version").await.column("version"),
            [json!("1.9")]
        );
    });
}

/// Versions of a package in an order by who has them, page by page: each with how many had it when that was counted.
async fn versions(fixture: &Fixture, token: &str, query: &str, limit: usize) -> Vec<(String, Option<i64>)> {
    let (mut rows, mut cursor) = (Vec::new(), String::new());
    loop {
        let reply = fixture.get(token, &format!("/packages/a?{query}&limit={limit}{cursor}")).await;
        assert_eq!(reply.status, 200, "{query}: {}", reply.text());
        let page = reply.json();
        for item in page["items"].as_array().expect("items") {
            rows.push((item["version"].as_str().expect("a version").to_owned(), item["counted"].as_i64()));
        }
        let Some(next) = page["next"].as_str() else { return rows };
        cursor = format!("&cursor={next}");
    }
}

#[test]
fn versions_are_in_the_order_of_how_many_have_them_as_somebody_sees_it() {
    on_both("versions by machines", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let site = |version| contents(&[("a", version)]);
        // 1.9 is twice on one machine, which is one machine.
        for (id, group, version) in
            [(1, "laptops", "1.9"), (2, "laptops", "1.10"), (3, "servers", "1.9"), (4, "servers", "2.0")]
        {
            let site = site(version);
            fixture.equipped(acme, group, id, &[("/v", &site), ("/w", &site)]).await;
        }
        fixture.equipped(acme, "servers", 5, &[("/v", &site("2.0"))]).await;
        fixture.equipped(acme, "servers", 6, &[("/v", &site("2.0"))]).await;
        let laptops = fixture.database().group(acme, "laptops").await.expect("a group");
        let of_laptops = fixture.program(&admin, "viewer", Some(laptops)).await;
        let owned = |rows: &[(&str, Option<i64>)]| {
            rows.iter().map(|(version, count)| ((*version).to_owned(), *count)).collect::<Vec<_>>()
        };
        let uncounted = [("2.0", None), ("1.10", None), ("1.9", None)];
        assert_eq!(versions(&fixture, &admin, "sort=-machines", 50).await, owned(&uncounted));
        fixture.database().count_packages(now_i64()).await.expect("counted");
        let most = [("2.0", Some(3)), ("1.9", Some(2)), ("1.10", Some(1))];
        let fewest: Vec<_> = most.into_iter().rev().collect();
        for limit in [1, 2, 50] {
            assert_eq!(versions(&fixture, &admin, "sort=-machines", limit).await, owned(&most), "{limit}");
            assert_eq!(versions(&fixture, &admin, "sort=machines", limit).await, owned(&fewest), "{limit}");
        }
        // What others have is neither told nor in the order.
        let seen = [("1.10", Some(1)), ("1.9", Some(1))];
        assert_eq!(versions(&fixture, &of_laptops, "sort=-machines", 50).await, owned(&seen));
        let of_group = format!("sort=-machines&group={laptops}");
        assert_eq!(versions(&fixture, &admin, &of_group, 50).await, owned(&seen));
        let page = fixture.get(&admin, "/packages/a?sort=-machines&limit=1").await.json();
        let cursor = page["next"].as_str().expect("there is more");
        let other = fixture.get(&admin, &format!("/packages/a?sort=-version&limit=1&cursor={cursor}")).await;
        assert_eq!(other.status, 400, "that is a cursor of another order");
        let id = page["items"][0]["id"].as_i64().expect("an id");
        assert_eq!(fixture.get(&admin, &format!("/releases/{id}")).await.json()["counted"], 3);
        // What came since is not counted: it comes after all that are, and first the other way about.
        let last = fixture.equipped(acme, "laptops", 7, &[("/v", &site("3.0"))]).await;
        assert_eq!(versions(&fixture, &admin, "sort=-machines", 1).await[3], ("3.0".to_owned(), None));
        assert_eq!(versions(&fixture, &admin, "sort=machines", 1).await[0], ("3.0".to_owned(), None));
        // Counted again it has a number, and what nobody has any more has none.
        assert!(fixture.database().count_packages(now_i64()).await.expect("counted") > 0);
        assert_eq!(fixture.database().count_packages(now_i64()).await.expect("counted"), 0, "nothing is new");
        assert_eq!(versions(&fixture, &admin, "version=3.0", 1).await, [("3.0".to_owned(), Some(1))]);
        let gone = json!({"status": "decommissioned"});
        let gone = fixture.ask("PATCH", &admin, &format!("/machines/{}", last.id), gone).await;
        assert_eq!(gone.status, 200, "{}", gone.text());
        assert!(fixture.database().count_packages(now_i64()).await.expect("counted") > 0);
        assert_eq!(versions(&fixture, &admin, "sort=-machines", 50).await, owned(&most));
    });
}
