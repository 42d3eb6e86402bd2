//! What is old goes, and what is current stays.

use fetter_protocol::SiteContents;
use fetter_server::jobs::{Retention, sweep};
use fetter_server::store::FindingFilter;
use serde_json::json;

use crate::api::tampered::{changed, tell};
use crate::support::{Advisories, Fixture, contents, day, dump, execute, now_i64, on_both};

const DAY: i64 = 86_400;

async fn swept(fixture: &Fixture, owner: &str, now: i64) -> Option<u64> {
    let retention = Retention { audit: Some(365), ..Retention::default() };
    sweep(fixture.database(), &retention, owner, now, || false).await.expect("the database works")
}

/// How many rows a table has.
async fn rows(fixture: &Fixture, table: &str) -> usize {
    let table = format!("{table} ");
    dump(&fixture.address).await.iter().filter(|row| row.starts_with(&table)).count()
}

#[test]
fn what_is_old_goes_by_one_server_at_a_time_and_what_is_current_stays() {
    on_both("retention", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let advisories = Advisories::new();
        advisories.put("MAL-2026-1", "evil", "9999");
        advisories.update(&fixture).await;
        let (evil, good) = (contents(&[("evil", "1.0")]), contents(&[("idna", "3.7")]));
        let machine = fixture.equipped(acme, "all", 1, &[("/v", &evil), ("/w", &good)]).await;
        let worker = fixture.worker("one", None);
        fixture.drain(&worker).await;
        // The first site is gone, and with it the finding; the second stays.
        let after = fixture.has(&machine, 2, &[("/w", &good)]).await;
        fixture.drain(&worker).await;
        let now = now_i64();
        let tables = ["machine_site_past", "event", "release", "site", "machine_site", "audit"];
        let counts = async || {
            let mut counts = Vec::new();
            for table in tables {
                counts.push(rows(&fixture, table).await);
            }
            counts
        };
        let before = counts().await;
        assert_eq!(&before[..5], [1, 1, 2, 2, 1]);
        assert_eq!(rows(&fixture, "distribution").await, 2);
        // Nothing is old yet.
        assert_eq!(swept(&fixture, "one", now + 2 * DAY).await, Some(0));
        assert_eq!(counts().await, before);
        // Within a day nobody does it again; whoever has it may go on.
        assert_eq!(swept(&fixture, "two", now + 2 * DAY).await, None);
        let year = now + 366 * DAY;
        let removed = swept(&fixture, "two", year).await.expect("it is its turn");
        assert!(removed >= 5, "{removed}");
        // What is on the machine is there still, with all that is known of it. A release is known as long as a history may name it.
        assert_eq!(counts().await, [0, 0, 2, 1, 1, 0]);
        assert!(swept(&fixture, "one", year + 3 * DAY).await.is_some());
        assert_eq!(counts().await, [0, 0, 1, 1, 1, 0]);
        assert_eq!(rows(&fixture, "distribution").await, 1);
        let path = format!("/machines/{}/packages", machine.id);
        execute(&fixture.address, "UPDATE api_token SET expires = 9999999999 WHERE kind = 'session'").await;
        let session = fixture.get(&admin, &path).await;
        assert_eq!(session.status, 401, "sessions that are over are gone");
        // A machine that has it again is asked for it again.
        let admin = again(&fixture).await;
        let told = machine.report(after.sequence + 1, &[("/v", &evil), ("/w", &good)], &[]);
        let answer: fetter_protocol::Answer =
            fixture.send(machine.post("/agent/v1/report", &told)).await.message();
        assert_eq!(answer.wanted, [evil.canonical().expect("a site").0]);
        fixture.has(&machine, after.sequence + 2, &[("/v", &evil), ("/w", &good)]).await;
        fixture.drain(&worker).await;
        assert_eq!(fixture.get(&admin, &path).await.column("name"), ["evil", "idna"]);
    });
}

#[test]
fn what_was_said_goes_with_its_finding_and_what_was_counted_after_two_years() {
    on_both("retention of triage", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let advisories = Advisories::new();
        advisories.put("MAL-2026-1", "evil", "9999");
        advisories.update(&fixture).await;
        fixture.equipped(acme, "all", 1, &[("/v", &contents(&[("evil", "1.0")]))]).await;
        fixture.drain(&fixture.worker("one", None)).await;
        // One of a finding that is there, and those of two that are not, of which one is new.
        let now = now_i64();
        for (id, finding, made) in [(1, "id", 1), (2, "id + 100", 1), (3, "id + 100", now)] {
            let said = format!(
                "INSERT INTO finding_comment (id, organisation, list, finding, made, made_by, body) \
                 SELECT {id}, organisation, 'release', {finding}, {made}, 'ada', 'said' FROM release_finding"
            );
            execute(&fixture.address, &said).await;
        }
        for days in [801, 799, 0] {
            fixture.database().count_findings(now - days * DAY).await.expect("counted");
        }
        assert_eq!((rows(&fixture, "finding_comment").await, rows(&fixture, "finding_day").await), (3, 6));
        swept(&fixture, "one", now).await.expect("it is its turn");
        assert_eq!((rows(&fixture, "finding_comment").await, rows(&fixture, "finding_day").await), (2, 4));
    });
}

