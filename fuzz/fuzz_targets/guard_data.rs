//! The data of a start-up guard: what is read and written again is the same.
#![no_main]

use fetter_core::guard::GuardData;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(data) = GuardData::read(bytes) {
        assert_eq!(GuardData::read(&data.to_bytes()), Ok(data));
    }
});
