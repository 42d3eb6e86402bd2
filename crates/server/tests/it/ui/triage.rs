//! What people do about a finding.

use fetter_server::auth::Role;
use serde_json::json;

use super::browser::{Browser, sent_to};
use crate::api::cast::Cast;
use crate::api::findings::{DENY_SIX, RECORDS, fleet, judge};
use crate::support::{day, on_both};

#[test]
fn a_finding_is_assigned_talked_about_and_accepted() {
    on_both("triage in a browser", async |fixture| {
        let cast = Cast::new(&fixture).await;
        let browser = Browser::of(&fixture, cast.administrator());
        let finding = cast.mine.page("/findings/{finding}");
        let page = browser.page(&finding).await;
        assert!(
            page.contains("Nobody has said anything yet.") && page.contains("Accept it for a while"),
            "{page}"
        );
        let unknown = browser
            .send(&format!("{finding}/assignee"), &[("form", "assignee"), ("assignee", "nobody-here")])
            .await;
        assert_eq!(unknown.status, 422);
        assert!(unknown.text().contains("“Who sees to it” is no user"), "{}", unknown.text());
        let assigned =
            browser.send(&format!("{finding}/assignee"), &[("form", "assignee"), ("assignee", "ada")]).await;
        assert_eq!(sent_to(&assigned), format!("{finding}?done=assigned#decide"));
        let text = "first line\r\n<b>second</b> \u{202e}line";
        let said = browser.send(&format!("{finding}/comments"), &[("form", "comment"), ("text", text)]).await;
        assert_eq!(sent_to(&said), format!("{finding}?done=commented#comments"));
        let page = browser.page(&finding).await;
        assert!(
            page.contains("first line") && page.contains("&#60;b&#62;second&#60;/b&#62; \\u{202e}line"),
            "{page}"
        );
        assert!(browser.page("/findings?assignee=ada").await.contains("mine-package"));
        let overview = browser.page("/").await;
        assert!(overview.contains("href=\"/findings?assignee=ada\""), "what waits for who looks: {overview}");
        let until = day(30);
        let fields = [("form", "acceptance"), ("reason", " "), ("until", until.as_str())];
        let wrong = browser.send(&format!("{finding}/acceptance"), &fields).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text().contains("“Why” is to be given."), "{}", wrong.text());
        let fields = [("form", "acceptance"), ("reason", "it is a test"), ("until", until.as_str())];
        let accepted = browser.send(&format!("{finding}/acceptance"), &fields).await;
        assert_eq!(sent_to(&accepted), format!("{finding}?done=accepted#decide"));
        let page = browser.page(&finding).await;
        assert!(page.contains("It is accepted until") && page.contains(&until), "{page}");
        assert!(!browser.page("/findings").await.contains("mine-package"));
        assert!(browser.page("/findings?state=accepted").await.contains("mine-package"));
        assert!(browser.page("/exceptions").await.contains("it is a test"));
    });
}

#[test]
fn nothing_is_called_accepted_that_is_open() {
    on_both("acceptance by groups", async |fixture| {
        let cast = Cast::new(&fixture).await;
        let finding = cast.mine.page("/findings/{finding}");
        let path = format!("{finding}/acceptance");
        let lead = Browser::user(&fixture, cast.administrator(), Role::Approver, Some(cast.mine.group)).await;
        let page = lead.page(&finding).await;
        assert!(page.contains("ask an approver of all groups"), "{page}");
        assert!(!page.contains(&path), "what takes no effect is not offered: {page}");
        // Whoever sends it all the same is told no, and nothing is made.
        let (until, group) = (day(30), cast.mine.group.to_string());
        let fields = [("form", "acceptance"), ("reason", "r"), ("until", until.as_str())];
        assert_eq!(lead.send(&path, &fields).await.status, 403);
        let browser = Browser::of(&fixture, cast.administrator());
        let page = browser.page(&finding).await;
        let (_, form) = page.split_once(&path).expect("the form");
        let (form, _) = form.split_once("</form>").expect("its end");
        assert!(!form.contains("name=\"group\""), "{form}");
        let with_group = [fields.as_slice(), &[("group", group.as_str())]].concat();
        let made = browser.send(&path, &with_group).await;
        assert_eq!(sent_to(&made), format!("{finding}?done=not-accepted#decide"));
        let page = browser.page(&format!("{finding}?done=not-accepted")).await;
        assert!(page.contains("it is open still") && !page.contains("It is accepted"), "{page}");
    });
}

#[test]
fn a_policy_that_is_lifted_is_not_called_accepted() {
    on_both("exceptions of findings", async |fixture| {
        let fleet = fleet(&fixture).await;
        let group = |rest: &str| format!("/groups/{}/{rest}", fleet.groups[0]);
        let (policy, step) = (json!({"text": DENY_SIX}), json!({"step": "activate", "version": 1}));
        assert_eq!(fixture.ask("POST", &fleet.admin, &group("policies"), policy).await.status, 201);
        assert_eq!(fixture.ask("POST", &fleet.admin, &group("policy"), step).await.status, 200);
        judge(&fixture, &RECORDS).await;
        let lead = Browser::user(&fixture, &fleet.admin, Role::Approver, Some(fleet.groups[0])).await;
        let found = fixture.get(&fleet.admin, "/findings?kind=policy&package=six").await.column("id");
        let finding = format!("/findings/{}", found[0].as_str().expect("an id"));
        let page = lead.page(&finding).await;
        assert!(page.contains("the one that goes by this policy"), "{page}");
        let until = day(30);
        let fields = [("reason", "it is ours"), ("until", until.as_str())];
        let made = lead.send(&format!("{finding}/acceptance"), &fields).await;
        // No group of hers goes any more by the policy that it was found by.
        assert_eq!(sent_to(&made), "/exceptions?done=excepted");
        let page = lead.page("/exceptions?done=excepted").await;
        assert!(page.contains("is open until then") && page.contains("it is ours"), "{page}");
        let page = Browser::of(&fixture, &fleet.admin).page(&finding).await;
        assert!(page.contains(">open</span>"), "{page}");
    });
}
