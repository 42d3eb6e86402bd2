//! Policies, exceptions and requests, as people ask for them.

use fetter_protocol::{Instructions, PackageRequest, RequestAnswer, RequestState};
use serde_json::{Value, json};

use super::cast::POLICY;
use super::orders::{paged_by, refused};
use crate::support::{Fixture, Machine, contents, day, on_both};

#[test]
fn a_policy_is_proposed_compared_activated_and_rolled_back() {
    on_both("policies over the API", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let ada = fixture.administrator(acme, "ada").await;
        let group = fixture.database().group(acme, "laptops").await.expect("a group");
        let editor = fixture.program(&ada, "policy-editor", Some(group)).await;
        let at = |rest: &str| format!("/groups/{group}/{rest}");
        let ask = async |path: &str, body: Value| fixture.ask("POST", &editor, &at(path), body).await;
        let wrong = "schema = \"policy-1\"\n[[alow]]\n\n[[deny]]\npackages = 1\n";
        let refused = ask("policies", json!({"text": wrong})).await;
        assert_eq!(refused.status, 422);
        let errors = refused.json()["errors"].clone();
        let place = |at: usize| (errors[at]["file"].clone(), errors[at]["line"].clone());
        assert_eq!(place(0), (json!("policy.toml"), json!(2)), "{}", refused.text());
        assert_eq!(place(1), (json!("policy.toml"), json!(5)), "{}", refused.text());
        assert!(errors[0]["column"].as_u64().is_some_and(|column| column > 0));
        // A policy is larger than other bodies may be.
        let many: Vec<String> = (0..20_000).map(|number| format!("package-{number}==1.0\n")).collect();
        let many = many.concat();
        let files = json!([{"name": "allowed.txt", "text": many}]);
        let text = "schema = \"policy-1\"\n[[allow]]\nbounds = [\"allowed.txt\"]\n";
        let large = ask("policies", json!({"text": text, "files": files, "note": "large"})).await;
        assert_eq!((large.status, large.json()), (201, json!({"version": 1})), "{}", large.text());
        assert_eq!(ask("policies", json!({"text": POLICY})).await.status, 201);
        let versions = fixture.get(&editor, &at("policies?limit=1")).await;
        assert_eq!(versions.column("version"), [2]);
        let cursor = versions.json()["next"].as_str().expect("a next page").to_owned();
        let versions = fixture.get(&editor, &at(&format!("policies?cursor={cursor}"))).await;
        assert_eq!(
            (versions.column("note"), versions.column("created_by")[0].is_string()),
            (vec![json!("large")], true)
        );
        let whole = fixture.get(&editor, &at("policies/1")).await.json();
        assert_eq!((&whole["text"], &whole["files"]), (&json!(text), &files));
        let nothing = fixture.get(&editor, &at("policy")).await.json();
        assert_eq!(nothing, json!({"version": null, "next": null, "percent": 0}));
        let stands = ask("policy", json!({"step": "activate", "version": 1})).await;
        assert_eq!(stands.json(), json!({"version": 1, "next": null, "percent": 0}), "{}", stands.text());
        let diff = fixture.get(&editor, &at("policies/2/diff")).await.json();
        assert_eq!((&diff["from"], &diff["is_whole"]), (&json!(1), &json!(true)));
        let diff = diff["diff"].as_str().expect("a text").to_owned();
        assert!(diff.contains("--- 1/allowed.txt\n+++ /dev/null\n"), "{diff}");
        assert!(diff.contains("-bounds = [\"allowed.txt\"]\n+[[deny]]\n"), "{diff}");
        for (body, status) in [
            (json!({"step": "stage", "version": 2, "percent": 100}), 422),
            (json!({"step": "stage", "version": 9, "percent": 10}), 422),
            (json!({"step": "unstage"}), 409),
            (json!({"step": "roll-back"}), 409),
            (json!({"step": "jump"}), 422),
            (json!({"step": "stage", "version": 2, "percent": 10}), 200),
            // What holds or is staged is not what whoever asks saw.
            (json!({"step": "unstage", "staged": 0}), 409),
            (json!({"step": "unstage", "holds": 1, "staged": 2}), 200),
            (json!({"step": "activate", "version": 2, "holds": 0}), 409),
            (json!({"step": "activate", "version": 2, "holds": 1, "staged": 0}), 200),
            (json!({"step": "roll-back", "holds": 1}), 409),
            (json!({"step": "roll-back", "to": 2}), 409),
            (json!({"step": "roll-back", "holds": 2, "staged": 0, "to": 1}), 200),
            // The same once more does not put the other in force again.
            (json!({"step": "roll-back", "holds": 2, "staged": 0, "to": 1}), 409),
        ] {
            let reply = ask("policy", body.clone()).await;
            assert_eq!(reply.status, status, "{body}: {}", reply.text());
        }
        assert_eq!(fixture.get(&editor, &at("policy")).await.json()["version"], 1);
        let history = fixture.get(&editor, &at("policy/history")).await;
        assert_eq!(history.column("step"), ["roll-back", "activate", "unstage", "stage", "activate"]);
        assert_eq!(history.column("percent"), [100, 100, 100, 10, 100]);
        let audit = fixture.get(&ada, "/audit").await;
        let actions = audit.column("action");
        let policies: Vec<&Value> = actions
            .iter()
            .filter(|action| action.as_str().is_some_and(|word| word.starts_with("policy.")))
            .collect();
        let expected = [
            "policy.roll-back",
            "policy.activate",
            "policy.unstage",
            "policy.stage",
            "policy.activate",
            "policy.propose",
            "policy.propose",
        ];
        assert_eq!(policies, expected);
    });
}

