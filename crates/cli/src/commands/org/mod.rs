//! `fetter org`: what an organisation has, as its server tells it, and what its people decide.

mod decisions;
mod environments;
mod events;
mod export;
mod findings;
mod groups;
mod machine;
mod machines;
mod packages;
mod policy;
mod rules;
mod signed_in;
mod site;
mod status;
mod who_has;

use super::agent::see_that_all_counts;
use super::api::Api;
use super::session::Session;
use crate::arguments::{Global, Org, OrgCommand};
use crate::exit::Exit;

pub(super) fn run(session: &Session, global: &Global, org: &Org) -> anyhow::Result<Exit> {
    see_that_all_counts(global, "org")?;
    let open = || Api::open(session, &org.reach);
    match &org.command {
        OrgCommand::Machines(asked) => machines::list(session, open, asked),
        OrgCommand::Machine(asked) => machine::run(session, &open()?, asked),
        OrgCommand::Environments(asked) => environments::list(session, &open()?, asked),
        OrgCommand::Groups(asked) => groups::run(session, &open()?, asked),
        OrgCommand::Rules(asked) => rules::run(session, open, asked),
        OrgCommand::Packages(asked) => packages::list(session, &open()?, asked),
        OrgCommand::Package(asked) => packages::versions(session, &open()?, asked),
        OrgCommand::WhoHas(asked) => who_has::run(session, open, asked),
        OrgCommand::Site(asked) => site::contents(session, &open()?, asked),
        OrgCommand::Events(asked) => events::list(session, &open()?, asked),
        OrgCommand::Audit(asked) => events::audit(session, open, asked),
        OrgCommand::Findings(asked) => findings::list(session, open, asked),
        OrgCommand::Finding(asked) => findings::one(session, &open()?, asked),
        OrgCommand::Policy(asked) => policy::run(session, open, asked),
        OrgCommand::Exception(asked) => decisions::exception(session, open, asked),
        OrgCommand::Request(asked) => decisions::request(session, open, asked),
        OrgCommand::Export(asked) => export::run(open, &asked.document),
        OrgCommand::Notices(asked) => events::notices(session, &open()?, asked),
        OrgCommand::Status(asked) => status::run(session, &open()?, asked),
        OrgCommand::Password(asked) => signed_in::password(session, &org.reach, asked),
        OrgCommand::SignOut => signed_in::sign_out(session, &org.reach),
    }
}
