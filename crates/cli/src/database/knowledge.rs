//! What an audit knows: from the index of this machine, or from a service.

use std::collections::BTreeSet;
use std::time::Duration;

use fetter_client::{Network, osv};
use fetter_core::advisory::epss::Likelihoods;
use fetter_core::advisory::exploited::Catalogue;
use fetter_core::advisory::index::{Header, Index, IndexError};
use fetter_core::advisory::names::Popular;
use fetter_core::advisory::{Feed, FeedKind, Memory, Source};
use fetter_core::audit::{AuditUnchecked, AuditUncheckedCode, Knowledge, Query, Whereabouts};
use fetter_core::metadata::credentials::mask_credentials;
use fetter_core::report::json::WireSource;

use super::place::{Database, is_stale};
use super::service::ask;
use crate::arguments::SourceArgument;
use crate::surroundings;

/// Which knowledge is wanted.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) source: SourceArgument,
    pub(crate) offline: bool,
    /// In days.
    pub(crate) max_age: u32,
    pub(crate) database: Database,
    pub(crate) api: Option<String>,
    pub(crate) timeout: Duration,
    pub(crate) network: Network,
    /// Whether look-alikes are looked for.
    pub(crate) popular: bool,
}

/// What is known, and what could not be got to know.
#[derive(Default)]
pub(crate) struct Known {
    index: Option<Index>,
    memory: Option<Memory>,
    exploited: Option<Catalogue>,
    likelihoods: Option<Likelihoods>,
    popular: Option<Popular>,
    shipped: Option<&'static Popular>,
    pub(crate) unchecked: Vec<AuditUnchecked>,
    pub(crate) source: Option<WireSource>,
}

impl Known {
    /// The same, as the core takes it.
    pub(crate) fn knowledge(&mut self) -> Knowledge<'_> {
        let (exploited, likelihoods) = (self.exploited.take(), self.likelihoods.take());
        let index = self.index.as_ref().map(|index| index as &dyn Source);
        Knowledge {
            source: self.memory.as_ref().map(|memory| memory as &dyn Source).or(index),
            exploited,
            likelihoods,
            popular: self.popular.as_ref().or(self.shipped),
        }
    }

    fn say(&mut self, code: AuditUncheckedCode, reason: String) {
        self.unchecked.push(AuditUnchecked {
            code,
            package: None,
            reason,
            whereabouts: Whereabouts::default(),
        });
    }

    fn take_index(&mut self, index: Index) {
        let header = index.header();
        self.source = Some(WireSource {
            kind: "local".to_owned(),
            from: header.provenance.source.clone(),
            retrieved: Some(surroundings::time(header.provenance.retrieved)),
            newest: Some(header.newest.clone()),
            digest: Some(header.digest_hex()),
            records: Some(header.records),
        });
        if let Some(reason) = unreadable(header) {
            self.say(AuditUncheckedCode::RecordUnreadable, reason);
        }
        self.index = Some(index);
    }

    fn take_answer(&mut self, memory: Memory, base: &str, now: u64) {
        self.source = Some(WireSource {
            kind: "api".to_owned(),
            from: mask_credentials(base),
            retrieved: Some(surroundings::time(now)),
            ..WireSource::default()
        });
        self.memory = Some(memory);
    }
}

/// Gets to know. `queries` says what a service would be asked; `tell` is told before that happens.
pub(crate) fn load(wanted: &Wanted, queries: impl FnOnce() -> BTreeSet<Query>, tell: impl Fn(&str)) -> Known {
    let mut known = Known::default();
    let now = surroundings::now();
    let is_local = wanted.offline || wanted.source == SourceArgument::Local;
    let index =
        (is_local || wanted.source == SourceArgument::Auto).then(|| Index::open(&wanted.database.index()));
    let fresh = |index: &Index| !is_stale(index.header().provenance.retrieved, now, wanted.max_age);
    match index {
        Some(Ok(index)) if fresh(&index) => known.take_index(index),
        Some(Ok(index)) if is_local => take_stale(&mut known, index, wanted, now),
        Some(Err(error)) if is_local => known.say(AuditUncheckedCode::SourceUnavailable, unusable(&error)),
        local => ask_service(&mut known, wanted, local, &queries(), &tell, now),
    }
    load_lists(&mut known, wanted);
    known
}

