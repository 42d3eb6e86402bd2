//! People and programs that ask.

use axum::body::Body;
use axum::http::Request;
use fetter_protocol::{SiteContents, write};
use fetter_server::auth::Secret;
use fetter_server::store::{Caller, Scope};
use serde_json::{Value, json};

use super::{Fixture, Machine, NEVER, Reply, now};

/// A password that is taken.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// A request with a token.
pub(crate) fn asking(method: &str, path: &str, token: &str, body: Option<&Value>) -> Request<Body> {
    let request = Request::builder().method(method).uri(format!("/api/v1{path}"));
    let request =
        if token.is_empty() { request } else { request.header("authorization", format!("Bearer {token}")) };
    let Some(body) = body else { return request.body(Body::empty()).expect("a request") };
    let body = body.to_string();
    let request = request.header("content-type", "application/json").header("content-length", body.len());
    request.body(Body::from(body)).expect("a request")
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }

    /// One field of each row of a page.
    pub(crate) fn column(&self, field: &str) -> Vec<Value> {
        assert_eq!(self.status, 200, "{}", self.text());
        let page = self.json();
        page["items"].as_array().expect("a page").iter().map(|row| row[field].clone()).collect()
    }
}

impl Fixture {
    pub(crate) async fn get(&self, token: &str, path: &str) -> Reply {
        self.send(asking("GET", path, token, None)).await
    }

    pub(crate) async fn ask(&self, method: &str, token: &str, path: &str, body: Value) -> Reply {
        self.send(asking(method, path, token, Some(&body))).await
    }

    /// The first administrator of an organisation, signed in.
    pub(crate) async fn administrator(&self, organisation: i64, name: &str) -> String {
        let link = self.shared.first_administrator(organisation).await.expect("a link").expect("no user yet");
        let body = json!({"token": link.reveal(), "name": name, "password": PASSWORD});
        let reply = self.ask("POST", "", "/first", body).await;
        assert_eq!(reply.status, 201, "{}", reply.text());
        reply.json()["token"].as_str().expect("a token").to_owned()
    }

    /// What somebody may do who is the first administrator of an organisation.
    pub(crate) async fn scope(&self, organisation: i64, name: &str) -> Scope {
        self.scope_of(&self.administrator(organisation, name).await).await
    }

    /// What somebody may do who has this token.
    pub(crate) async fn scope_of(&self, token: &str) -> Scope {
        let caller = self.database().caller(&Secret::digest_of(token), "").await.expect("an answer");
        match caller {
            Some(Caller::Member(member)) => member.scope,
            _ => unreachable!("an administrator is a member"),
        }
    }

    /// A program's token; no group for all.
    pub(crate) async fn program(&self, administrator: &str, role: &str, group: Option<i64>) -> String {
        let groups = group.map(|group| vec![group]);
        let expires = now() + 3600;
        let body =
            json!({"name": format!("{role} {groups:?}"), "role": role, "groups": groups, "expires": expires});
        let reply = self.ask("POST", administrator, "/tokens", body).await;
        assert_eq!(reply.status, 201, "{}", reply.text());
        reply.json()["secret"].as_str().expect("a token").to_owned()
    }

    /// A machine of a group that has these packages at a place, and has told an event.
    pub(crate) async fn equipped(
        &self,
        organisation: i64,
        group: &str,
        id: u128,
        sites: &[(&str, &SiteContents)],
    ) -> Machine {
        let token = self.token(organisation, group, 1, NEVER).await;
        let machine = Machine::new(id);
        assert_eq!(self.send(machine.enrolment(&token)).await.status, 201);
        let report = machine.report(1, sites, &[1]);
        assert_eq!(self.send(machine.post("/agent/v1/report", &report)).await.status, 200);
        for (_, contents) in sites {
            let (digest, bytes) = contents.canonical().expect("a site");
            let target = format!("/agent/v1/site/{digest}");
            let put = machine.request("PUT", &target, bytes, machine.next(), now());
            assert_eq!(self.send(put).await.status, 200);
        }
        let said = write(&machine.check_in(&report, None)).expect("a message");
        let check_in = machine.request("POST", "/agent/v1/check-in", said, machine.next(), now());
        assert_eq!(self.send(check_in).await.status, 200);
        machine
    }
}
