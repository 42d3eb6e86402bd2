//! Where releases come from, as sites say it, and how many have them from there.

use fetter_protocol::{DistributionRecord, OriginRecord};
use sqlx::Row;

use super::error::Attempt;
use super::origin_walk::Unwalked;
use super::statement::Statement;
use super::{Database, Scope, StoreError};

/// Where a distribution came from. Where a site has a release twice, the greater of these is noted.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// It is not known: nothing was recorded by what may not record it, or not all that was recorded was read.
    #[default]
    Unknown,
    /// An index, or what is not recorded: what installed it records where else something comes from (PEP 610), and recorded nothing. Of pip that is so
    /// since 20.1, and its version is not known.
    Index,
    /// The distributor of the system.
    System,
    /// A channel of conda.
    Conda,
    /// An archive on the machine.
    File,
    /// An archive at an URL.
    Url,
    /// A repository of version control.
    Vcs,
    /// A directory on the machine.
    Directory,
    /// A source tree on the machine that is imported where it is.
    Editable,
    /// It was not looked at yet since the server was upgraded to one that notes it.
    Waiting,
}

/// What records where something comes from, but for indexes, in the first word of INSTALLER.
const RECORDING: [&str; 5] = ["pip", "uv", "poetry", "pdm", "pipenv"];
/// What distributors write there.
const SYSTEM: [&str; 5] = ["debian", "rpm", "apk", "pacman", "portage"];

impl Origin {
    /// All of them that are in the tables, by their numbers there. A number stays what it is.
    const ALL: [Self; 9] = [
        Self::Unknown,
        Self::Index,
        Self::System,
        Self::Conda,
        Self::File,
        Self::Url,
        Self::Vcs,
        Self::Directory,
        Self::Editable,
    ];

    /// That of a distribution.
    pub(super) fn of(record: &DistributionRecord) -> Self {
        if record.kind == "conda" || record.conda.is_some() {
            return Self::Conda;
        }
        match &record.origin {
            Some(OriginRecord::Archive { url, .. }) if url.starts_with("file:") => Self::File,
            Some(OriginRecord::Archive { .. }) => Self::Url,
            Some(OriginRecord::Vcs { .. }) => Self::Vcs,
            Some(OriginRecord::Directory { editable: true, .. }) => Self::Editable,
            Some(OriginRecord::Directory { .. }) => Self::Directory,
            None => Self::without_record(record),
        }
    }

    /// What it means that there is no record.
    fn without_record(record: &DistributionRecord) -> Self {
        let installer = record.installer.as_deref().and_then(|installer| installer.split_whitespace().next());
        let Some(installer) = installer.map(str::to_ascii_lowercase) else { return Self::Unknown };
        if SYSTEM.contains(&installer.as_str()) {
            return Self::System;
        }
        let is_recorded = record.details && record.kind == "dist-info";
        if is_recorded && RECORDING.contains(&installer.as_str()) { Self::Index } else { Self::Unknown }
    }

    /// The word for it in the API.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Index => "index",
            Self::System => "system",
            Self::Conda => "conda",
            Self::File => "file",
            Self::Url => "url",
            Self::Vcs => "vcs",
            Self::Directory => "directory",
            Self::Editable => "editable",
            Self::Waiting => "waiting",
        }
    }

    pub(super) const fn number(self) -> i64 {
        self as i64
    }

    /// What a newer server noted is not known here.
    fn numbered(number: i64) -> Self {
        usize::try_from(number).ok().and_then(|at| Self::ALL.get(at)).copied().unwrap_or_default()
    }
}

/// What stands for [`Origin::Waiting`] in a statement.
const WAITING: i64 = -1;

/// The origin that is noted of a row `sr`.
fn noted(statement: Statement, unwalked: Option<Unwalked>) -> Statement {
    match unwalked {
        None => statement.and("sr.origin"),
        Some(unwalked) => {
            is_unwalked(statement.and("CASE WHEN "), unwalked).and(" THEN -1 ELSE sr.origin END")
        }
    }
}

/// Asks whether a row `sr` is of a site that was not looked at yet, and says nothing.
fn is_unwalked(statement: Statement, unwalked: Unwalked) -> Statement {
    let Unwalked { reached, last } = unwalked;
    statement.with("(sr.origin = 0 AND sr.site > ", reached).with(" AND sr.site <= ", last).and(")")
}

