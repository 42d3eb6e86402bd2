//! Bills of materials in dist-infos.
use fetter_core::metadata::credentials::mask_credentials;
use fetter_core::metadata::embedded_sbom::{LIMIT, read};
use fetter_core::requirement::PackageName;

pub fn run(bytes: &[u8]) {
    if let Ok(sbom) = read(bytes, &PackageName::new("owner"), 2001) {
        assert!(sbom.components.len() <= LIMIT);
        assert!(sbom.whole || sbom.components.len() == LIMIT);
        for component in sbom.components {
            let texts = [Some(component.name), component.version, component.purl];
            for text in texts.into_iter().flatten() {
                assert_eq!(mask_credentials(&text), text, "masking again changes nothing");
            }
        }
    }
}
