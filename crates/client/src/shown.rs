//! Text of others, as errors may show it.

use fetter_core::metadata::credentials::mask_credentials;
use fetter_core::report::escape;

/// How many bytes of a foreign text an error shows.
const LONGEST: usize = 500;

/// A text without credentials, without anything that acts on a terminal, and not too long.
pub(crate) fn shown(text: &str) -> String {
    let masked = mask_credentials(text);
    let short = match masked.char_indices().find(|(at, _)| *at >= LONGEST) {
        Some((end, _)) => format!("{}…", &masked[..end]),
        None => masked,
    };
    escape(&short).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_is_masked_escaped_and_cut() {
        assert_eq!(shown("https://u:p@host.example/x\u{1b}[0m"), "https://****@host.example/x\\u{1b}[0m");
        let long = shown(&"ä".repeat(10_000));
        assert!(long.len() < LONGEST + 8 && long.ends_with('…'));
    }
}
