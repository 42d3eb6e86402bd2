//! Bills of materials in dist-infos.
#![no_main]

use fetter_core::metadata::credentials::mask_credentials;
use fetter_core::metadata::embedded_sbom::{LIMIT, read};
use fetter_core::requirement::PackageName;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(sbom) = read(bytes, &PackageName::new("owner")) {
        assert!(sbom.components.len() <= LIMIT);
        assert!(sbom.whole || sbom.components.len() == LIMIT);
        for component in sbom.components {
            let texts = [Some(component.name), component.version, component.purl];
            for text in texts.into_iter().flatten() {
                assert_eq!(mask_credentials(&text), text, "masking again changes nothing");
            }
        }
    }
});
