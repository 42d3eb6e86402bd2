//! Software bills of materials in `*.dist-info/sboms` (PEP 770): CycloneDX and SPDX 2, both in JSON.
//!
//! Only what is needed to know what is embedded is read. XML, tag-value text and SPDX 3 are told apart and not understood.

mod cyclonedx;
mod spdx;

use serde::Deserialize;

use super::credentials::mask_credentials;
use crate::requirement::PackageName;

/// How many components of one file are kept.
pub const LIMIT: usize = 10_000;
/// How much of a name, a version or a package URL is kept, in bytes.
const TEXT_LIMIT: usize = 1000;

/// What a bill of materials lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmbeddedSbom {
    /// The components, in the order of the file.
    pub components: Vec<Component>,
    /// Whether these are all.
    pub whole: bool,
}

/// A component of a bill of materials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// Its name, with its group before a `/` where it has one.
    pub name: String,
    /// Its version.
    pub version: Option<String>,
    /// Its package URL, without credentials.
    pub purl: Option<String>,
}

/// Why a bill of materials was not understood.
#[derive(Debug, thiserror::Error)]
pub enum SbomError {
    /// It is no JSON, or a value has the wrong type.
    #[error("not a bill of materials in JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// It is in a form that is not read.
    #[error("it is {0}, and CycloneDX and SPDX 2 are read in JSON only")]
    Form(&'static str),
}

#[derive(Deserialize)]
struct Envelope {
    #[serde(rename = "bomFormat")]
    bom_format: Option<String>,
    #[serde(rename = "spdxVersion")]
    spdx_version: Option<String>,
    #[serde(rename = "@context")]
    context: Option<serde::de::IgnoredAny>,
}

/// Reads a bill of materials of a distribution, which is not listed as embedded in itself. The first `most` components are kept, and never more than [`LIMIT`].
pub fn read(bytes: &[u8], owner: &PackageName, most: usize) -> Result<EmbeddedSbom, SbomError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    match first {
        Some(b'<') => return Err(SbomError::Form("XML")),
        Some(b'{') => {}
        _ if bytes.starts_with(b"SPDXVersion:") => return Err(SbomError::Form("SPDX in tag-value text")),
        _ => return Err(SbomError::Form("no JSON object")),
    }
    let envelope: Envelope = serde_json::from_slice(bytes)?;
    if envelope.bom_format.as_deref() == Some("CycloneDX") {
        return cyclonedx::read(bytes, owner, most);
    }
    match envelope.spdx_version.as_deref() {
        Some(version) if version.starts_with("SPDX-2.") => spdx::read(bytes, owner, most),
        Some(_) => Err(SbomError::Form("another version of SPDX")),
        None if envelope.context.is_some() => Err(SbomError::Form("linked data, such as SPDX 3")),
        None => Err(SbomError::Form("neither CycloneDX nor SPDX")),
    }
}

/// Collects components, so many and no more.
struct Collector {
    components: Vec<Component>,
    most: usize,
    whole: bool,
}

impl Collector {
    const fn new(most: usize) -> Self {
        let most = if most < LIMIT { most } else { LIMIT };
        Self { components: Vec::new(), most, whole: true }
    }

    fn add(&mut self, name: &str, version: Option<String>, purl: Option<String>) {
        if self.components.len() >= self.most {
            self.whole = false;
            return;
        }
        let filled = |text: Option<String>| text.filter(|text| !text.is_empty()).map(|text| kept(&text));
        self.components.push(Component { name: kept(name), version: filled(version), purl: filled(purl) });
    }

    fn done(self) -> EmbeddedSbom {
        EmbeddedSbom { components: self.components, whole: self.whole }
    }
}

