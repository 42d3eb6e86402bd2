//! `fetter org export`.

use fetter_client::server::Target;

use super::findings::{since, target};
use crate::arguments::{FindingForm, OfWhat, OrgDocument, OrgExported, OrgExportedFindings};
use crate::commands::api::Api;
use crate::exit::Exit;

pub(super) fn run(
    open: impl FnOnce() -> anyhow::Result<Api>,
    document: &OrgDocument,
) -> anyhow::Result<Exit> {
    match document {
        OrgDocument::Inventory(asked) => save(&open()?, asked, "inventory"),
        OrgDocument::Cyclonedx(asked) => save(&open()?, asked, "cyclonedx"),
        OrgDocument::Spdx(asked) => save(&open()?, asked, "spdx"),
        OrgDocument::Findings(asked) => findings(open, asked),
    }
}

fn save(api: &Api, asked: &OrgExported, format: &str) -> anyhow::Result<Exit> {
    let OfWhat { machine, group } = &asked.of;
    let target = match (machine, group) {
        (Some(machine), _) => Target::new("/api/v1/machines/").part(api.machine(machine)?, "/export"),
        (None, group) => {
            let group = api.group(group.as_deref().unwrap_or_default())?;
            Target::new("/api/v1/groups/").part(group, "/export")
        }
    };
    api.save("export what machines have", &target.query("format", Some(format)), &asked.output)?;
    Ok(Exit::Done)
}

fn findings(open: impl FnOnce() -> anyhow::Result<Api>, asked: &OrgExportedFindings) -> anyhow::Result<Exit> {
    let since = since(&asked.filter)?;
    let api = open()?;
    let format = match asked.format {
        FindingForm::Csv => "csv",
        FindingForm::Sarif => "sarif",
    };
    let target = target(&api, "/api/v1/findings/export", &asked.filter, since)?;
    api.save("export findings", &target.query("format", Some(format)), &asked.output)?;
    Ok(Exit::Done)
}
