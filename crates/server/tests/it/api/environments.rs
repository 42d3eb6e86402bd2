//! Environments of many machines.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use fetter_protocol::{EnvironmentRecord, WirePath};
use serde_json::{Value, json};

use crate::support::{Fixture, Machine, contents, environment, execute, on_both};

/// Has a machine tell these.
async fn tell(fixture: &Fixture, machine: &Machine, sequence: u64, environments: &[EnvironmentRecord]) {
    let site = contents(&[("idna", "3.7")]);
    let mut report = machine.report(sequence, &[("/v/site", &site), ("/usr/site", &site)], &[1]);
    report.environments = environments.to_vec();
    let reply = fixture.send(machine.post("/agent/v1/report", &report)).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
}

struct Rig {
    admin: String,
    machines: [Machine; 2],
    groups: [i64; 2],
}

async fn rig(fixture: &Fixture) -> Rig {
    let acme = fixture.organisation("acme").await;
    let admin = fixture.administrator(acme, "ada").await;
    let site = contents(&[("idna", "3.7")]);
    let sites = [("/v/site", &site), ("/usr/site", &site)];
    let one = fixture.equipped(acme, "laptops", 1, &sites).await;
    let two = fixture.equipped(acme, "servers", 2, &sites).await;
    let group = async |name| fixture.database().group(acme, name).await.expect("a group");
    let groups = [group("laptops").await, group("servers").await];
    let base = environment("/usr", "base", "3.11.2", &["/usr/site"]);
    let virtual_one =
        environment("/home/ada/50%_off", "virtual", "3.11.2", &["/v/site", "/usr/site", "/gone"]);
    let pypy = "PyPy".to_owned();
    let free = EnvironmentRecord { implementation: pypy, ..environment("/opt/free", "base", "3.13t", &[]) };
    let bytes = WirePath::Bytes { hex: "2f62ff".to_owned() };
    let odd = EnvironmentRecord { prefix: bytes, ..environment("", "conda", "3.1", &[]) };
    tell(fixture, &one, 2, &[virtual_one, base.clone()]).await;
    tell(fixture, &two, 2, &[base, free, odd]).await;
    Rig { admin, machines: [one, two], groups }
}

/// The prefixes of a list, page by page.
async fn prefixes(fixture: &Fixture, token: &str, query: &str, limit: usize) -> Vec<Value> {
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = fixture.get(token, &format!("/environments?limit={limit}&{query}{cursor}")).await;
        found.extend(page.column("prefix"));
        match page.json()["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return found,
        }
    }
}

#[test]
fn environments_are_listed_by_what_is_asked_for() {
    on_both("environments", async |fixture| {
        let rig = rig(&fixture).await;
        let odd = json!({"hex": "2f62ff"});
        let ada = json!("/home/ada/50%_off");
        let (usr, free) = (json!("/usr"), json!("/opt/free"));
        let all = [&ada, &usr, &usr, &free, &odd].map(Clone::clone);
        for limit in [1, 2, 3, 5, 6] {
            assert_eq!(prefixes(&fixture, &rig.admin, "", limit).await, all, "{limit}");
        }
        let [one, two] = [&rig.machines[0].id, &rig.machines[1].id];
        let [laptops, servers] = rig.groups;
        // In the order of host names, whichever machine came first.
        for (host, id) in [("zebra", one), ("aardvark", two)] {
            let sql = format!("UPDATE machine SET hostname = '{host}' WHERE name = '{id}'");
            execute(&fixture.address, &sql).await;
        }
        for limit in [1, 2, 3, 500] {
            let rising = prefixes(&fixture, &rig.admin, "sort=hostname", limit).await;
            assert_eq!(rising, [&usr, &free, &odd, &ada, &usr].map(Clone::clone), "{limit}");
            let falling = prefixes(&fixture, &rig.admin, "sort=-hostname", limit).await;
            assert_eq!(falling, all, "{limit}");
            let of_servers = format!("sort=-hostname&group={servers}");
            assert_eq!(prefixes(&fixture, &rig.admin, &of_servers, limit).await.len(), 3);
        }
        let page = fixture.get(&rig.admin, "/environments?limit=1").await.json();
        let path =
            format!("/environments?limit=1&sort=hostname&cursor={}", page["next"].as_str().expect("more"));
        assert_eq!(fixture.get(&rig.admin, &path).await.status, 400, "that is a cursor of another order");
        for (query, found) in [
            ("kind=base".to_owned(), vec![&usr, &free, &usr]),
            ("python=3.11".to_owned(), vec![&ada, &usr, &usr]),
            ("python=3.11.2&kind=virtual".to_owned(), vec![&ada]),
            ("python=3.1".to_owned(), vec![&odd]),
            ("python=3.13".to_owned(), vec![&free]),
            ("python=3".to_owned(), vec![&ada, &usr, &odd, &free, &usr]),
            ("implementation=pypy".to_owned(), vec![&free]),
            ("q=%25_".to_owned(), vec![&ada]),
            ("q=/us".to_owned(), vec![&usr, &usr]),
            ("q=US".to_owned(), vec![]),
            (format!("group={laptops}"), vec![&ada, &usr]),
            (format!("machine={two}"), vec![&odd, &free, &usr]),
            (format!("machine={two}&group={servers}&q=/o"), vec![&free]),
        ] {
            for limit in [1, 500] {
                // Of one machine, prefixes come in the order in which they came to be known.
                let in_order = |list: Vec<&Value>| {
                    let mut list: Vec<String> = list.into_iter().map(Value::to_string).collect();
                    list.sort();
                    list
                };
                let listed = prefixes(&fixture, &rig.admin, &query, limit).await;
                let listed = in_order(listed.iter().collect());
                assert_eq!(listed, in_order(found.clone()), "{query} by {limit}");
            }
        }
        // A machine of another group is none.
        let path = format!("/environments?machine={one}&group={servers}");
        assert_eq!(fixture.get(&rig.admin, &path).await.status, 404);
        let first = fixture.get(&rig.admin, "/environments?limit=1").await.json();
        let sites = &first["items"][0]["sites"];
        assert_eq!(sites[2], json!({"path": "/gone", "site": null}), "{sites}");
        let site = fixture.get(&rig.admin, &format!("/machines/{one}/sites")).await.column("site")[0].clone();
        assert_eq!(sites[0], json!({"path": "/v/site", "site": site}));
        assert_eq!(sites[1]["path"], "/usr/site");
    });
}

