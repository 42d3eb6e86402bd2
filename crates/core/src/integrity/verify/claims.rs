//! What the other distributions of a site say of files that are not as one of them has them.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use super::gathered::{Fact, Gathered, Open};
use super::role::Role;
use super::scene::Scene;
use super::{Severity, VerifyCode};
use crate::integrity::files::list_files;
use crate::metadata::record::RecordedHash;

/// Who lists a file, by which hash.
struct Claim {
    distribution: usize,
    label: String,
    hash: RecordedHash,
}

type Claims = HashMap<PathBuf, Vec<Claim>>;

/// Settles what is open of facts. Lists are read again only of sites where something is.
pub(super) fn settle(scene: &Scene<'_>, found: &mut Gathered) {
    let mut open: HashMap<usize, HashSet<PathBuf>> = HashMap::new();
    for fact in found.facts().filter(|fact| fact.open != Open::Nothing) {
        open.entry(fact.owner.site).or_default().insert(fact.path.clone());
    }
    let claims: HashMap<usize, Claims> =
        open.into_iter().map(|(site, paths)| (site, claims(scene, site, &paths))).collect();
    found.settle(|fact| {
        let of_path = claims.get(&fact.owner.site).and_then(|claims| claims.get(&fact.path));
        match (std::mem::take(&mut fact.open), of_path) {
            (Open::Listed, Some(_)) => false,
            (Open::Hash(actual), Some(others)) => {
                // What a distribution's own list says besides is no excuse.
                let is_other = |claim: &&Claim| Some(claim.distribution) != fact.owner.distribution;
                if let Some(other) = others.iter().filter(is_other).find(|claim| claim.hash == actual) {
                    let relative = scene.anchors.get(fact.owner.site);
                    let relative = relative.and_then(|anchor| fact.path.strip_prefix(&anchor.path).ok());
                    let role = Role::of(relative.unwrap_or(&fact.path));
                    overwritten(fact, role, &other.label);
                }
                true
            }
            _ => true,
        }
    });
}

fn claims(scene: &Scene<'_>, site: usize, paths: &HashSet<PathBuf>) -> Claims {
    let mut found = Claims::new();
    let (Some(place), Some(anchor)) = (scene.inventory.sites.get(site), scene.anchors.get(site)) else {
        return found;
    };
    for (at, distribution) in place.distributions.iter().enumerate() {
        let list = list_files(scene.disk, distribution, place, anchor);
        for file in list.files {
            let Some(hash) = file.hash else { continue };
            let path = file.place.whole(&anchor.path);
            if paths.contains(&path) {
                found.entry(path).or_default().push(Claim {
                    distribution: at,
                    label: distribution.label(),
                    hash,
                });
            }
        }
    }
    found
}

/// The file is another distribution's: whoever was installed last has overwritten it.
fn overwritten(fact: &mut Fact, role: Role, other: &str) {
    fact.code = VerifyCode::Overwritten;
    fact.severity = match role {
        Role::Code | Role::Script | Role::Metadata => Severity::Medium,
        _ => Severity::Low,
    };
    fact.reason = format!("it is what {other} installed, which lists the same file").into();
}
