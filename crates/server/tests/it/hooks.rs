//! Programs that are told what happens.

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fetter_client::Network;
use fetter_client::hook::{HookClient, Reach};
use fetter_protocol::PackageRequest;
use fetter_server::ServerOptions;
use fetter_server::hooks::Deliverer;
use fetter_server::store::Lifted;
use fetter_testkit::server::{Request, Response, Server};
use ring::hmac::{HMAC_SHA256, Key, verify};
use serde_json::{Value, json};

use crate::support::api::asking;
use crate::support::{Advisories, Fixture, contents, now_i64, on_both};

/// A server whose webhooks go to this machine, an administrator, and a program that is told.
struct Told {
    fixture: Fixture,
    organisation: i64,
    admin: String,
    program: Server,
    hook: i64,
    secret: String,
    status: Arc<AtomicU16>,
}

impl Told {
    async fn new(plain: &Fixture, kinds: Value) -> Self {
        let fixture = plain.told(ServerOptions { private_webhooks: true, ..ServerOptions::new(60) });
        let organisation = fixture.organisation("acme").await;
        let admin = fixture.administrator(organisation, "ada").await;
        let program = Server::start();
        let status = Arc::new(AtomicU16::new(204));
        let answers = status.clone();
        program.answer_otherwise(move |_| Response::status(answers.load(Ordering::SeqCst)));
        let body = json!({"url": program.url("/hook?token=x"), "kinds": kinds});
        let made = fixture.ask("POST", &admin, "/webhooks", body).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let made = made.json();
        let hook = made["made"]["id"].as_i64().expect("an id");
        let secret = made["secret"].as_str().expect("a secret").to_owned();
        Self { fixture, organisation, admin, program, hook, secret, status }
    }

    fn deliverer(&self, reach: Reach) -> Deliverer {
        let client = HookClient::new(&Network::default(), reach).expect("a client");
        Deliverer::new(self.fixture.shared.clone(), client)
    }

    /// Brings what is due at a time, and says how many that was.
    async fn bring(&self, now: i64) -> usize {
        self.deliverer(Reach::Anywhere).work(now).await.expect("the database works")
    }

    fn answers(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }

    /// What the program was told, once each signature was found right.
    fn heard(&self) -> Vec<Value> {
        self.program.requests().iter().map(|request| self.read(request)).collect()
    }

    fn read(&self, request: &Request) -> Value {
        let header = |name| request.header(name).expect("it is there").to_owned();
        let key = self.secret.strip_prefix("whsec_").expect("a secret");
        let key = Key::new(HMAC_SHA256, &STANDARD.decode(key).expect("base64"));
        let signature = header("webhook-signature");
        let tag = STANDARD.decode(signature.strip_prefix("v1,").expect("version 1")).expect("base64");
        let text = String::from_utf8(request.body.clone()).expect("text");
        let signed = format!("{}.{}.{text}", header("webhook-id"), header("webhook-timestamp"));
        verify(&key, signed.as_bytes(), &tag).expect("the signature is right");
        assert_eq!((request.method.as_str(), header("content-type").as_str()), ("POST", "application/json"));
        serde_json::from_str(&text).expect("JSON")
    }

    async fn deliveries(&self, field: &str) -> Vec<Value> {
        self.fixture.get(&self.admin, &format!("/webhooks/{}/deliveries", self.hook)).await.column(field)
    }

    async fn test(&self) -> i64 {
        let path = format!("/webhooks/{}/test", self.hook);
        let made = self.fixture.send(asking("POST", &path, &self.admin, None)).await;
        assert_eq!(made.status, 201, "{}", made.text());
        made.json()["id"].as_i64().expect("an id")
    }
}

fn kinds(heard: &[Value]) -> Vec<&str> {
    heard.iter().filter_map(|one| one["type"].as_str()).collect()
}

