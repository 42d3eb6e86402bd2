//! From what was chosen to a plan that is shown, and, if somebody decides so, carried out.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use fetter_core::integrity::files::Anchor;
use fetter_core::inventory::{Environment, EnvironmentKind, Inventory};
use fetter_core::removal::quarantine::{self, Stamp};
use fetter_core::removal::{Choice, Options, Plan, plan};
use fetter_core::report::json::PlanDocument;
use fetter_core::report::{PlanReport, Purged, escape, escape_path};
use fetter_core::timestamp::Timestamp;

use super::answer::Answer;
use super::confirming::{Confirmation, ask};
use super::hints;
use super::searching::Searched;
use crate::arguments::{Output, Planning};
use crate::commands::explain;
use crate::commands::session::{Session, say};
use crate::exit::{Exit, UsageError};
use crate::{output, surroundings};

/// How many environments are named where there are too many.
const NAMED: usize = 10;

/// Plans the removal of what was chosen, shows the plan, and carries it out if that was or is decided. Where there may be packages that
/// nobody has seen, that is not all that was asked for.
pub(super) fn run(
    session: &Session,
    searched: &Searched,
    choices: &[Choice],
    planning: Planning,
    output: Option<&Output>,
) -> anyhow::Result<Exit> {
    let choices = own(session, searched, choices, planning);
    let exit = plan_and_decide(session, searched, &choices, planning, output)?;
    Ok(as_far_as_seen(searched, exit))
}

/// How a command ends where all went well, but there may be packages that nobody has seen.
pub(super) fn as_far_as_seen(searched: &Searched, exit: Exit) -> Exit {
    let is_seen = !searched.inventory.problems.iter().any(|problem| problem.code.hides_packages());
    if exit == Exit::Done && !is_seen { Exit::NotChecked } else { exit }
}

fn plan_and_decide(
    session: &Session,
    searched: &Searched,
    choices: &[Choice],
    planning: Planning,
    output: Option<&Output>,
) -> anyhow::Result<Exit> {
    let options = Options { break_system_packages: planning.break_system_packages };
    let plan = plan(&searched.disk, &searched.inventory, choices, options);
    let is_shown = matches!(output, None | Some(Output::Display));
    let is_narrow = see_that_it_is_wanted(searched, &plan, planning);
    if !is_shown {
        is_narrow.as_ref().map_err(UsageError::clone)?;
    }
    if is_shown || !planning.yes {
        match give(session, searched, &plan, options, output) {
            // The decision was made without looking.
            Err(error) if planning.yes && output::is_closed_pipe(&error) => {}
            given => given?,
        }
    }
    is_narrow?;
    session.tell_of_problems(&searched.inventory);
    if plan.removals.is_empty() && plan.refused.is_empty() {
        say_unless_quiet(session, "nothing is chosen: there is nothing to remove");
        if !planning.yes || is_shown {
            return Ok(Exit::Done);
        }
    }
    let confirmation = match (planning.yes, is_shown, plan.removals.len()) {
        (true, ..) => Confirmation::Given,
        (false, true, packages @ 1..) => ask("remove these packages", packages),
        (false, ..) => Confirmation::Nobody,
    };
    match confirmation {
        Confirmation::Given => apply(session, &plan, output),
        Confirmation::Refused => {
            say("fetter: nothing was changed");
            Ok(Exit::Done)
        }
        Confirmation::Nobody => {
            say_unless_quiet(session, &how_to_apply(&plan, output));
            Ok(Exit::Done)
        }
    }
}

fn give(
    session: &Session,
    searched: &Searched,
    plan: &Plan,
    options: Options,
    output: Option<&Output>,
) -> anyhow::Result<()> {
    let is_whole = session.is_verbose() || matches!(output, Some(Output::Write(_)));
    let json = |out: &mut dyn Write| PlanDocument::new(plan, options, searched.scope()).write(out);
    session.give(output, || PlanReport::new(plan, is_whole), json)
}

/// Carries a plan out, and gives the result.
pub(super) fn apply(session: &Session, plan: &Plan, output: Option<&Output>) -> anyhow::Result<Exit> {
    let anchors: BTreeSet<PathBuf> = plan.removals.iter().map(|removal| removal.anchor.clone()).collect();
    let stamp = stamp()?;
    if !anchors.is_empty()
        && let Err(error) = hints::remember(session, &anchors)
    {
        say_unless_quiet(session, &escape(&explain(&error)));
    }
    let carried = quarantine::apply(plan, &stamp).into_iter();
    let purged: Vec<Purged> = carried.map(|carried| Purged { id: stamp.id.clone(), carried }).collect();
    let answer = Answer { action: "remove", purged: &purged, refused: &plan.refused };
    let exit = answer.give(session, output);
    let (done, id) = (answer.done(), &stamp.id);
    if done > 0 {
        let noun = if done == 1 { "package was" } else { "packages were" };
        say_unless_quiet(session, &format!("{done} {noun} removed; `fetter purge undo {id}` puts it back"));
    }
    exit
}

