//! What machines tell that was changed outside of an install: found, decided on, and over.

use fetter_protocol::{SiteContents, TamperedRecord, WirePath};
use fetter_server::jobs::{count_findings, count_verdicts};
use serde_json::{Value, json};

use super::findings::{Fleet, RECORDS, fleet, judge};
use crate::support::{Fixture, Machine, contents, day, execute, now_i64, on_both};

const SITE: &str = "/v";

/// That a package was changed, at a time of the machine's clock.
pub(crate) fn changed(name: &str, version: &str, at: u64) -> TamperedRecord {
    TamperedRecord {
        site: WirePath::Text(SITE.to_owned()),
        name: name.to_owned(),
        release: Some(version.to_owned()),
        path: WirePath::Text(format!("{SITE}/{name}/__init__.py")),
        reason: "it has another hash than what was installed".to_owned(),
        files: 2,
        severity: "high".to_owned(),
        since: 1_781_527_267,
        changed: at,
    }
}

/// Has a machine tell what it has, and what of that was changed.
pub(crate) async fn tell(
    fixture: &Fixture,
    machine: &Machine,
    (sequence, sites): (u64, &[(&str, &SiteContents)]),
    tampered: Option<Vec<TamperedRecord>>,
) {
    let report = fetter_protocol::Report { tampered, ..machine.report(sequence, sites, &[]) };
    let reply = fixture.send(machine.post("/agent/v1/report", &report)).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
}

/// Packages and states of findings of this kind.
async fn listed(fixture: &Fixture, token: &str, query: &str) -> Vec<(String, String)> {
    let reply = fixture.get(token, &format!("/findings?kind=integrity{query}")).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let page = reply.json();
    let word = |item: &Value, name: &str| item[name].as_str().expect("a word").to_owned();
    let items = page["items"].as_array().expect("items").iter();
    items.map(|item| (word(item, "package"), word(item, "state"))).collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(package, state)| ((*package).to_owned(), (*state).to_owned())).collect()
}

/// A fleet that is judged, with a machine more among its servers that has these.
async fn judged(fixture: &Fixture, sites: &[(&str, &SiteContents)]) -> (Fleet, Machine) {
    let fleet = fleet(fixture).await;
    judge(fixture, &RECORDS).await;
    let acme = fixture.scope_of(&fleet.admin).await.organisation();
    let machine = fixture.equipped(acme, "servers", 9, sites).await;
    (fleet, machine)
}

