//! `fetter audit`: what is known to be bad of what is installed.

use fetter_core::audit::{audit, queries_of_inventory};

use super::auditing::Inquiry;
use super::session::Session;
use crate::arguments::Audit;
use crate::exit::Exit;

pub(super) fn run(session: &Session, arguments: &Audit) -> anyhow::Result<Exit> {
    let mut inquiry = Inquiry::new(session, &arguments.auditing)?;
    if let Some(glob) = &arguments.pattern {
        inquiry.only(glob, arguments.case)?;
    }
    inquiry.trust(&arguments.trusted_origin);
    if let Some(confidence) = arguments.confidence {
        inquiry.rules.confidence = confidence.into();
    }
    // What a package needs speaks for another, and where it is from decides what an advisory on its name means.
    let inventory = session.inventory_for(inquiry.needs_details(), true)?;
    let report = inquiry.judge(
        session,
        |rules| queries_of_inventory(&inventory, rules),
        |knowledge, rules| audit(&inventory, knowledge, rules),
    );
    let exit = report.give(session, arguments.output.as_ref())?;
    session.tell_of_problems(&inventory);
    session.part_with((inventory, report));
    Ok(exit)
}