#[test]
fn exceptions_are_made_listed_and_taken_back() {
    on_both("exceptions over the API", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let ada = fixture.administrator(acme, "ada").await;
        let one = fixture.database().group(acme, "one").await.expect("a group");
        let two = fixture.database().group(acme, "two").await.expect("a group");
        let limited = fixture.program(&ada, "approver", Some(one)).await;
        let body = |group: Option<i64>, until: &str, reason: &str| json!({"group": group, "rule": "deny", "package": "evil==1.0", "reason": reason, "until": until});
        let make = async |token: &str, body: Value| fixture.ask("POST", token, "/exceptions", body).await;
        for (group, until, reason, status) in [
            (Some(one), "2020-01-01", "r", 422),
            (Some(one), "2999-01-01", "r", 422),
            (Some(one), "soon", "r", 422),
            (Some(one), &*day(9), " ", 422),
            (Some(one), &day(9), "two\nlines", 422),
            (Some(two), &day(9), "r", 422),
            (None, &day(9), "r", 403),
            (Some(one), &day(9), "for a week", 201),
        ] {
            let reply = make(&limited, body(group, until, reason)).await;
            assert_eq!(reply.status, status, "{group:?} {until} {reason}: {}", reply.text());
        }
        let nothing = make(&ada, json!({"group": one, "reason": "r", "until": day(9)})).await;
        assert_eq!(nothing.status, 422, "it names neither rule nor advisory");
        assert!(nothing.json()["errors"][0]["message"].is_string());
        let all = make(&ada, body(None, &day(9), "for all")).await;
        let all = all.json()["id"].as_i64().expect("an id");
        assert_eq!(make(&ada, body(Some(two), &day(9), "for two")).await.status, 201);
        let list = fixture.get(&limited, "/exceptions").await;
        assert_eq!(list.column("reason"), ["for all", "for a week"], "the other group's is not seen");
        let of_all = format!("/exceptions/{all}");
        assert_eq!(fixture.get(&limited, &of_all).await.status, 200);
        let delete = async |token: &str, path: &str| {
            fixture.send(crate::support::api::asking("DELETE", path, token, None)).await.status
        };
        assert_eq!(delete(&limited, &of_all).await, 403, "it is for others too");
        assert_eq!(delete(&ada, &of_all).await, 204);
        assert_eq!(delete(&ada, &of_all).await, 404);
        let list = fixture.get(&ada, &format!("/exceptions?group={one}&holding=true")).await;
        assert_eq!(list.column("reason"), ["for a week"]);
        assert_eq!(fixture.get(&ada, &of_all).await.json()["revoked_by"], "ada");
    });
}

