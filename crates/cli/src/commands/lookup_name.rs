//! `fetter lookup-name`: what is known of a package that need not be installed.

use fetter_core::audit::{look_up_name, queries_of_name};
use fetter_core::inventory::InstalledVersion;
use fetter_core::requirement::PackageName;

use super::auditing::Inquiry;
use super::session::Session;
use crate::arguments::LookupName;
use crate::exit::{Exit, UsageError};

pub(super) fn run(session: &Session, arguments: &LookupName) -> anyhow::Result<Exit> {
    let (name, version) = read(&arguments.name)?;
    let inquiry = Inquiry::new(session, &arguments.auditing)?.without_unused();
    let known = inquiry.know(session, |_| queries_of_name(&name, version.as_ref()));
    let mut report = inquiry
        .judge(session, &known, |knowledge, rules| look_up_name(&name, version.as_ref(), knowledge, rules));
    report.limit(arguments.limit.map(usize::from));
    report.give(session, arguments.output.as_ref())
}

fn read(text: &str) -> anyhow::Result<(PackageName, Option<InstalledVersion>)> {
    let (name, version) = match text.split_once("==") {
        Some((name, version)) => (name.trim(), Some(version.trim_start_matches('=').trim())),
        None => (text.trim(), None),
    };
    let name = PackageName::new(name);
    if !name.is_valid() {
        let text = format!("{:?} is no name of a package: give NAME or NAME==VERSION", name.as_written());
        return Err(UsageError::new(text).into());
    }
    if version == Some("") {
        return Err(UsageError::new(format!("{text:?} has no version behind ==")).into());
    }
    // What allows several versions would be compared as the text of one, and found to be none that is affected.
    let is_other = |letter: char| letter.is_whitespace() || "*,;<>=~()[]".contains(letter);
    if let Some(version) = version.filter(|version| version.contains(is_other)) {
        let text = format!("{version:?} is no version of one release: give NAME or NAME==VERSION");
        return Err(UsageError::new(text).into());
    }
    Ok((name, version.map(InstalledVersion::new)))
}
