//! `POST /v1/querybatch`.

use serde_json::{Value, json};

use super::{Stub, refusal};
use crate::server::Response;

/// How many queries one request may have.
const MOST: usize = 1000;

pub(super) fn answer(stub: &Stub, body: &[u8]) -> Response {
    let question = serde_json::from_slice::<Value>(body).unwrap_or_default();
    let Some(queries) = question.get("queries").and_then(Value::as_array) else {
        return refusal(400, 3, "Invalid query.");
    };
    if queries.len() > MOST {
        return refusal(400, 3, "Too many queries.");
    }
    match queries.iter().map(|query| result(stub, query)).collect::<Result<Vec<_>, _>>() {
        Ok(results) => Response::json(json!({ "results": results }).to_string()),
        Err(reason) => refusal(400, 3, reason),
    }
}

fn result(stub: &Stub, query: &Value) -> Result<Value, &'static str> {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    let package = query.get("package").ok_or("Invalid query.")?;
    let name = text(package.get("name")).ok_or("Invalid query.")?;
    if text(package.get("ecosystem")).as_deref() != Some("PyPI") {
        return Err("Invalid ecosystem.");
    }
    let from = match text(query.get("page_token")) {
        Some(token) => {
            token.strip_prefix("from-").and_then(|from| from.parse().ok()).ok_or("Invalid page token.")?
        }
        None => 0,
    };
    let all = stub.advisories(&name, text(query.get("version")).as_deref());
    let size = if stub.page_size == 0 { all.len() } else { stub.page_size };
    let modified = "2026-01-01T00:00:00Z";
    let page = all.iter().skip(from).take(size).map(|id| json!({ "id": id, "modified": modified }));
    let page = page.collect::<Vec<_>>();
    let mut result = serde_json::Map::new();
    if from + page.len() < all.len() {
        result.insert("next_page_token".to_owned(), format!("from-{}", from + page.len()).into());
    }
    if !page.is_empty() {
        result.insert("vulns".to_owned(), page.into());
    }
    Ok(result.into())
}
