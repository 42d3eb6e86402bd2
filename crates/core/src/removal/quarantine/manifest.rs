//! What a quarantine says of itself.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::hex;
use crate::policy::Subject;
use crate::removal::{Action, FileState, StateKind, Step};
use crate::report::json::WirePath;
use crate::timestamp::Timestamp;

/// The version of the format.
const VERSION: u32 = 1;

/// What was removed, and how it was before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Manifest {
    pub(super) id: String,
    pub(super) created: Timestamp,
    pub(super) number: usize,
    pub(super) anchor: PathBuf,
    /// All anchors of the run.
    pub(super) anchors: Vec<PathBuf>,
    pub(super) subject: Subject,
    pub(super) site: PathBuf,
    pub(super) metadata: PathBuf,
    pub(super) reasons: Vec<String>,
    pub(super) steps: Vec<Step>,
    /// The SHA-256 of what is moved, for regular files that could be read, by the number of the step.
    pub(super) digests: BTreeMap<usize, [u8; 32]>,
    /// The directories that something is taken out of, and those above them, relative to the anchor, as they were.
    pub(super) directories: BTreeMap<PathBuf, FileState>,
}

/// Why a quarantine cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum ManifestError {
    #[error("it is not what fetter writes there: {0}")]
    Json(#[from] serde_json::Error),
    #[error("it is of version {0} of the format; a newer fetter wrote it")]
    Version(u32),
    #[error("it names {0:?}, which no quarantine holds")]
    Path(PathBuf),
    #[error("it has {0:?} where it should have {1}")]
    Word(String, &'static str),
}

#[derive(Serialize, Deserialize)]
struct Wire {
    version: u32,
    id: String,
    created: u64,
    number: usize,
    anchor: WirePath,
    #[serde(default)]
    anchors: Vec<WirePath>,
    name: String,
    written: String,
    installed: Option<String>,
    site: WirePath,
    metadata: WirePath,
    reasons: Vec<String>,
    steps: Vec<WireStep>,
    directories: Vec<WireDirectory>,
}

#[derive(Serialize, Deserialize)]
struct WireStep {
    path: WirePath,
    action: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    lines: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
    state: WireState,
}

#[derive(Serialize, Deserialize)]
struct WireDirectory {
    path: WirePath,
    state: WireState,
}

/// A state, with the fields of [`FileState`].
#[derive(Serialize, Deserialize)]
struct WireState {
    kind: String,
    device: u64,
    inode: u64,
    size: u64,
    mode: u32,
    user: u32,
    group: u32,
    modified: (i64, u32),
    changed: (i64, u32),
}

impl From<&FileState> for WireState {
    fn from(state: &FileState) -> Self {
        Self {
            kind: state.kind.as_str().to_owned(),
            device: state.device,
            inode: state.inode,
            size: state.size,
            mode: state.mode,
            user: state.user,
            group: state.group,
            modified: state.modified,
            changed: state.changed,
        }
    }
}

impl TryFrom<WireState> for FileState {
    type Error = ManifestError;

    fn try_from(wire: WireState) -> Result<Self, ManifestError> {
        let kind = StateKind::ALL.iter().copied().find(|kind| kind.as_str() == wire.kind);
        Ok(Self {
            kind: kind.ok_or(ManifestError::Word(wire.kind, "a kind of file"))?,
            device: wire.device,
            inode: wire.inode,
            size: wire.size,
            mode: wire.mode & 0o7777,
            user: wire.user,
            group: wire.group,
            modified: wire.modified,
            changed: wire.changed,
        })
    }
}

impl Manifest {
    /// As JSON.
    pub(super) fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let step = |(number, step): (usize, &Step)| {
            let (action, lines) = match &step.action {
                Action::Move => ("move", &[][..]),
                Action::Edit(lines) => ("edit", lines.as_slice()),
                Action::RemoveDirectory => ("remove-directory", &[][..]),
            };
            WireStep {
                path: (&step.path).into(),
                action: action.to_owned(),
                lines: lines.iter().map(|line| hex::encode(line)).collect(),
                sha256: self.digests.get(&number).map(|digest| hex::encode(digest)),
                state: (&step.state).into(),
            }
        };
        let directory =
            |(path, state): (&PathBuf, &FileState)| WireDirectory { path: path.into(), state: state.into() };
        serde_json::to_vec(&Wire {
            version: VERSION,
            id: self.id.clone(),
            created: self.created.unix_time(),
            number: self.number,
            anchor: (&self.anchor).into(),
            anchors: self.anchors.iter().map(WirePath::from).collect(),
            name: self.subject.name.clone(),
            written: self.subject.written.clone(),
            installed: self.subject.version.clone(),
            site: (&self.site).into(),
            metadata: (&self.metadata).into(),
            reasons: self.reasons.clone(),
            steps: self.steps.iter().enumerate().map(step).collect(),
            directories: self.directories.iter().map(directory).collect(),
        })
    }

    /// Reads it back. What it names is below the anchor, or it is refused.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, ManifestError> {
        let wire: Wire = serde_json::from_slice(bytes)?;
        if wire.version != VERSION {
            return Err(ManifestError::Version(wire.version));
        }
        let mut steps = Vec::with_capacity(wire.steps.len());
        let mut digests = BTreeMap::new();
        for (number, step) in wire.steps.into_iter().enumerate() {
            if let Some(digest) = &step.sha256 {
                let bytes = hex::decode(digest).and_then(|bytes| bytes.try_into().ok());
                let bytes = bytes.ok_or_else(|| ManifestError::Word(digest.clone(), "a digest"))?;
                digests.insert(number, bytes);
            }
            steps.push(domain_step(step)?);
        }
        let mut directories = BTreeMap::new();
        for directory in wire.directories {
            directories.insert(relative(directory.path, true)?, directory.state.try_into()?);
        }
        let created = Timestamp::of_unix_time(wire.created);
        Ok(Self {
            id: wire.id,
            created: created.ok_or_else(|| ManifestError::Word(wire.created.to_string(), "a time"))?,
            number: wire.number,
            anchor: path(wire.anchor)?,
            anchors: wire.anchors.into_iter().map(path).collect::<Result<_, _>>()?,
            subject: Subject { name: wire.name, written: wire.written, version: wire.installed },
            site: path(wire.site)?,
            metadata: path(wire.metadata)?,
            reasons: wire.reasons,
            steps,
            digests,
            directories,
        })
    }
}

