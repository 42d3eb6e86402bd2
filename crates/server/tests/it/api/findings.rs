//! What was found, for whom, and what is not known beside it.

use serde_json::{Value, json};

use crate::support::{Advisories, Fixture, contents, execute, on_both};

pub(crate) const DENY_SIX: &str =
    "schema = \"policy-1\"\nmode = \"enforce\"\n[[deny]]\nid = \"no-six\"\npackages = [\"six\"]\n";

/// Two groups: `laptops` has two machines with a malicious, a vulnerable and a denied package; `servers` one with the vulnerable one.
pub(crate) struct Fleet {
    pub(crate) admin: String,
    /// Who sees each of the groups.
    pub(crate) laptops: String,
    pub(crate) servers: String,
    pub(crate) groups: [i64; 2],
    pub(crate) machines: [String; 3],
}

pub(crate) async fn fleet(fixture: &Fixture) -> Fleet {
    let acme = fixture.organisation("acme").await;
    let admin = fixture.administrator(acme, "ada").await;
    let group = async |name| fixture.database().group(acme, name).await.expect("a group");
    let groups = [group("laptops").await, group("servers").await];
    fixture.policy(acme, "laptops", 1, DENY_SIX).await;
    let bad = contents(&[("evil", "1.0"), ("requests", "2.32.3"), ("six", "1.16.0"), ("idna", "3.7")]);
    let other = contents(&[("requests", "2.32.3"), ("idna", "3.7")]);
    let one = fixture.equipped(acme, "laptops", 1, &[("/v", &bad), ("/w", &bad)]).await;
    let two = fixture.equipped(acme, "laptops", 2, &[("/v", &bad)]).await;
    let three = fixture.equipped(acme, "servers", 3, &[("/v", &other)]).await;
    Fleet {
        laptops: fixture.program(&admin, "viewer", Some(groups[0])).await,
        servers: fixture.program(&admin, "viewer", Some(groups[1])).await,
        admin,
        groups,
        machines: [one.id, two.id, three.id],
    }
}

pub(crate) async fn judge(fixture: &Fixture, records: &[(&str, &str, &str)]) {
    let advisories = Advisories::new();
    for (id, name, fixed) in records {
        advisories.put(id, name, fixed);
    }
    advisories.update(fixture).await;
    let worker = fixture.worker("one", Some(&advisories.directory()));
    fixture.drain(&worker).await;
}

pub(crate) const RECORDS: [(&str, &str, &str); 2] =
    [("PYSEC-2026-1", "requests", "2.32.4"), ("MAL-2026-1", "evil", "99")];

/// The same, whenever it was asked for.
fn timeless(mut answer: Value) -> Value {
    for part in ["/time", "/advisories/age"] {
        if let Some(time) = answer.pointer_mut(part) {
            *time = Value::Null;
        }
    }
    answer
}

/// What a group has is the same, whether it is looked at first or asked for of each row.
pub(super) async fn is_listed_both_ways(fixture: &Fixture, fleet: &Fleet) {
    let each = fixture.with_few_places(0);
    let [laptops, servers] = fleet.groups;
    let mut paths: Vec<String> = Vec::new();
    for of in [
        "limit=50",
        "limit=1",
        "state=closed",
        "state=accepted",
        "state=accepted&accepted_since=1",
        "closed_since=1",
        "since=1",
        "assignee=ada",
        "severity=high",
        "severity_is=high",
        "kind=policy",
        "package=six",
        "package=requests",
    ] {
        paths.push(format!("/findings?{of}"));
        paths.extend([laptops, servers].map(|group| format!("/findings?group={group}&{of}")));
    }
    let others = [
        "/packages",
        "/packages?limit=1",
        "/packages?q=re",
        "/packages/requests",
        "/packages/evil",
        "/status",
        "/changes?since=1",
        "/findings/fixes",
    ];
    paths.extend(others.map(str::to_owned));
    for token in [&fleet.admin, &fleet.laptops, &fleet.servers] {
        for path in &paths {
            let (first, second) = (fixture.get(token, path).await, each.get(token, path).await);
            let (one, other) = (timeless(first.json()), timeless(second.json()));
            assert_eq!((first.status, one), (second.status, other), "{path}");
        }
        for list in ["/findings", "/packages"] {
            let page = format!("{list}?limit=2");
            let next = fixture.get(token, &page).await.json()["next"].clone();
            if let Some(next) = next.as_str() {
                let path = format!("{page}&cursor={next}");
                assert_eq!(
                    fixture.get(token, &path).await.json(),
                    each.get(token, &path).await.json(),
                    "{path}"
                );
            }
        }
    }
}

