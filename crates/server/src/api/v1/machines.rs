//! `/machines`.

use axum::http::StatusCode;
use fetter_protocol::{Denial, EnvironmentRecord, NotCovered, ProblemRecord, Report, WirePath};

use super::allowed::{Administrator, Allowed, Viewer};
use super::asked::{Asked, MachineId, Nothing, not_found, wrong};
use super::page::{Page, Window, word};
use super::reply::Shown;
use super::shapes::{
    Following, Machine, MachineDetail, MachineNotChecked, MachinePatch, MachineQuery, MachineSort,
    MachineState, MachineStatusAsked, MachineVerdict, PackageAt, PageQuery, SearchQuery, SiteAt,
};
use super::tokens::of_all_groups;
use crate::api::Refused;
use crate::auth::check_name;
use crate::clock;
use crate::policies::PolicyError;
use crate::rules::check_tags;
use crate::state::Shared;
use crate::store::{
    MachineChange, MachineError, MachineFilter, MachineKeyset, MachineOrder, PackageKeyset, PastKeyset,
};

/// A page of what is on a machine.
type OfMachine = Asked<MachineId, PageQuery>;
/// The same of what has something in it.
type SearchedOfMachine = Asked<MachineId, SearchQuery>;
type Listed<T> = Result<Shown<Page<T>>, Refused>;

pub(crate) async fn list(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Nothing, MachineQuery>,
) -> Listed<Machine> {
    let query = asked.query;
    let order = query.sort.map_or_else(MachineOrder::default, MachineSort::stored);
    let window: Window<MachineKeyset> =
        Window::ordered(query.limit, query.cursor.as_deref(), order.number())?;
    if window.after.as_ref().is_some_and(|last| !order.can_end(last)) {
        return Err(Refused::new(StatusCode::BAD_REQUEST, "the cursor is none that this list gave"));
    }
    let filter = MachineFilter {
        group: query.group,
        status: query.status.and_then(MachineStatusAsked::one).map(|status| status.name().to_owned()),
        is_present: query.status == Some(MachineStatusAsked::Present),
        os: word("os", query.os.as_deref())?,
        q: word("q", query.q.as_deref())?,
        owner: word("owner", query.owner.as_deref())?,
        tag: word("tag", query.tag.as_deref())?,
        enrolled_since: query.enrolled_since.map(i64::from),
        not_since: query.silent.map(|silent| clock::now().cast_signed() - i64::from(silent)),
        is_silent: query.fell_silent,
        following: query.policy.map(Following::stored),
        is_staged: query.staged,
        site: query.site,
        token: query.token,
        verdict: query.verdict.map(MachineVerdict::stored),
        unchecked: query.not_checked.map(MachineNotChecked::stored),
        order,
    };
    let rows = shared.database.machines(&viewer.scope, &filter, window.after.as_ref(), window.rows()).await?;
    Ok(Shown(window.page(rows, |row| order.end(row), Machine::from)))
}

pub(crate) async fn one(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<MachineId>,
) -> Result<Shown<MachineDetail>, Refused> {
    let name = &asked.path.0;
    let (row, sites) = shared.database.machine(&viewer.scope, name).await?.ok_or(not_found())?;
    let state = shared.database.machine_state(&viewer.scope, name).await?.ok_or(not_found())?;
    Ok(Shown(MachineDetail { machine: row.into(), sites, state: state.map(MachineState::from) }))
}

pub(crate) async fn change(
    shared: Shared,
    administrator: Allowed<Administrator>,
    asked: Asked<MachineId, Nothing, MachinePatch>,
) -> Result<Shown<Machine>, Refused> {
    let MachinePatch { group, status, owner, tags, by_rules } = asked.body;
    let is_of_rules = owner.is_some() || tags.is_some() || by_rules.is_some();
    if is_of_rules && !administrator.scope.is_whole() {
        return Err(of_all_groups());
    }
    if let Some(owner) = owner.as_deref().filter(|owner| !owner.is_empty()) {
        check_name(owner).map_err(|why| wrong(why).of("owner"))?;
    }
    check_tags(tags.as_deref().unwrap_or_default()).map_err(|why| wrong(why).of("tags"))?;
    if by_rules == Some(false) || (by_rules.is_some() && group.is_some()) {
        return Err(wrong("either by_rules is true, or there is a group"));
    }
    let status = status.map(|status| status.name().to_owned());
    let change = MachineChange { group, status, owner, tags, by_rules };
    let name = &asked.path.0;
    let changed = shared.database.change_machine(&administrator.scope, name, &change).await?;
    let (before, after) = changed.map_err(|error| match error {
        MachineError::Unknown => not_found(),
        MachineError::Group => wrong("there is no such group").of("group"),
        MachineError::Status => Refused::new(StatusCode::CONFLICT, "the machine cannot become that")
            .because("a machine that was revoked is enrolled again, with a new id and key")
            .of("status"),
    })?;
    shared.keys.forget(name);
    if change.group.is_some() {
        // A machine takes no bundle with a smaller number than it had in the group before.
        let published = shared.publish_due(administrator.scope.organisation(), after.group.0).await;
        published.map_err(unpublished)?;
    }
    for group in [before.group.0, after.group.0] {
        shared.changes.tell(group);
    }
    if !is_of_rules {
        return Ok(Shown(after.into()));
    }
    let organisation = administrator.scope.organisation();
    shared.follow_rules_of(organisation, after.row).await.map_err(unpublished)?;
    let (after, _) = shared.database.machine(&administrator.scope, name).await?.ok_or(not_found())?;
    Ok(Shown(after.into()))
}

