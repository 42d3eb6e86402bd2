//! Advisories from a service: what it says of these releases, and then all that it knows of the packages that anything concerns.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use fetter_client::Network;
use fetter_client::http::Client;
use fetter_client::osv::{Api, ApiLimits, Query as Asked};
use fetter_core::advisory::names::{Circumstances, Popular, suspect};
use fetter_core::advisory::{Memory, Source, read_record};
use fetter_core::audit::{AuditUnchecked, AuditUncheckedCode, Query, Whereabouts};
use fetter_core::inventory::InstalledVersion;
use fetter_core::metadata::credentials::mask_credentials;
use fetter_core::requirement::PackageName;

/// Asks; an error says what was attempted and what to do.
pub(super) fn ask(
    network: &Network,
    base: &str,
    timeout: Duration,
    queries: &BTreeSet<&Query>,
    popular: Option<&Popular>,
) -> anyhow::Result<(Memory, Vec<AuditUnchecked>)> {
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
        .filter(|(query, ids)| {
            query.version.is_some() && (!ids.is_empty() || is_suspect(&query.name, popular))
        })
        .map(|(query, _)| query.name.as_str())
        .collect();
    let whole: Vec<Asked> =
        concerned.into_iter().map(|name| Asked { name: name.to_owned(), version: None }).collect();
    let known = api.affecting(&whole, deadline)?;
    let ids: BTreeSet<String> = affecting.iter().chain(&known).flatten().cloned().collect();
    let (shown, mut records) = (mask_credentials(base), Vec::with_capacity(ids.len()));
    for (id, json) in api.records(&ids, deadline)? {
        records.push(
            read_record(&json)
                .map_err(|error| anyhow::anyhow!("{shown} gave the advisory {id}, and {error}"))?,
        );
    }
    let memory = Memory::new(&records);
    let doubts = doubts(&memory, &asked, &affecting, &shown);
    Ok((memory, doubts))
}

/// Whether a name looks like a popular one: then it matters whether it is known for anything but malware.
fn is_suspect(name: &str, popular: Option<&Popular>) -> bool {
    let suspicion =
        popular.map(|popular| suspect(&PackageName::new(name), popular, &Circumstances::default()));
    suspicion.flatten().is_some()
}

/// What the service says concerns a release, where its own record does not: neither is taken for more than it is.
fn doubts(memory: &Memory, asked: &[Asked], affecting: &[Vec<String>], shown: &str) -> Vec<AuditUnchecked> {
    let mut doubts = Vec::new();
    for (query, ids) in asked.iter().zip(affecting) {
        let Some(version) = &query.version else { continue };
        let package = memory.package(&query.name).ok().flatten().unwrap_or_default();
        let confirmed: BTreeSet<&str> = package
            .affecting(&InstalledVersion::new(version))
            .iter()
            .map(|found| found.entry.id.as_str())
            .collect();
        let doubtful: Vec<&str> =
            ids.iter().map(String::as_str).filter(|id| !confirmed.contains(id)).collect();
        if !doubtful.is_empty() {
            doubts.push(AuditUnchecked {
                code: AuditUncheckedCode::AnswerUnconfirmed,
                package: Some(query.name.clone()),
                reason: format!(
                    "{shown} says that {} concerns {}-{version}, and the record does not say so; look at it there",
                    doubtful.join(", "),
                    query.name
                ),
                whereabouts: Whereabouts::default(),
            });
        }
    }
    doubts
}
