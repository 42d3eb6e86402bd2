//! `fetter policy init`: a first policy, from what is installed.

use anyhow::bail;
use fetter_core::check::{Policy, first_policy};

use crate::arguments::PolicyInit;
use crate::commands::session::Session;
use crate::exit::{Exit, UsageError};
use crate::output::write_file;

pub(super) fn run(session: &Session, arguments: &PolicyInit) -> anyhow::Result<Exit> {
    let inventory = session.inventory_for(false, true)?;
    let text = first_policy(&inventory, &arguments.name, arguments.exact);
    if let Err(error) = Policy::read(&text, "policy.toml") {
        let to_do = "`fetter derive -o allowed.txt` writes the list, which an [[allow]] names under bounds";
        bail!("could not write a policy of so much: {error}; {to_do}");
    }
    match &arguments.output {
        None => session.show(|out| out.write_all(text.as_bytes()))?,
        Some(file) => {
            // Whoever has a policy has decided something: it is lost by no slip.
            let is_there = std::fs::symlink_metadata(session.directory().join(file)).is_ok();
            if is_there && !arguments.force {
                let file = file.display();
                let message =
                    format!("{file} is there already: name another file, or replace it with --force");
                return Err(UsageError::new(message).into());
            }
            write_file(file, |out| out.write_all(text.as_bytes()))?;
        }
    }
    session.tell_of_problems(&inventory);
    session.part_with(inventory);
    Ok(Exit::Done)
}
