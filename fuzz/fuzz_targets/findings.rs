//! Findings of validate, audit and verify as a purge reads them.
#![no_main]

use fetter_core::metadata::credentials::mask_credentials;
use fetter_core::report::json::Accusations;
use fetter_core::requirement::PackageName;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(all) = Accusations::read(bytes) else { return };
    for one in all.accused {
        assert_eq!(PackageName::new(&one.name).normalized(), one.name);
        assert!(!one.sites.is_empty(), "whoever is accused is somewhere");
        assert_eq!(mask_credentials(&one.reason), one.reason);
    }
});
