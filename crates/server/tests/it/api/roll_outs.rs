//! How far a policy has come: what machines say that they go by, against what their group has for them.

use fetter_protocol::Digest;
use fetter_server::store::Assignment;
use serde_json::{Value, json};

use crate::support::{Fixture, Machine, contents, execute, on_both};
use crate::ui::browser::Browser;

const DENY: &str =
    "schema = \"policy-1\"\nmode = \"enforce\"\n[[deny]]\nid = \"no\"\npackages = [\"NAME\"]\n";

/// A machine says by which bundle it goes.
async fn says(fixture: &Fixture, machine: &Machine, bundle: Digest) {
    let site = contents(&[("idna", "3.7")]);
    let said = machine.check_in(&machine.report(1, &[("/v", &site)], &[1]), Some(bundle));
    let reply = fixture.send(machine.post("/agent/v1/check-in", &said)).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
}

#[test]
fn machines_are_counted_by_what_they_go_by() {
    on_both("roll-outs", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let site = contents(&[("idna", "3.7")]);
        // The first eight digits of an id, modulo 100, say which part a machine is in: 0, 60, 61 and 99.
        let mut machines = Vec::new();
        for (number, part) in [0_u128, 60, 61, 99].into_iter().enumerate() {
            let id = (part << 96) | u128::try_from(number + 1).expect("a number");
            machines.push(fixture.equipped(acme, "laptops", id, &[("/v", &site)]).await);
        }
        fixture.equipped(acme, "servers", 9, &[("/v", &site)]).await;
        let group = fixture.database().group(acme, "laptops").await.expect("a group");
        let list = format!("/groups/{group}/policy/roll-out");
        let come = async || {
            let reply = fixture.get(&admin, &list).await;
            assert_eq!(reply.status, 200, "{}", reply.text());
            let counts = |of: &Value| {
                ["machines", "current", "behind", "silent"].map(|field| of[field].as_i64().expect("a number"))
            };
            let json = reply.json();
            [counts(&json["standing"]), counts(&json["staged"])]
        };
        assert_eq!(come().await, [[0; 4]; 2], "there is nothing to go by");
        let holds = fixture.policy(acme, "laptops", 1, &DENY.replace("NAME", "idna")).await;
        let next = fixture.policy(acme, "laptops", 2, &DENY.replace("NAME", "six")).await;
        let stage = async |bundle: i64, next: Option<i64>, percent: u32| {
            let to = Assignment { bundle: Some(bundle), next, percent };
            assert!(fixture.database().assign(acme, group, &to).await.expect("an answer"));
        };
        stage(holds, None, 0).await;
        assert_eq!(come().await, [[4, 0, 0, 4], [0; 4]], "nobody has said anything yet");
        let digest = async |machine: &Machine| {
            let offered = fixture.database().offer(group, &machine.id).await.expect("an answer");
            offered.expect("there is one").digest
        };
        for machine in &machines {
            says(&fixture, machine, digest(machine).await).await;
        }
        assert_eq!(come().await, [[4, 4, 0, 0], [0; 4]]);
        stage(holds, Some(next), 61).await;
        assert_eq!(come().await, [[2, 2, 0, 0], [2, 0, 2, 0]], "two are to go by what is staged");
        let first = machines.first().expect("the first");
        says(&fixture, first, digest(first).await).await;
        assert_eq!(come().await, [[2, 2, 0, 0], [2, 1, 1, 0]]);
        // Each number is that of a list.
        let ids = async |asked: &str| {
            fixture.get(&admin, &format!("/machines?group={group}&{asked}")).await.column("id")
        };
        let of = |places: &[usize]| -> Vec<Value> {
            let mut ids: Vec<Value> = places.iter().map(|at| json!(machines[*at].id)).collect();
            ids.sort_by_key(ToString::to_string);
            ids
        };
        let sorted = |mut ids: Vec<Value>| {
            ids.sort_by_key(ToString::to_string);
            ids
        };
        assert_eq!(sorted(ids("staged=true").await), of(&[0, 1]));
        assert_eq!(sorted(ids("staged=false").await), of(&[2, 3]));
        assert_eq!(sorted(ids("staged=true&policy=current").await), of(&[0]));
        assert_eq!(sorted(ids("policy=behind").await), of(&[1]));
        assert_eq!(sorted(ids("policy=current").await), of(&[0, 2, 3]));
        assert_eq!(ids("policy=silent").await, Vec::<Value>::new());
        // What was changed and is not published yet is gone by nowhere, whatever machines go by.
        let browser = Browser::of(&fixture, &admin);
        let published = async || fixture.get(&admin, &list).await.json()["published"].clone();
        let overview = async || browser.page("/policies").await;
        assert_eq!(published().await, true);
        let path = format!("/policies/{group}");
        for page in [overview().await, browser.page(&path).await] {
            assert!(page.contains("staged=true") && !page.contains("not published yet"), "{page}");
        }
        let due = format!(
            "INSERT INTO group_policy (machine_group, percent, changed, published, due) VALUES ({group}, 0, 9, 8, 4000000000) \
             ON CONFLICT (machine_group) DO UPDATE SET changed = 9, published = 8, due = 4000000000"
        );
        execute(&fixture.address, &due).await;
        assert_eq!(published().await, false);
        for page in [overview().await, browser.page(&path).await] {
            assert!(page.contains("not published yet") && !page.contains("staged=true"), "{page}");
        }
        execute(&fixture.address, "UPDATE group_policy SET published = changed").await;
        assert_eq!(published().await, true);
        // What is not heard any more counts for nothing.
        let gone = json!({"status": "revoked"});
        let path = format!("/machines/{}", machines[3].id);
        assert_eq!(fixture.ask("PATCH", &admin, &path, gone).await.status, 200);
        assert_eq!(come().await, [[1, 1, 0, 0], [2, 1, 1, 0]]);
        // Who does not see the group sees nothing of it.
        let servers = fixture.database().group(acme, "servers").await.expect("a group");
        let other = fixture.program(&admin, "viewer", Some(servers)).await;
        assert_eq!(fixture.get(&other, &list).await.status, 404);
        assert!(fixture.get(&other, "/machines?policy=current").await.column("id").is_empty());
    });
}
