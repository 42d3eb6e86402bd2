//! Making a plan: from an inventory and what was chosen in it to what would be done, step by step.

mod beside;
mod bytecode;
mod claims;
mod contents;
mod dependents;
mod directories;
mod eggs;
mod list;
mod managed;
mod own;
mod reach;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use self::claims::Claims;
use self::dependents::Dependents;
use self::own::Own;
use self::reach::Reach;
use super::plan::{Choice, Options, Plan, Refusal, RefusalCode, Removal};
use super::protected::Protected;
use crate::integrity::files::Anchor;
use crate::inventory::file::Disk;
use crate::inventory::{Distribution, Inventory, Site};
use crate::policy::Subject;

/// What was chosen, found in the inventory.
#[derive(Clone, Copy)]
pub(super) struct Chosen<'plan> {
    pub(super) distribution: &'plan Distribution,
    pub(super) site: &'plan Site,
    pub(super) choice: &'plan Choice,
}

impl Chosen<'_> {
    pub(super) fn refuse(&self, code: RefusalCode, reason: impl Into<String>) -> Refusal {
        Refusal {
            subject: subject(self.distribution),
            site: self.site.path.clone(),
            metadata: self.distribution.metadata_path.clone(),
            reasons: self.choice.reasons.clone(),
            code,
            reason: reason.into(),
        }
    }
}

/// What a finding or a step is about.
pub(super) fn subject(distribution: &Distribution) -> Subject {
    Subject {
        name: distribution.name.normalized().to_owned(),
        written: distribution.name.as_written().to_owned(),
        version: distribution.version.as_ref().map(|version| version.as_written().to_owned()),
    }
}

/// Says what removing the chosen distributions would do. `inventory` must be one of this machine, taken just now, with details: what
/// lies beside what is removed decides as well. What was chosen and is not in it is left out.
#[must_use]
pub fn plan(disk: &Disk, inventory: &Inventory, choices: &[Choice], options: Options) -> Plan {
    let mut plan = Plan::default();
    let mut by_anchor: BTreeMap<Anchor, Vec<Chosen<'_>>> = BTreeMap::new();
    for chosen in find(inventory, choices) {
        match managed::refusal(disk, inventory, &chosen, options) {
            Some((code, reason)) => plan.refused.push(chosen.refuse(code, reason)),
            None => {
                by_anchor.entry(Anchor::of(chosen.site, &inventory.environments)).or_default().push(chosen);
            }
        }
    }
    for (anchor, chosen) in by_anchor {
        plan_below(disk, inventory, &anchor, chosen, &mut plan);
    }
    let mut dependents = Dependents::new(inventory, &plan.removals);
    for removal in &mut plan.removals {
        removal.dependents = dependents.of(removal);
    }
    plan.refused
        .sort_by(|left, right| (&left.subject, &left.metadata).cmp(&(&right.subject, &right.metadata)));
    plan
}

/// The chosen distributions in the order in which they are removed: by name and version, then by site.
fn find<'plan>(inventory: &'plan Inventory, choices: &'plan [Choice]) -> Vec<Chosen<'plan>> {
    let chosen: HashMap<(&Path, &Path), &Choice> =
        choices.iter().map(|choice| ((choice.site.as_path(), choice.metadata.as_path()), choice)).collect();
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for (distribution, site) in inventory.installed() {
        let key = (site.path.as_path(), distribution.metadata_path.as_path());
        // One directory may hold two distributions' metadata only in an archive.
        if let Some(choice) = chosen.get(&key)
            && seen.insert(key)
        {
            found.push(Chosen { distribution, site, choice });
        }
    }
    found
}

/// Plans what is removed below one anchor.
fn plan_below(disk: &Disk, inventory: &Inventory, anchor: &Anchor, all: Vec<Chosen<'_>>, plan: &mut Plan) {
    let reach = match Reach::open(disk, &anchor.path) {
        Ok(reach) => reach,
        Err(error) => {
            let reason = format!("{} could not be opened: {error}", anchor.path.display());
            plan.refused
                .extend(all.iter().map(|chosen| chosen.refuse(RefusalCode::Unreachable, reason.clone())));
            return;
        }
    };
    let protected = Protected::of(anchor, inventory);
    let mut owned: Vec<(Chosen<'_>, Own)> = Vec::new();
    for chosen in all {
        match Own::of(disk, &reach, anchor, &protected, &chosen) {
            Ok(own) => owned.push((chosen, own)),
            Err(refusal) => plan.refused.push(*refusal),
        }
    }
    let claims = match Claims::of_others(disk, inventory, anchor, (&reach, &protected), &owned) {
        Ok(claims) => claims,
        Err(reason) => {
            let refuse =
                |(chosen, _): &(Chosen<'_>, Own)| chosen.refuse(RefusalCode::SharedUnknown, reason.clone());
            plan.refused.extend(owned.iter().map(refuse));
            return;
        }
    };
    for (_, own) in &mut owned {
        own.leave_what_is_shared(&anchor.path, &claims);
    }
    leave_to_the_last(&mut owned);
    owned.retain(|(chosen, own)| {
        if own.files.is_empty() && own.edits.is_empty() {
            let reason = "nothing of what it lists is there and its own";
            plan.refused.push(chosen.refuse(RefusalCode::NothingOwn, reason));
            return false;
        }
        true
    });
    directories::plan(&reach, anchor, &claims, &protected, &mut owned);
    for (chosen, own) in owned {
        plan.removals.push(removal(inventory, anchor, &chosen, own));
    }
}

/// What several of the chosen list is removed with the last of them, which stays if one before it does.
fn leave_to_the_last(owned: &mut [(Chosen<'_>, Own)]) {
    let mut last: HashMap<PathBuf, usize> = HashMap::new();
    for at in (0..owned.len()).rev() {
        let (chosen, own) = &mut owned[at];
        let metadata = &chosen.distribution.metadata_path;
        let mut later = BTreeSet::new();
        own.files.retain(|path, _| {
            let of = *last.entry(path.clone()).or_insert(at);
            if of != at {
                later.insert(of);
            }
            of == at
        });
        for of in later {
            owned[of].1.takes_along.insert(metadata.clone());
        }
    }
}

fn removal(inventory: &Inventory, anchor: &Anchor, chosen: &Chosen<'_>, own: Own) -> Removal {
    let site = &chosen.site.path;
    let environments = inventory.environments.iter().filter(|found| found.sites.contains(site));
    let takes_along = own.takes_along.iter().cloned().collect();
    let (steps, left) = own.into_steps();
    Removal {
        subject: subject(chosen.distribution),
        site: site.clone(),
        metadata: chosen.distribution.metadata_path.clone(),
        anchor: anchor.path.clone(),
        environments: environments.map(|found| found.prefix.clone()).collect(),
        reasons: chosen.choice.reasons.clone(),
        steps,
        left,
        dependents: Vec::new(),
        takes_along,
    }
}