#[test]
fn exceptions_are_found_by_what_they_lift_and_are_in_the_order_of_their_last_days() {
    on_both("the order of exceptions", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let ada = fixture.administrator(acme, "ada").await;
        let one = fixture.database().group(acme, "one").await.expect("a group");
        let limited = fixture.program(&ada, "viewer", Some(one)).await;
        for (group, rule, advisory, package, days) in [
            (Some(one), "", "PYSEC-2024-7", "Zope.Interface", 30),
            (None, "deny", "", "zope-interface<5", 9),
            (None, "", "CVE-2024-70", "", 30),
            (Some(one), "integrity", "", "evil", 20),
        ] {
            let body = json!({"group": group, "rule": rule, "advisory": advisory, "package": package, "reason": "r", "until": day(days)});
            let made = fixture.ask("POST", &ada, "/exceptions", body).await;
            assert_eq!(made.status, 201, "{}", made.text());
        }
        let two = fixture.database().group(acme, "two").await.expect("a group");
        let other = json!({"group": two, "rule": "deny", "package": "zope", "reason": "r", "until": day(12)});
        assert_eq!(fixture.ask("POST", &ada, "/exceptions", other).await.status, 201);
        let found = async |token: &str, query: &str| {
            let list = fixture.get(token, &format!("/exceptions?{query}")).await;
            assert_eq!(list.status, 200, "{query}: {}", list.text());
            list.column("id").iter().filter_map(Value::as_i64).collect::<Vec<i64>>()
        };
        let oldest = found(&ada, "order=oldest").await;
        let [first, second, third, fourth, fifth] = oldest[..] else {
            unreachable!("five were made: {oldest:?}")
        };
        assert_eq!(found(&ada, "").await, [fifth, fourth, third, second, first]);
        let by_end = [second, fifth, fourth, first, third];
        assert_eq!(found(&ada, "order=first-to-end").await, by_end);
        let mut from_the_last = by_end;
        from_the_last.reverse();
        assert_eq!(found(&ada, "order=last-to-end").await, from_the_last);
        assert_eq!(found(&limited, "order=first-to-end").await, [second, fourth, first, third]);
        for (text, these) in [
            ("ZOPE_interface", vec![first, second]),
            ("interface%3C", vec![second]),
            ("2024-7", vec![first, third]),
            ("zope", vec![first, second, fifth]),
            ("INTEGR", vec![fourth]),
            ("%25", vec![]),
            ("", oldest.clone()),
        ] {
            assert_eq!(found(&ada, &format!("order=oldest&q={text}")).await, these, "{text}");
        }
        // A page after the other is the whole list, in each order, also where days are the same.
        for order in ["newest", "oldest", "first-to-end", "last-to-end"] {
            let paged = paged_by(&fixture, &ada, &format!("/exceptions?order={order}"), 1).await;
            let paged: Vec<i64> = paged.iter().filter_map(|row| row["id"].as_i64()).collect();
            assert_eq!(paged, found(&ada, &format!("order={order}")).await, "{order}");
        }
        refused(&fixture, &ada, "/exceptions", "order=newest", "order=first-to-end").await;
    });
}

#[test]
fn requests_are_found_by_their_packages() {
    on_both("requests by package", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let ada = fixture.administrator(acme, "ada").await;
        let (machine, _) = asking(&fixture, &ada, acme).await;
        for (number, package) in [(1, "Zope.Interface==5.0"), (2, "zope_event"), (3, "evil==1.0")] {
            let state = hand_in(&fixture, &machine, &request(&machine, number, package)).await;
            assert_eq!(state.state, RequestState::OPEN);
        }
        for (text, packages) in [
            ("zope-", vec!["zope_event", "Zope.Interface==5.0"]),
            ("INTERFACE%3D%3D5", vec!["Zope.Interface==5.0"]),
            ("zope-&status=approved", vec![]),
            ("nothing", vec![]),
        ] {
            let list = fixture.get(&ada, &format!("/requests?q={text}")).await;
            assert_eq!(list.column("package"), packages, "{text}");
        }
        let long = "x".repeat(513);
        assert_eq!(fixture.get(&ada, &format!("/requests?q={long}")).await.status, 422);
    });
}

