//! Findings of validate, audit and verify as a purge reads them.
use fetter_core::metadata::credentials::mask_credentials;
use fetter_core::report::json::Accusations;
use fetter_core::requirement::PackageName;

pub fn run(bytes: &[u8]) {
    let Ok(all) = Accusations::read(bytes) else { return };
    for one in all.accused {
        assert_eq!(PackageName::new(&one.name).normalized(), one.name);
        assert!(!one.sites.is_empty(), "whoever is accused is somewhere");
        assert_eq!(mask_credentials(&one.reason), one.reason);
    }
}
