//! `# reason: free text, until: 2026-12-31, origin: any, optional`: why an entry is there, until when, and what it leaves open.

use crate::manifest::Note;
use crate::metadata::credentials::mask_credentials;

/// What is wrong with the note, and what was expected.
const EXPECTED: &str = "expected \"# reason: …, until: YYYY-MM-DD, origin: any, optional\"";

/// One part of a note.
enum Part<'text> {
    Reason,
    Until(&'text str),
    Origin(&'text str),
    Optional,
    /// Words, which belong to the reason before them.
    Words,
}

/// Reads the comment behind an entry. One that begins with none of the words of a note is an ordinary comment.
pub(super) fn read(comment: &str) -> Result<Note, String> {
    let text = comment.trim_start_matches(['#', ' ', '\t']);
    let mut note = Note::default();
    let mut reason: Option<std::ops::Range<usize>> = None;
    let mut at = 0;
    for piece in text.split_inclusive([',', ';']) {
        let (start, end) = (at, at + piece.len());
        at = end;
        let bare = piece.trim_end_matches([',', ';']).trim();
        match part(bare) {
            // `until 2026-12-31` was meant to be more than words.
            Part::Words if names_a_day(bare) => {
                return Err(format!("{EXPECTED}: {:?} sets no day", mask_credentials(bare)));
            }
            Part::Words if start == 0 => return Ok(Note::default()),
            // What stands behind a day, say, was meant to say something.
            Part::Words if reason.as_ref().is_none_or(|reason| reason.end != start) && !bare.is_empty() => {
                return Err(format!("{EXPECTED}, and nothing such as {:?}", mask_credentials(bare)));
            }
            Part::Words => reason = reason.map(|reason| reason.start..end),
            Part::Reason if names_a_day(bare) => {
                return Err(format!(
                    "{EXPECTED}: a comma must stand before until: in {:?}",
                    mask_credentials(bare)
                ));
            }
            Part::Reason => {
                let word = piece.find(':').map_or(piece.len(), |colon| colon + 1);
                reason = Some(start + word..end);
            }
            Part::Until(_) if note.until.is_some() => {
                return Err(format!("{EXPECTED}, and until: once"));
            }
            Part::Until(day) => note.until = Some(read_day(day)?),
            Part::Origin("any") => note.any_origin = true,
            Part::Origin(other) => {
                return Err(format!("origin: {:?} has no meaning; {EXPECTED}", mask_credentials(other)));
            }
            Part::Optional => note.optional = true,
        }
    }
    note.reason = reason.and_then(|range| reason_of(&text[range]));
    Ok(note)
}

fn part(text: &str) -> Part<'_> {
    if after_word(text, "reason:").is_some() {
        Part::Reason
    } else if let Some(day) = after_word(text, "until:") {
        Part::Until(day.trim())
    } else if let Some(origin) = after_word(text, "origin:") {
        Part::Origin(origin.trim())
    } else if text.eq_ignore_ascii_case("optional") {
        Part::Optional
    } else {
        Part::Words
    }
}

/// Whether words speak of `until` and then of what looks like a day, which would be taken for a part of a note and is none.
fn names_a_day(text: &str) -> bool {
    let words: Vec<String> = text
        .split(|letter: char| !(letter.is_alphanumeric() || letter == '-'))
        .map(str::to_lowercase)
        .collect();
    let is_day = |word: &&String| {
        let mut parts =
            word.split('-').map(|part| (part.len(), part.bytes().all(|byte| byte.is_ascii_digit())));
        parts.next() == Some((4, true)) && parts.next().is_some_and(|(length, digits)| digits && length <= 2)
    };
    let mut after = words.iter().skip_while(|word| *word != "until").filter(|word| !word.is_empty()).skip(1);
    after.next().as_ref().is_some_and(is_day)
}

fn read_day(day: &str) -> Result<crate::date::Date, String> {
    day.parse().map_err(|_| format!("until: names no day ({:?}); {EXPECTED}", mask_credentials(day)))
}

fn reason_of(text: &str) -> Option<Box<str>> {
    let reason = text.trim().trim_end_matches([',', ';']).trim_end();
    (!reason.is_empty()).then(|| mask_credentials(reason).into())
}

fn after_word<'text>(text: &'text str, word: &str) -> Option<&'text str> {
    let start = text.get(..word.len())?;
    start.eq_ignore_ascii_case(word).then(|| &text[word.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_stand_in_any_order() {
        for (comment, reason, until) in [
            ("# reason: a, b, until: 2026-12-31", Some("a, b"), Some("2026-12-31")),
            ("#UNTIL: 2026-12-31, Reason: until then", Some("until then"), Some("2026-12-31")),
            ("# until:2026-12-31", None, Some("2026-12-31")),
            ("# reason: see x", Some("see x"), None),
            ("# reason: why; until: 2024-02-29", Some("why"), Some("2024-02-29")),
            ("# reason:", None, None),
            ("# via requests", None, None),
            ("# via a, until: 2026-12-31", None, None),
            ("# pinned until: upstream is ready", None, None),
            ("# reason: https://u:p@h.example/1", Some("https://****@h.example/1"), None),
        ] {
            let note = read(comment).unwrap();
            let day = note.until.map(|day| day.to_string());
            assert_eq!((note.reason.as_deref(), day.as_deref()), (reason, until), "{comment}");
        }
        let note = read("# optional, origin: any, reason: x").unwrap();
        assert!(note.optional && note.any_origin && note.reason.as_deref() == Some("x"));
    }

    #[test]
    fn what_is_no_day_is_an_error() {
        for comment in [
            "# until: tomorrow",
            "# until: 2026-02-30",
            "# reason: x, until: 31.12.2026",
            "# until:",
            "# until: 2026-12-31 or later",
            "# until: 2026-12-31, or later",
            "# origin: elsewhere",
            "# until: 2026-01-01, until: 2099-01-01",
            // What looks like the day until which something holds must be one.
            "# reason: x until: 2026-12-31",
            "# reason: a (until: 2026-12-31)",
            "# reason: x. until 2026-12-31",
            "# until 2026-12-31",
            "# until : 2026-12-31",
            "# Until=2026-12-31",
            "# allowed until 2026-12-31",
        ] {
            assert!(read(comment).unwrap_err().contains("YYYY-MM-DD"), "{comment}");
        }
    }
}
