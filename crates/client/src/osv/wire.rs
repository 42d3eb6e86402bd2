//! Questions and answers as the API writes them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Query;
use super::identifier::is_identifier;
use crate::shown::shown;

/// The longest token of a page, in bytes.
const LONGEST_TOKEN: usize = 8 * 1024;

/// The body of `POST /v1/querybatch`.
#[derive(Serialize)]
struct Question<'query> {
    queries: Vec<Asked<'query>>,
}

#[derive(Serialize)]
struct Asked<'query> {
    package: Package<'query>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'query str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page_token: Option<&'query str>,
}

#[derive(Serialize)]
struct Package<'query> {
    name: &'query str,
    ecosystem: &'static str,
}

/// The answer: a result for each query, in their order.
#[derive(Deserialize)]
struct Answer {
    results: Vec<WireResult>,
}

#[derive(Deserialize)]
struct WireResult {
    #[serde(default)]
    vulns: Option<Vec<Named>>,
    #[serde(default, alias = "nextPageToken")]
    next_page_token: Option<String>,
    #[serde(flatten)]
    others: Map<String, Value>,
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

/// The part of a record that says which it is.
#[derive(Deserialize)]
struct Record {
    id: String,
}

/// What is known of one query: the advisories of a page, and the token of the next.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) identifiers: Vec<String>,
    pub(super) next: Option<String>,
}

/// Queries, each with the token of the page that is wanted, as JSON.
pub(super) fn question<'query>(
    queries: impl Iterator<Item = (&'query Query, Option<&'query str>)>,
) -> Result<Vec<u8>, String> {
    let asked = |(query, page_token): (&'query Query, Option<&'query str>)| Asked {
        package: Package { name: &query.name, ecosystem: "PyPI" },
        version: query.version.as_deref(),
        page_token,
    };
    serde_json::to_vec(&Question { queries: queries.map(asked).collect() }).map_err(|error| error.to_string())
}

/// Reads an answer to so many queries; fails with what is wrong with it.
pub(super) fn pages(bytes: &[u8], queries: usize) -> Result<Vec<Page>, String> {
    let answer: Answer = serde_json::from_slice(bytes).map_err(|error| shown(&error.to_string()))?;
    if answer.results.len() != queries {
        return Err(format!("it has {} results for {queries} queries", answer.results.len()));
    }
    answer.results.into_iter().map(page).collect()
}

/// A result without advisories is an empty object. One that says something else instead is not taken for it.
fn page(result: WireResult) -> Result<Page, String> {
    if result.vulns.is_none() && result.next_page_token.is_none() && !result.others.is_empty() {
        return Err("a result has neither `vulns` nor `next_page_token`, but something else".to_owned());
    }
    let next = result.next_page_token.filter(|token| !token.is_empty());
    if next.as_ref().is_some_and(|token| token.len() > LONGEST_TOKEN) {
        return Err(format!("the token of a page is longer than {LONGEST_TOKEN} bytes"));
    }
    let named = result.vulns.unwrap_or_default().into_iter();
    let identifiers = named.map(|named| match named.id {
        id if is_identifier(&id) => Ok(id),
        id => Err(format!("`{}` is no identifier of an advisory", shown(&id))),
    });
    Ok(Page { identifiers: identifiers.collect::<Result<_, _>>()?, next })
}

