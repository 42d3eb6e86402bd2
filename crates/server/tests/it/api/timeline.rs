//! What happened to a machine, from wherever it is kept.

use serde_json::{Value, json};

use crate::support::{Fixture, Machine, contents, execute, on_both};

/// Everything that is told of a machine, in pages of so many.
async fn all(fixture: &Fixture, token: &str, machine: &Machine, limit: usize) -> Vec<Value> {
    matching(fixture, token, machine, "", limit).await
}

/// What is told of its sites with a text in their path, where there is one.
async fn matching(fixture: &Fixture, token: &str, machine: &Machine, text: &str, limit: usize) -> Vec<Value> {
    let (mut items, mut cursor) = (Vec::new(), String::new());
    for _ in 0..100 {
        let path = format!("/machines/{}/timeline?limit={limit}&q={text}{cursor}", machine.id);
        let page = fixture.get(token, &path).await.json();
        let rows = page["items"].as_array().expect("a page");
        assert!(rows.len() <= limit);
        items.extend(rows.iter().cloned());
        let Some(next) = page["next"].as_str() else { return items };
        cursor = format!("&cursor={next}");
    }
    unreachable!("it has no end: {}", items.len());
}

fn words(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["what"].as_str().expect("a word")).collect()
}

#[test]
fn what_happened_to_a_machine_is_told_the_newest_first() {
    on_both("timeline of a machine", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let [one, two] = [contents(&[("idna", "3.7")]), contents(&[("idna", "3.7"), ("six", "1.17")])];
        let machine = fixture.equipped(acme, "laptops", 1, &[("/v", &one), ("/w", &one)]).await;
        let report = machine.report(2, &[("/v", &two)], &[1]);
        assert_eq!(fixture.send(machine.post("/agent/v1/report", &report)).await.status, 200);
        // All of that was within a second or two: the days are set.
        for sql in [
            "UPDATE machine SET enrolled = 1000",
            "UPDATE machine_site_past SET since = 1000, ended = 3000",
            "UPDATE machine_site SET since = 3000",
            // What came and went within a second is nothing that anybody saw.
            "INSERT INTO machine_site_past (machine, ended, path, site, since) \
             SELECT machine, 3000, path, site, 3000 FROM machine_site",
            "INSERT INTO machine_site_past (machine, ended, path, site, since) \
             SELECT machine, 3000, path, site, 3000 FROM machine_site_past",
            // What was there before is behind those of the same time, wherever a page ends.
            "INSERT INTO machine_site_past (machine, ended, path, site, since) \
             SELECT machine, ended, path, site, since - 1 FROM machine_site_past WHERE since < ended",
            "DELETE FROM machine_site_past WHERE since = 1000",
            "UPDATE machine_site_past SET since = 1000 WHERE since = 999",
            "INSERT INTO notice (id, organisation, time, kind, machine, detail) \
             SELECT 900, organisation, 4000, 'silent', id, '' FROM machine",
            "INSERT INTO notice (id, organisation, time, kind, machine, detail) \
             SELECT 901, organisation, 5000, 'heard', id, '' FROM machine",
            "INSERT INTO notice (id, organisation, time, kind, machine, detail) \
             SELECT 902, organisation, 5000, 'refused', id, '' FROM machine",
        ] {
            execute(&fixture.address, sql).await;
        }
        let path = format!("/machines/{}", machine.id);
        let servers = fixture.ask("POST", &admin, "/groups", json!({"name": "servers"})).await.json();
        let change = async |body: Value| fixture.ask("PATCH", &admin, &path, body).await.status;
        assert_eq!(change(json!({"group": servers["id"], "owner": "bob"})).await, 200);
        assert_eq!(change(json!({"status": "revoked"})).await, 200);

        // Page by page, whatever else there is between.
        for (text, expected) in [
            ("/v", &["site-changed", "site-appeared"][..]),
            ("w", &["site-gone", "site-appeared"]),
            ("/", &["site-appeared", "site-appeared", "site-changed", "site-gone"]),
            ("/V", &[]),
            ("%25", &[]),
        ] {
            for limit in [1, 2, 50] {
                let items = matching(&fixture, &admin, &machine, text, limit).await;
                let mut found = words(&items);
                if text == "/" {
                    found.sort_unstable();
                }
                assert_eq!(found, expected, "{text} by {limit}");
            }
        }

        let items = all(&fixture, &admin, &machine, 50).await;
        let expected = [
            "changed",
            "moved",
            "heard",
            "silent",
            "site-gone",
            "site-changed",
            "site-appeared",
            "site-appeared",
            "enrolled",
        ];
        let mut found = words(&items);
        // Paths have no order but that of their rows.
        found[4..6].sort_unstable_by(|left, right| right.cmp(left));
        assert_eq!(found, expected, "{items:?}");
        for limit in [1, 2, 3, 4, 5] {
            assert_eq!(all(&fixture, &admin, &machine, limit).await, items, "{limit}");
        }
        assert_eq!((&items[0]["status"], &items[0]["by"]), (&json!("revoked"), &json!("ada")));
        assert_eq!((&items[1]["group"], &items[1]["owner"]), (&servers["id"], &json!("bob")));
        let changed = items.iter().find(|item| item["what"] == "site-changed").expect("one");
        assert_eq!((&changed["path"], &changed["time"]), (&json!("/v"), &json!(3000)));
        assert_eq!(
            (&changed["before"]["packages"], &changed["before"]["is_now"]),
            (&json!(1), &json!(false))
        );
        // The machine has not sent what it has since.
        assert_eq!(
            (&changed["after"]["packages"], &changed["after"]["is_now"]),
            (&Value::Null, &json!(true))
        );
        let gone = items.iter().find(|item| item["what"] == "site-gone").expect("one");
        assert_eq!((&gone["path"], &gone["after"]), (&json!("/w"), &Value::Null));

        // Who sees another group sees nothing, and who sees only that from which it came does not hear whereto.
        let laptops = fixture.database().group(acme, "laptops").await.expect("a group");
        let viewer = fixture.program(&admin, "viewer", Some(laptops)).await;
        assert_eq!(fixture.get(&viewer, &format!("{path}/timeline")).await.status, 404);
        execute(&fixture.address, &format!("UPDATE machine SET machine_group = {laptops}")).await;
        execute(&fixture.address, &format!("UPDATE machine_site SET machine_group = {laptops}")).await;
        let items = all(&fixture, &viewer, &machine, 50).await;
        assert_eq!((&items[1]["what"], &items[1]["group"]), (&json!("moved"), &Value::Null));
        assert_eq!(fixture.get(&viewer, &format!("{path}/timeline?cursor=5b5d")).await.status, 400);
    });
}