pub(super) fn packages(page: &Value) -> Vec<(&str, &str, i64)> {
    let items = page["items"].as_array().expect("items");
    items
        .iter()
        .map(|item| {
            let word = |name: &str| item[name].as_str().expect("a word");
            (word("package"), word("kind"), item["machines"].as_i64().expect("a number"))
        })
        .collect()
}

#[test]
fn findings_of_both_kinds_are_one_list_in_pages() {
    on_both("findings", async |fixture| {
        let fleet = fleet(&fixture).await;
        judge(&fixture, &RECORDS).await;
        let get = async |path: &str| fixture.get(&fleet.admin, path).await.json();
        let all = get("/findings").await;
        let whole = [
            ("evil", "malware", 2),
            ("evil", "policy", 2),
            ("requests", "vulnerability", 3),
            ("six", "policy", 2),
        ];
        assert_eq!(packages(&all), whole, "{all}");
        assert_eq!(all["not_checked"]["waiting"], 0, "{all}");
        assert_eq!(all["items"][0]["places"], 3);
        // A page each: nothing comes twice, and nothing is left out.
        let mut cursor = String::new();
        for (at, expected) in whole.iter().enumerate() {
            let page = get(&format!("/findings?limit=1{cursor}")).await;
            assert_eq!(packages(&page), [*expected]);
            assert_eq!(page["next"].is_null(), at == 3, "{page}");
            cursor = format!("&cursor={}", page["next"].as_str().unwrap_or_default());
        }
        let [laptops, servers] = fleet.groups;
        let three = &fleet.machines[2];
        for (query, expected) in [
            ("kind=malware".to_owned(), vec!["evil"]),
            ("kind=policy".to_owned(), vec!["evil", "six"]),
            ("kind=lookalike".to_owned(), vec![]),
            ("severity=high".to_owned(), vec!["evil", "evil", "requests", "six"]),
            ("severity=critical".to_owned(), vec!["evil", "evil"]),
            ("severity_is=high".to_owned(), vec!["requests", "six"]),
            ("severity_is=critical&kind=policy".to_owned(), vec!["evil"]),
            ("severity_is=low".to_owned(), vec![]),
            ("severity_is=unknown".to_owned(), vec![]),
            ("severity_is=high&severity=critical".to_owned(), vec![]),
            ("package=Requests".to_owned(), vec!["requests"]),
            ("code=denied".to_owned(), vec!["six"]),
            ("mode=warn".to_owned(), vec![]),
            (format!("group={laptops}"), vec!["evil", "evil", "requests", "six"]),
            (format!("group={servers}"), vec!["requests"]),
            (format!("machine={three}"), vec!["requests"]),
            ("state=closed".to_owned(), vec![]),
            ("since=4000000000".to_owned(), vec![]),
            ("since=1".to_owned(), vec!["evil", "evil", "requests", "six"]),
        ] {
            let page = get(&format!("/findings?{query}")).await;
            let found: Vec<&str> = packages(&page).iter().map(|row| row.0).collect();
            assert_eq!(found, expected, "{query}");
        }
        for wrong in ["severity=awful", "kind=x", "limit=0", "cursor=00", "colour=1"] {
            let reply = fixture.get(&fleet.admin, &format!("/findings?{wrong}")).await;
            assert!(matches!(reply.status, 400 | 422), "{wrong}: {}", reply.status);
        }
        let one = all["items"][0]["id"].as_str().expect("an id");
        assert_eq!(get(&format!("/findings/{one}")).await, all["items"][0]);
        let first = get(&format!("/findings/{one}/machines?limit=2")).await;
        let cursor = first["next"].as_str().expect("there is more");
        let second = get(&format!("/findings/{one}/machines?limit=2&cursor={cursor}")).await;
        let mut held: Vec<(&str, &str)> = Vec::new();
        for page in [&first, &second] {
            for item in page["items"].as_array().expect("items") {
                held.push((item["machine"].as_str().expect("an id"), item["path"].as_str().expect("a path")));
            }
        }
        held.sort_unstable();
        let [one, two, _] = &fleet.machines;
        let mut expected = [(one.as_str(), "/v"), (one.as_str(), "/w"), (two.as_str(), "/v")];
        expected.sort_unstable();
        assert_eq!(held, expected);
        let release = all["items"][2]["release"].as_i64().expect("an id");
        let of_release = get(&format!("/releases/{release}/findings")).await;
        assert_eq!(packages(&of_release), [("requests", "vulnerability", 3)]);
        assert_eq!(get(&format!("/releases/{release}")).await["outcome"], "findings");
        let of_machine = get(&format!("/machines/{three}/findings")).await;
        assert_eq!(packages(&of_machine), [("requests", "vulnerability", 3)]);
    });
}

