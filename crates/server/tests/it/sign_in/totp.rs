//! Codes of authenticators, and how one is set up and turned off.

use fetter_server::auth::TotpSecret;
use serde_json::json;

use super::ada::{Ada, NEEDED, WRONG, decoded, problem, sign_in, wrong};
use crate::support::api::{PASSWORD, asking};
use crate::support::{execute, now, on_both};

#[test]
fn a_code_is_asked_for_after_a_right_password_only_and_is_good_once() {
    on_both("codes", async |fixture| {
        let ada = Ada::new(&fixture).await;
        assert_eq!(problem(&sign_in(&fixture, PASSWORD, None).await), (401, NEEDED.to_owned()));
        assert_eq!(problem(&sign_in(&fixture, PASSWORD, Some("")).await), (401, NEEDED.to_owned()));
        assert_eq!(problem(&sign_in(&fixture, PASSWORD, Some(&wrong(&ada))).await), (401, WRONG.to_owned()));
        // Who does not know the password hears nothing of codes.
        for code in [None, Some(ada.code())] {
            let refused = sign_in(&fixture, "not the password", code.as_deref()).await;
            assert_eq!(problem(&refused), (401, "about:blank".to_owned()), "{code:?}");
        }
        let code = ada.code();
        assert_eq!(sign_in(&fixture, PASSWORD, Some(&code)).await.status, 201);
        assert_eq!(
            problem(&sign_in(&fixture, PASSWORD, Some(&code)).await),
            (401, WRONG.to_owned()),
            "again"
        );
        let me = fixture.get(&ada.token, "/me").await.json();
        assert_eq!((&me["has_totp"], &me["must_set_up_totp"]), (&json!(true), &json!(false)));
        assert_eq!(fixture.get(&ada.token, "/users").await.column("has_totp"), [json!(true)]);
    });
}

#[test]
fn of_two_who_give_one_code_at_once_one_comes_in() {
    on_both("one code", async |fixture| {
        let ada = Ada::new(&fixture).await;
        for code in [ada.code(), ada.codes[0].clone()] {
            let sent = || sign_in(&fixture, PASSWORD, Some(&code));
            let (one, two, three) = tokio::join!(sent(), sent(), sent());
            let mut all = [one.status, two.status, three.status];
            all.sort_unstable();
            assert_eq!(all, [201, 401, 401]);
        }
    });
}

#[test]
fn codes_for_recovery_are_good_once_each() {
    on_both("recovery", async |fixture| {
        let ada = Ada::new(&fixture).await;
        assert_eq!(ada.codes.len(), 10);
        for code in &ada.codes[..3] {
            assert_eq!(sign_in(&fixture, PASSWORD, Some(code)).await.status, 201);
            assert_eq!(problem(&sign_in(&fixture, PASSWORD, Some(code)).await), (401, WRONG.to_owned()));
        }
        let text = ada.codes[3].to_uppercase().replace('-', " ");
        assert_eq!(sign_in(&fixture, PASSWORD, Some(&text)).await.status, 201);
        let stored = crate::support::dump(&fixture.address).await.join("\n");
        assert!(!stored.contains(&ada.codes[9]) && !stored.contains(&ada.secret.base32()));
        let deeds = fixture.get(&ada.token, "/audit").await.text();
        assert!(deeds.contains("totp.enable") && !deeds.contains(&ada.codes[0]));
    });
}

#[test]
fn wrong_codes_count_as_wrong_passwords_do() {
    on_both("guessed codes", async |fixture| {
        let ada = Ada::new(&fixture).await;
        for _ in 0..10 {
            assert_eq!(
                problem(&sign_in(&fixture, PASSWORD, Some(&wrong(&ada))).await),
                (401, WRONG.to_owned())
            );
        }
        let locked = sign_in(&fixture, PASSWORD, Some(&ada.code())).await;
        assert_eq!(
            problem(&locked),
            (401, "about:blank".to_owned()),
            "it is locked, and says no more than ever"
        );
        assert!(fixture.get(&ada.token, "/audit").await.text().contains("user.lock"));
    });
}

