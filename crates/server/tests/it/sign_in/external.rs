//! Signing in at the organisation's provider, when all is as it should be.

use fetter_server::signon::{OidcError, begin, provider_name};
use fetter_testkit::Scratch;
use fetter_testkit::oidc::{Provider as Stub, Signing, User};
use serde_json::{Value, json};

use super::stage::{AGENT, ORIGIN, Stage, settings, with};
use crate::support::api::{PASSWORD, asking};
use crate::support::on_both;

#[test]
fn somebody_comes_in_with_the_role_of_their_groups() {
    on_both("single sign-on", async |plain| {
        let stage = Stage::new(&plain).await;
        assert_eq!(provider_name(&stage.fixture.shared), Some("Example"));
        assert_eq!(stage.fixture.get(&stage.admin, "/sign-in").await.json()["single_sign_on"], "Example");
        let finished = stage.sign_in("ada").await.expect("a session");
        assert_eq!(finished.next, "/machines?q=x");
        let token = finished.token.reveal();
        let me = stage.me(token).await;
        assert_eq!(
            (&me["name"], &me["role"], &me["groups"]),
            (&json!("ada"), &json!("administrator"), &Value::Null)
        );
        assert_eq!((&me["single_sign_on"], &me["is_user"]), (&json!(true), &json!(true)));
        let sessions = stage.fixture.get(token, "/me/sessions").await;
        assert_eq!(
            (sessions.column("agent"), sessions.column("origin")),
            (vec![json!(AGENT)], vec![json!(ORIGIN)])
        );
        let users = stage.fixture.get(token, "/users").await;
        assert_eq!(users.column("name"), ["root", "ada"]);
        assert_eq!(users.column("single_sign_on"), [json!(false), json!(true)]);
        assert_eq!(users.column("has_password"), [json!(true), json!(false)]);
        let deeds = stage.fixture.get(token, "/audit").await;
        assert_eq!(deeds.column("action")[..2], ["session.begin", "user.make"]);
        assert_eq!(deeds.column("origin")[0], ORIGIN);
        // The second time nothing is made.
        stage.sign_in("ada").await.expect("a session");
        assert_eq!(stage.fixture.get(token, "/users").await.column("name").len(), 2);
    });
}

#[test]
fn role_and_groups_are_set_anew_at_each_sign_in() {
    on_both("changing roles", async |plain| {
        let stage = Stage::new(&plain).await;
        let session = async |groups: &[&str]| {
            stage.stub.add(User::new("bob", groups));
            stage.sign_in("bob").await.expect("a session").token.reveal().to_owned()
        };
        let first = session(&["staff"]).await;
        let me = stage.me(&first).await;
        assert_eq!((&me["role"], &me["groups"]), (&json!("viewer"), &Value::Null));
        let groups = stage.fixture.get(&stage.admin, "/groups").await;
        let id = |name: &str| {
            let at = groups.column("name").iter().position(|group| group == name).expect("it is there");
            groups.column("id")[at].clone()
        };
        let second = session(&["testers", "staff"]).await;
        let me = stage.me(&second).await;
        assert_eq!((&me["role"], &me["groups"]), (&json!("approver"), &json!([id("one")])));
        // A session of before gives no more than its user may today.
        assert_eq!(stage.me(&first).await["groups"], json!([id("one")]));
        let third = session(&["testers", "more"]).await;
        let mut both = vec![id("one"), id("two")];
        both.sort_by_key(Value::as_i64);
        assert_eq!(stage.me(&third).await["groups"], json!(both), "a group that there is not gives nothing");
        assert_eq!(stage.me(&session(&["admins"]).await).await["groups"], Value::Null);
        // They may be called otherwise by now: they are the same.
        stage.stub.says(json!({"preferred_username": "robert"}));
        assert_eq!(stage.me(&session(&["staff"]).await).await["name"], "bob");
        let actions = stage.fixture.get(&stage.admin, "/audit").await.column("action");
        assert_eq!(actions.iter().filter(|action| **action == "user.change").count(), 4);
        assert_eq!(actions.iter().filter(|action| **action == "user.make").count(), 1);
    });
}

