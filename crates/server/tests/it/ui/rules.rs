//! Rules for groups, as they are written in the console.

use serde_json::json;

use super::browser::{Browser, sent_to};
use crate::support::{NEVER, on_both};

const RULES: &str = "/administration/groups/rules";

/// What stands in a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).expect("a field");
    rest.split_once('"').expect("a value").0.to_owned()
}

#[test]
fn rules_are_shown_what_they_would_do_before_they_hold() {
    on_both("rules in the console", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let token = fixture.administrator(acme, "ada").await;
        let browser = Browser::of(&fixture, &token);
        fixture.database().group(acme, "lab \"x\"").await.expect("a group");
        let enrolment = fixture.token(acme, "all", 1, NEVER).await;
        let machine = crate::support::Machine::new(1);
        assert_eq!(fixture.send(machine.enrolment(&enrolment)).await.status, 201);

        assert!(browser.page("/administration/groups").await.contains(RULES));
        let text = "{\"group\": \"lab \\\"x\\\"\"}\r\n";
        let shown = browser.send(RULES, &[("version", "0"), ("text", text)]).await;
        assert_eq!(shown.status, 200, "{}", shown.text());
        let page = shown.text();
        assert!(page.contains("1 machine follows rules; 1 of them would come into another group."), "{page}");
        assert!(page.contains(&format!("/machines/{}", machine.id)), "{page}");
        let rules = async || fixture.get(&token, "/group-rules").await.json();
        assert_eq!(rules().await["version"], 0);

        // What was changed after it was shown is shown anew.
        let tried = hidden(&page, "tried");
        let other = "{\"group\": \"all\"}\n";
        let fields = [("version", "0"), ("tried", tried.as_str()), ("text", other)];
        let again = browser.send(RULES, &fields).await;
        assert!(again.text().contains("0 of them would"), "{}", again.text());
        assert_eq!(rules().await["version"], 0);

        let fields = [("version", "0"), ("tried", tried.as_str()), ("text", text)];
        let done = browser.send(RULES, &fields).await;
        assert_eq!(sent_to(&done), "/administration/groups?done=rules");
        assert_eq!(rules().await["version"], 1);
        let page = browser.page("/administration/groups?done=rules").await;
        assert!(
            page.contains("machines follow them within seconds") && page.contains("lab &#34;x&#34;"),
            "{page}"
        );
        let audit = fixture.get(&token, "/audit").await.text();
        assert!(audit.contains("group-rules.put"), "{audit}");
        let page = browser.page(RULES).await;
        assert!(page.contains("lab \\&#34;x\\&#34;") && hidden(&page, "version") == "1", "{page}");
    });
}

#[test]
fn mistakes_in_rules_are_told_by_line_and_nothing_is_lost() {
    on_both("mistakes in rules", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let token = fixture.administrator(acme, "ada").await;
        let browser = Browser::of(&fixture, &token);
        let all = fixture.database().group(acme, "all").await.expect("a group");
        let text = "{\"group\": \"all\"}\n{\"group\": \"nobody\", \"owner\": \"kept\"}\n{\"group\": \"all\", \"tags\": [\"a b\"]}\n{";
        let reply = browser.send(RULES, &[("version", "0"), ("text", text)]).await;
        assert_eq!(reply.status, 422);
        let page = reply.text();
        for said in [
            "rules, line 2, column 1: there is no group",
            "line 3, column 1: &#34;a b&#34; is no tag",
            "line 4",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(page.contains("&#34;kept&#34;") && !page.contains("line 1,"), "{page}");
        let long = " ".repeat(65 << 10);
        assert_eq!(browser.send(RULES, &[("version", "0"), ("text", &long)]).await.status, 422);

        // Somebody else is faster: what holds now is shown, and what was written stays.
        let shown = browser.send(RULES, &[("version", "0"), ("text", "{\"group\": \"all\"}")]).await;
        let tried = hidden(&shown.text(), "tried");
        let body = json!({"version": 0, "rules": [{"group": all, "owner": "somebody-else"}]});
        assert_eq!(fixture.ask("PUT", &token, "/group-rules", body).await.status, 200);
        let fields = [("version", "0"), ("tried", tried.as_str()), ("text", "{\"group\": \"all\"}")];
        let late = browser.send(RULES, &fields).await;
        let page = late.text();
        assert_eq!(late.status, 409, "{page}");
        assert!(page.contains("What holds now") && page.contains("somebody-else"), "{page}");
        assert!(
            page.contains("{&#34;group&#34;: &#34;all&#34;}") && hidden(&page, "version") == "1",
            "{page}"
        );
        assert_eq!(fixture.get(&token, "/group-rules").await.json()["version"], 1);
    });
}
