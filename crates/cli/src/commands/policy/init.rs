//! `fetter policy init`: a first policy, from what is installed.

use fetter_core::check::first_policy;

use crate::arguments::PolicyInit;
use crate::commands::session::Session;
use crate::exit::Exit;
use crate::output::write_file;

pub(super) fn run(session: &Session, arguments: &PolicyInit) -> anyhow::Result<Exit> {
    let inventory = session.inventory_for(false, true)?;
    let text = first_policy(&inventory, &arguments.name, arguments.exact);
    match &arguments.output {
        None => session.show(|out| out.write_all(text.as_bytes()))?,
        Some(file) => write_file(file, |out| out.write_all(text.as_bytes()))?,
    }
    session.tell_of_problems(&inventory);
    session.part_with(inventory);
    Ok(Exit::Done)
}