/// Checks that bytes are the record that was asked for; fails with what they are instead.
pub(super) fn check_record(bytes: &[u8], identifier: &str) -> Result<(), String> {
    let record: Record = serde_json::from_slice(bytes).map_err(|error| shown(&error.to_string()))?;
    if record.id == identifier { Ok(()) } else { Err(format!("it is the advisory {}", shown(&record.id))) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn questions_are_as_the_api_takes_them() {
        let queries = [
            Query { name: "jinja2".into(), version: Some("2.4.1".into()) },
            Query { name: "a\"b".into(), version: None },
        ];
        let asked = queries.iter().zip([None, Some("t")]);
        let said = String::from_utf8(question(asked).unwrap()).unwrap();
        let first = r#"{"package":{"name":"jinja2","ecosystem":"PyPI"},"version":"2.4.1"}"#;
        let second = r#"{"package":{"name":"a\"b","ecosystem":"PyPI"},"page_token":"t"}"#;
        assert_eq!(said, format!(r#"{{"queries":[{first},{second}]}}"#));
    }

    #[test]
    fn answers_are_read() {
        let said = r#"{"results":[{},{"vulns":[{"id":"PYSEC-1","modified":"2023-03-14T05:47:39Z"},{"id":"GHSA-2"}]},
            {"next_page_token":"t"},{"vulns":[],"next_page_token":""},{"vulns":[{"id":"X"}],"nextPageToken":"u"}]}"#;
        let page = |identifiers: &[&str], next: Option<&str>| Page {
            identifiers: identifiers.iter().map(ToString::to_string).collect(),
            next: next.map(str::to_owned),
        };
        let expected = [
            page(&[], None),
            page(&["PYSEC-1", "GHSA-2"], None),
            page(&[], Some("t")),
            page(&[], None),
            page(&["X"], Some("u")),
        ];
        assert_eq!(pages(said.as_bytes(), 5).as_deref(), Ok(expected.as_slice()));
    }

    #[test]
    fn what_is_no_answer_is_not_taken_for_a_clean_one() {
        let token = format!(r#"{{"results":[{{"next_page_token":"{}"}}]}}"#, "x".repeat(LONGEST_TOKEN + 1));
        let deep = "[".repeat(100_000);
        for said in [
            "",
            "{}",
            "null",
            "[]",
            "{\"results\":[]}",
            "{\"results\":{}}",
            "{\"results\":[null]}",
            "{\"results\":[[]]}",
            "{\"results\":[{},{}]}",
            "{\"results\":[{}]}x",
            "{\"results\":[{}],\"results\":[{}]}",
            "{\"results\":[{\"vulnerabilities\":[]}]}",
            "{\"results\":[{\"error\":\"later\"}]}",
            "{\"results\":[{\"vulns\":{}}]}",
            "{\"results\":[{\"vulns\":[{}]}]}",
            "{\"results\":[{\"vulns\":[{\"id\":1}]}]}",
            "{\"results\":[{\"vulns\":[{\"id\":\"../../x\"}]}]}",
            "{\"results\":[{\"vulns\":[{\"id\":\"\"}]}]}",
            "{\"results\":[{\"next_page_token\":1}]}",
            "{\"code\":3,\"message\":\"Invalid query.\"}",
            "<html>",
            &token,
            &deep,
        ] {
            assert!(pages(said.as_bytes(), 1).is_err(), "{said}");
        }
        assert!(pages(b"{\"results\":[{\"vulns\":[{\"id\":\"\xff\"}]}]}", 1).is_err());
    }

    #[test]
    fn a_record_is_the_one_that_was_asked_for() {
        assert_eq!(check_record(br#"{"id":"X-1","details":"..."}"#, "X-1"), Ok(()));
        for said in
            ["{}", "[]", "", r#"{"id":"X-2"}"#, r#"{"id":"x-1"}"#, r#"{"id":["X-1"]}"#, r#"{"id":"X-1""#]
        {
            assert!(check_record(said.as_bytes(), "X-1").is_err(), "{said}");
        }
    }

    fn json() -> impl Strategy<Value = Value> {
        let key = prop_oneof![
            Just("results".to_owned()),
            Just("vulns".to_owned()),
            Just("id".to_owned()),
            Just("next_page_token".to_owned()),
            ".{0,4}",
        ];
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            ".{0,8}".prop_map(Into::into),
        ];
        leaf.prop_recursive(6, 64, 4, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
                prop::collection::btree_map(key.clone(), inner, 0..4)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        /// Whatever a server says: no panic, as many results as queries, and only identifiers.
        #[test]
        fn nothing_else_is_taken(value in json(), raw in ".{0,60}", queries in 0_usize..3) {
            for said in [value.to_string(), serde_json::json!({ "results": [value] }).to_string(), raw] {
                if let Ok(pages) = pages(said.as_bytes(), queries) {
                    prop_assert_eq!(pages.len(), queries);
                    prop_assert!(pages.iter().flat_map(|page| &page.identifiers).all(|id| is_identifier(id)));
                }
                let _ = check_record(said.as_bytes(), "X-1");
            }
        }
    }
}