/// The administrator signs in again.

#[test]
fn what_was_changed_goes_when_it_is_over_for_long_and_that_it_was_accepted_stays() {
    on_both("retention of changed files", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let all = contents(&[("idna", "3.7"), ("attrs", "24.1")]);
        let sites: &[(&str, &SiteContents)] = &[("/v", &all)];
        let machine = fixture.equipped(acme, "all", 1, sites).await;
        let both = vec![changed("idna", "3.7", 1), changed("attrs", "24.1", 1)];
        tell(&fixture, &machine, (2, sites), Some(both)).await;
        for id in fixture.get(&admin, "/findings?kind=integrity").await.column("id") {
            let path = format!("/findings/{}", id.as_str().expect("an id"));
            for (part, body) in [
                ("comments", json!({"text": "who was that?"})),
                ("acceptance", json!({"reason": "patched", "until": day(30)})),
            ] {
                assert_eq!(fixture.ask("POST", &admin, &format!("{path}/{part}"), body).await.status, 201);
            }
        }
        // One is over, and the other is accepted, however old it gets.
        tell(&fixture, &machine, (3, sites), Some(vec![changed("idna", "3.7", 1)])).await;
        let year = now_i64() + 366 * DAY;
        assert!(swept(&fixture, "one", year).await.is_some());
        let tables = ["tampered_finding", "finding_comment", "policy_exception"];
        let mut counts = Vec::new();
        for table in tables {
            counts.push(rows(&fixture, table).await);
        }
        assert_eq!(counts, [1, 1, 2]);
    });
}

async fn again(fixture: &Fixture) -> String {
    let body = serde_json::json!({
        "organisation": "acme", "name": "ada", "password": crate::support::api::PASSWORD,
    });
    let reply = fixture.ask("POST", "", "/session", body).await;
    assert_eq!(reply.status, 201, "{}", reply.text());
    reply.json()["token"].as_str().expect("a token").to_owned()
}

#[test]
fn a_sweep_that_is_ended_goes_on_with_whoever_takes_it() {
    on_both("sweeps", async |fixture| {
        let acme = fixture.organisation("acme").await;
        fixture.administrator(acme, "ada").await;
        let year = now_i64() + 366 * DAY;
        let retention = Retention { audit: Some(1), ..Retention::default() };
        let ended = sweep(fixture.database(), &retention, "one", year, || true).await;
        assert!(ended.expect("the database works").is_some());
        assert!(swept(&fixture, "two", year).await.is_some(), "it is nobody's");
        assert_eq!(swept(&fixture, "one", year).await, None);
        // One whose server died is another's some minutes later.
        let database = fixture.database();
        assert!(database.lease("x", "one", 100, 200).await.expect("an answer"));
        assert!(database.lease("x", "one", 150, 300).await.expect("an answer"));
        assert!(!database.lease("x", "two", 299, 400).await.expect("an answer"));
        assert!(database.lease("x", "two", 300, 400).await.expect("an answer"));
        database.end_lease("x", "one", 0).await.expect("it is not its own any more");
        assert!(!database.lease("x", "one", 301, 400).await.expect("an answer"));
    });
}

#[test]
fn malware_that_nobody_had_for_long_is_found_where_it_comes_back() {
    on_both("comes-back", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let advisories = Advisories::new();
        advisories.put("MAL-2026-1", "evil", "9999");
        advisories.update(&fixture).await;
        let evil = contents(&[("evil", "1.0")]);
        let lost = fixture.equipped(acme, "all", 1, &[("/v", &evil)]).await;
        let worker = fixture.worker("one", None);
        fixture.drain(&worker).await;
        // The machine is revoked: what it had is known still, and nothing is found on any machine.
        let revoked = json!({"status": "revoked"});
        let path = format!("/machines/{}", lost.id);
        assert_eq!(fixture.ask("PATCH", &admin, &path, revoked).await.status, 200);
        fixture.drain(&worker).await;
        let open = async || {
            let found = fixture.database().release_findings(acme, &FindingFilter::default(), None, 10).await;
            found.expect("findings").len()
        };
        assert_eq!(open().await, 0);
        assert!(swept(&fixture, "one", now_i64() + 366 * DAY).await.is_some_and(|removed| removed > 0));
        assert_eq!(rows(&fixture, "site").await, 1);
        let other = fixture.machine(acme, 2).await;
        fixture.has(&other, 1, &[("/w", &evil)]).await;
        fixture.drain(&worker).await;
        assert_eq!(open().await, 1);
    });
}

