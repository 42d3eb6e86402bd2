//! Authenticators that are required, and ways around them.

use fetter_server::auth::TotpSecret;
use serde_json::{Value, json};

use super::ada::{Ada, NEEDED, WRONG, decoded, forget_steps, problem, sign_in, wrong};
use crate::support::api::{PASSWORD, asking};
use crate::support::{now, on_both};

#[test]
fn a_link_sets_a_password_and_is_no_way_around_a_code() {
    on_both("links and codes", async |fixture| {
        let ada = Ada::new(&fixture).await;
        let id = fixture.get(&ada.token, "/users").await.column("id")[0].clone();
        let link = fixture.send(asking("POST", &format!("/users/{id}/link"), &ada.token, None)).await;
        let link = link.json()["secret"].clone();
        let first = async |code: Value| {
            let body =
                json!({"token": link, "name": "ada", "password": "another long password", "code": code});
            fixture.ask("POST", "", "/first", body).await
        };
        assert_eq!(problem(&first(json!(null)).await), (401, NEEDED.to_owned()));
        for _ in 0..9 {
            assert_eq!(problem(&first(json!(wrong(&ada))).await), (401, WRONG.to_owned()));
        }
        assert_eq!(first(json!(ada.code())).await.status, 201, "guesses did not use the link up");
        forget_steps(&fixture).await;
        assert_eq!(sign_in(&fixture, "another long password", Some(&ada.code())).await.status, 201);
    });
    on_both("guesses at links", async |fixture| {
        let ada = Ada::new(&fixture).await;
        let acme = fixture.database().organisation("acme").await.expect("an answer").expect("it is there").id;
        let id = fixture.get(&ada.token, "/users").await.column("id")[0].clone();
        let link = fixture.send(asking("POST", &format!("/users/{id}/link"), &ada.token, None)).await;
        let link = link.json()["secret"].clone();
        let first = async |code: String| {
            let body =
                json!({"token": link, "name": "ada", "password": "another long password", "code": code});
            fixture.ask("POST", "", "/first", body).await
        };
        for _ in 0..10 {
            assert_eq!(problem(&first(wrong(&ada)).await), (401, WRONG.to_owned()));
        }
        assert_eq!(
            problem(&first(ada.code()).await),
            (401, WRONG.to_owned()),
            "no code is looked at any more"
        );
        // Whoever sits at the server helps: a link from there takes the authenticator away.
        let link = fixture.shared.password_link(acme, "ada").await.expect("an answer").expect("a link");
        let body = json!({"token": link.reveal(), "name": "ada", "password": "another long password"});
        assert_eq!(fixture.ask("POST", "", "/first", body).await.status, 201);
    });
}

#[test]
fn who_needs_an_authenticator_and_has_none_sets_one_up_and_does_nothing_else() {
    on_both("requiring it", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let token = fixture.administrator(acme, "ada").await;
        let program = fixture.program(&token, "administrator", None).await;
        let rules = fixture.get(&token, "/sign-in").await.json();
        assert_eq!(rules, json!({"requires_totp": false, "single_sign_on": null}));
        let put = fixture.ask("PUT", &token, "/sign-in", json!({"requires_totp": true})).await;
        assert_eq!((put.status, &put.json()["requires_totp"]), (200, &json!(true)));
        // At once, also for who is signed in.
        for path in ["/users", "/machines", "/sign-in", "/me/sessions", "/tokens"] {
            let refused = fixture.get(&token, path).await;
            assert_eq!(refused.status, 403, "{path}");
            assert!(refused.text().contains("set one up first"), "{}", refused.text());
        }
        let relaxed = fixture.ask("PUT", &token, "/sign-in", json!({"requires_totp": false})).await;
        assert_eq!(relaxed.status, 403);
        assert_eq!(fixture.get(&program, "/users").await.status, 200, "programs have none");
        let signed_in = sign_in(&fixture, PASSWORD, None).await.json();
        let session = signed_in["token"].as_str().expect("a token");
        assert_eq!(fixture.get(session, "/me").await.json()["must_set_up_totp"], true);
        assert_eq!(fixture.get(session, "/groups").await.status, 403);
        let begun = fixture.ask("POST", session, "/me/totp", json!({"password": PASSWORD})).await.json();
        let secret = TotpSecret::of(&decoded(begun["secret"].as_str().expect("a secret"))).expect("20 bytes");
        assert_eq!(fixture.get(session, "/groups").await.status, 403, "it is not set up yet");
        let body = json!({"code": secret.code(now())});
        assert_eq!(fixture.ask("POST", session, "/me/totp/confirmation", body).await.status, 201);
        assert_eq!(fixture.get(session, "/groups").await.status, 200);
        assert_eq!(fixture.get(session, "/me").await.json()["must_set_up_totp"], false);
        let deeds = fixture.get(session, "/audit").await.text();
        assert!(deeds.contains("sign-in.change") && deeds.contains("\"requires_totp\":true"), "{deeds}");
    });
}