/// A machine that goes by a policy which denies, and hands in a request.
async fn asking(fixture: &Fixture, ada: &str, acme: i64) -> (Machine, i64) {
    let site = contents(&[("evil", "1.0")]);
    let machine = fixture.equipped(acme, "laptops", 1, &[("/v", &site)]).await;
    let group = fixture.database().group(acme, "laptops").await.expect("a group");
    let proposed =
        fixture.ask("POST", ada, &format!("/groups/{group}/policies"), json!({"text": POLICY})).await;
    assert_eq!(proposed.status, 201);
    let step = json!({"step": "activate", "version": 1});
    assert_eq!(fixture.ask("POST", ada, &format!("/groups/{group}/policy"), step).await.status, 200);
    (machine, group)
}

fn request(machine: &Machine, number: u128, package: &str) -> PackageRequest {
    PackageRequest {
        package: package.to_owned(),
        reason: "our build needs it".to_owned(),
        user: "ann".to_owned(),
        rules: vec!["deny".to_owned()],
        ..PackageRequest::new(&machine.id, &format!("{number:032x}"))
    }
}

async fn hand_in(fixture: &Fixture, machine: &Machine, request: &PackageRequest) -> RequestState {
    let answer: RequestAnswer = fixture.send(machine.post("/agent/v1/request", request)).await.message();
    assert_eq!(answer.machine, machine.id);
    answer.request
}

/// What a machine is told that knows of this decision.
async fn told(fixture: &Fixture, machine: &Machine, known: Option<u64>) -> Instructions {
    let report = machine.report(1, &[("/v", &contents(&[("evil", "1.0")]))], &[1]);
    let said = fetter_protocol::CheckIn { decisions: known, ..machine.check_in(&report, None) };
    fixture.send(machine.post("/agent/v1/check-in", &said)).await.message()
}

