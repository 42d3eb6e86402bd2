//! How long lists take for 30,000 machines. It is measured and not asserted, where `FETTER_SCALE` is set.

use std::time::{Duration, Instant};

use fetter_server::store::Engine;

use crate::support::api::asking;
use crate::support::{Fixture, execute, on_both};

/// 30,000 machines with 10 sites and 12 environments each, of 20,000 sites with 120 packages each: 20 of them everywhere, in 10 versions.
const FLEET: &[&str] = &[
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30) INSERT INTO machine_group \
     (id, organisation, name, created) SELECT i, 1, 'g' || i, 1 FROM n",
    "INSERT INTO enrolment_token (id, organisation, machine_group, digest, uses, used, expires, created, created_by) \
     VALUES (1, 1, 1, BYTES('t'), 1, 1, 1, 1, 'x')",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000) INSERT INTO machine \
     (id, organisation, machine_group, name, public_key, status, enrolled, token, number, stale, stale_since, seen, report, \
     reported, event, hostname, os, kernel, architecture, fetter, mode, denials, problems, not_covered, left_out) \
     SELECT i, 1, i % 30 + 1, substr('00000000000000000000000000000000' || i, length('' || i) + 1), BYTES('k' || i), \
     'active', 1, 1, 1, 0, 0, i, 1, 1, 1, 'host-' || (i * 7919 % 30000), 'Debian GNU/Linux 12', '6.1', 'x86_64', '0.1', \
     'enforce', 0, 0, 0, 0 FROM n",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12) INSERT INTO path \
     (id, organisation, digest, bytes) SELECT i, 1, BYTES('p' || i), BYTES('/srv/' || i) FROM n",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO site \
     (id, organisation, digest, contents, packages, left_out, first_seen) SELECT i, 1, BYTES('s' || i), BYTES('x'), 120, 0, 1 FROM n",
    "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 19999) INSERT INTO release \
     (id, organisation, name, version, digest, first_seen) \
     SELECT i + 1, 1, 'package-' || (i / 10), '1.' || (i % 10), BYTES('r' || i), 1 FROM n",
    "WITH RECURSIVE k(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM k WHERE i < 119) INSERT INTO site_release (release, site) \
     SELECT CASE WHEN k.i < 20 THEN k.i * 10 + s.id % 10 + 1 ELSE (20 + (s.id * 7919 + k.i * 1289) % 1980) * 10 + s.id % 10 + 1 END, \
     s.id FROM site s CROSS JOIN k WHERE k.i >= 0 ON CONFLICT DO NOTHING",
    "WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < 10) INSERT INTO machine_site \
     (machine, path, site, kind, since) SELECT m.id, k.i, (m.id * 10 + k.i) * 7 % 20000 + 1, 'environment', 1 \
     FROM machine m CROSS JOIN k",
    "WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < 12) INSERT INTO environment \
     (machine, path, kind, python, implementation, creator, sites, since) SELECT m.id, k.i, \
     CASE WHEN k.i % 4 = 0 THEN 'base' ELSE 'virtual' END, '3.' || (8 + (m.id + k.i) % 7) || '.2', \
     CASE WHEN m.id % 10000 = 9999 THEN 'PyPy' ELSE 'CPython' END, 'venv', ((k.i - 1) % 10 + 1) || ' 3', 1 FROM machine m CROSS JOIN k",
    "WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < 10) INSERT INTO event \
     (machine, number, organisation, position, received, code, package, body) SELECT m.id, k.i, 1, k.i * 30000 + m.id, 1, \
     CASE WHEN m.id % 1000 = 0 THEN 'denied' ELSE 'installed' END, 'package-' || (m.id % 2000), BYTES(EVENT) \
     FROM machine m CROSS JOIN k",
    // One release in 20 is vulnerable, one site in 10 has what a policy denies, and all was judged.
    "INSERT INTO setting (id, organisation, digest, body) VALUES (1, 1, BYTES('x'), BYTES('x'))",
    "INSERT INTO bundle (id, organisation, number, digest, signature, body, created) \
     VALUES (1, 1, 1, BYTES('x'), BYTES('x'), BYTES('x'), 1)",
    "INSERT INTO group_bundle (machine_group, bundle, next_bundle, percent, changed) SELECT id, 1, NULL, 0, id FROM machine_group",
    "UPDATE machine_site SET setting = 1",
    "INSERT INTO release_judgement (release, organisation, advisories, judged, outcome, reason, due) \
     SELECT id, 1, 1, 1, CASE WHEN id % 20 = 0 THEN 'findings' WHEN id % 20 = 1 THEN 'unchecked' ELSE 'clean' END, '', 0 FROM release",
    "INSERT INTO release_finding (id, organisation, release, kind, advisory, aliases, fixed, severity, summary, advisories, \
     first_seen, opened, holds, status) SELECT id, 1, id, 'vulnerability', 'A-' || id, '', '', id % 5, '', 1, 1, 1, 1, 'open' \
     FROM release WHERE id % 20 = 0",
    "INSERT INTO site_judgement (site, setting, bundle, organisation, advisories, judged, outcome, refused, warned, unchecked, reasons) \
     SELECT id, 1, 1, 1, 1, 1, CASE WHEN id % 10 = 0 THEN 'findings' ELSE 'unchecked' END, 0, 0, 0, '' FROM site",
    "INSERT INTO site_finding (id, organisation, site, setting, bundle, package, version, rule, code, advisory, reason, mode, \
     severity, first_seen, opened, status) SELECT id, 1, id, 1, 1, 'package-1', '1.1', 'no', 'denied', '', '', 'enforce', id % 5, 1, 1, \
     'open' FROM site WHERE id % 10 = 0",
    "UPDATE counter SET value = 1000000",
];

