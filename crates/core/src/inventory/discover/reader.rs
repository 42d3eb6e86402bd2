//! Reads one distribution from the metadata that a site holds of it.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};

use super::listing::{Listing, MetadataEntry};
use crate::inventory::cache::{Cache, FileState, Kept};
use crate::inventory::distribution::{
    Details, Distribution, DistributionKind, IdentitySource, InstalledVersion,
};
use crate::inventory::file::{self, Disk, FileError, join};
use crate::inventory::{Problem, ProblemCode};
use crate::metadata::archive::{self, ArchivedMetadata};
use crate::metadata::core_metadata::{CoreMetadata, Identity};
use crate::metadata::direct_url::Origin;
use crate::metadata::{decode, egg_link, egg_requires, file_name};
use crate::requirement::PackageName;

/// How much of a metadata file is read at first, in bytes. Name and version stand at the beginning.
const PEEK: usize = 1024;
/// How much of a metadata file is read at most, in bytes.
const METADATA_LIMIT: usize = 16 * 1024 * 1024;
/// How much of `direct_url.json`, `INSTALLER`, an egg-link or `requires.txt` is read at most, in bytes.
const SMALL_LIMIT: usize = 1024 * 1024;

/// An open directory and its real path.
#[derive(Clone, Copy)]
pub(super) struct OpenSite<'a> {
    pub(super) directory: BorrowedFd<'a>,
    pub(super) path: &'a Path,
}

impl OpenSite<'_> {
    fn at(&self, relative: &[u8]) -> PathBuf {
        join(self.path, relative)
    }
}

/// Reads distributions. Each worker has one, with buffers of its own.
pub(super) struct DistributionReader<'scan> {
    disk: &'scan Disk,
    /// Whether everything is wanted, or only what identifies a distribution.
    details: bool,
    buffer: Vec<u8>,
    cache: Option<&'scan Cache>,
    pub(super) kept: Kept,
    pub(super) problems: Vec<Problem>,
}

/// A distribution before its parts are put together.
struct Draft<'a> {
    kind: DistributionKind,
    /// The directory's or file's name without its ending.
    stem: &'a [u8],
    metadata_path: PathBuf,
    metadata_file: Option<&'static str>,
}

impl<'scan> DistributionReader<'scan> {
    pub(super) fn new(disk: &'scan Disk, details: bool, cache: Option<&'scan Cache>) -> Self {
        Self { disk, details, buffer: vec![0; PEEK], cache, kept: Kept::default(), problems: Vec::new() }
    }

    /// Reads what an entry of a site promises, and adds what is there to `found`.
    pub(super) fn read(
        &mut self,
        site: OpenSite<'_>,
        entry: MetadataEntry,
        name: &[u8],
        found: &mut Vec<Distribution>,
    ) {
        match entry {
            MetadataEntry::DistInfo => found.push(self.dist_info(site, name)),
            MetadataEntry::EggInfo => found.push(self.egg_info(site, name)),
            MetadataEntry::Egg => self.egg(site, name, found),
            MetadataEntry::EggLink => found.push(self.egg_link(site, name)),
        }
    }

    fn dist_info(&mut self, site: OpenSite<'_>, name: &[u8]) -> Distribution {
        let draft = Draft {
            kind: DistributionKind::DistInfo,
            stem: &name[..name.len() - ".dist-info".len()],
            metadata_path: site.at(name),
            metadata_file: Some("METADATA"),
        };
        let read = self.metadata_at(site, &[name, b"/METADATA"].concat());
        let mut distribution = self.finish(draft, read);
        if self.details {
            let details = self.dist_info_details(site, name);
            merge(&mut distribution, details);
        }
        distribution
    }

    fn egg_info(&mut self, site: OpenSite<'_>, name: &[u8]) -> Distribution {
        let mut draft = Draft {
            kind: DistributionKind::EggInfoDirectory,
            stem: &name[..name.len() - ".egg-info".len()],
            metadata_path: site.at(name),
            metadata_file: Some("PKG-INFO"),
        };
        // The order of `importlib.metadata`: METADATA, PKG-INFO, the entry itself.
        for (file, label) in [(&b"/METADATA"[..], "METADATA"), (b"/PKG-INFO", "PKG-INFO")] {
            let read = self.metadata_at(site, &[name, file].concat());
            if !matches!(read, Err(FileError::Missing)) {
                draft.metadata_file = Some(label);
                return self.finish_egg_info(site, name, draft, read);
            }
        }
        match self.metadata_at(site, name) {
            // A directory without metadata.
            Err(FileError::Irregular) => self.finish_egg_info(site, name, draft, Err(FileError::Missing)),
            read => {
                let draft = Draft { kind: DistributionKind::EggInfoFile, metadata_file: None, ..draft };
                self.finish(draft, read)
            }
        }
    }

