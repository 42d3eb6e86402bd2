//! What a machine told, as a search of it would give it.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;

use fetter_core::inventory::{Coverage, Environment, Inventory, Problem, ProblemCode, Site, SiteKind};
use fetter_protocol::{EnvironmentRecord, ProblemRecord, Report};

use super::{ExportError, MOST_PACKAGES, without_details};
use crate::jobs::{Seer, distributions};
use crate::store::{Database, Place, Scope};

/// How many sites are asked for at once.
const PAGE: i64 = 500;

/// An inventory of a machine, and of when it is, in seconds since 1970.
pub(crate) struct Taken {
    pub(crate) inventory: Inventory,
    pub(crate) reported: i64,
}

/// What a machine reported last; `None` where there is no such machine. What is not known of it is a problem in it: a machine that has not
/// reported is not one that has nothing.
pub(crate) async fn inventory_of_machine(
    database: &Database,
    scope: &Scope,
    machine: &str,
) -> Result<Option<Taken>, ExportError> {
    let Some((row, _)) = database.machine(scope, machine).await? else { return Ok(None) };
    let Some(state) = database.machine_state(scope, machine).await? else { return Ok(None) };
    let reported = row.times[2];
    let mut inventory = Inventory::default();
    let Some(report) = state else {
        let why = "the machine has not reported yet".to_owned();
        inventory.problems.push(Problem { path: "/".into(), code: ProblemCode::SiteUnread, reason: why });
        return Ok(Some(Taken { inventory, reported }));
    };
    let mut after = None;
    let mut packages = 0;
    loop {
        let Some(places) = database.places(scope, machine, None, after, PAGE).await? else { return Ok(None) };
        after = places.last().map(|place| place.path.0);
        for place in &places {
            packages += add(database, scope, place, &mut inventory).await?;
            if packages > MOST_PACKAGES {
                let text = format!("the machine has more than {MOST_PACKAGES} packages: ask for its sites");
                return Err(ExportError::TooMuch(text));
            }
        }
        if i64::try_from(places.len()).unwrap_or(i64::MAX) < PAGE {
            break;
        }
    }
    tell(&report, &mut inventory);
    Ok(Some(Taken { inventory, reported }))
}

pub(super) fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(OsString::from_vec(bytes.to_vec()))
}

fn unread(path: PathBuf, reason: String) -> Problem {
    Problem { path, code: ProblemCode::SiteUnread, reason }
}

/// Adds a site, and says how many packages it has.
async fn add(
    database: &Database,
    scope: &Scope,
    place: &Place,
    inventory: &mut Inventory,
) -> Result<usize, ExportError> {
    let path = path_of(&place.path.1);
    let Some(contents) = database.contents(scope, place.site.0).await? else {
        let why = "what it holds has not come to the server yet".to_owned();
        inventory.problems.push(unread(path, why));
        return Ok(0);
    };
    if contents.left_out > 0 {
        let why = format!("{} distributions were left out of the report", contents.left_out);
        inventory.problems.push(unread(path.clone(), why));
    }
    let kind = SiteKind::ALL.iter().copied().find(|kind| kind.as_str() == place.kind);
    let (Some(kind), Ok(distributions)) = (kind, distributions(&contents, &path)) else {
        let why =
            "it was reported in words that this server does not know: a newer fetter sent it".to_owned();
        inventory.problems.push(unread(path, why));
        return Ok(0);
    };
    let count = distributions.len();
    inventory.problems.extend(without_details(&contents, &path));
    inventory.sites.push(Site { path, kind, distributions, path_files: Vec::new(), leftovers: Vec::new() });
    Ok(count)
}

/// Adds what the report tells beside its sites, and sorts all.
fn tell(report: &Report, inventory: &mut Inventory) {
    let known: BTreeSet<PathBuf> = inventory.sites.iter().map(|site| site.path.clone()).collect();
    for record in &report.environments {
        match environment(record, &report.host.architecture, &known) {
            Ok(environment) => inventory.environments.push(environment),
            Err(problem) => inventory.problems.push(problem),
        }
    }
    inventory.problems.extend(report.problems.iter().map(problem));
    let left_out = &report.left_out;
    if *left_out != fetter_protocol::LeftOut::default() {
        let why = "the machine has more than fits into its report".to_owned();
        inventory.problems.push(unread("/".into(), why));
    }
    inventory.sites.sort_by(|one, other| one.path.cmp(&other.path));
    inventory.environments.sort_by(|one, other| one.prefix.cmp(&other.prefix));
    inventory.problems.sort();
    inventory.coverage = Coverage::default();
}

fn environment(
    record: &EnvironmentRecord,
    architecture: &str,
    known: &BTreeSet<PathBuf>,
) -> Result<Environment, Problem> {
    let prefix = record.prefix.to_path().unwrap_or_default();
    let sites = record.sites.iter().filter_map(fetter_protocol::WirePath::to_path);
    let sites = sites.filter(|site| known.contains(site)).collect();
    let unknown = |word| unread(prefix.clone(), format!("{word:?} is not known to this server"));
    Seer::of(record).environment(architecture, prefix.clone(), sites).map_err(unknown)
}

fn problem(record: &ProblemRecord) -> Problem {
    let code = ProblemCode::ALL.iter().copied().find(|code| code.as_str() == record.code);
    Problem {
        path: record.path.to_path().unwrap_or_default(),
        // What it says is kept in any case, and that something was not seen.
        code: code.unwrap_or(ProblemCode::SiteUnread),
        reason: record.reason.clone(),
    }
}
