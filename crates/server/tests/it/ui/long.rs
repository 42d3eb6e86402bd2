//! The longest texts that are taken, everywhere at once; and that longer ones are not.

use fetter_protocol::{
    Denial, Digest, NotCovered, PackageRequest, ProblemRecord, Report, TamperedRecord, WirePath, limits,
    write,
};
use serde_json::json;

use super::browser::Browser;
use super::hostile::{MARK, PAGE, PARTS};
use crate::api::cast::Cast;
use crate::support::{Fixture, Machine, NEVER, contents, day, environment, now, on_both};

/// How many of each: more than a page has.
const MANY: usize = 60;
/// How many sites an environment sees.
const SEEN: usize = 20;
/// Bytes of the longest comment.
const COMMENT: usize = 4000;
/// Bytes of what is refused everywhere.
const TOO_LONG: usize = 10 << 10;

/// A hostile text of so many bytes, which is another for each number.
fn text(bytes: usize, number: usize) -> String {
    let mut text = format!("{number:03}");
    while text.len() + MARK.len() <= bytes {
        text.push_str(MARK);
    }
    text.push_str(&"<".repeat(bytes - text.len()));
    text
}

/// The same as a path: its parts are no longer than Linux takes.
fn path(bytes: usize, number: usize) -> String {
    let text = text(bytes, number).replace('/', "|");
    let parts: Vec<&str> =
        text.as_bytes().chunks(200).filter_map(|part| std::str::from_utf8(part).ok()).collect();
    let path = format!("/{}", parts.join("/"));
    path.get(..bytes).unwrap_or(&path).to_owned()
}

/// A report in which everything is as long as it may be.
fn longest(machine: &Machine, names: &[(String, String)]) -> (Report, fetter_protocol::SiteContents) {
    let names: Vec<(&str, &str)> =
        names.iter().map(|(name, version)| (name.as_str(), version.as_str())).collect();
    let site = contents(&names);
    let paths: Vec<String> = (0..MANY).map(|number| path(limits::PATH_BYTES, number)).collect();
    let sites: Vec<_> = paths.iter().map(|path| (path.as_str(), &site)).collect();
    let mut report = machine.report(1, &sites, &[1]);
    let word = |number| text(limits::NAME_BYTES, number);
    let long = |number| text(limits::TEXT_BYTES, number);
    let wire = |number: usize| WirePath::Text(paths[number].clone());
    for host in [&mut report.host.hostname, &mut report.host.os, &mut report.host.kernel] {
        *host = word(0);
    }
    let seen: Vec<&str> = paths.iter().map(String::as_str).collect();
    report.environments =
        (0..MANY).map(|at| environment(&paths[at], &word(at), &word(at), &seen[..SEEN])).collect();
    report.problems =
        (0..MANY).map(|at| ProblemRecord { path: wire(at), code: word(at), reason: long(at) }).collect();
    report.denials = (0..MANY)
        .map(|at| Denial {
            name: word(at),
            release: Some(word(at)),
            site: wire(at),
            path: None,
            rule: word(at),
            reason: long(at),
            mode: "warn".to_owned(),
        })
        .collect();
    let changed = |at: usize| TamperedRecord {
        site: wire(at),
        name: word(at),
        release: Some(word(at)),
        path: wire(at),
        reason: long(at),
        files: 2,
        severity: "high".to_owned(),
        since: 1,
        changed: 1,
    };
    report.tampered = Some((0..MANY).map(changed).collect());
    report.host.coverage.not_covered =
        (0..MANY).map(|at| NotCovered { path: wire(at), reason: long(at) }).collect();
    for at in 2..MANY {
        let mut event = report.events[0].clone();
        event.sequence = at as u64;
        event.subject.name = Some(word(at));
        event.subject.version = Some(word(at));
        event.reason = Some(long(at));
        event.path = Some(wire(at));
        report.events.push(event);
    }
    (report, site)
}

async fn enrolled(fixture: &Fixture, acme: i64, id: u128) -> Machine {
    let token = fixture.token(acme, "hostile", 1, NEVER).await;
    let machine = Machine::new(id);
    assert_eq!(fixture.send(machine.enrolment(&token)).await.status, 201);
    machine
}