/// Asks for rows `sr` of an origin.
pub(super) fn asked(statement: Statement, origin: Origin, unwalked: Option<Unwalked>) -> Statement {
    match (origin, unwalked) {
        (Origin::Waiting, None) => statement.and(" AND 1 = 0"),
        (Origin::Waiting, Some(unwalked)) => is_unwalked(statement.and(" AND "), unwalked),
        (Origin::Unknown, Some(unwalked)) => {
            is_unwalked(statement.and(" AND sr.origin = 0 AND NOT "), unwalked)
        }
        // Without an index: to look through what 80,000 sites say of one release takes 10 ms.
        _ => statement.with(" AND sr.origin = ", origin.number()),
    }
}

/// How many have a release from somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OriginCount {
    /// From where.
    pub origin: Origin,
    /// Machines.
    pub machines: i64,
    /// Places on them.
    pub places: i64,
}

impl Database {
    /// From where those in the scope have a release, and whether these are all: so many places are looked at, whoever's they are.
    pub async fn origins(
        &self,
        scope: &Scope,
        release: i64,
        most: i64,
    ) -> Result<(Vec<OriginCount>, bool), StoreError> {
        let select = "SELECT t.origin, COUNT(DISTINCT t.machine), COUNT(t.machine), COUNT(*) FROM (SELECT ";
        let noted = noted(Statement::new(select), self.unwalked_origins().await?);
        let machine = scope.machine(noted.and(" AS origin, "));
        let of = " AS machine FROM site_release sr JOIN machine_site ms ON ms.site = sr.site \
            JOIN release r ON r.id = sr.release WHERE sr.release = ";
        let statement = machine.with(of, release).with(" AND r.organisation = ", scope.organisation());
        let statement = statement.with(" LIMIT ", most).and(") t GROUP BY t.origin ORDER BY t.origin");
        let rows = statement.all(self.read()).await.to("count where a release is from")?;
        let (mut counts, mut looked_at) = (Vec::with_capacity(rows.len()), 0);
        for row in &rows {
            let number = |at: usize| row.try_get::<i64, _>(at).to("count where a release is from");
            looked_at += number(3)?;
            let count = OriginCount {
                origin: match number(0)? {
                    WAITING => Origin::Waiting,
                    known => Origin::numbered(known),
                },
                machines: number(1)?,
                places: number(2)?,
            };
            counts.extend((count.places > 0).then_some(count));
        }
        Ok((counts, looked_at < most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(text: &str) -> Origin {
        let start = r#"{"name":"x","version":"1","identity":"metadata","requested":false"#;
        Origin::of(&serde_json::from_str(&format!("{start},{text}}}")).unwrap())
    }

    #[test]
    fn nothing_recorded_is_an_index_only_where_something_else_would_have_been() {
        for (text, origin) in [
            (r#""kind":"dist-info","installer":"pip","details":true"#, Origin::Index),
            (r#""kind":"dist-info","installer":"poetry 2.1","details":true"#, Origin::Index),
            (r#""kind":"dist-info","installer":"pip""#, Origin::Unknown),
            (r#""kind":"egg-info","installer":"pip","details":true"#, Origin::Unknown),
            (r#""kind":"dist-info","installer":"somebody","details":true"#, Origin::Unknown),
            (r#""kind":"dist-info","details":true"#, Origin::Unknown),
            (r#""kind":"dist-info","installer":"debian""#, Origin::System),
            (r#""kind":"conda""#, Origin::Conda),
            (r#""kind":"dist-info","origin":{"kind":"archive","url":"file:///x.whl"}"#, Origin::File),
            (r#""kind":"dist-info","origin":{"kind":"archive","url":"https://x/x.whl"}"#, Origin::Url),
            (r#""kind":"dist-info","origin":{"kind":"vcs","url":"https://x","vcs":"git"}"#, Origin::Vcs),
            (r#""kind":"dist-info","origin":{"kind":"directory","url":"file:///x"}"#, Origin::Directory),
            (
                r#""kind":"dist-info","origin":{"kind":"directory","url":"file:///x","editable":true}"#,
                Origin::Editable,
            ),
        ] {
            assert_eq!(record(text), origin, "{text}");
        }
    }

    #[test]
    fn a_number_stays_what_it_is() {
        for (at, origin) in (0..).zip(Origin::ALL) {
            assert_eq!((origin.number(), Origin::numbered(at)), (at, origin));
        }
        assert_eq!([Origin::numbered(99), Origin::numbered(-1)], [Origin::Unknown; 2]);
        for origin in Origin::ALL.into_iter().chain([Origin::Waiting]) {
            assert_eq!(serde_json::json!(origin), origin.name());
        }
    }
}
