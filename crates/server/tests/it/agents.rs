//! What an enrolled machine says, and what nobody can say in its name.

use axum::body::Body;
use fetter_protocol::{Answer, CheckIn, Digest, Instructions, Trouble, write};

use crate::support::{Fixture, Machine, contents, now, on_both};

const REPORT: &str = "/agent/v1/report";
const CHECK_IN: &str = "/agent/v1/check-in";

async fn check_in(fixture: &Fixture, machine: &Machine, said: &CheckIn) -> Instructions {
    fixture.send(machine.post(CHECK_IN, said)).await.message()
}

#[test]
fn contents_are_wanted_once_however_many_machines_have_them() {
    on_both("reports", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let (one, two) = (fixture.machine(acme, 1).await, fixture.machine(acme, 2).await);
        let site = contents(&[("Requests", "2.32.3"), ("idna", "3.7")]);
        let (digest, bytes) = site.canonical().expect("a site");
        let report = one.report(1, &[("/v/a", &site), ("/v/b", &site)], &[1, 2]);
        let answer: Answer = fixture.send(one.post(REPORT, &report)).await.message();
        assert_eq!((answer.acknowledged, answer.acknowledged_events), (1, 2));
        assert_eq!(answer.wanted, [digest]);
        let target = format!("/agent/v1/site/{digest}");
        let put = one.request("PUT", &target, bytes.clone(), one.next(), now());
        let stored: Answer = fixture.send(put).await.message();
        assert_eq!((stored.stored.as_slice(), stored.acknowledged), ([digest].as_slice(), 1));
        let same = two.report(1, &[("/w", &site)], &[]);
        assert!(fixture.send(two.post(REPORT, &same)).await.message::<Answer>().wanted.is_empty());
        // Another organisation is not told that anybody has them.
        let other = fixture.organisation("other").await;
        let three = fixture.machine(other, 3).await;
        let theirs = three.report(1, &[("/w", &site)], &[]);
        assert_eq!(fixture.send(three.post(REPORT, &theirs)).await.message::<Answer>().wanted, [digest]);
    });
}

#[test]
fn an_unchanged_machine_is_told_nothing_new() {
    on_both("check-ins", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let machine = fixture.machine(acme, 1).await;
        let site = contents(&[("idna", "3.7")]);
        let report = machine.report(1, &[("/v", &site)], &[1]);
        assert!(check_in(&fixture, &machine, &machine.check_in(&report, None)).await.report);
        for _ in 0..2 {
            // Sent again because the answer was lost: it is the same.
            let answer: Answer = fixture.send(machine.post(REPORT, &report)).await.message();
            assert_eq!((answer.acknowledged, answer.acknowledged_events), (1, 1));
        }
        let said = machine.check_in(&report, None);
        let told = check_in(&fixture, &machine, &said).await;
        assert!(!told.report && told.bundle.is_none());
        assert_eq!((told.acknowledged, told.acknowledged_events), (1, 1));
        // The server was restored from a copy, or the machine has something new.
        assert!(check_in(&fixture, &machine, &CheckIn { acknowledged: 2, ..said.clone() }).await.report);
        assert!(check_in(&fixture, &machine, &CheckIn { newest_event: 2, ..said.clone() }).await.report);
        assert!(check_in(&fixture, &machine, &CheckIn { state: Digest::of(b""), ..said }).await.report);
    });
}

#[test]
fn a_request_is_its_machines_own_and_comes_once() {
    on_both("signatures", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let machine = fixture.machine(acme, 1).await;
        let said = write(&machine.check_in(&machine.report(1, &[], &[]), None)).expect("a message");
        let request = |number, time| machine.request("POST", CHECK_IN, said.clone(), number, time);
        let at = |trouble| (401, Some(trouble));
        let told = async |request| {
            let reply = fixture.send(request).await;
            (reply.status, if reply.status == 200 { None } else { reply.trouble() })
        };
        assert_eq!(told(request(5, now())).await, (200, None));
        assert_eq!(told(request(5, now())).await, at(Trouble::Number));
        assert_eq!(told(request(4, now())).await, at(Trouble::Number));
        assert_eq!(told(request(6, now() - 120)).await, at(Trouble::Time));
        assert_eq!(told(request(6, now() + 120)).await, at(Trouble::Time));
        assert_eq!(told(request(6, now() - 30)).await, (200, None));
        // Signed by another, for another place, with another body, or not at all.
        let thief = Machine::with_seed(1, &[3; 32]);
        assert_eq!(told(thief.request("POST", CHECK_IN, said.clone(), 7, now())).await, at(Trouble::Unknown));
        let mut elsewhere = request(7, now());
        *elsewhere.uri_mut() = "/agent/v1/check-in?wait=1".parse().expect("a path");
        assert_eq!(told(elsewhere).await, at(Trouble::Unknown));
        let mut changed = request(7, now());
        *changed.body_mut() = Body::from(vec![b' '; said.len()]);
        assert_eq!(told(changed).await, at(Trouble::Unknown));
        let mut bare = request(7, now());
        bare.headers_mut().clear();
        assert_eq!(told(bare).await, at(Trouble::Unknown));
        assert_eq!(told(request(7, now())).await, (200, None));
        // Signed rightly, and of another machine.
        let other = Machine::new(2);
        let said = other.check_in(&other.report(1, &[], &[]), None);
        assert_eq!(fixture.send(machine.post(CHECK_IN, &said)).await.status, 422);
    });
}

