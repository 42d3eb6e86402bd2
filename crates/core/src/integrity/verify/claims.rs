//! What the other distributions of a site say of files that are not as one of them has them.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use super::gathered::{Fact, Open};
use super::role::Role;
use super::scene::Scene;
use super::{Severity, VerifyCode};
use crate::integrity::files::list_files;
use crate::metadata::record::RecordedHash;

/// Who lists a file, by which hash.
type Claims = HashMap<PathBuf, Vec<(String, RecordedHash)>>;

/// Settles what is open of facts. Lists are read again only of sites where something is.
pub(super) fn settle(scene: &Scene<'_>, facts: &mut Vec<Fact>) {
    let mut open: HashMap<usize, HashSet<PathBuf>> = HashMap::new();
    for fact in facts.iter().filter(|fact| fact.open != Open::Nothing) {
        open.entry(fact.owner.site).or_default().insert(fact.path.clone());
    }
    let claims: HashMap<usize, Claims> =
        open.into_iter().map(|(site, paths)| (site, claims(scene, site, &paths))).collect();
    facts.retain_mut(|fact| {
        let of_path = claims.get(&fact.owner.site).and_then(|claims| claims.get(&fact.path));
        match (std::mem::take(&mut fact.open), of_path) {
            (Open::Listed, Some(_)) => false,
            (Open::Hash(actual), Some(others)) => {
                if let Some((other, _)) = others.iter().find(|(_, hash)| *hash == actual) {
                    overwritten(fact, other);
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
    for distribution in &place.distributions {
        let list = list_files(scene.disk, distribution, place, anchor);
        for file in list.files {
            let Some(hash) = file.hash else { continue };
            let path = file.place.whole(&anchor.path);
            if paths.contains(&path) {
                found.entry(path).or_default().push((distribution.label(), hash));
            }
        }
    }
    found
}

/// The file is another distribution's: whoever was installed last has overwritten it.
fn overwritten(fact: &mut Fact, other: &str) {
    fact.code = VerifyCode::Overwritten;
    fact.severity = match Role::of(&fact.path) {
        Role::Code | Role::Script | Role::Metadata => Severity::Medium,
        _ => Severity::Low,
    };
    fact.reason = format!("it is what {other} installed, which lists the same file").into();
}
