//! The file of an advisory index: as it is, and with checksums that are right, so that what they protect is read too.
use std::path::Path;

use fetter_core::advisory::index::{Header, Index};
use fetter_core::inventory::InstalledVersion;

pub fn run(bytes: &[u8]) {
    ask(bytes.to_vec());
    ask(with_head(bytes));
    ask(with_block(bytes));
}

/// Asks an index everything.
fn ask(bytes: Vec<u8>) {
    let Ok(index) = Index::of_bytes(Path::new("index"), bytes) else { return };
    let _ = index.verify();
    let names: Vec<String> = index.names().take(64).map(str::to_owned).collect();
    for name in names {
        let Ok(Some(package)) = index.find(&name) else { continue };
        let version = InstalledVersion::new("1.0");
        for found in package.affecting(&version) {
            let _ = found.entry.detail();
            let _ = package.affected(found.entry);
        }
        let _ = package.nearest_free(&version);
        let _ = package.free_from();
    }
}

/// A file with this head, of which the checksum is right.
fn with_head(head: &[u8]) -> Vec<u8> {
    let third = u32::try_from(head.len() / 3).unwrap_or_default();
    let rest = u32::try_from(head.len()).unwrap_or_default() - 2 * third;
    file([third, third, rest], head, &[])
}

/// A file with one package, the block of which is this.
fn with_block(block: &[u8]) -> Vec<u8> {
    let header = postcard::to_allocvec(&Header { packages: 1, ..Header::default() }).expect("plain data");
    let packed = zstd::bulk::compress(block, 1).expect("it can be packed");
    let number = |length: usize| u32::try_from(length).unwrap_or_default();
    let mut slot = [0; 32];
    slot[..4].copy_from_slice(&1_u32.to_le_bytes());
    slot[4..8].copy_from_slice(&number(packed.len()).to_le_bytes());
    slot[16..20].copy_from_slice(&number(block.len()).to_le_bytes());
    slot[20..24].copy_from_slice(&crc32fast::hash(block).to_le_bytes());
    let head = [&header[..], &slot, b"a"].concat();
    file([number(header.len()), 33, 0], &head, &packed)
}

fn file(lengths: [u32; 3], head: &[u8], blocks: &[u8]) -> Vec<u8> {
    let mut bytes = b"fetterdb".to_vec();
    for number in [1, lengths[0], lengths[1], lengths[2], crc32fast::hash(head), 0] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    bytes.extend_from_slice(head);
    bytes.extend_from_slice(blocks);
    bytes
}
