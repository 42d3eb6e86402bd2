//! Machines that come into another group, and groups that go by no policy any more.

use fetter_protocol::{Bundle, Digest, Instructions, read};
use fetter_server::policies::Step;
use fetter_server::store::{Draft, MachineChange};
use serde_json::json;

use crate::support::{Fixture, Machine, now, on_both};

const NOTHING: &str = "schema = \"policy-1\"\n";

fn draft(rule: &str) -> Draft {
    let text = format!("{NOTHING}[[deny]]\nid = \"{rule}\"\npackages = [\"{rule}\"]\n");
    Draft { text, ..Draft::default() }
}

/// What a machine of a group is to go by: the number and the policy.
async fn offered(
    fixture: &Fixture,
    organisation: i64,
    group: i64,
    machine: &str,
) -> Option<(u64, Digest, String)> {
    let offer = fixture.database().offer(group, machine).await.expect("an answer")?;
    let bytes = fixture.database().bundle(organisation, &offer.digest).await.expect("an answer");
    let bundle: Bundle = read(&bytes.expect("what is offered is there")).expect("a bundle");
    Some((offer.number, offer.digest, bundle.policy))
}

/// An organisation, its administrator, and the groups `all`, `lab` and `bare`; the first two go by a policy.
async fn rig(fixture: &Fixture) -> (i64, String, [i64; 3]) {
    let acme = fixture.organisation("acme").await;
    let admin = fixture.administrator(acme, "ada").await;
    let group = async |name| fixture.database().group(acme, name).await.expect("a group");
    let groups = [group("all").await, group("lab").await, group("bare").await];
    let scope = fixture.scope_of(&admin).await;
    for (group, rule) in [(groups[1], "six"), (groups[0], "idna")] {
        fixture.shared.propose(&scope, group, draft(rule)).await.expect("taken");
        fixture.shared.step(&scope, group, Step::Activate(1)).await.expect("activated");
    }
    (acme, admin, groups)
}

async fn put(fixture: &Fixture, admin: &str, machine: &Machine, group: i64) {
    let path = format!("/machines/{}", machine.id);
    let reply = fixture.ask("PATCH", admin, &path, json!({"group": group})).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
}

#[test]
fn a_machine_that_comes_into_a_group_without_a_policy_does_not_keep_the_one_it_had() {
    on_both("moves to nothing", async |fixture| {
        let (acme, admin, [all, _, bare]) = rig(&fixture).await;
        let machine = fixture.machine(acme, 1).await;
        let had = offered(&fixture, acme, all, &machine.id).await.expect("one");
        put(&fixture, &admin, &machine, bare).await;
        let (number, digest, policy) = offered(&fixture, acme, bare, &machine.id).await.expect("one");
        assert!(number > had.0 && policy == NOTHING, "{number} {policy}");
        let report = machine.report(1, &[], &[]);
        let said = machine.check_in(&report, Some(had.1));
        let told: Instructions = fixture.send(machine.post("/agent/v1/check-in", &said)).await.message();
        assert_eq!(told.bundle.expect("it is told").digest, digest);
        let standing = fixture.database().standing_versions(acme, bare).await.expect("an answer");
        assert_eq!((standing.version, standing.next), (None, None), "no policy holds");
        // Who had none needs none.
        let groups = async |name| fixture.database().group(acme, name).await.expect("a group");
        let (from, to) = (groups("from").await, groups("to").await);
        let token = fixture.token(acme, "from", 1, now() + 60).await;
        let second = Machine::new(2);
        assert_eq!(fixture.send(second.enrolment(&token)).await.status, 201);
        put(&fixture, &admin, &second, to).await;
        assert_eq!(offered(&fixture, acme, to, &second.id).await, None);
        assert_eq!(offered(&fixture, acme, from, &second.id).await, None);
    });
}

#[test]
fn what_was_staged_where_nothing_held_is_taken_back() {
    on_both("unstaged", async |fixture| {
        let (acme, admin, [_, _, bare]) = rig(&fixture).await;
        let scope = fixture.scope_of(&admin).await;
        let server = &fixture.shared;
        // By their first digits the 1st, the 51st and the last of a hundred.
        let [first, middle, last] = ["00000000", "00000032", "00000063"].map(|id| format!("{id:0<32}"));
        let of = async |machine| offered(&fixture, acme, bare, machine).await;
        server.propose(&scope, bare, draft("evil")).await.expect("taken");
        server.step(&scope, bare, Step::Stage(1, 99)).await.expect("staged");
        let staged = of(&first).await.expect("one");
        assert_eq!(of(&last).await, None, "it goes on as before");
        server.step(&scope, bare, Step::Stage(1, 10)).await.expect("staged");
        assert_eq!(of(&first).await.expect("one").2, staged.2);
        let fewer = of(&middle).await.expect("one");
        assert!(fewer.0 > staged.0 && fewer.2 == NOTHING, "{fewer:?}");
        server.step(&scope, bare, Step::Unstage).await.expect("unstaged");
        let after = of(&first).await.expect("one");
        assert!(after.0 > staged.0 && after.2 == NOTHING, "{after:?}");
        assert!(of(&middle).await.expect("one").0 >= fewer.0);
    });
}

