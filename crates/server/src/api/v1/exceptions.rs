//! `/exceptions`: what is lifted beside policies.

use fetter_core::date::Date;

use super::allowed::{Allowed, Approver, Viewer};
use super::asked::{Asked, Id, Nothing, not_found, wrong};
use super::page::{Page, Window, word};
use super::policies::refused;
use super::reply::{Done, Made, Shown};
use super::shapes::{ExceptionQuery, ExceptionShape, NewException};
use crate::api::Refused;
use crate::clock;
use crate::policies::PolicyError;
use crate::state::Shared;
use crate::store::{ExceptionFilter, ExceptionKeyset, ExceptionOrder, ExceptionRow, Lifted, Scope};

/// Bytes of a reason.
const REASON: usize = fetter_protocol::limits::REQUEST_REASON_BYTES;
/// Bytes of the other words.
const WORD: usize = fetter_protocol::limits::NAME_BYTES;
/// How far an exception may reach, in seconds.
const FIVE_YEARS: u64 = 5 * 366 * 86_400;

pub(crate) async fn list(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Nothing, ExceptionQuery>,
) -> Result<Shown<Page<ExceptionShape>>, Refused> {
    let order = asked.query.order.map(ExceptionOrder::from).unwrap_or_default();
    let window: Window<ExceptionKeyset> =
        Window::ordered(asked.query.limit, asked.query.cursor.as_deref(), order.number())?;
    let today = || Date::of_unix_time(clock::now()).to_string();
    let filter = ExceptionFilter {
        group: asked.query.group,
        holding: asked.query.holding.filter(|holding| *holding).map(|_| today()),
        lifted: word("q", asked.query.q.as_deref())?,
    };
    let (scope, last) = (&viewer.scope, window.after.as_ref());
    let rows = shared.database.exceptions(scope, &filter, order, last, window.rows()).await?;
    let key = |row: &ExceptionRow| (row.exception.lifted.last_day.clone(), row.exception.id);
    Ok(Shown(window.page(rows, key, ExceptionShape::from)))
}

pub(crate) async fn one(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Id>,
) -> Result<Shown<ExceptionShape>, Refused> {
    let found = shared.database.exception(&viewer.scope, asked.path.0).await?;
    Ok(Shown(found.ok_or(not_found())?.into()))
}

pub(crate) async fn make(
    shared: Shared,
    approver: Allowed<Approver>,
    asked: Asked<Nothing, Nothing, NewException>,
) -> Result<Made<ExceptionShape>, Refused> {
    lift(&shared, &approver.scope, asked.body).await
}

/// Makes an exception, for whoever may.
pub(crate) async fn lift(
    shared: &Shared,
    scope: &Scope,
    new: NewException,
) -> Result<Made<ExceptionShape>, Refused> {
    let group = new.group;
    let lifted = lifted(scope, new)?;
    let made = shared.lift(scope, group, &lifted).await.map_err(|error| match error {
        PolicyError::Missing => wrong("there is no such group").of("group"),
        error => refused(error),
    })?;
    let made = shared.database.exception(scope, made).await?.ok_or(not_found())?;
    Ok(Made(made.into()))
}

/// Accepts what was changed on a machine, by the row of the finding.
pub(crate) async fn bear(
    shared: &Shared,
    scope: &Scope,
    finding: i64,
    new: NewException,
) -> Result<Made<ExceptionShape>, Refused> {
    let lifted = lifted(scope, new)?;
    let end = lifted.last_day.parse::<Date>().map_or(0, |day| i64::try_from(day.end()).unwrap_or(i64::MAX));
    let made = shared.database.accept_tampered(scope, finding, &lifted, end).await?;
    let made = made.map_err(|error| refused(PolicyError::from(error)))?;
    let made = shared.database.exception(scope, made).await?.ok_or(not_found())?;
    Ok(Made(made.into()))
}

/// What somebody lifts, once its words are seen to be some.
fn lifted(scope: &Scope, new: NewException) -> Result<Lifted, Refused> {
    let NewException { group: _, rule, advisory, package, reason, owner, until } = new;
    let owner = owner.unwrap_or_else(|| scope.by().who.clone());
    for (name, text) in [("rule", &rule), ("advisory", &advisory), ("package", &package), ("owner", &owner)] {
        check_words(name, text, WORD)?;
    }
    let (reason, last_day) = (check_reason(reason)?, check_until(&until)?);
    Ok(Lifted { rule, advisory, package, reason, owner, last_day })
}

pub(crate) async fn revoke(
    shared: Shared,
    approver: Allowed<Approver>,
    asked: Asked<Id>,
) -> Result<Done, Refused> {
    shared.hold_again(&approver.scope, asked.path.0).await.map(|()| Done).map_err(refused)
}

/// A text in one line.
pub(crate) fn check_words(name: &'static str, text: &str, limit: usize) -> Result<(), Refused> {
    if text.len() > limit || text.chars().any(char::is_control) {
        return Err(wrong(format_args!("{name} has at most {limit} bytes in one line")).of(name));
    }
    Ok(())
}

/// A reason, which is to be given.
pub(crate) fn check_reason(reason: String) -> Result<String, Refused> {
    check_words("reason", &reason, REASON)?;
    if reason.trim().is_empty() { Err(wrong("reason is to be given").of("reason")) } else { Ok(reason) }
}

/// A last day that is not over.
pub(crate) fn check_until(until: &str) -> Result<String, Refused> {
    let now = clock::now();
    let day: Result<Date, _> = until.parse();
    match day {
        Ok(day) if day.end() > now && day.end() <= now + FIVE_YEARS => Ok(day.to_string()),
        Ok(_) => {
            let why = "until is a day that is not over, and at most five years from now";
            Err(wrong(why).of("until"))
        }
        Err(_) => Err(wrong("until is a day as YYYY-MM-DD").of("until")),
    }
}
