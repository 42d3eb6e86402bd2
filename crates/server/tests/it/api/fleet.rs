//! Machines, packages and events.

use serde_json::{Value, json};

use crate::support::api::asking;
use crate::support::{Reply, contents, execute, now, on_both};

#[test]
fn what_machines_told_is_found() {
    on_both("fleet", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let site = contents(&[("Requests", "2.32.3"), ("idna", "3.7"), ("zope.interface", "6.0")]);
        let more = contents(&[("requests", "2.31.0")]);
        let one = fixture.equipped(acme, "laptops", 1, &[("/v/a", &site), ("/v/b", &site)]).await;
        let two = fixture.equipped(acme, "servers", 2, &[("/w", &site), ("/x", &more)]).await;
        let get = async |path: &str| fixture.get(&admin, path).await;
        assert_eq!(get("/machines").await.column("id"), [json!(one.id), json!(two.id)]);
        assert_eq!(get("/machines?q=build-&os=Debian&status=active").await.column("id").len(), 2);
        for none in ["q=build-8", "os=Fedora", "status=revoked", "silent=60", "q=_uild", "q=%25", "group=999"]
        {
            assert!(get(&format!("/machines?{none}")).await.column("id").is_empty(), "{none}");
        }
        assert_eq!(get(&format!("/machines?q={}", two.id)).await.column("id"), [json!(two.id)]);
        let machine = get(&format!("/machines/{}", one.id)).await.json();
        assert_eq!((machine["sites"].as_i64(), machine["state"]["report"].as_i64()), (Some(2), Some(1)));
        assert_eq!(machine["group"]["name"], "laptops");
        let of = async |list: &str| get(&format!("/machines/{}/{list}", one.id)).await;
        assert_eq!(of("sites").await.column("path"), ["/v/a", "/v/b"]);
        assert_eq!(of("sites").await.column("packages"), [3, 3]);
        assert_eq!(of("packages?limit=2").await.column("name"), ["idna", "idna"]);
        for empty in ["environments", "denials", "problems", "not-covered", "history"] {
            assert!(of(empty).await.column("path").is_empty(), "{empty}");
        }
        assert_eq!(get("/packages").await.column("name"), ["idna", "requests", "zope-interface"]);
        assert_eq!(get("/packages?q=Zope.").await.column("name"), ["zope-interface"]);
        let versions = get("/packages/Requests").await;
        assert_eq!(versions.column("version"), ["2.31.0", "2.32.3"]);
        assert_eq!(
            (versions.column("machines"), versions.column("places")),
            (vec![json!(1), json!(2)], vec![json!(1), json!(3)])
        );
        assert_eq!(get("/packages/requests?version=2.32.3").await.column("version"), ["2.32.3"]);
        let release = get("/packages/requests?version=2.32.3").await.column("id")[0].clone();
        let places = get(&format!("/releases/{release}/machines")).await;
        let mut paths = places.column("path");
        paths.sort_by_key(ToString::to_string);
        assert_eq!(paths, ["/v/a", "/v/b", "/w"]);
        assert_eq!(get(&format!("/releases/{release}")).await.json()["machines"], 2);
        assert_eq!(get("/packages/requests/machines").await.column("path").len(), 4);
        let site = of("sites").await.column("site")[0].clone();
        assert_eq!(get(&format!("/sites/{site}")).await.column("name").len(), 3);
        let events = get("/events?package=evil.package&code=installed").await;
        assert_eq!(events.column("machine"), [json!(one.id), json!(two.id)]);
        assert_eq!(get("/events?order=newest").await.column("machine"), [json!(two.id), json!(one.id)]);
        assert_eq!(get(&format!("/events?machine={}", two.id)).await.column("machine"), [json!(two.id)]);
        let next = events.json()["next"].as_str().expect("what comes later").to_owned();
        assert!(get(&format!("/events?cursor={next}")).await.column("machine").is_empty());
        // Nobody else has it only where all is known.
        let told = |reply: Reply| {
            let said = reply.json()["not_checked"].clone();
            ["contents", "machines", "revoked"].map(|name| said[name].as_i64().expect("a number"))
        };
        let of_release = format!("/releases/{release}/machines");
        let lists =
            ["/packages", "/packages/nobody-has-it", "/packages/requests/machines", of_release.as_str()];
        for list in lists {
            assert_eq!(told(get(list).await), [0, 0, 0], "{list}");
        }
        let in_part = format!("UPDATE machine SET left_out = 3 WHERE name = '{}'", one.id);
        execute(&fixture.address, &in_part).await;
        for list in lists {
            assert_eq!(told(get(list).await), [0, 1, 0], "{list}");
        }
        let groups = ["laptops", "servers"].map(|name| fixture.database().group(acme, name));
        for (group, versions, in_part) in
            groups.into_iter().zip([1, 2]).zip([1, 0]).map(|((a, b), c)| (a, b, c))
        {
            let group = group.await.expect("a group");
            let list = get(&format!("/packages/requests?group={group}")).await;
            assert_eq!((list.column("version").len(), told(list)), (versions, [0, in_part, 0]));
        }
        assert_eq!(get("/packages/requests?group=999").await.status, 404);
        execute(&fixture.address, "UPDATE site SET contents = NULL").await;
        for list in lists {
            assert!(told(get(list).await)[0] > 0, "{list}");
        }
    });
}