fn ask_service(
    known: &mut Known,
    wanted: &Wanted,
    local: Option<Result<Index, IndexError>>,
    queries: &BTreeSet<Query>,
    tell: &impl Fn(&str),
    now: u64,
) {
    let base = wanted.api.as_deref().unwrap_or(osv::BASE);
    let shown = mask_credentials(base);
    if let Some(Err(error)) = &local {
        // A damaged index is not passed over in silence.
        if !matches!(error, IndexError::Missing { .. }) {
            tell(&error.to_string());
        }
    }
    tell(&format!("asking {shown} about {} releases", queries.len()));
    match ask(&wanted.network, base, wanted.timeout, queries) {
        Ok(memory) => known.take_answer(memory, base, now),
        Err(error) => {
            let why = crate::commands::explain(&error);
            match local {
                Some(Ok(index)) => {
                    take_stale(known, index, wanted, now);
                    known.say(
                        AuditUncheckedCode::SourceUnavailable,
                        format!("{shown} could not be asked: {why}"),
                    );
                }
                local => {
                    let there = match local {
                        Some(Err(error)) => format!(", and {error}"),
                        _ => "; `fetter db update` makes a local index, with --from a copy where there is no network".to_owned(),
                    };
                    let reason =
                        format!("no advisories were looked up: {shown} could not be asked: {why}{there}");
                    known.say(AuditUncheckedCode::SourceUnavailable, reason);
                }
            }
        }
    }
}

fn take_stale(known: &mut Known, index: Index, wanted: &Wanted, now: u64) {
    let header = index.header();
    if is_stale(header.provenance.retrieved, now, wanted.max_age) {
        let reason = format!(
            "the advisories of {} are of {}, older than {} days (--max-age): what has become known since is not in them; `fetter db update` fetches them anew",
            index.path().display(),
            surroundings::time(header.provenance.retrieved),
            wanted.max_age
        );
        known.say(AuditUncheckedCode::IndexStale, reason);
    }
    known.take_index(index);
}

fn unusable(error: &IndexError) -> String {
    format!("no advisories were looked up: {error}; with --from a copy where there is no network")
}

fn unreadable(header: &Header) -> Option<String> {
    let first = header.unreadable.first()?;
    let count = header.unreadable_count;
    let others = if count > 1 { format!(" and {} more", count - 1) } else { String::new() };
    Some(format!(
        "{} had records that could not be read when the index was made: {}: {}{others}; what they are about is unknown",
        header.provenance.source, first.file, first.reason
    ))
}

fn load_lists(known: &mut Known, wanted: &Wanted) {
    known.exploited = list(known, wanted, FeedKind::Exploited, |body| Catalogue::of_bytes(&body));
    known.likelihoods = list(known, wanted, FeedKind::Epss, Likelihoods::of_bytes);
    if wanted.popular {
        known.popular = list(known, wanted, FeedKind::Popular, |body| Popular::read(&body).ok());
        known.shipped = known.popular.is_none().then(Popular::shipped);
    }
}

/// A list that is kept; one that is damaged is said.
fn list<T>(
    known: &mut Known,
    wanted: &Wanted,
    kind: FeedKind,
    read: impl FnOnce(Vec<u8>) -> Option<T>,
) -> Option<T> {
    let path = wanted.database.feed(kind);
    let reason = match Feed::open(&path, kind) {
        Ok(None) => return None,
        Ok(Some(feed)) => match read(feed.body) {
            Some(list) => return Some(list),
            None => {
                format!("{} is damaged; `fetter db update --{}` makes it anew", path.display(), kind.as_str())
            }
        },
        Err(error) => error.to_string(),
    };
    known.say(AuditUncheckedCode::FeedUnreadable, reason);
    None
}