#[test]
fn what_was_changed_is_found_counted_and_over_when_it_is_as_it_was() {
    on_both("tampered", async |fixture| {
        let all = contents(&[("idna", "3.7"), ("attrs", "24.1")]);
        let sites: &[(&str, &SiteContents)] = &[(SITE, &all)];
        let (fleet, machine) = judged(&fixture, sites).await;
        assert_eq!(listed(&fixture, &fleet.admin, "").await, []);
        let both = vec![changed("IDNA", "3.7", 5), changed("attrs", "24.1", 6)];
        tell(&fixture, &machine, (2, sites), Some(both)).await;
        let open = pairs(&[("idna", "open"), ("attrs", "open")]);
        for query in [
            String::new(),
            "&severity=high".to_owned(),
            "&severity_is=high".to_owned(),
            format!("&machine={}", machine.id),
            format!("&group={}", fleet.groups[1]),
            "&since=1".to_owned(),
            "&sort=-opened".to_owned(),
        ] {
            assert_eq!(listed(&fixture, &fleet.admin, &query).await, open, "{query}");
            if !query.contains("group") {
                assert_eq!(
                    listed(&fixture, &fleet.laptops, &query.replace(&machine.id, &fleet.machines[0])).await,
                    []
                );
            }
        }
        assert_eq!(listed(&fixture, &fleet.servers, "").await, open);
        assert_eq!(listed(&fixture, &fleet.admin, "&severity=critical").await, []);
        assert_eq!(listed(&fixture, &fleet.admin, &format!("&group={}", fleet.groups[0])).await, []);
        assert_eq!(listed(&fixture, &fleet.admin, "&package=idna").await, pairs(&[("idna", "open")]));
        assert_eq!(listed(&fixture, &fleet.admin, "&code=denied").await, [], "that is asked of policies");
        // Of one severity they come before what is known of releases, in pages too.
        let mut path = "/findings?severity_is=high&limit=1".to_owned();
        let mut kinds = Vec::new();
        loop {
            let page = fixture.get(&fleet.admin, &path).await;
            kinds.extend(page.column("kind"));
            let Some(next) = page.json()["next"].as_str().map(str::to_owned) else { break };
            path = format!("/findings?severity_is=high&limit=1&cursor={next}");
        }
        assert_eq!(kinds, ["integrity", "integrity", "vulnerability", "policy"].map(|kind| json!(kind)));
        // One of them, and where it is.
        let id =
            fixture.get(&fleet.admin, "/findings?kind=integrity&package=idna").await.column("id")[0].clone();
        let id = id.as_str().expect("an id");
        assert!(id.starts_with("integrity-"), "{id}");
        let one = fixture.get(&fleet.servers, &format!("/findings/{id}")).await.json();
        assert_eq!(
            [&one["version"], &one["path"], &one["files"], &one["machines"], &one["places"], &one["release"]],
            [&json!("3.7"), &json!("/v/IDNA/__init__.py"), &json!(2), &json!(1), &json!(1), &Value::Null]
        );
        assert_eq!(fixture.get(&fleet.laptops, &format!("/findings/{id}")).await.status, 404);
        let holders = fixture.get(&fleet.servers, &format!("/findings/{id}/machines")).await;
        assert_eq!(
            (holders.column("machine"), holders.column("path")),
            (vec![json!(machine.id)], vec![json!(SITE)])
        );
        let notices = fixture.get(&fleet.servers, "/notices?kind=finding").await.column("detail");
        // It is told again: nothing new. Then one of them is as it was.
        tell(
            &fixture,
            &machine,
            (3, sites),
            Some(vec![changed("IDNA", "3.7", 5), changed("attrs", "24.1", 6)]),
        )
        .await;
        assert_eq!(
            fixture.get(&fleet.servers, "/notices?kind=finding").await.column("detail").len(),
            notices.len()
        );
        tell(&fixture, &machine, (4, sites), Some(vec![changed("attrs", "24.1", 6)])).await;
        assert_eq!(listed(&fixture, &fleet.admin, "").await, pairs(&[("attrs", "open")]));
        assert_eq!(listed(&fixture, &fleet.admin, "&state=closed").await, pairs(&[("idna", "closed")]));
        assert_eq!(listed(&fixture, &fleet.admin, "&closed_since=1").await, pairs(&[("idna", "closed")]));
        // And is changed once more.
        tell(
            &fixture,
            &machine,
            (5, sites),
            Some(vec![changed("idna", "3.7", 9), changed("attrs", "24.1", 6)]),
        )
        .await;
        assert_eq!(listed(&fixture, &fleet.admin, "").await.len(), 2);
        assert_eq!(
            fixture.get(&fleet.admin, "/findings?kind=integrity&package=idna").await.column("id"),
            [json!(id)]
        );
    });
}

#[test]
fn what_was_changed_counts_wherever_findings_are_counted() {
    on_both("tampered and counted", async |fixture| {
        let all = contents(&[("idna", "3.7"), ("attrs", "24.1")]);
        let sites: &[(&str, &SiteContents)] = &[(SITE, &all)];
        let (fleet, machine) = judged(&fixture, sites).await;
        let both = vec![changed("IDNA", "3.7", 5), changed("attrs", "24.1", 6)];
        tell(&fixture, &machine, (2, sites), Some(both)).await;
        let high = async |token: &str| {
            let status = fixture.get(token, "/status").await.json();
            let counts = status["findings"].as_array().expect("counts").clone();
            counts.into_iter().find(|count| count["severity"] == "high").expect("there is some")
        };
        assert_eq!(
            [high(&fleet.admin).await["integrity"].clone(), high(&fleet.servers).await["integrity"].clone()],
            [2, 2]
        );
        assert_eq!(high(&fleet.laptops).await["integrity"], 0);
        let changes = fixture.get(&fleet.servers, "/changes?since=1").await.json();
        assert_eq!(changes["opened"], 3, "two, and a vulnerability");
        let now = now_i64();
        count_verdicts(fixture.database(), "one", now).await.expect("counted");
        let machines = fixture.get(&fleet.admin, "/machines?sort=-integrity&limit=1").await.json();
        let found = &machines["items"][0]["found"];
        assert_eq!(
            [&machines["items"][0]["id"], &found["integrity"], &found["high"]],
            [&json!(machine.id), &json!(2), &json!(2)]
        );
        count_findings(fixture.database(), "one", now).await.expect("counted");
        let history = fixture.get(&fleet.servers, "/findings/history?days=1").await.json();
        let counts = history["days"][0]["counts"].as_array().expect("counts").clone();
        let of_kind = counts.iter().find(|count| count["kind"] == "integrity").expect("it is counted");
        assert_eq!([&of_kind["open"], &of_kind["opened"]], [2, 2]);
        let notices = fixture.get(&fleet.servers, "/notices?kind=finding").await.column("detail");
        assert!(
            notices.iter().any(|detail| detail
                .as_str()
                .is_some_and(|detail| detail.starts_with("idna 3.7 was changed"))),
            "{notices:?}"
        );
    });
}

