//! The digest of all that an index knows.

use sha2::{Digest, Sha256};

/// Takes packages in their order. Lengths stand before texts, so that no two indexes have the same bytes.
#[derive(Debug, Default)]
pub(super) struct Digester(Sha256);

impl Digester {
    pub(super) fn add(&mut self, name: &[u8], block: &[u8]) {
        for part in [name, block] {
            self.0.update((part.len() as u64).to_le_bytes());
            self.0.update(part);
        }
    }

    pub(super) fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}
