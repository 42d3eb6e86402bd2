//! The first administrator, passwords, sessions and users.

use serde_json::json;

use crate::support::api::PASSWORD;
use crate::support::{execute, on_both};

#[test]
fn a_link_makes_the_first_administrator_once() {
    on_both("first", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let link = fixture.shared.first_administrator(acme).await.expect("a link").expect("no user yet");
        let other = fixture.shared.first_administrator(acme).await.expect("a link").expect("no user yet");
        let body = |token: &str, password: &str| json!({"token": token, "name": "ada", "password": password});
        let first = async |token: &str, password: &str| {
            fixture.ask("POST", "", "/first", body(token, password)).await
        };
        assert_eq!(first("fetter_first_00", PASSWORD).await.status, 401);
        assert_eq!(first(link.reveal(), "short").await.status, 422);
        assert_eq!(first(link.reveal(), "my name is ada lovelace").await.status, 422);
        let reply = first(link.reveal(), PASSWORD).await;
        assert_eq!(reply.status, 201, "{}", reply.text());
        let token = reply.json()["token"].as_str().expect("a token").to_owned();
        let me = fixture.get(&token, "/me").await.json();
        assert_eq!((me["name"].as_str(), me["role"].as_str()), (Some("ada"), Some("administrator")));
        assert_eq!((&me["groups"], me["organisation"].as_str()), (&json!(null), Some("acme")));
        assert_eq!(first(link.reveal(), PASSWORD).await.status, 401);
        assert_eq!(first(other.reveal(), PASSWORD).await.status, 401);
        assert!(fixture.shared.first_administrator(acme).await.expect("an answer").is_none());
    });
}

#[test]
fn a_link_that_is_over_makes_nobody() {
    on_both("links", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let link = fixture.shared.first_administrator(acme).await.expect("a link").expect("no user yet");
        execute(&fixture.address, "UPDATE one_time_link SET expires = 1").await;
        let body = json!({"token": link.reveal(), "name": "ada", "password": PASSWORD});
        assert_eq!(fixture.ask("POST", "", "/first", body).await.status, 401);
    });
}

#[test]
fn a_password_gives_a_session_and_guessing_ends_in_a_lock() {
    on_both("sessions", async |fixture| {
        let acme = fixture.organisation("acme").await;
        fixture.administrator(acme, "ada").await;
        let sign_in = async |organisation: &str, name: &str, password: &str| {
            let body = json!({"organisation": organisation, "name": name, "password": password});
            fixture.ask("POST", "", "/session", body).await
        };
        let reply = sign_in("acme", "ada", PASSWORD).await;
        assert_eq!(reply.status, 201, "{}", reply.text());
        let token = reply.json()["token"].as_str().expect("a token").to_owned();
        assert_eq!(
            fixture.send(crate::support::api::asking("DELETE", "/session", &token, None)).await.status,
            204
        );
        assert_eq!(fixture.get(&token, "/me").await.status, 401);
        // Whatever is wrong, the answer is the same.
        let wrong = sign_in("acme", "ada", "not the password").await;
        for other in [
            sign_in("acme", "bob", PASSWORD).await,
            sign_in("other", "ada", PASSWORD).await,
            sign_in("acme", "' OR 1=1 --", PASSWORD).await,
            sign_in("acme", "ada", &"x".repeat(10_000)).await,
        ] {
            assert_eq!((other.status, &other.json()["title"]), (401, &wrong.json()["title"]));
        }
        // Two were wrong before.
        for _ in 2..10 {
            assert_eq!(sign_in("acme", "ada", "not the password").await.status, 401);
        }
        assert_eq!(sign_in("acme", "ada", PASSWORD).await.status, 401, "locked");
        // Whoever sits at the server helps.
        assert!(fixture.shared.password_link(acme, "bob").await.expect("an answer").is_none());
        let link = fixture.shared.password_link(acme, "ada").await.expect("an answer").expect("a link");
        let body = json!({"token": link.reveal(), "name": "ada", "password": "another long password"});
        assert_eq!(fixture.ask("POST", "", "/first", body).await.status, 201);
        assert_eq!(sign_in("acme", "ada", PASSWORD).await.status, 401);
        for _ in 1..10 {
            assert_eq!(sign_in("acme", "ada", "not the password").await.status, 401);
        }
        execute(&fixture.address, "UPDATE password_attempt SET locked_until = 1").await;
        assert_eq!(sign_in("acme", "ada", "another long password").await.status, 201);
    });
}