#[test]
fn environments_are_in_the_order_of_when_they_came() {
    on_both("environments by time", async |fixture| {
        let rig = rig(&fixture).await;
        let [ada, usr, free, odd] =
            [json!("/home/ada/50%_off"), json!("/usr"), json!("/opt/free"), json!({"hex": "2f62ff"})];
        let [one, two] = [&rig.machines[0].id, &rig.machines[1].id];
        // What came at the same time is in some order, and not left out: `/usr` of both machines.
        let (of_free, of_usr, of_ada) =
            ("2f6f70742f66726565", "2f757372", "2f686f6d652f6164612f3530255f6f6666");
        for (prefix, since) in [(of_free, 10), (of_usr, 20), (of_ada, 30), ("2f62ff", 40)] {
            let hex = if fixture.address.starts_with("sqlite") {
                format!("x'{prefix}'")
            } else {
                format!("'\\x{prefix}'")
            };
            let sql = format!(
                "UPDATE environment SET since = {since} WHERE path IN (SELECT id FROM path WHERE bytes = {hex})"
            );
            execute(&fixture.address, &sql).await;
        }
        let rising = [&free, &usr, &usr, &ada, &odd].map(Clone::clone);
        let falling: Vec<Value> = rising.iter().rev().cloned().collect();
        let viewer = fixture.program(&rig.admin, "viewer", Some(rig.groups[0])).await;
        // Those of few machines together; and so many after each other, whosever they are.
        for looked_at in [500, 1, 2, 3] {
            let server = fixture.with_places_in_order(10_000, looked_at);
            for limit in [1, 2, 3, 500] {
                let list = async |token: &str, query: &str| prefixes(&server, token, query, limit).await;
                assert_eq!(list(&rig.admin, "sort=since").await, rising, "{limit} of {looked_at}");
                assert_eq!(list(&rig.admin, "sort=-since").await, falling, "{limit} of {looked_at}");
                assert_eq!(
                    list(&rig.admin, "sort=-since&kind=base").await,
                    [&usr, &usr, &free].map(Clone::clone)
                );
                assert_eq!(
                    list(&rig.admin, &format!("sort=since&machine={two}")).await,
                    [&free, &usr, &odd].map(Clone::clone)
                );
                assert_eq!(
                    list(&viewer, "sort=since").await,
                    [&usr, &ada].map(Clone::clone),
                    "{limit} of {looked_at}"
                );
                assert_eq!(list(&viewer, "sort=-since&python=3.13").await, [] as [Value; 0]);
            }
        }
        let page = fixture.get(&rig.admin, "/environments?limit=1&sort=since").await.json();
        let path =
            format!("/environments?limit=1&sort=-since&cursor={}", page["next"].as_str().expect("more"));
        assert_eq!(fixture.get(&rig.admin, &path).await.status, 400, "that is a cursor of another order");
        // Those of a machine that is not heard are in no list.
        execute(&fixture.address, &format!("UPDATE machine SET status = 'revoked' WHERE name = '{one}'"))
            .await;
        for looked_at in [500, 1] {
            let server = fixture.with_places_in_order(10_000, looked_at);
            assert_eq!(
                prefixes(&server, &rig.admin, "sort=since", 2).await,
                [&free, &usr, &odd].map(Clone::clone)
            );
        }
    });
}

