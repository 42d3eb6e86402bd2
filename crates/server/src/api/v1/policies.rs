//! `/groups/{id}/policies` and `/groups/{id}/policy`: what machines are to go by.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use fetter_core::policy::Anchor;
use fetter_protocol::Mistake;

use super::allowed::{Allowed, PolicyEditor, Viewer};
use super::asked::{Asked, Id, Nothing, OfGroup, not_found, wrong};
use super::exports::within;
use super::page::{Page, Window, word};
use super::reply::{Made, Shown};
use super::shapes::{
    ActivationShape, AnchorWord, DeriveQuery, DerivedPolicy, DiffQuery, HistoryQuery, NewPolicy, PageQuery,
    PolicyChangeQuery, PolicyChangeShape, PolicyDiff, PolicyStanding, PolicyStep, PolicyVersionRow,
    PolicyVersionShape, Proposed, RollOutShape, by_time,
};
use crate::api::Refused;
use crate::policies::{PolicyError, Seen, Step, unified};
use crate::state::Shared;
use crate::store::{Draft, PolicyVersion, Scope};

/// Bytes of what people are told of a version.
const NOTE: usize = 500;
/// Bytes of what is said of all that is wrong with a policy; each has its place beside.
const SAID: usize = 4096;
/// How many of them are in what is said.
const TOLD: usize = 20;

pub(crate) async fn list(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Id, PageQuery>,
) -> Result<Shown<Page<PolicyVersionRow>>, Refused> {
    let window: Window<u64> = Window::new(asked.query.limit, asked.query.cursor.as_deref())?;
    let organisation = of_scope(&shared, &viewer.scope, asked.path.0).await?;
    let rows =
        shared.database.policy_versions(organisation, asked.path.0, window.after, window.rows()).await?;
    Ok(Shown(window.page(rows, |row| row.version, PolicyVersionRow::from)))
}

pub(crate) async fn propose(
    shared: Shared,
    editor: Allowed<PolicyEditor>,
    asked: Asked<Id, Nothing, NewPolicy>,
) -> Result<Made<Proposed>, Refused> {
    if asked.body.note.len() > NOTE {
        return Err(wrong("note has at most 500 bytes").of("note"));
    }
    let _place = within(&shared.policies, &editor.scope).await?;
    let proposed = shared.propose(&editor.scope, asked.path.0, asked.body.into()).await;
    proposed.map(|version| Made(Proposed { version })).map_err(refused)
}

pub(crate) async fn one(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<OfGroup>,
) -> Result<Shown<PolicyVersionShape>, Refused> {
    let OfGroup { group, number } = asked.path;
    let organisation = of_scope(&shared, &viewer.scope, group).await?;
    let _place = within(&shared.policies, &viewer.scope).await?;
    Ok(Shown(version(&shared, organisation, group, number).await?.into()))
}

pub(crate) async fn diff(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<OfGroup, DiffQuery>,
) -> Result<Shown<PolicyDiff>, Refused> {
    let OfGroup { group, number } = asked.path;
    let organisation = of_scope(&shared, &viewer.scope, group).await?;
    let place = within(&shared.policies, &viewer.scope).await?;
    let new = version(&shared, organisation, group, number).await?;
    let from = match asked.query.from {
        Some(from) => Some(from),
        None => shared.database.standing_versions(organisation, group).await?.version,
    };
    let old = match from {
        Some(from) => version(&shared, organisation, group, from).await?.draft,
        None => Draft::default(),
    };
    let made = tokio::task::spawn_blocking(move || {
        // Where nobody waits for it any more, it goes on: the place is taken as long.
        let _place = place;
        unified((from, &old), (number, &new.draft))
    });
    let made = made.await;
    let (diff, is_whole) = made.map_err(|error| {
        tracing::error!(%error, "comparing two policies broke off");
        Refused::new(StatusCode::INTERNAL_SERVER_ERROR, "the two versions could not be compared")
    })?;
    Ok(Shown(PolicyDiff { from, version: number, diff, is_whole }))
}

pub(crate) async fn standing(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Id>,
) -> Result<Shown<PolicyStanding>, Refused> {
    let organisation = of_scope(&shared, &viewer.scope, asked.path.0).await?;
    Ok(Shown(shared.database.standing_versions(organisation, asked.path.0).await?.into()))
}

/// How far the policy of a group has come.
pub(crate) async fn roll_out(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Id>,
) -> Result<Shown<RollOutShape>, Refused> {
    let group = asked.path.0;
    of_scope(&shared, &viewer.scope, group).await?;
    let found = shared.database.roll_outs(&viewer.scope, &[group]).await?;
    Ok(Shown(found.get(&group).copied().unwrap_or_default().into()))
}

/// What each of these groups goes by, and how far that has come.
pub(crate) async fn standings(
    shared: &Shared,
    scope: &Scope,
    groups: &[i64],
) -> Result<BTreeMap<i64, (PolicyStanding, RollOutShape)>, Refused> {
    // One after the other: what stands is known before it is looked whether that is published.
    let standings = shared.database.standings_of(scope.organisation(), groups).await?;
    let roll_outs = shared.database.roll_outs(scope, groups).await?;
    let of = |group: &i64| {
        let standing = standings.get(group).copied().unwrap_or_default();
        let roll_out = roll_outs.get(group).copied().unwrap_or_default();
        (*group, (standing.into(), roll_out.into()))
    };
    Ok(groups.iter().map(of).collect())
}

