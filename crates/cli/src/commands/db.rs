//! `fetter db`: what is kept on this machine of what is known.

use std::io::Write;

use fetter_client::osv::DUMP;
use fetter_core::advisory::index::{Header, Index, IndexError};
use fetter_core::advisory::names::Popular;
use fetter_core::advisory::{Feed, FeedHeader, FeedKind};
use fetter_core::report::DatabaseReport;
use fetter_core::report::escape;
use fetter_core::report::json::{DatabaseDocument, WireIndex, WireList};

use super::session::{Session, say};
use crate::arguments::{Db, DbCommand, DbStatus, DbUpdate};
use crate::database::{Database, MAX_AGE, Update, Updated, is_stale};
use crate::exit::{Exit, UsageError};
use crate::surroundings;

/// What takes a list away.
const NONE: &str = "none";

pub(super) fn run(session: &Session, db: &Db) -> anyhow::Result<Exit> {
    let named = db.database.as_ref().map(|directory| session.directory().join(directory));
    let named = named.or_else(|| session.database_config().directory.clone());
    let own = surroundings::of_database(session.home());
    match &db.command {
        DbCommand::Update(asked) => update(session, &Database::to_write(named, own)?, asked),
        DbCommand::Status(asked) => {
            status(session, &Database::to_read(named, own, surroundings::user()), asked)
        }
    }
}

fn update(session: &Session, database: &Database, asked: &DbUpdate) -> anyhow::Result<Exit> {
    let config = session.database_config();
    let lists = [
        (FeedKind::Exploited, asked.kev.as_ref().or(config.kev.as_ref())),
        (FeedKind::Epss, asked.epss.as_ref().or(config.epss.as_ref())),
        (FeedKind::Popular, asked.popular.as_ref().or(config.popular.as_ref())),
    ];
    if asked.skip_advisories && asked.from.is_some() {
        return Err(UsageError::new("--from and --skip-advisories exclude each other").into());
    }
    if asked.skip_advisories && lists.iter().all(|(_, from)| from.is_none()) {
        return Err(UsageError::new(
            "there is nothing to update: name a list with --kev, --epss or --popular",
        )
        .into());
    }
    database.create()?;
    let network = surroundings::network();
    let update = Update::new(database, &network, session.is_quiet(), asked.allow_fewer);
    let mut done: Vec<anyhow::Result<Exit>> = Vec::new();
    if !asked.skip_advisories {
        let from = asked.from.as_ref().or(config.from.as_ref()).map_or(DUMP, String::as_str);
        done.push(update.advisories(from, session.directory()).map(|updated| {
            tell_of_index(session, &updated);
            if updated.header.unreadable_count == 0 { Exit::Done } else { Exit::NotChecked }
        }));
    }
    for (kind, from) in lists {
        done.extend(from.map(|from| update_list(session, &update, kind, from)));
    }
    // Each is tried, also where another fails; the first failure is the one that the command ends with.
    let ends = done.into_iter().collect::<anyhow::Result<Vec<Exit>>>()?;
    Ok(if ends.contains(&Exit::NotChecked) { Exit::NotChecked } else { Exit::Done })
}

fn update_list(session: &Session, update: &Update<'_>, kind: FeedKind, from: &str) -> anyhow::Result<Exit> {
    if from == NONE {
        update.forget(kind)?;
        tell(session, &format!("{}: none", kind.as_str()));
        return Ok(Exit::Done);
    }
    let header = update.list(kind, from, session.directory())?;
    let dated = header.dated.as_ref().map(|dated| format!(", of {dated}")).unwrap_or_default();
    tell(session, &format!("{}: {} entries of {}{dated}", kind.as_str(), header.entries, header.source));
    Ok(Exit::Done)
}

fn tell(session: &Session, text: &str) {
    if !session.is_quiet() {
        say(&format!("fetter: {}", escape(text)));
    }
}

