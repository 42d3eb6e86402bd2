//! Which of what was found stands for the same: conda's records and eggs and source trees are not listed twice.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::PathBuf;

use super::{Assembly, Roles};
use crate::inventory::discover::conda::{self, CondaRecords, FoundCondaRecord};
use crate::inventory::discover::environments::Drafted;
use crate::inventory::discover::reader::DistributionReader;
use crate::inventory::discover::walk::{FoundSite, Shape};
use crate::inventory::{
    CondaBuild, Details, Distribution, DistributionKind, IdentitySource, InstalledVersion, SiteKind,
};
use crate::metadata::direct_url::Origin;
use crate::metadata::file_url;
use crate::requirement::PackageName;

impl Assembly<'_> {
    pub(super) fn read_conda(&mut self, drafted: &[Drafted]) {
        let named: BTreeSet<&PathBuf> = drafted.iter().map(|drafted| &drafted.environment.prefix).collect();
        let prefixes: Vec<PathBuf> = self
            .prefixes
            .values()
            .filter(|prefix| prefix.conda && named.contains(&prefix.path))
            .map(|prefix| prefix.path.clone())
            .collect();
        for prefix in prefixes {
            self.add_conda(&conda::records(self.disk, &prefix, usize::MAX));
        }
    }

    /// Takes over the records of a prefix, and what is wrong with them.
    pub(super) fn add_conda(&mut self, records: &CondaRecords) {
        self.problems.extend(records.problems.iter().cloned());
        for record in &records.found {
            self.add_conda_record(record);
        }
    }

    /// A record stands for the Python distribution that it installed, if there is one, or for itself.
    fn add_conda_record(&mut self, found: &FoundCondaRecord) {
        let FoundCondaRecord { prefix, file, record } = found;
        let build = CondaBuild {
            name: record.name.clone(),
            build: record.build.clone(),
            channel: record.channel.clone(),
            subdir: record.subdir.clone(),
            archive: record.archive.clone(),
            md5: record.md5.clone(),
            sha256: record.sha256.clone(),
        };
        let mut stands_for_python = false;
        let mut entries: BTreeMap<PathBuf, HashSet<PathBuf>> = BTreeMap::new();
        for path in record.metadata_entries().into_iter().map(|entry| prefix.join(entry)) {
            if let Some(site) = path.parent() {
                entries.entry(site.to_path_buf()).or_default().insert(path);
            }
        }
        // Each site is gone through once, however many entries of it the record names.
        for (site, paths) in entries {
            let named = |path: &PathBuf| match paths.len() {
                1 => paths.iter().any(|one| one == path),
                _ => paths.contains(path),
            };
            let distributions =
                self.sites.get_mut(&site).into_iter().flat_map(|site| &mut site.distributions);
            for distribution in distributions.filter(|distribution| named(&distribution.metadata_path)) {
                stands_for_python = true;
                if let Some(details) = &mut distribution.details {
                    details.requested |= record.requested;
                    details.conda = Some(build.clone());
                    details.installer.get_or_insert_with(|| "conda".to_owned());
                }
            }
        }
        if stands_for_python {
            return;
        }
        let place = prefix.join("conda-meta");
        let details = self.request.details.then(|| {
            Box::new(Details {
                installer: Some("conda".to_owned()),
                requested: record.requested,
                license: record.license.clone(),
                conda: Some(build),
                ..Details::default()
            })
        });
        let distribution = Distribution {
            kind: DistributionKind::Conda,
            name: PackageName::new(&record.name),
            version: Some(InstalledVersion::new(&record.version)),
            identity: IdentitySource::Metadata,
            metadata_path: file.clone(),
            metadata_file: None,
            details,
        };
        let site = self.sites.entry(place.clone()).or_insert_with(|| FoundSite::whole(place, Vec::new()));
        site.distributions.push(distribution);
    }

    /// An egg on the path is a site of its own: the directory that it happens to lie in does not hold it a second time.
    pub(super) fn claim_eggs<'paths>(&mut self, eggs: impl Iterator<Item = &'paths PathBuf>) {
        for egg in eggs {
            if let Some(around) = egg.parent().and_then(|parent| self.sites.get_mut(parent)) {
                around.distributions.retain(|distribution| distribution.metadata_path != *egg);
            }
        }
    }

    /// A source tree's `.egg-info` is not a second distribution where an egg-link or an editable install of a site stands
    /// for that tree.
    pub(super) fn claim_editables(&mut self, roles: &Roles) {
        let linked_by_egg: BTreeSet<PathBuf> = self
            .sites
            .values()
            .flat_map(|site| &site.distributions)
            .filter(|distribution| distribution.kind == DistributionKind::EggLink)
            .map(|distribution| distribution.metadata_path.clone())
            .collect();
        let is_tree = |site: &FoundSite| match roles.get(&site.path) {
            Some(role) => *role == SiteKind::Linked,
            None => site.shape == Shape::EggInfoOnly,
        };
        let trees: Vec<PathBuf> =
            self.sites.values().filter(|site| is_tree(site)).map(|site| site.path.clone()).collect();
        let names: BTreeSet<String> = trees
            .iter()
            .flat_map(|tree| &self.sites[tree].distributions)
            .map(|distribution| distribution.name.normalized().to_owned())
            .collect();
        let editables = self.editables(&names);
        for tree in trees {
            let Some(site) = self.sites.get_mut(&tree) else { continue };
            site.distributions.retain(|distribution| {
                let release =
                    (distribution.name.normalized().to_owned(), distribution.version_text().to_owned());
                let projects = editables.get(&release).into_iter().flatten();
                !linked_by_egg.contains(&distribution.metadata_path)
                    && (distribution.kind != DistributionKind::EggInfoDirectory
                        || !projects.into_iter().any(|project| tree.starts_with(project)))
            });
        }
    }

    /// The source trees of the editable installs of these names.
    pub(super) fn editables(&self, names: &BTreeSet<String>) -> BTreeMap<(String, String), Vec<PathBuf>> {
        let reader = DistributionReader::new(self.disk, false, false, None);
        let mut trees: BTreeMap<_, Vec<PathBuf>> = BTreeMap::new();
        let distributions = self.sites.values().flat_map(|site| &site.distributions);
        for distribution in distributions.filter(|distribution| {
            distribution.kind == DistributionKind::DistInfo && names.contains(distribution.name.normalized())
        }) {
            let origin = reader.origin_of(&distribution.metadata_path);
            let Some(origin) = origin.filter(Origin::is_editable) else {
                continue;
            };
            let Some(path) = file_url::path_of(origin.url()) else { continue };
            if let Ok(tree) = self.disk.resolve(&path) {
                let release =
                    (distribution.name.normalized().to_owned(), distribution.version_text().to_owned());
                trees.entry(release).or_default().push(tree);
            }
        }
        trees
    }
}
