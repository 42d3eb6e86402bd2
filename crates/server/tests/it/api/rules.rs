//! Which machines come into which group.

use fetter_server::policies::Step;
use fetter_server::store::Draft;
use serde_json::{Value, json};

use crate::support::{Fixture, Machine, execute, now, on_both};

struct Rig {
    admin: String,
    groups: [i64; 3],
}

/// An organisation with the groups `all`, `lab` and `debian`.
async fn rig(fixture: &Fixture) -> Rig {
    let acme = fixture.organisation("acme").await;
    let admin = fixture.administrator(acme, "ada").await;
    let group = async |name| fixture.database().group(acme, name).await.expect("a group");
    let groups = [group("all").await, group("lab").await, group("debian").await];
    Rig { admin, groups }
}

impl Rig {
    async fn put(&self, fixture: &Fixture, version: i64, rules: Value) -> u16 {
        let body = json!({"version": version, "rules": rules});
        fixture.ask("PUT", &self.admin, "/group-rules", body).await.status
    }

    async fn change(&self, fixture: &Fixture, machine: &Machine, body: Value) -> Value {
        let reply = fixture.ask("PATCH", &self.admin, &format!("/machines/{}", machine.id), body).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()
    }

    /// Where a machine is, and how it came there.
    async fn place(&self, fixture: &Fixture, machine: &Machine) -> (i64, String) {
        let shown = fixture.get(&self.admin, &format!("/machines/{}", machine.id)).await.json();
        (shown["group"]["id"].as_i64().expect("an id"), shown["placed"].as_str().expect("a word").to_owned())
    }

    async fn enrol(&self, fixture: &Fixture, id: u128, tags: &[&str]) -> Machine {
        let body = json!({"group": self.groups[0], "uses": 1, "expires": now() + 60, "tags": tags});
        let made = fixture.ask("POST", &self.admin, "/enrolment-tokens", body).await;
        let token = made.json()["secret"].as_str().expect("a token").to_owned();
        let machine = Machine::new(id);
        assert_eq!(fixture.send(machine.enrolment(&token)).await.status, 201);
        machine
    }
}

/// Has machines follow the rules until all do; says how many moved.
async fn follow(fixture: &Fixture) -> usize {
    let mut moved = 0;
    loop {
        let followed = fixture.shared.follow_rules().await.expect("the database works");
        moved += followed.moved;
        if followed.looked_at == 0 {
            return moved;
        }
    }
}

fn is(group: i64, placed: &str) -> (i64, String) {
    (group, placed.to_owned())
}

#[test]
fn machines_come_into_groups_by_rules_and_by_hand() {
    on_both("group rules", async |fixture| {
        let rig = rig(&fixture).await;
        let [all, lab, debian] = rig.groups;
        let before = rig.enrol(&fixture, 1, &[]).await;
        assert_eq!(rig.place(&fixture, &before).await, is(all, "token"));
        let rules =
            json!([{"group": lab, "tags": ["lab"]}, {"group": debian, "os": "debian", "os_version": "12"}]);
        let tried = fixture.ask("POST", &rig.admin, "/group-rules/try", json!({"rules": rules})).await.json();
        assert_eq!((&tried["machines"], &tried["moves"]), (&json!(1), &json!(1)), "{tried}");
        assert_eq!((&tried["items"][0]["from"], &tried["items"][0]["to"]), (&json!(all), &json!(debian)));
        assert_eq!(follow(&fixture).await, 0, "trying changes nothing");

        assert_eq!(rig.put(&fixture, 0, rules).await, 200);
        assert_eq!(follow(&fixture).await, 1);
        assert_eq!(rig.place(&fixture, &before).await, is(debian, "rule"));
        // A new one is there from the beginning.
        let tagged = rig.enrol(&fixture, 2, &["lab", "berlin"]).await;
        assert_eq!(rig.place(&fixture, &tagged).await, is(lab, "rule"));
        assert_eq!(follow(&fixture).await, 0);

        // What is done by hand stays, until it is given back.
        rig.change(&fixture, &tagged, json!({"group": all})).await;
        assert_eq!(rig.put(&fixture, 1, json!([{"group": lab, "owner": "ada"}])).await, 200);
        assert_eq!(follow(&fixture).await, 1, "the other is where its token says again");
        assert_eq!(rig.place(&fixture, &before).await, is(all, "token"));
        assert_eq!(rig.place(&fixture, &tagged).await, is(all, "hand"));
        let owned = rig.change(&fixture, &tagged, json!({"owner": "ada"})).await;
        assert_eq!((&owned["group"]["id"], &owned["owner"]), (&json!(all), &json!("ada")));
        let back = rig.change(&fixture, &tagged, json!({"by_rules": true})).await;
        assert_eq!((&back["group"]["id"], &back["placed"]), (&json!(lab), &json!("rule")), "at once");
        let tags = rig.change(&fixture, &before, json!({"tags": ["b", "a", "b"], "owner": "ada"})).await;
        assert_eq!((&tags["tags"], &tags["group"]["id"]), (&json!(["a", "b"]), &json!(lab)));
        for (query, count) in [
            ("tag=a", 1),
            ("tag=A", 0),
            ("tag=berlin", 1),
            ("tag=ber", 0),
            ("owner=ada", 2),
            ("owner=bob", 0),
        ] {
            let found = fixture.get(&rig.admin, &format!("/machines?{query}")).await.column("id");
            assert_eq!(found.len(), count, "{query}");
        }
        let audit = fixture.get(&rig.admin, "/audit?limit=500").await.column("action");
        let count = |action: &str| audit.iter().filter(|one| *one == action).count();
        assert_eq!((count("group-rules.put"), count("machine.place"), count("machine.change")), (2, 4, 4));
    });
}

