//! What could not be understood of a manifest.

use super::Place;
use crate::codes::codes;
use crate::metadata::credentials::mask_credentials;

/// Something in a manifest that could not be understood, so that what it wants is not wholly known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ManifestProblem {
    /// Where.
    pub place: Place,
    /// What kind of problem.
    pub code: ManifestProblemCode,
    /// What was expected or attempted, why it failed, and what to do.
    pub message: String,
}

impl ManifestProblem {
    /// A problem. Credentials in the message are masked, since what was not understood may hold some, and what is too long is
    /// cut.
    pub fn new(place: Place, code: ManifestProblemCode, message: impl Into<String>) -> Self {
        Self { place, code, message: without_secrets(&message.into()) }
    }
}

/// How much of a text is shown in a message, in bytes.
const SHOWN_LIMIT: usize = 4 * 1024;

/// A text for messages: without credentials, and not too long.
pub(super) fn without_secrets(text: &str) -> String {
    if text.len() <= SHOWN_LIMIT {
        return mask_credentials(text);
    }
    // A secret that is cut would not be known for one, so that the word that is cut goes too.
    let end = (0..=SHOWN_LIMIT).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let cut = &text[..end];
    let whole = mask_credentials(&cut[..cut.rfind(char::is_whitespace).unwrap_or(0)]);
    format!("{whole} …")
}

codes! {
    /// The kinds of problems, each with a stable code.
    ManifestProblemCode:
    /// The file is of no format that fetter reads.
    FormatUnknown = "bound-format-unknown",
    /// The file's format is known, and it is no valid file of it.
    FileInvalid = "bound-file-invalid",
    /// The file is of a version of its format that fetter does not know.
    VersionUnknown = "bound-version-unknown",
    /// The file, or one that it refers to, could not be read.
    FileUnreadable = "bound-file-unreadable",
    /// The file is larger than what is read.
    FileTooLarge = "bound-file-too-large",
    /// The file is not in the encoding that it says or that its format asks for.
    Encoding = "bound-encoding",
    /// One requirement, line or table of it could not be understood.
    EntryInvalid = "bound-entry-invalid",
    /// Files refer to each other in a circle.
    IncludeCycle = "bound-include-cycle",
    /// Files refer to each other more deeply, or to more files, than is read.
    IncludeLimit = "bound-include-limit",
    /// An environment variable that the file uses is not set.
    VariableUnset = "bound-variable-unset",
    /// What is wanted is computed when the project is built, and not written in the file.
    Dynamic = "bound-dynamic",
    /// The comment that says until when an entry holds could not be understood.
    NoteInvalid = "bound-note-invalid",
}

impl ManifestProblemCode {
    /// Whether a problem is that a whole manifest is not known.
    #[must_use]
    pub const fn leaves_nothing(self) -> bool {
        matches!(
            self,
            Self::FormatUnknown
                | Self::FileInvalid
                | Self::VersionUnknown
                | Self::FileUnreadable
                | Self::FileTooLarge
        )
    }
}
