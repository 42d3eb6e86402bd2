//! Advisories from a service: what it says of these releases, and then all that it knows of the packages that anything concerns.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use fetter_client::Network;
use fetter_client::http::Client;
use fetter_client::osv::{Api, ApiLimits, Query as Asked};
use fetter_core::advisory::{Memory, read_record};
use fetter_core::audit::Query;
use fetter_core::metadata::credentials::mask_credentials;

/// Asks; an error says what was attempted and what to do.
pub(super) fn ask(
    network: &Network,
    base: &str,
    timeout: Duration,
    queries: &BTreeSet<Query>,
) -> anyhow::Result<Memory> {
    let client = Client::new(network)?;
    let api = Api::new(&client, base)?.within(ApiLimits { total: timeout, ..ApiLimits::default() });
    let deadline = Instant::now() + timeout;
    let asked: Vec<Asked> = queries
        .iter()
        .map(|query| Asked { name: query.name.clone(), version: query.version.clone() })
        .collect();
    let affecting = api.affecting(&asked, deadline)?;
    // Which later version is free of all that is known can be told only with all that is known.
    let concerned: BTreeSet<&str> = asked
        .iter()
        .zip(&affecting)
        .filter(|(query, ids)| query.version.is_some() && !ids.is_empty())
        .map(|(query, _)| query.name.as_str())
        .collect();
    let whole: Vec<Asked> =
        concerned.into_iter().map(|name| Asked { name: name.to_owned(), version: None }).collect();
    let known = api.affecting(&whole, deadline)?;
    let ids: BTreeSet<String> = affecting.into_iter().chain(known).flatten().collect();
    let (shown, mut records) = (mask_credentials(base), Vec::with_capacity(ids.len()));
    for (id, json) in api.records(&ids, deadline)? {
        records.push(
            read_record(&json)
                .map_err(|error| anyhow::anyhow!("{shown} gave the advisory {id}, and {error}"))?,
        );
    }
    Ok(Memory::new(&records))
}