#[test]
fn what_a_machine_says_of_its_system_counts_and_nothing_else_that_it_says() {
    on_both("facts of machines", async |fixture| {
        let rig = rig(&fixture).await;
        let [all, lab, debian] = rig.groups;
        let rules = json!([{"group": lab, "owner": "build-7"}, {"group": debian, "os": "Debian", "architecture": "x86_64"}]);
        assert_eq!(rig.put(&fixture, 0, rules).await, 200);
        let machine = rig.enrol(&fixture, 1, &[]).await;
        assert_eq!(rig.place(&fixture, &machine).await, is(debian, "rule"), "its host name is no owner");
        let mut report = machine.report(1, &[], &[]);
        let system = std::mem::replace(&mut report.host.os, "Fedora Linux 44".to_owned());
        assert_eq!(fixture.send(machine.post("/agent/v1/report", &report)).await.status, 200);
        assert_eq!(follow(&fixture).await, 1);
        assert_eq!(rig.place(&fixture, &machine).await, is(all, "token"));
        report.sequence = 2;
        assert_eq!(fixture.send(machine.post("/agent/v1/report", &report)).await.status, 200);
        let again = fixture.shared.follow_rules().await.expect("the database works");
        assert_eq!(again.looked_at, 0, "what did not change is not looked at again");
        // What it says of itself moves it once an hour; an administrator does so at any time.
        report.sequence = 3;
        report.host.os = system;
        assert_eq!(fixture.send(machine.post("/agent/v1/report", &report)).await.status, 200);
        assert_eq!(follow(&fixture).await, 0);
        assert_eq!(rig.place(&fixture, &machine).await, is(all, "token"));
        execute(&fixture.address, "UPDATE audit SET made = made - 3601").await;
        assert_eq!(follow(&fixture).await, 1);
        assert_eq!(rig.place(&fixture, &machine).await, is(debian, "rule"));
        rig.change(&fixture, &machine, json!({"owner": "build-7"})).await;
        assert_eq!(rig.place(&fixture, &machine).await, is(lab, "rule"));
    });
}

#[test]
fn a_machine_that_moves_by_a_rule_takes_the_policy_of_its_group() {
    on_both("policies of rules", async |fixture| {
        let rig = rig(&fixture).await;
        let [all, lab, _] = rig.groups;
        let draft = |rule: &str| Draft {
            text: format!("schema = \"policy-1\"\n[[deny]]\nid = \"{rule}\"\npackages = [\"{rule}\"]\n"),
            files: Vec::new(),
            note: String::new(),
        };
        let scope = fixture.scope_of(&rig.admin).await;
        for (group, rule) in [(lab, "six"), (all, "idna")] {
            fixture.shared.propose(&scope, group, draft(rule)).await.expect("taken");
            fixture.shared.step(&scope, group, Step::Activate(1)).await.expect("activated");
        }
        let machine = rig.enrol(&fixture, 1, &[]).await;
        let offer = async |group| {
            let offer = fixture.database().offer(group, &machine.id).await.expect("an answer");
            offer.expect("there is one").number
        };
        let had = offer(all).await;
        assert!(offer(lab).await < had, "the lab's is older");
        assert_eq!(rig.put(&fixture, 0, json!([{"group": lab}])).await, 200);
        assert_eq!(follow(&fixture).await, 1);
        let taken = offer(lab).await;
        assert!(taken > had, "it takes no smaller number");
        // The lab's is greater by now: the next who comes from there has none made.
        let second = rig.enrol(&fixture, 2, &[]).await;
        assert_eq!(rig.place(&fixture, &second).await, is(lab, "rule"));
        rig.change(&fixture, &second, json!({"group": all})).await;
        let between = offer(all).await;
        assert!(between > taken);
        let anew = format!("UPDATE group_policy SET published = -1 WHERE machine_group = {lab}");
        execute(&fixture.address, &anew).await;
        fixture.shared.publish(scope.organisation(), lab).await.expect("published");
        let greatest = offer(lab).await;
        let sql = "UPDATE machine SET placed = 'token', ruled = 0 WHERE placed = 'hand'";
        execute(&fixture.address, sql).await;
        assert_eq!(follow(&fixture).await, 1);
        assert_eq!(rig.place(&fixture, &second).await, is(lab, "rule"));
        assert_eq!(offer(lab).await, greatest, "nothing was made for it");
    });
}

