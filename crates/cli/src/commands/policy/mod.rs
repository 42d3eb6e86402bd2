//! `fetter policy`: writing, reading and testing policies.

use super::session::Session;
use crate::arguments::{Policy, PolicyCommand};
use crate::exit::Exit;

pub(super) fn run(session: &Session, arguments: &Policy) -> anyhow::Result<Exit> {
    match &arguments.command {
        PolicyCommand::Init(init) => init::run(session, init),
        PolicyCommand::Check(check) => check::run(session, check),
        PolicyCommand::Test(test) => test::run(session, test),
    }
}

mod check;
mod init;
mod test;
