//! Modules and packages of one site that hide those of a later site of the same environment.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;

use super::judge::{SiteFound, Top, environments};
use super::told::name_of;
use crate::advisory::names::Confidence;
use crate::integrity::verify::{Severity, VerifyCode, VerifyFinding};
use crate::inventory::Inventory;
use crate::inventory::file::join;

/// Says what in an earlier site of an environment is no one's, or another distribution's, and hides what a distribution has in a later
/// one. `places` says where in `sites` the site of a path is.
///
/// Where both are one distribution's, one overlays the other, as a virtual environment does with its base: that is not said.
pub(super) fn hidden_across(
    inventory: &Inventory,
    sites: &[SiteFound],
    places: &BTreeMap<&Path, usize>,
    findings: &mut Vec<VerifyFinding>,
) {
    // One site of many environments is said once.
    let mut said: BTreeSet<(usize, usize, &[u8])> = BTreeSet::new();
    let ownerless: Vec<HashSet<&[u8]>> = sites.iter().map(SiteFound::ownerless).collect();
    let owned: Vec<HashMap<&[u8], &Top>> = sites.iter().map(owned).collect();
    for environment in &inventory.environments {
        let path: Vec<usize> =
            environment.sites.iter().filter_map(|site| places.get(site.as_path()).copied()).collect();
        for (number, earlier) in path.iter().enumerate() {
            for later in path[number + 1..].iter().filter(|later| *later != earlier) {
                let regular = sites[*earlier].tops.iter().filter(|top| !top.is_namespace);
                for top in regular {
                    let Some(hidden) = owned[*later].get(&*top.module) else { continue };
                    let is_ownerless = ownerless[*earlier].contains(&*top.name);
                    let names = (&sites[*earlier].names, &sites[*later].names);
                    if (is_ownerless || is_of_another(top, hidden, names))
                        && said.insert((*earlier, *later, &top.name))
                    {
                        findings.push(finding(inventory, &sites[*earlier], top, &sites[*later], hidden));
                    }
                }
            }
        }
    }
}

/// What in a site is a distribution's, by the name under which it is imported.
fn owned(site: &SiteFound) -> HashMap<&[u8], &Top> {
    let owned = site.tops.iter().filter(|top| top.owner.is_some());
    owned.map(|top| (&*top.module, top)).collect()
}

/// Whether two modules are known to be of different distributions.
fn is_of_another(top: &Top, hidden: &Top, names: (&Vec<String>, &Vec<String>)) -> bool {
    let name = |top: &Top, names| top.owner.and_then(|owner| name_of(owner, names));
    matches!((name(top, names.0), name(hidden, names.1)), (Some(one), Some(other)) if one != other)
}

fn finding(
    inventory: &Inventory,
    earlier: &SiteFound,
    top: &Top,
    later: &SiteFound,
    hidden: &Top,
) -> VerifyFinding {
    let (site, behind) = (&inventory.sites[earlier.place], &inventory.sites[later.place]);
    let whose = hidden.owner.and_then(|owner| name_of(owner, &later.names));
    let whose = whose.map_or(String::new(), |name| format!(" of {name}"));
    let shown = join(&behind.path, &hidden.name);
    let owner = top.owner.and_then(|owner| name_of(owner, &earlier.names));
    let (severity, confidence, who) = match owner {
        None => (Severity::High, Confidence::High, "it has no owner".to_owned()),
        Some(name) => (Severity::Low, Confidence::Medium, format!("it is of {name}")),
    };
    VerifyFinding {
        code: VerifyCode::Shadowing,
        severity,
        confidence,
        subject: None,
        site: site.path.clone(),
        environments: environments(inventory, site),
        path: join(&site.path, &top.name),
        listed: None,
        status: Some(top.status),
        reason: format!("{who}, and Python imports it in place of {}{whose}", shown.display()),
    }
}