async fn told(fixture: &Fixture, machine: &Machine, target: &str, method: &str, body: Vec<u8>) -> u16 {
    fixture.send(machine.request(method, target, body, machine.next(), now())).await.status
}

#[test]
fn the_longest_texts_are_text_on_pages_that_are_not_too_long() {
    on_both("long texts", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let machine = enrolled(&fixture, acme, 7).await;
        let word = |number| text(limits::NAME_BYTES, number);
        let names: Vec<(String, String)> = (0..MANY).map(|at| (word(at), word(at))).collect();
        let (report, site) = longest(&machine, &names);
        let body = write(&report).expect("within the limits");
        assert_eq!(told(&fixture, &machine, "/agent/v1/report", "POST", body).await, 200);
        let (digest, bytes) = site.canonical().expect("a site");
        assert_eq!(told(&fixture, &machine, &format!("/agent/v1/site/{digest}"), "PUT", bytes).await, 200);
        for number in 0..MANY {
            let reason = text(limits::REQUEST_REASON_BYTES, number);
            let asked = fetter_protocol::PackageRequest {
                package: format!("evil-{number}"),
                reason: reason.clone(),
                ..fetter_protocol::PackageRequest::new(&machine.id, &format!("{number:032x}"))
            };
            // There is a limit on how many one machine asks for.
            fixture.send(machine.post("/agent/v1/request", &asked)).await;
            let lifted =
                json!({"rule": "deny", "package": format!("x-{number}"), "reason": reason, "until": day(30)});
            assert_eq!(fixture.ask("POST", &admin, "/exceptions", lifted).await.status, 201);
        }
        let browser = Browser::of(&fixture, &admin);
        let of = |part: &str| format!("/machines/{}{part}", machine.id);
        let mut pages: Vec<String> = [
            "/",
            "/machines",
            "/machines/verdicts",
            "/environments",
            "/packages",
            "/events",
            "/requests",
            "/requests/1",
            "/exceptions",
            "/notices",
            "/findings",
            "/findings?kind=integrity",
            "/findings/integrity-1",
            "/administration/audit",
        ]
        .map(str::to_owned)
        .into();
        pages.extend(PARTS.map(of));
        pages.extend(["/sites/1".to_owned(), "/releases/1".to_owned()]);
        let (mut wrong, mut cut) = (Vec::new(), 0);
        for path in pages {
            let reply = browser.get(&path).await;
            let page = reply.text();
            let is_well = reply.status == 200 && page.len() < PAGE && !page.contains("<img");
            cut += usize::from(page.contains("Long texts are cut on this page"));
            if !is_well {
                wrong.push(format!("{path}: {}, {} bytes", reply.status, page.len()));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert!(cut > 5, "nothing was too long: {cut}");
        // What is cut in a list is whole in its file, and to programs.
        let file = browser.get(&of("/problems?as=csv")).await.text();
        assert!(file.contains(&text(limits::TEXT_BYTES, 59).replace('"', "\"\"")), "it is cut in the file");
    });
}

#[test]
fn longer_texts_are_not_taken() {
    on_both("too long texts", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let machine = enrolled(&fixture, acme, 8).await;
        let long = text(TOO_LONG, 1);
        let changes: [&dyn Fn(&mut Report); 6] = [
            &|report| {
                let changed = crate::api::tampered::changed(&text(TOO_LONG, 1), "1", 1);
                report.tampered = Some(vec![changed]);
            },
            &|report| report.host.hostname = text(TOO_LONG, 1),
            &|report| report.host.os = text(limits::NAME_BYTES + 1, 1),
            &|report| report.sites[0].path = WirePath::Text(path(TOO_LONG, 1)),
            &|report| {
                let path = WirePath::Text("/x".to_owned());
                report.problems =
                    vec![ProblemRecord { path, code: "x".to_owned(), reason: text(TOO_LONG, 1) }];
            },
            &|report| report.events[0].subject.name = Some(text(TOO_LONG, 1)),
        ];
        for (number, change) in changes.into_iter().enumerate() {
            let mut report = machine.report(1, &[("/v", &contents(&[("x", "1")]))], &[1]);
            change(&mut report);
            let body = serde_json::to_vec(&report).expect("JSON");
            assert_eq!(told(&fixture, &machine, "/agent/v1/report", "POST", body).await, 422, "{number}");
        }
        // What no agent writes, somebody else may send: it is not taken either.
        for (number, (name, version)) in [(long.as_str(), "1"), ("x", long.as_str())].into_iter().enumerate()
        {
            let site = contents(&[(name, version)]);
            assert!(site.canonical().is_err(), "no agent writes it");
            let bytes = serde_json::to_vec(&site).expect("JSON");
            let digest = Digest::of(&bytes);
            let mut report = machine.report(number as u64 + 1, &[("/v", &contents(&[("x", "1")]))], &[]);
            report.sites[0].contents = digest;
            let body = write(&report).expect("within the limits");
            assert_eq!(told(&fixture, &machine, "/agent/v1/report", "POST", body).await, 200);
            let target = format!("/agent/v1/site/{digest}");
            assert_eq!(told(&fixture, &machine, &target, "PUT", bytes).await, 422, "{number}");
        }
        for (package, reason) in [(long.as_str(), "r"), ("x", long.as_str())] {
            let asked = PackageRequest {
                package: package.to_owned(),
                reason: reason.to_owned(),
                ..PackageRequest::new(&machine.id, &"a".repeat(32))
            };
            let body = serde_json::to_vec(&asked).expect("JSON");
            assert_eq!(told(&fixture, &machine, "/agent/v1/request", "POST", body).await, 422);
        }
        for (path, body) in [
            ("/groups", json!({"name": long})),
            ("/users", json!({"name": long, "role": "viewer"})),
            ("/tokens", json!({"name": long, "role": "viewer", "expires": now() + 600})),
            ("/exceptions", json!({"rule": "deny", "package": long, "reason": "r", "until": day(30)})),
        ] {
            let reply = fixture.ask("POST", &admin, path, body).await;
            assert_eq!(reply.status, 422, "{path}: {}", reply.text());
        }
        let browser = Browser::of(&fixture, &admin);
        for (path, field) in [("/administration/groups", "name"), ("/administration/tokens", "name")] {
            let reply = browser.send(path, &[(field, long.as_str())]).await;
            assert_eq!(reply.status, 422, "{path}: {}", reply.text());
            assert!(!reply.text().contains("<img"), "{path}");
        }
        let fields = [("package", "x"), ("rule", "deny"), ("until", &day(30)), ("reason", long.as_str())];
        let reply = browser.send("/exceptions", &fields).await;
        assert_eq!(reply.status, 422);
        // What was typed is not lost, and is text.
        assert!(reply.text().contains("onerror=alert(1)") && !reply.text().contains("<img"));
        assert!(reply.text().len() < PAGE, "{}", reply.text().len());
    });
}

#[test]
fn long_comments_are_text_and_longer_ones_are_not_taken() {
    on_both("long comments", async |fixture| {
        let cast = Cast::new(&fixture).await;
        let browser = Browser::of(&fixture, cast.administrator());
        let comments = cast.mine.page("/findings/{finding}/comments");
        let long = text(TOO_LONG, 1);
        let refused = browser.send(&comments, &[("form", "comment"), ("text", long.as_str())]).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        // What was typed is not lost, and is text.
        assert!(refused.text().contains("onerror=alert(1)") && !refused.text().contains("<img"));
        for number in 0..MANY {
            let said = browser.send(&comments, &[("text", text(COMMENT, number).as_str())]).await;
            assert_eq!(said.status, 303, "{number}: {}", said.text());
        }
        let page = browser.page(&cast.mine.page("/findings/{finding}")).await;
        assert!(page.contains("onerror=alert(1)") && !page.contains("<img"), "{page}");
        assert!(page.len() < PAGE, "{}", page.len());
    });
}
