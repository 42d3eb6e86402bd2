//! Forms are believed from a page that the session was shown, and from nowhere else.

use super::browser::{Browser, sent_to};
use crate::support::{dump, on_both};

const GROUPS: &str = "/administration/groups";

#[test]
fn a_form_from_elsewhere_does_nothing() {
    on_both("forged forms", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let token = fixture.administrator(acme, "ada").await;
        let browser = Browser::of(&fixture, &token);
        let csrf = browser.csrf().await;
        let other =
            Browser::of(&fixture, &fixture.administrator(fixture.organisation("other").await, "eve").await);
        let others = other.csrf().await;
        assert_ne!(csrf, others);
        let before = dump(&fixture.address).await;
        let here = ("sec-fetch-site", "same-origin");
        for (csrf, headers) in [
            (csrf.as_str(), vec![("sec-fetch-site", "cross-site")]),
            (&csrf, vec![("sec-fetch-site", "same-site")]),
            (&csrf, vec![("origin", "https://evil.example")]),
            (&csrf, vec![("origin", "null")]),
            ("", vec![here]),
            (&others, vec![here]),
            (&token, vec![here]),
        ] {
            let reply = browser.post(GROUPS, &[("csrf", csrf), ("name", "forged")], &headers).await;
            assert_eq!(reply.status, 403, "{headers:?}: {}", reply.text());
        }
        assert!(dump(&fixture.address).await == before);
        // JSON is no form: a browser sends that from elsewhere without asking only as text.
        let fields = [("csrf", csrf.as_str()), ("name", "forged")];
        let plain = browser.request("POST", GROUPS).header("content-type", "text/plain");
        let plain = plain.body(axum::body::Body::from(super::browser::form(&fields))).expect("a request");
        assert_eq!(fixture.send(plain).await.status, 415);
        let made = browser
            .post(GROUPS, &[("csrf", &csrf), ("name", "real")], &[("origin", "https://console.example")])
            .await;
        assert_eq!(sent_to(&made), "/administration/groups?done=made");
        let page = browser.page("/administration/groups?done=made").await;
        assert!(page.contains("real") && page.contains("It was made."), "{page}");
        // Nobody has the console say something else.
        assert!(!browser.page("/administration/groups?done=forged").await.contains("forged"));
    });
}

#[test]
fn what_was_wrong_is_said_where_it_was_written() {
    on_both("mistakes in forms", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let browser = Browser::of(&fixture, &fixture.administrator(acme, "ada").await);
        let group = fixture.database().group(acme, "laptops").await.expect("a group");
        let new = format!("/policies/{group}/new");
        let broken = "schema = \"policy-1\"\n[[deny]]\npackages = 3\n";
        let reply = browser.send(&new, &[("text", broken), ("note", "a \"note\"")]).await;
        assert_eq!(reply.status, 422);
        let page = reply.text();
        assert!(page.contains("line 3"), "{page}");
        assert!(page.contains("packages = 3") && page.contains("a &#34;note&#34;"), "{page}");
        let good = "schema = \"policy-1\"\r\n[[deny]]\r\npackages = [\"evil\"]\r\n";
        let reply = browser.send(&new, &[("text", good), ("note", "one")]).await;
        assert_eq!(sent_to(&reply), format!("/policies/{group}/versions/1?done=proposed"));
        let page = browser.page(&format!("/policies/{group}/versions/1")).await;
        assert!(page.contains("not in force") && page.contains("evil"), "{page}");
        let hidden = browser.send(&new, &[("text", "schema = \"policy-2\" # \u{202e}"), ("note", "")]).await;
        assert_eq!(hidden.status, 422);
        assert!(hidden.text().contains("\\u{202e}"), "{}", hidden.text());
        // An exception without a reason is none, and what was written stays.
        let until = crate::support::day(30);
        let fields = [("package", "kept-package"), ("rule", "deny"), ("until", until.as_str())];
        let reply = browser.send("/exceptions", &fields).await;
        assert_eq!(reply.status, 422);
        assert!(
            reply.text().contains("kept-package") && reply.text().contains("“Why” is to be given."),
            "{}",
            reply.text()
        );
        let fields = [fields.as_slice(), &[("reason", "it is ours")]].concat();
        assert_eq!(sent_to(&browser.send("/exceptions", &fields).await), "/exceptions?done=lifted");
        assert!(browser.page("/exceptions").await.contains("kept-package"));
    });
}
