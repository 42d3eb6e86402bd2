//! What may be installed in several versions.

use crate::advisory::Package;
use crate::requirement::{Specifiers, Version};

/// What is known of all versions that specifiers allow.
pub(super) enum Open {
    /// None that could be told is affected.
    Free,
    /// All that are known are affected: the highest one.
    Affected(Version),
    /// Some are affected, of which this is the highest, and some not, of which this is the lowest later one.
    Either { affected: Version, free: Option<Version> },
    /// They allow none that could be told.
    Nothing,
}

/// Versions that stand for the time before and after all that are named.
const ENDS: [&str; 3] = ["0", "1.0", "99999"];

/// What records say of what specifiers allow: of the versions that they name, and of what may lie between these.
pub(super) fn verdict(package: &Package, allowed: &Specifiers) -> Open {
    let is_affected = |version: &Version| package.at(package.position_of(version)).next().is_some();
    let admits = |version: &Version| allowed.admits(&version.to_string(), Some(version));
    let named: Vec<&Version> = package.allowed(allowed).map(|(_, version)| version).collect();
    let between = package.named().filter_map(|version| format!("{version}.1").parse::<Version>().ok());
    let ends = ENDS.iter().filter_map(|text| text.parse().ok());
    let unnamed: Vec<Version> = between.chain(ends).chain(bounds(allowed)).filter(admits).collect();
    let all = || named.iter().copied().chain(&unnamed);
    let Some(affected) = all().filter(|version| is_affected(version)).max() else {
        return if all().next().is_none() { Open::Nothing } else { Open::Free };
    };
    let highest_named = named.iter().copied().filter(|version| is_affected(version)).max();
    let is_all = if named.is_empty() {
        unnamed.iter().all(is_affected)
    } else {
        named.iter().all(|version| is_affected(version))
    };
    if is_all {
        return Open::Affected(highest_named.unwrap_or(affected).clone());
    }
    let free = named.iter().copied().filter(|version| !is_affected(version));
    let later = free.filter(|version| !version.is_prerelease() && *version > affected).min();
    Open::Either { affected: highest_named.unwrap_or(affected).clone(), free: later.cloned() }
}

/// The versions that specifiers name; of one that is excluded, what comes right behind it.
fn bounds(specifiers: &Specifiers) -> impl Iterator<Item = Version> {
    let named = specifiers.alternatives().flatten().flat_map(|specifier| {
        let text = specifier.version_text().trim_end_matches(".*");
        [text.parse::<Version>().ok(), format!("{text}.1").parse().ok()]
    });
    named.flatten()
}