    fn finish_egg_info(
        &mut self,
        site: OpenSite<'_>,
        name: &[u8],
        draft: Draft<'_>,
        read: Result<CoreMetadata, FileError>,
    ) -> Distribution {
        let mut distribution = self.finish(draft, read);
        if let Some(details) = &mut distribution.details {
            self.egg_details(site, name, details);
        }
        distribution
    }

    /// An `.egg`: a directory with `EGG-INFO`, or a zip file. A directory without it is no distribution.
    fn egg(&mut self, site: OpenSite<'_>, name: &[u8], found: &mut Vec<Distribution>) {
        let draft = Draft {
            kind: DistributionKind::EggDirectory,
            stem: &name[..name.len() - ".egg".len()],
            metadata_path: site.at(name),
            metadata_file: Some("EGG-INFO/PKG-INFO"),
        };
        match self.metadata_at(site, &[name, b"/EGG-INFO/PKG-INFO"].concat()) {
            Err(FileError::Missing) => {}
            read => {
                let mut distribution = self.finish(draft, read);
                if let Some(details) = &mut distribution.details {
                    self.egg_details(site, &[name, b"/EGG-INFO"].concat(), details);
                }
                found.push(distribution);
                return;
            }
        }
        let path = site.at(name);
        match self.disk.open_below(site.directory, name, || path.clone()) {
            Ok(opened) if is_directory(opened.as_fd()) => {}
            Ok(opened) => self.archive(opened.into(), &path, true, found),
            Err(error) => self.problems.push(error.problem(&path)),
        }
    }

    /// The distributions in a zip file.
    pub(super) fn archive(
        &mut self,
        opened: std::fs::File,
        path: &Path,
        is_egg: bool,
        found: &mut Vec<Distribution>,
    ) {
        let archived = match archive::read(std::io::BufReader::new(opened), is_egg) {
            Ok(archived) => archived,
            Err(error) => {
                return self.problems.push(Problem::new(path, ProblemCode::ArchiveInvalid, error.to_string()));
            }
        };
        if archived.is_empty() && is_egg {
            let reason = "it has no EGG-INFO, so what is in it is unknown";
            self.problems.push(Problem::new(path, ProblemCode::MetadataMissing, reason));
        }
        for ArchivedMetadata { directory, metadata, whole } in archived {
            let is_egg_info = directory.eq_ignore_ascii_case("EGG-INFO");
            let stem = if is_egg_info { path.file_stem().unwrap_or_default().as_encoded_bytes() } else { stem_of(&directory) };
            let kind = if is_egg_info { DistributionKind::EggArchive } else { DistributionKind::ZippedDistInfo };
            let metadata_path = if is_egg_info { path.to_path_buf() } else { path.join(&directory) };
            let draft = Draft { kind, stem, metadata_path, metadata_file: None };
            let read = if metadata.is_empty() {
                Err(FileError::Missing)
            } else {
                Ok(self.parse(&metadata, whole).unwrap_or_default())
            };
            let distribution = self.finish(draft, read);
            found.push(distribution);
        }
    }

    fn egg_link(&mut self, site: OpenSite<'_>, name: &[u8]) -> Distribution {
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
                            let url = format!("file://{}", directory.display());
                            details.origin = Some(Origin::Directory { url, editable: true, subdirectory: None });
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
        self.disk
            .read_below(site.directory, name, || path.to_path_buf(), &mut bytes, SMALL_LIMIT)
            .map_err(|error| format!("could not read it: {error}"))?;
        let target = egg_link::read(&bytes).ok_or("it names no directory")?;
        let target = site.path.join(target);
        let missing = |error: &dyn std::fmt::Display| format!("it points at {}: {error}", target.display());
        let real = self.disk.resolve(&target).map_err(|error| missing(&error))?;
        let opened = self.disk.open_directory_at(&real).map_err(|errno| missing(&FileError::from(errno)))?;
        let mut listing = Listing::new();
        listing.read(opened.as_fd()).map_err(|errno| missing(&FileError::from(errno)))?;
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
        let entry = entries.iter().find(named).ok_or_else(|| missing(&"no .egg-info of that name is there"))?;
        Ok((real, entry.to_vec()))
    }

