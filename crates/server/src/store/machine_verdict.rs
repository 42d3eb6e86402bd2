//! Which machines are listed by what was found on them, and by what was not checked of them.

use sqlx::Row;

use super::bundles::goes_by;
use super::error::Attempt;
use super::statement::Statement;
use super::unchecked::{FAILED, WAITS, is_unclear};
use super::{Database, Scope, StoreError, machines};

/// What was found on a machine, when that was counted last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Malware.
    Malware,
    /// Anything, malware too.
    Findings,
    /// Not all of it was checked, or it was not counted yet: whatever was found.
    Unchecked,
    /// Nothing, and all of it was checked.
    Clean,
}

/// What was not, or could not be, checked of a machine now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unchecked {
    /// A site, or its policy, is still to be judged.
    Waiting,
    /// Judging failed each time.
    Failed,
    /// It has a release that could not be held against the advisories.
    Releases,
    /// A site could not be held against its policy as a whole.
    Sites,
    /// A site has not sent its contents.
    Contents,
    /// It never reported, or could not tell all.
    Untold,
    /// It is revoked, and has sites.
    Revoked,
    /// It does not tell what was changed on it outside of an install: nothing looks at that there.
    Tampered,
}

/// How many machines that are neither revoked nor decommissioned had what, when that was counted last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VerdictCounts {
    /// When that was, in seconds since 1970; `None` for never.
    pub counted: Option<i64>,
    /// Machines with malware.
    pub malware: i64,
    /// Machines with any finding.
    pub findings: i64,
    /// Machines that were not wholly checked, or not counted yet.
    pub unchecked: i64,
    /// Machines that were wholly checked, and have no finding.
    pub clean: i64,
}

/// How many open findings a machine has, of its row `v`.
macro_rules! findings {
    () => {
        "v.critical + v.high + v.medium + v.low + v.unrated"
    };
}

/// Of machines `m`, those that are heard and that a statement about their rows `v` names.
macro_rules! heard {
    ($is:literal, $which:expr) => {
        concat!(
            " AND m.status IN ('active', 'cloned') AND m.id ",
            $is,
            " (SELECT v.machine FROM machine_verdict v WHERE ",
            $which,
            ")"
        )
    };
}

/// The same by the sites that they have now. It goes on with the organisation.
macro_rules! having {
    ($from:expr) => {
        concat!(" AND m.status IN ('active', 'cloned') AND m.id IN (SELECT ms.machine FROM ", $from)
    };
}

const JOBS: &str = having!(
    "job j CROSS JOIN machine_site ms WHERE ms.site = j.subject AND j.kind IN ('audit', 'policy') AND j.organisation = "
);
/// Machines that are to go by a bundle of which it is not known yet for which sites it holds.
const BUNDLES: &str = concat!(
    ") OR m.id IN (SELECT m.id FROM machine m JOIN group_bundle gb ON gb.machine_group = m.machine_group JOIN job j ON j.subject = ",
    goes_by!(),
    " WHERE m.status IN ('active', 'cloned') AND j.kind = 'bundle' AND j.organisation = m.organisation AND m.organisation = "
);
/// As was counted last: where many releases could not be held against the advisories, that is the case at most places there are.
const RELEASES: &str = heard!("IN", "v.releases > 0");
const SITES: &str = concat!(
    having!(
        "site_judgement j CROSS JOIN machine_site ms CROSS JOIN machine m CROSS JOIN group_bundle gb \
         WHERE ms.site = j.site AND ms.setting = j.setting AND m.id = ms.machine AND gb.machine_group = m.machine_group AND j.bundle = "
    ),
    goes_by!(),
    " AND j.unchecked > 0 AND j.organisation = "
);
const CONTENTS: &str = having!(
    "site j CROSS JOIN machine_site ms WHERE ms.site = j.id AND j.contents IS NULL AND j.organisation = "
);
const UNTOLD: &str = concat!(" AND m.status IN ('active', 'cloned') AND ", is_unclear!());
const REVOKED: &str =
    " AND m.status = 'revoked' AND EXISTS (SELECT 1 FROM machine_site ms WHERE ms.machine = m.id)";

const TAMPERED: &str = " AND m.status IN ('active', 'cloned') AND m.tells_tampered = 0";

const COUNTS: &str = concat!(
    "SELECT COUNT(CASE WHEN v.malware > 0 THEN 1 END), COUNT(CASE WHEN ",
    findings!(),
    " > 0 THEN 1 END), COUNT(CASE WHEN v.unchecked = 0 THEN NULL ELSE 1 END), COUNT(CASE WHEN v.unchecked = 0 AND ",
    findings!(),
    " = 0 THEN 1 END) FROM machine m LEFT JOIN machine_verdict v ON v.machine = m.id \
     WHERE m.status IN ('active', 'cloned') AND m.organisation = "
);

impl Verdict {
    /// Asks for machines `m` of this.
    pub(super) const fn asked(self) -> &'static str {
        match self {
            Self::Malware => heard!("IN", "v.malware > 0"),
            Self::Findings => heard!("IN", concat!(findings!(), " > 0")),
            Self::Unchecked => heard!("NOT IN", "v.unchecked = 0"),
            Self::Clean => heard!("IN", concat!("v.unchecked = 0 AND ", findings!(), " = 0")),
        }
    }
}

impl Unchecked {
    /// Asks for machines `m` of this, of an organisation.
    pub(super) fn asked(self, statement: Statement, organisation: i64) -> Statement {
        let of = |statement: Statement, sql| statement.with(sql, organisation);
        match self {
            Self::Waiting => {
                let now = machines::now();
                let jobs = of(statement.and(" AND (1 = 1"), JOBS).with(WAITS, now).and(")");
                of(jobs, BUNDLES).with(WAITS, now).and(")))")
            }
            Self::Failed => {
                let jobs = of(statement.and(" AND (1 = 1"), JOBS).and(FAILED);
                of(jobs, BUNDLES).and(FAILED).and("))")
            }
            Self::Releases => statement.and(RELEASES),
            Self::Sites => of(statement, SITES).and(")"),
            Self::Contents => of(statement, CONTENTS).and(")"),
            Self::Untold => statement.and(UNTOLD),
            Self::Revoked => statement.and(REVOKED),
            Self::Tampered => statement.and(TAMPERED),
        }
    }
}

impl Database {
    /// How many of the machines that somebody sees had what, when that was counted last.
    pub async fn verdict_counts(&self, scope: &Scope) -> Result<VerdictCounts, StoreError> {
        let why = "count machines by what is found on them";
        let counted = self.verdicts_counted(scope.organisation()).await?;
        let statement = Statement::new(COUNTS).value(scope.organisation());
        let row = scope.limit(statement, " AND m.machine_group IN ").one(self.read()).await.to(why)?;
        let number = |column: usize| row.as_ref().map_or(Ok(0), |row| row.try_get::<i64, _>(column)).to(why);
        let [malware, findings, unchecked, clean] = [number(0)?, number(1)?, number(2)?, number(3)?];
        Ok(VerdictCounts { counted, malware, findings, unchecked, clean })
    }
}
