//! What a policy would do, before machines go by it.

use serde_json::{Value, json};

use crate::support::api::asking;
use crate::support::{Advisories, Fixture, Machine, NEVER, contents, execute, on_both};

const NOW: &str = "schema = \"policy-1\"\n[[deny]]\nmode = \"enforce\"\npackages = [\"evil\", \"old\"]\n";
const NEXT: &str = "schema = \"policy-1\"\n[[deny]]\nmode = \"enforce\"\npackages = [\"evil\", \"newly\"]\n\
    [[deny]]\nid = \"soft\"\nmode = \"warn\"\npackages = [\"good\"]\n";

async fn machine(fixture: &Fixture, acme: i64, id: u128) -> Machine {
    let token = fixture.token(acme, "laptops", 1, NEVER).await;
    let machine = Machine::new(id);
    assert_eq!(fixture.send(machine.enrolment(&token)).await.status, 201);
    machine
}

async fn ask(fixture: &Fixture, token: &str, group: i64, version: u64) -> Value {
    let path = format!("/groups/{group}/policies/{version}/preview");
    let reply = fixture.send(asking("POST", &path, token, None)).await;
    assert_eq!(reply.status, 201, "{}", reply.text());
    reply.json()
}

#[test]
fn what_would_be_refused_is_told_with_where_and_what_is_otherwise_now() {
    on_both("previews", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let ada = fixture.administrator(acme, "ada").await;
        let shared = contents(&[("evil", "1.0"), ("old", "1.0"), ("good", "1.0")]);
        let own = contents(&[("newly", "2.0"), ("good", "1.0")]);
        for id in [1, 2] {
            let machine = machine(&fixture, acme, id).await;
            let sites = [("/v", &shared), ("/w", &own)];
            fixture.has(&machine, 1, if id == 1 { &sites[..1] } else { &sites }).await;
        }
        let silent = machine(&fixture, acme, 3).await;
        let lost = contents(&[("lost", "1.0")]);
        let report = silent.report(1, &[("/v", &lost)], &[]);
        assert_eq!(fixture.send(silent.post("/agent/v1/report", &report)).await.status, 200);
        let group = fixture.database().group(acme, "laptops").await.expect("a group");
        for text in [NOW, NEXT] {
            let path = format!("/groups/{group}/policies");
            assert_eq!(fixture.ask("POST", &ada, &path, json!({"text": text})).await.status, 201);
        }
        let advisories = Advisories::new();
        advisories.put("GHSA-1", "nothing", "1");
        advisories.update(&fixture).await;
        let worker = fixture.worker("one", Some(&advisories.directory()));
        fixture.drain(&worker).await;
        let at = |preview: &Value, rest: &str| format!("/groups/{group}/previews/{}{rest}", preview["id"]);
        let count = |preview: &Value| {
            let all = preview["releases"].as_array().expect("a list").clone();
            all.iter().map(|one| (one["change"].clone(), one["releases"].clone())).collect::<Vec<_>>()
        };
        // Nothing holds: all that would be refused is new.
        let first = ask(&fixture, &ada, group, 1).await;
        assert_eq!((&first["status"], &first["sites"]), (&json!("waiting"), &json!(0)));
        assert_eq!(ask(&fixture, &ada, group, 1).await["id"], first["id"], "asking twice is asking once");
        fixture.drain(&worker).await;
        let first = fixture.get(&ada, &at(&first, "")).await.json();
        assert_eq!((&first["status"], &first["sites"]), (&json!("done"), &json!(3)), "{first}");
        assert_eq!(count(&first), [(json!("new"), json!(2))]);
        let step = json!({"step": "activate", "version": 1});
        assert_eq!(fixture.ask("POST", &ada, &format!("/groups/{group}/policy"), step).await.status, 200);
        let early = ask(&fixture, &ada, group, 1).await;
        assert_eq!(early["id"], first["id"], "it was done a short while ago");
        fixture.drain(&worker).await;
        let second = ask(&fixture, &ada, group, 2).await;
        fixture.drain(&worker).await;
        let second = fixture.get(&ada, &at(&second, "")).await.json();
        let expected = ["gone", "new", "same"].map(|change| (json!(change), json!(1)));
        assert_eq!(count(&second), expected, "{second}");
        assert_eq!((&second["warned"], &second["left_out"]), (&json!(2), &json!(0)));
        let releases = fixture.get(&ada, &at(&second, "/releases")).await;
        assert_eq!(releases.column("package"), ["old", "newly", "evil"]);
        assert_eq!(releases.column("machines"), [2, 1, 2]);
        assert_eq!(releases.column("is_exact"), [true, true, true]);
        let new = fixture.get(&ada, &at(&second, "/releases?change=new")).await;
        assert_eq!((new.column("version"), new.column("code")), (vec![json!("2.0")], vec![json!("denied")]));
        let mut cursor = String::new();
        let mut seen = Vec::new();
        for _ in 0..5 {
            let page = fixture.get(&ada, &at(&second, &format!("/machines?limit=1{cursor}"))).await;
            seen.extend(page.column("package"));
            match page.json()["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(seen, ["evil", "evil", "newly", "old", "old"]);
        let where_is = fixture.get(&ada, &at(&second, "/machines?package=newly&version=2.0")).await;
        assert_eq!(
            (where_is.column("machine"), where_is.column("path")),
            (vec![json!(format!("{:032x}", 2))], vec![json!("/w")])
        );
        // What has not come is not said to pass.
        assert_eq!(second["unchecked"], 1);
        let unchecked = fixture.get(&ada, &at(&second, "/unchecked")).await;
        assert_eq!(unchecked.column("machines"), [1]);
        assert!(unchecked.text().contains("has not come yet"), "{}", unchecked.text());
        let list = fixture.get(&ada, &format!("/groups/{group}/previews")).await;
        assert_eq!(list.column("version"), [2, 1]);
        let two = fixture.database().group(acme, "two").await.expect("a group");
        let elsewhere = fixture.get(&ada, &format!("/groups/{two}/previews/{}", second["id"])).await;
        assert_eq!(elsewhere.status, 404, "it is another group's");
        let far = i64::MAX / 2;
        assert_eq!(fixture.database().forget_previews(far).await.expect("an answer"), 2);
        assert_eq!(fixture.get(&ada, &at(&second, "")).await.status, 404);
    });
}

#[test]
fn one_that_failed_is_made_when_it_is_asked_for_again() {
    on_both("failed previews", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let ada = fixture.administrator(acme, "ada").await;
        let site = contents(&[("evil", "1.0")]);
        fixture.has(&machine(&fixture, acme, 1).await, 1, &[("/v", &site)]).await;
        let worker = fixture.worker("one", None);
        fixture.drain(&worker).await;
        let group = fixture.database().group(acme, "laptops").await.expect("a group");
        let path = format!("/groups/{group}/policies");
        assert_eq!(fixture.ask("POST", &ada, &path, json!({"text": NOW})).await.status, 201);
        let asked = ask(&fixture, &ada, group, 1).await;
        execute(
            &fixture.address,
            "UPDATE job SET failed = 1, attempts = 6, error = 'it broke' WHERE kind = 'preview'",
        )
        .await;
        fixture.drain(&worker).await;
        let path = format!("/groups/{group}/previews/{}", asked["id"]);
        assert_eq!(fixture.get(&ada, &path).await.json()["status"], "failed");
        let again = ask(&fixture, &ada, group, 1).await;
        assert_eq!((&again["id"], &again["status"]), (&asked["id"], &json!("waiting")));
        fixture.drain(&worker).await;
        let done = fixture.get(&ada, &path).await.json();
        assert_eq!((&done["status"], &done["sites"]), (&json!("done"), &json!(1)), "{done}");
        assert_eq!(done["releases"], json!([{"change": "new", "releases": 1}]));
    });
}