#[test]
fn what_is_not_told_any_more_is_not_over_while_the_package_is_there() {
    on_both("not told", async |fixture| {
        let fleet = fleet(&fixture).await;
        let acme = fixture.scope_of(&fleet.admin).await.organisation();
        let all = contents(&[("idna", "3.7")]);
        let sites: &[(&str, &SiteContents)] = &[(SITE, &all)];
        let machine = fixture.equipped(acme, "servers", 9, sites).await;
        tell(&fixture, &machine, (2, sites), Some(vec![changed("idna", "3.7", 5)])).await;
        let silent = async || fixture.get(&fleet.admin, "/machines?not_checked=integrity").await.column("id");
        assert_eq!(silent().await, [""; 0]);
        tell(&fixture, &machine, (3, sites), None).await;
        assert_eq!(silent().await, [json!(machine.id)], "an empty list of it says nothing");
        assert_eq!(listed(&fixture, &fleet.admin, "").await, pairs(&[("idna", "open")]));
        // Nor where it tells of some, and that there are more.
        let other = vec![changed("attrs", "24.1", 1)];
        let mut report = fetter_protocol::Report { tampered: Some(other), ..machine.report(4, sites, &[]) };
        report.left_out.tampered = 1;
        assert_eq!(fixture.send(machine.post("/agent/v1/report", &report)).await.status, 200);
        assert_eq!(listed(&fixture, &fleet.admin, "").await.len(), 2);
        tell(&fixture, &machine, (5, sites), Some(vec![changed("idna", "3.7", 5)])).await;
        assert_eq!(listed(&fixture, &fleet.admin, "").await, pairs(&[("idna", "open")]));
        // The package is another one: whatever was changed is gone.
        let newer = contents(&[("idna", "3.8")]);
        let newer: &[(&str, &SiteContents)] = &[(SITE, &newer)];
        tell(&fixture, &machine, (6, newer), None).await;
        assert_eq!(
            listed(&fixture, &fleet.admin, "").await,
            pairs(&[("idna", "open")]),
            "what is there is not known yet"
        );
        let (digest, bytes) = newer[0].1.canonical().expect("contents");
        let path = format!("/agent/v1/site/{digest}");
        let put = machine.request("PUT", &path, bytes, machine.next(), crate::support::now());
        assert_eq!(fixture.send(put).await.status, 200);
        let longer = contents(&[("idna", "3.8"), ("attrs", "1")]);
        tell(&fixture, &machine, (7, &[newer[0], ("/w", &longer)]), None).await;
        assert_eq!(listed(&fixture, &fleet.admin, "").await, []);
        // A machine that is gone has nothing any more, and one that is revoked is not told of.
        tell(&fixture, &machine, (8, sites), Some(vec![changed("idna", "3.7", 7)])).await;
        assert_eq!(listed(&fixture, &fleet.admin, "").await.len(), 1);
        let path = format!("/machines/{}", machine.id);
        for (status, open, closed) in [("revoked", 0, 1), ("decommissioned", 0, 2)] {
            let reply = fixture.ask("PATCH", &fleet.admin, &path, json!({"status": status})).await;
            assert_eq!(reply.status, 200, "{}", reply.text());
            assert_eq!(listed(&fixture, &fleet.admin, "").await.len(), open, "{status}");
            assert_eq!(listed(&fixture, &fleet.admin, "&state=closed").await.len(), closed, "{status}");
        }
    });
}

