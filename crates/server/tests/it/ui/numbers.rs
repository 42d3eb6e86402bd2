//! Each number is how many rows the list has that it links to.

use serde_json::json;

use super::browser::Browser;
use crate::api::findings::{RECORDS, fleet, judge};
use crate::support::{contents, day, execute, now_i64, on_both};

/// Where the numbers of a page lead that stand in links to this path, each with the number.
pub(super) fn numbers(page: &str, path: &str) -> Vec<(String, i64)> {
    let links = page.split("href=\"").skip(1).filter_map(|link| link.split_once("</a>"));
    let links = links.filter_map(|(link, _)| link.split_once('"'));
    let number = |(href, rest): (&str, &str)| {
        let mut text = rest.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text.trim());
        let number = text.find_map(|text| text.replace(',', "").parse().ok())?;
        href.starts_with(path).then(|| (href.replace("&#38;", "&"), number))
    };
    links.filter_map(number).collect()
}

/// How many rows the list of a page has.
pub(super) async fn rows(browser: &Browser<'_>, href: &str) -> i64 {
    let (path, _) = href.split_once('#').unwrap_or((href, ""));
    let mark = if path.contains('?') { '&' } else { '?' };
    let file = browser.get(&format!("{path}{mark}as=csv")).await;
    let file = if file.status == 200 { file } else { browser.get(&file_of(path)).await };
    assert_eq!(file.status, 200, "{href}: {}", file.text());
    let lines = file.text().lines().filter(|line| !line.starts_with("not checked")).count();
    i64::try_from(lines).expect("few") - 1
}

/// Findings are given as a file of their own.
fn file_of(path: &str) -> String {
    path.replacen("/findings", "/export/findings", 1)
}

#[test]
fn what_mends_many_is_linked_and_counts_what_it_links_to() {
    on_both("pages of fixes", async |fixture| {
        let fleet = fleet(&fixture).await;
        let acme = fixture.scope_of(&fleet.admin).await.organisation();
        // Not vulnerable, and one that is not heard any more.
        fixture.equipped(acme, "servers", 4, &[("/v", &contents(&[("requests", "2.33.0")]))]).await;
        let old = contents(&[("requests", "2.32.3")]);
        let gone = fixture.equipped(acme, "servers", 5, &[("/v", &old)]).await;
        judge(&fixture, &RECORDS).await;
        let path = format!("/machines/{}", gone.id);
        let revoked = fixture.ask("PATCH", &fleet.admin, &path, json!({"status": "revoked"})).await;
        assert_eq!(revoked.status, 200, "{}", revoked.text());
        let browser = Browser::of(&fixture, &fleet.admin);
        let page = browser.page(&format!("/findings?severity=high&group={}", fleet.groups[1])).await;
        let href = format!("/findings/fixes?severity=high&group={}", fleet.groups[1]);
        assert!(page.contains(&format!("href=\"{}\"", href.replace('&', "&#38;"))), "{page}");
        for (group, machines) in [(None, 3), (Some(fleet.groups[0]), 2), (Some(fleet.groups[1]), 1)] {
            let group = group.map(|group| format!("&group={group}")).unwrap_or_default();
            let page = browser.page(&format!("/findings/fixes?severity=high{group}")).await;
            let back = format!("href=\"/findings?severity=high{}\"", group.replace('&', "&#38;"));
            assert!(page.contains(&back), "{page}");
            let found = numbers(&page, "/findings?kind=vulnerability");
            let [(href, 1)] = found.as_slice() else { unreachable!("{found:?}: {page}") };
            assert!(href.contains("severity=high") && href.contains(&group), "{href}");
            assert_eq!(rows(&browser, href).await, 1);
            let found = numbers(&page, "/packages/requests");
            let [(href, number)] = found.as_slice() else { unreachable!("{found:?}: {page}") };
            assert_eq!(*number, machines, "{href}");
            let places = if group.ends_with(&fleet.groups[1].to_string()) { 1 } else { machines + 1 };
            assert_eq!(rows(&browser, href).await, places, "{href}");
        }
        let api = async |query: &str| {
            let path = format!("/packages/requests/machines?{query}");
            fixture.get(&fleet.admin, &path).await.column("machine").len()
        };
        assert_eq!(
            (api("").await, api("vulnerable=unknown").await, api("vulnerable=critical").await),
            (6, 4, 0)
        );
        let accepted = json!({"advisory": "PYSEC-2026-1", "reason": "r", "until": day(30)});
        assert_eq!(fixture.ask("POST", &fleet.admin, "/exceptions", accepted).await.status, 201);
        judge(&fixture, &RECORDS).await;
        assert_eq!(api("vulnerable=unknown").await, 0, "what is accepted is open no more");
    });
}