#[test]
fn distributions_go_when_no_site_lists_them_and_it_is_known_that_none_does() {
    on_both("distributions-go", async |fixture| {
        let acme = fixture.organisation("acme").await;
        fixture.administrator(acme, "ada").await;
        // The same release, as it was built on two days.
        let mut first = contents(&[("own", "1.0"), ("idna", "3.7")]);
        let mut second = first.clone();
        first.distributions[1].license = Some("MIT".to_owned());
        second.distributions[1].license = Some("BSD".to_owned());
        let machine = fixture.equipped(acme, "all", 1, &[("/v", &first)]).await;
        fixture.has(&machine, 2, &[("/v", &second)]).await;
        assert_eq!(rows(&fixture, "distribution").await, 3);
        let year = now_i64() + 366 * DAY;
        // What a site lists that cannot be read is not known.
        let damage = "CREATE TABLE aside AS SELECT id, contents FROM site";
        execute(&fixture.address, damage).await;
        let sql = "UPDATE site SET contents = digest WHERE id = (SELECT MAX(id) FROM site)";
        execute(&fixture.address, sql).await;
        assert!(swept(&fixture, "one", year).await.is_some());
        assert_eq!((rows(&fixture, "site").await, rows(&fixture, "distribution").await), (1, 3));
        let sql = "UPDATE site SET contents = (SELECT a.contents FROM aside a WHERE a.id = site.id)";
        execute(&fixture.address, sql).await;
        execute(&fixture.address, "DROP TABLE aside").await;
        assert!(swept(&fixture, "one", year + 2 * DAY).await.is_some());
        assert_eq!((rows(&fixture, "site").await, rows(&fixture, "distribution").await), (1, 2));
        let (digest, bytes) = second.canonical().expect("a site");
        let kept = fixture.database().canonical_contents(acme, &digest).await.expect("an answer");
        assert_eq!(kept, Some(bytes));
        // One that a site may come to list meanwhile stays for two days.
        execute(&fixture.address, "UPDATE site SET contents = NULL").await;
        assert!(swept(&fixture, "one", now_i64() + DAY).await.is_none(), "it was done later");
        execute(&fixture.address, "DELETE FROM lease").await;
        assert!(swept(&fixture, "one", now_i64() + DAY).await.is_some());
        assert_eq!(rows(&fixture, "distribution").await, 2);
        execute(&fixture.address, "DELETE FROM lease").await;
        assert!(swept(&fixture, "one", now_i64() + 3 * DAY).await.is_some());
        assert_eq!(rows(&fixture, "distribution").await, 0);
    });
}

#[test]
fn whoever_lost_its_turn_removes_nothing_more() {
    on_both("lost turn", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let values: Vec<String> =
            (1..=4000).map(|id| format!("({id}, {acme}, 1, 'silent', NULL, 'it')")).collect();
        let sql = "INSERT INTO notice (id, organisation, time, kind, machine, detail) VALUES ";
        execute(&fixture.address, &format!("{sql}{}", values.join(", "))).await;
        let address = fixture.address.clone();
        // Between the first step and the next another server takes it.
        let taken = move || {
            let sql = "UPDATE lease SET owner = 'two', until = 99999999999 WHERE name = 'retention'";
            tokio::task::block_in_place(|| {
                tokio::runtime::Handle::current().block_on(execute(&address, sql));
            });
            false
        };
        let retention = Retention::default();
        let removed = sweep(fixture.database(), &retention, "one", now_i64(), taken).await;
        let removed = removed.expect("the database works").expect("it was its turn");
        assert_eq!(removed, 1000, "one step, of four");
        assert!(
            dump(&fixture.address).await.iter().any(|row| row.starts_with("lease ") && row.contains("two"))
        );
    });
}

/// What the database lists of which site holds what.
async fn listed(fixture: &Fixture) -> usize {
    rows(fixture, "site_release").await
}

