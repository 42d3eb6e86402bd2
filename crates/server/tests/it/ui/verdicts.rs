//! Machines by what is found on them, and by what is not known of them.

use fetter_server::jobs::count_verdicts;
use serde_json::{Value, json};

use super::browser::Browser;
use super::numbers::{numbers, rows};
use crate::api::findings::{Fleet, RECORDS, fleet, judge};
use crate::support::{Fixture, Machine, NEVER, contents, now_i64, on_both};

/// A fleet that is judged, with a machine more on which nothing is found, one that never reported, and one that has not sent what it has.
async fn judged(fixture: &Fixture) -> (Fleet, [String; 3]) {
    let fleet = fleet(fixture).await;
    let acme = fixture.scope_of(&fleet.admin).await.organisation();
    let clean = fixture.equipped(acme, "servers", 4, &[("/v", &contents(&[("idna", "3.7")]))]).await;
    judge(fixture, &RECORDS).await;
    let token = fixture.token(acme, "servers", 2, NEVER).await;
    let (silent, half) = (Machine::new(5), Machine::new(6));
    for machine in [&silent, &half] {
        assert_eq!(fixture.send(machine.enrolment(&token)).await.status, 201);
    }
    let report = half.report(1, &[("/v", &contents(&[("attrs", "24.1")]))], &[]);
    assert_eq!(fixture.send(half.post("/agent/v1/report", &report)).await.status, 200);
    (fleet, [clean.id, silent.id, half.id])
}

async fn found(fixture: &Fixture, token: &str) -> Value {
    fixture.get(token, "/status").await.json()["found"].clone()
}

/// The machines of a list, as a set.
async fn machines(fixture: &Fixture, token: &str, query: &str) -> Vec<String> {
    let reply = fixture.get(token, &format!("/machines?{query}")).await;
    assert_eq!(reply.status, 200, "{query}: {}", reply.text());
    let mut ids: Vec<String> =
        reply.column("id").iter().map(|id| id.as_str().expect("an id").to_owned()).collect();
    ids.sort_unstable();
    ids
}

fn sorted(ids: &[&String]) -> Vec<String> {
    let mut ids: Vec<String> = ids.iter().map(|id| (*id).clone()).collect();
    ids.sort_unstable();
    ids
}

#[test]
fn machines_are_told_apart_by_what_is_found_on_them() {
    on_both("verdicts of machines", async |fixture| {
        let (fleet, [clean, silent, half]) = judged(&fixture).await;
        let [one, two, three] = &fleet.machines;
        let none = json!({"counted": null, "malware": 0, "findings": 0, "not_checked": 6, "clean": 0});
        assert_eq!(found(&fixture, &fleet.admin).await, none, "nothing is clean that was not counted");
        assert_eq!(machines(&fixture, &fleet.admin, "verdict=clean").await, Vec::<String>::new());
        let (database, now) = (fixture.database(), now_i64());
        assert_eq!(count_verdicts(database, "one", now).await.expect("counted"), Some(6));
        assert_eq!(count_verdicts(database, "two", now + 1).await.expect("not its turn"), None);
        assert_eq!(count_verdicts(database, "two", now + 3600).await.expect("counted"), Some(0));
        let all = json!({"counted": now + 3600, "malware": 2, "findings": 3, "not_checked": 2, "clean": 1});
        assert_eq!(found(&fixture, &fleet.admin).await, all);
        let seen = found(&fixture, &fleet.servers).await;
        assert_eq!((&seen["malware"], &seen["findings"], &seen["clean"]), (&json!(0), &json!(1), &json!(1)));
        for (query, expected) in [
            ("verdict=malware", sorted(&[one, two])),
            ("verdict=findings", sorted(&[one, two, three])),
            ("verdict=not-checked", sorted(&[&silent, &half])),
            ("verdict=clean", sorted(&[&clean])),
            ("verdict=malware&sort=-malware&limit=500", sorted(&[one, two])),
        ] {
            assert_eq!(machines(&fixture, &fleet.admin, query).await, expected, "{query}");
        }
        assert_eq!(machines(&fixture, &fleet.servers, "verdict=findings").await, sorted(&[three]));
        assert_eq!(fixture.get(&fleet.admin, "/machines?verdict=well").await.status, 400);
        let row = fixture.get(&fleet.admin, &format!("/machines/{one}")).await.json();
        let expected = json!({"malware": 1, "critical": 2, "high": 2, "medium": 0, "low": 0, "unrated": 0,
            "policies": 2, "integrity": 0, "not_checked": 0});
        assert_eq!(row["found"], expected);
        // One that is revoked is told no more, and one that is mended is clean.
        let revoked = json!({"status": "revoked"});
        assert_eq!(
            fixture.ask("PATCH", &fleet.admin, &format!("/machines/{one}"), revoked).await.status,
            200
        );
        assert_eq!(machines(&fixture, &fleet.admin, "verdict=malware").await, sorted(&[two]));
        judge(&fixture, &RECORDS[1..]).await;
        assert_eq!(count_verdicts(database, "two", now + 7200).await.expect("counted"), Some(3));
        assert_eq!(machines(&fixture, &fleet.admin, "verdict=clean").await, sorted(&[&clean, three]));
        assert_eq!(machines(&fixture, &fleet.admin, "not_checked=revoked").await, sorted(&[one]));
    });
}

