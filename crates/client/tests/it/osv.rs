//! The API of OSV: what it says, whole, or an error.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use fetter_client::Network;
use fetter_client::http::{Client, FetchError, Limits, Retry};
use fetter_client::osv::{Api, ApiError, ApiLimits, Query};
use fetter_testkit::osv::{Endpoint, Fault, StubOsv};
use fetter_testkit::server::Response;

/// Short pauses, and a short time.
fn limits() -> ApiLimits {
    let retry = Retry { attempts: 3, pause: Duration::from_millis(1), ..Limits::of_service().retry };
    ApiLimits { total: Duration::from_millis(250), retry, ..ApiLimits::default() }
}

fn query(name: &str, version: &str) -> Query {
    Query { name: name.to_owned(), version: Some(version.to_owned()) }
}

fn record(id: &str) -> String {
    format!("{{\"id\": \"{id}\",\n \"modified\": \"2026-01-01T00:00:00Z\"}}")
}

fn asked<T>(
    osv: &StubOsv,
    limits: ApiLimits,
    ask: impl Fn(&Api<'_>, Instant) -> Result<T, ApiError>,
) -> Result<T, ApiError> {
    let client = Client::new(&Network::default()).unwrap();
    let api = Api::new(&client, &osv.base()).unwrap().within(limits);
    ask(&api, api.deadline())
}

/// Time for what takes many requests, and works.
fn long() -> ApiLimits {
    ApiLimits { total: Duration::from_secs(60), ..limits() }
}

fn affecting(osv: &StubOsv, queries: &[Query]) -> Result<Vec<Vec<String>>, ApiError> {
    asked(osv, long(), |api, deadline| api.affecting(queries, deadline))
}

fn records(osv: &StubOsv, ids: &[&str]) -> Result<Vec<(String, Vec<u8>)>, ApiError> {
    let ids = ids.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    asked(osv, long(), |api, deadline| api.records(&ids, deadline))
}

/// Both steps, each within its limits.
fn all(osv: &StubOsv, batch: ApiLimits, details: ApiLimits) -> Result<Vec<(String, Vec<u8>)>, ApiError> {
    let queries = [query("jinja2", "3.1.3"), query("six", "1.17.0")];
    let found = asked(osv, batch, |api, deadline| api.affecting(&queries, deadline))?;
    let ids = found.into_iter().flatten().collect();
    asked(osv, details, |api, deadline| api.records(&ids, deadline))
}

/// `jinja2` 3.1.3 has two advisories, of which one affects 2.0 too; `six` has none.
fn osv() -> StubOsv {
    let osv = StubOsv::start();
    for id in ["PYSEC-2024-1", "GHSA-h75v-3vvj-5mfj"] {
        osv.record(id, record(id));
    }
    osv.affects("Jinja2", "3.1.3", &["PYSEC-2024-1", "GHSA-h75v-3vvj-5mfj"]);
    osv.affects("jinja2", "2.0", &["PYSEC-2024-1"]);
    osv
}

#[test]
fn releases_are_answered_in_their_order_and_asked_once() {
    let osv = osv();
    let any = Query { name: "jinja2".to_owned(), version: None };
    let queries = [query("six", "1.17.0"), query("jinja2", "3.1.3"), query("jinja2", "2.0"), any];
    let twice = [queries.as_slice(), queries.as_slice()].concat();
    let both = vec!["GHSA-h75v-3vvj-5mfj".to_owned(), "PYSEC-2024-1".to_owned()];
    let once = [vec![], both.clone(), vec!["PYSEC-2024-1".to_owned()], both];
    assert_eq!(affecting(&osv, &twice).unwrap(), [once.as_slice(), once.as_slice()].concat());
    let request = &osv.requests()[0];
    assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", "/v1/querybatch"));
    let body = serde_json::from_slice::<serde_json::Value>(&request.body).unwrap();
    assert_eq!(body["queries"].as_array().unwrap().len(), 4);

    assert_eq!(affecting(&osv, &[]).unwrap(), Vec::<Vec<String>>::new());
    assert_eq!(osv.requests().len(), 1, "nothing is asked about nothing");
}

#[test]
fn many_releases_are_asked_in_parts() {
    let osv = osv();
    osv.affects("p-2499", "1", &["PYSEC-2024-1"]);
    let queries = (0..2500).map(|number| query(&format!("p-{number}"), "1")).collect::<Vec<_>>();
    let found = affecting(&osv, &queries).unwrap();
    assert_eq!((found.len(), found.iter().flatten().count()), (2500, 1));
    assert_eq!(found[2499], ["PYSEC-2024-1"]);
    assert_eq!(osv.requests().len(), 3);
    assert_eq!(osv.server().connections(), 1, "one connection does");

    osv.misbehave(Fault::Status(403));
    let said = affecting(&osv, &queries).unwrap_err().to_string();
    let begin =
        "could not ask OSV's API which advisories affect 2500 releases (part 1 of 3): http://127.0.0.1:";
    assert!(said.starts_with(begin) && said.contains("403"), "{said}");
    assert!(said.ends_with("or use a local database of advisories"), "{said}");
}

#[test]
fn every_page_is_asked_for() {
    let osv = osv();
    let ids = (100..123).map(|number| format!("PYSEC-2026-{number}")).collect::<Vec<_>>();
    osv.affects("big", "1", &ids.iter().map(String::as_str).collect::<Vec<_>>());
    osv.page_size(5);
    let found = affecting(&osv, &[query("six", "1"), query("big", "1"), query("jinja2", "3.1.3")]).unwrap();
    assert_eq!((found[0].len(), &found[1], found[2].len()), (0, &ids, 2));
    let asked = osv.requests().into_iter().map(|request| {
        let body = serde_json::from_slice::<serde_json::Value>(&request.body).unwrap();
        body["queries"].as_array().unwrap().len()
    });
    assert_eq!(asked.collect::<Vec<_>>(), [3, 1, 1, 1, 1], "only what has another page is asked again");
    let one = ApiLimits { pages: 4, ..long() };
    let error = asked_big(&osv, one).unwrap_err();
    assert!(matches!(&error, ApiError::Pages { release, pages: 4, .. } if release == "big 1"), "{error:?}");
    let error = asked_big(&osv, ApiLimits { names: 22, ..long() }).unwrap_err();
    assert!(matches!(error, ApiError::TooMuch { limit: 22, .. }), "{error:?}");
    assert!(asked_big(&osv, ApiLimits { names: 23, pages: 5, ..long() }).is_ok());
}

fn asked_big(osv: &StubOsv, limits: ApiLimits) -> Result<Vec<Vec<String>>, ApiError> {
    asked(osv, limits, |api, deadline| api.affecting(&[query("big", "1")], deadline))
}

#[test]
fn records_are_fetched_once_each_as_they_are() {
    let osv = osv();
    let ids = (0..40).map(|number| format!("PYSEC-2026:{number}")).collect::<Vec<_>>();
    for id in &ids {
        osv.record(id, record(id));
    }
    let found = records(&osv, &ids.iter().map(String::as_str).collect::<Vec<_>>()).unwrap();
    let expected = ids.iter().map(|id| (id.clone(), record(id).into_bytes())).collect::<BTreeSet<_>>();
    assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
    let targets = osv.requests().into_iter().map(|request| request.target).collect::<BTreeSet<_>>();
    assert_eq!((osv.requests().len(), targets.len()), (40, 40));
    assert!(targets.contains("/v1/vulns/PYSEC-2026%3A7"));
    let connections = osv.server().connections();
    assert!(connections <= 8, "{connections}");
    assert_eq!(records(&osv, &[]).unwrap(), []);
}

#[test]
fn what_lasts_is_an_error_within_the_limit() {
    for fault in Fault::LASTING.into_iter().chain(Fault::LASTING_DETAILS) {
        for endpoint in [Endpoint::Batch, Endpoint::Details] {
            let osv = osv();
            osv.misbehave_at(endpoint, fault);
            let is_of_batch = matches!(
                fault,
                Fault::FewerResults | Fault::EndlessPages | Fault::SamePage | Fault::HostileIdentifier
            );
            let is_of_details = Fault::LASTING_DETAILS.contains(&fault);
            let is_slow =
                matches!(fault, Fault::Hang | Fault::HangWithin | Fault::Endless | Fault::TooMany { .. });
            let short = if is_slow { limits() } else { long() };
            let ended = match endpoint {
                Endpoint::Batch => all(&osv, short, long()),
                Endpoint::Details => all(&osv, long(), short),
            };
            if (is_of_batch && endpoint == Endpoint::Details)
                || (is_of_details && endpoint == Endpoint::Batch)
            {
                assert!(ended.is_ok(), "{fault:?} is no fault of {endpoint:?}: {ended:?}");
                continue;
            }
            let error = ended.unwrap_err();
            let said = error.to_string();
            let doing = match endpoint {
                Endpoint::Batch => "could not ask OSV's API which advisories affect 2 releases: ",
                Endpoint::Details => "could not fetch the advisory ",
            };
            assert!(said.starts_with(doing), "{fault:?}: {said}");
            assert!(said.ends_with("use a local database of advisories"), "{fault:?}: {said}");
            assert!(is_expected(fault, &error), "{fault:?} at {endpoint:?}: {error:?}");
        }
    }
}

fn is_expected(fault: Fault, error: &ApiError) -> bool {
    let fetch = if let ApiError::Fetch { error, .. } = error { Some(error) } else { None };
    match fault {
        Fault::Status(status) => {
            matches!(fetch, Some(FetchError::Status { status: found, .. }) if *found == status)
        }
        Fault::TooMany { .. } => matches!(fetch, Some(FetchError::Status { status: 429, .. })),
        Fault::Hang | Fault::HangWithin => matches!(fetch, Some(FetchError::Timeout { .. })),
        Fault::HangUp => matches!(fetch, Some(FetchError::Connection { .. })),
        Fault::Cut => matches!(fetch, Some(FetchError::Cut { .. })),
        Fault::Endless => matches!(fetch, Some(FetchError::TooLarge { .. } | FetchError::Timeout { .. })),
        // Of details, it is larger than a record may be.
        Fault::Garbage => {
            matches!(error, ApiError::Answer { .. }) || matches!(fetch, Some(FetchError::TooLarge { .. }))
        }
        // A GET follows.
        Fault::Elsewhere => {
            matches!(fetch, Some(FetchError::Location { .. } | FetchError::Connection { .. }))
        }
        Fault::EndlessPages | Fault::SamePage => matches!(error, ApiError::Pages { .. }),
        Fault::MissingDetails => matches!(error, ApiError::Missing { .. }),
        _ => matches!(error, ApiError::Answer { .. }),
    }
}

#[test]
fn what_passes_is_no_error() {
    for fault in [
        Fault::StatusOnce(500),
        Fault::StatusOnce(503),
        Fault::TooManyOnce { retry_after: 0 },
        Fault::CutOnce,
    ] {
        let osv = osv();
        osv.misbehave(fault);
        assert_eq!(all(&osv, long(), long()).unwrap().len(), 2, "{fault:?}");
    }
}

#[test]
fn what_a_question_is_refused_for_is_said() {
    let osv = osv();
    let said = r#"{"code":3,"message":"Invalid version."}"#;
    osv.server().answer("/v1/querybatch", Response::json(said).with_status(400));
    let error = affecting(&osv, &[query("jinja2", "x")]).unwrap_err();
    assert!(
        error.to_string().contains("refused with status 400 what it was asked: Invalid version."),
        "{error}"
    );
}

#[test]
fn sizes_are_limited() {
    let osv = osv();
    let long_name = "x".repeat(1001);
    let error = affecting(&osv, &[query("six", "1"), query(&long_name, "1")]).unwrap_err();
    assert!(matches!(error, ApiError::Query { part: "name", .. }), "{error:?}");
    let error = affecting(&osv, &[query("six", &long_name)]).unwrap_err();
    assert!(matches!(error, ApiError::Query { part: "version", .. }), "{error:?}");
    for id in ["../../etc/passwd", "", "a b", "%2e%2e"] {
        let error = records(&osv, &["PYSEC-2024-1", id]).unwrap_err();
        assert!(matches!(error, ApiError::Answer { .. }), "{error:?}");
    }
    assert!(osv.requests().iter().all(|request| request.target == "/v1/vulns/PYSEC-2024-1"));
    let each = record("PYSEC-2024-1").len() as u64;
    for (wrong, right) in [
        (ApiLimits { record_bytes: each, ..long() }, ApiLimits { record_bytes: each + 10, ..long() }),
        (
            ApiLimits { records_bytes: 2 * each, ..long() },
            ApiLimits { records_bytes: 2 * each + 10, ..long() },
        ),
        (ApiLimits { answer_bytes: 100, ..long() }, ApiLimits { answer_bytes: 1000, ..long() }),
    ] {
        assert!(all(&osv, wrong, wrong).is_err() && all(&osv, right, right).is_ok(), "{wrong:?}");
    }
}

#[test]
fn the_base_may_have_a_path_and_credentials() {
    let osv = osv();
    let path = "/mirror/osv/v1/querybatch";
    osv.server().answer_to("POST", path, Response::json(r#"{"results":[{"vulns":[{"id":"X-1"}]}]}"#));
    osv.server().answer("/mirror/osv/v1/vulns/X-1", Response::json(record("X-1")));
    let client = Client::new(&Network::default()).unwrap();
    for end in ["", "/"] {
        let base = osv.base().replace("//", "//user:secret@");
        let api = Api::new(&client, &format!("{base}/mirror/osv{end}")).unwrap();
        assert_eq!(api.affecting(&[query("six", "1")], api.deadline()).unwrap(), [["X-1"]]);
        let records = api.records(&BTreeSet::from(["X-1".to_owned()]), api.deadline()).unwrap();
        assert_eq!(records.len(), 1);
        let error = api.records(&BTreeSet::from(["X-2".to_owned()]), api.deadline()).unwrap_err();
        assert!(matches!(error, ApiError::Missing { .. }), "{error:?}");
        assert!(!format!("{error} {error:?} {api:?}").contains("secret"), "{error} {error:?} {api:?}");
    }
    let basic = Some("Basic dXNlcjpzZWNyZXQ=");
    assert!(osv.requests().iter().all(|request| request.header("authorization") == basic));
    for base in
        ["", "api.example", "ftp://h.example", "https://u:secret@h.example/?x=", "https://h.example/#x"]
    {
        let error = Api::new(&client, base).unwrap_err();
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}
