//! `fetter audit`: what is known to be bad of what is installed.

use fetter_core::audit::{audit, queries_of_inventory};
use fetter_core::inventory::Inventory;

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
    // Where a package is from decides what an advisory on its name means.
    let mut inventory = session.inventory_for(false, true)?;
    let known = inquiry.know(session, |rules| queries_of_inventory(&inventory, rules));
    let judge = |inventory: &Inventory| {
        inquiry.judge(session, &known, |knowledge, rules| audit(inventory, knowledge, rules))
    };
    let mut report = judge(&inventory);
    // Reading what every package needs takes as long as all the rest, and matters to few.
    if report.suspects_names() && session.is_searching() {
        inventory = session.inventory_for(true, true)?;
        report = judge(&inventory);
    }
    let exit = report.give(session, arguments.output.as_ref())?;
    session.tell_of_problems(&inventory);
    session.part_with((inventory, known, report));
    Ok(exit)
}