#[test]
fn a_change_is_accepted_as_it_is_for_its_machine_and_no_further() {
    on_both("tampered and accepted", async |fixture| {
        let fleet = fleet(&fixture).await;
        let acme = fixture.scope_of(&fleet.admin).await.organisation();
        let all = contents(&[("idna", "3.7")]);
        let sites: &[(&str, &SiteContents)] = &[(SITE, &all)];
        let (machine, other) = (
            fixture.equipped(acme, "servers", 9, sites).await,
            fixture.equipped(acme, "servers", 10, sites).await,
        );
        let told = |at| Some(vec![changed("idna", "3.7", at)]);
        for machine in [&machine, &other] {
            tell(&fixture, machine, (2, sites), told(5)).await;
        }
        let of = format!("&machine={}", machine.id);
        let id =
            fixture.get(&fleet.admin, &format!("/findings?kind=integrity{of}")).await.column("id")[0].clone();
        let path = format!("/findings/{}", id.as_str().expect("an id"));
        let lead = fixture.program(&fleet.admin, "approver", Some(fleet.groups[1])).await;
        let stranger = fixture.program(&fleet.admin, "approver", Some(fleet.groups[0])).await;
        let body = json!({"reason": "patched by operations", "until": day(30)});
        let acceptance = format!("{path}/acceptance");
        assert_eq!(fixture.ask("POST", &stranger, &acceptance, body.clone()).await.status, 404);
        assert_eq!(fixture.ask("POST", &fleet.servers, &acceptance, body.clone()).await.status, 403);
        let offered =
            async || fixture.database().offer(fleet.groups[1], &machine.id).await.expect("an offer");
        let before = offered().await.map(|offer| offer.digest);
        let made = fixture.ask("POST", &lead, &acceptance, body.clone()).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let made = made.json();
        assert_eq!(
            [&made["finding"], &made["group"], &made["package"], &made["rule"], &made["advisory"]],
            [&id, &json!(fleet.groups[1]), &json!("idna==3.7"), &json!(""), &json!("")]
        );
        assert_eq!(fixture.ask("POST", &lead, &acceptance, body.clone()).await.status, 409, "once");
        assert_eq!(listed(&fixture, &fleet.admin, &of).await, []);
        assert_eq!(
            listed(&fixture, &fleet.admin, "").await,
            pairs(&[("idna", "open")]),
            "of the other machine"
        );
        assert_eq!(listed(&fixture, &fleet.admin, "&state=accepted").await, pairs(&[("idna", "accepted")]));
        let one = fixture.get(&fleet.admin, &path).await.json();
        assert_eq!(one["accepted"]["reason"], "patched by operations");
        assert_eq!(offered().await.map(|offer| offer.digest), before, "no policy is told of it");
        assert!(
            fixture.database().exceptions_of(acme, fleet.groups[1], &day(0)).await.expect("them").is_empty()
        );
        // It is told as before: it stays so. It is changed once more: whoever accepted it did not see that.
        tell(&fixture, &machine, (3, &[sites[0], ("/w", &all)]), told(5)).await;
        assert_eq!(listed(&fixture, &fleet.admin, &of).await, []);
        tell(&fixture, &machine, (4, sites), told(6)).await;
        assert_eq!(listed(&fixture, &fleet.admin, &of).await, pairs(&[("idna", "open")]));
        let exception = format!("/exceptions/{}", made["id"]);
        assert_eq!(fixture.get(&fleet.admin, &exception).await.json()["revoked_by"], "fetter");
        let deeds = fixture.get(&fleet.admin, "/audit?action=exception.revoke").await.column("who");
        assert_eq!(deeds, [json!("fetter")]);
        // It is accepted again, and that is taken back.
        let again = fixture.ask("POST", &lead, &acceptance, body.clone()).await.json();
        assert_eq!(listed(&fixture, &fleet.admin, &of).await, []);
        let taken = fixture.ask("DELETE", &lead, &format!("/exceptions/{}", again["id"]), Value::Null).await;
        assert_eq!(taken.status, 204, "{}", taken.text());
        assert_eq!(listed(&fixture, &fleet.admin, &of).await, pairs(&[("idna", "open")]));
        // What is over is open without anybody's doing.
        assert_eq!(fixture.ask("POST", &lead, &acceptance, body.clone()).await.status, 201);
        let sql = format!("UPDATE tampered_finding SET accepted_end = {}", now_i64() - 1);
        execute(&fixture.address, &sql).await;
        assert_eq!(listed(&fixture, &fleet.admin, &of).await, pairs(&[("idna", "open")]));
        // What is gone is closed, however it stood, and what is changed anew is not accepted.
        assert_eq!(fixture.ask("POST", &lead, &acceptance, body.clone()).await.status, 201);
        tell(&fixture, &machine, (5, sites), Some(Vec::new())).await;
        assert_eq!(
            listed(&fixture, &fleet.admin, &format!("&state=closed{of}")).await,
            pairs(&[("idna", "closed")])
        );
        assert_eq!(
            fixture.ask("POST", &lead, &acceptance, body).await.status,
            422,
            "there is nothing to accept"
        );
        tell(&fixture, &machine, (6, sites), told(6)).await;
        assert_eq!(listed(&fixture, &fleet.admin, &of).await, pairs(&[("idna", "open")]));
    });
}

