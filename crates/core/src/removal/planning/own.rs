//! What of a distribution's list is there, and may be removed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rustix::io::Errno;

use super::claims::Claims;
use super::reach::Reach;
use super::{Chosen, bytecode, contents, eggs, list};
use crate::integrity::files::{Anchor, Place, list_files};
use crate::inventory::DistributionKind;
use crate::inventory::file::Disk;
use crate::removal::protected::Protected;
use crate::removal::{Action, FileState, Left, LeftCode, Refusal, RefusalCode, StateKind, Step};

/// What installers write into a dist-info, also where they do not list it.
const DIST_INFO: [&str; 11] = [
    "METADATA",
    "RECORD",
    "WHEEL",
    "INSTALLER",
    "REQUESTED",
    "direct_url.json",
    "RECORD.jws",
    "RECORD.p7s",
    "entry_points.txt",
    "uv_cache.json",
    "uv_build.json",
];
/// What setuptools and pip write into an egg-info.
const EGG_INFO: [&str; 12] = [
    "PKG-INFO",
    "SOURCES.txt",
    "installed-files.txt",
    "top_level.txt",
    "dependency_links.txt",
    "requires.txt",
    "entry_points.txt",
    "zip-safe",
    "not-zip-safe",
    "namespace_packages.txt",
    "INSTALLER",
    "REQUESTED",
];

/// A file that is removed.
#[derive(Clone, Debug)]
pub(super) struct Owned {
    pub(super) state: FileState,
    /// The source that Python made it of, where it is not listed itself.
    source: Option<PathBuf>,
}

/// What is removed of a distribution. Paths are relative to the anchor.
#[derive(Debug)]
pub(super) struct Own {
    pub(super) files: BTreeMap<PathBuf, Owned>,
    pub(super) edits: Vec<(PathBuf, FileState, Vec<Vec<u8>>)>,
    pub(super) directories: Vec<(PathBuf, FileState)>,
    pub(super) left: BTreeSet<Left>,
    /// The metadata of others of the chosen whose files it takes along, since they list these too.
    pub(super) takes_along: BTreeSet<PathBuf>,
    metadata: PathBuf,
    /// conda's records of it.
    records: BTreeSet<PathBuf>,
}

/// What a list is taken over from.
struct Taking<'plan> {
    reach: &'plan Reach,
    anchor: &'plan Path,
    protected: &'plan Protected,
    own: Own,
    /// The first path that could not be looked at.
    unseen: Option<(PathBuf, Errno)>,
}

impl Own {
    /// What of the distribution's list is there. Whether others list it too is not asked yet.
    pub(super) fn of(
        disk: &Disk,
        reach: &Reach,
        anchor: &Anchor,
        protected: &Protected,
        chosen: &Chosen<'_>,
    ) -> Result<Self, Box<Refusal>> {
        let distribution = chosen.distribution;
        let metadata = metadata_below(disk, reach, anchor, chosen)?;
        let own = Self {
            files: BTreeMap::new(),
            edits: Vec::new(),
            directories: Vec::new(),
            left: BTreeSet::new(),
            takes_along: BTreeSet::new(),
            metadata: metadata.clone(),
            records: BTreeSet::new(),
        };
        let mut taking = Taking { reach, anchor: &anchor.path, protected, own, unseen: None };
        match distribution.kind {
            DistributionKind::EggLink | DistributionKind::EggArchive => taking.file(&metadata),
            DistributionKind::EggDirectory => {
                let found = contents::of(reach, &metadata).map_err(|errno| {
                    let reason = format!(
                        "{} could not be read as a whole: {errno}",
                        distribution.metadata_path.display()
                    );
                    Box::new(chosen.refuse(RefusalCode::ListUnreadable, reason))
                })?;
                for (path, _) in found {
                    taking.file(&path);
                }
            }
            _ => taking.list(disk, anchor, chosen, &metadata)?,
        }
        let mut own = taking.own;
        if matches!(
            distribution.kind,
            DistributionKind::EggLink | DistributionKind::EggArchive | DistributionKind::EggDirectory
        ) {
            eggs::add(disk, reach, anchor, protected, chosen, &metadata, &mut own);
        }
        Ok(own)
    }

