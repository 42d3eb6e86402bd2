//! How findings come and go, what is new, and what mends many of them.

use fetter_server::jobs::count_findings;
use serde_json::{Value, json};

use super::findings::{RECORDS, fleet, is_listed_both_ways, judge};
use crate::support::{Fixture, contents, day, execute, now_i64, on_both};

const DAY: i64 = 86_400;

/// Kind, severity, open, accepted, opened and closed of the last day.
async fn today(fixture: &Fixture, token: &str, group: Option<i64>) -> Vec<(String, String, [i64; 4])> {
    let group = group.map(|group| format!("&group={group}")).unwrap_or_default();
    let reply = fixture.get(token, &format!("/findings/history?days=1{group}")).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let history = reply.json();
    let days = history["days"].as_array().expect("days");
    assert_eq!((days.len(), &days[0]["day"]), (1, &json!(day(0))));
    let counts = days[0]["counts"].as_array().expect("counts").iter().map(|count| {
        let word = |name: &str| count[name].as_str().expect("a word").to_owned();
        let numbers = ["open", "accepted", "opened", "closed"];
        (word("kind"), word("severity"), numbers.map(|name| count[name].as_i64().expect("a number")))
    });
    counts.collect()
}

fn count(kind: &str, severity: &str, numbers: [i64; 4]) -> (String, String, [i64; 4]) {
    (kind.to_owned(), severity.to_owned(), numbers)
}

#[test]
fn each_day_says_how_much_was_found_and_a_day_that_was_not_counted_says_so() {
    on_both("history", async |fixture| {
        let fleet = fleet(&fixture).await;
        let acme = fixture.scope_of(&fleet.admin).await.organisation();
        let [laptops, servers] = fleet.groups;
        judge(&fixture, &RECORDS).await;
        let database = fixture.database();
        // One server at a time, once an hour.
        let noon = now_i64() - now_i64().rem_euclid(DAY) + DAY / 2;
        assert_eq!(count_findings(database, "one", noon).await.expect("counted"), Some(3));
        assert_eq!(count_findings(database, "two", noon + 60).await.expect("not its turn"), None);
        assert_eq!(count_findings(database, "two", noon + 3600).await.expect("counted"), Some(3));
        let vulnerable = count("vulnerability", "high", [1, 0, 1, 0]);
        let of_laptops = [
            count("malware", "critical", [1, 0, 1, 0]),
            count("policy", "high", [1, 0, 1, 0]),
            count("policy", "critical", [1, 0, 1, 0]),
            vulnerable.clone(),
        ];
        assert_eq!(today(&fixture, &fleet.admin, None).await, of_laptops);
        assert_eq!(today(&fixture, &fleet.admin, Some(laptops)).await, of_laptops);
        assert_eq!(today(&fixture, &fleet.laptops, None).await, of_laptops);
        for (token, group) in [(&fleet.admin, Some(servers)), (&fleet.servers, None)] {
            assert_eq!(today(&fixture, token, group).await, std::slice::from_ref(&vulnerable));
        }
        let hidden = format!("/findings/history?group={laptops}");
        assert_eq!(fixture.get(&fleet.servers, &hidden).await.status, 404);
        // Who sees several groups sees what each had, added up.
        let body = json!({"name": "both", "role": "viewer", "groups": [laptops, servers], "expires": now_i64() + 3600});
        let both = fixture.ask("POST", &fleet.admin, "/tokens", body).await.json();
        let both = both["secret"].as_str().expect("a token").to_owned();
        let sum = today(&fixture, &both, None).await;
        assert_eq!(sum[3], count("vulnerability", "high", [2, 0, 2, 0]));
        let history = async |token: &str, path: &str| fixture.get(token, path).await.json();
        assert_eq!(history(&both, "/findings/history").await["is_exact"], false);
        let all = history(&fleet.admin, "/findings/history").await;
        let days = all["days"].as_array().expect("days");
        assert_eq!((days.len(), &all["is_exact"]), (90, &json!(true)));
        assert_eq!(days[88], json!({"day": days[88]["day"], "counted": null, "counts": []}));
        assert_eq!(days[89]["counted"], noon + 3600);
        for wrong in ["days=0", "days=401", "group=4000000", "days=x"] {
            let reply = fixture.get(&fleet.admin, &format!("/findings/history?{wrong}")).await;
            assert!(matches!(reply.status, 400 | 404 | 422), "{wrong}: {}", reply.status);
        }

        // Accepted, and mended; what the last machine of all has no more is closed for the organisation.
        let accepted = json!({"advisory": "PYSEC-2026-1", "reason": "r", "until": day(30)});
        assert_eq!(fixture.ask("POST", &fleet.admin, "/exceptions", accepted).await.status, 201);
        judge(&fixture, &RECORDS[..1]).await;
        database.count_findings(now_i64()).await.expect("what is older counts for nothing");
        if now_i64() < noon + 3600 {
            assert_eq!(today(&fixture, &fleet.admin, None).await, of_laptops);
        }
        database.count_findings(noon + 7200).await.expect("counted");
        let gone = [
            count("malware", "critical", [0, 0, 1, 1]),
            count("policy", "high", [1, 0, 1, 0]),
            count("policy", "critical", [0, 0, 1, 1]),
            count("vulnerability", "high", [0, 1, 1, 0]),
        ];
        assert_eq!(today(&fixture, &fleet.admin, None).await, gone);
        assert_eq!(today(&fixture, &fleet.laptops, None).await, gone);
        // Every policy anew: what is found as before was neither closed nor opened.
        let text = format!("{}# anew\n", super::findings::DENY_SIX);
        fixture.policy(acme, "laptops", 2, &text).await;
        judge(&fixture, &RECORDS[..1]).await;
        database.count_findings(noon + 7200).await.expect("counted");
        assert_eq!(today(&fixture, &fleet.admin, None).await, gone);
        assert_eq!(today(&fixture, &fleet.laptops, None).await, gone);
    });
}

