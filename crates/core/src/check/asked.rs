//! What somebody asks to be let pass.

use super::file::inline;
use crate::manifest::{Place, Role};

/// Sees that a text names one package, with versions or without, as an exception can: `evil`, `evil==1.0`, `evil>=1,<2`. The error says what is wrong
/// with it.
pub fn names_one_package(text: &str) -> Result<(), String> {
    let expected = || format!("expected the name of one package, with versions or without, found {text:?}");
    if text.split_whitespace().next().is_none_or(|word| matches!(word, "deny" | "allow")) {
        return Err(expected());
    }
    let place = Place { file: "request".into(), line: 0 };
    let entry = inline::denied(text, &place)?;
    let is_plain = entry.role == Role::Denied && entry.pattern.is_none();
    if is_plain { Ok(()) } else { Err(expected()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_package_is_a_name_with_versions_or_without() {
        for one in ["evil", "evil==1.0", "Evil >= 1, <2", "zope.interface"] {
            assert_eq!(names_one_package(one), Ok(()), "{one}");
        }
        for none in [
            "",
            " ",
            "*",
            "acme-*",
            "deny evil",
            "evil @ https://host.example/x",
            "-r x",
            "evil\nevil",
            "a b",
        ] {
            assert!(names_one_package(none).is_err(), "{none}");
        }
    }
}
