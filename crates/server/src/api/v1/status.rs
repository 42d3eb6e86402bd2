//! `/status`: what is judged, by what, and what is not known.

use super::allowed::{Allowed, Viewer};
use super::asked::Asked;
use super::reply::Shown;
use super::shapes::{Advisories, NotCheckedShape, Status};
use crate::api::Refused;
use crate::clock;
use crate::state::Shared;
use crate::store::Of;

pub(super) async fn status(
    shared: Shared,
    viewer: Allowed<Viewer>,
    _: Asked,
) -> Result<Shown<Status>, Refused> {
    let (database, scope, now) = (&shared.database, &viewer.scope, clock::now());
    let version = database.advisory_version().await?;
    let counts = database.not_checked(scope, Of::All).await?;
    let not_checked = NotCheckedShape::new(counts, version.is_some());
    let (findings, is_exact) = database.seen_counts(scope).await?;
    // Errors may tell of sites of any group.
    let failures = if scope.is_whole() { database.failures(scope.organisation()).await? } else { Vec::new() };
    Ok(Shown(Status {
        time: now,
        advisories: version.map(|version| Advisories::new(version, now.cast_signed())),
        findings: findings.into_iter().map(Into::into).collect(),
        is_exact,
        not_checked,
        machines: database.standings(scope).await?.into(),
        failures: failures.into_iter().map(Into::into).collect(),
    }))
}