#[test]
fn programs_are_told_what_happens_each_once_and_signed() {
    on_both("hooks", async |plain| {
        let told = Told::new(&plain, json!(null)).await;
        let (fixture, acme) = (&told.fixture, told.organisation);
        // A finding.
        let advisories = Advisories::new();
        advisories.put("MAL-2026-1", "evil", "9999");
        advisories.update(fixture).await;
        let evil = contents(&[("evil", "1.0")]);
        let machine = fixture.equipped(acme, "laptops", 1, &[("/v", &evil), ("/w", &evil)]).await;
        let other = fixture.equipped(acme, "laptops", 2, &[("/v", &evil)]).await;
        let worker = fixture.worker("one", None);
        fixture.drain(&worker).await;
        // A refused install: the third event of a machine, sent twice.
        let mut report = machine.report(2, &[("/v", &evil), ("/w", &evil)], &[2, 3]);
        report.events[1].code = "refused".to_owned();
        report.events[1].reason = Some("rule no-malware".to_owned());
        for _ in 0..2 {
            assert_eq!(fixture.send(machine.post("/agent/v1/report", &report)).await.status, 200);
        }
        // A machine that is silent, and revoked; an exception that ends.
        let later = now_i64() + 1;
        assert_eq!(fixture.database().note_silence(later, later).await.expect("both"), 2);
        let path = format!("/machines/{}", other.id);
        let revoked = fixture.ask("PATCH", &told.admin, &path, json!({"status": "revoked"})).await;
        assert_eq!(revoked.status, 200);
        let lifted = Lifted {
            rule: "deny".to_owned(),
            owner: "ann".to_owned(),
            reason: "it is ours".to_owned(),
            last_day: "2099-12-24".to_owned(),
            ..Lifted::default()
        };
        let scope = fixture.scope_of(&told.admin).await;
        let kept = fixture.database().keep_exception(&scope, None, &lifted).await.expect("an answer");
        kept.expect("kept");
        // Somebody asks, twice with one message.
        let asked = PackageRequest {
            package: "evil".to_owned(),
            reason: "the build".to_owned(),
            ..PackageRequest::new(&machine.id, &"ab".repeat(16))
        };
        for _ in 0..2 {
            assert_eq!(fixture.send(machine.post("/agent/v1/request", &asked)).await.status, 200);
        }
        for (last, count) in [("2099-12-23", 0), ("2099-12-24", 1), ("2099-12-25", 0)] {
            let noted = fixture.database().note_expiring("2099-12-20", last, later).await;
            assert_eq!(noted.expect("an answer"), count, "{last}");
        }
        // Two servers bring at once.
        let (first, second) = tokio::join!(told.bring(later), told.bring(later));
        let mut count = first + second;
        loop {
            let more = told.bring(later).await;
            if more == 0 {
                break;
            }
            count += more;
        }
        let heard = told.heard();
        let mut all = kinds(&heard);
        all.sort_unstable();
        assert_eq!(all, ["expiring", "finding", "refused", "request", "revoked", "silent", "silent"]);
        assert_eq!(count, 7);
        let of =
            |kind: &str| heard.iter().find(|one| one["type"] == kind).expect("it was told")["data"].clone();
        assert_eq!(of("finding")["facts"]["package"], "evil");
        assert_eq!(of("finding")["facts"]["advisory"], "MAL-2026-1");
        assert_eq!(
            of("refused")["machine"],
            json!({"id": machine.id, "hostname": "build-7", "group": "laptops"})
        );
        assert_eq!(
            (of("refused")["facts"]["sequence"].as_i64(), &of("refused")["organisation"]),
            (Some(3), &json!("acme"))
        );
        assert_eq!(of("revoked")["machine"]["id"], other.id.as_str());
        assert!(of("expiring")["detail"].as_str().is_some_and(|text| text.contains("2099-12-24")));
        // Judged again, it is no news.
        fixture.drain(&worker).await;
        assert_eq!(told.bring(later).await, 0);
    });
}

#[test]
fn what_a_program_does_not_take_comes_again_and_is_kept_when_it_is_given_up() {
    on_both("retries", async |plain| {
        let told = Told::new(&plain, json!(["silent"])).await;
        let id = told.test().await;
        let mut now = now_i64() + 1;
        let mut times = Vec::new();
        for attempt in 1..=10 {
            told.answers(if attempt == 3 { 302 } else { 500 });
            assert_eq!(told.bring(now).await, 1, "{attempt}");
            assert_eq!(told.bring(now).await, 0, "not before its time");
            times.push(now);
            if attempt < 10 {
                now = told.deliveries("due").await[0].as_i64().expect("it comes again");
            }
        }
        assert!(times[9] - times[0] > 2 * 86_400, "{times:?}");
        assert_eq!(told.deliveries("state").await, ["dead"]);
        assert_eq!(told.deliveries("error").await, ["it answered 500"]);
        let heard = told.program.requests();
        assert_eq!(heard.len(), 10);
        // It is the same message each time, and no redirect was followed.
        let ids: std::collections::BTreeSet<_> =
            heard.iter().filter_map(|one| one.header("webhook-id")).collect();
        assert_eq!(ids.len(), 1);
        assert!(heard.iter().all(|one| one.target == "/hook?token=x"));
        let redeliver = format!("/deliveries/{id}/redeliver");
        assert_eq!(told.fixture.send(asking("POST", &redeliver, &told.admin, None)).await.status, 200);
        told.answers(200);
        assert_eq!(told.bring(now_i64() + 1).await, 1);
        assert_eq!(told.deliveries("state").await, ["done"]);
        // One that answers 410 wants nothing any more.
        told.test().await;
        told.answers(410);
        assert_eq!(told.bring(now_i64() + 2).await, 1);
        let hooks = told.fixture.get(&told.admin, "/webhooks").await;
        assert!(hooks.column("gone")[0].is_number() && hooks.column("dead")[0] == 1, "{}", hooks.text());
        told.test().await;
        assert_eq!(told.bring(now_i64() + 3).await, 0);
        // Its secret was shown once, and is sealed.
        assert!(!hooks.text().contains("whsec_"));
        for row in crate::support::dump(&told.fixture.address).await {
            assert!(!row.contains(&told.secret), "{row}");
        }
        let remove = asking("DELETE", &format!("/webhooks/{}", told.hook), &told.admin, None);
        assert_eq!(told.fixture.send(remove).await.status, 204);
        assert!(told.fixture.get(&told.admin, "/webhooks").await.column("id").is_empty());
    });
}

