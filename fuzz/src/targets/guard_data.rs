//! The data of a start-up guard: what is read and written again is the same.
use fetter_core::guard::GuardData;

pub fn run(bytes: &[u8]) {
    if let Ok(data) = GuardData::read(bytes) {
        assert_eq!(GuardData::read(&data.to_bytes()), Ok(data));
    }
}
