//! Who sees to a finding, what is said of it, and that it is accepted.

use serde_json::{Value, json};

use super::findings::{DENY_SIX, Fleet, RECORDS, fleet, is_listed_both_ways, judge, packages};
use crate::support::{Fixture, contents, day, execute, now_i64, on_both};

/// The id of the first finding on a package of a kind.
async fn id_of(fixture: &Fixture, token: &str, package: &str, kind: &str) -> String {
    let path = format!("/findings?package={package}&kind={kind}");
    let ids = fixture.get(token, &path).await.column("id");
    ids.first().and_then(Value::as_str).expect("there is one").to_owned()
}

/// Packages and kinds of a list.
async fn listed(fixture: &Fixture, token: &str, path: &str) -> Vec<(String, String)> {
    let page = fixture.get(token, path).await.json();
    packages(&page).into_iter().map(|(package, kind, _)| (package.to_owned(), kind.to_owned())).collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(package, kind)| ((*package).to_owned(), (*kind).to_owned())).collect()
}

#[test]
fn comments_come_back_as_they_were_to_whoever_sees_the_finding() {
    on_both("comments", async |fixture| {
        let fleet = fleet(&fixture).await;
        judge(&fixture, &RECORDS).await;
        let approver = fixture.program(&fleet.admin, "approver", Some(fleet.groups[0])).await;
        let other = fixture.program(&fleet.admin, "approver", Some(fleet.groups[1])).await;
        let shared = id_of(&fixture, &fleet.admin, "requests", "vulnerability").await;
        let path = format!("/findings/{shared}/comments");
        let long = "\u{202e}é".repeat(800);
        assert_eq!(long.len(), 4000);
        let texts =
            ["<script>alert('x')</script>\n=1+1", "\u{202e}turned\u{2066} \u{200b}=cmd|' /C calc'!A0", &long];
        for text in texts {
            let reply = fixture.ask("POST", &approver, &path, json!({"text": text})).await;
            assert_eq!((reply.status, &reply.json()["text"]), (201, &json!(text)), "{}", reply.text());
        }
        for text in ["", " \n ", &format!("{long}x"), "a\0b", "a\rb", "a\u{1b}[31mb", "a\tb"] {
            let reply = fixture.ask("POST", &approver, &path, json!({"text": text})).await;
            assert_eq!(reply.status, 422, "{text:?}");
        }
        // The newest first, in pages, for everybody who sees the finding.
        let first = fixture.get(&fleet.servers, &format!("{path}?limit=2")).await;
        assert_eq!(first.column("text"), [json!(texts[2]), json!(texts[1])]);
        let next = first.json()["next"].as_str().expect("there is more").to_owned();
        let rest = fixture.get(&fleet.servers, &format!("{path}?limit=2&cursor={next}")).await;
        assert_eq!((rest.column("text"), rest.json()["next"].is_null()), (vec![json!(texts[0])], true));
        assert_eq!(rest.column("by"), [json!(format!("approver {:?}", Some(vec![fleet.groups[0]])))]);
        let one = fixture.get(&fleet.admin, &format!("/findings/{shared}")).await.json();
        assert_eq!(one["comments"], 3);
        // What is not seen is not there.
        let evil = id_of(&fixture, &fleet.admin, "evil", "malware").await;
        let hidden = format!("/findings/{evil}/comments");
        assert_eq!(fixture.get(&fleet.servers, &hidden).await.status, 404);
        assert_eq!(fixture.ask("POST", &other, &hidden, json!({"text": "x"})).await.status, 404);
        let taken =
            fixture.ask("PATCH", &other, &format!("/findings/{evil}"), json!({"assignee": "ada"})).await;
        assert_eq!(taken.status, 404);
        // It is in the audit log, and there are not more than there may be.
        let deeds = fixture.get(&fleet.admin, "/audit?limit=1").await.json();
        assert_eq!(deeds["items"][0]["action"], "finding.comment", "{deeds}");
        assert_eq!(deeds["items"][0]["object"], json!(shared));
        execute(&fixture.address, "UPDATE release_finding SET comments = 1000").await;
        assert_eq!(fixture.ask("POST", &approver, &path, json!({"text": "one more"})).await.status, 409);
    });
}