const EVENT: &str = r#"'{"schema":"fetter-event","version":1,"sequence":1,"time":"2026-06-15T12:00:00Z","unix_ms":1,"code":"installed"}'"#;

async fn fill(fixture: &Fixture) {
    let (from, to) = match fixture.database().engine() {
        Engine::Sqlite => ("CAST(", " AS BLOB)"),
        Engine::Postgres => ("CAST(", " AS BYTEA)"),
    };
    for sql in FLEET {
        let sql = sql.replace("EVENT", EVENT);
        let mut text = String::new();
        let mut rest = sql.as_str();
        while let Some((before, after)) = rest.split_once("BYTES(") {
            let (inner, after) = after.split_once(')').expect("a parenthesis");
            text.extend([before, from, inner, to]);
            rest = after;
        }
        text.push_str(rest);
        execute(&fixture.address, &text).await;
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "it is for who measures to read")]
fn lists_of_a_large_fleet() {
    if std::env::var_os("FETTER_SCALE").is_none() {
        eprintln!("SKIPPED: lists of a large fleet: FETTER_SCALE is not set");
        return;
    }
    on_both("scale", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let begin = Instant::now();
        fill(&fixture).await;
        // PostgreSQL does it by itself, in time.
        if fixture.database().engine() == Engine::Postgres {
            execute(&fixture.address, "ANALYZE").await;
        }
        eprintln!("{:?}: filled in {:?}", fixture.database().engine(), begin.elapsed());
        let limited = fixture.program(&admin, "viewer", Some(3)).await;
        for (who, token) in [("all", &admin), ("one group", &limited)] {
            for path in PATHS {
                let mut times = Vec::new();
                for turn in 0..40 {
                    let path = path.replace("TURN", &turn.to_string());
                    let begin = Instant::now();
                    let reply = fixture.send(asking("GET", &path, token, None)).await;
                    times.push(begin.elapsed());
                    assert!(matches!(reply.status, 200 | 404), "{path}: {}", reply.text());
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                times.sort();
                eprintln!("{who:>9} {:>9.1?} median {:>9.1?} worst {path}", times[20], times[39]);
            }
        }
    });
}

const PATHS: &[&str] = &[
    "/machines",
    "/machines?q=host-1TURN",
    "/machines?status=active&silent=60&group=4",
    "/machines?os=Fedora",
    "/environments",
    "/environments?limit=500",
    "/environments?group=4&kind=base",
    "/environments?python=3.11",
    "/environments?implementation=pypy",
    "/environments?q=no-such-thing",
    "/machines/0000000000000000000000000000TURN",
    "/groups",
    "/packages",
    "/packages?q=package-1TURN",
    "/packages?q=package-1TURN&limit=500",
    "/packages/package-TURN",
    "/packages/package-1TURN",
    "/packages/package-1TURN?version=1.3",
    "/packages/package-TURN/machines",
    "/packages/package-1TURN/machines",
    "/packages/package-1TURN/machines?limit=500",
    "/releases/1TURN",
    "/releases/TURN/machines",
    "/releases/1TURN/machines",
    "/findings",
    "/findings?limit=500",
    "/findings?severity=high&kind=vulnerability",
    "/findings?kind=policy",
    "/findings?group=4",
    "/findings?package=package-1TURN",
    "/findings?machine=0000000000000000000000000000TURN",
    "/findings/release-100",
    "/findings/release-100/machines",
    "/findings/policy-100/machines",
    "/releases/100/findings",
    "/machines/0000000000000000000000000000TURN/findings",
    "/status",
    "/events",
    "/events?order=newest",
    "/events?machine=000000000000000000000000000001TURN&order=newest",
    "/events?code=denied&order=newest",
    "/events?package=package-1TURN",
    "/events?package=package-1TURN&order=newest&code=installed",
];
