//! The policies of an organisation, as a machine goes by them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::message::{Checker, Kind, Message, MessageError, write};
use crate::{Digest, limits};

/// A policy with all that it refers to. Its digest is the one of its bytes; a server signs number and digest
/// ([`crate::BundleRef::claim`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Bundle {
    /// `fetter-bundle`.
    pub schema: String,
    /// 1.
    pub version: u32,
    /// The organisation that it is of.
    pub organisation: String,
    /// Its number, the one that is signed.
    pub number: u64,
    /// The policy file, as `fetter policy check` reads it.
    pub policy: String,
    /// What the policy refers to, sorted by name.
    #[serde(default)]
    pub files: Vec<BundleFile>,
}

/// A file that a policy refers to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct BundleFile {
    /// The name by which the policy refers to it: one part of a path.
    pub name: String,
    /// What is in it.
    pub text: String,
}

impl Bundle {
    /// A bundle with these files, in whatever order they come.
    #[must_use]
    pub fn new(organisation: &str, number: u64, policy: String, mut files: Vec<BundleFile>) -> Self {
        files.sort();
        Self {
            schema: Kind::Bundle.schema().to_owned(),
            version: Kind::Bundle.version(),
            organisation: organisation.to_owned(),
            number,
            policy,
            files,
        }
    }

    /// Its bytes and their digest.
    pub fn canonical(&self) -> Result<(Digest, Vec<u8>), MessageError> {
        let bytes = write(self)?;
        Ok((Digest::of(&bytes), bytes))
    }
}

impl Message for Bundle {
    const KIND: Kind = Kind::Bundle;

    fn check(&self, checker: Checker) -> Result<(), MessageError> {
        checker.name("organisation", &self.organisation)?;
        checker.at_most("files", self.files.len(), limits::BUNDLE_FILES)?;
        let is_sorted = self.files.is_sorted_by(|before, after| before.name < after.name);
        checker.form("files", is_sorted, "sorted by name, each name once")?;
        self.files.iter().try_for_each(|file| {
            checker.name("files.name", &file.name)?;
            checker.form("files.name", is_plain(&file.name), "one part of a path")
        })
    }
}

/// Whether a name leads nowhere but into the directory that it is taken from.
fn is_plain(name: &str) -> bool {
    !matches!(name, "" | "." | "..") && !name.contains(['/', '\\', '\0'])
}