#[test]
fn a_move_is_published_although_the_server_that_took_it_died() {
    on_both("moves that nobody published", async |fixture| {
        let (acme, admin, [all, lab, _]) = rig(&fixture).await;
        let scope = fixture.scope_of(&admin).await;
        let (database, server) = (fixture.database(), &fixture.shared);
        let machine = fixture.machine(acme, 1).await;
        let had = offered(&fixture, acme, all, &machine.id).await.expect("one");
        let later = i64::try_from(now()).expect("a time") + 60;
        assert_eq!(database.unpublished(later).await.expect("a list"), []);
        let change = MachineChange { group: Some(lab), ..MachineChange::default() };
        database.change_machine(&scope, &machine.id, &change).await.expect("a database").expect("moved");
        assert!(offered(&fixture, acme, lab, &machine.id).await.expect("one").0 < had.0, "it takes none");
        assert_eq!(database.unpublished(later).await.expect("a list"), [(acme, lab)]);
        // Whoever published what was changed before does not know of it.
        database.note_published(lab, 1).await.expect("noted");
        assert_eq!(database.unpublished(later).await.expect("a list"), [(acme, lab)]);
        server.publish(acme, lab).await.expect("published");
        let taken = offered(&fixture, acme, lab, &machine.id).await.expect("one");
        assert!(taken.0 > had.0 && taken.2 == draft("six").text, "{taken:?}");
        assert_eq!(database.unpublished(later).await.expect("a list"), []);
        // It goes by that. To say again where it is makes nothing.
        put(&fixture, &admin, &machine, lab).await;
        assert_eq!(offered(&fixture, acme, lab, &machine.id).await.expect("one").0, taken.0);
    });
}

#[test]
fn a_machine_that_waits_hears_that_it_was_moved_whichever_server_does_it() {
    on_both("moves that are waited for", async |fixture| {
        let (acme, admin, [_, lab, bare]) = rig(&fixture).await;
        let token = fixture.token(acme, "bare", 1, now() + 60).await;
        let machine = Machine::new(1);
        assert_eq!(fixture.send(machine.enrolment(&token)).await.status, 201);
        assert_eq!(offered(&fixture, acme, bare, &machine.id).await, None);
        let report = machine.report(1, &[], &[]);
        assert_eq!(fixture.send(machine.post("/agent/v1/report", &report)).await.status, 200);
        let said = machine.check_in(&report, None);
        let begun = std::time::Instant::now();
        let waits = fixture.send(machine.post("/agent/v1/check-in?wait=50", &said));
        let another = fixture.another();
        let moved = async {
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            put(&another, &admin, &machine, lab).await;
        };
        let (reply, ()) = tokio::join!(waits, moved);
        let told: Instructions = reply.message();
        let (_, digest, _) = offered(&fixture, acme, lab, &machine.id).await.expect("one");
        assert_eq!(told.bundle.expect("it is told").digest, digest);
        assert!(begun.elapsed().as_secs() < 40, "it did not wait to the end");
    });
}

#[test]
fn steps_at_the_same_time_undo_nothing() {
    on_both("steps at once", async |fixture| {
        let (acme, admin, [_, lab, _]) = rig(&fixture).await;
        let scope = fixture.scope_of(&admin).await;
        let (another, server) = (fixture.another(), &fixture.shared);
        for rule in ["two", "three"] {
            server.propose(&scope, lab, draft(rule)).await.expect("taken");
        }
        for _ in 0..8 {
            server.step(&scope, lab, Step::Activate(1)).await.expect("activated");
            let staged = server.step(&scope, lab, Step::Stage(3, 50));
            let activated = another.shared.step(&scope, lab, Step::Activate(2));
            let (staged, activated) = tokio::join!(staged, activated);
            staged.expect("staged");
            activated.expect("activated");
            let standing = fixture.database().standing_versions(acme, lab).await.expect("an answer");
            assert_eq!(standing.version, Some(2), "{standing:?}");
        }
    });
}