#[test]
fn a_user_sees_to_a_finding_until_another_does() {
    on_both("assignees", async |fixture| {
        let fleet = fleet(&fixture).await;
        judge(&fixture, &RECORDS).await;
        let user = json!({"name": "grace", "role": "viewer"});
        let made = fixture.ask("POST", &fleet.admin, "/users", user).await.json();
        let requests = id_of(&fixture, &fleet.admin, "requests", "vulnerability").await;
        let six = id_of(&fixture, &fleet.admin, "six", "policy").await;
        let assign = async |id: &str, name: &str| {
            let path = format!("/findings/{id}");
            fixture.ask("PATCH", &fleet.admin, &path, json!({"assignee": name})).await
        };
        for id in [&requests, &six] {
            let reply = assign(id, "grace").await;
            assert_eq!((reply.status, &reply.json()["assignee"]), (200, &json!("grace")), "{}", reply.text());
        }
        let of_grace = "/findings?assignee=grace";
        let both = [("requests", "vulnerability"), ("six", "policy")];
        assert_eq!(listed(&fixture, &fleet.admin, of_grace).await, pairs(&both));
        assert_eq!(listed(&fixture, &fleet.servers, of_grace).await, pairs(&both[..1]));
        assert_eq!(listed(&fixture, &fleet.admin, "/findings?assignee=ada").await, []);
        is_listed_both_ways(&fixture, &fleet).await;
        let deeds = fixture.get(&fleet.admin, "/audit?limit=1").await.json();
        assert_eq!(deeds["items"][0]["action"], "finding.assign", "{deeds}");
        // What is not said stays as it is; who is none, or may not come, sees to nothing.
        let nothing = fixture.ask("PATCH", &fleet.admin, &format!("/findings/{six}"), json!({})).await;
        assert_eq!(nothing.json()["assignee"], "grace");
        assert_eq!(assign(&six, "nobody").await.status, 422);
        let path = format!("/users/{}", made["made"]["id"]);
        assert_eq!(fixture.ask("PATCH", &fleet.admin, &path, json!({"disabled": true})).await.status, 200);
        assert_eq!(assign(&six, "grace").await.status, 422);
        assert_eq!(assign(&six, "ada").await.json()["assignee"], "ada");
        assert!(assign(&six, "").await.json()["assignee"].is_null());
        assert_eq!(listed(&fixture, &fleet.admin, of_grace).await, pairs(&both[..1]));
    });
}

#[test]
fn what_was_decided_of_a_finding_stays_where_the_next_bundle_finds_the_same_and_is_told_no_other_group() {
    on_both("carried over", async |fixture| {
        let fleet = fleet(&fixture).await;
        let acme = fixture.scope_of(&fleet.admin).await.organisation();
        judge(&fixture, &RECORDS).await;
        let before = id_of(&fixture, &fleet.laptops, "six", "policy").await;
        let path = format!("/findings/{before}");
        fixture.ask("PATCH", &fleet.admin, &path, json!({"assignee": "ada"})).await;
        for text in ["first", "second"] {
            let said =
                fixture.ask("POST", &fleet.admin, &format!("{path}/comments"), json!({"text": text})).await;
            assert_eq!(said.status, 201);
        }
        // Another group goes by a policy that is against the same, in the same site.
        let bad = contents(&[("evil", "1.0"), ("requests", "2.32.3"), ("six", "1.16.0"), ("idna", "3.7")]);
        fixture.equipped(acme, "servers", 4, &[("/v", &bad)]).await;
        fixture.policy(acme, "servers", 2, &format!("{DENY_SIX}# of servers\n")).await;
        fixture.policy(acme, "laptops", 3, &format!("{DENY_SIX}# of laptops\n")).await;
        judge(&fixture, &RECORDS).await;
        let after = id_of(&fixture, &fleet.laptops, "six", "policy").await;
        assert_ne!(after, before);
        let one = fixture.get(&fleet.laptops, &format!("/findings/{after}")).await.json();
        assert_eq!((&one["assignee"], &one["comments"]), (&json!("ada"), &json!(2)), "{one}");
        let said = fixture.get(&fleet.laptops, &format!("/findings/{after}/comments")).await;
        assert_eq!(said.column("text"), [json!("second"), json!("first")]);
        let theirs = id_of(&fixture, &fleet.servers, "six", "policy").await;
        let theirs = fixture.get(&fleet.servers, &format!("/findings/{theirs}")).await.json();
        assert_eq!((&theirs["assignee"], &theirs["comments"]), (&Value::Null, &json!(0)), "{theirs}");
        // What the new one finds as before was not closed by anybody.
        assert_eq!(listed(&fixture, &fleet.laptops, "/findings?closed_since=1&kind=policy").await, []);
        let closed = listed(&fixture, &fleet.laptops, "/findings?state=closed&kind=policy&package=six").await;
        assert_eq!(closed, pairs(&[("six", "policy")]));
        // Nobody sees to it any more: the one after that finds it so.
        let path = format!("/findings/{after}");
        assert_eq!(fixture.ask("PATCH", &fleet.admin, &path, json!({"assignee": ""})).await.status, 200);
        fixture.policy(acme, "laptops", 4, &format!("{DENY_SIX}# again\n")).await;
        judge(&fixture, &RECORDS).await;
        let last = id_of(&fixture, &fleet.laptops, "six", "policy").await;
        let last = fixture.get(&fleet.laptops, &format!("/findings/{last}")).await.json();
        assert_eq!((&last["assignee"], &last["comments"]), (&Value::Null, &json!(2)), "{last}");
    });
}

