//! Forms that are not taken are shown again as they were filled in, with what was wrong at the field.

use super::browser::{Browser, sent_to};
use crate::api::cast::Cast;
use crate::support::on_both;

/// A form that is not taken: where it is sent to, what is in it, the status, and what the page says.
type Refused<'test> = (&'test str, &'test [(&'test str, &'test str)], u16, &'test [&'test str]);

/// The summary links to the field, which is told to be wrong and by what.
fn is_said_at_its_field(page: &str, path: &str) {
    let (_, rest) = page.split_once("It was not done:").expect("a summary");
    let (_, rest) = rest.split_once("href=\"#").expect("a link");
    let (id, _) = rest.split_once('"').expect("an id");
    let (_, rest) = page.split_once(&format!("id=\"{id}\"")).expect("the field");
    let (attributes, _) = rest.split_once('>').expect("its end");
    assert!(attributes.contains("aria-invalid=\"true\""), "{path}: {attributes}");
    assert!(attributes.contains(&format!("{id}-mistake")), "{path}: {attributes}");
    assert!(page.contains(&format!("id=\"{id}-mistake\"")), "{path}: {page}");
}

#[test]
fn what_was_written_stays_where_it_was_written() {
    on_both("forms again", async |fixture| {
        let cast = Cast::new(&fixture).await;
        let browser = Browser::of(&fixture, cast.administrator());
        let group = cast.mine.group.to_string();
        let long = "x".repeat(129);
        let forms: [Refused<'_>; 12] = [
            (
                "/administration/users",
                &[("name", "ada"), ("role", "approver"), ("groups", &group)],
                409,
                &["There is a user of that name.", "value=\"approver\" selected", "checked"],
            ),
            (
                "/administration/users",
                &[("name", &long), ("role", "viewer")],
                422,
                &["A name has 1 to 128 bytes", &long],
            ),
            (
                "/administration/users/rights",
                &[("user", "4000000"), ("role", "none")],
                422,
                &["There is no such role."],
            ),
            (
                "/administration/tokens",
                &[("name", "ci <x>"), ("role", "viewer"), ("days", "400"), ("read_only", "true")],
                422,
                &[
                    "“Good for so many days” is from 1 to 365.",
                    "ci &#60;x&#62;",
                    "value=\"400\"",
                    "value=\"true\" checked",
                ],
            ),
            (
                "/administration/enrolment",
                &[("group", &group), ("uses", "x"), ("days", "7"), ("tags", "a b")],
                422,
                &["“How many machines” is a number.", "value=\"a b\""],
            ),
            (
                "/administration/enrolment",
                &[("group", ""), ("uses", "5"), ("days", "9")],
                422,
                &["A group is to be chosen.", "value=\"9\""],
            ),
            (
                "/administration/webhooks",
                &[("url", "ftp://x"), ("kinds", "finding")],
                422,
                &["value=\"ftp://x\"", "value=\"finding\" checked"],
            ),
            ("/administration/mail", &[("address", "nobody")], 422, &["value=\"nobody\"", "address of mail"]),
            (
                "/administration/groups",
                &[("name", "mine-group")],
                409,
                &["There is a group of that name.", "value=\"mine-group\""],
            ),
            (
                "/administration/groups/name",
                &[("group", &group), ("name", " ")],
                422,
                &["A name has 1 to 128 bytes"],
            ),
            (
                "/account/password",
                &[("password", "a secret"), ("new", "another secret"), ("again", "x")],
                422,
                &["The two passwords are not the same."],
            ),
            (
                "/exceptions",
                &[("package", "kept"), ("rule", "deny"), ("reason", "r"), ("until", "2001-01-01")],
                422,
                &["“The last day” is a day that is not over", "value=\"kept\"", "value=\"2001-01-01\""],
            ),
        ];
        for (path, fields, status, said) in forms {
            let reply = browser.send(path, fields).await;
            let page = reply.text();
            assert_eq!(reply.status, status, "{path}: {page}");
            for said in said {
                assert!(page.contains(said), "{path}: {said}: {page}");
            }
            assert!(page.contains("<title>Not done: "), "{path}: {page}");
            is_said_at_its_field(&page, path);
            assert!(!page.contains("secret\""), "no password is in a page: {page}");
        }
    });
}

#[test]
fn of_several_forms_that_are_sent_to_one_place_the_one_is_shown_again() {
    on_both("one of several forms", async |fixture| {
        let cast = Cast::new(&fixture).await;
        let browser = Browser::of(&fixture, cast.administrator());
        let machine = cast.mine.page("/machines/{machine}");
        let fields = [("change", "words"), ("owner", "a\u{200b}b"), ("tags", "one two")];
        let page = browser.send(&machine, &fields).await;
        assert_eq!(page.status, 422);
        assert!(page.text().contains("value=\"one two\""), "{}", page.text());
        let wrong = browser
            .send(
                "/account/password",
                &[("password", "wrong"), ("new", "another long one"), ("again", "another long one")],
            )
            .await;
        assert_eq!(wrong.status, 403);
        assert!(wrong.text().contains("aria-invalid"), "{}", wrong.text());
    });
}

#[test]
fn whoever_sends_a_form_after_the_session_comes_back_to_its_page() {
    on_both("forms after sessions", async |fixture| {
        let cast = Cast::new(&fixture).await;
        let nobody = Browser::of(&fixture, "");
        let here = [("sec-fetch-site", "same-origin")];
        for (path, page) in [
            ("/policies/{id}/new", "/policies/{id}/new"),
            ("/requests/{id}/approval", "/requests/{id}"),
            ("/administration/users/{id}/link", "/administration/users"),
        ] {
            let (path, page) = (cast.mine.page(path), cast.mine.page(page));
            let sent = nobody.post(&path, &[("text", "what was written")], &here).await;
            let next = page.replace('/', "%2F");
            assert_eq!(sent_to(&sent), format!("/sign-in?next={next}&lost=yes"));
        }
        let page = nobody.page("/sign-in?next=%2Fmachines&lost=yes").await;
        assert!(page.contains("what you had written was not kept"), "{page}");
        assert!(!nobody.page("/sign-in").await.contains("was not kept"));
        assert_eq!(sent_to(&nobody.post("/sign-out", &[], &here).await), "/sign-in");
        // Where much is written, it is said before.
        let browser = Browser::of(&fixture, cast.administrator());
        for path in ["/policies/{id}/new", "/administration/groups/rules"] {
            let page = browser.page(&cast.mine.page(path)).await;
            assert!(page.contains("not used for two hours"), "{page}");
        }
    });
}
