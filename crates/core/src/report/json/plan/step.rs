//! One step of a plan in JSON.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::path::WirePath;
use crate::hex;
use crate::removal::{Action, FileState, StateKind, Step};

/// One thing that would be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WireStep {
    /// To what: a path below the anchor.
    pub path: WirePath,
    /// `move` into quarantine, `edit`, or `remove-directory` of one that is empty then.
    pub action: String,
    /// For `edit`: the lines that are taken out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<WireLine>,
    /// What is there now.
    pub state: WireFileState,
}

/// A line: a string, or, where it is no UTF-8, an object with its bytes in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum WireLine {
    /// The line as text.
    Text(String),
    /// The line's bytes.
    Bytes {
        /// Two hexadecimal digits for each byte.
        hex: String,
    },
}

/// What the file system says of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WireFileState {
    /// `file`, `link`, `directory` or `other`.
    pub kind: String,
    /// The device that it lies on.
    pub device: u64,
    /// Its number there.
    pub inode: u64,
    /// The size in bytes; 0 of a directory.
    pub size: u64,
    /// The permissions, as four octal digits.
    pub mode: String,
    /// The number of the user that owns it.
    pub user: u32,
    /// The number of the group that owns it.
    pub group: u32,
    /// When its contents were last changed.
    pub modified: WireMoment,
    /// When anything of it was last changed.
    pub changed: WireMoment,
}

/// A moment as a file system keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WireMoment {
    /// Seconds since 1970, in UTC.
    pub seconds: i64,
    /// Nanoseconds beyond these.
    pub nanoseconds: u32,
}

impl WireStep {
    /// The step as far as it must be the same when a plan is carried out: the times of a directory change with what lies in it, and
    /// that is in the plan by itself.
    pub(super) fn that_counts(&self) -> Self {
        let mut step = self.clone();
        if step.state.kind == StateKind::Directory.as_str() {
            let never = WireMoment { seconds: 0, nanoseconds: 0 };
            (step.state.modified, step.state.changed) = (never, never);
        }
        step
    }
}

impl From<&Step> for WireStep {
    fn from(step: &Step) -> Self {
        let (action, lines) = match &step.action {
            Action::Move => ("move", &[][..]),
            Action::Edit(lines) => ("edit", lines.as_slice()),
            Action::RemoveDirectory => ("remove-directory", &[][..]),
        };
        let line = |line: &Vec<u8>| match std::str::from_utf8(line) {
            Ok(text) => WireLine::Text(text.to_owned()),
            Err(_) => WireLine::Bytes { hex: hex::encode(line) },
        };
        Self {
            path: (&step.path).into(),
            action: action.to_owned(),
            lines: lines.iter().map(line).collect(),
            state: (&step.state).into(),
        }
    }
}

impl From<&FileState> for WireFileState {
    fn from(state: &FileState) -> Self {
        let moment = |(seconds, nanoseconds)| WireMoment { seconds, nanoseconds };
        Self {
            kind: state.kind.as_str().to_owned(),
            device: state.device,
            inode: state.inode,
            size: state.size,
            mode: format!("{:04o}", state.mode),
            user: state.user,
            group: state.group,
            modified: moment(state.modified),
            changed: moment(state.changed),
        }
    }
}
