//! Text within limits.

/// The text, or its longest beginning of at most that many bytes, with `…` in place of the rest.
///
/// It is the same wherever it is done: what is cut has the same digest on every machine.
#[must_use]
pub fn clip(text: &str, limit: usize) -> String {
    if text.len() <= limit {
        return text.to_owned();
    }
    let mark = '…';
    let room = limit.saturating_sub(mark.len_utf8());
    let end = (0..=room).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let mut kept = text[..end].to_owned();
    if limit >= mark.len_utf8() {
        kept.push(mark);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_is_within_the_limit_and_says_so() {
        assert_eq!(clip("short", 5), "short");
        assert_eq!(clip("longer", 5), "lo…");
        assert_eq!(clip("ééé", 5), "é…");
        assert_eq!(clip("ééé", 2), "");
    }
}