fn tell_of_index(session: &Session, updated: &Updated) {
    let header = &updated.header;
    let what = if updated.is_unchanged { "unchanged: " } else { "" };
    tell(
        session,
        &format!(
            "advisories: {what}{} records ({} of malware) on {} packages, of {}, the newest of {}",
            header.records, header.malware, header.packages, header.provenance.source, header.newest
        ),
    );
    if let Some(before) = updated.before.as_ref().filter(|before| before.records > header.records) {
        tell(session, &format!("advisories: {} records fewer than before", before.records - header.records));
    }
    for unreadable in &header.unreadable {
        tell(session, &format!("could not read the record {}: {}", unreadable.file, unreadable.reason));
    }
    let unnamed = header.unreadable_count - header.unreadable.len() as u64;
    if unnamed > 0 {
        tell(session, &format!("could not read {unnamed} further records"));
    }
}

fn status(session: &Session, database: &Database, asked: &DbStatus) -> anyhow::Result<Exit> {
    let max_age = asked.max_age.or(session.database_config().max_age).unwrap_or(MAX_AGE);
    let now = surroundings::now();
    let index = Index::open(&database.index());
    let index = match index.and_then(|index| index.verify().map(|()| index)) {
        Ok(index) => index_of(&index, now, max_age),
        Err(error) => missing_index(database, &error),
    };
    let lists: Vec<WireList> = FeedKind::ALL.iter().map(|kind| list_of(database, *kind)).collect();
    let document = DatabaseDocument::new(database.directory().into(), index, lists);
    let is_good = document.is_good();
    let report = DatabaseReport::new(&document);
    session.give(asked.output.as_ref(), || report, |out: &mut dyn Write| document.write(out))?;
    Ok(if is_good { Exit::Done } else { Exit::NotChecked })
}

fn index_of(index: &Index, now: u64, max_age: u32) -> WireIndex {
    let header: &Header = index.header();
    let retrieved = header.provenance.retrieved;
    let known_until = header.known_until();
    let state = if is_stale(known_until, now, max_age) { "stale" } else { "fresh" };
    WireIndex {
        path: index.path().into(),
        state: state.to_owned(),
        problem: (state == "stale")
            .then(|| format!("what is known since {} is not in it, which is more than {max_age} days ago; `fetter db update` fetches it anew", surroundings::time(known_until))),
        source: Some(header.provenance.source.clone()),
        retrieved: Some(surroundings::time(retrieved)),
        age_days: Some(now.saturating_sub(known_until) / 86_400),
        newest: Some(header.newest.clone()),
        records: header.records,
        malware: header.malware,
        withdrawn: header.withdrawn,
        packages: header.packages,
        unreadable: header.unreadable_count,
        bytes: index.size().ok(),
        digest: Some(header.digest_hex()),
    }
}

fn missing_index(database: &Database, error: &IndexError) -> WireIndex {
    let state = if matches!(error, IndexError::Missing { .. }) { "missing" } else { "damaged" };
    WireIndex {
        path: (&database.index()).into(),
        state: state.to_owned(),
        problem: Some(error.to_string()),
        ..WireIndex::default()
    }
}

fn list_of(database: &Database, kind: FeedKind) -> WireList {
    let path = database.list(kind);
    let there = |header: FeedHeader| WireList {
        name: kind.as_str().to_owned(),
        state: "there".to_owned(),
        problem: None,
        source: Some(header.source),
        retrieved: Some(surroundings::time(header.retrieved)),
        dated: header.dated,
        entries: header.entries,
    };
    let other = |state: &str, problem| WireList {
        name: kind.as_str().to_owned(),
        state: state.to_owned(),
        problem,
        ..WireList::default()
    };
    match Feed::open(&path, kind) {
        Ok(Some(feed)) => there(feed.header),
        Ok(None) if kind == FeedKind::Popular => {
            WireList { entries: Popular::shipped().len() as u64, ..other("shipped", None) }
        }
        Ok(None) => other("missing", None),
        Err(error) => other("damaged", Some(error.to_string())),
    }
}
