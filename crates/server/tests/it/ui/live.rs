//! What is new, as it comes.

use std::time::Duration;

use http_body_util::BodyExt;
use tower::ServiceExt;

use super::browser::Browser;
use crate::support::{Fixture, contents, on_both};

/// Some of what a stream tells, until it has told that.
async fn heard(fixture: &Fixture, browser: &Browser<'_>, path: &str, id: &str, until: &str) -> String {
    let request = browser.request("GET", path);
    let request = if id.is_empty() { request } else { request.header("last-event-id", id) };
    let request = request.body(axum::body::Body::empty()).expect("a request");
    let reply = fixture.router.clone().oneshot(request).await.expect("an answer");
    assert_eq!(reply.status(), 200, "{path}");
    let (mut body, mut text) = (reply.into_body(), String::new());
    while !text.contains(until) {
        let frame = tokio::time::timeout(Duration::from_secs(20), body.frame()).await;
        let frame = frame.expect("it comes in time").expect("it goes on").expect("a part");
        text.push_str(&String::from_utf8_lossy(frame.data_ref().expect("data")));
    }
    text
}

/// Where the page says that what is new comes from.
fn live(page: &str) -> String {
    let (_, rest) = page.split_once("data-live=\"").expect("an address");
    rest.split_once('"').expect("its end").0.replace("&#38;", "&")
}

/// The id in the first message of a stream.
fn id_of(text: &str) -> String {
    let line = text.lines().find_map(|line| line.strip_prefix("id: "));
    line.expect("an id").to_owned()
}

#[test]
fn nothing_is_lost_between_a_page_and_what_comes_after_it() {
    on_both("live events", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let browser = Browser::of(&fixture, &fixture.administrator(acme, "ada").await);
        // The page of a list that is empty yet hears all that comes.
        let empty = live(&browser.page("/events").await);
        let site = contents(&[("six", "1.0")]);
        let machine = fixture.equipped(acme, "laptops", 1, &[("/v", &site)]).await;
        let report = async |number: u64, events: &[u64]| {
            let report = machine.report(number, &[("/v", &site)], events);
            assert_eq!(fixture.send(machine.post("/agent/v1/report", &report)).await.status, 200);
        };
        report(2, &[1]).await;
        let page = browser.page("/events").await;
        let (all, code) = (live(&page), live(&browser.page("/events?code=nothing-like-it").await));
        assert!(
            all.starts_with("/events/live?after=") && code.contains("code=nothing-like-it&after="),
            "{all}"
        );
        // What came between the page and its stream is told, once.
        report(3, &[2]).await;
        let text = heard(&fixture, &browser, &all, "", "event: row").await;
        let (place, rows) = text.split_once("event: row").expect("a row");
        assert!(place.starts_with("event: place\n"), "{text}");
        assert_eq!(rows.matches("<tr>").count(), 1, "{text}");
        assert!(!rows.contains("just now") && rows.contains("</time>"), "it stays on the page: {text}");
        assert_eq!(heard(&fixture, &browser, &empty, "", "event: row").await.matches("<tr>").count(), 2);
        // Whoever is cut off before anything was told asks again from where they were.
        let first = id_of(&heard(&fixture, &browser, &all, "", "\n\n").await);
        assert!(all.ends_with(&first), "{all} {first}");
        report(4, &[3]).await;
        let text = heard(&fixture, &browser, &all, &first, "event: row").await;
        assert_eq!(text.matches("<tr>").count(), 2, "{text}");
        let last = text.rsplit("id: ").next().expect("an id").lines().next().expect("a line").to_owned();
        let text = heard(&fixture, &browser, &all, &last, "\n\n").await;
        assert!(text.starts_with("event: place") && id_of(&text) == last, "{text}");
        // A list that nothing is in does not begin with the first of all events.
        assert_eq!(id_of(&heard(&fixture, &browser, &code, "", "\n\n").await), first);
        assert_eq!(browser.get("/events/live?after=zz").await.status, 400);
        // The list, and what comes, of one machine.
        let of = live(&browser.page(&format!("/events?machine={:032x}", 1)).await);
        report(5, &[4]).await;
        let text = heard(&fixture, &browser, &of, "", "event: row").await;
        assert_eq!(text.matches("<tr>").count(), 1, "{text}");
    });
}
