//! The order of texts that are no versions of PEP 440, as setuptools once had it and OSV still does: cut into numbers and words.

/// What such a text is compared by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LegacyKey(Vec<String>);

impl LegacyKey {
    pub(super) fn new(text: &str) -> Self {
        let mut parts: Vec<String> = Vec::new();
        let lower = text.to_lowercase();
        for part in pieces(&lower).map(replaced).filter(|part| !part.is_empty()) {
            push(&mut parts, part);
        }
        push(&mut parts, "final");
        Self(parts)
    }
}

fn push(parts: &mut Vec<String>, part: &str) {
    if part.starts_with(|first: char| first.is_ascii_digit()) {
        parts.push(format!("{part:0>8}"));
        return;
    }
    // What comes before the final release takes away the noughts and dashes before it.
    if part < "final" {
        while parts.last().is_some_and(|last| last == "*final-") {
            parts.pop();
        }
    }
    while parts.last().is_some_and(|last| last == "00000000") {
        parts.pop();
    }
    parts.push(format!("*{part}"));
}

fn replaced(part: &str) -> &str {
    match part {
        "pre" | "preview" | "rc" => "c",
        "-" => "final-",
        "dev" => "@",
        "." => "",
        other => other,
    }
}

/// Runs of digits, runs of letters, single dots and dashes, and what lies between.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let kind = |character: char| match character {
        '0'..='9' => 1,
        'a'..='z' => 2,
        '.' => 3,
        '-' => 4,
        _ => 5,
    };
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = kind(rest.chars().next()?);
        let is_single = matches!(first, 3 | 4);
        let end = rest.char_indices().skip(1).find(|(_, next)| is_single || kind(*next) != first);
        let (piece, after) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        rest = after;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_setuptools_old_one() {
        let sorted =
            ["1.0.dev-x", "1.0-pre-x", "1.0-x", "1.0x", "2.6.0-cu124", "2.6.0-NA", "2010-01-01x", "trunk"];
        let mut again = sorted;
        again.sort_by_key(|text| LegacyKey::new(text));
        let keys: Vec<LegacyKey> = sorted.iter().map(|text| LegacyKey::new(text)).collect();
        assert!(LegacyKey::new("2.6.0-cu124") < LegacyKey::new("2.6.0-NA"), "{keys:?}");
        assert_eq!(LegacyKey::new("1.0-X"), LegacyKey::new("1.0-x"));
        assert!(LegacyKey::new("1.0.dev-x") < LegacyKey::new("1.0-x"));
    }
}
