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

/// A query that is asked: its place in the batch, and the token of the page that is wanted.
struct Open {
    place: usize,
    token: Option<String>,
}

/// Queries of one request, and what is known of each so far.
struct Batch<'queries> {
    queries: &'queries [&'queries Query],
    address: Address,
    /// What errors say was attempted.
    doing: String,
    found: Vec<BTreeSet<String>>,
    /// The tokens that were given, with their places.
    seen: HashSet<(usize, String)>,
}

impl Api<'_> {
    /// The identifiers of the advisories that affect each query's release, sorted, each once; in the order of the queries. Equal
    /// queries are asked once. Which of the advisories are withdrawn or mean the same, their records say.
    pub fn affecting(&self, queries: &[Query], deadline: Instant) -> Result<Vec<Vec<String>>, ApiError> {
        queries.iter().try_for_each(check)?;
        let distinct = queries.iter().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
        let mut names = 0;
        let mut found = BTreeMap::new();
        for (number, queries) in distinct.chunks(MOST_QUERIES).enumerate() {
            let doing = doing(distinct.len(), number);
            let address = self.address("v1/querybatch", &doing)?;
            let (nothing, seen) = (vec![BTreeSet::new(); queries.len()], HashSet::new());
            let batch = Batch { queries, address, doing, found: nothing, seen };
            let identifiers = self.finish(batch, &mut names, deadline)?;
            found.extend(queries.iter().copied().zip(identifiers));
        }
        let of = |query| {
            let identifiers: Option<&BTreeSet<String>> = found.get(query);
            let incomplete = || ApiError::Incomplete { doing: doing(distinct.len(), 0) };
            identifiers.map(|identifiers| identifiers.iter().cloned().collect()).ok_or_else(incomplete)
        };
        queries.iter().map(of).collect()
    }

    /// Asks one batch, page by page, until no query has another page.
    fn finish(
        &self,
        mut batch: Batch<'_>,
        names: &mut usize,
        deadline: Instant,
    ) -> Result<Vec<BTreeSet<String>>, ApiError> {
        let mut open = (0..batch.queries.len()).map(|place| Open { place, token: None }).collect::<Vec<_>>();
        let mut number = 0;
        while !open.is_empty() {
            number += 1;
            let pages = self.pages(&batch, &open, deadline)?;
            *names += pages.iter().map(|page| page.identifiers.len()).sum::<usize>();
            if *names > self.limits.names {
                let limit = self.limits.names as u64;
                return Err(too_much(&batch.doing, &batch.address, limit, "names of advisories"));
            }
            open = batch.take(&open, pages);
            if let Some(endless) = open.iter().find(|open| batch.is_endless(open, number, self.limits.pages))
            {
                return Err(batch.without_end(endless.place, number));
            }
        }
        Ok(batch.found)
    }

    /// One page of each query that is open.
    fn pages(&self, batch: &Batch<'_>, open: &[Open], deadline: Instant) -> Result<Vec<Page>, ApiError> {
        let doing = || batch.doing.clone();
        let wrong = |reason| ApiError::Answer { doing: doing(), url: batch.address.name(), reason };
        let asked =
            open.iter().filter_map(|open| Some((*batch.queries.get(open.place)?, open.token.as_deref())));
        let question = wire::question(asked).map_err(wrong)?;
        let limits = self.limits(self.limits.answer_bytes);
        let answer = self.client.post_json(&batch.address, &question, &limits, deadline);
        let answer = answer.map_err(|error| ApiError::Fetch { doing: doing(), error })?;
        wire::pages(&answer.bytes, open.len()).map_err(wrong)
    }

    pub(super) fn address(&self, path: &str, doing: &str) -> Result<Address, ApiError> {
        self.base.join(path).map_err(|error| ApiError::Fetch { doing: doing.to_owned(), error })
    }
}

impl Batch<'_> {
    /// Takes what was answered to the open queries; gives those that have another page.
    fn take(&mut self, open: &[Open], pages: Vec<Page>) -> Vec<Open> {
        let mut next = Vec::new();
        for (asked, page) in open.iter().zip(pages) {
            if let Some(found) = self.found.get_mut(asked.place) {
                found.extend(page.identifiers);
            }
            next.extend(page.next.map(|token| Open { place: asked.place, token: Some(token) }));
        }
        next
    }

    /// Whether a query has more pages than the limit, or one that it had before: such a token leads round in a circle.
    fn is_endless(&mut self, open: &Open, number: usize, limit: usize) -> bool {
        let is_new = self.seen.insert((open.place, open.token.clone().unwrap_or_default()));
        !is_new || number >= limit
    }

    fn without_end(self, place: usize, pages: usize) -> ApiError {
        let release = self.queries.get(place).map(|query| release(query)).unwrap_or_default();
        ApiError::Pages { doing: self.doing, url: self.address.name(), release, pages }
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
