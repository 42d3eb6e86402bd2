//! Requirements: what is written is read as the same again, and errors say where in the text they are.
use fetter_core::requirement::Requirement;

pub fn run(bytes: &[u8]) {
    let text = crate::text(bytes);
    let requirement = match text.parse::<Requirement>() {
        Ok(requirement) => requirement,
        Err(error) => {
            assert!((1..=text.chars().count() + 1).contains(&error.column), "{error:?}");
            return;
        }
    };
    assert!(requirement.url.is_none() || requirement.specifiers.is_empty());
    assert!(requirement.name.as_written().starts_with(|first: char| first.is_ascii_alphanumeric()));
    // As for `packaging`, escapes in a marker's texts are undone, and not written again.
    if !text.contains('\\') {
        let written = requirement.to_string();
        let again = written.parse::<Requirement>();
        assert_eq!(again, Ok(requirement), "{written}");
    }
}
