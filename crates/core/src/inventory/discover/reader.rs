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
use crate::metadata::archive::{self, Archived, ArchivedMetadata};
use crate::metadata::core_metadata::{CoreMetadata, Identity};
use crate::metadata::direct_url::Origin;
use crate::metadata::{decode, egg_link, egg_requires, file_name, file_url};
use crate::requirement::PackageName;

/// How much of a metadata file is read at first, in bytes. Name and version stand at the beginning.
const PEEK: usize = 1024;
/// How much of it is read where that does not do, in bytes. Few header blocks are longer.
const SECOND_LOOK: usize = 64 * 1024;
/// How much of a metadata file is read at most, in bytes.
const METADATA_LIMIT: usize = 4 * 1024 * 1024;
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
        let mut distribution = self.of_entry(site, name, draft);
        if self.details && distribution.metadata_file.is_some() {
            let details = self.dist_info_details(site, name);
            merge(&mut distribution, details);
        }
        distribution
    }

    fn egg_info(&mut self, site: OpenSite<'_>, name: &[u8]) -> Distribution {
        let draft = Draft {
            kind: DistributionKind::EggInfoDirectory,
            stem: &name[..name.len() - ".egg-info".len()],
            metadata_path: site.at(name),
            metadata_file: Some("PKG-INFO"),
        };
        let mut distribution = self.of_entry(site, name, draft);
        if distribution.metadata_file.is_none() {
            distribution.kind = DistributionKind::EggInfoFile;
        } else if let Some(details) = &mut distribution.details {
            self.egg_details(site, name, details);
        }
        distribution
    }

    /// Reads a dist-info or an egg-info as `importlib.metadata` does: METADATA, PKG-INFO, or the entry itself, whichever is
    /// the first that is not empty. An entry that is a file has no `metadata_file`.
    fn of_entry(&mut self, site: OpenSite<'_>, name: &[u8], mut draft: Draft<'_>) -> Distribution {
        let expected = draft.metadata_file;
        let mut failed = None;
        for (file, label) in
            [(&b"/METADATA"[..], Some("METADATA")), (b"/PKG-INFO", Some("PKG-INFO")), (b"", None)]
        {
            let read = self.metadata_at(site, &[name, file].concat());
            // The directory itself is no file, and that is no news.
            let is_directory = label.is_none() && read == Err(FileError::Irregular);
            match read {
                Ok(metadata) => {
                    draft.metadata_file = label;
                    return self.finish(draft, Ok(metadata));
                }
                Err(error) if error != FileError::Missing && !is_directory && failed.is_none() => {
                    failed = Some((label, error));
                }
                Err(_) => {}
            }
        }
        let (label, error) = failed.unwrap_or((expected, FileError::Missing));
        draft.metadata_file = label;
        self.finish(draft, Err(error))
    }

    /// An `.egg`: a directory with `EGG-INFO`, or a zip file, with what else is installed in it. A directory without any of that is
    /// no distribution.
    fn egg(&mut self, site: OpenSite<'_>, name: &[u8], found: &mut Vec<Distribution>) {
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
            match entry {
                MetadataEntry::DistInfo => found.push(self.dist_info(egg, listing.name(*name))),
                MetadataEntry::EggInfo => found.push(self.egg_info(egg, listing.name(*name))),
                MetadataEntry::Egg | MetadataEntry::EggLink => {}
            }
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
        let archived = archive::read(std::io::BufReader::new(opened), is_egg).unwrap_or_else(|error| {
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
            self.problems.push(too_large(&metadata_path, member.bytes.len()));
        }
        let read = metadata
            .ok_or(FileError::Missing)
            .map(|member| self.parse(&member.bytes, true).unwrap_or_default());
        let draft = Draft { kind, stem, metadata_path, metadata_file: None };
        let mut distribution = self.finish(draft, read);
        if let (Some(details), Some(requires)) = (&mut distribution.details, requires) {
            require(details, &requires.bytes);
        }
        distribution
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
        let entry =
            entries.iter().find(named).ok_or_else(|| missing(&"no .egg-info of that name is there"))?;
        Ok((real, entry.to_vec()))
    }

    /// What a metadata file says, from the cache if it is there and has it.
    fn metadata_at(&mut self, site: OpenSite<'_>, relative: &[u8]) -> Result<CoreMetadata, FileError> {
        // In another machine's image a name may lead out of it, which only opening it in the right way prevents.
        let Some(cache) = self.cache.filter(|_| self.disk.root().is_none()) else {
            return self.read_metadata(site, relative).map(|(metadata, _)| metadata);
        };
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
    fn read_metadata(
        &mut self,
        site: OpenSite<'_>,
        relative: &[u8],
    ) -> Result<(CoreMetadata, OwnedFd), FileError> {
        let opened = self.disk.open_below(site.directory, relative, || site.at(relative))?;
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.resize(PEEK, 0);
        let count = file::peek(&opened, &mut buffer);
        let peeked = count.and_then(|count| {
            if count == 0 { Err(FileError::Empty) } else { Ok(self.parse(&buffer[..count], false)) }
        });
        let read = match peeked {
            Ok(Some(metadata)) => Ok(metadata),
            Ok(None) => self.read_on(&opened, &mut buffer, &|| site.at(relative)),
            Err(error) => Err(error),
        };
        self.buffer = buffer;
        read.map(|metadata| (metadata, opened))
    }

    /// Reads more of a metadata file, as little as does.
    fn read_on(
        &mut self,
        opened: &OwnedFd,
        buffer: &mut Vec<u8>,
        path: &dyn Fn() -> PathBuf,
    ) -> Result<CoreMetadata, FileError> {
        let mut whole = false;
        for limit in [SECOND_LOOK, METADATA_LIMIT] {
            whole = file::read_from_start(opened, buffer, limit)?;
            if let Some(metadata) = self.parse(buffer, whole) {
                return Ok(metadata);
            }
        }
        if !whole {
            self.problems.push(too_large(&path(), buffer.len()));
        }
        let metadata = self.parse(buffer, true).unwrap_or_default();
        // A large buffer is not kept for the next, which will be small.
        *buffer = Vec::new();
        Ok(metadata)
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
            let path = draft
                .metadata_file
                .map_or(draft.metadata_path.clone(), |file| draft.metadata_path.join(file));
            self.problems.push(match error {
                FileError::Missing | FileError::Empty => {
                    let what = if error == FileError::Empty { "is an empty file" } else { "is not there" };
                    let reason =
                        format!("the metadata {what}, so the distribution's identity is not certain");
                    Problem::new(path, ProblemCode::MetadataMissing, reason)
                }
                error => error.problem(&path),
            });
            CoreMetadata::of_identity(Identity::default())
        });
        if self.details && !metadata.was_utf8 {
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
        let (name, identity) = if let Some(name) = name {
            (PackageName::from(name), IdentitySource::Metadata)
        } else {
            let stem = decode(draft.stem).text;
            let (told_name, told_version) = file_name::split(&stem);
            version = version.or_else(|| told_version.map(str::to_owned));
            (PackageName::new(told_name), IdentitySource::FileName)
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
        let path =
            draft.metadata_file.map_or(draft.metadata_path.clone(), |file| draft.metadata_path.join(file));
        self.problems.push(Problem::new(path, code, reason));
    }

    /// Says what is wrong with a name and a version, and whether the directory's name agrees.
    fn judge_identity(&mut self, stem: &[u8], found: &Distribution) {
        let mut complain = |code, reason: String| {
            self.problems.push(Problem::new(found.file_path(), code, reason));
        };
        if found.identity == IdentitySource::FileName {
            complain(
                ProblemCode::NameMissing,
                format!("no Name is to be read there; {} is taken from the file name", found.name),
            );
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
        if let Some(bytes) = self.small_file(site, &relative) {
            match Origin::read(&bytes) {
                Ok(origin) => details.origin = Some(origin),
                Err(error) => {
                    let problem =
                        Problem::new(site.at(&relative), ProblemCode::MetadataInvalid, error.to_string());
                    self.problems.push(problem);
                }
            }
        }
        details
    }

    fn egg_details(&mut self, site: OpenSite<'_>, name: &[u8], details: &mut Details) {
        let below = |file: &str| [name, b"/", file.as_bytes()].concat();
        if let Some(bytes) = self.small_file(site, &below("requires.txt")) {
            require(details, &bytes);
        }
        details.record_bytes = self.size(site, &below("installed-files.txt"));
        details.installer = self.first_line(site, &below("INSTALLER"));
    }

    /// The origin of a dist-info, read apart from everything else; `None` where there is none to be read.
    pub(super) fn origin_of(&self, dist_info: &Path) -> Option<Origin> {
        let read = self.disk.read(&dist_info.join("direct_url.json"), SMALL_LIMIT).ok()?;
        Origin::read(&read.bytes).ok()
    }

    /// A file beside the metadata; `None` where there is none, or where it cannot be read, which is a problem.
    fn small_file(&mut self, site: OpenSite<'_>, relative: &[u8]) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        match self.disk.read_below(site.directory, relative, || site.at(relative), &mut bytes, SMALL_LIMIT) {
            Ok(true) => Some(bytes),
            Ok(false) => {
                self.problems.push(too_large(&site.at(relative), bytes.len()));
                Some(bytes)
            }
            Err(FileError::Missing) => None,
            Err(error) => {
                self.problems.push(error.problem(&site.at(relative)));
                None
            }
        }
    }

    fn first_line(&mut self, site: OpenSite<'_>, relative: &[u8]) -> Option<String> {
        let bytes = self.small_file(site, relative)?;
        let text = decode(&bytes).text;
        text.lines().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned)
    }

    /// The size of a file beside the metadata, in bytes; `None` where there is none. What is there and is no file is a problem.
    fn size(&mut self, site: OpenSite<'_>, relative: &[u8]) -> Option<u64> {
        match self.disk.size_below(site.directory, relative, || site.at(relative)) {
            Ok(size) => Some(size),
            Err(FileError::Missing) => None,
            Err(error) => {
                self.problems.push(error.problem(&site.at(relative)));
                None
            }
        }
    }
}

fn too_large(path: &Path, read: usize) -> Problem {
    Problem::new(path, ProblemCode::FileTooLarge, format!("only its first {read} bytes were read"))
}

/// Takes over what `requires.txt` says, where the metadata itself does not say it, as `importlib.metadata` does.
fn require(details: &mut Details, requires: &[u8]) {
    if details.requires.is_empty() {
        details.requires = egg_requires::read(requires);
    }
    if details.extras.is_empty() {
        details.extras = egg_requires::extras(requires);
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

fn merge(distribution: &mut Distribution, files: Details) {
    if let Some(details) = &mut distribution.details {
        details.origin = files.origin;
        details.installer = files.installer;
        details.requested = files.requested;
        details.record_bytes = files.record_bytes;
    }
}
