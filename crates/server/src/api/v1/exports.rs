//! Exports: inventories and bills of materials of a machine or a group, and findings.

use std::time::Duration;

use axum::http::StatusCode;
use tokio::time::timeout;

use super::allowed::{Allowed, Viewer};
use super::asked::{Asked, Id, MachineId, Nothing, not_found, wrong};
use super::findings::wanted;
use super::reply::{Contents, Document, Reply, Said};
use super::shapes::{ExportQuery, FindingExportQuery, FindingForm, FindingQuery, InventoryForm};
use crate::api::Refused;
use crate::clock;
use crate::exports::{self, ExportError, ExportPermit, ExportRoom, Form, Taken};
use crate::state::Shared;
use crate::store::{FindingStatus, Scope};

/// How long one waits for others that make documents.
const WAIT: Duration = Duration::from_secs(10);
/// After how many seconds one may ask again.
const AGAIN: u32 = 10;

const CYCLONEDX: &str = "application/vnd.cyclonedx+json; version=1.6";
const SPDX: &str = "application/spdx+json";
const SARIF: &str = "application/sarif+json";
const CSV: &str = "text/csv; charset=utf-8; header=present";

/// An inventory, or a bill of materials.
pub(crate) struct InventoryExport(Document);
/// Findings.
pub(crate) struct FindingsExport(Document);

impl Reply for InventoryExport {
    const STATUS: StatusCode = StatusCode::OK;
    type Shape = ();
    const MEDIA: &'static [&'static str] = &["application/json", CYCLONEDX, SPDX];

    fn body(self) -> Said<()> {
        Said::Document(self.0)
    }
}

impl Reply for FindingsExport {
    const STATUS: StatusCode = StatusCode::OK;
    type Shape = ();
    const MEDIA: &'static [&'static str] = &[CSV, SARIF];

    fn body(self) -> Said<()> {
        Said::Document(self.0)
    }
}

const fn form(asked: InventoryForm) -> (Form, &'static str, &'static str) {
    match asked {
        InventoryForm::Inventory => (Form::Inventory, "application/json", "inventory.json"),
        InventoryForm::Cyclonedx => (Form::CycloneDx, CYCLONEDX, "cdx.json"),
        InventoryForm::Spdx => (Form::Spdx, SPDX, "spdx.json"),
    }
}

fn refused(error: ExportError) -> Refused {
    match error {
        ExportError::Store(error) => error.into(),
        ExportError::TooMuch(why) => wrong(why),
        ExportError::Gone(_) => not_found(),
        ExportError::Write(error) => {
            Refused::new(StatusCode::INTERNAL_SERVER_ERROR, "the document cannot be written").because(error)
        }
    }
}

/// The right to make a document, once others have made theirs.
async fn permit(shared: &Shared, scope: &Scope) -> Result<ExportPermit, Refused> {
    within(&shared.exports, scope).await
}

/// The same in another room.
pub(crate) async fn within(room: &ExportRoom, scope: &Scope) -> Result<ExportPermit, Refused> {
    let permit = timeout(WAIT, room.take(scope.organisation())).await;
    permit.ok().flatten().ok_or_else(|| {
        Refused::new(StatusCode::SERVICE_UNAVAILABLE, "others make documents at the moment").later(AGAIN)
    })
}

pub(crate) async fn machine(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<MachineId, ExportQuery>,
) -> Result<InventoryExport, Refused> {
    let permit = permit(&shared, &viewer.scope).await?;
    let name = &asked.path.0;
    let taken = exports::inventory_of_machine(&shared.database, &viewer.scope, name).await;
    let Taken { inventory, reported } = taken.map_err(refused)?.ok_or(not_found())?;
    let (form, media, extension) = form(asked.query.format.unwrap_or_default());
    let bytes = exports::document(permit, inventory, form, reported).await.map_err(refused)?;
    let file = format!("machine-{name}.{extension}");
    Ok(InventoryExport(Document { media, file, contents: Contents::Whole(bytes) }))
}

pub(crate) async fn group(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Id, ExportQuery>,
) -> Result<InventoryExport, Refused> {
    let (scope, id) = (&viewer.scope, asked.path.0);
    let name = shared.database.group_name(scope, id).await?.ok_or(not_found())?;
    let (form, media, extension) = form(asked.query.format.unwrap_or_default());
    let file = format!("group-{id}.{extension}");
    let contents = if form == Form::Inventory {
        let permit = permit(&shared, scope).await?;
        let (shared, scope) = (shared.clone(), scope.clone());
        Contents::Written(exports::written(permit, |sink| {
            exports::write_fleet(shared, scope, (id, name), sink)
        }))
    } else {
        let permit = within(&shared.bills, scope).await?;
        let bill = exports::bill_of_group(&shared.database, scope, (id, &name)).await.map_err(refused)?;
        let now = clock::now().cast_signed();
        Contents::Written(exports::written(permit, move |sink| {
            sink.fill(move |out| exports::write_document(&bill, form, now, out))
        }))
    };
    Ok(InventoryExport(Document { media, file, contents }))
}

pub(crate) async fn findings(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Nothing, FindingExportQuery>,
) -> Result<FindingsExport, Refused> {
    let scope = &viewer.scope;
    let form = asked.query.format.unwrap_or_default();
    let wanted = wanted(&shared, scope, &FindingQuery::from(asked.query)).await?;
    if form == FindingForm::Sarif && wanted.filter.status != FindingStatus::Open {
        // Whoever reads a SARIF log takes its results for what is there now, and for what is to be done.
        return Err(wrong("findings that are closed or accepted are no results of a SARIF log: ask for csv"));
    }
    let permit = permit(&shared, scope).await?;
    Ok(FindingsExport(match form {
        FindingForm::Csv => {
            let (shared, scope) = (shared.clone(), scope.clone());
            let written = exports::written(permit, |sink| exports::findings_csv(shared, scope, wanted, sink));
            Document { media: CSV, file: "findings.csv".to_owned(), contents: Contents::Written(written) }
        }
        FindingForm::Sarif => {
            let bytes = exports::findings_sarif(&shared, scope, &wanted).await.map_err(refused)?;
            Document { media: SARIF, file: "findings.sarif".to_owned(), contents: Contents::Whole(bytes) }
        }
    }))
}
