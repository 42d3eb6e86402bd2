//! `fetter audit`: what is known to be bad of what is installed.

use fetter_core::audit::{audit, queries_of_inventory};
use fetter_core::inventory::Inventory;

use super::auditing::Inquiry;
use super::session::Session;
use crate::arguments::Audit;
use crate::database::Known;
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
    let asked = |inventory: &Inventory| queries_of_inventory(inventory, &inquiry.rules);
    let mut known = inquiry.know(session, |_| asked(&inventory));
    let judge = |inventory: &Inventory, known: &Known| {
        inquiry.judge(session, known, |knowledge, rules| audit(inventory, knowledge, rules))
    };
    let mut report = judge(&inventory, &known);
    // Reading what every package needs takes as long as all the rest, and matters to few.
    if report.suspects_names() && session.is_searching() {
        let detailed = session.inventory_for(true, true)?;
        // What came meanwhile was not asked about.
        if !asked(&detailed).is_subset(&asked(&inventory)) {
            known = inquiry.know(session, |_| asked(&detailed));
        }
        inventory = detailed;
        report = judge(&inventory, &known);
    }
    let exit = report.give(session, arguments.output.as_ref())?;
    session.tell_of_problems(&inventory);
    session.part_with((inventory, known, report));
    Ok(exit)
}
