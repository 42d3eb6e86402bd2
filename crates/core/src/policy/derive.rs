//! The requirements that what is installed fulfils.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use super::{Ignores, origin};
use crate::inventory::{Distribution, DistributionKind, InstalledVersion, Inventory, Site};
use crate::manifest::{Entry, Hash, Place, Source};
use crate::metadata::direct_url::Origin;
use crate::requirement::{PackageName, Requirement, Version};

/// Which versions derived requirements allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// From the lowest that is installed.
    Lower,
    /// Up to the highest that is installed.
    Upper,
    /// Both.
    Both,
    /// Those that are installed.
    Exact,
}

impl Anchor {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lower => "lower",
            Self::Upper => "upper",
            Self::Both => "both",
            Self::Exact => "exact",
        }
    }
}

/// What was derived of one package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DerivedPackage {
    /// The name as the metadata writes it.
    pub name: PackageName,
    /// The versions as written, in their order.
    pub versions: Vec<String>,
    /// The specifiers; nothing where no specifier says it, or where a URL stands instead.
    pub specifiers: String,
    /// Where every installation of it came from, if not from an index.
    pub origin: Option<Origin>,
    /// The origin as a URL that PEP 508 takes.
    pub url: Option<String>,
    /// It came from several places, which no requirement can say.
    pub any_origin: bool,
    /// Not every environment has it.
    pub optional: bool,
    /// The sites that hold it.
    pub sites: BTreeSet<PathBuf>,
}

/// What was derived of an inventory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// The packages, sorted by normalised name.
    pub packages: Vec<DerivedPackage>,
    /// Which versions are allowed.
    pub anchor: Anchor,
    /// How many environments were looked at.
    pub environments: usize,
}

/// Everything that is known of one name.
#[derive(Default)]
struct Gathered<'inventory> {
    found: Vec<&'inventory Distribution>,
    sites: BTreeSet<PathBuf>,
    environments: usize,
}

/// Derives requirements from an inventory (with details), so that the same inventory fulfils them. What `ignores` leaves alone
/// is left out, and so is what only conda knows.
#[must_use]
pub fn derive(inventory: &Inventory, anchor: Anchor, ignores: &Ignores) -> Derived {
    let mut names: BTreeMap<&str, Gathered<'_>> = BTreeMap::new();
    for site in &inventory.sites {
        for distribution in &site.distributions {
            let name = &distribution.name;
            let is_left_out = ignores.ignores(name) || ignores.tolerates(name);
            if !is_left_out && distribution.kind != DistributionKind::Conda {
                let gathered = names.entry(name.normalized()).or_default();
                gathered.found.push(distribution);
                gathered.sites.insert(site.path.clone());
            }
        }
    }
    count_environments(inventory, &mut names);
    let environments = inventory.environments.len();
    let package = |gathered: Gathered<'_>| DerivedPackage::of(&gathered, anchor, environments);
    Derived { packages: names.into_values().filter_map(package).collect(), anchor, environments }
}

fn count_environments(inventory: &Inventory, names: &mut BTreeMap<&str, Gathered<'_>>) {
    let sites: HashMap<&Path, &Site> =
        inventory.sites.iter().map(|site| (site.path.as_path(), site)).collect();
    for environment in &inventory.environments {
        let seen = environment.sites.iter().filter_map(|path| sites.get(path.as_path()));
        let seen: BTreeSet<&str> = seen
            .flat_map(|site| &site.distributions)
            .filter(|found| found.kind != DistributionKind::Conda)
            .map(|found| found.name.normalized())
            .collect();
        for name in seen {
            if let Some(gathered) = names.get_mut(name) {
                gathered.environments += 1;
            }
        }
    }
}

impl DerivedPackage {
    fn of(gathered: &Gathered<'_>, anchor: Anchor, environments: usize) -> Option<Self> {
        let mut found = gathered.found.clone();
        found.sort_by(|left, right| left.compare_releases(right));
        let name = found.first()?.name.clone();
        let mut versions: Vec<String> = found.iter().map(|found| found.version_text().to_owned()).collect();
        versions.dedup();
        let mut origins: Vec<Option<Origin>> = found.iter().map(|found| origin::origin_of(found)).collect();
        origins.dedup();
        let (origin, url) = match origins.as_slice() {
            [Some(origin)] => (Some(origin.clone()), url_of(&name, origin)),
            _ => (None, None),
        };
        let any_origin = url.is_none() && origins != [None];
        let specifiers = if url.is_some() { String::new() } else { specifiers(&found, anchor) };
        let optional = gathered.environments < environments || environments == 0;
        Some(Self {
            name,
            versions,
            specifiers,
            origin,
            url,
            any_origin,
            optional,
            sites: gathered.sites.clone(),
        })
    }

