//! Which advisories affect a release.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::time::Instant;

use super::wire::{self, Page};
use super::{Api, ApiError, Query, error::too_much};
use crate::http::Address;
use crate::shown::shown;

/// How many queries one request may have.
const MOST_QUERIES: usize = 1000;

/// The longest name or version, in bytes.
const LONGEST: usize = 1000;

/// A query that is asked once more: its place in the batch, and the token of the page.
struct Open {
    place: usize,
    token: Option<String>,
}

impl Api<'_> {
    /// The identifiers of the advisories that affect each query's release, sorted, each once; in the order of the queries. Equal
    /// queries are asked once. Which of the advisories are withdrawn or mean the same, their records say.
    pub fn affecting(&self, queries: &[Query], deadline: Instant) -> Result<Vec<Vec<String>>, ApiError> {
        queries.iter().try_for_each(check)?;
        let distinct = queries.iter().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
        let mut names = 0;
        let mut found = BTreeMap::new();
        for (number, batch) in distinct.chunks(MOST_QUERIES).enumerate() {
            let doing = doing(distinct.len(), number);
            let identifiers = self.batch(batch, &doing, &mut names, deadline)?;
            found.extend(batch.iter().copied().zip(identifiers));
        }
        let of = |query| {
            let identifiers: Option<&BTreeSet<String>> = found.get(query);
            let incomplete = || ApiError::Incomplete { doing: doing(distinct.len(), 0) };
            identifiers.map(|identifiers| identifiers.iter().cloned().collect()).ok_or_else(incomplete)
        };
        queries.iter().map(of).collect()
    }

    /// Asks one batch, page by page, until no query has another page.
    fn batch(
        &self,
        batch: &[&Query],
        doing: &str,
        names: &mut usize,
        deadline: Instant,
    ) -> Result<Vec<BTreeSet<String>>, ApiError> {
        let address = self.address("v1/querybatch", doing)?;
        let mut found = vec![BTreeSet::new(); batch.len()];
        let mut seen = HashSet::new();
        let mut open = (0..batch.len()).map(|place| Open { place, token: None }).collect::<Vec<_>>();
        for number in 1..=self.limits.pages {
            let pages = self.pages(batch, &open, &address, doing, deadline)?;
            *names += pages.iter().map(|page| page.identifiers.len()).sum::<usize>();
            if *names > self.limits.names {
                return Err(too_much(doing, &address, self.limits.names as u64, "names of advisories"));
            }
            let mut next = Vec::new();
            for (asked, page) in open.iter().zip(pages) {
                found.get_mut(asked.place).map(|found| found.extend(page.identifiers)).unwrap_or_default();
                let Some(token) = page.next else { continue };
                // A token that comes back leads to pages that were there already, and round again.
                if number == self.limits.pages || !seen.insert((asked.place, token.clone())) {
                    let release = batch.get(asked.place).map(|query| release(query)).unwrap_or_default();
                    let (doing, url) = (doing.to_owned(), address.name());
                    return Err(ApiError::Pages { doing, url, release, pages: number });
                }
                next.push(Open { place: asked.place, token: Some(token) });
            }
            if next.is_empty() {
                break;
            }
            open = next;
        }
        Ok(found)
    }

    /// One page of each query that is open.
    fn pages(
        &self,
        batch: &[&Query],
        open: &[Open],
        address: &Address,
        doing: &str,
        deadline: Instant,
    ) -> Result<Vec<Page>, ApiError> {
        let wrong = |reason| ApiError::Answer { doing: doing.to_owned(), url: address.name(), reason };
        let asked = open.iter().filter_map(|open| Some((*batch.get(open.place)?, open.token.as_deref())));
        let question = wire::question(asked).map_err(wrong)?;
        let limits = self.limits(self.limits.answer_bytes);
        let answer = self.client.post_json(address, &question, &limits, deadline);
        let answer = answer.map_err(|error| ApiError::Fetch { doing: doing.to_owned(), error })?;
        wire::pages(&answer.bytes, open.len()).map_err(wrong)
    }

    pub(super) fn address(&self, path: &str, doing: &str) -> Result<Address, ApiError> {
        self.base.join(path).map_err(|error| ApiError::Fetch { doing: doing.to_owned(), error })
    }
}

fn check(query: &Query) -> Result<(), ApiError> {
    let parts = [("name", Some(&query.name)), ("version", query.version.as_ref())];
    let long = parts.into_iter().find(|(_, text)| text.is_some_and(|text| text.len() > LONGEST));
    long.map_or(Ok(()), |(part, _)| Err(ApiError::Query { release: release(query), part, limit: LONGEST }))
}

fn release(query: &Query) -> String {
    match &query.version {
        Some(version) => format!("{} {}", shown(&query.name), shown(version)),
        None => shown(&query.name),
    }
}

fn doing(releases: usize, number: usize) -> String {
    let what = if releases == 1 { "1 release".to_owned() } else { format!("{releases} releases") };
    let requests = releases.div_ceil(MOST_QUERIES);
    let part = if requests > 1 { format!(" (part {} of {requests})", number + 1) } else { String::new() };
    format!("ask OSV's API which advisories affect {what}{part}")
}