#[test]
fn pages_together_are_the_whole_list() {
    on_both("pages", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let site = contents(&[("a", "1"), ("b", "1"), ("B-b", "2"), ("c", "1"), ("c", "2")]);
        for id in 1..=5 {
            fixture.equipped(acme, "all", id, &[("/v", &site), ("/w", &site)]).await;
        }
        for (path, rows) in [
            ("/machines", 5),
            ("/packages", 4),
            ("/packages/c", 2),
            ("/packages/c/machines", 20),
            ("/events?order=newest", 5),
            ("/events?order=newest&machine=00000000000000000000000000000003", 1),
            ("/machines/00000000000000000000000000000001/packages", 10),
            ("/machines/00000000000000000000000000000001/sites", 2),
            ("/groups", 1),
            ("/audit", 2),
            ("/users", 1),
            ("/enrolment-tokens", 5),
        ] {
            let whole = fixture.get(&admin, path).await.json()["items"].as_array().expect("a page").clone();
            assert_eq!(whole.len(), rows, "{path}");
            for limit in [1, 2, 3] {
                let sign = if path.contains('?') { '&' } else { '?' };
                let first = format!("{path}{sign}limit={limit}");
                let (mut found, mut next): (Vec<Value>, _) = (Vec::new(), Some(first.clone()));
                while let Some(page) = next {
                    let page = fixture.get(&admin, &page).await;
                    assert_eq!(page.status, 200, "{path} {}", page.text());
                    let page = page.json();
                    let items = page["items"].as_array().expect("a page").clone();
                    assert!(items.len() <= limit);
                    found.extend(items);
                    next = page["next"].as_str().map(|next| format!("{first}&cursor={next}"));
                }
                assert_eq!(found, whole, "{path} by {limit}");
            }
        }
    });
}

#[test]
fn who_sees_few_machines_of_many_finds_their_events_page_by_page() {
    on_both("few-events", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let site = contents(&[("idna", "3.7")]);
        fixture.equipped(acme, "few", 1, &[("/v", &site)]).await;
        fixture.equipped(acme, "many", 2, &[("/v", &site)]).await;
        // After them 60,000 of the other group, and one more of this one.
        let others = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000) INSERT INTO event \
            (machine, number, organisation, position, received, code, package, body) SELECT e.machine, 100 + n.i, \
            e.organisation, 100 + n.i, e.received, e.code, e.package, e.body FROM event e CROSS JOIN n WHERE e.position = 2";
        let last = "INSERT INTO event (machine, number, organisation, position, received, code, package, body) \
            SELECT machine, 100, organisation, 70000, received, code, package, body FROM event WHERE position = 1";
        execute(&fixture.address, others).await;
        execute(&fixture.address, last).await;
        let group = fixture.database().group(acme, "few").await.expect("a group");
        let viewer = fixture.program(&admin, "viewer", Some(group)).await;
        for order in ["oldest", "newest"] {
            let (mut found, mut pages, mut cursor) = (Vec::new(), 0, String::new());
            loop {
                let page = fixture.get(&viewer, &format!("/events?order={order}{cursor}")).await;
                found.extend(page.column("position"));
                pages += 1;
                match page.json()["next"].as_str() {
                    Some(next) if pages < 3 => cursor = format!("&cursor={next}"),
                    _ => break,
                }
            }
            let (first, last) = (json!(1), json!(70000));
            let wanted = if order == "oldest" { [first, last] } else { [last, first] };
            assert_eq!((found.as_slice(), pages >= 2), (wanted.as_slice(), true), "{order}");
        }
    });
}

