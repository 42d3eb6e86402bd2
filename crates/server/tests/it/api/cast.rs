//! Two organisations with everything that there is, and everybody who may ask.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};

use fetter_protocol::PackageRequest;
use fetter_server::api::v1::Route;
use fetter_server::auth::Role;
use serde_json::{Value, json};

use crate::support::api::asking;
use crate::support::{Fixture, NEVER, contents, day, environment, execute, now};

/// What somebody holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// No token that is good.
    Nothing,
    Operator,
    Role {
        role: Role,
        is_whole: bool,
        read_only: bool,
    },
}

pub(crate) struct Caller {
    pub(crate) name: String,
    pub(crate) token: String,
    pub(crate) holds: Holds,
    pub(crate) address: SocketAddr,
}

static CALLERS: AtomicU32 = AtomicU32::new(0);

/// Something of each kind in one group of one organisation.
pub(crate) struct Targets {
    word: &'static str,
    pub(crate) group: i64,
    machine: String,
    release: i64,
    site: i64,
    enrolment_token: i64,
    token: i64,
    user: i64,
    organisation: i64,
    exception: i64,
    preview: i64,
    /// A request that is approved, and one that is refused.
    requests: [i64; 2],
    webhook: i64,
    delivery: i64,
    recipient: i64,
}

pub(crate) struct Cast {
    administrator: String,
    limited: i64,
    pub(crate) callers: Vec<Caller>,
    /// Of the callers' organisation, in a group that is not of those who are limited.
    pub(crate) mine: Targets,
    /// Of another organisation.
    pub(crate) theirs: Targets,
    /// Of none.
    pub(crate) nothing: Targets,
}

impl Targets {
    /// The path of a route for these.
    pub(crate) fn path(&self, route: &Route) -> String {
        let kind = route.path.split('/').nth(1).unwrap_or_default();
        let id = match kind {
            "groups" => self.group,
            "releases" => self.release,
            "sites" => self.site,
            "enrolment-tokens" => self.enrolment_token,
            // A program's token is nobody's session (`/me/sessions`).
            "tokens" | "me" => self.token,
            "users" => self.user,
            "organisations" => self.organisation,
            "exceptions" => self.exception,
            "requests" => self.requests[usize::from(route.path.ends_with("/refusal"))],
            "webhooks" => self.webhook,
            "deliveries" => self.delivery,
            "mail-recipients" => self.recipient,
            _ => {
                assert!(!route.path.contains("{id}"), "{}: say here what its id is", route.path);
                0
            }
        };
        let path = route.path.replace("{id}", &id.to_string()).replace("{machine}", &self.machine);
        let number = if route.path.contains("/previews/") { self.preview } else { 1 };
        let path = path.replace("{number}", &number.to_string());
        let path = path.replace("{finding}", &format!("release-{}", self.release));
        path.replace("{name}", &format!("{}-package", self.word))
    }

    /// The path of a page for these.
    pub(crate) fn page(&self, path: &str) -> String {
        let kind = path.strip_prefix("/administration").unwrap_or(path);
        let kind = kind.strip_prefix("/export").unwrap_or(kind).split('/').nth(1).unwrap_or_default();
        let id = match kind {
            "policies" | "group" => self.group,
            "releases" => self.release,
            "sites" => self.site,
            "enrolment" => self.enrolment_token,
            // Of those who are signed in it is nobody's session.
            "tokens" | "account" => self.token,
            "users" => self.user,
            "exceptions" => self.exception,
            "requests" => self.requests[usize::from(path.ends_with("/refusal"))],
            "webhooks" => self.webhook,
            "mail" => self.recipient,
            _ => {
                assert!(!path.contains("{id}"), "{path}: say here what its id is");
                0
            }
        };
        let number = match kind {
            "webhooks" => self.delivery,
            _ if path.contains("/previews/") => self.preview,
            _ => 1,
        };
        let path = path.replace("{id}", &id.to_string()).replace("{machine}", &self.machine);
        let path = path.replace("{number}", &number.to_string());
        let path = path.replace("{finding}", &format!("release-{}", self.release));
        path.replace("{name}", &format!("{}-package", self.word))
    }

