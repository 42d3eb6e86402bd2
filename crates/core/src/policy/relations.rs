//! Which installed distributions need which others, as their metadata says and the environment's markers decide.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::extras::{self, Need, Needs};
use super::judge::CONDA_META;
use super::{Host, Overrides, markers};
use crate::inventory::{Distribution, DistributionKind, Environment, Inventory};
use crate::requirement::marker::Truth;
use crate::requirement::{MarkerEnvironment, PackageName, Requirement, Variable};

/// Where a distribution stands in an inventory: the place of its site, and its place in the site.
pub(crate) type Place = (usize, usize);

/// What an environment sees, and what of that needs what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Relations {
    /// The places of the sites, in the order of the path, with conda's records at the end.
    pub(crate) sites: Vec<usize>,
    /// Each distribution that Python finds, with what it needs and what is there. Whether that has the right version is not
    /// asked, and a marker without an answer counts as true: what is there is rather named than left out.
    pub(crate) needs: BTreeSet<(Place, Place)>,
}

/// Reads what distributions need, and answers for one environment after the other. Distributions of one class say the same, and
/// are read once; what they need without extras is judged once for all environments of equal marker values.
pub(crate) struct Relating<'inventory> {
    inventory: &'inventory Inventory,
    classes: &'inventory BTreeMap<Place, usize>,
    sites: HashMap<&'inventory Path, usize>,
    read: HashMap<usize, Rc<Written>>,
    /// The marker values that were met.
    values: Vec<MarkerEnvironment>,
    /// The requirements of a class that hold with some values, by their places.
    held: HashMap<(usize, usize), Rc<[usize]>>,
}

/// What the metadata of a distribution needs.
struct Written {
    requirements: Vec<Requirement>,
    needs: Needs,
}

/// One environment at work.
struct Here<'inventory> {
    /// The place of its marker values.
    values: usize,
    found: HashMap<&'inventory PackageName, Place>,
    /// The extras that are asked for and not yet followed.
    asked: BTreeMap<Place, BTreeSet<PackageName>>,
    followed: HashMap<Place, BTreeSet<PackageName>>,
    needs: BTreeSet<(Place, Place)>,
}

impl<'inventory> Relating<'inventory> {
    /// Works on an inventory, of which each distribution has its class.
    pub(crate) fn new(inventory: &'inventory Inventory, classes: &'inventory BTreeMap<Place, usize>) -> Self {
        let places = inventory.sites.iter().enumerate();
        let sites = places.map(|(place, site)| (site.path.as_path(), place)).collect();
        Self { inventory, classes, sites, read: HashMap::new(), values: Vec::new(), held: HashMap::new() }
    }

    /// What an environment sees, and what of that needs what.
    pub(crate) fn of(&mut self, environment: &Environment) -> Relations {
        let conda = environment.prefix.join(CONDA_META);
        let paths = environment.sites.iter().map(PathBuf::as_path).chain([conda.as_path()]);
        let mut once = HashSet::new();
        let sites = paths.filter_map(|path| self.sites.get(path).copied()).filter(|site| once.insert(*site));
        let sites: Vec<usize> = sites.collect();
        let values = markers::values(Some(environment), &Host::default(), &Overrides::default());
        let values = self.place_of(values);
        let found = self.found(&sites);
        let mut places: Vec<Place> = found.values().copied().collect();
        places.sort_unstable();
        let (asked, followed) = (BTreeMap::new(), HashMap::new());
        let mut here = Here { values, found, asked, followed, needs: BTreeSet::new() };
        for place in places {
            self.follow(&mut here, place);
        }
        while let Some((place, extras)) = here.asked.pop_first() {
            self.follow_extras(&mut here, place, extras);
        }
        Relations { sites, needs: here.needs }
    }

    /// The distribution that Python finds under each name.
    fn found(&self, sites: &[usize]) -> HashMap<&'inventory PackageName, Place> {
        let mut found = HashMap::new();
        for &site in sites {
            for (place, distribution) in self.inventory.sites[site].distributions.iter().enumerate() {
                if distribution.kind != DistributionKind::Conda {
                    found.entry(&distribution.name).or_insert((site, place));
                }
            }
        }
        found
    }

    /// The place of marker values among those that were met.
    fn place_of(&mut self, mut values: MarkerEnvironment) -> usize {
        values.set(Variable::Extra, "");
        self.values.iter().position(|known| *known == values).unwrap_or_else(|| {
            self.values.push(values);
            self.values.len() - 1
        })
    }

    fn written(&mut self, place: Place) -> Rc<Written> {
        let distribution = &self.inventory.sites[place.0].distributions[place.1];
        self.read.entry(self.classes[&place]).or_insert_with(|| Rc::new(Written::of(distribution))).clone()
    }

    /// What a distribution needs without extras.
    fn follow(&mut self, here: &mut Here<'_>, place: Place) {
        let written = self.written(place);
        let values = &self.values[here.values];
        let held = self.held.entry((here.values, self.classes[&place])).or_insert_with(|| {
            let requirements = written.requirements.iter().enumerate();
            requirements.filter(|(_, requirement)| holds(requirement, values)).map(|(at, _)| at).collect()
        });
        for at in held.iter() {
            here.need(place, &written.requirements[*at]);
        }
    }

    /// What extras of a distribution need, as far as they are new.
    fn follow_extras(&mut self, here: &mut Here<'_>, place: Place, extras: BTreeSet<PackageName>) {
        let followed = here.followed.entry(place).or_default();
        let room = extras::LIMIT.saturating_sub(followed.len());
        let extras: Vec<PackageName> =
            extras.into_iter().filter(|extra| !followed.contains(extra)).take(room).collect();
        followed.extend(extras.iter().cloned());
        if extras.is_empty() {
            return;
        }
        let written = self.written(place);
        for need in written.needs.with(&extras, &self.values[here.values]) {
            match need {
                Need::Known(requirement) | Need::Unknown(requirement, _) => here.need(place, requirement),
                Need::Invalid(..) => {}
            }
        }
    }
}

