//! What all workers share, and how files are opened.

use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rustix::fs::{FileType, Stat};
use rustix::io::Errno;

use super::VerifyProgress;
use super::conda::{CondaPrefix, CondaPrefixes};
use super::distributor::DistributorFiles;
use super::gathered::{Gathered, Owner};
use super::hashing::{Hasher, KnownDigests};
use crate::integrity::files::{Anchor, ListedFile};
use crate::inventory::file::{Beneath, Disk, FileError};
use crate::inventory::{Distribution, Inventory, Site};

/// What all workers share.
pub(super) struct Scene<'run> {
    pub(super) inventory: &'run Inventory,
    pub(super) disk: &'run Disk,
    pub(super) progress: &'run VerifyProgress,
    /// The anchors of the sites, in their order.
    pub(super) anchors: Vec<Anchor>,
    pub(super) digests: KnownDigests,
    pub(super) conda: CondaPrefixes,
    distributor: OnceLock<DistributorFiles>,
}

/// What one worker has for itself.
pub(super) struct Worker {
    pub(super) hasher: Hasher,
    pub(super) found: Gathered,
}

/// A distribution whose files are looked at.
pub(super) struct Case<'run> {
    pub(super) distribution: &'run Distribution,
    pub(super) site: &'run Site,
    pub(super) owner: Owner,
    pub(super) anchor: &'run Anchor,
    pub(super) beneath: Beneath,
    /// The file that lists the files.
    pub(super) list: Arc<Path>,
    pub(super) files: Vec<ListedFile>,
    pub(super) custody: Custody,
}

/// Who knows better than the distribution's own list what its files are.
pub(super) enum Custody {
    /// Nobody.
    Own,
    /// Debian's package manager.
    Distributor,
    /// conda.
    Conda(Arc<CondaPrefix>),
}

/// An open file.
pub(super) struct OpenFile {
    pub(super) file: OwnedFd,
    pub(super) status: Stat,
    /// Whether a link led to it out of the directory that it was installed into, or is the file's own name.
    pub(super) is_link: bool,
}

impl<'run> Scene<'run> {
    pub(super) fn new(inventory: &'run Inventory, disk: &'run Disk, progress: &'run VerifyProgress) -> Self {
        let anchors = inventory.sites.iter().map(|site| Anchor::of(site, &inventory.environments));
        Self {
            inventory,
            disk,
            progress,
            anchors: anchors.collect(),
            digests: KnownDigests::new(),
            conda: CondaPrefixes::default(),
            distributor: OnceLock::new(),
        }
    }

    /// What the distributor's package manager knows; it is read when it is needed first.
    pub(super) fn distributor(&self) -> &DistributorFiles {
        self.distributor.get_or_init(|| DistributorFiles::read(self.disk))
    }

    /// Who knows better than a distribution's own list.
    pub(super) fn custody(&self, distribution: &Distribution, anchor: &Anchor) -> Custody {
        let metadata = distribution.file_path();
        let is_distributors = metadata.components().any(|part| part.as_os_str() == "dist-packages")
            && self.distributor().has(&metadata);
        if is_distributors {
            return Custody::Distributor;
        }
        let below = metadata.strip_prefix(&anchor.path).ok();
        let conda = self.conda.of(self.disk, &anchor.path);
        match (conda, below) {
            (Some(conda), Some(below)) if conda.get(below).is_some() => Custody::Conda(conda),
            _ => Custody::Own,
        }
    }
}

impl Case<'_> {
    /// The whole path of what lies below the anchor.
    pub(super) fn whole(&self, relative: &Path) -> PathBuf {
        self.anchor.path.join(relative)
    }

    /// Opens a file below the anchor. Links are followed, as Python would, but where that is not fair.
    pub(super) fn open(&self, disk: &Disk, relative: &Path) -> Result<OpenFile, FileError> {
        // In another machine's image a device may lie there, which must not even be opened.
        if disk.root().is_some() {
            let kind = self.beneath.status(relative).map(|status| FileType::from_raw_mode(status.st_mode));
            if !matches!(kind, Ok(FileType::RegularFile | FileType::Symlink) | Err(Errno::LOOP | Errno::XDEV))
            {
                return Err(kind.err().map_or(FileError::Irregular, FileError::from));
            }
        }
        match self.beneath.open_file(relative) {
            Ok((file, status)) => Ok(OpenFile { file, status, is_link: false }),
            Err(FileError::Irregular | FileError::System(Errno::LOOP | Errno::XDEV)) => {
                self.follow(disk, relative)
            }
            // A link in the middle is told as what is no directory.
            Err(FileError::Missing) if self.has_link_above(disk, relative) => self.follow(disk, relative),
            Err(error) => Err(error),
        }
    }

    fn has_link_above(&self, disk: &Disk, relative: &Path) -> bool {
        let above = relative.ancestors().skip(1).filter(|above| !above.as_os_str().is_empty());
        above.map(|above| self.whole(above)).any(|above| disk.link_type(&above) == Some(FileType::Symlink))
    }

    fn follow(&self, disk: &Disk, relative: &Path) -> Result<OpenFile, FileError> {
        let whole = self.whole(relative);
        let (file, real) = disk.open_through_links(&self.anchor.path, &whole)?;
        let status = rustix::fs::fstat(&file)?;
        let is_link =
            disk.link_type(&whole) == Some(FileType::Symlink) || !real.starts_with(&self.anchor.path);
        Ok(OpenFile { file, status, is_link })
    }
}
