//! What becomes of a finding: who sees to it, what is said of it, and that it is accepted.

use axum::http::StatusCode;
use fetter_core::requirement::Version;

use super::allowed::{Allowed, Approver, Viewer};
use super::asked::{Asked, FindingId, Nothing, not_found, wrong};
use super::exceptions::{bear, lift};
use super::findings::shown;
use super::page::{Page, Window};
use super::reply::{Made, Shown};
use super::shapes::{
    CommentShape, ExceptionShape, Finding, FindingPatch, NewAcceptance, NewComment, NewException, PageQuery,
};
use crate::api::Refused;
use crate::state::Shared;
use crate::store::{Comment, FindingStatus, Found, Scope, TriageError};

/// Bytes of a comment.
const COMMENT: usize = 4000;

pub(crate) async fn comments(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<FindingId, PageQuery>,
) -> Result<Shown<Page<CommentShape>>, Refused> {
    let window: Window<i64> = Window::new(asked.query.limit, asked.query.cursor.as_deref())?;
    let found = shared.database.finding(&viewer.scope, asked.path.0).await?.ok_or(not_found())?;
    let (last, rows) = (window.after, window.rows());
    let rows = shared.database.finding_comments(&viewer.scope, &found, last, rows).await?;
    Ok(Shown(window.page(rows, |row: &Comment| row.id, CommentShape::from)))
}

pub(crate) async fn comment(
    shared: Shared,
    approver: Allowed<Approver>,
    asked: Asked<FindingId, Nothing, NewComment>,
) -> Result<Made<CommentShape>, Refused> {
    let found = shared.database.finding(&approver.scope, asked.path.0).await?.ok_or(not_found())?;
    let text = &asked.body.text;
    if text.trim().is_empty() || text.len() > COMMENT || text.chars().any(is_refused) {
        let why = "text has 1 to 4000 bytes, and no control characters but line feeds";
        return Err(wrong(why).of("text"));
    }
    let made = shared.database.comment(&approver.scope, &found, text).await?;
    made.map(|made| Made(made.into())).map_err(refused)
}

fn is_refused(letter: char) -> bool {
    letter.is_control() && letter != '\n'
}

pub(crate) async fn change(
    shared: Shared,
    approver: Allowed<Approver>,
    asked: Asked<FindingId, Nothing, FindingPatch>,
) -> Result<Shown<Finding>, Refused> {
    let (scope, key) = (&approver.scope, asked.path.0);
    let found = shared.database.finding(scope, key).await?.ok_or(not_found())?;
    if let Some(name) = asked.body.assignee {
        let name = Some(name.as_str()).filter(|name| !name.is_empty());
        shared.database.assign_finding(scope, &found, name).await?.map_err(refused)?;
    }
    shown(&shared, scope, key).await
}

fn refused(error: TriageError) -> Refused {
    match error {
        TriageError::Unknown => not_found(),
        TriageError::User => {
            wrong("assignee is no user of the organisation, or one who is disabled").of("assignee")
        }
        TriageError::Many => {
            Refused::new(StatusCode::CONFLICT, "the finding has as many comments as there may be")
        }
    }
}

/// Makes the exception that is for this finding and nothing else: for its release in this very version, or for what was changed on this very machine.
pub(crate) async fn accept(
    shared: Shared,
    approver: Allowed<Approver>,
    asked: Asked<FindingId, Nothing, NewAcceptance>,
) -> Result<Made<ExceptionShape>, Refused> {
    let scope = &approver.scope;
    let found = shared.database.finding(scope, asked.path.0).await?.ok_or(not_found())?;
    if found.status() == FindingStatus::Closed {
        return Err(wrong("the finding is closed: there is nothing to accept"));
    }
    let NewAcceptance { reason, until, group, owner } = asked.body;
    let (name, version, advisory) = match &found {
        Found::Release(row) => (&row.package, &row.version, &row.advisory),
        Found::Policy(row) => (&row.package, &row.version, &row.advisory),
        Found::Tampered(row) => {
            if found.status() == FindingStatus::Accepted {
                return Err(Refused::new(StatusCode::CONFLICT, "the finding is accepted already"));
            }
            // It is no requirement that policies read: a version that is not known is of this finding all the same.
            let package = very_version(&row.package, &row.version).unwrap_or_else(|_| row.package.clone());
            let new = NewException { package, reason, owner, until, ..NewException::default() };
            return bear(&shared, scope, row.id, new).await;
        }
    };
    let (rule, group) = match &found {
        Found::Policy(row) => (row.rule.clone(), Some(group_of(&shared, scope, row.bundle, group).await?)),
        _ => (String::new(), group),
    };
    let package = very_version(name, version)?;
    let new = NewException { group, rule, advisory: advisory.clone(), package, reason, owner, until };
    lift(&shared, scope, new).await
}

/// The group that an exception from the rule of a policy is for: the one that is named, or the only one that goes by the bundle.
async fn group_of(shared: &Shared, scope: &Scope, bundle: i64, named: Option<i64>) -> Result<i64, Refused> {
    if let Some(group) = named {
        return Ok(group);
    }
    if let [one] = shared.database.groups_of_bundle(scope, bundle).await?.as_slice() {
        return Ok(*one);
    }
    let why = "several groups go by that policy, or none does any more: name the group";
    Err(wrong(why).of("group"))
}

/// A requirement for a version and no other, as an exception has it.
fn very_version(name: &str, version: &str) -> Result<String, Refused> {
    if version.is_empty() {
        return Err(wrong(
            "the package gives no version, so that nothing is for it alone: POST /exceptions takes one for its name",
        ));
    }
    let equals = if version.parse::<Version>().is_ok() { "==" } else { "===" };
    Ok(format!("{name}{equals}{version}"))
}
