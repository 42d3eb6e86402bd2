//! `fetter org`: what an organisation has, as its server tells it, and what its people decide.

mod groups;
mod machines;

use super::agent::see_that_all_counts;
use super::api::Api;
use super::session::Session;
use crate::arguments::{Global, Org, OrgCommand};
use crate::exit::Exit;

pub(super) fn run(session: &Session, global: &Global, org: &Org) -> anyhow::Result<Exit> {
    see_that_all_counts(global, "org")?;
    let open = || Api::open(session, &org.reach);
    match &org.command {
        OrgCommand::Machines(asked) => machines::list(session, &open()?, asked),
        OrgCommand::Machine(asked) => machines::one(session, &open()?, asked),
        OrgCommand::Groups(asked) => groups::list(session, &open()?, asked),
    }
}
