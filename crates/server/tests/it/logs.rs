//! The log says what was asked and by whom, and no secret.

use std::io::Write;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::Request;
use fetter_protocol::write;
use fetter_server::ServerOptions;
use serde_json::{Value, json};

use crate::support::api::asking;
use crate::support::{NEVER, contents, now, on_both};

/// What was written.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("nobody panicked").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("nobody panicked").clone()).expect("text")
    }

    fn lines(&self) -> Vec<Value> {
        self.text().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }
}

#[test]
fn secrets_come_through_every_door_and_none_reaches_the_log() {
    on_both("logs", async |plain| {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt().json().flatten_event(true);
        let subscriber = subscriber.with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone());
        let _guard = tracing::subscriber::set_default(subscriber.finish());
        let fixture = plain.told(ServerOptions { log_all: true, ..ServerOptions::new(60) });
        let acme = fixture.organisation("acme").await;
        let mut secrets = vec!["correct horse battery".to_owned(), "hunter2-and-more-of-it".to_owned()];
        let admin = fixture.administrator(acme, "ada").await;
        secrets.push(admin.clone());
        let program = fixture.program(&admin, "viewer", None).await;
        secrets.push(program.clone());
        let token = fixture.token(acme, "all", 5, NEVER).await;
        secrets.push(token.clone());
        let secret = "hunter2-and-more-of-it";
        // Right and wrong, in bodies, headers, paths and queries.
        let session = json!({"organisation": "acme", "name": "ada", "password": secret});
        assert_eq!(fixture.ask("POST", "", "/session", session).await.status, 401);
        let first = json!({"token": secret, "name": "ada", "password": secret});
        assert_eq!(fixture.ask("POST", secret, "/first", first).await.status, 401);
        let change = json!({"password": secret, "new": secret, "more": secret});
        assert_eq!(fixture.ask("POST", &admin, "/me/password", change).await.status, 422);
        assert_eq!(fixture.get(secret, "/me").await.status, 401);
        assert_eq!(fixture.get(&program, &format!("/packages?q={secret}")).await.status, 200);
        assert_eq!(fixture.get(&program, &format!("/machines?cursor={secret}")).await.status, 400);
        assert_eq!(fixture.get(&program, &format!("/machines?nothing={secret}")).await.status, 400);
        fixture.get(&program, &format!("/packages/{secret}")).await;
        assert_eq!(fixture.get(&program, &format!("/none/{secret}")).await.status, 404);
        let mut odd = asking("GET", "/me", "", None);
        let basic = format!("Basic {secret}").parse().expect("a value");
        odd.headers_mut().insert("authorization", basic);
        odd.headers_mut().insert("x-request-id", format!("{secret} {secret}").parse().expect("a value"));
        odd.headers_mut().insert("cookie", secret.parse().expect("a value"));
        assert_eq!(fixture.send(odd).await.status, 401);
        let outside = Request::builder().uri(format!("/{secret}")).body(Body::empty()).expect("a request");
        assert_eq!(fixture.send(outside).await.status, 404);
        // Machines: enrolled with a token, and with a wrong one; what they send is nobody's business here.
        let machine = fixture
            .equipped(acme, "all", 1, &[("/hunter2-and-more-of-it", &contents(&[(secret, "1")]))])
            .await;
        let stranger = crate::support::Machine::new(2);
        assert_eq!(fixture.send(stranger.enrolment(secret)).await.status, 401);
        let said = write(&stranger.check_in(&stranger.report(1, &[], &[]), None)).expect("a message");
        let unknown = stranger.request("POST", "/agent/v1/check-in", said, 1, now());
        assert_eq!(fixture.send(unknown).await.status, 401);
        // The database refuses, and says why in the log alone.
        fixture.database().close().await;
        assert!(fixture.get(&program, "/machines").await.status >= 500);
        let text = log.text();
        for secret in &secrets {
            assert!(!text.contains(secret.as_str()), "{secret}: {text}");
        }
        let lines = log.lines();
        let requests: Vec<&Value> = lines.iter().filter(|line| line["message"] == "request").collect();
        let of = |route: &str, status: u16| {
            let is = |line: &&&Value| line["route"] == route && line["status"] == status;
            requests.iter().find(is).copied().unwrap_or(&Value::Null).clone()
        };
        assert_eq!(of("/api/v1/packages", 200)["method"], "GET");
        assert!(of("/api/v1/packages", 200)["who"].as_str().is_some_and(|who| who.starts_with("token ")));
        assert!(of("/api/v1/me/password", 422)["who"].as_str().is_some_and(|who| who.starts_with("user ")));
        assert_eq!(of("/agent/v1/report", 200)["who"], format!("machine {}", machine.id));
        assert_eq!(of("/api/v1/session", 401)["who"], "-");
        assert_eq!(of("none", 404)["method"], "GET");
        for line in &requests {
            assert!(line["ms"].is_number() && line["id"].as_str().is_some_and(|id| !id.is_empty()), "{line}");
        }
    });
}

#[test]
fn a_request_has_a_number_in_its_answer_and_in_the_log() {
    on_both("request ids", async |fixture| {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt().json().flatten_event(true);
        let subscriber = subscriber.with_writer(move || writer.clone());
        let _guard = tracing::subscriber::set_default(subscriber.finish());
        let reply = fixture.get("", "/me").await;
        let id = reply.headers["x-request-id"].to_str().expect("text").to_owned();
        let mut given = asking("GET", "/me", "", None);
        given.headers_mut().insert("x-request-id", "from-the-proxy-7".parse().expect("a value"));
        let reply = fixture.send(given).await;
        assert_eq!(reply.headers["x-request-id"], "from-the-proxy-7");
        // What machines ask and are given is not logged, unless that was asked for.
        fixture.organisation("acme").await;
        fixture.machine(1, 1).await;
        let told: Vec<Value> = log.lines().iter().map(|line| line["id"].clone()).collect();
        assert_eq!(told, [json!(id), json!("from-the-proxy-7")]);
    });
}
