//! Who has something, and where a finding is, in the order that is asked for.

use serde_json::Value;

use super::findings::{Fleet, RECORDS, fleet, judge};
use super::tampered::{changed, tell};
use crate::support::{Fixture, contents, execute, on_both};

/// Host names and since when, of all pages of a list of so many rows each; how the first answer that was refused was.
async fn listed(
    fixture: &Fixture,
    (token, list): (&str, &str),
    query: &str,
    limit: usize,
) -> Result<Vec<(String, i64)>, u16> {
    let (mut rows, mut cursor) = (Vec::new(), String::new());
    loop {
        let reply = fixture.get(token, &format!("{list}?limit={limit}&{query}{cursor}")).await;
        if reply.status != 200 {
            return Err(reply.status);
        }
        let page = reply.json();
        let items = page["items"].as_array().expect("items");
        assert!(items.len() <= limit);
        for item in items {
            let since = item["since"].as_i64().expect("a time");
            rows.push((item["hostname"].as_str().expect("a name").to_owned(), since));
        }
        let Some(next) = page["next"].as_str() else { return Ok(rows) };
        cursor = format!("&cursor={next}");
    }
}

/// The fleet of findings, whose machines are called otherwise than in the order in which they came. `m` has two places.
async fn named(fixture: &Fixture) -> Fleet {
    let fleet = fleet(fixture).await;
    judge(fixture, &RECORDS).await;
    for (machine, host, since) in
        [(&fleet.machines[0], "m", 10), (&fleet.machines[1], "a", 20), (&fleet.machines[2], "z", 30)]
    {
        let of = format!("(SELECT id FROM machine WHERE name = '{machine}')");
        let sql = format!("UPDATE machine SET hostname = '{host}' WHERE name = '{machine}'");
        execute(&fixture.address, &sql).await;
        let sql = format!("UPDATE machine_site SET since = {since} WHERE machine = {of}");
        execute(&fixture.address, &sql).await;
        let second = format!("(SELECT MAX(path) FROM machine_site WHERE machine = {of})");
        let sql = format!("UPDATE machine_site SET since = 35 WHERE machine = {of} AND path = {second}");
        if host == "m" {
            execute(&fixture.address, &sql).await;
        }
    }
    fleet
}

/// The id of the first of what a list has.
async fn first(fixture: &Fixture, token: &str, list: &str) -> String {
    match &fixture.get(token, list).await.column("id")[0] {
        Value::String(id) => id.clone(),
        id => id.to_string(),
    }
}

/// Lists of places, and whether `z` has it.
async fn lists(fixture: &Fixture, fleet: &Fleet) -> [(String, bool); 5] {
    let token = &fleet.admin;
    let release = first(fixture, token, "/packages/requests").await;
    let vulnerable = first(fixture, token, "/findings?package=requests").await;
    let denied = first(fixture, token, "/findings?package=six").await;
    [
        ("/packages/requests/machines".to_owned(), true),
        (format!("/releases/{release}/machines"), true),
        (format!("/findings/{vulnerable}/machines"), true),
        ("/packages/six/machines".to_owned(), false),
        (format!("/findings/{denied}/machines"), false),
    ]
}

