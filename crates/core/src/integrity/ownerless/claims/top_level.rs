//! What a distribution without a list of its files says of its modules.

use crate::inventory::file::Disk;
use crate::inventory::{Distribution, DistributionKind};

/// How much of `top_level.txt` is read, in bytes.
const LIMIT: usize = 64 * 1024;

/// The names of a distribution's top-level modules and packages: those in `top_level.txt`, as setuptools writes it, or else those
/// that its own name suggests.
pub(super) fn names(disk: &Disk, distribution: &Distribution) -> Vec<Vec<u8>> {
    let is_directory =
        matches!(distribution.kind, DistributionKind::DistInfo | DistributionKind::EggInfoDirectory);
    let list = distribution.metadata_path.join("top_level.txt");
    let read = if is_directory { disk.read(&list, LIMIT).ok() } else { None };
    let listed: Vec<Vec<u8>> = read
        .iter()
        .flat_map(|read| read.bytes.split(|byte| *byte == b'\n'))
        .map(<[u8]>::trim_ascii)
        // `a/b` of a namespace package is a part of `a`.
        .filter_map(|line| line.split(|byte| *byte == b'/').next())
        .filter(|name| !name.is_empty())
        .map(<[u8]>::to_vec)
        .collect();
    if !listed.is_empty() {
        return listed;
    }
    let written = distribution.name.as_written();
    let mut names: Vec<Vec<u8>> = [written, distribution.name.normalized()]
        .iter()
        .map(|name| name.replace(['-', '.'], "_").into_bytes())
        .collect();
    names.dedup();
    names
}
