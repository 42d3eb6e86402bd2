//! `fetter site-install`, `site-uninstall` and `site-status`: the start-up guard of environments.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, bail};
use fetter_core::guard::{self, Damage, GuardData, Installed, Mode, Status};
use fetter_core::inventory::{Environment, Inventory};
use fetter_core::metadata::credentials::mask_credentials;
use fetter_core::report::json::GuardsDocument;
use fetter_core::report::{GuardReport, Guarded, escape, escape_path};

use super::judging::{Answer, Trial};
use super::session::{Session, say};
use crate::Caller;
use crate::arguments::{GuardMode, Judging, SiteInstall, SiteStatus};
use crate::exit::{Exit, UsageError};

/// How long a check at a start may take, in seconds.
const SECONDS: u32 = 60;

/// The first Python that the guard's code is for.
const OLDEST: (u16, u16) = (3, 6);

/// The code that starts fetter's package, whatever its path is.
const START: &str =
    "import sys; sys.path.append(sys.argv.pop(1)); import fetter; sys.exit(fetter.run(sys.argv[1:]))";

pub(super) fn install(session: &Session, install: &SiteInstall) -> anyhow::Result<Exit> {
    let environments = named_environments(session, "site-install")?;
    environments.iter().try_for_each(|(environment, ..)| check_version(environment))?;
    let trial = Trial::new(session, &install.judging)?;
    if let Some(name) = trial.record.first_variable() {
        return Err(UsageError::new(format!(
            "the bound depends on the variable {name}, which may be another at every start: write what it stands for"
        ))
        .into());
    }
    let bounds = bounds(session, &trial, &install.judging)?;
    let mode = match install.mode {
        GuardMode::Warn => Mode::Warn,
        GuardMode::Exit => Mode::Exit,
    };
    let mut ended = Exit::Done;
    for (environment, site, inventory) in &environments {
        let outcome = trial.judge(inventory);
        let exit = outcome.exit(crate::arguments::ExitCodes::default());
        if exit == Exit::NotChecked {
            tell(&outcome);
            say(
                "fetter: nothing was installed: what could not be checked now could not be checked at a start",
            );
            return Ok(Exit::NotChecked);
        }
        let data = data(session, environment, &bounds, &install.judging)?;
        let done = guard::install(site, mode, &data)?;
        let what = if done == Installed::New { "installed in" } else { "replaced in" };
        report(session, &format!("guard {what} {} (mode {})", escape_path(site), mode.as_str()));
        if exit != Exit::Done {
            ended = exit;
            tell_of_findings(session, &outcome, mode);
        }
    }
    Ok(ended)
}

fn data(
    session: &Session,
    environment: &Environment,
    bounds: &[PathBuf],
    judging: &Judging,
) -> anyhow::Result<GuardData> {
    Ok(GuardData {
        checker: checker(session)?,
        prefix: environment.prefix.clone(),
        bounds: bounds.to_vec(),
        options: options(judging),
        seconds: SECONDS,
        installed: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()),
    })
}

fn tell(outcome: &Answer) {
    for line in outcome.lines() {
        say(&format!("fetter: {}", escape(&line)));
    }
}

fn tell_of_findings(session: &Session, outcome: &Answer, mode: Mode) {
    if session.is_quiet() {
        return;
    }
    tell(outcome);
    if mode == Mode::Exit {
        say(
            "fetter: Python will not start there until that is mended: FETTER_GUARD=repair lets one command start",
        );
    }
}

pub(super) fn uninstall(session: &Session) -> anyhow::Result<Exit> {
    let mut exit = Exit::Done;
    for (_, site, _) in named_environments(session, "site-uninstall")? {
        let removed = guard::uninstall(&site)?;
        for left in &removed.left {
            say(&format!("fetter: {} was left: fetter did not write it", escape_path(left)));
            exit = Exit::Failed;
        }
        let what = if removed.removed.is_empty() { "there was no guard in" } else { "guard removed from" };
        report(session, &format!("{what} {}", escape_path(&site)));
    }
    Ok(exit)
}

pub(super) fn status(session: &Session, status: &SiteStatus) -> anyhow::Result<Exit> {
    let inventory = session.inventory(false)?;
    let guards: Vec<Guarded> = inventory.environments.iter().map(guarded).collect();
    let document = GuardsDocument::new(&guards);
    let is_unknown = guards.iter().any(|guarded| guarded.site.is_some() && guarded.status.is_err());
    let is_damaged = guards.iter().any(|guarded| matches!(guarded.status, Ok(Status::Damaged { .. })));
    let write = |out: &mut dyn Write| document.write(out);
    session.give(status.output.as_ref(), || GuardReport::new(guards), write)?;
    session.tell_of_problems(&inventory);
    Ok(match (is_damaged, is_unknown) {
        (true, _) => Exit::Findings,
        (false, true) => Exit::NotChecked,
        (false, false) => Exit::Done,
    })
}

/// What guard an environment has. One that lies in the site of another prefix is of a copy: there it refuses.
fn guarded(environment: &Environment) -> Guarded {
    let prefix = environment.prefix.clone();
    let Some(site) = own_site(environment) else {
        let why = "it has no site within its prefix: it cannot be guarded".to_owned();
        return Guarded { environment: prefix, site: None, status: Err(why) };
    };
    let status = match guard::status(&site) {
        Ok(Status::Installed { mode, data, .. }) if data.prefix != prefix => {
            let other = data.prefix.display();
            let why = format!("it was installed for another prefix, {other}: install it again here");
            let file = site.join(guard::DIRECTORY).join(guard::DATA_FILE);
            Ok(Status::Damaged { mode: Some(mode), what: vec![Damage::Unusable(file, why)] })
        }
        status => status.map_err(|error| error.to_string()),
    };
    Guarded { environment: prefix, site: Some(site), status }
}

