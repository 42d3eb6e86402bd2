//! `fetter derive`: the requirements that what is installed fulfils.

use std::io::Write;
use std::path::Path;

use fetter_core::policy::{Anchor, Derived, Ignores, derive};
use fetter_core::report::{write_pylock, write_requirements};

use super::session::Session;
use crate::arguments::{AnchorArgument, Derive, DeriveFormat, DeriveOutput};
use crate::exit::{Exit, UsageError};
use crate::output::write_file;

pub(super) fn run(session: &Session, asked: &Derive) -> anyhow::Result<Exit> {
    let anchor = match asked.anchor {
        AnchorArgument::Lower => Anchor::Lower,
        AnchorArgument::Upper => Anchor::Upper,
        AnchorArgument::Both => Anchor::Both,
        AnchorArgument::Exact => Anchor::Exact,
    };
    let ignores = Ignores::new(&asked.ignore, asked.no_default_ignore)
        .map_err(|error| UsageError::new(format!("--ignore: {error}")))?;
    let inventory = session.inventory(true)?;
    let text = text(&derive(&inventory, anchor, &ignores), asked.format)?;
    let write = |out: &mut dyn Write| out.write_all(&text);
    match &asked.output {
        None | Some(DeriveOutput::Display) => session.show(write)?,
        Some(DeriveOutput::Write(file)) => write_file(Path::new(&file.output), write)?,
    }
    session.tell_of_problems(&inventory);
    session.part_with(inventory);
    Ok(Exit::Done)
}

fn text(derived: &Derived, format: DeriveFormat) -> anyhow::Result<Vec<u8>> {
    match format {
        DeriveFormat::Requirements => {
            let mut text = Vec::new();
            write_requirements(derived, &mut text)?;
            Ok(text)
        }
        DeriveFormat::Pylock => Ok(write_pylock(derived)?),
    }
}
