//! A version that is staged counts for the machines that it is for, and for no others.

use fetter_server::store::Assignment;
use serde_json::json;

use crate::support::{Advisories, contents, on_both};

const DENY: &str =
    "schema = \"policy-1\"\nmode = \"enforce\"\n[[deny]]\nid = \"no\"\npackages = [\"NAME\"]\n";

#[test]
fn what_a_staged_version_is_against_is_found_on_its_part_of_the_machines() {
    on_both("staged findings", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let group = fixture.database().group(acme, "laptops").await.expect("a group");
        let holds = fixture.policy(acme, "laptops", 1, &DENY.replace("NAME", "idna")).await;
        let next = fixture.policy(acme, "laptops", 2, &DENY.replace("NAME", "six")).await;
        let same = contents(&[("six", "1.16.0"), ("idna", "3.7")]);
        let alone = contents(&[("six", "1.17.0")]);
        // The first eight digits of an id, modulo 100, say which part a machine is in.
        let low = fixture.equipped(acme, "laptops", 1, &[("/v", &same)]).await.id;
        let sites = [("/v", &same), ("/w", &alone)];
        let high = fixture.equipped(acme, "laptops", (60 << 96) | 2, &sites).await.id;
        let advisories = Advisories::new();
        advisories.put("PYSEC-2026-1", "nobody-has-it", "2.0");
        advisories.update(&fixture).await;
        let worker = fixture.worker("one", Some(&advisories.directory()));
        let stage = async |percent: u32| {
            let to = Assignment { bundle: Some(holds), next: Some(next), percent };
            assert!(fixture.database().assign(acme, group, &to).await.expect("an answer"));
            fixture.drain(&worker).await;
        };
        let found = async |query: &str| {
            let page = fixture.get(&admin, &format!("/findings?{query}")).await;
            let mut rows: Vec<String> = page.json()["items"]
                .as_array()
                .expect("a page")
                .iter()
                .map(|row| {
                    format!("{} {} {}", row["package"], row["version"], row["machines"]).replace('"', "")
                })
                .collect();
            rows.sort();
            rows
        };
        for (percent, all, of_low, of_high) in [
            (50, vec!["idna 3.7 1", "six 1.16.0 1"], vec!["six 1.16.0 1"], vec!["idna 3.7 1"]),
            (
                61,
                vec!["six 1.16.0 2", "six 1.17.0 1"],
                vec!["six 1.16.0 2"],
                vec!["six 1.16.0 2", "six 1.17.0 1"],
            ),
            (60, vec!["idna 3.7 1", "six 1.16.0 1"], vec!["six 1.16.0 1"], vec!["idna 3.7 1"]),
        ] {
            stage(percent).await;
            assert_eq!(found("").await, all, "{percent}");
            assert_eq!(found(&format!("group={group}")).await, all, "{percent}");
            assert_eq!(found(&format!("machine={low}")).await, of_low, "{percent}");
            assert_eq!(found(&format!("machine={high}")).await, of_high, "{percent}");
            let status = fixture.get(&admin, "/status").await.json();
            let counted: i64 = status["findings"]
                .as_array()
                .expect("counts")
                .iter()
                .filter_map(|count| count["policies"].as_i64())
                .sum();
            assert_eq!(counted, i64::try_from(all.len()).expect("few"), "{percent}");
            assert_eq!(status["not_checked"]["waiting"], 0, "{percent}");
        }
        // What the high one had alone while it was of the part. What the rest goes by is open again.
        assert_eq!(found("state=closed").await, ["six 1.17.0 1"]);
        let six = fixture.get(&admin, "/findings?package=six").await.column("id")[0].clone();
        let places =
            fixture.get(&admin, &format!("/findings/{}/machines", six.as_str().expect("an id"))).await;
        assert_eq!(places.column("machine"), [json!(low)]);
    });
}
