//! `Content-Range`: which part of a file an answer has (RFC 9110, section 14.4).

/// A part of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The offset of its first byte.
    pub(super) first: u64,
    /// How long it is, in bytes; never 0.
    pub(super) length: u64,
    /// How long the file is, in bytes, if the server knows.
    pub(super) whole: Option<u64>,
}

impl Part {
    /// Reads `bytes FIRST-LAST/WHOLE`; `None` is what is none, or contradicts itself.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (range, whole) = text.strip_prefix("bytes ")?.trim().split_once('/')?;
        let (first, last) = range.split_once('-')?;
        let (first, last) = (number(first)?, number(last)?);
        let whole = if whole == "*" { None } else { Some(number(whole)?) };
        let length = last.checked_sub(first)?.checked_add(1)?;
        whole.is_none_or(|whole| last < whole).then_some(Self { first, length, whole })
    }
}

fn number(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn parts_are_read_and_contradictions_refused() {
        assert_eq!(Part::parse("bytes 5-9/10"), Some(Part { first: 5, length: 5, whole: Some(10) }));
        assert_eq!(Part::parse("bytes 0-0/*"), Some(Part { first: 0, length: 1, whole: None }));
        for wrong in [
            "",
            "bytes",
            "bytes */10",
            "bytes 5-10/10",
            "bytes 5-4/10",
            "bytes 5-/10",
            "bytes -5/10",
            "bytes +5-9/10",
            "bytes 5-9",
            "items 5-9/10",
            "bytes 0-18446744073709551615/*",
            "bytes 0-18446744073709551616/*",
        ] {
            assert_eq!(Part::parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_holds_together(text in "(bytes )?[0-9]{0,20}-[0-9]{0,20}/[0-9*]{0,20}") {
            if let Some(part) = Part::parse(&text) {
                prop_assert!(part.length > 0);
                prop_assert!(part.whole.is_none_or(|whole| part.first + part.length <= whole));
            }
        }
    }
}
