//! `fetter site-check`: what the guard runs where it cannot tell that nothing has changed.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, bail};
use clap::{CommandFactory, FromArgMatches};
use fetter_core::guard::{Checked, GuardData, Watched};
use fetter_core::inventory::file::Disk;
use fetter_core::inventory::{Environment, Inventory};
use fetter_core::report::escape;

use super::judging::{Answer, Trial};
use super::session::{Session, say};
use crate::Caller;
use crate::arguments::{Arguments, Command, ExitCodes, Judging, SiteCheck};
use crate::exit::Exit;

/// How large a guard's data are, in bytes.
const DATA_LIMIT: usize = 16 * 1024 * 1024;
/// How many findings are said at a start.
const SAID: usize = 20;

/// How long to wait before what could not be checked is checked once more: a package may just be being written.
const PAUSE: Duration = Duration::from_millis(100);

pub(super) fn run(session: &Session, check: &SiteCheck) -> Exit {
    let mut attempted = attempt(session, check);
    if !attempted.as_ref().is_ok_and(|(outcome, _)| outcome.is_checked()) {
        std::thread::sleep(PAUSE);
        attempted = attempt(session, check);
    }
    let answered = attempted.and_then(|(outcome, checked)| {
        let exit = exit(&outcome);
        if exit == Exit::Done {
            let mut out = std::io::stdout().lock();
            let written = out.write_all(&checked.to_bytes()).and_then(|()| out.flush());
            written.context("could not answer the guard")?;
        } else {
            tell(&outcome);
        }
        Ok(exit)
    });
    answered.unwrap_or_else(|error| {
        say(&format!("fetter: could not check this environment: {}", escape(&format!("{error:#}"))));
        Exit::NotChecked
    })
}

fn exit(outcome: &Answer) -> Exit {
    outcome.exit(ExitCodes::default())
}

/// What came of the check, and what it rests on. Each file is noted before it is read, so that the guard can tell whether
/// it was exchanged meanwhile.
fn attempt(session: &Session, check: &SiteCheck) -> anyhow::Result<(Answer, Checked)> {
    let context = || format!("could not read {}", check.data.display());
    let bytes =
        Disk::here().read(&session.directory().join(&check.data), DATA_LIMIT).with_context(context)?;
    let data = GuardData::read(&bytes.bytes).with_context(context)?;
    let mut files = Watched::default();
    note_program(session, &mut files);
    for path in check.site.iter().chain([&data.prefix.join("pyvenv.cfg"), &data.prefix.join("conda-meta")]) {
        files.note(path);
    }
    let trial = Trial::new(session, &judging(&data)?)?;
    files.extend(&trial.record.files());
    if let Some(name) = trial.record.first_variable() {
        bail!(
            "the bound depends on the variable {name}, which may be another at every start: write what it stands for"
        );
    }
    let inventory = inventory(session, &data, check)?;
    let outcome = trial.judge(&inventory);
    let environment = &inventory.environments[0];
    let sites: BTreeSet<PathBuf> = environment.sites.iter().chain(&check.site).cloned().collect();
    for site in &sites {
        files.note_site(site);
    }
    let distributions = inventory.sites.iter().flat_map(|site| &site.distributions);
    distributions.for_each(|distribution| files.note_distribution(distribution));
    let checked = Checked {
        sites: sites.into_iter().collect(),
        files,
        until: trial.valid_until(),
        depends_on_user_site: environment.system_sites,
    };
    Ok((outcome, checked))
}

/// Notes what this fetter consists of.
fn note_program(session: &Session, files: &mut Watched) {
    match session.caller() {
        Caller::Program => std::env::current_exe().iter().for_each(|program| files.note(program)),
        Caller::Python { interpreter, directory } => {
            files.note(interpreter);
            let package = directory.join("fetter");
            files.note(&package);
            let parts = std::fs::read_dir(&package).into_iter().flatten().flatten();
            parts.for_each(|part| files.note(&part.path()));
        }
    }
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

/// What the starting Python looks for packages in, as one environment: its sites as discovery knows them, since most come to
/// the path only after the guard has looked, and all that is on the path already.
fn inventory(session: &Session, data: &GuardData, check: &SiteCheck) -> anyhow::Result<Inventory> {
    let real = |site: &PathBuf| std::fs::canonicalize(site).unwrap_or_else(|_| site.clone());
    let asked: Vec<PathBuf> = check.site.iter().map(real).filter(|site| site.is_dir()).collect();
    let session = session.of_start(&data.prefix, asked.clone(), check.no_user_site);
    let mut inventory = session.inventory(true).with_context(|| moved(data))?;
    let own = inventory.environments.iter().position(|found| {
        found.prefix == data.prefix && asked.first().is_none_or(|site| found.sites.contains(site))
    });
    let own = own.with_context(|| moved(data))?;
    let mut environment: Environment = inventory.environments.swap_remove(own);
    for site in asked {
        let is_read = inventory.sites.iter().any(|read| read.path == site);
        if is_read && !environment.sites.contains(&site) {
            environment.sites.push(site);
        }
    }
    let conda = data.prefix.join("conda-meta");
    let seen: BTreeSet<&PathBuf> = environment.sites.iter().chain([&conda]).collect();
    inventory.sites.retain(|site| seen.contains(&site.path));
    let places = || seen.iter().copied().chain([&data.prefix]);
    inventory.problems.retain(|problem| places().any(|place| problem.path.starts_with(place)));
    inventory.environments = vec![environment];
    Ok(inventory)
}

/// What is wrong where the guard does not lie in the environment that it was installed in.
fn moved(data: &GuardData) -> String {
    let prefix = data.prefix.display();
    format!(
        "the guard was installed for another prefix ({prefix}); install it again where it lies now: fetter -e PREFIX site-install"
    )
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