    /// The line of a requirements file, without comments on where it came from.
    #[must_use]
    pub fn requirement(&self) -> String {
        let mut line = if is_plain(self.name.as_written()) {
            self.name.as_written().to_owned()
        } else {
            pattern_of(self.name.normalized())
        };
        match &self.url {
            Some(url) => line.extend([" @ ", url]),
            None => line.push_str(&self.specifiers),
        }
        let notes: Vec<&str> = [("origin: any", self.any_origin), ("optional", self.optional)]
            .iter()
            .filter(|(_, holds)| *holds)
            .map(|(note, _)| *note)
            .collect();
        if !notes.is_empty() {
            line.extend(["  # ", &notes.join(", ")]);
        }
        line
    }
}

/// Whether a name is one that a requirement can have.
fn is_plain(name: &str) -> bool {
    name.parse::<Requirement>()
        .is_ok_and(|requirement| requirement == Requirement::any(PackageName::new(name)))
}

/// A glob that matches a name which no requirement can have: what is no letter, digit or separator is any character.
fn pattern_of(name: &str) -> String {
    let plain =
        |character: char| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-';
    let pattern: String =
        name.chars().map(|character| if plain(character) { character } else { '?' }).collect();
    // Separators at an end are none of a name's.
    let inner = pattern.trim_start_matches('-').trim_end_matches('-');
    if inner.len() == pattern.len() && pattern.contains('?') { pattern } else { pattern.replace('-', "?") }
}

fn specifiers(found: &[&Distribution], anchor: Anchor) -> String {
    let versions: Option<Vec<&Version>> =
        found.iter().map(|found| found.version.as_ref().and_then(InstalledVersion::parsed)).collect();
    let Some(versions) = versions else { return identical(found) };
    let (Some(lowest), Some(highest)) = (versions.iter().min(), versions.iter().max()) else {
        return String::new();
    };
    // Only `==` takes a local part; without it, every local build of the version is meant.
    let (from, to) = (lowest.public(), highest.public());
    match anchor {
        Anchor::Lower => format!(">={from}"),
        Anchor::Upper => format!("<={to}"),
        Anchor::Exact if lowest == highest => format!("=={lowest}"),
        Anchor::Both | Anchor::Exact => format!("<={to},>={from}"),
    }
}

/// What is no version can only be compared as text, and only if it is the same text everywhere.
fn identical(found: &[&Distribution]) -> String {
    let texts: BTreeSet<&str> = found.iter().map(|found| found.version_text()).collect();
    let only = texts.first().filter(|_| texts.len() == 1).copied().unwrap_or_default();
    let specifier = format!("==={only}");
    let reads_back =
        specifier.parse::<crate::requirement::Specifiers>().is_ok_and(|read| read.admits(only, None));
    let is_safe = !only.is_empty() && !only.contains([',', '#', '\\', '$', '"', '\'']) && only.is_ascii();
    if reads_back && is_safe { specifier } else { String::new() }
}

/// The URL by which a requirement says an origin, if it can be read back as that.
fn url_of(name: &PackageName, origin: &Origin) -> Option<String> {
    let within = |subdirectory: &Option<String>| {
        subdirectory.as_ref().map(|directory| format!("#subdirectory={directory}")).unwrap_or_default()
    };
    let (url, hashes) = match origin {
        Origin::Archive { url, hashes, subdirectory } => {
            let hash = hashes.iter().map(|(algorithm, digest)| Hash::read(&format!("{algorithm}:{digest}")));
            (format!("{url}{}", within(subdirectory)), hash.collect::<Option<Vec<_>>>().unwrap_or_default())
        }
        Origin::Vcs { url, vcs, requested_revision, commit, subdirectory } => {
            let at = commit.as_ref().or(requested_revision.as_ref());
            let at = at.map(|at| format!("@{at}")).unwrap_or_default();
            (format!("{vcs}+{url}{at}{}", within(subdirectory)), Vec::new())
        }
        Origin::Directory { url, .. } => (url.clone(), Vec::new()),
    };
    let place = Place { file: "".into(), line: 0 };
    let mut entry =
        Entry { source: Source::of_url(&url), ..Entry::wanted(Requirement::any(name.clone()), place) };
    entry.hashes.clone_from(&hashes);
    let is_safe = !url.contains(|character: char| character.is_whitespace() || "\\$`\"'".contains(character));
    if !is_safe || origin::differs(&entry, Some(origin)).is_some() {
        return None;
    }
    let hash = hashes.iter().find(|hash| &*hash.algorithm == "sha256");
    Some(match hash {
        Some(hash) => {
            let mark = if url.contains('#') { '&' } else { '#' };
            format!("{url}{mark}sha256={}", hash.digest)
        }
        None => url,
    })
}