    /// What nobody reads who may not see these.
    pub(crate) fn marks(&self) -> Vec<String> {
        vec![self.machine.clone(), format!("{}-package", self.word), format!("{}-group", self.word)]
    }
}

impl Cast {
    pub(crate) async fn new(fixture: &Fixture) -> Self {
        let operator = fixture.shared.operator("root", NEVER).await.expect("a token").reveal().to_owned();
        let acme = fixture.organisation("acme").await;
        let other = fixture.organisation("other").await;
        let admin = fixture.administrator(acme, "ada").await;
        let their_admin = fixture.administrator(other, "eve").await;
        let mine = targets(fixture, acme, &admin, "mine", 1).await;
        let limited = targets(fixture, acme, &admin, "limited", 2).await;
        let theirs = targets(fixture, other, &their_admin, "theirs", 3).await;
        let mut callers = vec![
            caller("nobody", String::new(), Holds::Nothing),
            caller("a guess", "fetter_api_00".to_owned(), Holds::Nothing),
            caller("a trick", "' OR 1=1 --".to_owned(), Holds::Nothing),
            caller("the operator", operator, Holds::Operator),
        ];
        for role in Role::ALL {
            for (is_whole, group) in [(true, None), (false, Some(limited.group))] {
                let token = fixture.program(&admin, role.name(), group).await;
                let name = format!("{} whole: {is_whole}", role.name());
                callers.push(caller(&name, token, Holds::Role { role, is_whole, read_only: false }));
            }
        }
        let reader =
            json!({"name": "r", "role": "administrator", "read_only": true, "expires": now() + 3600});
        let reader = fixture.ask("POST", &admin, "/tokens", reader).await.json()["secret"].clone();
        let holds = Holds::Role { role: Role::Administrator, is_whole: true, read_only: true };
        callers.push(caller("a reader", reader.as_str().expect("a token").to_owned(), holds));
        callers.extend(dead(fixture, &admin).await);
        let nothing = Targets {
            word: "nothing",
            group: 4_000_000,
            machine: "f".repeat(32),
            release: 4_000_000,
            site: 4_000_000,
            enrolment_token: 4_000_000,
            token: 4_000_000,
            user: 4_000_000,
            organisation: 4_000_000,
            exception: 4_000_000,
            preview: 4_000_000,
            requests: [4_000_000; 2],
            webhook: 4_000_000,
            delivery: 4_000_000,
            recipient: 4_000_000,
        };
        Self { administrator: admin, limited: limited.group, callers, mine, theirs, nothing }
    }

    /// The session of the first administrator.
    pub(crate) fn administrator(&self) -> &str {
        &self.administrator
    }

    /// The group of those who are limited to one.
    pub(crate) const fn limited(&self) -> i64 {
        self.limited
    }

    /// Somebody who holds that.
    pub(crate) fn holder(&self, holds: &Holds) -> &Caller {
        let caller = self.callers.iter().find(|caller| caller.holds == *holds);
        caller.expect("there is one")
    }
}