#[test]
fn a_change_is_assigned_talked_about_and_written_as_a_file() {
    on_both("tampered and decided", async |fixture| {
        let fleet = fleet(&fixture).await;
        let acme = fixture.scope_of(&fleet.admin).await.organisation();
        let all = contents(&[("idna", "3.7")]);
        let machine = fixture.equipped(acme, "servers", 9, &[(SITE, &all)]).await;
        let hostile = TamperedRecord {
            name: "=cmd|' /C calc'!A0".to_owned(),
            release: None,
            path: WirePath::Bytes { hex: "2ffe3c623e".to_owned() },
            reason: "<script>alert(1)</script>\u{202e}".to_owned(),
            severity: "catastrophic".to_owned(),
            ..changed("idna", "3.7", 5)
        };
        tell(&fixture, &machine, (2, &[(SITE, &all)]), Some(vec![changed("idna", "3.7", 5), hostile])).await;
        let ids = fixture.get(&fleet.admin, "/findings?kind=integrity&sort=-severity").await.column("id");
        let path = format!("/findings/{}", ids[0].as_str().expect("an id"));
        let said = fixture
            .ask("POST", &fleet.admin, &format!("{path}/comments"), json!({"text": "who was that?"}))
            .await;
        assert_eq!(said.status, 201, "{}", said.text());
        let assigned = fixture.ask("PATCH", &fleet.admin, &path, json!({"assignee": "ada"})).await.json();
        assert_eq!([&assigned["assignee"], &assigned["comments"]], [&json!("ada"), &json!(1)]);
        assert_eq!(listed(&fixture, &fleet.admin, "&assignee=ada").await, pairs(&[("idna", "open")]));
        // Nobody who tells of a change says how bad it is beyond what is known.
        let other =
            fixture.get(&fleet.admin, &format!("/findings/{}", ids[1].as_str().expect("an id"))).await.json();
        assert_eq!([&other["severity"], &other["version"]], [&json!("unknown"), &json!("")]);
        let body = json!({"reason": "r", "until": day(30)});
        let acceptance = format!("/findings/{}/acceptance", ids[1].as_str().expect("an id"));
        assert_eq!(
            fixture.ask("POST", &fleet.admin, &acceptance, body).await.status,
            201,
            "without a version"
        );
        let file = fixture.get(&fleet.admin, "/findings/export?format=csv&kind=integrity").await.text();
        let rows: Vec<&str> = file.lines().collect();
        assert!(
            rows[1].contains("integrity") && rows[1].contains("/v/idna/__init__.py: it has another hash"),
            "{file}"
        );
        let log = fixture.get(&fleet.admin, "/findings/export?format=sarif&kind=integrity").await;
        assert_eq!(log.json()["runs"][0]["results"].as_array().map(Vec::len), Some(1), "{}", log.text());
    });
}
