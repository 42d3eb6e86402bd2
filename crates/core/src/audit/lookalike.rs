//! Names that look like those of popular packages.

use std::collections::BTreeSet;

use super::finding::{AuditCode, AuditFinding, Matter, Whereabouts};
use crate::advisory::Package;
use crate::advisory::names::{Circumstances, Origin, Popular, suspect};
use crate::date::Date;
use crate::inventory::Inventory;
use crate::policy::Subject;
use crate::requirement::{PackageName, Requirement};

/// What there is to say of a name. `package` is what is known of it.
pub(super) fn lookalike(
    name: &PackageName,
    popular: &Popular,
    package: Option<&Package>,
    circumstances: Circumstances,
    today: Date,
) -> Option<AuditFinding> {
    let entries = package.map(Package::entries).unwrap_or_default();
    let has_vulnerability = entries.iter().any(|entry| !entry.is_malware());
    let circumstances = Circumstances { has_vulnerability, today: Some(today), ..circumstances };
    let suspicion = suspect(name, popular, &circumstances)?;
    Some(AuditFinding {
        code: AuditCode::Lookalike,
        subject: Subject {
            name: name.normalized().to_owned(),
            written: name.as_written().to_owned(),
            version: None,
        },
        confidence: suspicion.confidence,
        matter: Matter::Lookalike {
            near: suspicion.near,
            rank: suspicion.rank,
            likeness: suspicion.likeness,
        },
        notes: Vec::new(),
        whereabouts: Whereabouts::default(),
    })
}

/// The names that popular packages need: their authors chose them. Empty where no details were read.
pub(super) fn needed(inventory: &Inventory, popular: &Popular) -> BTreeSet<String> {
    let distributions = inventory.sites.iter().flat_map(|site| &site.distributions);
    let trusted = distributions.filter(|found| popular.rank(found.name.normalized()).is_some());
    let needs = trusted.filter_map(|found| found.details.as_ref()).flat_map(|details| &details.requires);
    let name =
        |text: &String| text.parse::<Requirement>().ok().map(|needed| needed.name.normalized().to_owned());
    needs.filter_map(name).collect()
}

/// Where all of a package's releases are from.
pub(super) fn origin(origins: impl Iterator<Item = Origin>) -> Origin {
    // What anybody installed by its name counts as that.
    let all: Vec<Origin> = origins.collect();
    let has = |origin| all.contains(&origin);
    if has(Origin::Index) || all.is_empty() {
        Origin::Index
    } else if has(Origin::Url) {
        Origin::Url
    } else {
        Origin::Directory
    }
}