impl Written {
    fn of(distribution: &Distribution) -> Self {
        let written = distribution.details.iter().flat_map(|details| &details.requires);
        Self {
            requirements: written.filter_map(|text| text.parse().ok()).collect(),
            needs: Needs::of(distribution),
        }
    }
}

/// Whether a requirement holds without extras, or may.
fn holds(requirement: &Requirement, values: &MarkerEnvironment) -> bool {
    let truth = requirement.marker.as_ref().map(|marker| marker.evaluate(values));
    !matches!(truth, Some(Ok(Truth::False) | Err(_)))
}

impl Here<'_> {
    fn need(&mut self, place: Place, requirement: &Requirement) {
        let Some(&needed) = self.found.get(&requirement.name) else { return };
        if needed != place {
            self.needs.insert((place, needed));
        }
        let followed = self.followed.get(&needed);
        let is_new = |extra: &&PackageName| followed.is_none_or(|followed| !followed.contains(*extra));
        let extras: Vec<PackageName> = requirement.extras.iter().filter(is_new).cloned().collect();
        if !extras.is_empty() {
            self.asked.entry(needed).or_default().extend(extras);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::{Details, IdentitySource, InstalledVersion, Site, SiteKind};

    fn site(path: &str, distributions: &[(&str, &[&str])]) -> Site {
        let distribution = |(name, requires): &(&str, &[&str])| Distribution {
            kind: DistributionKind::DistInfo,
            name: PackageName::new(name),
            version: Some(InstalledVersion::new("1")),
            identity: IdentitySource::Metadata,
            metadata_path: PathBuf::from(path).join(name),
            metadata_file: Some("METADATA"),
            details: Some(Box::new(Details {
                requires: requires.iter().map(|&text| text.to_owned()).collect(),
                ..Details::default()
            })),
        };
        Site {
            path: path.into(),
            kind: SiteKind::Environment,
            distributions: distributions.iter().map(distribution).collect(),
            path_files: vec![],
            leftovers: vec![],
        }
    }

    fn environment(sites: &[&str]) -> Environment {
        use crate::inventory::{Creator, EnvironmentKind, Implementation, Platform, PythonVersion, System};
        Environment {
            prefix: "/env".into(),
            kind: EnvironmentKind::Virtual,
            creator: Creator::Venv,
            implementation: Implementation::CPython,
            version: PythonVersion { release: Some((3, 11)), free_threaded: false, full: None },
            platform: Some(Platform { system: System::Linux, machine: None }),
            executables: vec![],
            aliases: vec![],
            base: None,
            home: None,
            system_sites: false,
            user_site: false,
            sites: sites.iter().map(PathBuf::from).collect(),
        }
    }

    /// `a>b` for each that needs another.
    fn needs(inventory: &Inventory, environment: &Environment) -> Vec<String> {
        let label = |(site, place): Place| {
            let site = &inventory.sites[site];
            format!("{}{}", site.distributions[place].name, site.path.display())
        };
        let sites = inventory.sites.iter().enumerate();
        let places = sites.flat_map(|(at, site)| (0..site.distributions.len()).map(move |place| (at, place)));
        let classes = places.enumerate().map(|(class, place)| (place, class)).collect();
        let relations = Relating::new(inventory, &classes).of(environment);
        relations.needs.iter().map(|(from, to)| format!("{}>{}", label(*from), label(*to))).collect()
    }

    #[test]
    fn markers_extras_and_the_order_of_sites_decide() {
        let first = site(
            "/1",
            &[
                (
                    "app",
                    &[
                        "lib[fast]",
                        "old; python_version < '3'",
                        "gone",
                        "dev; extra == 'dev'",
                        "Not a requirement",
                    ],
                ),
                (
                    "lib",
                    &[
                        "speed; extra == 'fast'",
                        "lib[more]; extra == 'fast'",
                        "plain; extra == 'more'",
                        "other; extra == 'x'",
                    ],
                ),
                ("dev", &[]),
                ("old", &[]),
                ("speed", &["maybe; platform_machine == 'x86_64'"]),
                ("maybe", &[]),
            ],
        );
        let second = site("/2", &[("lib", &["app"]), ("plain", &["LIB"]), ("other", &[])]);
        let inventory = Inventory { sites: vec![first, second], ..Inventory::default() };
        assert_eq!(
            needs(&inventory, &environment(&["/1", "/2"])),
            ["app/1>lib/1", "lib/1>speed/1", "lib/1>plain/2", "speed/1>maybe/1", "plain/2>lib/1"],
            "what is shadowed needs nothing, and what is not asked for is no need"
        );
        assert_eq!(needs(&inventory, &environment(&["/2"])), ["plain/2>lib/2"]);
        assert!(needs(&inventory, &environment(&["/3"])).is_empty());
    }
}