/// The same places in each order.
fn orders(has_last: bool) -> [(&'static str, Vec<(String, i64)>); 4] {
    let rows = |rows: &[(&str, i64)]| {
        let kept = rows.iter().filter(|(host, _)| has_last || *host != "z");
        kept.map(|(host, since)| ((*host).to_owned(), *since)).collect::<Vec<_>>()
    };
    let turned = |mut rows: Vec<(String, i64)>| {
        rows.reverse();
        rows
    };
    let by_name = rows(&[("a", 20), ("m", 10), ("m", 35), ("z", 30)]);
    let by_time = rows(&[("m", 10), ("a", 20), ("z", 30), ("m", 35)]);
    [
        ("sort=hostname", by_name.clone()),
        ("sort=-hostname", turned(by_name)),
        ("sort=since", by_time.clone()),
        ("sort=-since", turned(by_time)),
    ]
}

#[test]
fn places_are_in_the_order_of_host_names_and_of_times() {
    on_both("places in order", async |fixture| {
        let fleet = named(&fixture).await;
        let lists = lists(&fixture, &fleet).await;
        // All at once; machine by machine; and as many machines at once as there are.
        for server in [
            fixture.with_places_in_order(10_000, 500),
            fixture.with_places_in_order(0, 3),
            fixture.with_places_in_order(3, 3),
        ] {
            for (list, has_last) in &lists {
                for (sort, expected) in orders(*has_last) {
                    for limit in [1, 2, 3, 50] {
                        let found = listed(&server, (&fleet.admin, list), sort, limit).await;
                        assert_eq!(found.as_ref(), Ok(&expected), "{list} {sort} by {limit}");
                    }
                }
                // What others have is neither told nor in the order.
                let seen = listed(&server, (&fleet.servers, list), "sort=-hostname", 1).await;
                let all: Vec<(String, i64)> = has_last.then(|| ("z".to_owned(), 30)).into_iter().collect();
                let is_there = list.starts_with("/packages") || *has_last;
                assert_eq!(seen, if is_there { Ok(all) } else { Err(404) }, "{list}");
            }
        }
    });
}

#[test]
fn many_places_are_looked_for_by_machines_and_are_in_no_order_of_times() {
    on_both("many places in order", async |fixture| {
        let fleet = named(&fixture).await;
        let (lists, [_, servers]) = (lists(&fixture, &fleet).await, fleet.groups);
        for (list, has_last) in lists {
            for machines in [1, 2] {
                let server = fixture.with_places_in_order(0, machines);
                for (sort, expected) in orders(has_last).into_iter().take(2) {
                    for limit in [1, 2, 50] {
                        let found = listed(&server, (&fleet.admin, &list), sort, limit).await;
                        assert_eq!(found.as_ref(), Ok(&expected), "{list} {sort} by {limit} of {machines}");
                    }
                }
                let refused = listed(&server, (&fleet.admin, &list), "sort=-since", 50).await;
                assert_eq!(refused, Err(422), "{list} of {machines}");
                let narrowed = listed(&server, (&fleet.admin, &list), "sort=-since&q=m", 50).await;
                assert_eq!(narrowed, Ok(vec![("m".to_owned(), 35), ("m".to_owned(), 10)]), "{list}");
                if list.starts_with("/packages/requests") {
                    let group = format!("sort=-since&group={servers}");
                    let narrowed = listed(&server, (&fleet.admin, &list), &group, 50).await;
                    assert_eq!(narrowed, Ok(vec![("z".to_owned(), 30)]));
                }
            }
        }
    });
}

#[test]
fn places_in_order_are_narrowed_and_go_on_in_their_order_alone() {
    on_both("narrowed places in order", async |fixture| {
        let fleet = named(&fixture).await;
        for server in [fixture.with_places_in_order(10_000, 500), fixture.with_places_in_order(0, 500)] {
            for (narrowed, count) in [
                ("vulnerable=high", 4),
                ("vulnerable=critical", 0),
                ("origin=unknown", 4),
                ("origin=vcs", 0),
                ("q=z", 1),
                ("q=Z", 0),
            ] {
                let query = format!("sort=hostname&{narrowed}");
                let found = listed(&server, (&fleet.admin, "/packages/requests/machines"), &query, 50).await;
                assert_eq!(found.map(|rows| rows.len()), Ok(count), "{narrowed}");
            }
            let sql = format!("UPDATE machine SET status = 'revoked' WHERE name = '{}'", fleet.machines[2]);
            execute(&fixture.address, &sql).await;
            let finding = first(&fixture, &fleet.admin, "/findings?package=requests").await;
            for (list, count) in [
                ("/packages/requests/machines?sort=since".to_owned(), 4),
                ("/packages/requests/machines?vulnerable=low&sort=since".to_owned(), 3),
                (format!("/findings/{finding}/machines?sort=since"), 3),
            ] {
                let found = server.get(&fleet.admin, &list).await.column("hostname");
                assert_eq!(found.len(), count, "{list}: a machine that is not heard");
            }
            let sql = format!("UPDATE machine SET status = 'active' WHERE name = '{}'", fleet.machines[2]);
            execute(&fixture.address, &sql).await;
        }
        for (list, _) in lists(&fixture, &fleet).await {
            let get = async |query: &str| fixture.get(&fleet.admin, &format!("{list}?limit=1{query}")).await;
            for sort in ["", "&sort=hostname", "&sort=-hostname", "&sort=since", "&sort=-since"] {
                let page = get(sort).await.json();
                let cursor = page["next"].as_str().expect("there is more");
                for other in ["", "&sort=hostname", "&sort=-hostname", "&sort=since", "&sort=-since"] {
                    let reply = get(&format!("{other}&cursor={cursor}")).await;
                    let expected = if other == sort { 200 } else { 400 };
                    assert_eq!(reply.status, expected, "{list}: {sort} then {other}: {}", reply.text());
                }
            }
            assert_eq!(get("&sort=what").await.status, 400);
        }
    });
}

#[test]
fn the_place_of_what_was_changed_is_in_every_order() {
    on_both("a changed place in order", async |fixture| {
        let fleet = fleet(&fixture).await;
        judge(&fixture, &RECORDS).await;
        let acme = fixture.scope_of(&fleet.admin).await.organisation();
        let site = contents(&[("idna", "3.7")]);
        let sites: &[_] = &[("/v", &site), ("/w", &site)];
        let machine = fixture.equipped(acme, "servers", 9, sites).await;
        tell(&fixture, &machine, (2, sites), Some(vec![changed("idna", "3.7", 5)])).await;
        let finding = first(&fixture, &fleet.admin, "/findings?kind=integrity").await;
        for server in [fixture.with_places_in_order(10_000, 500), fixture.with_places_in_order(0, 500)] {
            for sort in ["hostname", "-hostname", "since", "-since"] {
                let list = format!("/findings/{finding}/machines?sort={sort}");
                let reply = server.get(&fleet.admin, &list).await;
                assert_eq!(reply.column("path"), ["/v"], "{list}: {}", reply.text());
            }
        }
    });
}

#[test]
fn places_of_a_host_name_are_in_the_order_of_host_names() {
    on_both("places of a host name", async |fixture| {
        let fleet = named(&fixture).await;
        // Machine by machine, as many places are: looking at all of them would take too long.
        let server = fixture.with_places_in_order(0, 1);
        for machine in &fleet.machines {
            let sql = format!("UPDATE machine SET hostname = 'x-' || hostname WHERE name = '{machine}'");
            execute(&fixture.address, &sql).await;
        }
        for (list, has_last) in lists(&fixture, &fleet).await {
            let mut expected = orders(has_last)[0].1.clone();
            for (host, _) in &mut expected {
                host.insert_str(0, "x-");
            }
            for limit in [1, 50] {
                let found = listed(&server, (&fleet.admin, &list), "q=x-", limit).await;
                assert_eq!(found.as_ref(), Ok(&expected), "{list} by {limit}");
            }
        }
    });
}