#[test]
fn whoever_sees_a_part_is_told_of_no_other_environment_by_a_cursor() {
    on_both("cursors of environments", async |fixture| {
        let rig = rig(&fixture).await;
        execute(&fixture.address, "UPDATE environment SET since = 1000 + machine").await;
        let viewer = fixture.program(&rig.admin, "viewer", Some(rig.groups[0])).await;
        // Another machine of that group, so that there are more than are looked at together; what came between is not theirs.
        let site = contents(&[("idna", "3.7")]);
        let acme = fixture.scope_of(&rig.admin).await.organisation();
        let last = fixture.equipped(acme, "laptops", 3, &[("/v/site", &site)]).await;
        tell(&fixture, &last, 2, &[environment("/last", "base", "3.12", &[])]).await;
        let server = fixture.with_places_in_order(10_000, 1);
        let (mut cursor, mut found) = (String::new(), Vec::new());
        loop {
            let page = server.get(&viewer, &format!("/environments?sort=since&limit=1{cursor}")).await;
            found.extend(page.column("machine"));
            let Some(next) = page.json()["next"].as_str().map(str::to_owned) else { break };
            let bytes = URL_SAFE_NO_PAD.decode(&next).expect("a cursor");
            let since = i64::from_be_bytes(bytes[2..10].try_into().expect("a number"));
            let machine = i64::from_be_bytes(bytes[10..18].try_into().expect("a number"));
            assert_ne!((since, machine), (1002, 2), "that is one of another group");
            cursor = format!("&cursor={next}");
        }
        assert_eq!(found, [&rig.machines[0].id, &rig.machines[0].id, &last.id].map(|id| json!(id)));
    });
}

#[test]
fn whoever_is_limited_to_a_group_sees_its_environments_and_no_others() {
    on_both("environments of groups", async |fixture| {
        let rig = rig(&fixture).await;
        let viewer = fixture.program(&rig.admin, "viewer", Some(rig.groups[0])).await;
        assert_eq!(prefixes(&fixture, &viewer, "", 1).await, ["/home/ada/50%_off", "/usr"]);
        for hidden in [format!("machine={}", rig.machines[1].id), format!("group={}", rig.groups[1])] {
            assert_eq!(
                fixture.get(&viewer, &format!("/environments?{hidden}")).await.status,
                404,
                "{hidden}"
            );
        }
        // Cursors are made up of numbers: whatever they are, they show nothing of others.
        for key in [(0_i64, None), (2, Some(1_i64)), (1, Some(99)), (i64::MAX, None), (-1, Some(-1))] {
            let (machine, path) = (key.0.to_be_bytes(), key.1.unwrap_or_default().to_be_bytes());
            // Before these is a host name, which is of no meaning in this order: an empty text.
            let bytes = [&[0][..], &[1], &[0; 4], &machine, &[u8::from(key.1.is_some())], &path].concat();
            let cursor = URL_SAFE_NO_PAD.encode(bytes);
            let page = fixture.get(&viewer, &format!("/environments?cursor={cursor}")).await;
            assert!(page.column("machine").iter().all(|machine| *machine == rig.machines[0].id), "{key:?}");
            // In the order of host names a number is none: nothing is asked of the database that it does not know.
            let bytes = [&[1][..], &[0], &[0; 8], &machine, &[u8::from(key.1.is_some())], &path].concat();
            let path = format!("/environments?sort=hostname&cursor={}", URL_SAFE_NO_PAD.encode(bytes));
            let page = fixture.get(&viewer, &path).await;
            assert_eq!(page.status, 200, "{key:?}: {}", page.text());
            assert!(page.column("machine").iter().all(|machine| *machine == rig.machines[0].id), "{key:?}");
        }
        let other = fixture.organisation("other").await;
        let eve = fixture.administrator(other, "eve").await;
        assert!(prefixes(&fixture, &eve, "", 50).await.is_empty());
    });
}

