//! Lists of a server, whole.

use anyhow::Context;
use fetter_client::server::ApiClient;
use serde::Deserialize;
use serde::de::DeserializeOwned;

#[derive(Deserialize)]
struct Page<T> {
    items: Vec<T>,
    next: Option<String>,
}

/// All rows of a list.
pub(super) fn all<T: DeserializeOwned>(client: &ApiClient, first: &str) -> anyhow::Result<Vec<T>> {
    let mut rows = Vec::new();
    let mut target = first.to_owned();
    loop {
        let page: Page<T> =
            serde_json::from_slice(&client.get(&target)?).context("the server's answer is no list")?;
        rows.extend(page.items);
        let Some(next) = page.next else { return Ok(rows) };
        target = format!("{first}&cursor={next}");
    }
}