#[test]
fn an_authenticator_is_set_up_by_who_knows_the_password_and_has_it() {
    on_both("setting up", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let token = fixture.administrator(acme, "ada").await;
        let other = fixture.ask(
            "POST",
            "",
            "/session",
            json!({"organisation": "acme", "name": "ada", "password": PASSWORD}),
        );
        let other = other.await.json()["token"].as_str().expect("a token").to_owned();
        let begin = async |password: &str| {
            fixture.ask("POST", &token, "/me/totp", json!({"password": password})).await
        };
        let confirm = async |code: String| {
            fixture.ask("POST", &token, "/me/totp/confirmation", json!({"code": code})).await
        };
        assert_eq!(confirm("000000".to_owned()).await.status, 409, "none was begun");
        assert_eq!(begin("not the password").await.status, 403);
        let first = begin(PASSWORD).await.json()["secret"].as_str().expect("a secret").to_owned();
        let second = begin(PASSWORD).await.json()["secret"].as_str().expect("a secret").to_owned();
        let [first, second] =
            [first, second].map(|secret| TotpSecret::of(&decoded(&secret)).expect("20 bytes"));
        assert_ne!(first, second);
        // Until it is confirmed nothing is asked for.
        assert_eq!(sign_in(&fixture, PASSWORD, None).await.status, 201);
        assert_eq!(problem(&confirm(first.code(now())).await).1, WRONG, "the later one holds");
        assert_eq!(confirm(second.code(now())).await.status, 201);
        assert_eq!(fixture.get(&other, "/me").await.status, 401, "other sessions are over");
        assert_eq!(fixture.get(&token, "/me").await.status, 200);
        assert_eq!((begin(PASSWORD).await.status, confirm(second.code(now())).await.status), (409, 409));
        let program = fixture.program(&token, "administrator", None).await;
        assert_eq!(
            fixture.ask("POST", &program, "/me/totp", json!({"password": PASSWORD})).await.status,
            403
        );
        // One that was begun long ago is not confirmed any more.
        execute(&fixture.address, "UPDATE totp SET confirmed = NULL, begun = 1").await;
        assert_eq!(confirm(second.code(now())).await.status, 409);
    });
}

#[test]
fn it_is_turned_off_with_password_and_code_or_by_an_administrator() {
    on_both("turning off", async |fixture| {
        let ada = Ada::new(&fixture).await;
        let off = async |token: &str, password: &str, code: &str| {
            fixture.ask("DELETE", token, "/me/totp", json!({"password": password, "code": code})).await.status
        };
        assert_eq!(off(&ada.token, "not the password", &ada.code()).await, 403);
        assert_eq!(off(&ada.token, PASSWORD, &wrong(&ada)).await, 401);
        assert_eq!(off(&ada.token, PASSWORD, &ada.codes[0]).await, 204);
        assert_eq!(sign_in(&fixture, PASSWORD, None).await.status, 201);
        assert_eq!(
            sign_in(&fixture, PASSWORD, Some(&ada.codes[1])).await.status,
            201,
            "no code is asked for"
        );

        let begun = fixture.ask("POST", &ada.token, "/me/totp", json!({"password": PASSWORD})).await.json();
        let secret = TotpSecret::of(&decoded(begun["secret"].as_str().expect("a secret"))).expect("20 bytes");
        let body = json!({"code": secret.code(now())});
        assert_eq!(fixture.ask("POST", &ada.token, "/me/totp/confirmation", body).await.status, 201);
        let eve = json!({"name": "eve", "role": "administrator"});
        let link = fixture.ask("POST", &ada.token, "/users", eve).await.json()["secret"].clone();
        let eve = fixture
            .ask("POST", "", "/first", json!({"token": link, "name": "eve", "password": PASSWORD}))
            .await;
        let eve = eve.json()["token"].as_str().expect("a token").to_owned();
        let id = fixture.get(&eve, "/users").await.column("id")[0].clone();
        let reset = async |token: &str| {
            fixture.send(asking("DELETE", &format!("/users/{id}/totp"), token, None)).await.status
        };
        let viewer = fixture.program(&eve, "viewer", None).await;
        assert_eq!(reset(&viewer).await, 403);
        assert_eq!(reset(&eve).await, 204);
        assert_eq!(fixture.get(&ada.token, "/me").await.status, 401, "her sessions are over");
        assert_eq!(sign_in(&fixture, PASSWORD, None).await.status, 201);
        let actions = fixture.get(&eve, "/audit").await.column("action");
        for action in ["totp.begin", "totp.enable", "totp.disable", "totp.reset"] {
            assert!(actions.contains(&json!(action)), "{action}: {actions:?}");
        }
    });
}