    /// What a metadata file says, from the cache if it is there and has it.
    fn metadata_at(&mut self, site: OpenSite<'_>, relative: &[u8]) -> Result<CoreMetadata, FileError> {
        let Some(cache) = self.cache else { return self.read_metadata(site, relative).map(|(metadata, _)| metadata) };
        let before = FileState::of(site.directory, relative);
        if let Some(metadata) = before.and_then(|state| cache.get(&state, self.details, &mut self.kept)) {
            return Ok(metadata);
        }
        let complaints = self.problems.len();
        let (metadata, opened) = self.read_metadata(site, relative)?;
        // What there is to complain of must be said every time.
        if self.problems.len() == complaints {
            cache.keep(before, FileState::of(opened.as_fd(), b""), &metadata, &mut self.kept);
        }
        Ok(metadata)
    }

    /// Reads a metadata file: the beginning, and more of it only where that does not do.
    fn read_metadata(&mut self, site: OpenSite<'_>, relative: &[u8]) -> Result<(CoreMetadata, OwnedFd), FileError> {
        let opened = self.disk.open_below(site.directory, relative, || site.at(relative))?;
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.resize(PEEK, 0);
        let count = file::peek(&opened, &mut buffer);
        let peeked = count.map(|count| self.parse(&buffer[..count], false));
        let read = match peeked {
            Ok(Some(metadata)) => Ok(metadata),
            Ok(None) => file::read_open(&opened, &mut buffer, METADATA_LIMIT).map(|whole| {
                if !whole {
                    let reason = format!("only its first {METADATA_LIMIT} bytes were read");
                    self.problems.push(Problem::new(site.at(relative), ProblemCode::FileTooLarge, reason));
                }
                self.parse(&buffer, true).unwrap_or_default()
            }),
            Err(error) => Err(error),
        };
        self.buffer = buffer;
        read.map(|metadata| (metadata, opened))
    }

    /// What the beginning of a metadata file says; `None` where more of it is needed.
    fn parse(&self, beginning: &[u8], whole: bool) -> Option<CoreMetadata> {
        if self.details {
            CoreMetadata::read(beginning, whole)
        } else {
            Identity::read(beginning, whole).map(CoreMetadata::of_identity)
        }
    }

    /// Puts a distribution together, or what is known of one whose metadata could not be read.
    fn finish(&mut self, draft: Draft<'_>, read: Result<CoreMetadata, FileError>) -> Distribution {
        let metadata = read.unwrap_or_else(|error| {
            let path = draft.metadata_file.map_or(draft.metadata_path.clone(), |file| draft.metadata_path.join(file));
            self.problems.push(match error {
                FileError::Missing => {
                    let reason = "the distribution has no such file, so its identity is not certain";
                    Problem::new(path, ProblemCode::MetadataMissing, reason)
                }
                error => error.problem(&path),
            });
            CoreMetadata::of_identity(Identity::default())
        });
        if !metadata.was_utf8 {
            let reason = "it is not UTF-8 and was read as Latin-1; pip and importlib.metadata refuse it";
            self.complain(&draft, ProblemCode::MetadataEncoding, reason.to_owned());
        }
        let stem = draft.stem;
        let distribution = self.assemble(draft, metadata);
        self.judge_identity(stem, &distribution);
        distribution
    }

    fn assemble(&self, draft: Draft<'_>, metadata: CoreMetadata) -> Distribution {
        let Identity { name, mut version } = metadata.identity;
        let (name, identity) = match name {
            Some(name) => (PackageName::from(name), IdentitySource::Metadata),
            None => {
                let stem = decode(draft.stem).text;
                let (told_name, told_version) = file_name::split(&stem);
                version = version.or_else(|| told_version.map(str::to_owned));
                (PackageName::new(told_name), IdentitySource::FileName)
            }
        };
        let details = self.details.then(|| {
            let fields = metadata.fields.map(|fields| *fields).unwrap_or_default();
            Box::new(Details {
                requires_python: fields.requires_python,
                requires: fields.requires,
                extras: fields.extras,
                license_expression: fields.license_expression,
                license: fields.license,
                license_files: fields.license_files,
                license_classifiers: fields.license_classifiers,
                ..Details::default()
            })
        });
        Distribution {
            kind: draft.kind,
            name,
            version: version.map(InstalledVersion::from),
            identity,
            metadata_path: draft.metadata_path,
            metadata_file: draft.metadata_file,
            details,
        }
    }

    fn complain(&mut self, draft: &Draft<'_>, code: ProblemCode, reason: String) {
        let path = draft.metadata_file.map_or(draft.metadata_path.clone(), |file| draft.metadata_path.join(file));
        self.problems.push(Problem::new(path, code, reason));
    }

