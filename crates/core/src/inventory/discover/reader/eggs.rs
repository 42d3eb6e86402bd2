//! Eggs in all their forms: directories, zip files, and links to source trees.

use std::io::{self, Read, Seek, SeekFrom};
use std::os::fd::{AsFd, BorrowedFd};
use std::path::{Path, PathBuf};

use super::{DistributionReader, Draft, OpenSite, SMALL_LIMIT};
use crate::inventory::discover::listing::{Listing, MetadataEntry};
use crate::inventory::distribution::{Distribution, DistributionKind};
use crate::inventory::file::FileError;
use crate::inventory::{Problem, ProblemCode};
use crate::metadata::archive::{self, Archived, ArchivedMetadata};
use crate::metadata::core_metadata::{CoreMetadata, Identity};
use crate::metadata::credentials::mask_credentials;
use crate::metadata::direct_url::Origin;
use crate::metadata::{egg_link, file_name, file_url};
use crate::requirement::PackageName;

impl DistributionReader<'_> {
    /// An `.egg`: a directory with `EGG-INFO`, or a zip file, with what else is installed in it. A directory without any of that is
    /// no distribution.
    pub(super) fn egg(&mut self, site: OpenSite<'_>, name: &[u8], found: &mut Vec<Distribution>) {
        let path = site.at(name);
        match self.disk.open_below(site.directory, name, || path.clone()) {
            Ok(opened) if is_directory(opened.as_fd()) => self.egg_directory(opened.as_fd(), &path, found),
            Ok(opened) => self.archive(opened.into(), &path, true, found),
            Err(error) => {
                match self.disk.real_directory(&path).map(|real| self.disk.open_directory_at(&real)) {
                    Some(Ok(opened)) => self.egg_directory(opened.as_fd(), &path, found),
                    _ => self.problems.push(error.problem(&path)),
                }
            }
        }
    }

    fn egg_directory(&mut self, opened: BorrowedFd<'_>, path: &Path, found: &mut Vec<Distribution>) {
        let egg = OpenSite { directory: opened, path };
        let mut listing = Listing::new();
        if let Err(errno) = listing.read(opened) {
            return self.problems.push(FileError::from(errno).problem(path));
        }
        self.budget.count_entries(listing.count);
        let has_egg_info =
            listing.directories.iter().any(|name| listing.name(*name).eq_ignore_ascii_case(b"EGG-INFO"));
        if has_egg_info {
            let draft = Draft {
                kind: DistributionKind::EggDirectory,
                stem: path.file_stem().unwrap_or_default().as_encoded_bytes(),
                metadata_path: path.to_path_buf(),
                metadata_file: Some("EGG-INFO/PKG-INFO"),
            };
            let read = self.metadata_at(egg, b"EGG-INFO/PKG-INFO");
            let mut distribution = self.finish(draft, read);
            if let Some(details) = &mut distribution.details {
                self.egg_details(egg, b"EGG-INFO", details);
            }
            found.push(distribution);
        }
        for (entry, name) in &listing.metadata {
            if self.has_cut() {
                break;
            }
            match entry {
                MetadataEntry::DistInfo => found.push(self.dist_info(egg, listing.name(*name))),
                MetadataEntry::EggInfo => found.push(self.egg_info(egg, listing.name(*name))),
                MetadataEntry::Egg | MetadataEntry::EggLink => {}
            }
        }
    }

    /// The distributions in a zip file.
    pub(in crate::inventory::discover) fn archive(
        &mut self,
        opened: std::fs::File,
        path: &Path,
        is_egg: bool,
        found: &mut Vec<Distribution>,
    ) {
        let mut opened = Counted { file: opened, count: 0 };
        let archived = archive::read(std::io::BufReader::new(&mut opened), is_egg);
        self.budget.count_bytes(opened.count);
        let archived = archived.unwrap_or_else(|error| {
            self.problems.push(Problem::new(path, ProblemCode::ArchiveInvalid, error.to_string()));
            Archived::default()
        });
        if archived.is_cut {
            let reason = format!("only the first {} distributions in it were read", archived.found.len());
            self.problems.push(Problem::new(path, ProblemCode::FileTooLarge, reason));
        }
        if is_egg && !archived.found.iter().any(|one| one.directory.eq_ignore_ascii_case("EGG-INFO")) {
            // An egg that cannot be read is one all the same, of which its name is all that is known.
            let nothing = ArchivedMetadata {
                directory: "EGG-INFO".to_owned(),
                metadata: None,
                requires: None,
                errors: Vec::new(),
            };
            found.push(self.archived(path, nothing));
        }
        for one in archived.found {
            if self.has_cut() {
                break;
            }
            found.push(self.archived(path, one));
        }
    }

    /// One distribution in a zip file.
    fn archived(&mut self, path: &Path, archived: ArchivedMetadata) -> Distribution {
        let ArchivedMetadata { directory, metadata, requires, errors } = archived;
        for error in errors {
            self.problems.push(Problem::new(
                path,
                ProblemCode::ArchiveInvalid,
                format!("could not read {error}"),
            ));
        }
        let is_egg_info = directory.eq_ignore_ascii_case("EGG-INFO");
        let stem = if is_egg_info {
            path.file_stem().unwrap_or_default().as_encoded_bytes()
        } else {
            stem_of(&directory)
        };
        let kind = if is_egg_info { DistributionKind::EggArchive } else { DistributionKind::ZippedDistInfo };
        let metadata_path = if is_egg_info { path.to_path_buf() } else { path.join(&directory) };
        for member in [&metadata, &requires].into_iter().flatten().filter(|member| !member.whole) {
            self.problems.push(Problem::cut(&metadata_path, member.bytes.len()));
        }
        for member in [&metadata, &requires].into_iter().flatten() {
            self.budget.count_bytes(member.bytes.len());
        }
        let read = metadata
            .ok_or(FileError::Missing)
            .map(|member| self.parse(&member.bytes, true).unwrap_or_default());
        let draft = Draft { kind, stem, metadata_path, metadata_file: None };
        let mut distribution = self.finish(draft, read);
        if let (Some(details), Some(requires)) = (&mut distribution.details, requires) {
            self.require(details, &requires.bytes, || distribution.metadata_path.clone());
        }
        distribution
    }

    pub(super) fn egg_link(&mut self, site: OpenSite<'_>, name: &[u8]) -> Distribution {
        let stem = &name[..name.len() - ".egg-link".len()];
        let path = site.at(name);
        let mut draft =
            Draft { kind: DistributionKind::EggLink, stem, metadata_path: path.clone(), metadata_file: None };
        match self.egg_link_target(site, name, &path) {
            Ok((directory, entry)) => {
                let opened = self.disk.open_directory_at(&directory).map_err(FileError::from);
                let target = opened.map(|opened| {
                    let target = OpenSite { directory: opened.as_fd(), path: &directory };
                    self.egg_info(target, &entry)
                });
                match target {
                    Ok(mut distribution) => {
                        distribution.kind = DistributionKind::EggLink;
                        if let Some(details) = &mut distribution.details {
                            let url = file_url::of_path(&directory);
                            details.origin =
                                Some(Origin::Directory { url, editable: true, subdirectory: None });
                        }
                        return distribution;
                    }
                    Err(error) => self.problems.push(error.problem(&directory)),
                }
            }
            Err(reason) => self.problems.push(Problem::new(&path, ProblemCode::EggLinkBroken, reason)),
        }
        // What it points at is gone, and with it name and version: the link's own name is left.
        draft.metadata_path = path;
        self.assemble(draft, CoreMetadata::of_identity(Identity::default()))
    }

    /// The directory that an egg-link points at, and the name of the `.egg-info` in it.
    fn egg_link_target(
        &mut self,
        site: OpenSite<'_>,
        name: &[u8],
        path: &Path,
    ) -> Result<(PathBuf, Vec<u8>), String> {
        let mut bytes = Vec::new();
        let read = self.disk.read_below(site.directory, name, || path.to_path_buf(), &mut bytes, SMALL_LIMIT);
        self.budget.count_bytes(bytes.len());
        read.map_err(|error| format!("could not read it: {error}"))?;
        let target = egg_link::read(&bytes).ok_or("it names no directory")?;
        let target = site.path.join(target);
        let missing = |error: &dyn std::fmt::Display| {
            format!("it points at {}: {error}", mask_credentials(&target.display().to_string()))
        };
        let real = self.disk.resolve(&target).map_err(|error| missing(&error))?;
        let opened = self.disk.open_directory_at(&real).map_err(|errno| missing(&FileError::from(errno)))?;
        let mut listing = Listing::new();
        listing.read(opened.as_fd()).map_err(|errno| missing(&FileError::from(errno)))?;
        self.budget.count_entries(listing.count);
        let wanted = PackageName::new(&String::from_utf8_lossy(&name[..name.len() - ".egg-link".len()]));
        let mut entries: Vec<&[u8]> = listing
            .metadata
            .iter()
            .filter(|(entry, _)| *entry == MetadataEntry::EggInfo)
            .map(|(_, name)| listing.name(*name))
            .collect();
        entries.sort_unstable();
        let named = |entry: &&&[u8]| {
            let stem = String::from_utf8_lossy(&entry[..entry.len() - ".egg-info".len()]).into_owned();
            PackageName::new(file_name::split(&stem).0) == wanted || PackageName::new(&stem) == wanted
        };
        let entry =
            entries.iter().find(named).ok_or_else(|| missing(&"no .egg-info of that name is there"))?;
        Ok((real, entry.to_vec()))
    }
}

/// A file whose bytes are counted as they are read.
struct Counted {
    file: std::fs::File,
    count: usize,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.count += count;
        Ok(count)
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

fn stem_of(directory: &str) -> &[u8] {
    directory.rsplit_once('.').map_or(directory, |(stem, _)| stem).as_bytes()
}

fn is_directory(opened: BorrowedFd<'_>) -> bool {
    rustix::fs::fstat(opened).is_ok_and(|stat| {
        rustix::fs::FileType::from_raw_mode(stat.st_mode) == rustix::fs::FileType::Directory
    })
}