#[test]
fn a_machine_is_moved_and_goes() {
    on_both("changes", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let site = contents(&[("idna", "3.7")]);
        let machine = fixture.equipped(acme, "laptops", 1, &[("/v", &site)]).await;
        let group =
            fixture.ask("POST", &admin, "/groups", json!({"name": "servers"})).await.json()["id"].clone();
        assert_eq!(fixture.ask("POST", &admin, "/groups", json!({"name": "servers"})).await.status, 409);
        let path = format!("/machines/{}", machine.id);
        let change = async |change: Value| fixture.ask("PATCH", &admin, &path, change).await;
        assert_eq!(change(json!({"group": group})).await.json()["group"]["name"], "servers");
        assert_eq!(change(json!({"group": 999})).await.status, 422);
        assert_eq!(fixture.get(&admin, "/groups").await.column("machines"), [0, 1]);
        let report = machine.report(2, &[("/v", &site)], &[1]);
        let told = async || fixture.send(machine.post("/agent/v1/report", &report)).await.status;
        assert_eq!(told().await, 200);
        assert_eq!(change(json!({"status": "decommissioned"})).await.json()["status"], "decommissioned");
        assert_eq!(told().await, 401);
        assert!(fixture.get(&admin, "/packages").await.column("name").is_empty());
        assert_eq!(fixture.get(&admin, &format!("{path}/history")).await.column("path"), ["/v"]);
        assert_eq!(change(json!({"status": "active"})).await.json()["status"], "active");
        assert_eq!(told().await, 200);
        assert_eq!(change(json!({"status": "revoked"})).await.status, 200);
        assert_eq!(change(json!({"status": "active"})).await.status, 409);
        assert_eq!(told().await, 401);
        let deeds = fixture.get(&admin, "/audit?limit=1").await;
        assert_eq!(deeds.column("before")[0]["status"], "active");
        assert_eq!(deeds.column("after")[0]["status"], "revoked");
        // Until somebody says that it is gone, what it has is not checked.
        let said = async || fixture.get(&admin, "/status").await.json()["not_checked"]["revoked"].clone();
        assert_eq!(said().await, 1);
        assert_eq!(change(json!({"status": "decommissioned"})).await.json()["status"], "decommissioned");
        assert_eq!(said().await, 0);
        assert!(fixture.get(&admin, &format!("{path}/sites")).await.column("path").is_empty());
        // A group counts what its list has that was not decommissioned, and links to that.
        fixture.equipped(acme, "servers", 2, &[("/v", &site)]).await;
        let groups = fixture.get(&admin, "/groups").await.json()["items"].clone();
        let browser = crate::ui::browser::Browser::of(&fixture, &admin);
        let pages = [browser.page("/policies").await, browser.page("/administration/groups").await];
        for group in groups.as_array().expect("groups") {
            let list = format!("/machines?group={}&status=present", group["id"]);
            let listed = fixture.get(&admin, &list).await.column("id").len();
            assert_eq!(group["machines"], listed, "{group}");
            let href = format!("href=\"{}\"", list.replace('&', "&#38;"));
            assert_eq!(listed, usize::from(group["name"] == "servers"), "{group}");
            assert!(listed == 0 || pages.iter().all(|page| page.contains(&href)), "{href}: {pages:?}");
        }
        assert_eq!(fixture.get(&admin, "/machines?status=decommissioned").await.column("id").len(), 1);
        assert_eq!(fixture.get(&admin, &format!("{path}/history")).await.column("path"), ["/v", "/v"]);
        let deeds = fixture.get(&admin, "/audit?limit=1").await;
        assert_eq!(
            (deeds.column("who"), deeds.column("action")),
            (vec![json!("ada")], vec![json!("machine.change")])
        );
        assert_eq!(deeds.column("before")[0]["status"], "revoked");
        assert_eq!(deeds.column("after")[0]["status"], "decommissioned");
        // Its key stays one that is not trusted.
        assert_eq!(change(json!({"status": "active"})).await.status, 409);
        assert_eq!(change(json!({"status": "revoked"})).await.status, 200);
        assert_eq!(change(json!({"status": "decommissioned"})).await.status, 200);
        assert_eq!(change(json!({"status": "active"})).await.status, 409);
        assert_eq!(told().await, 401);
    });
}