#[test]
fn what_nobody_has_is_not_looked_at_and_is_there_again_with_whoever_has_it_again() {
    on_both("listed", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let advisories = Advisories::new();
        advisories.put("MAL-2026-1", "evil", "9999");
        advisories.update(&fixture).await;
        let (evil, good) = (contents(&[("evil", "1.0"), ("idna", "3.7")]), contents(&[("idna", "3.7")]));
        let machine = fixture.equipped(acme, "all", 1, &[("/v", &evil), ("/w", &good)]).await;
        let worker = fixture.worker("one", None);
        fixture.drain(&worker).await;
        let named = async |list: &str| fixture.get(&admin, list).await.column("name");
        let paths = async |list: &str| fixture.get(&admin, list).await.column("path");
        let release = fixture.get(&admin, "/packages/evil").await;
        let (id, first_seen) = (release.column("id"), release.column("first_seen"));
        assert_eq!(listed(&fixture).await, 3);
        fixture.has(&machine, 2, &[("/w", &good)]).await;
        fixture.drain(&worker).await;
        // Sweeps are a day apart.
        let now = now_i64();
        assert_eq!(swept(&fixture, "one", now).await, Some(0));
        assert_eq!((listed(&fixture).await, rows(&fixture, "release").await), (1, 2));
        assert_eq!(named("/packages").await, ["idna"]);
        assert_eq!(paths("/packages/idna/machines").await, ["/w"]);
        assert_eq!(
            paths(&format!("/machines/{}/history", machine.id)).await,
            ["/v"],
            "what was is told still"
        );
        // What is held is listed however often it is looked at, and what is known meanwhile is told of it.
        advisories.put("MAL-2026-2", "evil", "9999");
        advisories.update(&fixture).await;
        fixture.drain(&worker).await;
        assert_eq!(swept(&fixture, "one", now + DAY).await, Some(0));
        assert_eq!(listed(&fixture).await, 1);
        let report = machine.report(3, &[("/w", &good), ("/x", &evil)], &[]);
        let answer: fetter_protocol::Answer =
            fixture.send(machine.post("/agent/v1/report", &report)).await.message();
        assert!(answer.wanted.is_empty(), "its contents are here");
        // At once, and not when it is judged.
        assert_eq!(named("/packages").await, ["evil", "idna"]);
        assert_eq!(paths("/packages/idna/machines").await, ["/x", "/w"]);
        assert_eq!(paths("/packages/evil/machines").await, ["/x"]);
        let release = fixture.get(&admin, "/packages/evil").await;
        assert_eq!(
            (release.column("id"), release.column("first_seen")),
            (id, first_seen),
            "it is no new one"
        );
        fixture.drain(&worker).await;
        let open = fixture.database().release_findings(acme, &FindingFilter::default(), None, 10).await;
        assert_eq!(open.expect("findings").len(), 2);
        assert_eq!(swept(&fixture, "one", now + 3 * DAY).await, Some(0));
        assert_eq!(listed(&fixture).await, 3);
        assert_eq!(fixture.database().unlisted_sites().await.expect("a count"), 0);
    });
}

#[test]
fn what_nobody_had_and_cannot_be_read_is_asked_for_again() {
    on_both("listed-damaged", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let (one, other) = (contents(&[("idna", "3.7")]), contents(&[("six", "1.17.0")]));
        let machine = fixture.equipped(acme, "all", 1, &[("/v", &one)]).await;
        fixture.has(&machine, 2, &[("/v", &other)]).await;
        assert_eq!(swept(&fixture, "one", now_i64()).await, Some(0));
        assert_eq!(listed(&fixture).await, 1);
        execute(&fixture.address, "UPDATE site SET contents = digest WHERE listed = 0").await;
        let digest = one.canonical().expect("a site").0;
        let report = machine.report(3, &[("/v", &one)], &[]);
        let answer: fetter_protocol::Answer =
            fixture.send(machine.post("/agent/v1/report", &report)).await.message();
        assert_eq!(answer.wanted, [digest]);
        fixture.has(&machine, 4, &[("/v", &one)]).await;
        assert_eq!(fixture.get(&admin, "/packages").await.column("name"), ["idna"]);
        // Also a distribution that is lost is noticed, and comes again.
        fixture.has(&machine, 5, &[("/v", &other)]).await;
        assert_eq!(swept(&fixture, "one", now_i64() + 2 * DAY).await, Some(0));
        execute(&fixture.address, "DELETE FROM distribution").await;
        fixture.has(&machine, 6, &[("/v", &one)]).await;
        assert_eq!(fixture.get(&admin, "/packages").await.column("name"), ["idna"]);
        let kept = fixture.database().canonical_contents(acme, &digest).await.expect("an answer");
        assert_eq!(kept, Some(one.canonical().expect("a site").1));
    });
}
