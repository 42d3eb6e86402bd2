//! Signing in and out.

use super::browser::{Browser, sent_to};
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
