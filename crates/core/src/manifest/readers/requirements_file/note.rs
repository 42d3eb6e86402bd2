//! `# reason: free text, until: 2026-12-31`: why an entry is there, and until when.

use crate::manifest::Note;
use crate::metadata::credentials::mask_credentials;

/// What is wrong with the note, and what was expected.
const EXPECTED: &str = "expected \"# reason: …, until: YYYY-MM-DD\"";

/// Reads the comment behind an entry. One that begins with neither `reason:` nor `until:` is an ordinary comment.
pub(super) fn read(comment: &str) -> Result<Note, String> {
    let text = comment.trim_start_matches(['#', ' ', '\t']);
    if let Some(rest) = after_word(text, "reason:") {
        let (reason, until) = match find_word(rest, "until:") {
            Some(at) => (&rest[..at], Some(&rest[at + "until:".len()..])),
            None => (rest, None),
        };
        let note = Note { reason: reason_of(reason), until: None };
        return until.map_or(Ok(note.clone()), |until| match day(until)? {
            (until, "") => Ok(Note { until: Some(until), ..note }),
            (_, more) => Err(format!("{EXPECTED}, and nothing such as {more:?} behind the day")),
        });
    }
    let Some(rest) = after_word(text, "until:") else { return Ok(Note::default()) };
    let (until, rest) = day(rest)?;
    match after_word(rest, "reason:") {
        Some(reason) => Ok(Note { reason: reason_of(reason), until: Some(until) }),
        None if rest.is_empty() => Ok(Note { reason: None, until: Some(until) }),
        None => Err(format!("{EXPECTED}, and nothing such as {:?} behind the day", mask_credentials(rest))),
    }
}

/// The day at the beginning, and what stands behind it and a comma.
fn day(text: &str) -> Result<(crate::date::Date, &str), String> {
    let text = text.trim();
    let end = text.find([',', ';', ' ', '\t']).unwrap_or(text.len());
    let (day, rest) = text.split_at(end);
    let day =
        day.parse().map_err(|_| format!("until: names no day ({:?}); {EXPECTED}", mask_credentials(day)))?;
    Ok((day, rest.trim_start_matches([',', ';', ' ', '\t'])))
}

fn reason_of(text: &str) -> Option<Box<str>> {
    let reason = text.trim().trim_end_matches([',', ';']).trim_end();
    (!reason.is_empty()).then(|| mask_credentials(reason).into())
}

fn after_word<'text>(text: &'text str, word: &str) -> Option<&'text str> {
    let start = text.get(..word.len())?;
    start.eq_ignore_ascii_case(word).then(|| &text[word.len()..])
}

/// Where the word stands last, behind white space or punctuation.
fn find_word(text: &str, word: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    let begins = |at: &usize| !lower[..*at].ends_with(char::is_alphanumeric);
    lower.rmatch_indices(word).map(|(at, _)| at).find(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reason_and_day_stand_in_either_order() {
        for (comment, reason, until) in [
            ("# reason: a, b, until: 2026-12-31", Some("a, b"), Some("2026-12-31")),
            ("#UNTIL: 2026-12-31, Reason: until then", Some("until then"), Some("2026-12-31")),
            ("# until:2026-12-31", None, Some("2026-12-31")),
            ("# reason: see x", Some("see x"), None),
            ("# reason: why; until: 2024-02-29", Some("why"), Some("2024-02-29")),
            ("# reason:", None, None),
            ("# via requests", None, None),
            ("# pinned until: upstream is ready", None, None),
            ("# reason: https://u:p@h.example/1", Some("https://****@h.example/1"), None),
        ] {
            let note = read(comment).unwrap();
            let day = note.until.map(|day| day.to_string());
            assert_eq!((note.reason.as_deref(), day.as_deref()), (reason, until), "{comment}");
        }
    }

    #[test]
    fn what_is_no_day_is_an_error() {
        for comment in [
            "# until: tomorrow",
            "# until: 2026-02-30",
            "# reason: x, until: 31.12.2026",
            "# until:",
            "# until: 2026-12-31 or later",
            "# reason: x, until: 2026-12-31 or so",
        ] {
            assert!(read(comment).unwrap_err().contains("YYYY-MM-DD"), "{comment}");
        }
    }
}