/// What is sent to a route. Whoever adds a route with a body says here what is in it.
pub(crate) fn body(route: &Route, targets: &Targets) -> Option<Value> {
    let (group, expires) = (targets.group, now() + 3600);
    Some(match (route.method.as_str(), route.path) {
        ("GET" | "DELETE", _)
        | (
            _,
            "/users/{id}/link"
            | "/organisations/{id}/link"
            | "/groups/{id}/policies/{number}/preview"
            | "/webhooks/{id}/test"
            | "/deliveries/{id}/redeliver",
        ) => return None,
        ("PATCH", "/findings/{finding}") => json!({"assignee": ""}),
        ("POST", "/findings/{finding}/comments") => json!({"text": "it is being looked at"}),
        ("POST", "/findings/{finding}/acceptance") => {
            json!({"reason": "it is a copy of ours", "until": day(30)})
        }
        ("POST", "/mail-recipients") => json!({"address": "somebody@mail.example"}),
        ("POST", "/webhooks") => json!({"url": "https://hooks.example/x", "kinds": ["finding"]}),
        ("PATCH", "/machines/{machine}") => json!({"status": "revoked"}),
        ("PUT", "/group-rules") => json!({"version": 0, "rules": [{"group": group, "tags": ["x"]}]}),
        ("POST", "/group-rules/try") => json!({"rules": [{"group": group}]}),
        ("POST", "/groups") => json!({"name": "a new group"}),
        ("PATCH", "/groups/{id}") => json!({"name": "another name"}),
        ("POST", "/groups/{id}/policies") => json!({"text": POLICY, "note": "another"}),
        ("POST", "/groups/{id}/policy") => json!({"step": "activate", "version": 1}),
        ("POST", "/exceptions") => {
            json!({"group": group, "rule": "deny", "package": "x", "reason": "r", "until": day(30)})
        }
        ("POST", "/requests/{id}/approval") => json!({"reason": "it is ours", "until": day(30)}),
        ("POST", "/requests/{id}/refusal") => json!({"reason": "it is not"}),
        ("POST", "/enrolment-tokens") => json!({"group": group, "uses": 1, "expires": expires}),
        ("POST", "/tokens") => {
            json!({"name": "t", "role": "viewer", "groups": [group], "expires": expires})
        }
        ("POST", "/users") => json!({"name": "a new user", "role": "viewer", "groups": [group]}),
        ("PATCH", "/users/{id}") => json!({"role": "approver"}),
        ("POST", "/organisations") => json!({"name": "a new organisation"}),
        ("POST", "/me/password") => json!({"password": "x", "new": "another long password"}),
        ("POST", "/me/totp") => json!({"password": "x"}),
        ("POST", "/me/totp/confirmation") => json!({"code": "000000"}),
        ("PUT", "/sign-in") => json!({"requires_totp": true}),
        ("POST", "/first") => json!({"token": "x", "name": "x", "password": "x"}),
        ("POST", "/session") => json!({"organisation": "x", "name": "x", "password": "x"}),
        (method, path) => unreachable!("{method} {path}: say here what is sent"),
    })
}

/// A policy that is taken.
pub(crate) const POLICY: &str = "schema = \"policy-1\"\n[[deny]]\npackages = [\"evil\"]\n";

fn caller(name: &str, token: String, holds: Holds) -> Caller {
    let number = CALLERS.fetch_add(1, Ordering::Relaxed);
    let address = SocketAddr::from(((10 << 24 | number).to_be_bytes(), 4000));
    Caller { name: name.to_owned(), token, holds, address }
}

/// Tokens that were good: one that is over, one that was revoked, one of a user who may not come any more.
async fn dead(fixture: &Fixture, admin: &str) -> Vec<Caller> {
    let over = fixture.program(admin, "administrator", None).await;
    execute(&fixture.address, "UPDATE api_token SET expires = 1 WHERE id = (SELECT MAX(id) FROM api_token)")
        .await;
    let revoked = fixture.program(admin, "administrator", None).await;
    execute(&fixture.address, "UPDATE api_token SET revoked = 1 WHERE id = (SELECT MAX(id) FROM api_token)")
        .await;
    let made =
        fixture.ask("POST", admin, "/users", json!({"name": "mallory", "role": "administrator"})).await;
    let made = made.json();
    let password = "a password that is long";
    let body = json!({"token": made["secret"], "name": "mallory", "password": password});
    let session = fixture.ask("POST", "", "/first", body).await.json()["token"].clone();
    let path = format!("/users/{}", made["made"]["id"]);
    assert_eq!(fixture.ask("PATCH", admin, &path, json!({"disabled": true})).await.status, 200);
    vec![
        caller("a token that is over", over, Holds::Nothing),
        caller("a token that was revoked", revoked, Holds::Nothing),
        caller("a user who is disabled", session.as_str().expect("a token").to_owned(), Holds::Nothing),
    ]
}