    /// Adds a file, whatever lists it.
    pub(super) fn add(&mut self, path: PathBuf, state: FileState) {
        self.files.insert(path, Owned { state, source: None });
    }

    /// Leaves what other distributions list too, and what is compiled of it.
    pub(super) fn leave_what_is_shared(&mut self, anchor: &Path, claims: &Claims) {
        let shared: BTreeMap<PathBuf, String> = self
            .files
            .keys()
            .filter_map(|path| claims.owner(path).map(|owner| (path.clone(), owner)))
            .collect();
        self.files.retain(|path, owned| {
            !shared.contains_key(path)
                && owned.source.as_ref().is_none_or(|source| !shared.contains_key(source))
        });
        self.left.extend(shared.into_iter().map(|(path, owner)| Left {
            path: anchor.join(path),
            code: LeftCode::Shared,
            reason: owner,
        }));
    }

    /// What is done, in order: the metadata goes last, so that until then the distribution is seen, and then what is empty.
    pub(super) fn into_steps(self) -> (Vec<Step>, Vec<Left>) {
        let (metadata, records) = (self.metadata, self.records);
        let mut moves: Vec<Step> = self
            .files
            .into_iter()
            .map(|(path, owned)| Step { path, action: Action::Move, state: owned.state })
            .collect();
        let is_record = |path: &Path| path.file_name().is_some_and(|name| name == "RECORD");
        moves.sort_by_cached_key(|step| {
            let is_metadata = step.path.starts_with(&metadata);
            let is_of_conda = records.contains(&step.path);
            (is_of_conda, is_metadata, is_metadata && is_record(&step.path), step.path.clone())
        });
        let edits = self.edits.into_iter().map(|(path, state, lines)| Step {
            path,
            action: Action::Edit(lines),
            state,
        });
        let directories = self.directories.into_iter().map(|(path, state)| Step {
            path,
            action: Action::RemoveDirectory,
            state,
        });
        (moves.into_iter().chain(edits).chain(directories).collect(), self.left.into_iter().collect())
    }
}

/// Where the metadata is below the anchor: what stands for the distribution in its site.
fn metadata_below(
    disk: &Disk,
    reach: &Reach,
    anchor: &Anchor,
    chosen: &Chosen<'_>,
) -> Result<PathBuf, Box<Refusal>> {
    let refuse = |reason: String| Box::new(chosen.refuse(RefusalCode::Unreachable, reason));
    let path = match chosen.distribution.kind {
        DistributionKind::EggLink => eggs::link_of(disk, chosen)
            .ok_or_else(|| refuse("no egg-link in the site leads to it".to_owned()))?,
        _ => chosen.distribution.metadata_path.clone(),
    };
    let Ok(below) = path.strip_prefix(&anchor.path) else {
        return Err(refuse(format!("its metadata lies outside of {}", anchor.path.display())));
    };
    match reach.state(below) {
        Ok(state) if matches!(state.kind, StateKind::File | StateKind::Directory) => Ok(below.to_path_buf()),
        Ok(_) => Err(refuse("its metadata is a link, or no file".to_owned())),
        Err(Errno::LOOP) => Err(refuse("its metadata is reached through a link only".to_owned())),
        Err(Errno::XDEV) => {
            Err(refuse(format!("its metadata lies on another mount than {}", anchor.path.display())))
        }
        Err(errno) => Err(refuse(format!("its metadata could not be looked at: {errno}"))),
    }
}

