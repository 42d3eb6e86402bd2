//! `fetter lookup-bound`: what is known of what a bound asks for, without installing it.

use fetter_core::audit::{look_up_bounds, queries_of_bounds};
use fetter_core::manifest::Manifest;

use super::auditing::Inquiry;
use super::session::Session;
use crate::arguments::LookupBound;
use crate::exit::{Exit, UsageError};
use crate::{bound, surroundings};

pub(super) fn run(session: &Session, arguments: &LookupBound) -> anyhow::Result<Exit> {
    let mut sources: Vec<&String> = arguments.named.iter().chain(&arguments.bound).collect();
    let here = ".".to_owned();
    if sources.is_empty() {
        sources.push(&here);
    }
    if sources.iter().any(|source| source.is_empty()) {
        return Err(UsageError::new("a bound has an empty name").into());
    }
    let inquiry = Inquiry::new(session, &arguments.auditing)?.without_unused();
    let reach = surroundings::of_bounds();
    let load = |source: &&String| bound::load(source, session.directory(), &reach);
    let manifests: Vec<Manifest> = sources.iter().map(load).collect();
    let report = inquiry.judge(
        session,
        |_| queries_of_bounds(&manifests),
        |knowledge, rules| look_up_bounds(&manifests, knowledge, rules),
    );
    let exit = report.give(session, arguments.output.as_ref())?;
    session.part_with((manifests, report));
    Ok(exit)
}