#[test]
fn who_is_limited_to_groups_sees_what_these_have_and_counts_of_that() {
    on_both("findings of groups", async |fixture| {
        let fleet = fleet(&fixture).await;
        judge(&fixture, &RECORDS).await;
        let all = fixture.get(&fleet.admin, "/findings").await.json();
        let laptops = fixture.get(&fleet.laptops, "/findings").await.json();
        assert_eq!(
            packages(&laptops),
            [
                ("evil", "malware", 2),
                ("evil", "policy", 2),
                ("requests", "vulnerability", 2),
                ("six", "policy", 2)
            ]
        );
        let servers = fixture.get(&fleet.servers, "/findings").await.json();
        assert_eq!(packages(&servers), [("requests", "vulnerability", 1)]);
        for item in all["items"].as_array().expect("items") {
            let id = item["id"].as_str().expect("an id");
            let expected = if item["package"] == "requests" { 200 } else { 404 };
            for path in [format!("/findings/{id}"), format!("/findings/{id}/machines")] {
                assert_eq!(fixture.get(&fleet.servers, &path).await.status, expected, "{path}");
            }
        }
        let requests = all["items"][2]["id"].as_str().expect("an id");
        let held = fixture.get(&fleet.servers, &format!("/findings/{requests}/machines")).await;
        assert_eq!(held.column("machine"), [json!(fleet.machines[2])]);
        let elsewhere = format!("/findings?machine={}", fleet.machines[0]);
        assert_eq!(fixture.get(&fleet.servers, &elsewhere).await.status, 404);
        let group = format!("/findings?group={}", fleet.groups[0]);
        assert_eq!(fixture.get(&fleet.servers, &group).await.status, 404, "nothing is not the same as clean");
        assert_eq!(fixture.get(&fleet.admin, "/findings?group=4000000").await.status, 404);
        let counts = async |token: &str| {
            let status = fixture.get(token, "/status").await.json();
            let counts = status["findings"].as_array().expect("counts").iter();
            let counts = counts.map(|count| {
                (
                    count["severity"].as_str().expect("a word").to_owned(),
                    count["releases"].as_i64().expect("a number"),
                    count["policies"].as_i64().expect("a number"),
                )
            });
            (counts.collect::<Vec<_>>(), status["machines"]["active"].as_i64().expect("a number"))
        };
        let high = |releases| ("high".to_owned(), releases, 0);
        assert_eq!(counts(&fleet.servers).await, (vec![high(1)], 1));
        let (all, machines) = counts(&fleet.admin).await;
        assert_eq!((all.len(), machines), (2, 3));
        assert_eq!(counts(&fleet.laptops).await, (all, 2));
        is_listed_both_ways(&fixture, &fleet).await;
    });
}

