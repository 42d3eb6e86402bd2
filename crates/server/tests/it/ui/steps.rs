//! Steps of a policy are taken once, from what was seen; what cannot be undone is asked first.

use super::browser::{Browser, sent_to};
use crate::api::cast::Cast;
use crate::support::{dump, on_both};

#[test]
fn a_step_that_is_sent_twice_is_taken_once() {
    on_both("steps sent twice", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let browser = Browser::of(&fixture, &fixture.administrator(acme, "ada").await);
        let group = fixture.database().group(acme, "laptops").await.expect("a group");
        let here = format!("/policies/{group}");
        for package in ["one", "two"] {
            let text = format!("schema = \"policy-1\"\n[[deny]]\npackages = [\"{package}\"]\n");
            assert_eq!(browser.send(&format!("{here}/new"), &[("text", &text)]).await.status, 303);
        }
        let step = format!("{here}/step");
        let to = |version: u32| format!("{here}/versions/{version}/step");
        let seen = |holds: &'static str, staged: &'static str| [("holds", holds), ("staged", staged)];
        let of = |step: &'static str, seen: [(&'static str, &'static str); 2]| {
            [[("step", step)].as_slice(), &seen].concat()
        };
        // What is wrong is said at the field, on the page of the version.
        let wrong = [of("stage", seen("0", "0")).as_slice(), &[("percent", "100")]].concat();
        let wrong = browser.send(&to(1), &wrong).await;
        assert_eq!(wrong.status, 422);
        let page = wrong.text();
        assert!(
            page.contains("“Of 100 machines” is from 1 to 99") && page.contains("value=\"100\""),
            "{page}"
        );
        assert!(page.contains("<h1><bdi>Version 1") && page.contains("class=\"folded\" open"), "{page}");
        let staged = [of("stage", seen("0", "0")).as_slice(), &[("percent", "10")]].concat();
        assert_eq!(sent_to(&browser.send(&to(1), &staged).await), format!("{here}?done=staged"));
        assert!(browser.page("/policies").await.contains("10 of 100"));
        assert!(browser.page(&here).await.contains("Take back what is staged: version 1"));
        let unstage = of("unstage", seen("0", "1"));
        assert_eq!(sent_to(&browser.send(&step, &unstage).await), format!("{here}?done=unstaged"));
        assert_eq!(browser.send(&step, &unstage).await.status, 409);
        assert_eq!(browser.send(&to(1), &of("activate", seen("0", "0"))).await.status, 303);
        let page = browser.page(&here).await;
        assert!(!page.contains("Roll back"), "nothing held before it: {page}");
        assert_eq!(browser.send(&to(2), &of("activate", seen("1", "0"))).await.status, 303);
        // Whoever looked before that does not undo it.
        let late = browser.send(&to(1), &of("activate", seen("1", "0"))).await;
        assert_eq!(late.status, 409);
        let page = late.text();
        assert!(
            page.contains("was changed meanwhile") && page.contains("<title>Not done: Version 1"),
            "{page}"
        );
        assert!(page.contains("name=\"holds\" value=\"2\""), "what is so now is seen: {page}");
        // A double click on the button.
        assert!(browser.page(&here).await.contains("Roll back to version 1"));
        let back = [of("roll-back", seen("2", "0")).as_slice(), &[("to", "1")]].concat();
        assert_eq!(sent_to(&browser.send(&step, &back).await), format!("{here}?done=rolled-back"));
        let twice = browser.send(&step, &back).await;
        assert_eq!(twice.status, 409);
        let page = twice.text();
        assert!(page.contains("was changed meanwhile") && page.contains("Roll back to version 2"), "{page}");
        let standing = fixture.database().standing_versions(acme, group).await.expect("a policy");
        assert_eq!(standing.version, Some(1));
    });
}

#[test]
fn what_cannot_be_undone_is_asked_first() {
    on_both("questions", async |fixture| {
        let cast = Cast::new(&fixture).await;
        let browser = Browser::of(&fixture, cast.administrator());
        let csrf = browser.csrf().await;
        let here = [("sec-fetch-site", "same-origin")];
        for (path, fields, word) in [
            ("/administration/tokens/{id}/revocation", vec![("of", "<b>ci</b>")], "turned away"),
            ("/administration/enrolment/{id}/revocation", vec![], "No machine is enrolled"),
            ("/administration/webhooks/{id}/removal", vec![], "told nothing"),
            ("/administration/mail/{id}/removal", vec![], "No mail"),
            ("/administration/users/{id}/sessions", vec![], "signed out"),
            ("/exceptions/{id}/revocation", vec![], "refused again"),
            ("/machines/{machine}", vec![("change", "status"), ("status", "revoked")], "believes it nothing"),
        ] {
            let path = cast.mine.page(path);
            let before = dump(&fixture.address).await;
            let fields = [[("csrf", csrf.as_str())].as_slice(), &fields].concat();
            let asked = browser.post(&path, &fields, &here).await;
            assert_eq!(asked.status, 200, "{path}: {}", asked.text());
            let page = asked.text();
            assert!(page.contains(word) && page.contains("No, go back") && !page.contains("<b>"), "{page}");
            assert!(dump(&fixture.address).await == before, "{path} changed something");
            // The button of that page sends the same, and that it is meant.
            for (name, value) in fields.iter().filter(|(name, _)| *name != "of") {
                assert!(page.contains(&format!("name=\"{name}\" value=\"{value}\"")), "{name}: {page}");
            }
            let sure = [fields.as_slice(), &[("sure", "yes")]].concat();
            assert_eq!(browser.post(&path, &sure, &here).await.status, 303, "{path}");
            assert!(dump(&fixture.address).await != before, "{path} changed nothing");
        }
        // A row names what it is about.
        let page = browser.page("/administration/webhooks").await;
        assert!(page.contains("name=\"of\" value=\"https://limited-group.example/\""), "{page}");
    });
}
