//! The people of a demonstration, and what they decide: through the API, as people do.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::DemoError;
use super::machine::answer;
use crate::auth::Secret;
use crate::clock;
use crate::state::Shared;
use crate::store::{Caller, Scope};

/// A user of a demonstration.
#[derive(Clone, Copy, Debug)]
pub struct DemoUser {
    /// The name.
    pub name: &'static str,
    /// The role, as the API calls it.
    pub role: &'static str,
    /// The group that this is limited to; `None` for all.
    pub group: Option<&'static str>,
}

/// All of them.
pub const USERS: [DemoUser; 4] = [
    DemoUser { name: "ada", role: "administrator", group: None },
    DemoUser { name: "emre", role: "policy-editor", group: None },
    DemoUser { name: "rosa", role: "approver", group: Some("data science") },
    DemoUser { name: "viv", role: "viewer", group: Some("laptops") },
];

/// The first version of each group's policy, and the second. That malware is refused is built in.
const OBSERVE: &str = r#"schema = "policy-1"
name = "NAME"
version = "1"
mode = "observe"

[[audit]]
id = "severe"
severity = "high"
"#;
const STRICT: &str = r#"schema = "policy-1"
name = "NAME"
version = "2"
mode = "warn"

[[audit]]
id = "severe"
severity = "high"

[[deny]]
id = "old-requests"
mode = "enforce"
packages = ["requests<2.31"]
"#;

/// The first administrator at work.
#[derive(Debug)]
pub(super) struct People {
    app: Router,
    token: String,
    password: String,
}

impl People {
    /// The first administrator uses the link.
    pub(super) async fn begin(app: Router, link: &str, password: &str) -> Result<Self, DemoError> {
        let mut people = Self { app, token: String::new(), password: password.to_owned() };
        people.token = people.first(link, USERS[0].name).await?;
        Ok(people)
    }

    /// Somebody uses a link, and has a session.
    async fn first(&self, link: &str, name: &str) -> Result<String, DemoError> {
        let body = json!({"token": link, "name": name, "password": self.password});
        let begun = self.ask("POST", "/first", body).await?;
        Ok(begun["token"].as_str().unwrap_or_default().to_owned())
    }

    async fn ask(&self, method: &str, path: &str, body: Value) -> Result<Value, DemoError> {
        let request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        let request = if self.token.is_empty() {
            request
        } else {
            request.header("authorization", format!("Bearer {}", self.token))
        };
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let request = request.header("content-type", "application/json").header("content-length", body.len());
        let answered = answer(&self.app, &format!("{method} {path}"), request.body(Body::from(body))).await?;
        if answered.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_slice(&answered).map_err(|error| DemoError::new("read an answer", error))
    }

    /// Makes groups, and says their ids by their names.
    pub(super) async fn groups(
        &self,
        groups: &[(&'static str, &'static str, &'static [usize], usize)],
    ) -> Result<BTreeMap<&'static str, i64>, DemoError> {
        let mut ids = BTreeMap::new();
        for (name, ..) in groups {
            let made = self.ask("POST", "/groups", json!({"name": name})).await?;
            ids.insert(*name, made["id"].as_i64().unwrap_or_default());
        }
        Ok(ids)
    }

    pub(super) async fn enrolment_token(&self, group: i64, uses: usize) -> Result<String, DemoError> {
        let body = json!({"group": group, "uses": uses.max(1), "expires": clock::now() + 86_400});
        let made = self.ask("POST", "/enrolment-tokens", body).await?;
        Ok(made["secret"].as_str().unwrap_or_default().to_owned())
    }

    /// Makes the other users.
    pub(super) async fn users(&self, groups: &BTreeMap<&'static str, i64>) -> Result<(), DemoError> {
        for user in &USERS[1..] {
            let limited = user.group.and_then(|name| groups.get(name)).map(|id| vec![*id]);
            let body = json!({"name": user.name, "role": user.role, "groups": limited});
            let made = self.ask("POST", "/users", body).await?;
            let link = made["secret"].as_str().unwrap_or_default().to_owned();
            self.first(&link, user.name).await?;
        }
        Ok(())
    }

    /// Proposes, activates and stages policies.
    pub(super) async fn policies(&self, groups: &BTreeMap<&'static str, i64>) -> Result<(), DemoError> {
        for (name, group) in groups {
            let path = format!("/groups/{group}/policies");
            let text = |policy: &str| policy.replace("NAME", name);
            let first = json!({"text": text(OBSERVE), "note": "see first what there is"});
            self.ask("POST", &path, first).await?;
            let second = json!({"text": text(STRICT), "note": "warn of what is known to be bad"});
            self.ask("POST", &path, second).await?;
            let step = format!("/groups/{group}/policy");
            self.ask("POST", &step, json!({"step": "activate", "version": 1})).await?;
            match *name {
                "laptops" => {
                    self.ask("POST", &step, json!({"step": "stage", "version": 2, "percent": 25})).await?
                }
                "build" => self.ask("POST", &step, json!({"step": "activate", "version": 2})).await?,
                _ => Value::Null,
            };
        }
        Ok(())
    }

    /// What the first administrator sees.
    pub(super) async fn scope(&self, shared: &Shared) -> Result<Scope, DemoError> {
        let failed = |why: &dyn std::fmt::Display| DemoError::new("look for the administrator", why);
        let caller = shared.database.caller(&Secret::digest_of(&self.token), "").await;
        match caller.map_err(|error| failed(&error))? {
            Some(Caller::Member(member)) => Ok(member.scope),
            _ => Err(failed(&"there is none")),
        }
    }

    /// Lifts something for a while.
    pub(super) async fn decide(&self, groups: &BTreeMap<&'static str, i64>) -> Result<(), DemoError> {
        let day = |days: u64| fetter_core::date::Date::of_unix_time(clock::now() + days * 86_400).to_string();
        let lifted = json!({
            "group": groups.get("build"), "advisory": "PYSEC-2023-254", "package": "cryptography==39.0.2",
            "reason": "the signing tool is replaced in spring", "owner": "emre", "until": day(60),
        });
        self.ask("POST", "/exceptions", lifted).await?;
        Ok(())
    }
}