#[test]
fn machines_are_counted_once_each_when_it_is_done() {
    on_both("counts of previews", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let ada = fixture.administrator(acme, "ada").await;
        let (one, other) = (contents(&[("evil", "1.0")]), contents(&[("evil", "1.0"), ("a", "1.0")]));
        // The first has the release in two sites; the third has one of them at two paths; the fourth is of no account any more.
        let all: [&[(&str, _)]; 4] = [
            &[("/v", &one), ("/w", &other)],
            &[("/v", &one)],
            &[("/v", &one), ("/x", &one)],
            &[("/v", &one), ("/w", &other)],
        ];
        for (id, sites) in (1..).zip(all) {
            fixture.has(&machine(&fixture, acme, id).await, 1, sites).await;
        }
        let token = fixture.token(acme, "two", 1, NEVER).await;
        let elsewhere = Machine::new(5);
        assert_eq!(fixture.send(elsewhere.enrolment(&token)).await.status, 201);
        fixture.has(&elsewhere, 1, &[("/v", &one)]).await;
        let lost = contents(&[("lost", "1.0")]);
        for id in [6, 7] {
            let silent = machine(&fixture, acme, id).await;
            let report = silent.report(1, &[("/v", &lost), ("/w", &lost)], &[]);
            assert_eq!(fixture.send(silent.post("/agent/v1/report", &report)).await.status, 200);
        }
        let revoke = |id: u128| format!("UPDATE machine SET status = 'revoked' WHERE name = '{id:032x}'");
        execute(&fixture.address, &revoke(4)).await;
        execute(&fixture.address, &revoke(7)).await;
        let worker = fixture.worker("one", None);
        fixture.drain(&worker).await;
        let group = fixture.database().group(acme, "laptops").await.expect("a group");
        let path = format!("/groups/{group}/policies");
        assert_eq!(fixture.ask("POST", &ada, &path, json!({"text": NOW})).await.status, 201);
        let path = format!("/groups/{group}/previews/{}", ask(&fixture, &ada, group, 1).await["id"]);
        let counted = async |sites: i64, machines: i64| {
            let releases = fixture.get(&ada, &format!("{path}/releases")).await;
            assert_eq!(releases.column("package"), ["evil"], "{}", releases.text());
            assert_eq!(releases.column("code"), ["denied"]);
            assert_eq!(
                (releases.column("sites"), releases.column("machines")),
                (vec![json!(sites)], vec![json!(machines)])
            );
            let preview = fixture.get(&ada, &path).await.json();
            assert_eq!(preview["status"], "done", "{preview}");
            assert_eq!(preview["releases"], json!([{"change": "new", "releases": 1}]));
            let unchecked = fixture.get(&ada, &format!("{path}/unchecked")).await;
            // Without advisories no site is checked as a whole: those with the release, and the one that has not come.
            let mut machines: Vec<_> = unchecked.column("machines").iter().map(Value::as_i64).collect();
            machines.sort_unstable();
            assert_eq!(machines, [Some(1), Some(1), Some(3)], "{}", unchecked.text());
        };
        let waiting = fixture.get(&ada, &format!("{path}/releases")).await;
        assert!(waiting.column("package").is_empty(), "nothing is told before it is counted");
        fixture.drain(&worker).await;
        counted(2, 3).await;
        // It is of when it was worked out, and a job that is done again replaces it.
        execute(&fixture.address, &revoke(1)).await;
        counted(2, 3).await;
        let again = "INSERT INTO job (kind, organisation, subject, setting, bundle, due, owner, asked, attempts, failed, error) \
            SELECT 'preview', organisation, id, 0, 0, 0, '', 0, 0, 0, '' \
            FROM preview";
        execute(&fixture.address, again).await;
        assert!(fixture.drain(&worker).await > 0);
        counted(2, 2).await;
    });
}

