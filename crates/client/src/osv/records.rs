//! What advisories say.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use super::identifier::{is_identifier, path};
use super::{Api, ApiError, error::too_much, wire};
use crate::http::FetchError;
use crate::shown::shown;

/// A record, as its bytes are.
type Fetched = Result<Vec<u8>, ApiError>;

/// What the threads that fetch records have in common.
struct Fetching<'ids> {
    identifiers: Vec<&'ids String>,
    /// The place of the next that nobody has begun.
    next: AtomicUsize,
    /// How many bytes came so far.
    bytes: AtomicU64,
    has_failed: AtomicBool,
    /// By place.
    ended: Mutex<Vec<(usize, Fetched)>>,
    deadline: Instant,
}

impl Api<'_> {
    /// The record of each advisory, as its bytes are, sorted by identifier: each is JSON whose `id` is that identifier. Several
    /// are fetched at a time; the first failure ends it all.
    pub fn records(
        &self,
        identifiers: &BTreeSet<String>,
        deadline: Instant,
    ) -> Result<Vec<(String, Vec<u8>)>, ApiError> {
        let fetching = Fetching {
            identifiers: identifiers.iter().collect(),
            next: AtomicUsize::new(0),
            bytes: AtomicU64::new(0),
            has_failed: AtomicBool::new(false),
            ended: Mutex::default(),
            deadline,
        };
        thread::scope(|scope| {
            for _ in 1..self.limits.threads.min(identifiers.len()) {
                // Without another thread, the ones that are there do its part.
                let _ = thread::Builder::new().spawn_scoped(scope, || self.fetch(&fetching));
            }
            self.fetch(&fetching);
        });
        let mut ended = fetching.ended.into_inner().unwrap_or_else(PoisonError::into_inner);
        ended.sort_unstable_by_key(|(place, _)| *place);
        let records = ended.into_iter().map(|(_, record)| record).collect::<Result<Vec<_>, _>>()?;
        if records.len() != identifiers.len() {
            let doing = format!("fetch {} advisories from OSV's API", identifiers.len());
            return Err(ApiError::Incomplete { doing });
        }
        Ok(identifiers.iter().cloned().zip(records).collect())
    }

    /// Fetches one after the other, until there is none left or one has failed.
    fn fetch(&self, fetching: &Fetching<'_>) {
        while !fetching.has_failed.load(Ordering::Relaxed) {
            let place = fetching.next.fetch_add(1, Ordering::Relaxed);
            let Some(identifier) = fetching.identifiers.get(place) else { return };
            let record = self.record(identifier, fetching);
            if record.is_err() {
                fetching.has_failed.store(true, Ordering::Relaxed);
            }
            fetching.ended.lock().unwrap_or_else(PoisonError::into_inner).push((place, record));
        }
    }

    fn record(&self, identifier: &str, fetching: &Fetching<'_>) -> Fetched {
        let doing = format!("fetch the advisory {} from OSV's API", shown(identifier));
        if !is_identifier(identifier) {
            let (url, reason) = (self.base.name(), "that is no identifier of an advisory".to_owned());
            return Err(ApiError::Answer { doing, url, reason });
        }
        let address = self.address(&path(identifier), &doing)?;
        let limits = self.limits(self.limits.record_bytes);
        let fetched =
            self.client.get_until(&address, &limits, fetching.deadline).map_err(|error| match error {
                FetchError::Status { status: 404 | 410, url, .. } => {
                    ApiError::Missing { doing: doing.clone(), url }
                }
                error => ApiError::Fetch { doing: doing.clone(), error },
            })?;
        let length = fetched.bytes.len() as u64;
        if fetching.bytes.fetch_add(length, Ordering::Relaxed) + length > self.limits.records_bytes {
            return Err(too_much(&doing, &address, self.limits.records_bytes, "bytes of records"));
        }
        wire::check_record(&fetched.bytes, identifier).map_err(|reason| ApiError::Answer {
            doing,
            url: fetched.url,
            reason,
        })?;
        Ok(fetched.bytes)
    }
}
