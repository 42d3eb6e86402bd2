//! A VEX document, as far as it can concern Python packages.

use super::moment::Moment;
use super::product::VexProduct;
use crate::codes::codes;

/// How large a document may be, in bytes.
pub const DOCUMENT_LIMIT: usize = 16 * 1024 * 1024;
/// How many statements a document may have.
pub const STATEMENT_LIMIT: usize = 100_000;

/// What is stated in one document about Python packages. What is stated about anything else is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VexDocument {
    /// The statements, in the order of the document.
    pub statements: Vec<VexStatement>,
    /// What could not be understood of statements, in the order of the document.
    pub problems: Vec<VexProblem>,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VexStatement {
    /// Its place in the document, from 1.
    pub number: usize,
    /// The identifier by which it names the vulnerability.
    pub name: String,
    /// Other identifiers of that vulnerability.
    pub aliases: Vec<String>,
    /// What it is about.
    pub products: Vec<VexProduct>,
    /// Since when what it says is known; of a statement whose time could not be read, later than all others.
    pub time: Moment,
    /// What it says; `None` where it is not believed, of which a problem says why.
    pub verdict: Option<VexVerdict>,
}

/// What a statement says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VexVerdict {
    /// The status.
    pub status: VexStatus,
    /// Why a product is not affected, as far as there is a label for it.
    pub justification: Option<Justification>,
    /// In words: why it is not affected, what to do where it is, or how that is known. Without credentials.
    pub text: Option<String>,
}

/// What was wrong with a statement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VexProblem {
    /// Its place in the document, from 1.
    pub statement: usize,
    /// What is wrong with it.
    pub reason: String,
}

/// Why a document could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VexError {
    /// It is too large.
    #[error("it has more than {} MiB; divide it", DOCUMENT_LIMIT / 1024 / 1024)]
    TooLarge,
    /// Its file cannot be opened or read.
    #[error("{0}")]
    Unread(String),
    /// It is no JSON, or has not the shape of a document.
    #[error("it is no OpenVEX document: {0}")]
    Shape(String),
    /// It is something else.
    #[error("it is {0}, and no OpenVEX document (JSON with an @context of https://openvex.dev/ns)")]
    Other(&'static str),
    /// It is of a version that is not known.
    #[error("it is of {0}, which is not known; versions before 1 are")]
    Version(String),
}

codes! {
    /// How a vulnerability concerns a product (OpenVEX 0.2.0, "Status Labels").
    VexStatus:
    /// Nothing is to be done about it.
    NotAffected = "not_affected",
    /// Something should be done about it.
    Affected = "affected",
    /// It is mended in these versions.
    Fixed = "fixed",
    /// That is not known yet.
    UnderInvestigation = "under_investigation",
}

codes! {
    /// Why a product is not affected (OpenVEX 0.2.0, "Status Justifications").
    Justification:
    /// The vulnerable component is not in it.
    ComponentNotPresent = "component_not_present",
    /// The component is in it, its vulnerable code is not.
    CodeNotPresent = "vulnerable_code_not_present",
    /// The vulnerable code is in it, and is never run.
    CodeNotExecuted = "vulnerable_code_not_in_execute_path",
    /// The vulnerable code is run, and nobody can use it for an attack.
    CodeNotControlled = "vulnerable_code_cannot_be_controlled_by_adversary",
    /// Something in the product prevents the attack.
    InlineMitigations = "inline_mitigations_already_exist",
}

impl VexStatus {
    /// Whether nothing is left to be done.
    #[must_use]
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::NotAffected | Self::Fixed)
    }
}

impl VexVerdict {
    /// The justification and the words, as one text: `LABEL: WORDS`, or one of them.
    #[must_use]
    pub fn grounds(&self) -> Option<String> {
        match (self.justification, &self.text) {
            (Some(label), Some(text)) => Some(format!("{label}: {text}")),
            (Some(label), None) => Some(label.to_string()),
            (None, text) => text.clone(),
        }
    }
}

impl Justification {
    /// Divides what [`VexVerdict::grounds`] joined.
    #[must_use]
    pub fn divide(grounds: &str) -> (Option<Self>, Option<&str>) {
        let (word, rest) = match grounds.split_once(": ") {
            Some((word, rest)) => (word, Some(rest)),
            None => (grounds, None),
        };
        match Self::of_word(word) {
            Some(label) => (Some(label), rest),
            None => (None, Some(grounds)),
        }
    }
}
