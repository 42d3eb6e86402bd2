//! What is counted and measured.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::Request;
use fetter_server::ServerOptions;
use fetter_server::auth::Secret;

use crate::support::{Fixture, Reply, contents, now_i64, on_both};

const TOKEN: &str = "a-token-for-metrics-alone";

async fn read(fixture: &Fixture, token: &str) -> Reply {
    let request = Request::builder().uri("/metrics").header("authorization", format!("Bearer {token}"));
    fixture.send(request.body(Body::empty()).expect("a request")).await
}

/// The samples, by name and labels; what is no OpenMetrics is refused, as promtool would.
fn samples(text: &str) -> BTreeMap<String, f64> {
    let text = text.strip_suffix("# EOF\n").expect("an end");
    let mut types: BTreeMap<&str, &str> = BTreeMap::new();
    let mut samples = BTreeMap::new();
    for line in text.lines() {
        let words: Vec<&str> = line.splitn(4, ' ').collect();
        match words.as_slice() {
            ["#", "TYPE", name, kind] => {
                assert!(types.insert(name, kind).is_none(), "{name} is there twice");
            }
            ["#", "HELP" | "UNIT", name, help] => assert!(is_name(name) && !help.is_empty(), "{line}"),
            _ => {
                let (named, value) = line.rsplit_once(' ').expect("a name and a value");
                let (name, labels) = named.split_once('{').unwrap_or((named, "}"));
                assert!(is_name(name) && labels.ends_with('}'), "{line}");
                let family = types.keys().copied().find(|family| {
                    let rest = name.strip_prefix(family);
                    matches!(rest, Some("" | "_total" | "_sum" | "_count" | "_bucket" | "_info"))
                });
                assert!(family.is_some(), "{line}: no type was told");
                let value: f64 = value.parse().expect("a number");
                assert!(samples.insert(named.to_owned(), value).is_none(), "{line} is there twice");
            }
        }
    }
    samples
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// The names of all families that are told.
fn families(text: &str) -> BTreeSet<String> {
    let told = text.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next());
    told.map(str::to_owned).collect()
}

#[test]
fn metrics_are_told_to_who_has_the_token_and_name_nobody() {
    on_both("metrics", async |plain| {
        assert_eq!(read(&plain, TOKEN).await.status, 404, "nobody reads them where there is no token");
        let told = ServerOptions { metrics_token: Some(Secret::digest_of(TOKEN)), ..ServerOptions::new(60) };
        let fixture = plain.told(told);
        for wrong in ["", "another token"] {
            assert_eq!(read(&fixture, wrong).await.status, 401);
        }
        let acme = fixture.organisation("acme-corporation").await;
        let admin = fixture.administrator(acme, "ada-lovelace").await;
        assert_eq!(read(&fixture, &admin).await.status, 401, "another token is none for this");
        let machine = fixture.equipped(acme, "laptops", 1, &[("/v", &contents(&[("idna", "3.7")]))]).await;
        assert_eq!(fixture.get(&admin, "/packages/idna").await.status, 200);
        assert_eq!(fixture.get("none", "/nothing/of/that/name").await.status, 404);
        let worker = fixture.worker("one", None).measured(fixture.shared.metrics().clone());
        while worker.work(now_i64()).await.expect("it works") > 0 {}
        let reply = read(&fixture, TOKEN).await;
        assert_eq!(reply.status, 200);
        assert!(
            reply.headers["content-type"].to_str().expect("text").starts_with("application/openmetrics-text")
        );
        let text = reply.text();
        let samples = samples(&text);
        let value = |name: &str| samples.get(name).copied();
        let route = "route=\"/api/v1/packages/{name}\",method=\"GET\"";
        assert_eq!(value(&format!("fetter_http_requests_total{{{route},status=\"200\"}}")), Some(1.0));
        let bucket = format!("fetter_http_request_duration_seconds_bucket{{le=\"+Inf\",{route}}}");
        assert_eq!(value(&bucket), Some(1.0), "{text}");
        assert_eq!(value("fetter_machines{state=\"active\"}"), Some(1.0));
        assert_eq!(value("fetter_machines{state=\"revoked\"}"), Some(0.0));
        assert!(value("fetter_ingest_batch_requests_count").is_some_and(|count| count >= 3.0));
        assert_eq!(value("fetter_ingest_waiting_requests"), Some(0.0));
        assert!(value("fetter_job_duration_seconds_count{kind=\"audit\"}").is_some_and(|count| count > 0.0));
        assert_eq!(value("fetter_jobs{kind=\"audit\",state=\"waiting\"}"), Some(0.0));
        assert_eq!(value("fetter_advisories_age_seconds"), Some(-1.0));
        assert!(value("fetter_database_size_bytes").is_some_and(|bytes| bytes > 10_000.0));
        assert!(value("process_resident_memory_bytes").is_some_and(|bytes| bytes > 1e6));
        assert!(value("process_open_fds").is_some_and(|count| count > 2.0));
        for name in ["acme", "lovelace", "laptops", "idna", "build-7", machine.id.as_str(), TOKEN] {
            assert!(!text.contains(name), "{name}");
        }
        // What is told is in the handbook, and what is in the handbook is told.
        let handbook = include_str!("../../../../docs/operations.md");
        let rows = handbook.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
        let documented = rows.filter(|name| name.starts_with("fetter_") || name.starts_with("process_"));
        let documented: BTreeSet<String> = documented.map(str::to_owned).collect();
        assert_eq!(families(&text), documented);
    });
}
