//! The key that was meant.

/// The nearest of some words, if one is near: at most two letters differ, are missing, too many, or swapped.
pub(super) fn nearest<'words>(word: &str, words: &[&'words str]) -> Option<&'words str> {
    let word = word.to_ascii_lowercase().replace('_', "-");
    if word.len() > 32 {
        return None;
    }
    let distances = words.iter().map(|known| (distance(word.as_bytes(), known.as_bytes()), *known));
    let (distance, near) = distances.min()?;
    (distance <= 2 && distance < near.len()).then_some(near)
}

/// How many edits lead from one word to the other (optimal string alignment).
fn distance(left: &[u8], right: &[u8]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (row, byte) in left.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, other) in right.iter().enumerate() {
            let changed = last[column] + usize::from(byte != other);
            let mut least = changed.min(last[column + 1] + 1).min(next[column] + 1);
            let is_swapped = row > 0
                && column > 0
                && left.get(row - 1) == Some(other)
                && right.get(column - 1) == Some(byte);
            if is_swapped {
                least = least.min(before[column - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn what_was_meant_is_told_where_it_is_near() {
        let keys = ["severity", "grace-days", "scope", "mode", "id"];
        for (word, near) in [
            ("severty", Some("severity")),
            ("grace_days", Some("grace-days")),
            ("Scopes", Some("scope")),
            ("mdoe", Some("mode")),
            ("di", Some("id")),
            ("packages", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, &keys), near, "{word}");
        }
    }
}
