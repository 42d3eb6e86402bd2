//! The requirements that what is installed fulfils.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use super::{Ignores, claims, names, origin, writing};
use crate::inventory::{Distribution, DistributionKind, InstalledVersion, Inventory, Site};
use crate::manifest::{self, Input, NoContext};
use crate::metadata::direct_url::Origin;
use crate::requirement::{PackageName, Version};

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
    /// How a requirement writes the name: as it is, or, where no requirement can have it, a pattern of fetter's.
    pub written: String,
    /// The versions as written, in their order.
    pub versions: Vec<String>,
    /// The specifiers, in parentheses where they could be taken for an archive's name without; nothing where no specifier says it,
    /// or where a URL stands instead.
    pub specifiers: String,
    /// Where every installation of it came from, if not from an index.
    pub origin: Option<Origin>,
    /// The origin as a URL that PEP 508 takes.
    pub url: Option<String>,
    /// It came from several places, or from one that no requirement can say.
    pub any_origin: bool,
    /// The places that it came from, sorted, without credentials.
    pub origins: BTreeSet<String>,
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
            let is_left_out = ignores.ignores(name) || ignores.tolerates_installed((distribution, site));
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
        let mut origins: Vec<Option<Cow<'_, Origin>>> =
            found.iter().map(|found| origin::origin_of(found)).collect();
        origins.dedup();
        let place = |origin: &Option<Cow<'_, Origin>>| match origin {
            Some(origin) => origin.to_string(),
            None => "an index".to_owned(),
        };
        let places = origins.iter().map(place).collect();
        let origin =
            if let [Some(origin)] = origins.as_slice() { Some(origin.clone().into_owned()) } else { None };
        let package = Self {
            written: String::new(),
            name,
            versions,
            specifiers: String::new(),
            origin,
            url: None,
            any_origin: origins != [None],
            origins: places,
            optional: gathered.environments < environments || environments == 0,
            sites: gathered.sites.clone(),
        };
        package.ways(&found, anchor).into_iter().find(|way| way.is_fulfilled(&found))
    }

    /// The ways in which a requirement may be written, the most exact first. What ends like an archive's name, or has a `;` in
    /// it, may be read as something else than is meant, so that each is read back before it is taken.
    fn ways(&self, found: &[&Distribution], anchor: Anchor) -> Vec<Self> {
        // A name that is none may look like a pattern, and be one for more than itself.
        let plain = [self.name.as_written(), self.name.normalized()].into_iter();
        let plain = plain.filter(|name| PackageName::new(name).is_valid()).map(str::to_owned);
        let names: Vec<String> = plain.chain([writing::pattern_of(self.name.normalized())]).collect();
        let urls = self.origin.as_ref().map(writing::urls_of).unwrap_or_default();
        let specifiers = specifiers(found, anchor);
        // To older tools `===` takes all that follows, parentheses too.
        let is_guarded = !specifiers.is_empty() && !specifiers.starts_with("===");
        let guarded = if is_guarded { format!(" ({specifiers})") } else { specifiers.clone() };
        let mut ways = Vec::new();
        for written in names {
            let named = Self { written, ..self.clone() };
            let url = |url: &String| Self { url: Some(url.clone()), any_origin: false, ..named.clone() };
            ways.extend(urls.iter().map(url));
            let versions = |text: &String| Self { specifiers: text.clone(), ..named.clone() };
            ways.extend([&specifiers, &guarded].map(versions));
        }
        let unversioned = ways.iter().filter(|way| way.url.is_none());
        let unversioned: Vec<Self> =
            unversioned.map(|way| Self { specifiers: String::new(), ..way.clone() }).collect();
        ways.extend(unversioned);
        ways
    }

    /// Whether the requirement, read back, is one that everything found fulfils.
    fn is_fulfilled(&self, found: &[&Distribution]) -> bool {
        let text = format!("{}\n\n", self.requirement());
        let input = Input { file: &"requirements.txt".into(), bytes: text.as_bytes(), context: &NoContext };
        let manifest = manifest::read(&input);
        let ([entry], []) = (manifest.entries.as_slice(), manifest.problems.as_slice()) else { return false };
        let is_noted = entry.note.any_origin == self.any_origin && entry.note.optional == self.optional;
        is_noted
            && names::is_about(entry, &self.name)
            && found.iter().all(|found| claims::wrong(entry, found).is_none())
    }

    /// The line of a requirements file, without comments on where it came from.
    #[must_use]
    pub fn requirement(&self) -> String {
        let mut line = self.written.clone();
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

/// What is no version can only be compared as text, and only if it is the same text everywhere, and one that no tool takes for more
/// than a version.
fn identical(found: &[&Distribution]) -> String {
    let texts: BTreeSet<&str> = found.iter().map(|found| found.version_text()).collect();
    let is_plain =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._+!-".contains(&byte));
    match texts.first() {
        Some(only) if texts.len() == 1 && !only.is_empty() && is_plain(only) => format!("==={only}"),
        _ => String::new(),
    }
}