#[test]
fn a_user_sets_a_password_with_a_link_and_does_what_the_role_allows_today() {
    on_both("users", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let made =
            fixture.ask("POST", &admin, "/users", json!({"name": "bob", "role": "administrator"})).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let made = made.json();
        assert_eq!(
            (made["made"]["has_password"].as_bool(), made["made"]["name"].as_str()),
            (Some(false), Some("bob"))
        );
        let again = fixture.ask("POST", &admin, "/users", json!({"name": "bob", "role": "viewer"})).await;
        assert_eq!(again.status, 409);
        let use_link = async |name: &str| {
            let body = json!({"token": made["secret"], "name": name, "password": PASSWORD});
            fixture.ask("POST", "", "/first", body).await
        };
        assert_eq!(use_link("ada").await.status, 401, "it is bob's");
        let session = use_link("bob").await.json()["token"].as_str().expect("a token").to_owned();
        let bob = format!("/users/{}", made["made"]["id"]);
        assert_eq!(fixture.get(&session, "/users").await.column("name"), ["ada", "bob"]);
        let demoted = fixture.ask("PATCH", &admin, &bob, json!({"role": "viewer"})).await;
        assert_eq!(demoted.json()["role"], "viewer");
        assert_eq!(fixture.get(&session, "/users").await.status, 403);
        assert_eq!(fixture.get(&session, "/machines").await.status, 200);
        assert_eq!(fixture.ask("PATCH", &admin, &bob, json!({"disabled": true})).await.status, 200);
        assert_eq!(fixture.get(&session, "/me").await.status, 401);
        // Somebody manages the organisation, always.
        let ada = format!("/users/{}", fixture.get(&admin, "/users").await.column("id")[0]);
        for change in [json!({"disabled": true}), json!({"role": "viewer"})] {
            assert_eq!(fixture.ask("PATCH", &admin, &ada, change).await.status, 409);
        }
    });
}

#[test]
fn a_password_is_changed_by_who_knows_it() {
    on_both("passwords", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let change = async |token: &str, password: &str, new: &str| {
            fixture.ask("POST", token, "/me/password", json!({"password": password, "new": new})).await
        };
        assert_eq!(change(&admin, "not the password", "another long password").await.status, 403);
        let changed = change(&admin, PASSWORD, "another long password").await;
        assert_eq!(changed.status, 201, "{}", changed.text());
        assert_eq!(fixture.get(&admin, "/me").await.status, 401, "older sessions are over");
        let session = changed.json()["token"].as_str().expect("a token").to_owned();
        let program = fixture.program(&session, "administrator", None).await;
        assert_eq!(change(&program, "another long password", PASSWORD).await.status, 403);
        let deeds = fixture.get(&session, "/audit").await;
        assert_eq!(
            deeds.column("action"),
            ["token.make", "user.password", "user.first", "organisation.link"]
        );
        let text = deeds.text();
        assert!(
            !text.contains("password\":\"") && !text.contains("argon2") && !text.contains("fetter_"),
            "{text}"
        );
    });
}

#[test]
fn passwords_are_not_tried_faster_than_some() {
    on_both("rates", async |fixture| {
        let body = || json!({"organisation": "acme", "name": "ada", "password": "x".repeat(300)});
        let mut last = 0;
        for _ in 0..40 {
            let reply = fixture.ask("POST", "", "/session", body()).await;
            last = reply.status;
            if last == 429 {
                assert!(reply.headers.contains_key("retry-after"));
                break;
            }
        }
        assert_eq!(last, 429);
    });
}
