//! What stands beside the metadata: origin, installer, RECORD, `requires.txt`.

use std::path::{Path, PathBuf};

use super::{DistributionReader, OpenSite, SMALL_LIMIT};
use crate::inventory::distribution::{Details, Distribution};
use crate::inventory::file::FileError;
use crate::inventory::{Problem, ProblemCode};
use crate::metadata::credentials::mask_credentials;
use crate::metadata::direct_url::Origin;
use crate::metadata::{decode, egg_requires};
use crate::requirement::PackageName;

impl DistributionReader<'_> {
    pub(super) fn dist_info_details(
        &mut self,
        site: OpenSite<'_>,
        name: &[u8],
        owner: &PackageName,
    ) -> Details {
        let below = |file: &str| [name, b"/", file.as_bytes()].concat();
        Details {
            origin: self.dist_info_origin(site, name),
            installer: self.first_line(site, &below("INSTALLER")),
            requested: self.size(site, &below("REQUESTED")).is_some(),
            record_bytes: self.size(site, &below("RECORD")),
            embedded: self.embedded(site, name, owner),
            ..Details::default()
        }
    }

    /// Where a dist-info came from (PEP 610); `None` where nothing is recorded, or where it cannot be read, which is a problem.
    pub(super) fn dist_info_origin(&mut self, site: OpenSite<'_>, name: &[u8]) -> Option<Origin> {
        let relative = [name, b"/direct_url.json"].concat();
        let bytes = self.small_file(site, &relative)?;
        let read = Origin::read(&bytes);
        if let Err(error) = &read {
            let problem = Problem::new(site.at(&relative), ProblemCode::MetadataInvalid, error.to_string());
            self.problems.push(problem);
        }
        read.ok()
    }

    pub(super) fn egg_details(&mut self, site: OpenSite<'_>, name: &[u8], details: &mut Details) {
        let below = |file: &str| [name, b"/", file.as_bytes()].concat();
        let requires = below("requires.txt");
        if let Some(bytes) = self.small_file(site, &requires) {
            self.require(details, &bytes, || site.at(&requires));
        }
        details.record_bytes = self.size(site, &below("installed-files.txt"));
        details.installer = self.first_line(site, &below("INSTALLER"));
    }

    /// The origin of a dist-info, read apart from everything else; `None` where there is none to be read.
    pub(in crate::inventory::discover) fn origin_of(&self, dist_info: &Path) -> Option<Origin> {
        let read = self.disk.read(&dist_info.join("direct_url.json"), SMALL_LIMIT).ok()?;
        Origin::read(&read.bytes).ok()
    }

    /// A file beside the metadata; `None` where there is none, or where it cannot be read, which is a problem.
    pub(super) fn small_file(&mut self, site: OpenSite<'_>, relative: &[u8]) -> Option<Vec<u8>> {
        if self.has_cut() {
            return None;
        }
        let mut bytes = Vec::new();
        let read =
            self.disk.read_below(site.directory, relative, || site.at(relative), &mut bytes, SMALL_LIMIT);
        self.budget.count_bytes(bytes.len());
        match read {
            Ok(true) => Some(bytes),
            Ok(false) => {
                self.problems.push(Problem::cut(site.at(relative), bytes.len()));
                Some(bytes)
            }
            Err(FileError::Missing) => None,
            Err(error) => {
                self.problems.push(error.problem(&site.at(relative)));
                None
            }
        }
    }

    pub(super) fn first_line(&mut self, site: OpenSite<'_>, relative: &[u8]) -> Option<String> {
        let bytes = self.small_file(site, relative)?;
        let text = decode(&bytes).text;
        text.lines().map(str::trim).find(|line| !line.is_empty()).map(mask_credentials)
    }

    /// The size of a file beside the metadata, in bytes; `None` where there is none. What is there and is no file is a problem.
    pub(super) fn size(&mut self, site: OpenSite<'_>, relative: &[u8]) -> Option<u64> {
        match self.disk.size_below(site.directory, relative, || site.at(relative)) {
            Ok(size) => Some(size),
            Err(FileError::Missing) => None,
            Err(error) => {
                self.problems.push(error.problem(&site.at(relative)));
                None
            }
        }
    }

    /// Takes over what `requires.txt` says, where the metadata itself does not say it, as `importlib.metadata` does.
    pub(super) fn require(&mut self, details: &mut Details, requires: &[u8], path: impl FnOnce() -> PathBuf) {
        if details.requires.is_empty() {
            let read = egg_requires::read(requires);
            if !read.whole {
                let reason = format!(
                    "its markers make more of it than is read: only its first {} requirements were read",
                    read.requirements.len()
                );
                self.problems.push(Problem::new(path(), ProblemCode::FileTooLarge, reason));
            }
            details.requires = read.requirements;
        }
        if details.extras.is_empty() {
            details.extras = egg_requires::extras(requires);
        }
    }
}

pub(super) fn merge(distribution: &mut Distribution, files: Details) {
    if let Some(details) = &mut distribution.details {
        details.origin = files.origin;
        details.installer = files.installer;
        details.requested = files.requested;
        details.record_bytes = files.record_bytes;
        details.embedded = files.embedded;
    }
}
