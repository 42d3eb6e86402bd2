//! The inventory of many machines: each machine with its sites by digest, then each distinct site once.

use fetter_protocol::{DistributionRecord, EnvironmentRecord, LeftOut, ProblemRecord, WirePath};
use schemars::JsonSchema;
use serde::Serialize;

use super::ExportError;
use super::written::Sink;
use crate::state::Shared;
use crate::store::{Database, MachineFilter, MachineRow, Scope};

const SCHEMA: &str = "fetter-fleet";
const VERSION: u32 = 1;
/// How many machines, places and sites are asked for at once.
const MACHINES: i64 = 100;
const PLACES: i64 = 500;
const SITES: i64 = 20;

/// What machines of a group have.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "fetter fleet")]
pub struct FleetDocument {
    /// Always `fetter-fleet`.
    pub schema: String,
    /// The version of this shape: 1.
    pub version: u32,
    /// The name of the group.
    pub group: String,
    /// The machines, by host name.
    pub machines: Vec<FleetMachine>,
    /// The distinct sites that they have.
    pub sites: Vec<FleetSite>,
}

/// A machine.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FleetMachine {
    /// The random id that it chose.
    pub id: String,
    /// The host name that it says it has.
    pub hostname: String,
    /// `active`, `revoked`, `cloned` or `decommissioned`.
    pub status: String,
    /// Its operating system.
    pub os: String,
    /// Its architecture.
    pub architecture: String,
    /// When it last reported, in seconds since 1970; `null` where it has not: that is not the same as having nothing.
    pub reported: Option<i64>,
    /// Its environments.
    pub environments: Vec<EnvironmentRecord>,
    /// Its sites.
    pub sites: Vec<FleetPlace>,
    /// What could not be read on it.
    pub problems: Vec<ProblemRecord>,
    /// How much did not fit into its report.
    pub left_out: LeftOut,
}

/// A site at its place.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FleetPlace {
    /// Where it is.
    pub path: WirePath,
    /// `environment`, `user`, `target` …
    pub kind: String,
    /// The digest of its contents.
    pub contents: String,
}

/// What a site holds.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FleetSite {
    /// The digest of its contents.
    pub contents: String,
    /// What is installed in it; `null` where that has not come to the server, or cannot be read.
    pub distributions: Option<Vec<DistributionRecord>>,
    /// How many distributions are left out.
    pub left_out: u64,
}

/// Writes the inventory of a group: [`FleetDocument`], a machine and a site a line.
pub(crate) async fn write_fleet(
    shared: Shared,
    scope: Scope,
    (group, name): (i64, String),
    mut sink: Sink,
) -> Result<(), ExportError> {
    let json = |text: &str| serde_json::to_string(text).unwrap_or_default();
    let begin = format!(
        "{{\"schema\": {}, \"version\": {VERSION}, \"group\": {},\n\"machines\": [",
        json(SCHEMA),
        json(&name)
    );
    sink.write(begin.as_bytes()).await?;
    write_machines(&shared.database, &scope, group, &mut sink).await?;
    sink.write(b"\n],\n\"sites\": [").await?;
    write_sites(&shared.database, &scope, group, &mut sink).await?;
    sink.write(b"\n]}\n").await?;
    sink.end().await
}

async fn line(sink: &mut Sink, is_first: bool, item: &impl Serialize) -> Result<(), ExportError> {
    let mut bytes = if is_first { b"\n".to_vec() } else { b",\n".to_vec() };
    serde_json::to_writer(&mut bytes, item).map_err(std::io::Error::from)?;
    sink.write(&bytes).await
}

async fn write_machines(
    database: &Database,
    scope: &Scope,
    group: i64,
    sink: &mut Sink,
) -> Result<(), ExportError> {
    let filter = MachineFilter { group: Some(group), ..MachineFilter::default() };
    let (mut last, mut is_first) = (None, true);
    loop {
        let rows = database.machines(scope, &filter, last.as_ref(), MACHINES).await?;
        let Some(end) = rows.last() else { return Ok(()) };
        last = Some(filter.order.end(end));
        for row in rows {
            let machine = machine(database, scope, row).await?;
            line(sink, is_first, &machine).await?;
            is_first = false;
        }
    }
}

async fn machine(database: &Database, scope: &Scope, row: MachineRow) -> Result<FleetMachine, ExportError> {
    let gone = || ExportError::Gone(row.name.clone());
    let report = database.machine_state(scope, &row.name).await?.ok_or_else(gone)?;
    let (environments, problems, left_out) = match report {
        Some(report) => (report.environments, report.problems, report.left_out),
        None => (Vec::new(), Vec::new(), LeftOut::default()),
    };
    let mut sites = Vec::new();
    let mut after = None;
    loop {
        let places = database.places(scope, &row.name, None, after, PLACES).await?.ok_or_else(gone)?;
        let Some(end) = places.last() else { break };
        after = Some(end.path.0);
        sites.extend(places.into_iter().map(|place| FleetPlace {
            path: WirePath::from(&super::inventory::path_of(&place.path.1)),
            kind: place.kind,
            contents: fetter_core::hex::encode(&place.site.1),
        }));
    }
    let [hostname, os, _, architecture, ..] = row.says;
    let reported = Some(row.times[2]).filter(|reported| *reported > 0);
    Ok(FleetMachine {
        id: row.name,
        hostname,
        status: row.status,
        os,
        architecture,
        reported,
        environments,
        sites,
        problems,
        left_out,
    })
}

async fn write_sites(
    database: &Database,
    scope: &Scope,
    group: i64,
    sink: &mut Sink,
) -> Result<(), ExportError> {
    let (mut after, mut is_first) = (0, true);
    loop {
        let sites = database.sites_of_group(scope, group, after, SITES).await?;
        let Some(end) = sites.last() else { return Ok(()) };
        after = end.id;
        for site in sites {
            let left_out = site.contents.as_ref().map_or(0, |contents| contents.left_out);
            let site = FleetSite {
                contents: fetter_core::hex::encode(&site.digest),
                distributions: site.contents.map(|contents| contents.distributions),
                left_out,
            };
            line(sink, is_first, &site).await?;
            is_first = false;
        }
    }
}