/// Accepts a finding, and gives the id of the exception.
async fn accept(fixture: &Fixture, token: &str, finding: &str) -> Value {
    let body = json!({"reason": "it is a copy of ours", "until": day(30)});
    let reply = fixture.ask("POST", token, &format!("/findings/{finding}/acceptance"), body).await;
    assert_eq!(reply.status, 201, "{}", reply.text());
    reply.json()
}

/// What is found of releases by each severity, and how much of that is accepted.
async fn counts(fixture: &Fixture, token: &str) -> Vec<(String, i64, i64)> {
    let status = fixture.get(token, "/status").await.json();
    let number = |count: &Value, name: &str| count[name].as_i64().expect("a number");
    let counts = status["findings"].as_array().expect("counts").iter();
    let counts = counts.map(|count| {
        let severity = count["severity"].as_str().expect("a word").to_owned();
        (severity, number(count, "releases"), number(count, "accepted"))
    });
    counts.collect()
}

async fn is_accepted(fixture: &Fixture, fleet: &Fleet, finding: &str, exception: &Value) {
    let open = listed(fixture, &fleet.admin, "/findings?kind=malware").await;
    assert_eq!(open, [], "it is not among what is open");
    let evil = pairs(&[("evil", "malware")]);
    for token in [&fleet.admin, &fleet.laptops] {
        assert_eq!(listed(fixture, token, "/findings?state=accepted").await, evil);
    }
    assert_eq!(listed(fixture, &fleet.servers, "/findings?state=accepted").await, []);
    let one = fixture.get(&fleet.laptops, &format!("/findings/{finding}")).await.json();
    assert_eq!(
        (&one["state"], &one["accepted"]["exception"]),
        (&json!("accepted"), &exception["id"]),
        "{one}"
    );
    assert_eq!(one["accepted"]["reason"], "it is a copy of ours");
    assert_eq!((&one["accepted"]["owner"], &one["accepted"]["until"]), (&json!("ada"), &exception["until"]));
    // Malware is hidden nowhere.
    for list in [
        format!("/releases/{}/findings", one["release"]),
        format!("/machines/{}/findings", fleet.machines[0]),
    ] {
        let all = listed(fixture, &fleet.laptops, &list).await;
        assert!(all.contains(&evil[0]), "{list}: {all:?}");
    }
    for token in [&fleet.admin, &fleet.laptops] {
        assert_eq!(counts(fixture, token).await[0], ("critical".to_owned(), 0, 1));
    }
    let csv = fixture.get(&fleet.admin, "/findings/export?state=accepted").await;
    assert!(csv.text().contains("accepted") && csv.text().contains("evil"), "{}", csv.text());
    let sarif = fixture.get(&fleet.admin, "/findings/export?state=accepted&format=sarif").await;
    assert_eq!(sarif.status, 422);
}

