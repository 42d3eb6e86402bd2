//! What anybody may have written is shown as text, wherever it stands.

use fetter_protocol::{Denial, NotCovered, ProblemRecord, Report, TamperedRecord, WirePath};
use fetter_server::ui::table;
use serde_json::json;

use super::browser::{Browser, form};
use crate::api::cast::Cast;
use crate::support::{NEVER, contents, environment, on_both};

/// Tags, quotes, a mark that reorders, and an end of what it may stand in.
pub(super) const MARK: &str = "<img src=x onerror=alert(1)>\"'></textarea></title>";
const REORDERS: char = '\u{202e}';

/// The pages of a machine.
pub(super) const PARTS: [&str; 9] = [
    "",
    "/packages",
    "/environments",
    "/sites",
    "/history",
    "/history?form=table",
    "/denials",
    "/problems",
    "/not-covered",
];

/// Bytes of a page at most.
pub(super) const PAGE: usize = 200 << 10;

/// As it stands in an attribute.
fn escaped(text: &str) -> String {
    let parts = text.chars().map(|letter| match letter {
        '<' | '>' | '"' | '\'' | '&' => format!("&#{};", u32::from(letter)),
        other => other.to_string(),
    });
    parts.collect()
}

/// Has a report say this wherever a machine may say something.
fn spoil(report: &mut Report, long: &str, text: &str) {
    text.clone_into(&mut report.host.hostname);
    text.clone_into(&mut report.host.os);
    report.environments = vec![environment(long, text, text, &[long])];
    let path = || WirePath::Text(long.to_owned());
    report.denials = vec![Denial {
        name: text.to_owned(),
        release: Some(text.to_owned()),
        site: path(),
        path: Some(path()),
        rule: text.to_owned(),
        reason: text.to_owned(),
        mode: "enforce".to_owned(),
    }];
    report.tampered = Some(vec![TamperedRecord {
        site: path(),
        name: text.to_owned(),
        release: Some(text.to_owned()),
        path: path(),
        reason: text.to_owned(),
        files: u64::MAX,
        severity: text.to_owned(),
        since: u64::MAX,
        changed: u64::MAX,
    }]);
    report.problems = vec![ProblemRecord { path: path(), code: text.to_owned(), reason: text.to_owned() }];
    report.host.coverage.not_covered = vec![NotCovered { path: path(), reason: text.to_owned() }];
}

#[test]
fn hostile_text_is_text_on_every_page() {
    on_both("hostile text", async |fixture| {
        let cast = Cast::new(&fixture).await;
        let administrator = cast.administrator().to_owned();
        let acme = fixture.database().organisation("acme").await.expect("an answer").expect("one").id;
        let text = format!("{MARK}{REORDERS}{}", "x".repeat(60));
        let long = format!("/{}/{}", text.replace('/', "|"), "y".repeat(3000));
        let site = contents(&[("evil-package", text.as_str()), (&text, "1.0")]);
        let token = fixture.token(acme, "hostile", 1, NEVER).await;
        let machine = crate::support::Machine::new(77);
        assert_eq!(fixture.send(machine.enrolment(&token)).await.status, 201);
        let mut report = machine.report(1, &[(&long, &site)], &[1]);
        spoil(&mut report, &long, &text);
        let reply = fixture.send(machine.post("/agent/v1/report", &report)).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        let (digest, bytes) = site.canonical().expect("a site");
        let put = machine.request(
            "PUT",
            &format!("/agent/v1/site/{digest}"),
            bytes,
            machine.next(),
            crate::support::now(),
        );
        assert_eq!(fixture.send(put).await.status, 200);
        let asked = fetter_protocol::PackageRequest {
            package: "evil-package".to_owned(),
            reason: text.clone(),
            ..fetter_protocol::PackageRequest::new(&machine.id, &"9".repeat(32))
        };
        assert_eq!(fixture.send(machine.post("/agent/v1/request", &asked)).await.status, 200);
        let comments = format!("{}/comments", cast.mine.page("/findings/{finding}"));
        let said = fixture.ask("POST", &administrator, &comments, json!({"text": text})).await;
        assert_eq!(said.status, 201, "{}", said.text());
        let reason = MARK;
        for (path, body) in [
            (
                "/exceptions",
                json!({"rule": "deny", "package": "x", "reason": reason, "until": crate::support::day(30)}),
            ),
            ("/groups", json!({"name": reason})),
            ("/users", json!({"name": reason, "role": "viewer"})),
            ("/tokens", json!({"name": reason, "role": "viewer", "expires": crate::support::now() + 600})),
        ] {
            let reply = fixture.ask("POST", &administrator, path, body).await;
            assert_eq!(reply.status, 201, "{path}: {}", reply.text());
        }
        let browser =
            Browser::user(&fixture, &administrator, fetter_server::auth::Role::Administrator, None).await;
        let mut pages: Vec<String> = table()
            .iter()
            .filter(|route| {
                route.method == "GET"
                    && !matches!(route.path, "/events/live" | "/sign-in/oidc" | "/sign-in/oidc/back")
                    && !route.path.starts_with("/export")
            })
            .map(|route| cast.mine.page(route.path))
            .collect();
        for part in PARTS {
            pages.push(format!("/machines/{}{part}", machine.id));
        }
        let changed = fixture.get(&administrator, "/findings?kind=integrity&limit=500").await.column("id");
        assert_eq!(changed.len(), 1, "what was changed has such a name too");
        pages.extend(changed.iter().map(|id| format!("/findings/{}", id.as_str().expect("an id"))));
        pages.push("/findings?kind=integrity".to_owned());
        let word = form(&[("", &text)]).replacen('=', "", 1);
        pages.extend([
            format!("/packages?q={word}"),
            format!("/packages/{word}"),
            format!("/machines?q={word}"),
        ]);
        let mut shown = 0;
        for path in pages {
            let reply = browser.get(&path).await;
            let page = reply.text();
            assert_eq!(reply.status, 200, "{path}: {page}");
            assert!(!page.contains("<img"), "{path}: {page}");
            // What one wrote oneself into a form stays as it is there.
            let written = format!("value=\"{}\"", escaped(&text));
            assert!(!page.replace(&written, "").contains(REORDERS), "{path}: {page}");
            assert!(page.len() < PAGE, "{path}: {}", page.len());
            assert!(!page.contains(" style=") && !page.contains("<script>"), "{path}");
            let is_shown = page.contains("onerror=alert(1)");
            // All of the machine is hostile, and so is a comment on the finding.
            let is_hostile = path.contains(&machine.id) || path == cast.mine.page("/findings/{finding}");
            assert!(is_shown || !is_hostile, "{path}: {page}");
            shown += usize::from(is_shown);
            let policy = reply.headers["content-security-policy"].to_str().expect("a policy");
            assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{path}: {policy}");
            for (name, value) in [
                ("x-content-type-options", "nosniff"),
                ("referrer-policy", "no-referrer"),
                ("cache-control", "private, no-store"),
            ] {
                assert_eq!(reply.headers[name], value, "{path}");
            }
        }
        assert!(shown > 12, "it is shown on {shown} pages");
    });
}