#[test]
fn every_number_of_what_is_new_is_that_of_a_list() {
    on_both("changes", async |fixture| {
        let fleet = fleet(&fixture).await;
        let since = now_i64() - 1000;
        judge(&fixture, &RECORDS).await;
        let accepted = json!({"advisory": "PYSEC-2026-1", "reason": "r", "until": day(30)});
        assert_eq!(fixture.ask("POST", &fleet.admin, "/exceptions", accepted).await.status, 201);
        judge(&fixture, &RECORDS[..1]).await;
        // What is older is not among them.
        execute(&fixture.address, "UPDATE machine SET enrolled = 5 WHERE id = (SELECT MIN(id) FROM machine)")
            .await;
        let later = now_i64() + 1000;
        assert_eq!(fixture.database().note_silence(later, later).await.expect("noted"), 3);
        let proposed = json!({"text": super::findings::DENY_SIX, "note": ""});
        let group = fleet.groups[0];
        assert_eq!(
            fixture.ask("POST", &fleet.admin, &format!("/groups/{group}/policies"), proposed).await.status,
            201
        );
        let step = json!({"step": "activate", "version": 1});
        assert_eq!(
            fixture.ask("POST", &fleet.admin, &format!("/groups/{group}/policy"), step).await.status,
            200
        );
        judge(&fixture, &RECORDS[..1]).await;
        let lists = [
            ("opened", format!("/findings?since={since}")),
            ("closed", format!("/findings?state=closed&closed_since={since}")),
            ("accepted", format!("/findings?state=accepted&accepted_since={since}")),
            ("enrolled", format!("/machines?enrolled_since={since}")),
            ("silent", format!("/notices?kind=silent&since={since}")),
            ("heard", format!("/notices?kind=heard&since={since}")),
            ("requests", format!("/requests?since={since}")),
        ];
        let expected = [
            (&fleet.admin, [1, 2, 1, 2, 3, 0, 0]),
            (&fleet.laptops, [1, 2, 1, 1, 2, 0, 0]),
            (&fleet.servers, [0, 0, 1, 1, 1, 0, 0]),
        ];
        for (token, numbers) in expected {
            let changes = fixture.get(token, &format!("/changes?since={since}")).await.json();
            assert_eq!(changes["is_exact"], true, "{changes}");
            for ((name, list), number) in lists.iter().zip(numbers) {
                assert_eq!(changes[name], number, "{name}: {changes}");
                assert_eq!(
                    fixture.get(token, list).await.column("id").len(),
                    usize::try_from(number).expect("few"),
                    "{list}"
                );
            }
        }
        let changes = async |token: &str| fixture.get(token, "/changes").await.json()["policies"].clone();
        assert_eq!((changes(&fleet.laptops).await, changes(&fleet.servers).await), (json!(1), json!(0)));
        let of_group = format!("/groups/{group}/policy/history?since=");
        assert_eq!(
            fixture.get(&fleet.laptops, &format!("{of_group}{since}")).await.column("step"),
            ["activate"]
        );
        let none = fixture.get(&fleet.laptops, &format!("{of_group}{later}")).await;
        assert_eq!(none.column("step"), Vec::<Value>::new());
        let ahead = fixture.get(&fleet.admin, &format!("/changes?since={later}")).await.json();
        assert_eq!((&ahead["opened"], &ahead["closed"]), (&json!(0), &json!(0)), "{ahead}");
        for wrong in
            ["state=open&closed_since=1", "state=closed&accepted_since=1", "accepted_since=1&closed_since=1"]
        {
            assert_eq!(fixture.get(&fleet.admin, &format!("/findings?{wrong}")).await.status, 422, "{wrong}");
        }
    });
}