#[test]
fn one_severity_is_counted_and_listed_alone() {
    on_both("pages of one severity", async |fixture| {
        let fleet = fleet(&fixture).await;
        judge(&fixture, &RECORDS).await;
        execute(&fixture.address, "UPDATE site_finding SET severity = 0 WHERE package = 'six'").await;
        let browser = Browser::of(&fixture, &fleet.admin);
        for (list, path) in [("/", "/findings?severity_is"), ("/machines/verdicts", "/findings?machine")] {
            let page = browser.page(list).await;
            let found = numbers(&page, path);
            assert!(found.len() >= 3, "{found:?}: {page}");
            for (href, number) in &found {
                assert_eq!(rows(&browser, href).await, *number, "{list}: {href}");
            }
        }
        let page = browser.page("/").await;
        assert!(page.contains("/findings?severity_is=unknown"), "{page}");
        // What is accepted is not counted as if it were open.
        let accepted = json!({"advisory": "PYSEC-2026-1", "reason": "r", "until": day(30)});
        assert_eq!(fixture.ask("POST", &fleet.admin, "/exceptions", accepted).await.status, 201);
        let page = browser.page("/machines/verdicts").await;
        for (href, number) in numbers(&page, "/findings?machine") {
            assert_eq!(rows(&browser, &href).await, number, "{href}");
        }
        assert!(!page.contains(&format!("machine={}", fleet.machines[2])), "{page}");
    });
}

#[test]
fn what_is_silent_and_what_policies_changed_are_lists() {
    on_both("pages of what changed", async |fixture| {
        let fleet = fleet(&fixture).await;
        let [laptops, servers] = fleet.groups;
        let browser = Browser::of(&fixture, &fleet.admin);
        // Silent after half a day, as that server is told.
        execute(&fixture.address, "UPDATE machine SET seen = seen - 43200, seen_hour = seen_hour - 12 WHERE hostname = hostname AND id = (SELECT MIN(id) FROM machine)").await;
        fixture.database().note_silence(now_i64() - 40_000, now_i64()).await.expect("noted");
        let page = browser.page("/").await;
        let found = numbers(&page, "/machines?fell_silent=true");
        assert_eq!(found, [("/machines?fell_silent=true".to_owned(), 1)], "{page}");
        assert_eq!(rows(&browser, "/machines?fell_silent=true").await, 1);
        assert_eq!(rows(&browser, "/machines?fell_silent=false").await, 2);
        for (group, version) in [(laptops, 1), (servers, 1), (laptops, 2)] {
            let proposed = json!({"text": format!("schema = \"policy-1\"\n# {version}\n"), "note": ""});
            let path = format!("/groups/{group}/policies");
            assert_eq!(fixture.ask("POST", &fleet.admin, &path, proposed).await.status, 201);
            let path = format!("/groups/{group}/policy");
            let step = json!({"step": "activate", "version": version});
            assert_eq!(fixture.ask("POST", &fleet.admin, &path, step).await.status, 200);
        }
        let found = numbers(&browser.page("/").await, "/policies/changes?since=");
        let [(href, 3)] = found.as_slice() else { unreachable!("{found:?}") };
        assert_eq!(rows(&browser, href).await, 3);
        let of_group = format!("/policies/changes?group={laptops}");
        assert!(browser.page(&format!("/policies/{laptops}")).await.contains(&of_group));
        assert_eq!(rows(&browser, &of_group).await, 2);
        let steps = async |token: &str, query: &str| {
            let reply = fixture.get(token, &format!("/policy-changes?{query}")).await;
            (reply.status, if reply.status == 200 { reply.column("version") } else { Vec::new() })
        };
        assert_eq!(steps(&fleet.laptops, "").await, (200, vec![json!(2), json!(1)]));
        assert_eq!(steps(&fleet.admin, "order=oldest&limit=2").await, (200, vec![json!(1), json!(1)]));
        assert_eq!(steps(&fleet.admin, "since=4000000000").await, (200, vec![]));
        assert_eq!(steps(&fleet.laptops, &format!("group={servers}")).await.0, 404);
    });
}

#[test]
fn versions_of_a_group_lead_to_machines_of_that_group() {
    on_both("pages of versions of a group", async |fixture| {
        let fleet = fleet(&fixture).await;
        let browser = Browser::of(&fixture, &fleet.admin);
        let page = browser.page(&format!("/packages/requests?group={}", fleet.groups[1])).await;
        let found = numbers(&page, "/releases/");
        let (href, _) = found.iter().find(|(href, _)| href.ends_with("#machines")).expect("a number");
        assert!(href.contains(&format!("?group={}", fleet.groups[1])), "{href}");
        assert_eq!(rows(&browser, href).await, 1);
    });
}
