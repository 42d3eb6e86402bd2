//! Sessions that are seen and ended.

use std::net::SocketAddr;

use axum::extract::ConnectInfo;
use serde_json::{Value, json};

use crate::support::api::{PASSWORD, asking};
use crate::support::{Fixture, execute, on_both};

async fn sign_in(fixture: &Fixture, name: &str, agent: &'static str) -> String {
    let body = json!({"organisation": "acme", "name": name, "password": PASSWORD});
    let mut request = asking("POST", "/session", "", Some(&body));
    request.headers_mut().insert("user-agent", agent.parse().expect("a header"));
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([192, 0, 2, 9], 4000))));
    let reply = fixture.send(request).await;
    assert_eq!(reply.status, 201, "{}", reply.text());
    reply.json()["token"].as_str().expect("a token").to_owned()
}

async fn remove(fixture: &Fixture, token: &str, path: &str) -> u16 {
    fixture.send(asking("DELETE", path, token, None)).await.status
}

#[test]
fn who_is_signed_in_sees_where_and_ends_it() {
    on_both("own sessions", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let first = fixture.administrator(acme, "ada").await;
        let second = sign_in(&fixture, "ada", "browser/1.0 (test)").await;
        let third = sign_in(&fixture, "ada", "other").await;
        let list = fixture.get(&second, "/me/sessions").await;
        assert_eq!(list.column("agent"), ["", "browser/1.0 (test)", "other"]);
        assert_eq!(list.column("origin"), ["", "192.0.2.9", "192.0.2.9"]);
        assert_eq!(list.column("is_this"), [json!(false), json!(true), json!(false)]);
        assert_eq!(list.column("used")[2], Value::Null);
        assert!(!list.text().contains("fetter_"));
        let page = fixture.get(&second, "/me/sessions?limit=2").await.json();
        let next = format!("/me/sessions?cursor={}", page["next"].as_str().expect("a cursor"));
        assert_eq!(fixture.get(&second, &next).await.column("agent"), ["other"]);
        let ids = list.column("id");
        assert_eq!(remove(&fixture, &second, &format!("/me/sessions/{}", ids[2])).await, 204);
        assert_eq!(fixture.get(&third, "/me").await.status, 401);
        assert_eq!(remove(&fixture, &second, &format!("/me/sessions/{}", ids[2])).await, 404, "it is over");
        let fourth = sign_in(&fixture, "ada", "more").await;
        assert_eq!(remove(&fixture, &second, "/me/sessions").await, 204);
        for token in [&first, &fourth] {
            assert_eq!(fixture.get(token, "/me").await.status, 401);
        }
        assert_eq!(fixture.get(&second, "/me/sessions").await.column("is_this"), [json!(true)]);
        let program = fixture.program(&second, "administrator", None).await;
        assert!(fixture.get(&program, "/me/sessions").await.column("id").is_empty());
        assert_eq!(remove(&fixture, &program, "/me/sessions").await, 204);
        assert_eq!(fixture.get(&second, "/me").await.status, 200, "a program has no sessions to end");
        // A session with a new password is known by the program that had the old one.
        let body = json!({"password": PASSWORD, "new": "another long password"});
        let changed = fixture.ask("POST", &second, "/me/password", body).await.json();
        let changed = changed["token"].as_str().expect("a token");
        assert_eq!(fixture.get(changed, "/me/sessions").await.column("agent"), ["browser/1.0 (test)"]);
        let actions = fixture.get(changed, "/audit").await.column("action");
        assert!(actions.contains(&json!("session.end")) && actions.contains(&json!("session.end-others")));
    });
}

#[test]
fn an_administrator_ends_the_sessions_of_a_user_and_nobody_ends_anothers() {
    on_both("others' sessions", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let other = fixture.organisation("other").await;
        let ada = fixture.administrator(acme, "ada").await;
        let eve = fixture.administrator(other, "eve").await;
        let made = fixture.ask("POST", &ada, "/users", json!({"name": "bob", "role": "viewer"})).await.json();
        let body = json!({"token": made["secret"], "name": "bob", "password": PASSWORD});
        let bob = fixture.ask("POST", "", "/first", body).await.json()["token"].clone();
        let bob = bob.as_str().expect("a token");
        let path = format!("/users/{}/sessions", made["made"]["id"]);
        let again = sign_in(&fixture, "bob", "browser").await;
        assert_eq!(fixture.get(&ada, &path).await.column("agent"), ["", "browser"]);
        for (token, status) in [(bob, 403), (eve.as_str(), 404)] {
            assert_eq!(fixture.get(token, &path).await.status, status);
            assert_eq!(remove(&fixture, token, &path).await, status);
        }
        let own = fixture.get(&ada, "/me/sessions").await.column("id")[0].clone();
        for token in [bob, eve.as_str()] {
            assert_eq!(remove(&fixture, token, &format!("/me/sessions/{own}")).await, 404);
        }
        assert_eq!(remove(&fixture, &ada, &path).await, 204);
        for token in [bob, again.as_str()] {
            assert_eq!(fixture.get(token, "/me").await.status, 401);
        }
        assert!(fixture.get(&ada, &path).await.column("id").is_empty());
        assert_eq!(fixture.get(&ada, "/me").await.status, 200);
        assert!(fixture.get(&ada, "/audit").await.column("action").contains(&json!("user.sign-out")));
    });
}

#[test]
fn a_session_that_is_not_used_for_two_hours_is_over_and_a_program_s_token_is_not() {
    on_both("idle sessions", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let ada = fixture.administrator(acme, "ada").await;
        let program = fixture.program(&ada, "viewer", None).await;
        for (seconds, status) in [(2 * 3600 - 30, 200), (2 * 3600 + 1, 401)] {
            let ago = crate::support::now() - seconds;
            execute(&fixture.address, &format!("UPDATE api_token SET used = {ago}")).await;
            assert_eq!(fixture.get(&ada, "/me").await.status, status, "{seconds}");
            execute(&fixture.address, &format!("UPDATE api_token SET used = {ago}")).await;
            assert_eq!(fixture.get(&program, "/me").await.status, 200);
        }
        // One that was never used counts from its beginning.
        let ago = crate::support::now() - 2 * 3600 - 1;
        let other = sign_in(&fixture, "ada", "x").await;
        execute(&fixture.address, &format!("UPDATE api_token SET used = NULL, created = {ago}")).await;
        assert_eq!(fixture.get(&other, "/me").await.status, 401);
        assert_eq!(fixture.get(&program, "/me").await.status, 200);
        let newest = sign_in(&fixture, "ada", "new").await;
        assert_eq!(
            fixture.get(&newest, "/me/sessions").await.column("agent"),
            ["new"],
            "what is over is not listed"
        );
    });
}