#[test]
fn pages_say_how_many_machines_have_what_and_which() {
    on_both("pages of verdicts", async |fixture| {
        let (fleet, [clean, silent, half]) = judged(&fixture).await;
        let browser = Browser::of(&fixture, &fleet.admin);
        assert!(browser.page("/machines/verdicts").await.contains("was not counted yet"));
        fixture.database().count_verdicts(now_i64()).await.expect("counted");
        let page = browser.page("/").await;
        let cards = numbers(&page, "/machines?verdict");
        assert_eq!(cards.iter().map(|(_, number)| *number).collect::<Vec<_>>(), [2, 3, 2, 1], "{cards:?}");
        for (href, number) in &cards {
            assert_eq!(rows(&browser, href).await, *number, "{href}");
        }
        assert!(page.contains("href=\"/machines/verdicts\""), "{page}");
        // Malware first, and what is not known is not nothing.
        let page = browser.page("/machines/verdicts").await;
        let place = |id: &String| page.find(&format!("/machines/{id}\"")).expect("it is there");
        let [one, two, three] = &fleet.machines;
        assert!(place(one).max(place(two)) < place(three), "{page}");
        let row = |id: &String| page[place(id)..].split("</tr>").next().unwrap_or_default().to_owned();
        assert_eq!((row(&clean).matches("heat h0").count(), row(&clean).contains("known")), (8, false));
        // It told that nothing was changed on it, of which no judgement is needed.
        assert_eq!((row(&half).matches("none known").count(), row(&half).matches("heat h0").count()), (7, 1));
        assert_eq!(row(&silent).matches("not known").count(), 9);
        for column in ["critical", "high", "medium", "low", "unrated", "integrity", "policies", "not_checked"]
        {
            assert!(page.contains(&format!("sort=-{column}\"")), "{column}: {page}");
            let order = browser.page(&format!("/machines/verdicts?sort=-{column}")).await;
            assert!(order.contains(one.as_str()), "{column}");
        }
        let page = browser.page("/machines/verdicts?verdict=malware").await;
        assert!(page.contains(one.as_str()) && !page.contains(three.as_str()), "{page}");
    });
}