/// What a run is called by: the time, and something that no other run of that time has.
fn stamp() -> anyhow::Result<Stamp> {
    let created = Timestamp::of_unix_time(surroundings::now());
    let created = created.context("this machine's clock is past the year 9999")?;
    let compact: String =
        created.to_string().chars().filter(|character| !"-:".contains(*character)).collect();
    let random = RandomState::new().build_hasher().finish() & 0xffff_ffff;
    Ok(Stamp { id: format!("{compact}-{random:08x}"), created })
}

/// Refuses a plan that touches more than one environment, where nobody said that it may.
fn see_that_it_is_wanted(searched: &Searched, plan: &Plan, planning: Planning) -> Result<(), UsageError> {
    let anchors = touched(&searched.inventory, plan);
    if planning.all || !searched.request.executables.is_empty() || anchors.len() < 2 {
        return Ok(());
    }
    Err(UsageError::new(format!(
        "this touches {} environments: {}; name one with -e, or take --all",
        anchors.len(),
        named(&anchors)
    )))
}

/// What was chosen and belongs to an environment that was searched. What `-e` names may see packages of its base, or of a user, without
/// owning them: others have them too, and they stay where nobody said that more may be touched.
fn own<'choice>(
    session: &Session,
    searched: &Searched,
    choices: &'choice [Choice],
    planning: Planning,
) -> Cow<'choice, [Choice]> {
    if planning.all || searched.request.executables.is_empty() {
        return choices.into();
    }
    let environments = &searched.inventory.environments;
    let is_own = |choice: &&Choice| {
        let owns = |one: &Environment| {
            let is_seen = || one.sites.contains(&choice.site);
            choice.site.starts_with(&one.prefix) || (one.kind != EnvironmentKind::Virtual && is_seen())
        };
        environments.iter().any(owns)
    };
    let (own, seen): (Vec<&Choice>, Vec<&Choice>) = choices.iter().partition(is_own);
    if !seen.is_empty() {
        let sites: BTreeSet<PathBuf> = seen.iter().map(|choice| choice.site.clone()).collect();
        let stay = if seen.len() == 1 { "package stays that lies" } else { "packages stay that lie" };
        let text = format!(
            "{} {stay} in what -e only sees: {}; search where they lie, or take --all",
            seen.len(),
            named(&sites)
        );
        say_unless_quiet(session, &text);
    }
    own.into_iter().cloned().collect()
}

/// Some of these directories, in words.
fn named(directories: &BTreeSet<PathBuf>) -> String {
    let mut named: Vec<String> =
        directories.iter().take(NAMED).map(|path| escape_path(path).into_owned()).collect();
    if directories.len() > NAMED {
        named.push(format!("and {} more", directories.len() - NAMED));
    }
    named.join(", ")
}

/// The directories that a plan is about, those of what is refused too.
fn touched(inventory: &Inventory, plan: &Plan) -> BTreeSet<PathBuf> {
    let anchor = |path: &Path| {
        let site = inventory.sites.iter().find(|site| site.path == path);
        site.map_or_else(|| path.to_path_buf(), |site| Anchor::of(site, &inventory.environments).path)
    };
    let refused: BTreeSet<&Path> = plan.refused.iter().map(|refusal| refusal.site.as_path()).collect();
    let removed = plan.removals.iter().map(|removal| removal.anchor.clone());
    removed.chain(refused.into_iter().map(anchor)).collect()
}

/// How a plan is carried out that nobody could be asked about.
fn how_to_apply(plan: &Plan, output: Option<&Output>) -> String {
    if plan.removals.is_empty() {
        return "nothing was changed, and all is refused: nothing would be removed".to_owned();
    }
    match output {
        Some(Output::Json(json)) => {
            let file = json.output.as_deref().map_or("PLAN.json".into(), escape_path);
            format!("nothing was changed; `fetter purge apply {file}` carries this plan out")
        }
        _ => "nothing was changed: take --yes to remove these packages, or write the plan with `json -o PLAN.json` and carry it \
              out with `fetter purge apply PLAN.json`"
            .to_owned(),
    }
}

fn say_unless_quiet(session: &Session, text: &str) {
    if !session.is_quiet() {
        say(&format!("fetter: {text}"));
    }
}