#[test]
fn no_webhook_reaches_what_is_inside() {
    on_both("inside", async |plain| {
        let told = Told::new(&plain, json!(["silent"])).await;
        // A server that was not told so makes none of these.
        let urls = [
            "http://hooks.example/",
            "https://127.0.0.1/",
            "https://[::1]:8443/",
            "https://169.254.169.254/latest/meta-data",
            "https://10.0.0.1/",
            "https://u:p@hooks.example/",
            "file:///etc/passwd",
        ];
        for url in urls {
            let made = plain.ask("POST", &told.admin, "/webhooks", json!({"url": url})).await;
            assert_eq!(made.status, 422, "{url}: {}", made.text());
        }
        let none = json!({"url": "https://hooks.example/", "kinds": []});
        assert_eq!(plain.ask("POST", &told.admin, "/webhooks", none).await.status, 422);
        // One that was made before, or whose name leads inside by now, is not connected to.
        told.test().await;
        let deliverer = told.deliverer(Reach::Public);
        assert_eq!(deliverer.work(now_i64() + 1).await.expect("the database works"), 1);
        assert_eq!(told.program.connections(), 0);
        assert_eq!(told.deliveries("state").await, ["waiting"]);
        // What a program answers is told to nobody, however much it is.
        told.program.answer("/hook?token=x", Response::ok(vec![b'x'; 1 << 20]).with_status(500));
        assert_eq!(told.bring(now_i64() + 60).await, 1);
        assert_eq!(told.deliveries("error").await, ["it answered 500"]);
    });
}

/// So many machines of an organisation are silent, and it is noted under numbers from one on.
async fn silent(fixture: &Fixture, organisation: i64, first: u32, count: u32) {
    let values = (first..first + count).map(|id| format!("({id}, {organisation}, 1, 'silent', NULL, 'it')"));
    let values = values.collect::<Vec<_>>().join(", ");
    let sql = format!("INSERT INTO notice (id, organisation, time, kind, machine, detail) VALUES {values}");
    crate::support::execute(&fixture.address, &sql).await;
}

#[test]
fn nobody_waits_for_an_organisation_with_more_notices_than_can_be_told() {
    on_both("flood", async |plain| {
        let told = Told::new(&plain, json!(["silent"])).await;
        let fixture = &told.fixture;
        // As many webhooks as are looked at in a round, and one of another organisation after them.
        let body = json!({"url": told.program.url("/hook?token=x"), "kinds": ["silent"]});
        for _ in 1..50 {
            assert_eq!(fixture.ask("POST", &told.admin, "/webhooks", body.clone()).await.status, 201);
        }
        let other = fixture.organisation("other").await;
        let admin = fixture.administrator(other, "ben").await;
        let made = fixture.ask("POST", &admin, "/webhooks", body).await.json();
        let path = format!("/webhooks/{}/deliveries", made["made"]["id"]);
        silent(fixture, told.organisation, 1000, 250).await;
        silent(fixture, other, 5000, 1).await;
        let now = now_i64() + 1;
        assert_eq!(fixture.database().tell_webhooks(now).await.expect("an answer"), 49 * 100 + 1);
        assert_eq!(fixture.get(&admin, &path).await.column("state"), ["waiting"]);
        assert!(told.bring(now).await > 0, "what is due is brought, though there are notices still");
    });
}
