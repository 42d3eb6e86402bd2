//! Signing in at a provider, and with an authenticator, as browsers do.

use serde_json::json;

use super::browser::{Browser, sent_to};
use crate::sign_in::ada::{Ada, code_of};
use crate::sign_in::stage::Stage;
use crate::support::api::PASSWORD;
use crate::support::{Reply, on_both};

/// The cookies that an answer sets, by name.
fn cookies(reply: &Reply) -> Vec<(String, String)> {
    let lines = reply.headers.get_all("set-cookie").iter().map(|line| line.to_str().expect("a cookie"));
    let pairs = lines.map(|line| line.split_once(';').expect("a cookie").0.split_once('=').expect("a pair"));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

#[test]
fn somebody_signs_in_at_the_provider() {
    on_both("a browser at a provider", async |plain| {
        let stage = Stage::new(&plain).await;
        let nobody = Browser::of(&stage.fixture, "");
        assert!(nobody.page("/sign-in").await.contains("Sign in with Example"));
        stage.stub.signs_in("bob");
        let away = nobody.get("/sign-in/oidc?next=%2Fpackages").await;
        let sent = stage.stub.visit(&sent_to(&away));
        let [(name, flow)] = cookies(&away).try_into().expect("one cookie");
        assert_eq!(name, "__Host-fetter-flow");
        let back = sent.location().expect("it is sent back");
        let back = back.strip_prefix("https://fetter.example").expect("this server");
        // Another browser, without what this one keeps.
        let other = nobody.get(back).await;
        assert_eq!(other.status, 401, "{}", other.text());
        let request = nobody.request("GET", back).header("cookie", format!("__Host-fetter-flow={flow}"));
        let request = request.body(axum::body::Body::empty()).expect("a request");
        let done = stage.fixture.send(request).await;
        assert_eq!(sent_to(&done), "/packages");
        let set = cookies(&done);
        assert!(set.contains(&("__Host-fetter-flow".to_owned(), String::new())), "{set:?}");
        let session = &set.iter().find(|(name, _)| name == "__Host-fetter-session").expect("a session").1;
        let page = Browser::of(&stage.fixture, session).page("/account").await;
        assert!(page.contains("bob") && page.contains("have no password here"), "{page}");
        assert!(!page.contains("New password"), "{page}");
        // Who has no group that may come in is told so.
        stage.stub.signs_in("eve");
        let away = nobody.get("/sign-in/oidc").await;
        let sent = stage.stub.visit(&sent_to(&away));
        let back = sent.location().expect("it is sent back").replace("https://fetter.example", "");
        let flow = &cookies(&away)[0].1;
        let request = nobody.request("GET", &back).header("cookie", format!("__Host-fetter-flow={flow}"));
        let refused = stage.fixture.send(request.body(axum::body::Body::empty()).expect("a request")).await;
        assert_eq!(refused.status, 401);
        assert!(refused.text().contains("None of your groups"), "{}", refused.text());
    });
}

#[test]
fn an_authenticator_is_set_up_asked_for_and_taken_away() {
    on_both("a browser with an authenticator", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let token = fixture.administrator(acme, "ada").await;
        let browser = Browser::of(&fixture, &token);
        let wrong = browser.send("/account/authenticator", &[("password", "wrong")]).await;
        assert_eq!(wrong.status, 403);
        let begun = browser.send("/account/authenticator", &[("password", PASSWORD)]).await;
        let page = begun.text();
        assert_eq!(begun.status, 200, "{page}");
        assert!(page.contains("<svg class=\"qr\""), "{page}");
        let (_, rest) = page.split_once("<div class=\"command\">").expect("the secret");
        let secret = rest.split_once("<code>").expect("it").1.split_once('<').expect("its end").0.to_owned();
        let refused = browser.send("/account/authenticator/confirmation", &[("code", "000000")]).await;
        assert_eq!(refused.status, 401, "{}", refused.text());
        let confirmed =
            browser.send("/account/authenticator/confirmation", &[("code", &code_of(&secret))]).await;
        assert!(confirmed.text().contains("Codes for recovery"), "{}", confirmed.text());
        let (_, rest) =
            confirmed.text().split_once("<code>").map(|(a, b)| (a.to_owned(), b.to_owned())).expect("codes");
        let recovery = rest.split_whitespace().next().expect("one").to_owned();
        let nobody = Browser::of(&fixture, "");
        let here = [("sec-fetch-site", "same-origin")];
        let fields = [("name", "ada"), ("password", PASSWORD)];
        assert_eq!(nobody.post("/sign-in", &fields, &here).await.status, 401);
        let fields = [fields.as_slice(), &[("code", recovery.as_str())]].concat();
        assert_eq!(sent_to(&nobody.post("/sign-in", &fields, &here).await), "/");
        assert_eq!(nobody.post("/sign-in", &fields, &here).await.status, 401, "it is good once");
        let page = browser.page("/administration/users").await;
        assert!(page.contains("a password and an authenticator"), "{page}");
    });
}

#[test]
fn who_needs_an_authenticator_sets_one_up_before_anything_else() {
    on_both("a browser without an authenticator", async |fixture| {
        // Who asks it of others has one.
        let ada = Ada::new(&fixture).await;
        let viewer = Browser::user(&fixture, &ada.token, fetter_server::auth::Role::Viewer, None).await;
        let put = fixture.ask("PUT", &ada.token, "/sign-in", json!({"requires_totp": true})).await;
        assert_eq!(put.status, 200, "{}", put.text());
        assert_eq!(sent_to(&viewer.get("/machines").await), "/account#authenticator");
        let page = viewer.page("/account").await;
        assert!(page.contains("asks for an authenticator") && page.contains("Set one up"), "{page}");
        assert!(!page.contains("Your sessions"), "{page}");
        assert_eq!(sent_to(&viewer.send("/sign-out", &[]).await), "/sign-in");
    });
}
