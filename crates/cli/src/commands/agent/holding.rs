//! Which policy holds, for people.

use std::io::{Result, Write};

use fetter_agent::ask::{PolicyStatus, ServerStatus};
use fetter_core::report::escape;

/// Whether the policy is the one that is configured, and will outlive the agent.
pub(super) fn is_good(policy: &PolicyStatus) -> bool {
    policy.rejected.is_none() && policy.kept_problem.is_none()
}

pub(super) fn show_policy(policy: Option<&PolicyStatus>, out: &mut dyn Write) -> Result<()> {
    let Some(policy) = policy else { return writeln!(out, "policy: none") };
    let file = escape(&policy.file);
    if policy.holds == "built-in" {
        writeln!(out, "policy: none that can be used, only what is known to be malware is refused; {file}")?;
    } else {
        let name = policy.name.as_deref().unwrap_or("none");
        let version = policy.version.as_deref().map(|version| format!(" {version}")).unwrap_or_default();
        let loaded = escape(&policy.loaded);
        writeln!(out, "policy: {}{}, {file}, loaded {loaded}", escape(name), escape(&version))?;
    }
    if let Some(rejected) = &policy.rejected {
        let since = policy.rejected_since.as_deref().unwrap_or("a time that is not known");
        writeln!(out, "  rejected since {}", escape(since))?;
        writeln!(out, "  the file as it is now was rejected: {}", escape(rejected))?;
        if policy.holds != "built-in" {
            let (when, digest) = (escape(&policy.loaded), escape(&policy.digest));
            writeln!(out, "  what holds is the policy that was accepted on {when}, SHA-256 {digest}")?;
        }
    }
    if let Some(unused) = &policy.server_unused {
        writeln!(out, "  {}", escape(unused))?;
    }
    match &policy.kept_problem {
        Some(problem) => writeln!(out, "  {}", escape(problem)),
        None => Ok(()),
    }
}

pub(super) fn show_server(
    server: &ServerStatus,
    policy: Option<&PolicyStatus>,
    out: &mut dyn Write,
) -> Result<()> {
    let ServerStatus { url, organisation, group, contact, problem } = server;
    let (organisation, group) = (escape(organisation), escape(group));
    let contact = contact.as_deref().unwrap_or("never yet");
    writeln!(
        out,
        "server: {}, group {group} of {organisation}, last heard of {}",
        escape(url),
        escape(contact)
    )?;
    match policy.and_then(|policy| policy.bundle.as_ref()) {
        Some(bundle) => writeln!(out, "  its bundle {} holds", bundle.number)?,
        None => writeln!(out, "  no bundle of it holds")?,
    }
    match problem {
        Some(problem) => writeln!(out, "  {}", escape(problem)),
        None => Ok(()),
    }
}
