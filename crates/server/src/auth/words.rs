//! Names that people give.

/// Bytes of a name.
pub const NAME_BYTES: usize = 128;

/// Why a word was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct WordError(pub &'static str);

/// Whether something can be called so: one line, no spaces around it, of some length.
pub fn check_name(name: &str) -> Result<(), WordError> {
    let is_plain = !name.chars().any(|character| character.is_control() || is_invisible(character));
    if !name.is_empty() && name.len() <= NAME_BYTES && is_plain && name.trim() == name {
        return Ok(());
    }
    Err(WordError("a name has 1 to 128 bytes, no control characters, and no spaces around it"))
}

/// Characters that make one name look like another, or turn its direction (Unicode Standard Annex 9).
const fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_can_be_seen() {
        for name in ["a", "build machines", "Zoë", "' OR 1=1 --"] {
            assert_eq!(check_name(name), Ok(()), "{name}");
        }
        for name in ["", " a", "a\n", "a\0b", "a\u{202e}b", "a\u{200b}", &"a".repeat(129)] {
            assert!(check_name(name).is_err(), "{name:?}");
        }
    }
}
