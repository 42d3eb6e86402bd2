//! A browser, as far as a server sees one: a cookie, and what it says of where a form comes from.

use std::fmt::Write;

use axum::body::Body;
use axum::http::Request;
use fetter_server::auth::Role;
use serde_json::json;

use crate::support::api::PASSWORD;
use crate::support::{Fixture, Reply};

/// Somebody's browser.
pub(crate) struct Browser<'fixture> {
    fixture: &'fixture Fixture,
    /// The token of the session; empty for nobody's.
    pub(super) session: String,
}

impl<'fixture> Browser<'fixture> {
    pub(crate) fn of(fixture: &'fixture Fixture, session: &str) -> Self {
        Self { fixture, session: session.to_owned() }
    }

    /// A user of that role, signed in; no group for all.
    pub(super) async fn user(
        fixture: &'fixture Fixture,
        administrator: &str,
        role: Role,
        group: Option<i64>,
    ) -> Self {
        let name = format!("{} {group:?}", role.name());
        let groups = group.map(|group| vec![group]);
        let body = json!({"name": name, "role": role.name(), "groups": groups});
        let made = fixture.ask("POST", administrator, "/users", body).await.json();
        let body = json!({"token": made["secret"], "name": name, "password": PASSWORD});
        let begun = fixture.ask("POST", "", "/first", body).await;
        assert_eq!(begun.status, 201, "{}", begun.text());
        Self::of(fixture, begun.json()["token"].as_str().expect("a token"))
    }

    pub(super) fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(path).header("host", "console.example");
        if self.session.is_empty() {
            return request;
        }
        request.header("cookie", format!("__Host-fetter-session={}", self.session))
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.fixture.send(self.request("GET", path).body(Body::empty()).expect("a request")).await
    }

    /// A page that is there.
    pub(crate) async fn page(&self, path: &str) -> String {
        let reply = self.get(path).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        assert_eq!(reply.headers["content-type"], "text/html; charset=utf-8", "{path}");
        reply.text()
    }

    /// Sends a form as the page of this session sends it.
    pub(super) async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let csrf = self.csrf().await;
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend(fields);
        self.post(path, &all, &[("sec-fetch-site", "same-origin")]).await
    }

    /// Sends a form with these headers.
    pub(super) async fn post(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Reply {
        let mut request =
            self.request("POST", path).header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = form(fields);
        let request = request.header("content-length", body.len()).body(Body::from(body));
        self.fixture.send(request.expect("a request")).await
    }

    /// What forms of this session carry.
    pub(super) async fn csrf(&self) -> String {
        let page = self.page("/account").await;
        let (_, rest) = page.split_once("name=\"csrf\" value=\"").expect("a form");
        rest.split_once('"').expect("a value").0.to_owned()
    }
}

/// As forms are written.
pub(super) fn form(fields: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (name, value) in fields {
        let _ = write!(text, "{}{name}=", if text.is_empty() { "" } else { "&" });
        for byte in value.bytes() {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

/// Where an answer sends a browser.
pub(super) fn sent_to(reply: &Reply) -> String {
    assert_eq!(reply.status, 303, "{}", reply.text());
    reply.headers["location"].to_str().expect("an address").to_owned()
}
