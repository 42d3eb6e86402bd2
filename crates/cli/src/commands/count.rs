//! `fetter count`: how many interpreters, sites and packages there are.

use fetter_core::report::CountReport;
use fetter_core::report::json::CountDocument;

use super::session::Session;
use crate::arguments::Count;
use crate::exit::Exit;

pub(super) fn run(session: &Session, count: &Count) -> anyhow::Result<Exit> {
    let inventory = session.inventory(false)?;
    let totals = inventory.totals();
    session.give(
        count.output.as_ref(),
        || CountReport::new(totals),
        |out| CountDocument::from(totals).write(out),
    )?;
    session.tell_of_problems(&inventory);
    session.part_with(inventory);
    Ok(Exit::Done)
}