#[test]
fn environments_are_those_of_the_newest_report() {
    on_both("environments that change", async |fixture| {
        let rig = rig(&fixture).await;
        let [one, two] = &rig.machines;
        execute(&fixture.address, "UPDATE environment SET since = 7").await;
        let base = environment("/usr", "base", "3.11.9", &["/usr/site"]);
        tell(&fixture, one, 3, &[base.clone(), environment("/new", "virtual", "3.12", &[])]).await;
        let of_one = format!("/environments?machine={}", one.id);
        let page = fixture.get(&rig.admin, &of_one).await;
        assert_eq!(
            (page.column("prefix"), page.column("python")),
            (vec![json!("/usr"), json!("/new")], vec![json!("3.11.9"), json!("3.12")])
        );
        let since: Vec<_> = page.column("since").iter().map(|since| since == 7).collect();
        assert_eq!(since, [true, false], "there was one at that prefix before");
        // An old report changes nothing.
        tell(&fixture, one, 2, &[]).await;
        assert_eq!(fixture.get(&rig.admin, &of_one).await.column("prefix").len(), 2);
        let tag = fixture.get(&rig.admin, &of_one).await.headers["etag"].clone();
        let mut again = crate::support::api::asking("GET", &of_one, &rig.admin, None);
        again.headers_mut().insert("if-none-match", tag);
        assert_eq!(fixture.send(again).await.status, 304);
        tell(&fixture, one, 4, &[base]).await;
        assert_eq!(fixture.get(&rig.admin, &of_one).await.column("prefix"), ["/usr"]);
        // What could not be told is not "none".
        execute(&fixture.address, "UPDATE machine SET left_out = 1 WHERE id = 2").await;
        let said = async |query: &str| {
            let page = fixture.get(&rig.admin, &format!("/environments{query}")).await.json();
            ["contents", "machines", "revoked"].map(|name| page["not_checked"][name].clone())
        };
        assert_eq!(said("").await, [0, 1, 0]);
        assert_eq!(said(&format!("?group={}", rig.groups[0])).await, [0, 0, 0]);
        let path = format!("/machines/{}", two.id);
        let change = async |status: &str| {
            let reply = fixture.ask("PATCH", &rig.admin, &path, json!({"status": status})).await;
            assert_eq!(reply.status, 200, "{}", reply.text());
        };
        change("revoked").await;
        assert_eq!(prefixes(&fixture, &rig.admin, "", 50).await, ["/usr"]);
        assert_eq!(said("").await, [0, 0, 1]);
        assert_eq!(said(&format!("?machine={}", two.id)).await, [0, 0, 1]);
        change("decommissioned").await;
        assert_eq!(said("").await, [0, 0, 0]);
    });
}

#[test]
fn a_page_ends_where_enough_machines_were_looked_at() {
    on_both("environments of many", async |fixture| {
        let rig = rig(&fixture).await;
        // After them 2,500 machines without any, and one with one.
        let many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2501) INSERT INTO machine \
            (id, organisation, machine_group, name, public_key, status, enrolled, token, number, stale, stale_since, seen, report, \
            reported, event, hostname, os, kernel, architecture, fetter, mode, denials, problems, not_covered, left_out) \
            SELECT 100 + i, organisation, machine_group, 'm' || i, CAST('k' || i AS BYTES), 'active', 1, token, 0, 0, 0, 1, 1, 1, 1, \
            'h', 'o', 'k', 'a', 'f', 'enforce', 0, 0, 0, 0 FROM n CROSS JOIN machine WHERE machine.id = 2";
        let is_sqlite = fixture.address.starts_with("sqlite:");
        execute(&fixture.address, &many.replace("BYTES", if is_sqlite { "BLOB" } else { "BYTEA" })).await;
        let one = "INSERT INTO environment (machine, path, kind, python, implementation, creator, sites, since) \
            SELECT 2601, path, kind, python, implementation, creator, sites, since FROM environment WHERE python = '3.13t'";
        execute(&fixture.address, one).await;
        let first = fixture.get(&rig.admin, "/environments?python=3.13&limit=2").await;
        assert_eq!((first.column("prefix").len(), first.json()["next"].is_string()), (1, true));
        for limit in [1, 2, 50] {
            let found = prefixes(&fixture, &rig.admin, "python=3.13", limit).await;
            assert_eq!(found, ["/opt/free", "/opt/free"], "{limit}");
            assert_eq!(prefixes(&fixture, &rig.admin, "", limit).await.len(), 6, "{limit}");
        }
    });
}
