//! The commands, one file each, and what they share: from arguments to an inventory, and from a report to an output.

mod agent;
mod api;
mod audit;
mod auditing;
mod check;
mod checking;
mod completions;
mod count;
mod db;
mod derive;
mod inspect;
mod judging;
mod lookup_bound;
mod lookup_name;
mod monitor;
mod org;
mod policy;
mod proposal;
mod purge;
mod scan;
mod search;
mod secrets;
mod server;
mod session;
mod sights;
mod site;
mod site_check;
mod unchecked;
mod unpack;
mod validate;
mod verify;

use std::io::Write;

use fetter_core::report::escape;

use self::session::Session;
use crate::Caller;
use crate::arguments::{Arguments, Command};
use crate::exit::{Exit, UsageError};
use crate::output;

/// What was attempted and why it failed, each thing said once: some errors tell their cause themselves.
pub(crate) fn explain(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if !text.contains(&cause) {
            let separator = if text.is_empty() { "" } else { ": " };
            text.push_str(separator);
            text.push_str(&cause);
        }
    }
    text
}

/// Refuses options that would change nothing where they stand.
fn see_that_all_counts(arguments: &Arguments) -> Result<(), UsageError> {
    let (global, command) = (&arguments.global, &arguments.command);
    let refuse = |text: String| Err(UsageError::new(text));
    let judging = match command {
        Command::Validate(validate) => Some(("validate", &validate.judging)),
        Command::SiteInstall(install) => Some(("site-install", &install.judging)),
        Command::PurgeInvalid(purge) => Some(("purge-invalid", &purge.judging)),
        _ => None,
    };
    if let Some((name, judging)) = judging
        && judging.bound.is_empty()
        && arguments.banner_before.is_some()
    {
        return refuse(format!("before a command -b is a line above the table: put -b behind `{name}`"));
    }
    if !global.exe.is_empty() && !global.path.is_empty() {
        return refuse(
            "-e looks at what it names only, and --path would be left out: give one of them".to_owned(),
        );
    }
    purge::see_that_all_counts(global, command)?;
    let is_guard = matches!(command, Command::SiteInstall(_) | Command::SiteUninstall);
    let without_effect = [("--exhaustive", global.exhaustive), ("--user-site", global.user_site)];
    match without_effect.iter().find(|(_, given)| is_guard && *given) {
        Some((name, _)) => refuse(format!("{name} changes nothing of a guard: a start sees what it sees")),
        None => Ok(()),
    }
}

/// Runs a command, and says on stderr why if it fails.
pub(crate) fn run(arguments: &Arguments, caller: &Caller) -> Exit {
    let mut global = arguments.global.clone();
    global.banner = global.banner.or_else(|| arguments.banner_before.clone());
    let session = || {
        see_that_all_counts(arguments)?;
        Session::new(&global, caller)
    };
    let done = match &arguments.command {
        Command::Scan(scan) => session().and_then(|session| scan::run(&session, scan)),
        Command::Search(search) => session().and_then(|session| search::run(&session, search)),
        Command::Count(count) => session().and_then(|session| count::run(&session, count)),
        Command::Validate(validate) => session().and_then(|session| validate::run(&session, validate)),
        Command::Audit(audit) => session().and_then(|session| audit::run(&session, audit)),
        Command::LookupName(lookup) => session().and_then(|session| lookup_name::run(&session, lookup)),
        Command::LookupBound(lookup) => session().and_then(|session| lookup_bound::run(&session, lookup)),
        Command::Db(db) => session().and_then(|session| db::run(&session, db)),
        Command::Check(check) => session().and_then(|session| check::run(&session, check)),
        Command::Policy(policy) => session().and_then(|session| policy::run(&session, policy)),
        Command::SiteInstall(install) => session().and_then(|session| site::install(&session, install)),
        Command::SiteUninstall => session().and_then(|session| site::uninstall(&session)),
        Command::SiteStatus(status) => session().and_then(|session| site::status(&session, status)),
        // What lies where Python is started changes nothing of a check.
        Command::SiteCheck(check) => Ok(site_check::run(&Session::unconfigured(&global, caller), check)),
        Command::Derive(derive) => session().and_then(|session| derive::run(&session, derive)),
        Command::Unpack(asked) => session()
            .and_then(|session| unpack::run(&session, asked.count, &asked.selected, asked.output.as_ref())),
        Command::UnpackCount(asked) => {
            session().and_then(|session| unpack::run(&session, true, &asked.selected, asked.output.as_ref()))
        }
        Command::UnpackFiles(asked) => {
            session().and_then(|session| unpack::run(&session, false, &asked.selected, asked.output.as_ref()))
        }
        Command::Inspect(asked) => session().and_then(|session| inspect::run(&session, asked)),
        Command::Verify(asked) => session().and_then(|session| verify::run(&session, asked)),
        Command::PurgePattern(asked) => session().and_then(|session| purge::by_pattern(&session, asked)),
        Command::PurgeInvalid(asked) => session().and_then(|session| purge::by_bound(&session, asked)),
        Command::Purge(asked) => session().and_then(|session| purge::run(&session, asked)),
        Command::Apply(asked) => session().and_then(|session| purge::apply(&session, asked)),
        Command::Monitor(asked) => session().and_then(|session| monitor::run(&session, asked)),
        // The agent has a configuration of its own.
        Command::Agent(asked) => agent::run(&Session::unconfigured(&global, caller), &global, asked),
        Command::Server(asked) => server::run(&Session::unconfigured(&global, caller), &global, asked),
        Command::Org(asked) => org::run(&Session::unconfigured(&global, caller), &global, asked),
        Command::Why(asked) => agent::why(&Session::unconfigured(&global, caller), &global, asked),
        Command::Request(asked) => agent::request(&Session::unconfigured(&global, caller), &global, asked),
        Command::Completions(completions) => completions::run(completions),
    };
    match done {
        Ok(exit) => exit,
        // Whoever read the output has seen enough.
        Err(error) if output::is_closed_pipe(&error) => Exit::Done,
        Err(error) => {
            let text = explain(&error);
            let lines: Vec<_> = text.trim_end().lines().map(escape).collect();
            let _ = writeln!(std::io::stderr(), "fetter: {}", lines.join("\n"));
            if error.is::<UsageError>() { Exit::Usage } else { Exit::Failed }
        }
    }
}