async fn is_open(fixture: &Fixture, fleet: &Fleet, why: &str) {
    assert_eq!(
        listed(fixture, &fleet.admin, "/findings?kind=malware").await,
        pairs(&[("evil", "malware")]),
        "{why}"
    );
    assert_eq!(listed(fixture, &fleet.admin, "/findings?state=accepted").await, [], "{why}");
    for token in [&fleet.admin, &fleet.laptops] {
        assert_eq!(counts(fixture, token).await[0], ("critical".to_owned(), 1, 0), "{why}");
    }
}

#[test]
fn a_finding_is_accepted_as_long_as_an_exception_for_all_groups_names_it() {
    on_both("accepted", async |fixture| {
        let fleet = fleet(&fixture).await;
        judge(&fixture, &RECORDS).await;
        let evil = id_of(&fixture, &fleet.admin, "evil", "malware").await;
        let approver = fixture.program(&fleet.admin, "approver", Some(fleet.groups[0])).await;
        // Who sees some groups decides for these, which is no decision for all.
        let body = json!({"reason": "it is a copy of ours", "until": day(30)});
        let path = format!("/findings/{evil}/acceptance");
        assert_eq!(fixture.ask("POST", &approver, &path, body.clone()).await.status, 403);
        let mut of_group = body.clone();
        of_group["group"] = json!(fleet.groups[0]);
        assert_eq!(fixture.ask("POST", &approver, &path, of_group).await.status, 201);
        is_open(&fixture, &fleet, "it is for one group").await;
        let mut late = body;
        late["until"] = json!("2020-01-01");
        assert_eq!(fixture.ask("POST", &fleet.admin, &path, late).await.status, 422);

        let exception = accept(&fixture, &fleet.admin, &evil).await;
        let told = (&exception["group"], &exception["rule"], &exception["advisory"], &exception["package"]);
        assert_eq!(told, (&Value::Null, &json!(""), &json!("MAL-2026-1"), &json!("evil==1.0")));
        is_accepted(&fixture, &fleet, &evil, &exception).await;
        is_listed_both_ways(&fixture, &fleet).await;
        // It is the release's: in another version it is not accepted.
        let acme = fixture.scope_of(&fleet.admin).await.organisation();
        fixture.equipped(acme, "servers", 4, &[("/v", &contents(&[("evil", "1.1")]))]).await;
        judge(&fixture, &RECORDS).await;
        let open = fixture.get(&fleet.admin, "/findings?kind=malware").await.column("version");
        assert_eq!(open, [json!("1.1")]);
        fixture
            .ask("PATCH", &fleet.admin, &format!("/machines/{:032x}", 4), json!({"status": "revoked"}))
            .await;
        judge(&fixture, &RECORDS).await;
        is_accepted(&fixture, &fleet, &evil, &exception).await;
        // Found no more, and then anew.
        judge(&fixture, &RECORDS[..1]).await;
        assert_eq!(listed(&fixture, &fleet.admin, "/findings?state=accepted").await, []);
        judge(&fixture, &RECORDS).await;
        is_accepted(&fixture, &fleet, &evil, &exception).await;
        // Its last day is over, whoever notes it when.
        execute(&fixture.address, "UPDATE release_finding SET accepted_end = 5 WHERE accepted_end > 0").await;
        is_open(&fixture, &fleet, "it is over").await;
        // A server that did not note it: the next one does.
        fixture.database().renew_acceptances(now_i64()).await.expect("noted");
        is_accepted(&fixture, &fleet, &evil, &exception).await;
        let revoke = format!("/exceptions/{}", exception["id"]);
        let reply = fixture.send(crate::support::api::asking("DELETE", &revoke, &fleet.admin, None)).await;
        assert_eq!(reply.status, 204);
        is_open(&fixture, &fleet, "it is revoked").await;
    });
}