impl Taking<'_> {
    fn list(
        &mut self,
        disk: &Disk,
        anchor: &Anchor,
        chosen: &Chosen<'_>,
        metadata: &Path,
    ) -> Result<(), Box<Refusal>> {
        let listed = list_files(disk, chosen.distribution, chosen.site, anchor);
        let refuse = |code, reason: String| Box::new(chosen.refuse(code, reason));
        if let Some((code, reason)) = list::unusable(self.reach, anchor, &listed, chosen) {
            return Err(refuse(code, reason));
        }
        for file in &listed.files {
            match &file.place {
                Place::Outside(path) => self.leave(
                    path.clone(),
                    LeftCode::Outside,
                    format!(
                        "it lies outside of {}, whatever {} says",
                        self.anchor.display(),
                        listed.path.display()
                    ),
                ),
                Place::Below(path) => self.listed(path),
            }
        }
        self.metadata_files(metadata, chosen.distribution.kind);
        self.conda_record(chosen);
        match self.unseen.take() {
            Some((path, errno)) => {
                let path = self.anchor.join(path);
                Err(refuse(
                    RefusalCode::Unseen,
                    format!("{} could not be looked at: {}", path.display(), std::io::Error::from(errno)),
                ))
            }
            None => Ok(()),
        }
    }

    /// The record of conda goes too, once the system's packages may be broken: else conda would say that the package is there.
    fn conda_record(&mut self, chosen: &Chosen<'_>) {
        if let Some(path) = list::conda_record(self.reach, self.anchor, chosen)
            && let Ok(state) = self.reach.state(&path)
            && state.kind == StateKind::File
        {
            self.own.records.insert(path.clone());
            self.own.add(path, state);
        }
    }

    /// What installers write into the metadata directory, listed or not.
    fn metadata_files(&mut self, metadata: &Path, kind: DistributionKind) {
        let names: &[&str] = match kind {
            DistributionKind::DistInfo => &DIST_INFO,
            DistributionKind::EggInfoDirectory => &EGG_INFO,
            _ => &[],
        };
        for name in names {
            let path = metadata.join(name);
            if !self.own.files.contains_key(&path) {
                self.file(&path);
            }
        }
    }

    /// A path that the list names: the file itself, and what Python makes of it.
    fn listed(&mut self, path: &Path) {
        self.file(path);
        if self.protected.why(path).is_some() || path.extension().is_none_or(|extension| extension != "py") {
            return;
        }
        for derived in bytecode::derived_from(self.reach, path) {
            if self.own.files.contains_key(&derived) || self.protected.why(&derived).is_some() {
                continue;
            }
            // What is no regular file, Python has not made.
            if let Ok(state) = self.reach.state(&derived)
                && state.kind == StateKind::File
            {
                self.own.files.insert(derived, Owned { state, source: Some(path.to_path_buf()) });
            }
        }
    }

    fn file(&mut self, path: &Path) {
        let state = match self.reach.state(path) {
            Ok(state) => state,
            Err(Errno::LOOP) => {
                return self.leave_below(path, LeftCode::ThroughLink, "it is reached through a link");
            }
            Err(Errno::XDEV) => {
                return self.leave_below(path, LeftCode::OtherMount, "it lies on another mount");
            }
            // Nothing is there, what is above it is no directory, or no file can be called so.
            Err(Errno::NOENT | Errno::NOTDIR | Errno::NAMETOOLONG | Errno::INVAL) => return,
            Err(errno) => {
                self.unseen.get_or_insert_with(|| (path.to_path_buf(), errno));
                return;
            }
        };
        if let Some(why) = self.protected.why(path) {
            return self.leave_below(path, LeftCode::Protected, why);
        }
        if !self.protected.is_in_site(path) && self.is_in_another_environment(path) {
            return self.leave_below(path, LeftCode::Protected, "it lies in another environment");
        }
        match state.kind {
            StateKind::File | StateKind::Link => {
                self.own.files.insert(path.to_path_buf(), Owned { state, source: None });
            }
            // A directory goes if it becomes empty.
            StateKind::Directory => {}
            StateKind::Other => {
                self.leave_below(path, LeftCode::Irregular, "it is neither a file nor a link");
            }
        }
    }

    /// Whether a directory on the way to a path is an environment's prefix, whether that was searched or not. What cannot be told is one.
    fn is_in_another_environment(&self, path: &Path) -> bool {
        let is_absent = |path: &Path| matches!(self.reach.state(path), Err(Errno::NOENT | Errno::NOTDIR));
        let mut above = path.ancestors().skip(1).filter(|directory| !directory.as_os_str().is_empty());
        above.any(|directory| ["pyvenv.cfg", "conda-meta"].iter().any(|own| !is_absent(&directory.join(own))))
    }

    fn leave_below(&mut self, path: &Path, code: LeftCode, reason: &str) {
        self.leave(self.anchor.join(path), code, reason.to_owned());
    }

    fn leave(&mut self, path: PathBuf, code: LeftCode, reason: String) {
        self.own.left.insert(Left { path, code, reason });
    }
}
