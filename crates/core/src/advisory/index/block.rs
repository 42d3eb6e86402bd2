//! A compiled package, as bytes.

use serde::{Deserialize, Serialize};

use crate::advisory::package::{Entry, Package};
use crate::advisory::versions::Versions;

#[derive(Serialize)]
struct Written<'package> {
    texts: &'package [String],
    versions: &'package [String],
    entries: &'package [Entry],
}

#[derive(Deserialize)]
struct Read {
    texts: Vec<String>,
    versions: Vec<String>,
    entries: Vec<Entry>,
}

/// The bytes of a package.
pub(super) fn write(package: &Package) -> Vec<u8> {
    let written = Written {
        texts: &package.versions.texts,
        versions: &package.versions.written,
        entries: &package.entries,
    };
    // Plain data in memory can be written.
    postcard::to_allocvec(&written).unwrap_or_default()
}

/// The package of these bytes; `None` where they are those of none.
pub(super) fn read(bytes: &[u8]) -> Option<Package> {
    let (read, rest): (Read, _) = postcard::take_from_bytes(bytes).ok()?;
    let versions = Versions::of_parts(read.texts, read.versions)?;
    let count = versions.len();
    let is_place = |place: u32| place < count;
    let is_sound = |entry: &Entry| {
        let runs = entry.listed.iter();
        let mut runs = runs
            .map(|(first, length)| first.checked_add(*length).is_some_and(|end| *length > 0 && end <= count));
        let mut events = entry.ranges.iter().flatten();
        runs.all(|is_sound| is_sound) && events.all(|(_, place)| place.is_none_or(is_place))
    };
    (rest.is_empty() && !read.entries.is_empty() && read.entries.iter().all(is_sound))
        .then_some(Package { versions, entries: read.entries })
}