/// A machine was moved, and the policy of its group was not made anew.
fn unpublished(error: PolicyError) -> Refused {
    match error {
        PolicyError::Store(error) => Refused::from(error),
        error => {
            tracing::error!(%error, "the policy of a group was not published");
            Refused::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "the machine was changed, and cannot be told the policy of its group",
            )
        }
    }
}

pub(crate) async fn sites(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: SearchedOfMachine,
) -> Listed<SiteAt> {
    let window: Window<i64> = Window::new(asked.query.limit, asked.query.cursor.as_deref())?;
    let (scope, machine, text) = (&viewer.scope, &asked.path.0, word("q", asked.query.q.as_deref())?);
    let rows = shared.database.places(scope, machine, text.as_deref(), window.after, window.rows()).await?;
    Ok(Shown(window.page(rows.ok_or(not_found())?, |row| row.path.0, SiteAt::from)))
}

pub(crate) async fn history(shared: Shared, viewer: Allowed<Viewer>, asked: OfMachine) -> Listed<SiteAt> {
    let window: Window<PastKeyset> = Window::new(asked.query.limit, asked.query.cursor.as_deref())?;
    let rows = shared.database.past(&viewer.scope, &asked.path.0, window.after, window.rows()).await?;
    let key = |row: &crate::store::Place| (row.ended.unwrap_or_default(), row.path.0, row.site.0);
    Ok(Shown(window.page(rows.ok_or(not_found())?, key, SiteAt::from)))
}

pub(crate) async fn packages(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: SearchedOfMachine,
) -> Listed<PackageAt> {
    let window: Window<PackageKeyset> = Window::new(asked.query.limit, asked.query.cursor.as_deref())?;
    let (scope, machine) = (&viewer.scope, &asked.path.0);
    // Names are kept in small letters.
    let text = word("q", asked.query.q.as_deref())?.map(|text| text.to_lowercase());
    let last = window.after.as_ref();
    let rows = shared.database.packages_of(scope, machine, text.as_deref(), last, window.rows()).await?;
    let key = |row: &crate::store::PackagePlace| (row.name.clone(), row.release, row.path.0);
    Ok(Shown(window.page(rows.ok_or(not_found())?, key, PackageAt::from)))
}

/// A list of a machine's newest report; of what has a text in one of its words, where one is asked for.
async fn of_state<T: Searched>(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: SearchedOfMachine,
    list: impl FnOnce(Report) -> Vec<T> + Send,
) -> Listed<T> {
    let window: Window<usize> = Window::new(asked.query.limit, asked.query.cursor.as_deref())?;
    let text = word("q", asked.query.q.as_deref())?;
    let state = shared.database.machine_state(&viewer.scope, &asked.path.0).await?.ok_or(not_found())?;
    let mut found = state.map(list).unwrap_or_default();
    if let Some(text) = text {
        found.retain(|one| one.words().iter().any(|word| word.contains(&text)));
    }
    Ok(Shown(window.slice(found)))
}

/// What is looked for by its words.
trait Searched {
    fn words(&self) -> Vec<&str>;
}

impl Searched for EnvironmentRecord {
    fn words(&self) -> Vec<&str> {
        vec![looked_for(&self.prefix), &self.python, &self.creator]
    }
}

impl Searched for Denial {
    fn words(&self) -> Vec<&str> {
        let path = self.path.as_ref().unwrap_or(&self.site);
        vec![&self.name, &self.rule, &self.reason, looked_for(path)]
    }
}

impl Searched for ProblemRecord {
    fn words(&self) -> Vec<&str> {
        vec![looked_for(&self.path), &self.code, &self.reason]
    }
}

impl Searched for NotCovered {
    fn words(&self) -> Vec<&str> {
        vec![looked_for(&self.path), &self.reason]
    }
}

/// A path as it is looked for; one that is no text by its bytes.
fn looked_for(path: &WirePath) -> &str {
    match path {
        WirePath::Text(text) => text,
        WirePath::Bytes { hex } => hex,
    }
}

pub(crate) async fn environments(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: SearchedOfMachine,
) -> Listed<EnvironmentRecord> {
    of_state(shared, viewer, asked, |report| report.environments).await
}

pub(crate) async fn denials(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: SearchedOfMachine,
) -> Listed<Denial> {
    of_state(shared, viewer, asked, |report| report.denials).await
}

pub(crate) async fn problems(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: SearchedOfMachine,
) -> Listed<ProblemRecord> {
    of_state(shared, viewer, asked, |report| report.problems).await
}

pub(crate) async fn not_covered(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: SearchedOfMachine,
) -> Listed<NotCovered> {
    of_state(shared, viewer, asked, |report| report.host.coverage.not_covered).await
}