#[test]
fn a_request_is_approved_and_the_machine_hears_of_it() {
    on_both("requests", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let ada = fixture.administrator(acme, "ada").await;
        let (machine, group) = asking(&fixture, &ada, acme).await;
        let first = request(&machine, 1, "evil==1.0");
        assert_eq!(hand_in(&fixture, &machine, &first).await.state, RequestState::OPEN);
        assert_eq!(hand_in(&fixture, &machine, &first).await.state, RequestState::OPEN, "it comes twice");
        let second = hand_in(&fixture, &machine, &request(&machine, 2, "worse")).await;
        assert_eq!(second.state, RequestState::OPEN);
        let pattern = hand_in(&fixture, &machine, &request(&machine, 3, "acme-*")).await;
        assert_eq!(pattern.state, RequestState::NOT_TAKEN, "{pattern:?}");
        let approver = fixture.program(&ada, "approver", Some(group)).await;
        let list = fixture.get(&approver, "/requests?status=open").await;
        assert_eq!(list.column("package"), ["worse", "evil==1.0"]);
        assert_eq!(list.column("user"), ["ann", "ann"]);
        let ids: Vec<i64> = list.column("id").iter().map(|id| id.as_i64().expect("an id")).collect();
        let before = told(&fixture, &machine, Some(0)).await;
        assert_eq!(before.decisions, []);
        let approval = json!({"reason": "for the release", "until": day(7)});
        let path = format!("/requests/{}/approval", ids[1]);
        let approved = fixture.ask("POST", &approver, &path, approval.clone()).await;
        assert_eq!(
            (approved.status, &approved.json()["status"]),
            (200, &json!("approved")),
            "{}",
            approved.text()
        );
        assert_eq!(fixture.ask("POST", &approver, &path, approval).await.status, 409, "it was decided");
        let path = format!("/requests/{}/refusal", ids[0]);
        let refused = fixture.ask("POST", &approver, &path, json!({"reason": "use another"})).await;
        assert_eq!(refused.status, 200, "{}", refused.text());
        let after = told(&fixture, &machine, Some(0)).await;
        assert!(
            after.bundle.as_ref().map(|bundle| bundle.number) > before.bundle.map(|bundle| bundle.number)
        );
        let heard: Vec<(&str, &str)> =
            after.decisions.iter().map(|one| (one.state.as_str(), one.reason.as_str())).collect();
        assert_eq!(heard, [("approved", "for the release"), ("refused", "use another")]);
        assert_eq!(after.decisions[0].until, Some(day(7)));
        let newest = after.decisions[1].number;
        assert!(newest > after.decisions[0].number);
        assert_eq!(told(&fixture, &machine, Some(newest)).await.decisions, []);
        assert_eq!(told(&fixture, &machine, None).await.decisions, [], "an older agent asks for none");
        let bundle =
            fixture.database().bundle(acme, &after.bundle.expect("one").digest).await.expect("an answer");
        let bundle = String::from_utf8(bundle.expect("it is there")).expect("JSON");
        assert!(bundle.contains(r#"package = \"evil==1.0\"\nreason = \"for the release\""#), "{bundle}");
        let exceptions = fixture.get(&approver, "/exceptions").await;
        assert_eq!(exceptions.column("request"), [ids[1]]);
        let again = hand_in(&fixture, &machine, &first).await;
        assert_eq!((again.state.as_str(), again.number), ("approved", after.decisions[0].number));
        let actions = fixture.get(&ada, "/audit?limit=3").await.column("action");
        assert_eq!(actions, ["request.refuse", "request.approve", "exception.make"]);
    });
}

#[test]
fn a_machine_hands_in_so_many_requests_and_no_others() {
    on_both("requests that are too many", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let ada = fixture.administrator(acme, "ada").await;
        let (machine, _) = asking(&fixture, &ada, acme).await;
        let mut open = 0;
        for number in 1..=55 {
            let state = hand_in(&fixture, &machine, &request(&machine, number, "evil")).await;
            open += u32::from(state.state == RequestState::OPEN);
        }
        assert_eq!(open, 50);
        let mut last = 200;
        for number in 100..120 {
            last = fixture
                .send(machine.post("/agent/v1/request", &request(&machine, number, "evil")))
                .await
                .status;
        }
        assert_eq!(last, 429, "it asks too often");
        let report = machine.report(1, &[("/v", &contents(&[("evil", "1.0")]))], &[1]);
        let check_in = machine.post("/agent/v1/check-in", &machine.check_in(&report, None));
        assert_eq!(fixture.send(check_in).await.status, 200, "what else it has to say is heard");
        let another = Machine::new(2);
        let foreign = fixture.send(another.post("/agent/v1/request", &request(&machine, 1, "evil"))).await;
        assert_eq!(foreign.status, 401);
    });
}

#[test]
fn a_machine_that_waits_hears_of_a_decision_whichever_server_takes_it() {
    on_both("decisions that are waited for", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let ada = fixture.administrator(acme, "ada").await;
        let (machine, _) = asking(&fixture, &ada, acme).await;
        hand_in(&fixture, &machine, &request(&machine, 1, "evil")).await;
        let id = fixture.get(&ada, "/requests").await.column("id")[0].clone();
        let known = told(&fixture, &machine, Some(0)).await.bundle.expect("it goes by one");
        let report = machine.report(1, &[("/v", &contents(&[("evil", "1.0")]))], &[1]);
        let said = machine.check_in(&report, Some(known.digest));
        let said = fetter_protocol::CheckIn { decisions: Some(0), ..said };
        let begun = std::time::Instant::now();
        let waits = fixture.send(machine.post("/agent/v1/check-in?wait=50", &said));
        let another = fixture.another();
        let path = format!("/requests/{id}/refusal");
        let refused = async {
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            another.ask("POST", &ada, &path, json!({"reason": "use another"})).await
        };
        let (reply, refused) = tokio::join!(waits, refused);
        assert_eq!(refused.status, 200, "{}", refused.text());
        let heard: Instructions = reply.message();
        assert_eq!((heard.decisions[0].state.as_str(), heard.bundle), ("refused", None));
        assert!(begun.elapsed().as_secs() < 40, "it did not wait to the end");
    });
}
