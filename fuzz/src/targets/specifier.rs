//! Version specifiers: what is written is read as the same again, and admits the same versions.
use fetter_core::requirement::{Specifiers, Version};

const VERSIONS: [&str; 8] =
    ["1", "1.0.post1", "2.0rc1", "2.0.dev3", "1!1.0", "1.4.5+local.7", "2026.11", "no version"];

pub fn run(bytes: &[u8]) {
    let text = crate::text(bytes);
    let Ok(specifiers) = text.parse::<Specifiers>() else { return };
    let written = specifiers.to_string();
    let again: Specifiers = written.parse().expect("what is written is a specifier");
    assert_eq!(again, specifiers, "{written}");
    assert_eq!(again.to_string(), written);
    let own = text.trim_start_matches(|character: char| "<>=!~ ".contains(character));
    for version in VERSIONS.into_iter().chain([own]) {
        let parsed = version.parse::<Version>().ok();
        let admits = specifiers.admits(version, parsed.as_ref());
        assert_eq!(again.admits(version, parsed.as_ref()), admits, "{written} and {version}");
        assert!(admits || !specifiers.is_empty());
    }
}