#[test]
fn who_signs_in_at_the_provider_has_no_password_link_or_authenticator_here() {
    on_both("no password", async |plain| {
        let stage = Stage::new(&plain).await;
        let token = stage.sign_in("ada").await.expect("a session").token.reveal().to_owned();
        let id = stage.fixture.get(&token, "/users").await.column("id")[1].clone();
        let link = stage.fixture.send(asking("POST", &format!("/users/{id}/link"), &stage.admin, None)).await;
        assert_eq!(link.status, 409, "{}", link.text());
        let acme =
            stage.fixture.database().organisation("acme").await.expect("an answer").expect("it is there").id;
        assert!(stage.fixture.shared.password_link(acme, "ada").await.expect("an answer").is_none());
        let body = json!({"organisation": "acme", "name": "ada", "password": PASSWORD});
        assert_eq!(stage.fixture.ask("POST", "", "/session", body).await.status, 401);
        assert_eq!(
            stage.fixture.ask("POST", &token, "/me/totp", json!({"password": PASSWORD})).await.status,
            403
        );
        // What the organisation asks of those who have a password is not asked of her.
        let put = stage.fixture.ask("PUT", &token, "/sign-in", json!({"requires_totp": true})).await;
        assert_eq!(put.status, 200, "{}", put.text());
        assert_eq!(stage.fixture.get(&token, "/users").await.status, 200);
        assert_eq!(stage.fixture.get(&stage.admin, "/users").await.status, 403);
        // She is no one whom the organisation could not do without: it keeps an administrator with a password.
        let root = format!("/users/{}", stage.fixture.get(&token, "/users").await.column("id")[0]);
        let disabled = stage.fixture.ask("PATCH", &token, &root, json!({"disabled": true})).await;
        assert_eq!(disabled.status, 409);
    });
}

#[test]
fn who_is_disabled_stays_so() {
    on_both("disabled", async |plain| {
        let stage = Stage::new(&plain).await;
        let token = stage.sign_in("bob").await.expect("a session").token.reveal().to_owned();
        let id = stage.fixture.get(&stage.admin, "/users").await.column("id")[1].clone();
        let body = json!({"disabled": true});
        assert_eq!(stage.fixture.ask("PATCH", &stage.admin, &format!("/users/{id}"), body).await.status, 200);
        assert_eq!(stage.fixture.get(&token, "/me").await.status, 401);
        assert!(matches!(stage.sign_in("bob").await, Err(OidcError::Disabled)));
    });
}

#[test]
fn tokens_are_signed_in_three_ways_and_keys_are_fetched_once() {
    on_both("ways to sign", async |plain| {
        let stage = Stage::new(&plain).await;
        for signing in [Signing::Rs256, Signing::Es256, Signing::EdDsa] {
            stage.stub.signs(signing);
            stage.sign_in("ada").await.expect("a session");
        }
        let count =
            |path: &str| stage.stub.requests().iter().filter(|request| request.target == path).count();
        assert_eq!((count("/keys"), count("/.well-known/openid-configuration"), count("/token")), (1, 1, 3));
    });
}

#[test]
fn a_client_with_a_secret_shows_it_and_tells_nobody() {
    on_both("client secrets", async |plain| {
        plain.organisation("acme").await;
        let secret = "a secret: with%signs+";
        let scratch = Scratch::new("client-secret");
        scratch.tree().file("secret", format!("{secret}\n"));
        for method in ["client_secret_basic", "client_secret_post"] {
            let stub = Stub::start("fetter", Some(secret));
            stub.add(User::new("ada", &["admins"]));
            stub.says_of_itself(json!({"token_endpoint_auth_methods_supported": [method]}));
            let mut settings = settings(&stub.issuer());
            settings.client_secret_file = Some(scratch.at("secret"));
            let stage = Stage { fixture: with(&plain, &settings), stub, admin: String::new() };
            stage.stub.says(json!({"preferred_username": method, "sub": method}));
            stage.sign_in("ada").await.expect("a session");
            assert!(!format!("{:?}", stage.fixture.shared).contains("with%signs"));
            let token = stage.stub.requests().into_iter().find(|request| request.target == "/token");
            let in_header = token.expect("it was asked").header("authorization").is_some();
            assert_eq!(in_header, method == "client_secret_basic");
        }
    });
}

#[test]
fn where_a_browser_is_sent_says_what_openid_connect_asks_for() {
    on_both("the way there", async |plain| {
        let stage = Stage::new(&plain).await;
        let begun = stage.begin().await.expect("it is begun");
        let (endpoint, query) = begun.url.split_once('?').expect("a query");
        assert_eq!(endpoint, format!("{}/authorize", stage.stub.issuer()));
        for field in [
            "response_type=code",
            "client_id=fetter",
            "redirect_uri=https%3A%2F%2Ffetter.example%2Fsign-in%2Foidc%2Fback",
            "scope=openid%20profile%20email%20groups",
            "code_challenge_method=S256",
        ] {
            assert!(query.split('&').any(|found| found == field), "{field}: {query}");
        }
        let other = begin(&stage.fixture.shared, "/").await.expect("it is begun");
        let part = |url: &str, name: &str| {
            let found = url.split(['?', '&']).find(|field| field.starts_with(name)).expect("it is there");
            found.to_owned()
        };
        for name in ["state=", "nonce=", "code_challenge="] {
            assert!(part(&begun.url, name).len() > name.len() + 42);
            assert_ne!(part(&begun.url, name), part(&other.url, name));
        }
        // A page asks who it is where nobody was chosen.
        let page = stage.stub.visit(&begun.url);
        let page = String::from_utf8_lossy(page.body()).into_owned();
        assert!(page.contains("<button name=\"as\" value=\"ada\">"), "{page}");
    });
}