#[test]
fn a_machine_is_given_back_to_its_token_where_there_were_never_rules() {
    on_both("no rules", async |fixture| {
        let rig = rig(&fixture).await;
        let [all, lab, _] = rig.groups;
        let machine = rig.enrol(&fixture, 1, &[]).await;
        rig.change(&fixture, &machine, json!({"group": lab})).await;
        assert_eq!(rig.place(&fixture, &machine).await, is(lab, "hand"));
        let owned = rig.change(&fixture, &machine, json!({"owner": "ada"})).await;
        assert_eq!(owned["group"]["id"], json!(lab), "what is done by hand stays");
        rig.change(&fixture, &machine, json!({"by_rules": true})).await;
        assert_eq!(rig.place(&fixture, &machine).await, is(all, "token"));
    });
}

#[test]
fn rules_that_cannot_be_are_refused_and_nobody_undoes_anothers() {
    on_both("wrong rules", async |fixture| {
        let rig = rig(&fixture).await;
        let [all, lab, _] = rig.groups;
        let other = fixture.organisation("other").await;
        let theirs = fixture.database().group(other, "theirs").await.expect("a group");
        for wrong in [
            json!([{"group": theirs}]),
            json!([{"group": 4_000_000}]),
            json!([{"group": lab, "os": ""}]),
            json!([{"group": lab, "tags": ["a b"]}]),
            json!([{"group": lab, "hostname": "x"}]),
            json!([{"owner": "x"}]),
            json!(vec![json!({"group": lab}); 501]),
        ] {
            assert_eq!(rig.put(&fixture, 0, wrong.clone()).await, 422, "{wrong}");
            let tried = fixture.ask("POST", &rig.admin, "/group-rules/try", json!({"rules": wrong})).await;
            assert_eq!(tried.status, 422, "{wrong}");
        }
        assert_eq!(rig.put(&fixture, 0, json!([{"group": lab}])).await, 200);
        assert_eq!(rig.put(&fixture, 0, json!([])).await, 409);
        let shown = fixture.get(&rig.admin, "/group-rules").await.json();
        assert_eq!((&shown["version"], &shown["rules"]), (&json!(1), &json!([{"group": lab}])));
        // Who manages a group alone sends no machine elsewhere.
        let machine = rig.enrol(&fixture, 1, &[]).await;
        let limited = fixture.program(&rig.admin, "administrator", Some(lab)).await;
        let path = format!("/machines/{}", machine.id);
        for body in [json!({"tags": ["x"]}), json!({"owner": "x"}), json!({"by_rules": true})] {
            assert_eq!(fixture.ask("PATCH", &limited, &path, body).await.status, 403);
        }
        let token = json!({"group": lab, "uses": 1, "expires": now() + 60, "tags": ["x"]});
        assert_eq!(fixture.ask("POST", &limited, "/enrolment-tokens", token).await.status, 403);
        for body in
            [json!({"by_rules": false}), json!({"by_rules": true, "group": all}), json!({"tags": ["é"]})]
        {
            assert_eq!(fixture.ask("PATCH", &rig.admin, &path, body).await.status, 422);
        }
    });
}

#[test]
fn trying_says_where_it_does_not_tell_all() {
    on_both("many moves", async |fixture| {
        let rig = rig(&fixture).await;
        rig.enrol(&fixture, 1, &[]).await;
        let rules = json!({"rules": [{"group": rig.groups[1], "os": "debian"}]});
        let is_sqlite = fixture.address.starts_with("sqlite:");
        for (count, more) in [(499, false), (1, true)] {
            let many = format!(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) INSERT INTO machine \
                 (id, organisation, machine_group, name, public_key, status, enrolled, token, number, stale, stale_since, seen, \
                 report, reported, event, hostname, os, kernel, architecture, fetter, mode, denials, problems, not_covered, \
                 left_out) SELECT 1000 * {count} + i, organisation, machine_group, 'm{count}-' || i, \
                 CAST('k{count}-' || i AS {}), 'active', 1, token, 0, 0, 0, 1, 1, 1, 1, 'h', os, 'k', 'a', 'f', 'enforce', 0, 0, 0, \
                 0 FROM n CROSS JOIN machine WHERE machine.id = (SELECT MIN(id) FROM machine)",
                if is_sqlite { "BLOB" } else { "BYTEA" }
            );
            execute(&fixture.address, &many).await;
            let tried = fixture.ask("POST", &rig.admin, "/group-rules/try", rules.clone()).await.json();
            assert_eq!(tried["items"].as_array().expect("moves").len(), 500, "{more}");
            assert_eq!(tried["moves"].as_i64(), Some(500 + i64::from(more)), "{more}");
            assert_eq!(tried["more"], more);
        }
    });
}