#[test]
fn what_was_not_checked_leads_to_the_machines_that_it_is_on() {
    on_both("pages of what was not checked", async |fixture| {
        let (fleet, [_, silent, half]) = judged(&fixture).await;
        let browser = Browser::of(&fixture, &fleet.admin);
        let acme = fixture.scope_of(&fleet.admin).await.organisation();
        let waits = fixture.equipped(acme, "laptops", 7, &[("/v", &contents(&[("six", "1.17.0")]))]).await.id;
        for (word, said, expected) in [
            ("waiting", "still to be judged", sorted(&[&waits])),
            ("contents", "sent its contents yet", sorted(&[&half])),
            ("untold", "never reported", sorted(&[&silent])),
        ] {
            for list in ["/findings", "/", "/machines/verdicts"] {
                let page = browser.page(list).await;
                let (_, link) =
                    page.split_once(&format!("href=\"/machines?not_checked={word}\"")).expect("a link");
                assert!(link.split("</a>").next().is_some_and(|link| link.contains(said)), "{list}: {word}");
            }
            let query = format!("not_checked={word}");
            assert_eq!(machines(&fixture, &fleet.admin, &query).await, expected, "{word}");
            assert_eq!(rows(&browser, &format!("/machines?{query}")).await, 1, "{word}");
        }
        let [laptops, servers] = fleet.groups;
        let page = browser.page(&format!("/findings?group={servers}")).await;
        assert!(page.contains(&format!("/machines?not_checked=contents&#38;group={servers}")), "{page}");
        let none = format!("not_checked=contents&group={laptops}");
        assert_eq!(machines(&fixture, &fleet.admin, &none).await, Vec::<String>::new());
        assert_eq!(machines(&fixture, &fleet.laptops, "not_checked=contents").await, Vec::<String>::new());
        for word in ["failed", "releases", "sites", "revoked"] {
            let query = format!("not_checked={word}");
            assert_eq!(machines(&fixture, &fleet.admin, &query).await, Vec::<String>::new(), "{word}");
        }
        let page = browser.page(&format!("/machines/{half}")).await;
        assert!(page.contains(&format!("href=\"/machines/{half}/sites\"")), "{page}");
    });
}

#[test]
fn a_failure_and_what_was_judged_in_part_lead_to_machines() {
    on_both("machines that could not be checked", async |fixture| {
        let (fleet, _) = judged(&fixture).await;
        let [one, two, three] = &fleet.machines;
        let sql = |sql: &'static str| crate::support::execute(&fixture.address, sql);
        let both = sorted(&[one, two]);
        sql("UPDATE site_judgement SET unchecked = 1 WHERE site = (SELECT MIN(site) FROM machine_site)")
            .await;
        assert_eq!(machines(&fixture, &fleet.admin, "not_checked=sites").await, both);
        sql("UPDATE release_judgement SET reason = 'no' WHERE release = (SELECT id FROM release WHERE name = 'requests')")
            .await;
        assert!(machines(&fixture, &fleet.admin, "not_checked=releases").await.is_empty(), "not counted yet");
        fixture.database().count_verdicts(now_i64()).await.expect("counted");
        let all = sorted(&[one, two, three]);
        assert_eq!(machines(&fixture, &fleet.admin, "not_checked=releases").await, all);
        assert_eq!(machines(&fixture, &fleet.servers, "not_checked=releases").await, sorted(&[three]));
        sql("INSERT INTO job (kind, organisation, subject, setting, bundle, due, owner, asked, attempts, failed, error) \
             SELECT 'audit', s.organisation, s.id, 0, 0, 0, '', 1, 9, 1, 'no' FROM site s \
             WHERE s.id = (SELECT MIN(site) FROM machine_site)")
        .await;
        assert_eq!(machines(&fixture, &fleet.admin, "not_checked=failed").await, both);
        fixture.database().count_verdicts(now_i64()).await.expect("counted");
        let unchecked = machines(&fixture, &fleet.admin, "verdict=not-checked").await;
        assert!(all.iter().all(|id| unchecked.contains(id)) && unchecked.len() == 5, "{unchecked:?}");
        // Each of the lists has the places of the page: three of the first, one of the others.
        let page = Browser::of(&fixture, &fleet.admin).page("/machines/verdicts").await;
        assert!(page.contains(&format!("/machines/{three}#findings\">1<")), "{page}");
    });
}
