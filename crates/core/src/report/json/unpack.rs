//! The files of distributions, in JSON.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::path::WirePath;
use super::safe::write_json;
use crate::integrity::files::ListSource;
use crate::integrity::unpack::{Unpacked, UnpackedFile};

/// The version of the shape.
pub const UNPACK_VERSION: u32 = 1;

/// The files of distributions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnpackDocument {
    /// Always `fetter-unpack`.
    pub schema: String,
    /// The version of this shape.
    pub version: u32,
    /// The distributions, sorted by name, version and site.
    pub packages: Vec<WireUnpacked>,
}

/// The files of one distribution in one site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireUnpacked {
    /// The package's normalised name.
    pub name: String,
    /// The package's name as its metadata writes it.
    pub written: String,
    /// The version, as written.
    pub installed: Option<String>,
    /// The site that it lies in.
    pub site: WirePath,
    /// What lists its files: `RECORD`, `installed-files.txt`, `SOURCES.txt`, `conda-meta` or `egg`; none where nothing does.
    pub source: Option<String>,
    /// How many files it lists.
    pub files: u64,
    /// How many directories those lie in that are there.
    pub directories: u64,
    /// How many of them are not there.
    pub missing: u64,
    /// How many of them are listed outside of the directory that it was installed into.
    pub outside: u64,
    /// The size of all that are there, in bytes.
    pub bytes: u64,
    /// Why not all files are known, if so.
    pub incomplete: Option<String>,
    /// The files, in the order of the list; none if only counts were asked for.
    pub artifacts: Option<Vec<WireArtifact>>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireArtifact {
    /// Where it lies, or would.
    pub path: WirePath,
    /// The line of the list, from 1; none where it has no lines.
    pub line: Option<u64>,
    /// Whether something is there. What is outside is not looked at.
    pub exists: bool,
    /// Whether the path leads out of the directory that the distribution was installed into.
    pub outside: bool,
    /// `file`, `directory`, `link` or `other`; none where nothing is there.
    pub kind: Option<String>,
    /// The size in bytes; for a link, of what it leads to.
    pub size: Option<u64>,
    /// The size that is recorded.
    pub recorded_size: Option<u64>,
    /// The hash that is recorded: `ALGORITHM=DIGEST`, the digest in URL-safe Base64.
    pub recorded_hash: Option<String>,
}

impl From<&UnpackedFile> for WireArtifact {
    fn from(file: &UnpackedFile) -> Self {
        Self {
            path: (&file.path).into(),
            line: Some(file.line).filter(|line| *line > 0),
            exists: file.kind.is_some(),
            outside: file.is_outside,
            kind: file.kind.map(|kind| kind.as_str().to_owned()),
            size: file.size,
            recorded_size: file.recorded_size,
            recorded_hash: file.recorded_hash.as_ref().map(ToString::to_string),
        }
    }
}

impl UnpackDocument {
    /// The files of distributions, or with `only_counts` how many there are.
    #[must_use]
    pub fn new(unpacked: &[Unpacked<'_>], only_counts: bool) -> Self {
        let package = |found: &Unpacked<'_>| WireUnpacked {
            name: found.distribution.name.normalized().to_owned(),
            written: found.distribution.name.as_written().to_owned(),
            installed: found.distribution.version.as_ref().map(|version| version.as_written().to_owned()),
            site: found.site.into(),
            source: found.source.map(ListSource::as_str).map(str::to_owned),
            files: found.counts.files,
            directories: found.counts.directories,
            missing: found.counts.missing,
            outside: found.counts.outside,
            bytes: found.counts.bytes,
            incomplete: found.incomplete.clone(),
            artifacts: (!only_counts).then(|| found.files.iter().map(WireArtifact::from).collect()),
        };
        Self {
            schema: "fetter-unpack".to_owned(),
            version: UNPACK_VERSION,
            packages: unpacked.iter().map(package).collect(),
        }
    }

    /// Writes the document, indented, with a newline at its end.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write_json(out, self)
    }
}
