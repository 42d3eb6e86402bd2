//! Modules and packages of one site that hide those of a later site of the same environment.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use super::judge::{SiteFound, Top, environments};
use super::told::name_of;
use crate::advisory::names::Confidence;
use crate::integrity::verify::{VerifyCode, VerifyFinding, VerifySeverity};
use crate::inventory::Inventory;
use crate::inventory::file::join;

/// Says what in an earlier site of an environment is no one's, and hides what a distribution has in a later one. `places` says where
/// in `sites` the site of a path is.
///
/// Where both are distributions', one overlays the other, as a virtual environment does with its base: that is not said.
pub(super) fn hidden_across(
    inventory: &Inventory,
    sites: &[SiteFound],
    places: &BTreeMap<&Path, usize>,
    findings: &mut Vec<VerifyFinding>,
) {
    // One site of many environments is said once.
    let mut said: BTreeSet<(usize, usize, &[u8])> = BTreeSet::new();
    for environment in &inventory.environments {
        let path: Vec<usize> =
            environment.sites.iter().filter_map(|site| places.get(site.as_path()).copied()).collect();
        for (number, earlier) in path.iter().enumerate() {
            let hiding: Vec<&Top> =
                sites[*earlier].tops.iter().filter(|top| sites[*earlier].is_ownerless(top)).collect();
            if hiding.is_empty() {
                continue;
            }
            for later in path[number + 1..].iter().filter(|later| *later != earlier) {
                let owned = sites[*later].tops.iter().filter(|top| top.owner.is_some());
                let owned: HashMap<&[u8], &Top> = owned.map(|top| (&*top.module, top)).collect();
                for top in &hiding {
                    if let Some(hidden) = owned.get(&*top.module)
                        && said.insert((*earlier, *later, &top.name))
                    {
                        findings.push(finding(inventory, &sites[*earlier], top, &sites[*later], hidden));
                    }
                }
            }
        }
    }
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
    VerifyFinding {
        code: VerifyCode::Shadowing,
        severity: VerifySeverity::High,
        confidence: Confidence::High,
        subject: None,
        site: site.path.clone(),
        environments: environments(inventory, site),
        path: join(&site.path, &top.name),
        listed: None,
        status: Some(top.status),
        reason: format!("it has no owner, and Python imports it in place of {}{whose}", shown.display()),
    }
}