#[test]
fn machines_are_enrolled_with_a_token_of_the_api() {
    on_both("tokens", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let group = fixture.ask("POST", &admin, "/groups", json!({"name": "all"})).await.json()["id"].clone();
        let new = json!({"group": group, "uses": 2, "expires": now() + 60});
        let made = fixture.ask("POST", &admin, "/enrolment-tokens", new).await.json();
        let token = made["secret"].as_str().expect("a token").to_owned();
        let machine = crate::support::Machine::new(1);
        assert_eq!(fixture.send(machine.enrolment(&token)).await.status, 201);
        assert_eq!(fixture.get(&admin, "/enrolment-tokens").await.column("used"), [1]);
        assert!(!fixture.get(&admin, "/enrolment-tokens").await.text().contains("fetter_"));
        let path = format!("/enrolment-tokens/{}", made["made"]["id"]);
        assert_eq!(fixture.send(asking("DELETE", &path, &admin, None)).await.status, 204);
        assert_eq!(fixture.send(crate::support::Machine::new(2).enrolment(&token)).await.status, 401);
        for wrong in [
            json!({"group": group, "uses": 0, "expires": now() + 60}),
            json!({"group": group, "uses": 1, "expires": now() - 1}),
            json!({"group": group, "uses": 1, "expires": now() + 400 * 86_400}),
            json!({"group": group, "uses": 1, "expires": now() + 60, "more": 1}),
            json!({"group": i64::MAX, "uses": 1, "expires": now() + 60}),
        ] {
            let reply = fixture.ask("POST", &admin, "/enrolment-tokens", wrong.clone()).await;
            assert_eq!(reply.status, 422, "{wrong} {}", reply.text());
        }
    });
}

#[test]
fn what_is_still_the_same_is_not_sent_again() {
    on_both("tags", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let tag = fixture.get(&admin, "/groups").await.headers["etag"].clone();
        let again = async || {
            let mut request = asking("GET", "/groups", &admin, None);
            request.headers_mut().insert("if-none-match", tag.clone());
            fixture.send(request).await
        };
        let same = again().await;
        assert_eq!((same.status, same.bytes.len()), (304, 0));
        fixture.ask("POST", &admin, "/groups", json!({"name": "new"})).await;
        assert_eq!(again().await.status, 200);
    });
}

