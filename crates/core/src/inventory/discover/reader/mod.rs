//! Reads one distribution from the metadata that a site holds of it.

mod beside;
mod budget;
mod eggs;
mod sboms;

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};

use self::beside::merge;
use self::budget::Budget;
use super::listing::MetadataEntry;
use crate::inventory::cache::{Cache, FileState, Kept};
use crate::inventory::distribution::{
    Details, Distribution, DistributionKind, IdentitySource, InstalledVersion,
};
use crate::inventory::file::{self, Disk, FileError, join};
use crate::inventory::{Problem, ProblemCode};
use crate::metadata::core_metadata::{CoreMetadata, Identity};
use crate::metadata::{decode, file_name};
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
    /// Whether origins are wanted, where not everything is.
    origins: bool,
    buffer: Vec<u8>,
    cache: Option<&'scan Cache>,
    pub(super) kept: Kept,
    pub(super) problems: Vec<Problem>,
    budget: Budget,
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
    pub(super) fn new(disk: &'scan Disk, details: bool, origins: bool, cache: Option<&'scan Cache>) -> Self {
        Self {
            disk,
            details,
            origins,
            buffer: vec![0; PEEK],
            cache,
            kept: Kept::default(),
            problems: Vec::new(),
            budget: Budget::unlimited(),
        }
    }

    /// The same, which keeps so many bytes of details, about, and reads no more than such a site needs: what comes after that is not
    /// read at all.
    pub(super) fn keeping(self, room: usize) -> Self {
        Self { budget: Budget::keeping(room), ..self }
    }

    /// Whether there was more than is kept or read, so that not everything was.
    pub(super) const fn has_cut(&self) -> bool {
        self.budget.is_exceeded
    }

    /// Reads what an entry of a site promises, and adds what is there to `found`.
    pub(super) fn read(
        &mut self,
        site: OpenSite<'_>,
        entry: MetadataEntry,
        name: &[u8],
        found: &mut Vec<Distribution>,
    ) {
        if self.has_cut() {
            return;
        }
        let first = found.len();
        match entry {
            MetadataEntry::DistInfo => found.push(self.dist_info(site, name)),
            MetadataEntry::EggInfo => found.push(self.egg_info(site, name)),
            MetadataEntry::Egg => self.egg(site, name, found),
            MetadataEntry::EggLink => found.push(self.egg_link(site, name)),
        }
        for one in found.iter_mut().skip(first) {
            if !self.budget.keep(one.details.as_deref()) {
                one.details = None;
            }
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
            let details = self.dist_info_details(site, name, &distribution.name);
            merge(&mut distribution, details);
        } else if self.origins
            && let Some(origin) = self.dist_info_origin(site, name)
        {
            distribution.details = Some(Box::new(Details { origin: Some(origin), ..Details::default() }));
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

    /// What a metadata file says, from the cache if it is there and has it.
    fn metadata_at(&mut self, site: OpenSite<'_>, relative: &[u8]) -> Result<CoreMetadata, FileError> {
        let open = || self.disk.open_below(site.directory, relative, || site.at(relative));
        let Some(cache) = self.cache else {
            let opened = open()?;
            return self.read_metadata(&opened, site, relative);
        };
        // In another machine's image a name may lead out of it: there it is opened first, in the way that prevents that.
        let mut opened = if self.disk.root().is_some() { Some(open()?) } else { None };
        let before = match &opened {
            Some(opened) => FileState::of(opened.as_fd(), b""),
            None => FileState::of(site.directory, relative),
        };
        if let Some(metadata) = before.and_then(|state| cache.get(&state, self.details, &mut self.kept)) {
            return Ok(metadata);
        }
        let opened = match opened.take() {
            Some(opened) => opened,
            None => open()?,
        };
        let complaints = self.problems.len();
        let metadata = self.read_metadata(&opened, site, relative)?;
        // What there is to complain of must be said every time.
        if self.problems.len() == complaints {
            cache.keep(before, FileState::of(opened.as_fd(), b""), &metadata, &mut self.kept);
        }
        Ok(metadata)
    }

    /// Reads an open metadata file: the beginning, and more of it only where that does not do.
    fn read_metadata(
        &mut self,
        opened: &OwnedFd,
        site: OpenSite<'_>,
        relative: &[u8],
    ) -> Result<CoreMetadata, FileError> {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.resize(PEEK, 0);
        let count = file::peek(opened, &mut buffer);
        self.budget.count_bytes(*count.as_ref().unwrap_or(&0));
        let peeked = count.and_then(|count| {
            if count == 0 { Err(FileError::Empty) } else { Ok(self.parse(&buffer[..count], false)) }
        });
        let read = match peeked {
            Ok(Some(metadata)) => Ok(metadata),
            Ok(None) => self.read_on(opened, &mut buffer, &|| site.at(relative)),
            Err(error) => Err(error),
        };
        self.buffer = buffer;
        read
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
            self.budget.count_bytes(buffer.len());
            if let Some(metadata) = self.parse(buffer, whole) {
                return Ok(metadata);
            }
        }
        if !whole {
            self.problems.push(Problem::cut(path(), buffer.len()));
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
}