    /// Says what is wrong with a name and a version, and whether the directory's name agrees.
    fn judge_identity(&mut self, stem: &[u8], found: &Distribution) {
        let mut complain = |code, reason: String| {
            self.problems.push(Problem::new(found.file_path(), code, reason));
        };
        if found.identity == IdentitySource::FileName {
            complain(ProblemCode::NameMissing, format!("no Name is to be read there; {} is taken from the file name", found.name));
        } else if !found.name.is_valid() {
            complain(ProblemCode::NameInvalid, format!("{:?} is no valid name", found.name.as_written()));
        }
        match &found.version {
            None => complain(ProblemCode::VersionMissing, "no Version is to be read there".to_owned()),
            Some(version) if version.parsed().is_none() => {
                let reason = format!("{:?} is no version that PEP 440 allows", version.as_written());
                complain(ProblemCode::VersionInvalid, reason);
            }
            Some(_) => {}
        }
        if !file_name::tells_of(stem, &found.name, found.version_text()) {
            let told = decode(stem).text;
            complain(ProblemCode::NameMismatch, format!("{told:?} holds the metadata of {}", found.label()));
        }
    }

    fn dist_info_details(&mut self, site: OpenSite<'_>, name: &[u8]) -> Details {
        let below = |file: &str| [name, b"/", file.as_bytes()].concat();
        let mut details = Details {
            installer: self.first_line(site, &below("INSTALLER")),
            requested: self.size(site, &below("REQUESTED")).is_some(),
            record_bytes: self.size(site, &below("RECORD")),
            ..Details::default()
        };
        let relative = below("direct_url.json");
        match self.small_file(site, &relative) {
            Ok(bytes) => match Origin::read(&bytes) {
                Ok(origin) => details.origin = Some(origin),
                Err(error) => {
                    let problem = Problem::new(site.at(&relative), ProblemCode::MetadataInvalid, error.to_string());
                    self.problems.push(problem);
                }
            },
            Err(FileError::Missing) => {}
            Err(error) => self.problems.push(error.problem(&site.at(&relative))),
        }
        details
    }

    fn egg_details(&mut self, site: OpenSite<'_>, name: &[u8], details: &mut Details) {
        let below = |file: &str| [name, b"/", file.as_bytes()].concat();
        if let Ok(bytes) = self.small_file(site, &below("requires.txt")) {
            details.requires = egg_requires::read(&bytes);
            details.extras = egg_requires::extras(&bytes);
        }
        details.record_bytes = self.size(site, &below("installed-files.txt"));
        details.installer = self.first_line(site, &below("INSTALLER"));
    }

    /// The origin of a dist-info, read apart from everything else; `None` where there is none to be read.
    pub(super) fn origin_of(&self, dist_info: &Path) -> Option<Origin> {
        let read = self.disk.read(&dist_info.join("direct_url.json"), SMALL_LIMIT).ok()?;
        Origin::read(&read.bytes).ok()
    }

    fn small_file(&self, site: OpenSite<'_>, relative: &[u8]) -> Result<Vec<u8>, FileError> {
        let mut bytes = Vec::new();
        self.disk.read_below(site.directory, relative, || site.at(relative), &mut bytes, SMALL_LIMIT)?;
        Ok(bytes)
    }

    fn first_line(&self, site: OpenSite<'_>, relative: &[u8]) -> Option<String> {
        let bytes = self.small_file(site, relative).ok()?;
        let line = decode(&bytes).text.lines().next().unwrap_or_default().trim().to_owned();
        Some(line).filter(|line| !line.is_empty())
    }

    fn size(&self, site: OpenSite<'_>, relative: &[u8]) -> Option<u64> {
        self.disk.size_below(site.directory, relative, || site.at(relative))
    }
}

fn stem_of(directory: &str) -> &[u8] {
    directory.rsplit_once('.').map_or(directory, |(stem, _)| stem).as_bytes()
}

fn is_directory(opened: BorrowedFd<'_>) -> bool {
    rustix::fs::fstat(opened)
        .is_ok_and(|stat| rustix::fs::FileType::from_raw_mode(stat.st_mode) == rustix::fs::FileType::Directory)
}

fn merge(distribution: &mut Distribution, files: Details) {
    if let Some(details) = &mut distribution.details {
        details.origin = files.origin;
        details.installer = files.installer;
        details.requested = files.requested;
        details.record_bytes = files.record_bytes;
    }
}