async fn targets(fixture: &Fixture, organisation: i64, admin: &str, word: &'static str, id: u128) -> Targets {
    let package = format!("{word}-package");
    let site = contents(&[(package.as_str(), "1.0")]);
    let group = format!("{word}-group");
    let machine = fixture.equipped(organisation, &group, id, &[("/v", &site)]).await;
    let mut report = machine.report(2, &[("/v", &site)], &[1]);
    report.environments = vec![environment(&format!("/{package}"), "virtual", "3.12.4", &["/v"])];
    assert_eq!(fixture.send(machine.post("/agent/v1/report", &report)).await.status, 200);
    let group = fixture.database().group(organisation, &group).await.expect("a group");
    let get = async |path: &str, field: &str| {
        fixture.get(admin, path).await.column(field).last().and_then(Value::as_i64).expect("an id")
    };
    let user = json!({"name": format!("{word}-user"), "role": "viewer"});
    let user = fixture.ask("POST", admin, "/users", user).await.json()["made"]["id"].as_i64().expect("an id");
    fixture.program(admin, "viewer", None).await;
    let proposed = json!({"text": POLICY, "note": format!("{word}-package")});
    let proposed = fixture.ask("POST", admin, &format!("/groups/{group}/policies"), proposed).await;
    assert_eq!(proposed.status, 201, "{}", proposed.text());
    let preview = asking("POST", &format!("/groups/{group}/policies/1/preview"), admin, None);
    let preview = fixture.send(preview).await.json()["id"].as_i64().expect("an id");
    let lifted = json!({"group": group, "rule": "deny", "package": package, "reason": "r", "until": day(30)});
    let lifted = fixture.ask("POST", admin, "/exceptions", lifted).await;
    let exception = lifted.json()["id"].as_i64().expect("an id");
    for number in 1..=2_u128 {
        let asked = PackageRequest {
            package: package.clone(),
            reason: "it is needed".to_owned(),
            ..PackageRequest::new(&machine.id, &format!("{number:032x}"))
        };
        let reply = fixture.send(machine.post("/agent/v1/request", &asked)).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
    }
    let requests = fixture.get(admin, &format!("/requests?group={group}")).await.column("id");
    let requests = [0, 1].map(|at: usize| requests[at].as_i64().expect("an id"));
    let hook = json!({"url": format!("https://{word}-group.example/")});
    let hook =
        fixture.ask("POST", admin, "/webhooks", hook).await.json()["made"]["id"].as_i64().expect("an id");
    let told = crate::support::api::asking("POST", &format!("/webhooks/{hook}/test"), admin, None);
    let delivery = fixture.send(told).await.json()["id"].as_i64().expect("an id");
    let mail = json!({"address": format!("{word}-group@mail.example")});
    let recipient = fixture.ask("POST", admin, "/mail-recipients", mail).await.json()["id"].as_i64();
    // One with users has no link for its first administrator.
    let organisation = fixture.organisation(&format!("{word} without users")).await;
    let release = get(&format!("/packages/{package}"), "id").await;
    let found = format!(
        "INSERT INTO release_finding (id, organisation, release, kind, advisory, aliases, fixed, severity, summary, advisories, \
         first_seen, opened, holds, status) SELECT id, organisation, id, 'malware', 'MAL-1', '', '', 4, 'bad', 1, 1, 1, 1, 'open' \
         FROM release WHERE id = {release}"
    );
    execute(&fixture.address, &found).await;
    Targets {
        word,
        group,
        release,
        site: get(&format!("/machines/{}/sites", machine.id), "site").await,
        enrolment_token: get("/enrolment-tokens", "id").await,
        token: get("/tokens", "id").await,
        user,
        organisation,
        exception,
        preview,
        requests,
        webhook: hook,
        delivery,
        recipient: recipient.expect("an id"),
        machine: machine.id,
    }
}