pub(crate) async fn step(
    shared: Shared,
    editor: Allowed<PolicyEditor>,
    asked: Asked<Id, Nothing, PolicyStep>,
) -> Result<Shown<PolicyStanding>, Refused> {
    let group = asked.path.0;
    let organisation = of_scope(&shared, &editor.scope, group).await?;
    let (step, seen) = step_of(asked.body)?;
    shared.step_from(&editor.scope, group, step, seen).await.map_err(|error| match error {
        PolicyError::Missing => wrong("there is no such version").of("version"),
        error => refused(error),
    })?;
    Ok(Shown(shared.database.standing_versions(organisation, group).await?.into()))
}

/// A step, and what whoever asks for it saw.
fn step_of(asked: PolicyStep) -> Result<(Step, Seen), Refused> {
    let seen = |holds, staged| Seen { holds, staged, to: None };
    Ok(match asked {
        PolicyStep::Stage { percent, .. } if !(1..100).contains(&percent) => {
            let why = "percent is from 1 to 99; all machines go by a version that is activated";
            return Err(wrong(why).of("percent"));
        }
        PolicyStep::Stage { version, percent, holds, staged } => {
            (Step::Stage(version, percent), seen(holds, staged))
        }
        PolicyStep::Activate { version, holds, staged } => (Step::Activate(version), seen(holds, staged)),
        PolicyStep::Unstage { holds, staged } => (Step::Unstage, seen(holds, staged)),
        PolicyStep::RollBack { holds, staged, to } => (Step::RollBack, Seen { to, ..seen(holds, staged) }),
    })
}

pub(crate) async fn derived(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Id, DeriveQuery>,
) -> Result<Shown<DerivedPolicy>, Refused> {
    let machine = word("machine", asked.query.machine.as_deref())?;
    let anchor = match asked.query.anchor {
        Some(AnchorWord::Lower) => Anchor::Lower,
        Some(AnchorWord::Upper) => Anchor::Upper,
        Some(AnchorWord::Both) => Anchor::Both,
        Some(AnchorWord::Exact) | None => Anchor::Exact,
    };
    let derived = shared.derive(&viewer.scope, asked.path.0, machine.as_deref(), anchor).await;
    derived.map(|derived| Shown(derived.into())).map_err(refused)
}

pub(crate) async fn history(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Id, HistoryQuery>,
) -> Result<Shown<Page<ActivationShape>>, Refused> {
    let (group, query) = (asked.path.0, asked.query);
    let window: Window<i64> = Window::new(query.limit, query.cursor.as_deref())?;
    let organisation = of_scope(&shared, &viewer.scope, group).await?;
    let (since, last) = (query.since.map(i64::from), window.after);
    let rows = shared.database.activations(organisation, group, since, last, window.rows()).await?;
    Ok(Shown(window.page(rows, |row| row.id, ActivationShape::from)))
}

/// The same of all groups.
pub(crate) async fn changes(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Nothing, PolicyChangeQuery>,
) -> Result<Shown<Page<PolicyChangeShape>>, Refused> {
    let (scope, query) = (&viewer.scope, asked.query);
    let window: Window<i64> = Window::new(query.limit, query.cursor.as_deref())?;
    if let Some(group) = query.group {
        of_scope(&shared, scope, group).await?;
    }
    let (since, order, last) = (query.since.map(i64::from), by_time(query.order), window.after);
    let rows = shared.database.policy_changes(scope, query.group, since, order, last, window.rows()).await?;
    Ok(Shown(window.page(rows, |row| row.activation.id, PolicyChangeShape::from)))
}

/// The organisation, where such a group is in the scope.
pub(crate) async fn of_scope(shared: &Shared, scope: &Scope, group: i64) -> Result<i64, Refused> {
    if shared.database.has_group(scope, group).await? { Ok(scope.organisation()) } else { Err(not_found()) }
}

async fn version(
    shared: &Shared,
    organisation: i64,
    group: i64,
    number: u64,
) -> Result<PolicyVersion, Refused> {
    shared.database.policy_version(organisation, group, number).await?.ok_or(not_found())
}

/// Why something was not done to policies, exceptions or requests.
pub(crate) fn refused(error: PolicyError) -> Refused {
    let stands =
        |why: &PolicyError| Refused::new(StatusCode::CONFLICT, "something stands against it").because(why);
    match error {
        PolicyError::Missing => not_found(),
        PolicyError::Mistake(errors) => {
            let said: Vec<String> = errors.0.iter().take(TOLD).map(ToString::to_string).collect();
            let said = fetter_protocol::clip(&said.join("; "), SAID);
            let mistakes = errors.0.into_iter().map(|mistake| Mistake {
                file: mistake.file.to_string(),
                line: mistake.line,
                column: mistake.column,
                message: mistake.message,
            });
            Refused::new(StatusCode::UNPROCESSABLE_ENTITY, "the policy cannot be taken")
                .because(said)
                .at(mistakes.collect())
        }
        PolicyError::All => {
            Refused::new(StatusCode::FORBIDDEN, "the token does not allow this").because(error)
        }
        PolicyError::NothingBefore
        | PolicyError::NothingStaged
        | PolicyError::Changed
        | PolicyError::Many
        | PolicyError::Decided => stands(&error),
        PolicyError::Store(error) => error.into(),
        PolicyError::Seal(_) | PolicyError::Broken(_) => {
            tracing::error!(%error, "a policy was not published");
            let title = "the server could not do it; its log says why";
            Refused::new(StatusCode::INTERNAL_SERVER_ERROR, title)
        }
    }
}