#[test]
fn a_key_that_two_go_by_is_refused_to_both() {
    on_both("clones", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let machine = fixture.machine(acme, 1).await;
        let said = write(&machine.check_in(&machine.report(1, &[], &[]), None)).expect("a message");
        let send =
            async |number| fixture.send(machine.request("POST", CHECK_IN, said.clone(), number, now())).await;
        assert_eq!(send(10_000).await.status, 200);
        // What comes twice is a line that was doubled, not another machine.
        for _ in 0..20 {
            assert_eq!(send(10_000).await.trouble(), Some(Trouble::Number));
        }
        // Nor are requests that overtook each other.
        for number in 9_000..9_050 {
            assert_eq!(send(number).await.trouble(), Some(Trouble::Number));
        }
        for number in 1..20 {
            assert_eq!(send(number).await.trouble(), Some(Trouble::Number));
        }
        assert_eq!(send(20).await.trouble(), Some(Trouble::Cloned));
        let reply = send(20_000).await;
        assert_eq!((reply.status, reply.trouble()), (409, Some(Trouble::Cloned)));
    });
}

#[test]
fn a_key_is_exchanged_by_the_one_before() {
    on_both("keys", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let before = fixture.machine(acme, 1).await;
        let after = Machine::with_seed(1, &[4; 32]);
        let asked = after.asking("");
        let second = fixture.another();
        let early = before.check_in(&before.report(1, &[], &[]), None);
        assert_eq!(second.send(before.post(CHECK_IN, &early)).await.status, 200);
        assert_eq!(fixture.send(before.post("/agent/v1/key", &asked)).await.status, 200);
        let said = before.check_in(&before.report(1, &[], &[]), None);
        let reply = fixture.send(before.post(CHECK_IN, &said)).await;
        assert_eq!((reply.status, reply.trouble()), (401, Some(Trouble::Unknown)));
        // Another server, which knows the key before, looks again.
        let request = after.request("POST", CHECK_IN, write(&said).expect("a message"), 9, now());
        assert_eq!(second.send(request).await.status, 200);
        let request = after.request("POST", CHECK_IN, write(&said).expect("a message"), 10, now());
        assert_eq!(fixture.send(request).await.status, 200);
    });
}

#[test]
fn what_nobody_asked_for_or_has_another_digest_is_not_kept() {
    on_both("contents", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let machine = fixture.machine(acme, 1).await;
        let (digest, bytes) = contents(&[("idna", "3.7")]).canonical().expect("a site");
        let put = async |digest: Digest, bytes: Vec<u8>| {
            let target = format!("/agent/v1/site/{digest}");
            fixture.send(machine.request("PUT", &target, bytes, machine.next(), now())).await.status
        };
        assert_eq!(put(digest, bytes.clone()).await, 422);
        assert_eq!(put(Digest::of(b"other"), bytes.clone()).await, 422);
        let spaced = [b" ".as_slice(), &bytes].concat();
        assert_eq!(put(Digest::of(&spaced), spaced).await, 422);
    });
}

#[test]
fn bodies_are_bounded_also_when_they_are_unpacked() {
    on_both("bodies", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let machine = fixture.machine(acme, 1).await;
        let send = async |target: &str, body: Vec<u8>, encoding: &str| {
            let mut request = machine.request("POST", target, body, machine.next(), now());
            request.headers_mut().insert("content-encoding", encoding.parse().expect("a value"));
            fixture.send(request).await
        };
        let pack = |bytes: &[u8]| zstd::bulk::compress(bytes, 3).expect("packed");
        let report = write(&machine.report(1, &[], &[])).expect("a message");
        assert_eq!(send(REPORT, pack(&report), "zstd").await.message::<Answer>().acknowledged, 1);
        let bomb = pack(&vec![b' '; 64 << 20]);
        assert!(bomb.len() < 16 << 10);
        assert_eq!(send(CHECK_IN, bomb.clone(), "zstd").await.status, 413);
        assert_eq!(send(REPORT, bomb, "zstd").await.status, 413);
        assert_eq!(send(REPORT, b"no zstd".to_vec(), "zstd").await.status, 400);
        assert_eq!(send(REPORT, report, "gzip").await.status, 415);
        let large = machine.request("POST", CHECK_IN, vec![b' '; (16 << 10) + 1], machine.next(), now());
        assert_eq!(fixture.send(large).await.status, 413);
    });
}

#[test]
fn a_machine_that_waits_is_told_at_once_which_policy_holds() {
    on_both("long polls", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let machine = fixture.machine(acme, 1).await;
        let group = fixture.database().group(acme, "all").await.expect("a group");
        let report = machine.report(1, &[], &[]);
        fixture.send(machine.post(REPORT, &report)).await.message::<Answer>();
        let said = machine.check_in(&report, None);
        let waits = fixture.send(machine.post("/agent/v1/check-in?wait=50", &said));
        let assigned = async {
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            fixture.bundle(acme, group, 1).await
        };
        let (reply, offer) = tokio::join!(waits, assigned);
        let told: Instructions = reply.message();
        assert_eq!(told.bundle, Some(offer.clone()));
        let target = format!("/agent/v1/bundle/{}", offer.digest);
        let reply = fixture.send(machine.request("GET", &target, Vec::new(), machine.next(), now())).await;
        assert_eq!(Digest::of(&reply.bytes), offer.digest);
        // It has it: nothing is told of it any more. Another organisation has no such bundle.
        let has = CheckIn { bundle: Some(offer.digest), ..said };
        assert_eq!(check_in(&fixture, &machine, &has).await.bundle, None);
        let other = fixture.organisation("other").await;
        let stranger = fixture.machine(other, 2).await;
        let request = stranger.request("GET", &target, Vec::new(), stranger.next(), now());
        assert_eq!(fixture.send(request).await.status, 404);
        let theirs = fixture.database().group(other, "all").await.expect("a group");
        let wrong = fixture.assign(other, theirs, 1).await;
        assert!(!wrong, "no group goes by another organisation's bundle");
    });
}
