//! `fetter site-check`: what the guard runs where it cannot tell that nothing has changed.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use clap::{CommandFactory, FromArgMatches};
use fetter_core::guard::{Checked, GuardData};
use fetter_core::inventory::file::Disk;
use fetter_core::inventory::{Environment, Inventory};
use fetter_core::report::escape;

use super::judging::{Answer, Trial};
use super::session::{Session, say};
use crate::arguments::{Arguments, Command, ExitCodes, Judging, SiteCheck};
use crate::exit::Exit;

/// How large a guard's data are, in bytes.
const DATA_LIMIT: usize = 16 * 1024 * 1024;
/// How many findings are said at a start.
const SAID: usize = 20;

pub(super) fn run(session: &Session, check: &SiteCheck) -> Exit {
    attempt(session, check).unwrap_or_else(|error| {
        say(&format!("fetter: could not check this environment: {}", escape(&format!("{error:#}"))));
        Exit::NotChecked
    })
}

fn attempt(session: &Session, check: &SiteCheck) -> anyhow::Result<Exit> {
    let context = || format!("could not read {}", check.data.display());
    let bytes =
        Disk::here().read(&session.directory().join(&check.data), DATA_LIMIT).with_context(context)?;
    let data = GuardData::read(&bytes.bytes).with_context(context)?;
    let trial = Trial::new(session, &judging(&data)?)?;
    let mut inventory = inventory(session, &data, &check.site)?;
    confine(&mut inventory, &data, &check.site)?;
    let outcome = trial.judge(&inventory);
    let exit = outcome.exit(ExitCodes::default());
    if exit != Exit::Done {
        tell(&outcome);
        return Ok(exit);
    }
    let sites: BTreeSet<PathBuf> = inventory
        .environments
        .iter()
        .flat_map(|found| found.sites.clone())
        .chain(check.site.clone())
        .collect();
    let read = trial
        .bounds
        .iter()
        .flat_map(|bound| &bound.manifest.files)
        .map(|file| session.directory().join(&**file));
    let config = data.prefix.join("pyvenv.cfg");
    let files: BTreeSet<PathBuf> = read.chain(data.bounds.iter().cloned()).chain([config]).collect();
    let checked = Checked { sites: sites.into_iter().collect(), files: files.into_iter().collect() };
    let mut out = std::io::stdout().lock();
    out.write_all(&checked.to_bytes()).and_then(|()| out.flush()).context("could not answer the guard")?;
    Ok(exit)
}

/// The options of judging that were given at the installation, with the bounds.
fn judging(data: &GuardData) -> anyhow::Result<Judging> {
    let mut line: Vec<OsString> = vec!["fetter".into(), "validate".into()];
    line.extend(data.options.iter().cloned());
    for bound in &data.bounds {
        line.push("--bound".into());
        line.push(bound.clone().into_os_string());
    }
    let matches = Arguments::command()
        .try_get_matches_from(line)
        .context("the guard's options are none of fetter's")?;
    match Arguments::from_arg_matches(&matches)?.command {
        Command::Validate(validate) => Ok(validate.judging),
        _ => Ok(Judging::default()),
    }
}

/// The environment, and what else is on the search path (`PYTHONPATH`, say), which is searched only if there is any.
fn inventory(session: &Session, data: &GuardData, sites: &[PathBuf]) -> anyhow::Result<Inventory> {
    let mut inventory = session.of_environment(&data.prefix).inventory(true)?;
    let known: BTreeSet<&PathBuf> = inventory.environments.iter().flat_map(|found| &found.sites).collect();
    let real = sites.iter().filter_map(|site| std::fs::canonicalize(site).ok());
    let further: Vec<PathBuf> = real.filter(|site| site.is_dir() && !known.contains(site)).collect();
    if !further.is_empty() {
        let beside = session.of_directories(further).inventory(true)?;
        let known: BTreeSet<PathBuf> = inventory.sites.iter().map(|site| site.path.clone()).collect();
        inventory.sites.extend(beside.sites.into_iter().filter(|site| !known.contains(&site.path)));
        inventory.problems.extend(beside.problems);
    }
    Ok(inventory)
}

/// Leaves of an inventory what this Python looks for packages in, as one environment.
fn confine(inventory: &mut Inventory, data: &GuardData, sites: &[PathBuf]) -> anyhow::Result<()> {
    let own = inventory.environments.iter().position(|found| found.prefix == data.prefix);
    let own = own.with_context(|| format!("there is no environment in {}", data.prefix.display()))?;
    let mut environment: Environment = inventory.environments.swap_remove(own);
    for site in sites {
        let real = std::fs::canonicalize(site).unwrap_or_else(|_| site.clone());
        let is_read = inventory.sites.iter().any(|site| site.path == real);
        if is_read && !environment.sites.contains(&real) {
            environment.sites.push(real);
        }
    }
    let seen: BTreeSet<&PathBuf> = environment.sites.iter().collect();
    inventory.sites.retain(|site| seen.contains(&site.path));
    inventory.problems.retain(|problem| seen.iter().any(|site| problem.path.starts_with(site)));
    inventory.environments = vec![environment];
    Ok(())
}

fn tell(outcome: &Answer) {
    let lines = outcome.lines();
    for line in lines.iter().take(SAID) {
        say(&format!("fetter: {}", escape(line)));
    }
    if lines.len() > SAID {
        say(&format!("fetter: and {} more", lines.len() - SAID));
    }
}
