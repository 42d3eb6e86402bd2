//! What an audit knows: from the index of this machine, or from a service.

use std::collections::BTreeSet;
use std::time::Duration;

use fetter_client::{Network, osv};
use fetter_core::advisory::epss::Likelihoods;
use fetter_core::advisory::exploited::Catalogue;
use fetter_core::advisory::index::{Header, Index, IndexError};
use fetter_core::advisory::names::Popular;
use fetter_core::advisory::{Feed, FeedError, FeedKind, Memory, Source};
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
    pub(crate) fn knowledge(&self) -> Knowledge<'_> {
        let index = self.index.as_ref().map(|index| index as &dyn Source);
        Knowledge {
            source: self.memory.as_ref().map(|memory| memory as &dyn Source).or(index),
            exploited: self.exploited.as_ref(),
            likelihoods: self.likelihoods.as_ref(),
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
    load_lists(&mut known, wanted);
    let now = surroundings::now();
    let is_local = wanted.offline || wanted.source == SourceArgument::Local;
    let index = (is_local || wanted.source == SourceArgument::Auto).then(|| open(&wanted.database));
    let fresh = |index: &Index| !is_stale(index.header().known_until(), now, wanted.max_age);
    match index {
        Some(Ok(index)) if fresh(&index) => known.take_index(index),
        Some(Ok(index)) if is_local => take_stale(&mut known, index, wanted, now),
        Some(Err(error)) if is_local => known.say(AuditUncheckedCode::SourceUnavailable, unusable(&error)),
        local => ask_service(&mut known, wanted, local, &queries(), &tell, now),
    }
    known
}

/// How long a name or a version may be that a service is asked about, in bytes.
const LONGEST: usize = 256;

fn is_askable(query: &Query) -> bool {
    query.name.len() <= LONGEST && query.version.as_ref().is_none_or(|version| version.len() <= LONGEST)
}

/// The index, if whoever owns it may say what is bad.
fn open(database: &Database) -> Result<Index, IndexError> {
    let path = database.index();
    match database.distrust(&path) {
        None => Index::open(&path),
        Some(reason) => Err(IndexError::Unreadable { path, error: std::io::Error::other(reason) }),
    }
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
    let (askable, unaskable): (Vec<&Query>, Vec<&Query>) =
        queries.iter().partition(|query| is_askable(query));
    let queries = BTreeSet::from_iter(askable);
    for query in unaskable {
        known.unchecked.push(AuditUnchecked {
            code: AuditUncheckedCode::SourceUnavailable,
            package: Some(query.name.clone()),
            reason: format!(
                "{shown} is not asked about a release whose name or version has more than {LONGEST} bytes"
            ),
            whereabouts: Whereabouts::default(),
        });
    }
    tell(&format!("asking {shown} about {} releases", queries.len()));
    let popular = known.popular.as_ref().or(known.shipped);
    match ask(&wanted.network, base, wanted.timeout, &queries, popular) {
        Ok((memory, doubts)) => {
            known.take_answer(memory, base, now);
            known.unchecked.extend(doubts);
        }
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
    if is_stale(header.known_until(), now, wanted.max_age) {
        let reason = format!(
            "the advisories of {} (fetched {}, the newest of {}) are older than {} days (--max-age): what has become known since is not in them; `fetter db update` fetches them anew",
            index.path().display(),
            surroundings::time(header.provenance.retrieved),
            header.newest,
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
    let path = wanted.database.list(kind);
    let opened = match wanted.database.distrust(&path) {
        None => Feed::open(&path, kind),
        Some(reason) => Err(FeedError::Unreadable { path: path.clone(), reason }),
    };
    let list = match opened {
        Ok(None) => return None,
        Ok(Some(feed)) => read(feed.body).ok_or(FeedError::Damaged { path, kind }),
        Err(error) => Err(error),
    };
    list.inspect_err(|error| known.say(AuditUncheckedCode::FeedUnreadable, error.to_string())).ok()
}