#[test]
fn machines_that_did_not_tell_all_are_said_beside_what_a_policy_would_do() {
    on_both("previews of silent machines", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let ada = fixture.administrator(acme, "ada").await;
        let site = contents(&[("good", "1.0")]);
        fixture.has(&machine(&fixture, acme, 1).await, 1, &[("/v", &site)]).await;
        let group = fixture.database().group(acme, "laptops").await.expect("a group");
        let path = format!("/groups/{group}/policies");
        assert_eq!(fixture.ask("POST", &ada, &path, json!({"text": NOW})).await.status, 201);
        let asked = ask(&fixture, &ada, group, 1).await;
        fixture.drain(&fixture.worker("one", None)).await;
        let path = format!("/groups/{group}/previews/{}", asked["id"]);
        let told = async || {
            let preview = fixture.get(&ada, &path).await.json();
            assert_eq!(preview["status"], "done", "{preview}");
            (preview["machines_not_checked"].clone(), preview["is_machines_exact"].clone())
        };
        assert_eq!(told().await, (json!(0), json!(true)));
        // One that never reported, one that could not read all, and one of another group.
        machine(&fixture, acme, 2).await;
        assert_eq!(told().await, (json!(1), json!(true)));
        execute(&fixture.address, "UPDATE machine SET problems = 1 WHERE reported > 0").await;
        let token = fixture.token(acme, "two", 1, NEVER).await;
        assert_eq!(fixture.send(Machine::new(3).enrolment(&token)).await.status, 201);
        assert_eq!(told().await, (json!(2), json!(true)));
        let list = fixture.get(&ada, &format!("/groups/{group}/previews")).await;
        assert_eq!(list.column("machines_not_checked"), [2]);
    });
}

#[test]
fn a_policy_is_derived_of_what_a_group_or_a_machine_has() {
    on_both("derived policies", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let ada = fixture.administrator(acme, "ada").await;
        let (one, other) =
            (contents(&[("a", "1.0"), ("b", "1.0")]), contents(&[("a", "2.0"), ("pip", "24.0")]));
        for (id, site) in [(1, &one), (2, &other)] {
            let machine = machine(&fixture, acme, id).await;
            fixture.has(&machine, 1, &[("/v", site)]).await;
        }
        let lost = contents(&[("lost", "1.0")]);
        let silent = machine(&fixture, acme, 3).await;
        let report = silent.report(1, &[("/v", &lost)], &[]);
        assert_eq!(fixture.send(silent.post("/agent/v1/report", &report)).await.status, 200);
        let group = fixture.database().group(acme, "laptops").await.expect("a group");
        let derived = fixture.get(&ada, &format!("/groups/{group}/derived-policy?anchor=both")).await.json();
        assert_eq!(
            (&derived["sites"], &derived["unread"], &derived["is_cut"]),
            (&json!(3), &json!(1), &json!(false))
        );
        let list = derived["policy"]["files"][0]["text"].as_str().expect("a list").to_owned();
        assert!(
            list.contains("\na<=2.0,>=1.0  # optional\nb<=1.0,>=1.0  # optional\n") && !list.contains("pip"),
            "{list}"
        );
        let own = format!("/groups/{group}/derived-policy?machine={:032x}", 2);
        let own = fixture.get(&ada, &own).await.json();
        assert!(
            own["policy"]["files"][0]["text"]
                .as_str()
                .is_some_and(|list| list.ends_with("\na==2.0  # optional\n")),
            "{own}"
        );
        let proposed =
            fixture.ask("POST", &ada, &format!("/groups/{group}/policies"), derived["policy"].clone()).await;
        assert_eq!(proposed.status, 201, "{}", proposed.text());
    });
}