#[test]
fn vulnerabilities_are_grouped_by_the_package_that_mends_them() {
    on_both("fixes", async |fixture| {
        let fleet = fleet(&fixture).await;
        let acme = fixture.scope_of(&fleet.admin).await.organisation();
        let older = contents(&[("requests", "2.9.0"), ("idna", "3.7")]);
        fixture.equipped(acme, "servers", 4, &[("/v", &older), ("/w", &older)]).await;
        let records = [
            ("PYSEC-2026-1", "requests", "2.32.4"),
            ("PYSEC-2026-2", "requests", "2.10"),
            ("PYSEC-2026-3", "idna", "3.10"),
            ("MAL-2026-1", "evil", "99"),
        ];
        judge(&fixture, &records).await;
        let page = async |token: &str, path: &str| {
            let page = fixture.get(token, path).await.json();
            let rows = page["items"].as_array().expect("items").iter();
            let rows: Vec<Value> = rows
                .map(|row| {
                    json!([
                        row["package"],
                        row["versions"],
                        row["mended"],
                        row["findings"],
                        row["machines"],
                        row["severity"]
                    ])
                })
                .collect();
            (rows, page["next"].clone())
        };
        let requests = json!(["requests", ["2.9.0", "2.32.3"], "2.32.4", 3, 4, "high"]);
        let idna = json!(["idna", ["3.7"], "3.10", 1, 4, "high"]);
        assert_eq!(page(&fleet.admin, "/findings/fixes").await.0, [requests.clone(), idna.clone()]);
        let (first, next) = page(&fleet.admin, "/findings/fixes?limit=1").await;
        assert_eq!(first, [requests]);
        let next = next.as_str().expect("there is more");
        let (second, end) = page(&fleet.admin, &format!("/findings/fixes?limit=1&cursor={next}")).await;
        assert_eq!((second, end.is_null()), (vec![idna.clone()], true));
        let of_laptops = [
            json!(["idna", ["3.7"], "3.10", 1, 2, "high"]),
            json!(["requests", ["2.32.3"], "2.32.4", 1, 2, "high"]),
        ];
        assert_eq!(page(&fleet.laptops, "/findings/fixes").await.0, of_laptops);
        let of_group = format!("/findings/fixes?group={}", fleet.groups[0]);
        assert_eq!(page(&fleet.admin, &of_group).await.0, of_laptops);
        assert_eq!(fixture.get(&fleet.servers, &of_group).await.status, 404);
        assert_eq!(page(&fleet.admin, "/findings/fixes?severity=critical").await.0, Vec::<Value>::new());
        is_listed_both_ways(&fixture, &fleet).await;
        // What is accepted is not to be mended; what says no version that mends it leaves it unknown.
        let accepted = json!({"advisory": "PYSEC-2026-3", "reason": "r", "until": day(30)});
        assert_eq!(fixture.ask("POST", &fleet.admin, "/exceptions", accepted).await.status, 201);
        execute(&fixture.address, "UPDATE release_finding SET fixed = '' WHERE advisory = 'PYSEC-2026-2'")
            .await;
        let unknown = json!(["requests", ["2.9.0", "2.32.3"], null, 3, 4, "high"]);
        assert_eq!(page(&fleet.admin, "/findings/fixes").await.0, [unknown]);
        let whole = fixture.get(&fleet.admin, "/findings/fixes").await.json();
        assert_eq!((&whole["is_whole"], &whole["not_checked"]["waiting"]), (&json!(true), &json!(0)));
    });
}