/// A text without credentials, and no longer than anybody needs. What is cut may have been what told credentials, so that they are
/// masked before; and after, since half a mask is one that must be whole.
fn kept(text: &str) -> String {
    let mut masked = mask_credentials(text);
    if masked.len() > TEXT_LIMIT {
        let end = (0..=TEXT_LIMIT).rev().find(|end| masked.is_char_boundary(*end));
        masked.truncate(end.unwrap_or_default());
    }
    mask_credentials(&masked)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn components(text: &str) -> Vec<String> {
        let read = read(text.as_bytes(), &PackageName::new("Big.Wheel"), LIMIT).unwrap();
        assert!(read.whole);
        let shown = |found: Component| {
            format!("{} {} {}", found.name, found.version.unwrap_or_default(), found.purl.unwrap_or_default())
        };
        read.components.into_iter().map(shown).collect()
    }

    #[test]
    fn cyclonedx_lists_what_is_nested_and_not_the_wheel_itself() {
        let text = r#"{"bomFormat": "CycloneDX", "specVersion": "1.4",
            "metadata": {"component": {"type": "library", "bom-ref": "w", "name": "big_wheel", "version": "1",
                                       "components": [{"name": "inner", "version": "0.1"}]}},
            "components": [
                {"type": "library", "bom-ref": "w", "name": "big-wheel", "version": "1"},
                {"type": "library", "name": "libz", "version": "1.3", "purl": "pkg:deb/debian/zlib@1.3",
                 "components": [{"group": "g", "name": "deep", "version": null}]}]}"#;
        assert_eq!(components(text), ["inner 0.1 ", "libz 1.3 pkg:deb/debian/zlib@1.3", "g/deep  "]);
    }

    #[test]
    fn spdx_lists_packages_and_not_the_one_that_it_describes() {
        let text = r#"{"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "d",
            "documentDescribes": ["SPDXRef-w"],
            "packages": [
                {"SPDXID": "SPDXRef-w", "name": "Big-Wheel", "versionInfo": "1"},
                {"SPDXID": "SPDXRef-z", "name": "zlib", "versionInfo": "1.3", "externalRefs": [
                    {"referenceType": "cpe23Type", "referenceLocator": "cpe"},
                    {"referenceType": "purl", "referenceLocator": "pkg:generic/zlib@1.3?download_url=https://u:p@h/z"}]}],
            "relationships": [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES",
                               "relatedSpdxElement": "SPDXRef-z"}]}"#;
        assert_eq!(components(text), ["zlib 1.3 pkg:generic/zlib@1.3?download_url=https://****@h/z"]);
    }

    #[test]
    fn nothing_of_a_credential_is_left_where_a_text_is_cut() {
        let name = format!("{}https://user:hunter2hunter2@h/", " ".repeat(TEXT_LIMIT - 20));
        let text = format!(r#"{{"bomFormat": "CycloneDX", "components": [{{"name": "{name}"}}]}}"#);
        let found = components(&text);
        assert!(found[0].len() <= TEXT_LIMIT + 4 && !found[0].contains("hunter"), "{found:?}");
    }

    #[test]
    fn what_is_masked_is_masked_for_good() {
        let text = r#"{"bomFormat": "CycloneDX", "components": [{"name": "x", "purl": "pkg:x@1?password=https://u:p@h"}]}"#;
        assert_eq!(components(text), ["x  ****@1?password=****"]);
    }

    #[test]
    fn other_forms_are_told() {
        let error =
            |text: &str| read(text.as_bytes(), &PackageName::new("x"), LIMIT).unwrap_err().to_string();
        assert!(error("<?xml version='1.0'?><bom/>").contains("XML"));
        assert!(error("SPDXVersion: SPDX-2.3\n").contains("tag-value"));
        assert!(error(r#"{"@context": "https://spdx.org/rdf/3.0.1", "@graph": []}"#).contains("SPDX 3"));
        assert!(error(r#"{"spdxVersion": "SPDX-3.0"}"#).contains("another version"));
        assert!(error("{}").contains("neither"));
        assert!(error("[]").contains("no JSON object"));
        assert!(error("").contains("no JSON object"));
        assert!(error(r#"{"bomFormat": "CycloneDX", "components": 7}"#).contains("not a bill of materials"));
    }

    #[test]
    fn more_than_anybody_embeds_is_cut_and_said() {
        let one = r#"{"name": "a"}"#;
        let many = vec![one; LIMIT + 1].join(",");
        let text = format!(r#"{{"bomFormat": "CycloneDX", "components": [{many}]}}"#);
        let read = read(text.as_bytes(), &PackageName::new("x"), LIMIT).unwrap();
        assert_eq!((read.components.len(), read.whole), (LIMIT, false));
        let nested = format!(
            r#"{{"bomFormat": "CycloneDX", "components": {}{}}}"#,
            r#"[{"name": "a", "components": "#.repeat(10_000),
            "[]".to_owned() + &"}]".repeat(10_000)
        );
        assert!(super::read(nested.as_bytes(), &PackageName::new("x"), LIMIT).is_err(), "too deep");
    }
}