fn domain_step(step: WireStep) -> Result<Step, ManifestError> {
    let action = match step.action.as_str() {
        "move" => Action::Move,
        "remove-directory" => Action::RemoveDirectory,
        "edit" => {
            let line =
                |line: &String| hex::decode(line).ok_or_else(|| ManifestError::Word(line.clone(), "a line"));
            Action::Edit(step.lines.iter().map(line).collect::<Result<_, _>>()?)
        }
        _ => return Err(ManifestError::Word(step.action, "an action")),
    };
    Ok(Step { path: relative(step.path, false)?, action, state: step.state.try_into()? })
}

fn path(wire: WirePath) -> Result<PathBuf, ManifestError> {
    wire.try_into().map_err(|_| ManifestError::Word(String::new(), "a path"))
}

/// A path that leads nowhere but down.
fn relative(wire: WirePath, may_be_empty: bool) -> Result<PathBuf, ManifestError> {
    let path = path(wire)?;
    let is_plain = |path: &Path| path.components().all(|part| matches!(part, Component::Normal(_)));
    if is_plain(&path) && (may_be_empty || !path.as_os_str().is_empty()) {
        Ok(path)
    } else {
        Err(ManifestError::Path(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let state = FileState {
            kind: StateKind::File,
            device: 1,
            inode: 2,
            size: 3,
            mode: 0o644,
            user: 4,
            group: 5,
            modified: (-6, 7),
            changed: (8, 9),
        };
        let step = |path: &str, action| Step { path: path.into(), action, state };
        Manifest {
            id: "x".into(),
            created: Timestamp::of_unix_time(1).unwrap(),
            number: 3,
            anchor: "/v".into(),
            anchors: vec!["/u".into(), "/v".into()],
            subject: Subject { name: "a".into(), written: "A".into(), version: None },
            site: "/v/s".into(),
            metadata: "/v/s/m".into(),
            reasons: vec!["why".into()],
            steps: vec![
                step("a/b", Action::Move),
                step("e", Action::Edit(vec![b"\xff".to_vec()])),
                step("a", Action::RemoveDirectory),
            ],
            digests: BTreeMap::from([(0, [7; 32])]),
            directories: BTreeMap::from([(PathBuf::new(), state), ("a".into(), state)]),
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let manifest = manifest();
        assert_eq!(Manifest::read(&manifest.to_bytes().unwrap()).unwrap(), manifest);
    }

    #[test]
    fn what_leads_elsewhere_is_refused() {
        for path in ["../x", "/etc/passwd", "a/../../x", ""] {
            let mut manifest = manifest();
            manifest.steps[0].path = path.into();
            assert!(Manifest::read(&manifest.to_bytes().unwrap()).is_err(), "{path}");
        }
        assert!(Manifest::read(b"{}").is_err());
    }
}