#[test]
fn what_is_not_known_is_said_beside_every_list() {
    on_both("not checked", async |fixture| {
        let fleet = fleet(&fixture).await;
        let [one, _, three] = &fleet.machines;
        let not_checked = async |token: &str, path: &str| {
            let page = fixture.get(token, path).await.json();
            assert_eq!(page["items"], json!([]), "{path}");
            page["not_checked"].clone()
        };
        // Nothing was judged: that nothing was found means nothing. The policy of the laptops is one more.
        for (token, path, waiting) in [
            (&fleet.admin, "/findings".to_owned(), 3),
            (&fleet.servers, "/findings".to_owned(), 1),
            (&fleet.admin, format!("/findings?group={}", fleet.groups[0]), 2),
            (&fleet.admin, format!("/machines/{three}/findings"), 1),
        ] {
            let said = not_checked(token, &path).await;
            assert_eq!(
                (said["waiting"].as_i64(), said["has_advisories"].as_bool()),
                (Some(waiting), Some(false))
            );
        }
        let release = fixture.get(&fleet.admin, "/packages/idna").await.column("id")[0].clone();
        assert_eq!(not_checked(&fleet.admin, &format!("/releases/{release}/findings")).await["waiting"], 1);
        assert_eq!(fixture.get(&fleet.admin, "/packages/idna").await.column("outcome"), [json!("waiting")]);
        let status = fixture.get(&fleet.admin, "/status").await.json();
        assert!(status["advisories"].is_null(), "{status}");

        // Without advisories nothing can be known of releases, and that is said too.
        let worker = fixture.worker("one", None);
        fixture.drain(&worker).await;
        let page = fixture.get(&fleet.servers, "/findings").await.json();
        assert_eq!((&page["items"], &page["not_checked"]["waiting"]), (&json!([]), &json!(0)));
        assert_eq!(page["not_checked"]["releases"], 2, "{page}");
        assert_eq!(fixture.get(&fleet.admin, "/packages/idna").await.column("outcome"), [json!("unchecked")]);

        judge(&fixture, &[("PYSEC-2026-9", "nobody-has-it", "1")]).await;
        let said = not_checked(&fleet.servers, "/findings").await;
        assert_eq!((&said["releases"], &said["has_advisories"]), (&json!(0), &json!(true)));
        assert_eq!(fixture.get(&fleet.admin, "/packages/idna").await.column("outcome"), [json!("clean")]);
        let status = fixture.get(&fleet.admin, "/status").await.json();
        assert!(status["advisories"]["age"].is_number(), "{status}");

        // What failed each time, and a machine that could not tell all.
        execute(&fixture.address, "UPDATE machine SET left_out = 3 WHERE hostname <> ''").await;
        let failed = "INSERT INTO job (kind, organisation, subject, setting, bundle, due, owner, asked, attempts, failed, error) \
             SELECT 'audit', ms.organisation, s.id, 0, 0, 1, '', 1, 6, 1, 'it broke' FROM site s JOIN machine ms ON ms.organisation = \
             s.organisation WHERE s.id IN (SELECT site FROM machine_site WHERE machine = ms.id) AND ms.name = 'MACHINE' LIMIT 1";
        execute(&fixture.address, &failed.replace("MACHINE", one)).await;
        let all = fixture.get(&fleet.admin, "/status").await.json();
        assert_eq!((&all["not_checked"]["failed"], &all["not_checked"]["machines"]), (&json!(1), &json!(3)));
        assert_eq!(all["failures"][0]["error"], "it broke", "{all}");
        let part = fixture.get(&fleet.servers, "/status").await.json();
        assert_eq!(
            (&part["not_checked"]["failed"], &part["not_checked"]["machines"]),
            (&json!(0), &json!(1))
        );
        assert_eq!(part["failures"], json!([]));
    });
}

#[test]
fn a_policy_that_was_held_against_nothing_yet_is_not_clean() {
    on_both("policy to come", async |fixture| {
        let fleet = fleet(&fixture).await;
        let worker = fixture.worker("one", None);
        fixture.drain(&worker).await;
        let counts = async |token: &str, path: &str| {
            let said = fixture.get(token, path).await.json()["not_checked"].clone();
            (said["waiting"].as_i64().expect("a number"), said["failed"].as_i64().expect("a number"))
        };
        assert_eq!(counts(&fleet.admin, "/findings").await, (0, 0));
        let acme = fixture.scope_of(&fleet.admin).await.organisation();
        fixture.policy(acme, "laptops", 2, &DENY_SIX.replace("six", "idna")).await;
        let machine = format!("/machines/{}/findings", fleet.machines[0]);
        let other = format!("/machines/{}/findings", fleet.machines[2]);
        for (at, expected) in [("", (1, 0)), ("UPDATE job SET failed = 1 WHERE kind = 'bundle'", (0, 1))] {
            if !at.is_empty() {
                execute(&fixture.address, at).await;
            }
            for (token, path) in [
                (&fleet.admin, "/findings"),
                (&fleet.admin, "/status"),
                (&fleet.laptops, "/findings"),
                (&fleet.admin, machine.as_str()),
            ] {
                assert_eq!(counts(token, path).await, expected, "{path}");
            }
            assert_eq!(counts(&fleet.servers, "/findings").await, (0, 0), "another group's");
            assert_eq!(counts(&fleet.admin, &other).await, (0, 0), "another group's");
        }
        // Of the one that holds no more nothing is missing.
        execute(&fixture.address, "UPDATE job SET failed = 0 WHERE kind = 'bundle'").await;
        fixture.drain(&worker).await;
        assert_eq!(counts(&fleet.laptops, "/findings").await, (0, 0));
    });
}

