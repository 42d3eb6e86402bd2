//! What a distribution carries of others, as it says itself.

/// A component that a bill of materials in a dist-info lists (PEP 770): a library that was compiled or copied in.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmbeddedComponent {
    /// Its name, with its group before a `/` where it has one.
    pub name: String,
    /// Its version, as written.
    pub version: Option<String>,
    /// Its package URL, as written, without credentials.
    pub purl: Option<String>,
    /// The file in `sboms` that lists it.
    pub file: String,
}
