//! Distributions that are the same: one component, wherever it is installed.

use std::collections::BTreeMap;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::fingerprint::{Fingerprint, shown};
use crate::inventory::{CondaBuild, Details, Distribution, EmbeddedComponent, InstalledVersion, Inventory};
use crate::metadata::direct_url::Origin;
use crate::policy::Place;

/// A release from one origin with one set of metadata.
#[derive(Clone, Debug)]
pub(crate) struct Component<'inventory> {
    /// What it is called in documents: the same in each that has it.
    pub(crate) id: String,
    /// One of the distributions, which stands for all.
    pub(crate) distribution: &'inventory Distribution,
    /// Where their metadata lies, sorted.
    pub(crate) locations: Vec<&'inventory Path>,
    /// What installed them, sorted.
    pub(crate) installers: Vec<&'inventory str>,
    /// Whether somebody asked for one of them by name.
    pub(crate) requested: bool,
}

impl Component<'_> {
    /// Its details, if they were read.
    pub(crate) fn details(&self) -> Option<&Details> {
        self.distribution.details.as_deref()
    }

    pub(crate) fn origin(&self) -> Option<&Origin> {
        self.details()?.origin.as_ref()
    }

    pub(crate) fn embedded(&self) -> &[EmbeddedComponent] {
        self.details().map_or(&[], |details| &details.embedded)
    }
}

/// The components of an inventory, sorted by name, version and id, and which of them each distribution is. There may be a hundred thousand, and
/// most are in one place only: a set for each would be most of what they take.
pub(super) fn components(inventory: &Inventory) -> (Vec<Component<'_>>, BTreeMap<Place, usize>) {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut found: Vec<(usize, Component<'_>)> = Vec::new();
    let mut places: BTreeMap<Place, usize> = BTreeMap::new();
    for (site_place, site) in inventory.sites.iter().enumerate() {
        for (place, distribution) in site.distributions.iter().enumerate() {
            let number = *known.entry(id(distribution)).or_insert(found.len());
            if number == found.len() {
                found.push((number, Component::of(distribution)));
            }
            found[number].1.add(distribution);
            places.insert((site_place, place), number);
        }
    }
    for (id, number) in known {
        found[number].1.id = id;
    }
    found.sort_by(|(_, left), (_, right)| {
        left.distribution.compare_releases(right.distribution).then_with(|| left.id.cmp(&right.id))
    });
    let mut numbers = vec![0; found.len()];
    for (sorted, (number, component)) in found.iter_mut().enumerate() {
        component.sort();
        numbers[*number] = sorted;
    }
    for number in places.values_mut() {
        *number = numbers[*number];
    }
    (found.into_iter().map(|(_, component)| component).collect(), places)
}

impl<'inventory> Component<'inventory> {
    /// One that is nowhere yet and has no id.
    fn of(distribution: &'inventory Distribution) -> Self {
        Self {
            id: String::new(),
            distribution,
            locations: Vec::new(),
            installers: Vec::new(),
            requested: false,
        }
    }

    /// Adds one of its distributions.
    fn add(&mut self, distribution: &'inventory Distribution) {
        self.locations.push(&distribution.metadata_path);
        let Some(details) = distribution.details.as_deref() else { return };
        self.requested |= details.requested;
        if let Some(installer) = details.installer.as_deref().filter(|one| !self.installers.contains(one)) {
            self.installers.push(installer);
        }
    }

    /// Once all were added.
    fn sort(&mut self) {
        self.locations.sort_unstable();
        self.locations.dedup();
        self.installers.sort_unstable();
    }
}

/// What a distribution is, without where it lies and who put it there.
fn id(found: &Distribution) -> String {
    let mut print = Fingerprint::new();
    print.part(found.name.as_written()).optional(found.version.as_ref().map(InstalledVersion::as_written));
    print.part(found.kind.as_str());
    if let Some(details) = found.details.as_deref() {
        take_details(&mut print, details);
    }
    format!("package-{}-{}-{}", shown(found.name.normalized()), shown(found.version_text()), print.name())
}

fn take_details(print: &mut Fingerprint, details: &Details) {
    match &details.origin {
        None => print.part("index"),
        Some(Origin::Archive { url, hashes, subdirectory }) => {
            print.part("archive").part(url).optional(subdirectory.as_ref());
            print.list(hashes.keys()).list(hashes.values())
        }
        Some(Origin::Vcs { url, vcs, requested_revision, commit, subdirectory }) => {
            print.part("vcs").part(url).part(vcs).optional(requested_revision.as_ref());
            print.optional(commit.as_ref()).optional(subdirectory.as_ref())
        }
        Some(Origin::Directory { url, editable, subdirectory }) => {
            print.part("directory").part(url).part([u8::from(*editable)]).optional(subdirectory.as_ref())
        }
    };
    for list in [&details.requires, &details.extras, &details.license_files, &details.license_classifiers] {
        print.list(list.iter());
    }
    for field in [&details.requires_python, &details.license_expression, &details.license] {
        print.optional(field.as_ref());
    }
    if let Some(CondaBuild { name, build, channel, subdir, archive, md5, sha256 }) = &details.conda {
        print.part(name).part(build).part(channel);
        for field in [subdir, archive, md5, sha256] {
            print.optional(field.as_ref());
        }
    }
    for EmbeddedComponent { name, version, purl, file } in &details.embedded {
        print.part(name).optional(version.as_ref()).optional(purl.as_ref()).part(file);
    }
}

/// The id of something at a path.
pub(super) fn id_at(kind: &str, path: &Path, more: &[&str]) -> String {
    let mut print = Fingerprint::new();
    print.part(path.as_os_str().as_bytes()).list(more.iter());
    format!("{kind}-{}", print.name())
}