#[test]
fn what_was_checked_in_part_is_not_checked_though_something_was_found() {
    on_both("checked in part", async |fixture| {
        let fleet = fleet(&fixture).await;
        let acme = fixture.scope_of(&fleet.admin).await.organisation();
        // What is for paths cannot be judged at a server.
        let policy = format!(
            "{DENY_SIX}[[deny]]\nid = \"no-idna\"\nscope = [\"srv\"]\npackages = [\"idna\"]\n\
             [scopes.srv]\npath = [\"/srv\"]\n"
        );
        fixture.policy(acme, "laptops", 2, &policy).await;
        judge(&fixture, &RECORDS).await;
        let not_checked = async |token: &str, path: &str| {
            let page = fixture.get(token, path).await.json();
            assert_ne!(page["items"], json!([]), "{path}");
            page["not_checked"].clone()
        };
        let said = not_checked(&fleet.laptops, "/findings").await;
        assert_eq!((&said["sites"], &said["releases"]), (&json!(1), &json!(0)), "one site in one setting");
        assert_eq!(not_checked(&fleet.admin, "/findings").await["sites"], 1);
        assert_eq!(not_checked(&fleet.servers, "/findings").await["sites"], 0);

        let sql = "UPDATE release_judgement SET reason = 'an advisory could not be read' WHERE outcome = 'findings' \
             AND release IN (SELECT id FROM release WHERE name = 'evil')";
        execute(&fixture.address, sql).await;
        assert_eq!(not_checked(&fleet.laptops, "/findings").await["releases"], 1);
        assert_eq!(not_checked(&fleet.servers, "/findings").await["releases"], 0);
        for (package, expected) in [("evil", 1), ("requests", 0)] {
            let release =
                fixture.get(&fleet.admin, &format!("/packages/{package}")).await.column("id")[0].clone();
            let said = not_checked(&fleet.admin, &format!("/releases/{release}/findings")).await;
            assert_eq!((&said["releases"], &said["waiting"]), (&json!(expected), &json!(0)), "{package}");
        }
    });
}

#[test]
fn what_is_mended_is_closed_and_what_a_revoked_machine_has_is_not_found_there() {
    on_both("closed findings", async |fixture| {
        let fleet = fleet(&fixture).await;
        judge(&fixture, &RECORDS).await;
        let body = json!({"status": "revoked"});
        let path = format!("/machines/{}", fleet.machines[2]);
        assert_eq!(fixture.ask("PATCH", &fleet.admin, &path, body).await.status, 200);
        assert_eq!(packages(&fixture.get(&fleet.servers, "/findings").await.json()), []);
        // That is not "clean", for its group, for itself and for all.
        let of_machine = format!("{path}/findings");
        let of_group = format!("/findings?group={}", fleet.groups[1]);
        let revoked = async |token: &str, path: &str| {
            fixture.get(token, path).await.json()["not_checked"]["revoked"].as_i64().expect("a number")
        };
        for path in [of_machine.as_str(), of_group.as_str(), "/findings", "/status"] {
            assert_eq!(revoked(&fleet.admin, path).await, 1, "{path}");
        }
        assert_eq!(revoked(&fleet.servers, "/findings").await, 1);
        assert_eq!(revoked(&fleet.laptops, "/findings").await, 0, "another group's");
        let all = fixture.get(&fleet.admin, "/findings?package=requests").await.json();
        assert_eq!(packages(&all), [("requests", "vulnerability", 2)]);
        judge(&fixture, &[("PYSEC-2026-1", "requests", "2.0")]).await;
        let open = fixture.get(&fleet.admin, "/findings").await.json();
        assert_eq!(packages(&open), [("six", "policy", 2)]);
        let closed = fixture.get(&fleet.laptops, "/findings?state=closed").await.json();
        let gone = [("evil", "malware", 2), ("evil", "policy", 2), ("requests", "vulnerability", 2)];
        assert_eq!(packages(&closed), gone);
        assert!(closed["items"][0]["closed"].is_number() && closed["items"][0]["state"] == "closed");
        let id = closed["items"][0]["id"].as_str().expect("an id");
        assert_eq!(fixture.get(&fleet.laptops, &format!("/findings/{id}")).await.json()["state"], "closed");
        assert_eq!(fixture.get(&fleet.servers, &format!("/findings/{id}")).await.status, 404);
        // What is gone is missed by nobody, but of it nothing is known either.
        let (of_gone, body) =
            (format!("/machines/{}", fleet.machines[1]), json!({"status": "decommissioned"}));
        assert_eq!(fixture.ask("PATCH", &fleet.admin, &of_gone, body).await.status, 200);
        assert_eq!(revoked(&fleet.admin, &format!("{of_gone}/findings")).await, 1);
        assert_eq!(revoked(&fleet.laptops, "/findings").await, 0);
    });
}

