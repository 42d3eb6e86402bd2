//! `purge apply PLAN.json`: a plan that was written is made anew, and carried out only if the two agree.

use anyhow::{Context, bail};
use fetter_core::inventory::file::Disk;
use fetter_core::removal::plan;
use fetter_core::report::json::PlanDocument;

use super::carrying;
use super::searching::{Searched, see_that_it_is_here};
use crate::arguments::Apply;
use crate::commands::session::{Session, say};
use crate::exit::Exit;

/// How large a plan is read, in bytes.
const LIMIT: usize = 1024 * 1024 * 1024;
/// How many differences are told.
const TOLD: usize = 5;

pub(super) fn apply(session: &Session, asked: &Apply) -> anyhow::Result<Exit> {
    see_that_it_is_here(session)?;
    let stored = read(session, asked)?;
    let choices = stored.choices()?;
    let searched = Searched::of_scope(session, stored.scope.clone())
        .context("could not repeat the search that the plan was made from")?;
    let plan = plan(&searched.disk, &searched.inventory, &choices, stored.options());
    let now = PlanDocument::new(&plan, stored.options(), searched.scope());
    let differences = stored.differences(&now, TOLD);
    if !differences.is_empty() {
        bail!(
            "{} is no longer true, and nothing was changed; plan anew\n  {}",
            asked.plan.display(),
            differences.join("\n  ")
        );
    }
    session.tell_of_problems(&searched.inventory);
    if choices.is_empty() && !session.is_quiet() {
        say("fetter: the plan is empty: there is nothing to remove");
    }
    let exit = carrying::apply(session, &plan, asked.output.as_ref())?;
    Ok(carrying::as_far_as_seen(&searched, exit))
}

fn read(session: &Session, asked: &Apply) -> anyhow::Result<PlanDocument> {
    let context = || format!("could not read the plan {}", asked.plan.display());
    let read = Disk::here().read(&session.directory().join(&asked.plan), LIMIT).with_context(context)?;
    if !read.whole {
        bail!("{}: it is larger than {LIMIT} bytes", context());
    }
    PlanDocument::read(&read.bytes).with_context(context)
}
