//! Every page and every form for everybody, made of the table of pages.

use fetter_server::api::v1::allowed::Needs;
use fetter_server::auth::Role;
use fetter_server::ui::{PageRoute, table};

use super::browser::{Browser, sent_to};
use crate::api::cast::Cast;
use crate::support::{Fixture, dump, on_both};

/// A user, and what they may do.
struct User<'fixture> {
    browser: Browser<'fixture>,
    role: Role,
    is_whole: bool,
}

impl User<'_> {
    fn may(&self, route: &PageRoute) -> bool {
        match route.needs {
            Needs::Nothing => true,
            Needs::Role(role) => self.role >= role,
            Needs::Whole(role) => self.role >= role && self.is_whole,
            Needs::Operator => false,
        }
    }
}

async fn users<'fixture>(fixture: &'fixture Fixture, cast: &Cast) -> Vec<User<'fixture>> {
    let administrator = cast.administrator().to_owned();
    let mut users = Vec::new();
    for role in Role::ALL {
        for (is_whole, group) in [(true, None), (false, Some(cast.limited()))] {
            let browser = Browser::user(fixture, &administrator, role, group).await;
            users.push(User { browser, role, is_whole });
        }
    }
    users
}

fn of_users() -> impl Iterator<Item = PageRoute> {
    table().into_iter().filter(|route| route.needs != Needs::Nothing)
}

#[test]
fn nobody_sees_a_page_without_a_session() {
    on_both("pages for strangers", async |fixture| {
        let cast = Cast::new(&fixture).await;
        let program = fixture.program(cast.administrator(), "administrator", None).await;
        let before = dump(&fixture.address).await;
        for route in of_users() {
            let path = cast.mine.page(route.path);
            // A program's token is none for a browser.
            for session in ["", "fetter_session_00", program.as_str()] {
                let browser = Browser::of(&fixture, session);
                let reply = if route.method == "GET" {
                    browser.get(&path).await
                } else {
                    browser.post(&path, &[], &[("sec-fetch-site", "same-origin")]).await
                };
                assert!(sent_to(&reply).starts_with("/sign-in"), "{path}");
                assert_eq!(reply.headers["x-frame-options"], "DENY", "{path}");
            }
        }
        // That the token was used is noted; nothing else has changed.
        let after = dump(&fixture.address).await;
        assert_eq!(before.len(), after.len());
    });
}

#[test]
fn pages_are_for_those_who_may_and_show_what_is_theirs() {
    on_both("pages of roles", async |fixture| {
        let cast = Cast::new(&fixture).await;
        for user in users(&fixture, &cast).await {
            let who = format!("{:?} whole: {}", user.role, user.is_whole);
            for route in of_users().filter(|route| route.method == "GET") {
                if route.path == "/events/live" {
                    continue;
                }
                let path = cast.mine.page(route.path);
                let reply = user.browser.get(&path).await;
                let text = reply.text();
                let is_hidden =
                    !user.is_whole && route.path.contains('{') && !route.path.starts_with("/packages/");
                let expected = match (user.may(&route), is_hidden) {
                    (false, _) => 403,
                    (true, true) => 404,
                    (true, false) => 200,
                };
                assert_eq!(reply.status, expected, "{who} {path}: {text}");
                for mark in cast.theirs.marks() {
                    assert!(!text.contains(&mark), "{who} {path}: {mark}");
                }
                // What somebody asks for is in the page that says what there is of it.
                let asked_for = cast.mine.marks().into_iter().filter(|mark| !path.contains(mark.as_str()));
                for mark in asked_for.filter(|_| !user.is_whole) {
                    assert!(!text.contains(&mark), "{who} {path}: {mark}");
                }
            }
        }
    });
}

#[test]
fn forms_are_for_those_who_may_and_change_nothing_of_others() {
    on_both("forms of roles", async |fixture| {
        let cast = Cast::new(&fixture).await;
        let mut refused = 0;
        for user in users(&fixture, &cast).await {
            let csrf = user.browser.csrf().await;
            let before = dump(&fixture.address).await;
            for route in of_users().filter(|route| route.method == "POST") {
                let (target, expected) = match (user.may(&route), route.path.contains('{')) {
                    (false, _) => (&cast.mine, 403),
                    // What is another organisation's is not there.
                    (true, true) => (&cast.theirs, 404),
                    (true, false) => continue,
                };
                let path = target.page(route.path);
                let fields = [
                    ("csrf", csrf.as_str()),
                    ("change", "status"),
                    ("status", "revoked"),
                    ("step", if path.contains("/versions/") { "activate" } else { "roll-back" }),
                    // Whoever was asked whether it is meant.
                    ("sure", "yes"),
                    ("reason", "it is ours"),
                    ("until", &crate::support::day(30)),
                    ("text", crate::api::cast::POLICY),
                ];
                let reply = user.browser.post(&path, &fields, &[("sec-fetch-site", "same-origin")]).await;
                assert_eq!(reply.status, expected, "{:?} {path}: {}", user.role, reply.text());
                refused += 1;
            }
            assert!(dump(&fixture.address).await == before, "{:?} changed something", user.role);
        }
        assert!(refused > 80, "{refused}");
    });
}
