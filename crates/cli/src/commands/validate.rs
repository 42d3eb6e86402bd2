//! `fetter validate`: what is installed against what somebody decided.

use super::judging::{self, Trial};
use super::session::Session;
use crate::arguments::Validate;
use crate::exit::Exit;

pub(super) fn run(session: &Session, validate: &Validate) -> anyhow::Result<Exit> {
    let trial = Trial::new(session, &validate.judging)?;
    let inventory = judging::inventory(session, &trial.bounds)?;
    let outcome = trial.judge(&inventory);
    let exit = outcome.give(session, validate.output.as_ref())?;
    session.tell_of_problems(&inventory);
    session.part_with((inventory, trial, outcome));
    Ok(exit)
}