#[test]
fn what_cannot_be_meant_is_refused() {
    on_both("hostile", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let long = "a".repeat(600);
        for (path, status) in [
            (format!("/machines?q={long}"), 422),
            (format!("/packages?q={}", "a".repeat(17_000)), 414),
            (format!("/packages/{long}"), 404),
            ("/packages/a%00b".to_owned(), 404),
            ("/packages/%ff".to_owned(), 400),
            ("/packages?q=%00".to_owned(), 422),
            ("/packages?limit=0".to_owned(), 422),
            ("/packages?limit=501".to_owned(), 422),
            ("/packages?limit=-1".to_owned(), 400),
            ("/packages?cursor=zz".to_owned(), 400),
            ("/packages?cursor=31".to_owned(), 400),
            ("/packages?unknown=1".to_owned(), 400),
            ("/environments?limit=501".to_owned(), 422),
            ("/environments?cursor=31".to_owned(), 400),
            ("/environments?group=999".to_owned(), 404),
            ("/environments?machine=x".to_owned(), 404),
            (format!("/environments?q={long}"), 422),
            ("/environments?python='%20OR%201=1".to_owned(), 200),
            ("/environments?q=%25&kind=_".to_owned(), 200),
            ("/machines?status='%20OR%201=1".to_owned(), 400),
            ("/machines?group=1%20OR%201=1".to_owned(), 400),
            ("/machines?group=9223372036854775807".to_owned(), 200),
            ("/machines?q='%20OR%201=1%20--".to_owned(), 200),
            ("/packages/'%3B%20DROP%20TABLE%20machine%3B--".to_owned(), 200),
            ("/events?code='%20OR%20''='".to_owned(), 200),
            ("/releases/1%20OR%201=1".to_owned(), 404),
            ("/releases/99999999999999999999".to_owned(), 404),
            ("/releases/4294967295".to_owned(), 404),
            ("/machines/x".to_owned(), 404),
            ("/nothing".to_owned(), 404),
        ] {
            let reply = fixture.get(&admin, &path).await;
            assert_eq!(reply.status, status, "{path} {}", reply.text());
            if status == 200 {
                assert!(reply.json()["items"].as_array().expect("a page").is_empty(), "{path}");
            } else {
                assert_eq!(reply.headers["content-type"], "application/problem+json");
            }
        }
        let name = |name: &str| json!({"name": name});
        for wrong in [
            name(""),
            name(&"a".repeat(200)),
            name("a\u{0}"),
            name("a\u{202e}"),
            json!({}),
            json!([]),
            json!(7),
        ] {
            assert_eq!(fixture.ask("POST", &admin, "/groups", wrong.clone()).await.status, 422, "{wrong}");
        }
        assert_eq!(fixture.ask("POST", &admin, "/groups", name(&"a".repeat(70_000))).await.status, 413);
        assert_eq!(fixture.ask("PUT", &admin, "/groups", name("a")).await.status, 405);
        let mut form = asking("POST", "/groups", &admin, Some(&name("a")));
        form.headers_mut().insert("content-type", "text/plain".parse().expect("a value"));
        assert_eq!(fixture.send(form).await.status, 415);
        assert_eq!(
            fixture.ask("POST", &admin, "/groups", name("'; DROP TABLE machine; --")).await.status,
            201
        );
        assert_eq!(fixture.get(&admin, "/groups").await.column("name"), ["'; DROP TABLE machine; --"]);
    });
}

#[test]
fn machines_that_were_not_heard_of_lately_are_found_by_the_hour_and_to_the_second() {
    on_both("fleet-silent", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let one = fixture.equipped(acme, "laptops", 1, &[]).await;
        let two = fixture.equipped(acme, "laptops", 2, &[]).await;
        let seen = async |id: &str, before: i64| {
            let seen = crate::support::now_i64() - before;
            let set =
                format!("UPDATE machine SET seen = {seen}, seen_hour = {seen} / 3600 WHERE name = '{id}'");
            execute(&fixture.address, &set).await;
        };
        let silent = async |seconds: u32| {
            fixture.get(&admin, &format!("/machines?silent={seconds}")).await.column("id")
        };
        seen(&one.id, 5400).await;
        seen(&two.id, 1800).await;
        assert_eq!(silent(5460).await, Vec::<Value>::new());
        assert_eq!(silent(5340).await, [json!(one.id)]);
        assert_eq!(silent(1860).await, [json!(one.id)]);
        assert_eq!(silent(1740).await, [json!(one.id), json!(two.id)]);
        let report = one.report(2, &[], &[]);
        fixture.send(one.post("/agent/v1/check-in", &one.check_in(&report, None))).await;
        assert_eq!(silent(1740).await, [json!(two.id)], "it was heard again");
        // The column of the index and the one that is told are of the same time, whoever wrote them.
        execute(
            &fixture.address,
            "UPDATE machine SET owner = 'of another hour' WHERE seen_hour <> seen / 3600",
        )
        .await;
        assert!(
            crate::support::dump(&fixture.address).await.iter().all(|line| !line.contains("of another hour"))
        );
    });
}