#[test]
fn what_a_policy_was_against_is_seen_by_all_who_saw_it() {
    on_both("closed policy findings", async |fixture| {
        let fleet = fleet(&fixture).await;
        let acme = fixture.scope_of(&fleet.admin).await.organisation();
        // A machine of a group that goes by another policy has the same site.
        let bad = contents(&[("evil", "1.0"), ("requests", "2.32.3"), ("six", "1.16.0"), ("idna", "3.7")]);
        let beside = fixture.equipped(acme, "servers", 4, &[("/v", &bad)]).await;
        fixture.policy(acme, "servers", 3, &DENY_SIX.replace("six", "nobody-has-that")).await;
        judge(&fixture, &RECORDS).await;
        // The group goes by another policy, which denies nothing that is there.
        fixture.policy(acme, "laptops", 2, &DENY_SIX.replace("six", "nobody-has-it")).await;
        judge(&fixture, &RECORDS).await;
        let of_group = format!("/findings?state=closed&kind=policy&package=six&group={}", fleet.groups[0]);
        let of_machine =
            format!("/findings?state=closed&kind=policy&package=six&machine={}", fleet.machines[0]);
        let all = "/findings?state=closed&kind=policy&package=six".to_owned();
        for (token, path) in [
            (&fleet.admin, &all),
            (&fleet.admin, &of_group),
            (&fleet.admin, &of_machine),
            (&fleet.laptops, &all),
        ] {
            let page = fixture.get(token, path).await.json();
            assert_eq!(packages(&page), [("six", "policy", 2)], "{path}");
        }
        let closed = fixture.get(&fleet.laptops, &all).await.json();
        let id = closed["items"][0]["id"].as_str().expect("an id");
        let holders = fixture.get(&fleet.admin, &format!("/findings/{id}/machines")).await.column("machine");
        assert_eq!(holders, [&fleet.machines[0], &fleet.machines[0], &fleet.machines[1]].map(|id| json!(id)));
        let beside = format!("/findings?state=closed&kind=policy&machine={}", beside.id);
        for (token, path) in [(&fleet.servers, &all), (&fleet.servers, &beside), (&fleet.admin, &beside)] {
            assert_eq!(packages(&fixture.get(token, path).await.json()), [], "{path}: another group's");
        }
        assert_eq!(fixture.get(&fleet.servers, &format!("/findings/{id}")).await.status, 404);
        is_listed_both_ways(&fixture, &fleet).await;
    });
}

#[test]
fn notices_are_seen_by_whoever_sees_the_machine() {
    on_both("notices", async |fixture| {
        let fleet = fleet(&fixture).await;
        assert_eq!(fixture.get(&fleet.admin, "/notices").await.column("id"), Vec::<Value>::new());
        let later = crate::support::now_i64() + 1000;
        assert_eq!(fixture.database().note_silence(later, later).await.expect("noted"), 3);
        let all = fixture.get(&fleet.admin, "/notices?limit=2").await;
        assert_eq!(all.column("kind"), [json!("silent"), json!("silent")]);
        let cursor = all.json()["next"].as_str().expect("there is more").to_owned();
        let rest = fixture.get(&fleet.admin, &format!("/notices?cursor={cursor}")).await;
        assert_eq!((rest.column("id").len(), rest.json()["next"].is_null()), (1, true));
        let seen = fixture.get(&fleet.servers, "/notices").await;
        assert_eq!(seen.column("machine"), [json!(fleet.machines[2])]);
        let status = fixture.get(&fleet.servers, "/status").await.json();
        assert_eq!((&status["machines"]["active"], &status["machines"]["silent"]), (&json!(1), &json!(1)));
        // Who is not waited for any more is not silent any more, and nobody heard of it.
        for (machine, status) in [(0, "revoked"), (1, "decommissioned")] {
            let path = format!("/machines/{}", fleet.machines[machine]);
            let reply = fixture.ask("PATCH", &fleet.admin, &path, json!({"status": status})).await;
            assert_eq!(reply.status, 200, "{}", reply.text());
        }
        assert_eq!(fixture.database().note_silence(later, later).await.expect("noted"), 0);
        assert_eq!(fixture.database().note_silence(0, later).await.expect("noted"), 1, "the third is heard");
        let all = fixture.get(&fleet.admin, "/notices").await.column("kind");
        assert_eq!(all.iter().filter(|kind| **kind == "heard").count(), 1, "{all:?}");
    });
}
