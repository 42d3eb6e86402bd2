//! What machines of small groups have. Of a large group some machine has most of what there is: whoever lists it looks at one row after the other, and
//! asks of each whether such a machine has it. Of a small group hardly anything is had: what its machines have is looked at first.

use sqlx::Row;

use super::bundles::goes_by;
use super::error::Attempt;
use super::statement::Statement;
use super::{Database, StoreError};

/// So many places, each with a hundred releases and more, are looked at as quickly as a page of rows of which each is asked for.
pub(super) const FEW: i64 = 300;

/// Where rows come from: before the groups, and after them.
pub(super) type Held = [&'static str; 2];

/// Releases `r` that are there. It goes on with the organisation.
pub(super) const RELEASES: Held = [
    "(SELECT DISTINCT sr.release AS release FROM machine_site ms CROSS JOIN site_release sr \
     WHERE sr.site = ms.site AND ms.machine_group IN ",
    ") held CROSS JOIN release r WHERE r.id = held.release AND r.organisation = ",
];
/// What is known, `f`, of releases `r` on machines that are neither revoked nor decommissioned.
pub(super) const RELEASE_FINDINGS: Held = [
    "(SELECT DISTINCT sr.release AS release FROM machine_site ms CROSS JOIN machine m CROSS JOIN site_release sr \
     WHERE m.id = ms.machine AND m.status IN ('active', 'cloned') AND sr.site = ms.site AND ms.machine_group IN ",
    ") held CROSS JOIN release_finding f CROSS JOIN release r WHERE f.release = held.release AND r.id = f.release \
     AND f.organisation = ",
];
/// What policies are against, `f`, on such machines, by the bundles that they go by.
pub(super) const POLICY_FINDINGS: Held = [
    concat!(
        "(SELECT DISTINCT ms.site AS site, ms.setting AS setting, ",
        goes_by!(),
        " AS bundle FROM machine_site ms CROSS JOIN machine m CROSS JOIN group_bundle gb WHERE m.id = ms.machine \
         AND gb.machine_group = m.machine_group AND m.status IN ('active', 'cloned') AND ms.machine_group IN ",
    ),
    PLACES,
];
/// The same of what is closed: by any bundle that their group ever went by.
pub(super) const CLOSED_POLICY_FINDINGS: Held = [
    "(SELECT DISTINCT ms.site AS site, ms.setting AS setting, bg.bundle AS bundle FROM machine_site ms CROSS JOIN machine m \
     CROSS JOIN bundle_group bg WHERE m.id = ms.machine AND bg.machine_group = m.machine_group \
     AND m.status IN ('active', 'cloned') AND ms.machine_group IN ",
    PLACES,
];
const PLACES: &str = ") held CROSS JOIN site_finding f WHERE f.site = held.site AND f.setting = held.setting \
    AND f.bundle = held.bundle AND f.organisation = ";

/// Rows from what is held.
pub(super) fn from(select: Statement, held: Held, groups: &[i64], organisation: i64) -> Statement {
    select.and(held[0]).list(groups).with(held[1], organisation)
}

impl Database {
    /// These groups, where there are any and their machines have little.
    pub(super) async fn few<'groups>(
        &self,
        groups: Option<&'groups [i64]>,
    ) -> Result<Option<&'groups [i64]>, StoreError> {
        let Some(groups) = groups.filter(|groups| !groups.is_empty()) else { return Ok(None) };
        let most = self.places_that_are_few();
        let sql = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM machine_site ms WHERE ms.machine_group IN ";
        let statement = Statement::new(sql).list(groups).with(" LIMIT ", most + 1).and(") t");
        let row = statement.one(self.read()).await.to("count places")?;
        let count: i64 = row.map_or(Ok(0), |row| row.try_get(0)).to("count places")?;
        Ok((count <= most).then_some(groups))
    }
}