#[test]
fn what_an_exception_lifts_of_a_policy_is_what_it_accepts() {
    on_both("accepting exceptions", async |fixture| {
        let fleet = fleet(&fixture).await;
        judge(&fixture, &RECORDS).await;
        let lift = async |rule: &str, advisory: &str, package: &str| {
            let body = json!({
                "rule": rule, "advisory": advisory, "package": package, "reason": "r", "until": day(30),
            });
            let reply = fixture.ask("POST", &fleet.admin, "/exceptions", body).await;
            assert_eq!(reply.status, 201, "{}", reply.text());
            reply.json()["id"].clone()
        };
        for (rule, advisory, package, accepted) in [
            ("audit", "", "requests", vec!["requests"]),
            ("", "pysec-2026-1", "", vec!["requests"]),
            ("", "PYSEC-2026-1", "Requests<3", vec!["requests"]),
            ("", "PYSEC-2026-1", "requests==2.32.4", vec![]),
            ("", "PYSEC-2026-2", "", vec![]),
            ("deny", "", "requests", vec![]),
            ("malware", "MAL-2026-1", "evil", vec!["evil"]),
            ("audit", "", "evil", vec![]),
        ] {
            let id = lift(rule, advisory, package).await;
            let found = fixture.get(&fleet.admin, "/findings?state=accepted").await.column("package");
            let expected: Vec<Value> = accepted.iter().map(|package| json!(package)).collect();
            assert_eq!(found, expected, "{rule} {advisory} {package}");
            let revoke =
                crate::support::api::asking("DELETE", &format!("/exceptions/{id}"), &fleet.admin, None);
            assert_eq!(fixture.send(revoke).await.status, 204);
            assert_eq!(
                fixture.get(&fleet.admin, "/findings?state=accepted").await.column("id"),
                Vec::<Value>::new()
            );
        }
        // Of two the one that holds longer counts, and the other one when that is taken back.
        let short = lift("audit", "", "requests").await;
        let long = json!({"advisory": "PYSEC-2026-1", "reason": "r", "until": day(90)});
        let long = fixture.ask("POST", &fleet.admin, "/exceptions", long).await.json()["id"].clone();
        let by = async || {
            fixture.get(&fleet.admin, "/findings?state=accepted").await.column("accepted")[0]["exception"]
                .clone()
        };
        assert_eq!(by().await, long);
        let revoke =
            crate::support::api::asking("DELETE", &format!("/exceptions/{long}"), &fleet.admin, None);
        assert_eq!(fixture.send(revoke).await.status, 204);
        assert_eq!(by().await, short);
    });
}

#[test]
fn what_a_policy_is_against_is_accepted_by_its_rule_in_its_group() {
    on_both("accepted of a policy", async |fixture| {
        let fleet = fleet(&fixture).await;
        let group = fleet.groups[0];
        let proposed = json!({"text": DENY_SIX, "note": ""});
        let path = format!("/groups/{group}/policies");
        assert_eq!(fixture.ask("POST", &fleet.admin, &path, proposed).await.status, 201);
        let step = json!({"step": "activate", "version": 1});
        assert_eq!(
            fixture.ask("POST", &fleet.admin, &format!("/groups/{group}/policy"), step).await.status,
            200
        );
        judge(&fixture, &RECORDS).await;
        let approver = fixture.program(&fleet.admin, "approver", Some(group)).await;
        let six = id_of(&fixture, &approver, "six", "policy").await;
        let exception = accept(&fixture, &approver, &six).await;
        let told = (&exception["group"], &exception["rule"], &exception["advisory"], &exception["package"]);
        assert_eq!(told, (&json!(group), &json!("no-six"), &json!(""), &json!("six==1.16.0")));
        judge(&fixture, &RECORDS).await;
        assert_eq!(listed(&fixture, &approver, "/findings?package=six").await, []);
        let again = json!({"reason": "r", "until": day(30)});
        let again = fixture.ask("POST", &approver, &format!("/findings/{six}/acceptance"), again).await;
        assert_eq!(again.status, 422, "it is closed");
        // Malware by a policy: the record, and the very version.
        let evil = id_of(&fixture, &approver, "evil", "policy").await;
        let exception = accept(&fixture, &approver, &evil).await;
        let told = (&exception["rule"], &exception["advisory"], &exception["package"]);
        assert_eq!(told, (&json!("malware"), &json!("MAL-2026-1"), &json!("evil==1.0")));
        judge(&fixture, &RECORDS).await;
        assert_eq!(
            listed(&fixture, &approver, "/findings?package=evil").await,
            pairs(&[("evil", "malware")])
        );
    });
}
