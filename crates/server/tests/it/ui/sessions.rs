//! Signing in and out.

use fetter_server::ServerOptions;
use serde_json::json;

use super::browser::{Browser, sent_to};
use crate::sign_in::ada::{Ada, wrong};
use crate::support::api::PASSWORD;
use crate::support::{Fixture, Reply, on_both};

const HERE: [(&str, &str); 1] = [("sec-fetch-site", "same-origin")];

/// The session that an answer gives a browser.
fn session_of(reply: &Reply) -> String {
    let cookie = reply.headers["set-cookie"].to_str().expect("a cookie");
    let (pair, rest) = cookie.split_once(';').expect("a cookie");
    assert!(
        rest.contains("HttpOnly") && rest.contains("Secure") && rest.contains("SameSite=Lax"),
        "{cookie}"
    );
    pair.strip_prefix("__Host-fetter-session=").expect("a session").to_owned()
}

async fn sign_in(fixture: &Fixture, name: &str, password: &str, next: &str) -> Reply {
    let fields = [("name", name), ("password", password), ("next", next)];
    Browser::of(fixture, "").post("/sign-in", &fields, &HERE).await
}

#[test]
fn a_link_a_password_and_the_end_of_a_session() {
    on_both("sessions of browsers", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let link = fixture.shared.first_administrator(acme).await.expect("a link").expect("no user yet");
        let nobody = Browser::of(&fixture, "");
        let first = |password: &'static str, again: &'static str| {
            let (link, nobody) = (link.reveal().to_owned(), &nobody);
            async move {
                let fields =
                    [("token", link.as_str()), ("name", "ada"), ("password", password), ("again", again)];
                nobody.post("/first", &fields, &HERE).await
            }
        };
        assert_eq!(first(PASSWORD, "another").await.status, 422);
        assert_eq!(first("short", "short").await.status, 422);
        let begun = first(PASSWORD, PASSWORD).await;
        assert_eq!(sent_to(&begun), "/");
        let browser = Browser::of(&fixture, &session_of(&begun));
        assert!(browser.page("/").await.contains("<h1><bdi>Overview"));
        assert_eq!(first(PASSWORD, PASSWORD).await.status, 401, "a link is good once");

        let wrong = sign_in(&fixture, "ada", "wrong", "").await;
        assert_eq!(wrong.status, 401);
        assert!(!wrong.headers.contains_key("set-cookie"));
        assert_eq!(wrong.text(), sign_in(&fixture, "ada", "also wrong", "").await.text());
        assert!(
            wrong.text().contains("value=\"ada\"") && !wrong.text().contains("wrong\""),
            "{}",
            wrong.text()
        );
        for (next, to) in [
            ("/machines?q=a", "/machines?q=a"),
            ("//evil.example", "/"),
            ("https://evil.example", "/"),
            ("/\\evil.example", "/"),
        ] {
            assert_eq!(sent_to(&sign_in(&fixture, "ada", PASSWORD, next).await), to);
        }
        let forged = Browser::of(&fixture, "");
        let fields = [("name", "ada"), ("password", PASSWORD)];
        assert_eq!(forged.post("/sign-in", &fields, &[("sec-fetch-site", "cross-site")]).await.status, 403);

        let new = "another long password";
        let fields = [("password", PASSWORD), ("new", new), ("again", "a mistake that is long")];
        assert_eq!(browser.send("/account/password", &fields).await.status, 422);
        let changed =
            browser.send("/account/password", &[("password", PASSWORD), ("new", new), ("again", new)]).await;
        assert_eq!(sent_to(&changed), "/account?done=password");
        assert!(sent_to(&browser.get("/account").await).starts_with("/sign-in"), "other sessions have ended");
        let browser = Browser::of(&fixture, &session_of(&changed));
        let ended = browser.send("/sign-out", &[]).await;
        assert_eq!(sent_to(&ended), "/sign-in");
        assert!(ended.headers["set-cookie"].to_str().expect("a cookie").contains("Max-Age=0"));
        assert_eq!(sent_to(&browser.get("/machines?q=x").await), "/sign-in?next=%2Fmachines%3Fq%3Dx");
    });
}

/// Sends the form of a link; no code where the page had no field for one.
async fn first(fixture: &Fixture, link: &str, code: Option<&str>) -> Reply {
    let mut fields = vec![("token", link), ("name", "ada"), ("password", PASSWORD), ("again", PASSWORD)];
    fields.extend(code.map(|code| ("code", code)));
    Browser::of(fixture, "").post("/first", &fields, &HERE).await
}

#[test]
fn whoever_has_an_authenticator_uses_a_link_with_a_code() {
    on_both("links and authenticators", async |fixture| {
        let ada = Ada::new(&fixture).await;
        let id = fixture.get(&ada.token, "/users").await.column("id")[0].clone();
        let new_link = async || {
            let made = fixture.ask("POST", &ada.token, &format!("/users/{id}/link"), json!({})).await.json();
            made["secret"].as_str().expect("a link").to_owned()
        };
        let link = new_link().await;
        assert!(!Browser::of(&fixture, "").page("/first").await.contains("name=\"code\""), "nobody is asked");
        let asked = first(&fixture, &link, None).await;
        assert_eq!(asked.status, 401);
        let page = asked.text();
        assert!(page.contains("name=\"code\"") && page.contains("You have an authenticator"), "{page}");
        assert!(page.contains(&link) && page.contains("fetter server recover"), "{page}");
        let refused = first(&fixture, &link, Some(&wrong(&ada))).await;
        assert_eq!(refused.status, 401);
        assert!(refused.text().contains("name=\"code\""), "{}", refused.text());
        // What else is wrong takes nothing away.
        let fields = [("token", link.as_str()), ("name", "ada"), ("password", "short"), ("code", "")];
        let short = Browser::of(&fixture, "").post("/first", &fields, &HERE).await;
        assert_eq!(short.status, 422);
        assert!(short.text().contains("name=\"code\""), "{}", short.text());
        assert_eq!(sent_to(&first(&fixture, &link, Some(&ada.codes[0])).await), "/");
        // The link has ended her sessions: she signs in with a code of the authenticator, as it was not taken away.
        let fields = [("name", "ada"), ("password", PASSWORD), ("code", &ada.code())];
        let signed_in = Browser::of(&fixture, "").post("/sign-in", &fields, &HERE).await;
        assert_eq!(sent_to(&signed_in), "/");
        // Where the server's files are, no code is asked for: the authenticator is gone.
        let acme = fixture.database().organisations().await.expect("organisations")[0].id;
        let link = fixture.shared.password_link(acme, "ada").await.expect("a link").expect("a user");
        assert_eq!(sent_to(&first(&fixture, link.reveal(), None).await), "/");
        let fields = [("name", "ada"), ("password", PASSWORD)];
        assert_eq!(sent_to(&Browser::of(&fixture, "").post("/sign-in", &fields, &HERE).await), "/");
    });
}

#[test]
fn browsers_are_told_to_ask_over_tls_alone_where_there_is_tls() {
    on_both("transport security", async |fixture| {
        let plain = ServerOptions { is_plain: true, ..ServerOptions::new(60) };
        let plain = Browser::of(&fixture.told(plain), "").get("/sign-in").await;
        assert!(!plain.headers.contains_key("strict-transport-security"));
        let told = Browser::of(&fixture, "").get("/sign-in").await;
        assert_eq!(told.headers["strict-transport-security"], "max-age=31536000");
    });
}