fn report(session: &Session, text: &str) {
    if !session.is_quiet() {
        say(&format!("fetter: {text}"));
    }
}

/// The environments that were named, each with its own site and an inventory of it.
fn named_environments(
    session: &Session,
    command: &str,
) -> anyhow::Result<Vec<(Environment, PathBuf, Inventory)>> {
    if session.named().is_empty() {
        return Err(UsageError::new(format!("{command} changes an environment: name it with -e")).into());
    }
    if !session.is_of_this_machine() {
        return Err(UsageError::new(format!("{command} changes environments of this machine only")).into());
    }
    let mut found = Vec::new();
    for named in session.named() {
        let inventory = session.of_environment(named).inventory(true)?;
        let Some(environment) = inventory.environments.first().cloned() else {
            bail!("{} leads to no environment", named.display());
        };
        let Some(site) = own_site(&environment) else {
            bail!("{} has no site of its own to install a guard in", environment.prefix.display());
        };
        found.push((environment, site, inventory));
    }
    Ok(found)
}

/// The environment's own site: the first within its prefix, or the first that a link within it leads to.
fn own_site(environment: &Environment) -> Option<PathBuf> {
    let prefix = &environment.prefix;
    let within = environment.sites.iter().find(|site| site.starts_with(prefix));
    within.or_else(|| environment.sites.iter().find(|site| is_linked_from(prefix, site))).cloned()
}

/// Whether a prefix's library, or the site-packages in it, is a link to that site.
fn is_linked_from(prefix: &Path, site: &Path) -> bool {
    let libraries = ["lib", "lib64"].map(|lib| prefix.join(lib));
    let versions = libraries.iter().filter_map(|lib| std::fs::read_dir(lib).ok()).flatten().flatten();
    let mut links = versions
        .filter(|version| version.file_name().as_encoded_bytes().starts_with(b"p"))
        .map(|version| version.path().join("site-packages"));
    links.any(|link| std::fs::canonicalize(link).is_ok_and(|real| real == site))
}

/// The files of the bound. What is fetched would have to be fetched at every start.
fn bounds(session: &Session, trial: &Trial, judging: &Judging) -> anyhow::Result<Vec<PathBuf>> {
    let path = |(bound, typed): (&fetter_core::policy::Bound, &String)| {
        let files = &bound.manifest.files;
        let is_fetched = |file: &&str| file.contains("://") || *file == "-";
        let mut all = std::iter::once(typed.as_str()).chain(files.iter().map(|file| &**file));
        if let Some(fetched) = all.find(is_fetched) {
            let fetched = escape(&mask_credentials(fetched)).into_owned();
            return Err(UsageError::new(format!(
                "the guard reads its bound at starts, without a network: keep {fetched} in a file, and name that"
            )));
        }
        let file = files.first().map_or(typed.as_str(), |file| &**file);
        let path = session.directory().join(file);
        // A bound that a link leads to is looked at through the link, so that it may be exchanged.
        let path = std::path::absolute(&path).unwrap_or(path);
        if path.to_str().is_none() {
            return Err(UsageError::new(format!(
                "the path of a guard's bound must be UTF-8: keep it elsewhere than in {}",
                escape_path(&path)
            )));
        }
        Ok(path)
    };
    Ok(trial.bounds.iter().zip(&judging.bound).map(path).collect::<Result<Vec<_>, _>>()?)
}

/// Sees that the guard's code would run there: where Python cannot read it, it would check nothing.
fn check_version(environment: &Environment) -> anyhow::Result<()> {
    match environment.version.release {
        Some(release) if release < OLDEST => bail!(
            "{} is of Python {}; the guard needs Python {}.{} or later",
            environment.prefix.display(),
            environment.version,
            OLDEST.0,
            OLDEST.1
        ),
        _ => Ok(()),
    }
}

/// The options of judging, as they are typed.
fn options(judging: &Judging) -> Vec<OsString> {
    let mut options: Vec<OsString> = Vec::new();
    let mut list = |name: &str, values: &[String]| {
        if !values.is_empty() {
            options.push(format!("{name}={}", values.join(",")).into());
        }
    };
    list("--bound-options", &judging.bound_options);
    list("--ignore", &judging.ignore);
    let flags = [
        ("--no-default-ignore", judging.no_default_ignore),
        ("--subset", judging.subset),
        ("--superset", judging.superset),
    ];
    options.extend(flags.iter().filter(|(_, given)| *given).map(|(name, _)| (*name).into()));
    if let Some(version) = &judging.python_version {
        options.push(format!("--python-version={version}").into());
    }
    if let Some(platform) = &judging.platform {
        options.push(format!("--platform={platform}").into());
    }
    options
}

/// The command that starts this fetter.
pub(super) fn checker(session: &Session) -> anyhow::Result<Vec<OsString>> {
    match session.caller() {
        Caller::Program => {
            let program = std::env::current_exe().context("could not tell where the program fetter lies")?;
            Ok(vec![program.into_os_string()])
        }
        Caller::Python { interpreter, directory } => {
            if !interpreter.is_absolute() || !directory.is_absolute() {
                bail!("could not tell where the Python lies that fetter is installed in");
            }
            let directory: &Path = directory;
            let arguments =
                [interpreter.as_os_str(), "-I".as_ref(), "-S".as_ref(), "-c".as_ref(), START.as_ref()];
            Ok(arguments.into_iter().chain([directory.as_os_str()]).map(OsString::from).collect())
        }
    }
}
