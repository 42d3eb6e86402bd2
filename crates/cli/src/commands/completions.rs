//! `fetter completions`: completions for a shell, on standard output.

use std::io::Write;

use anyhow::Context;
use clap::CommandFactory;

use crate::arguments::{Arguments, Completions};
use crate::exit::Exit;

pub(super) fn run(completions: &Completions) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(completions.shell, &mut Arguments::command(), "fetter", &mut script);
    let mut out = std::io::stdout().lock();
    out.write_all(&script).and_then(|()| out.flush()).context("could not write the completions")?;
    Ok(Exit::Done)
}
