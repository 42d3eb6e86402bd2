//! What code looks like: what hides it from the eye.

use super::{Found, TraitCode};

/// How many blanks in a line, with something behind them, push that out of sight.
const BLANKS: usize = 80;
/// How long a line may be, in bytes, before nobody reads it to its end.
const LONG: usize = 500;
/// How long a run of letters and digits may be before it looks like encoded data.
const BLOB: usize = 120;
/// How many escapes such as `\x41` in a line look the same.
const ESCAPES: usize = 16;
/// How many statements in a line are many.
const STATEMENTS: usize = 6;

pub(super) fn look(raw: &str, bare: &str, number: u64, found: &mut Found) {
    if let Some(at) = pushed(raw) {
        found.add(TraitCode::PushedOutOfSight, number, &raw[at..]);
    }
    if bare.trim_end().len() > LONG {
        found.add(TraitCode::LongLine, number, bare);
    }
    if has_blob(bare) {
        found.add(TraitCode::EncodedBlob, number, bare);
    }
    if statements(bare) > STATEMENTS {
        found.add(TraitCode::ManyStatements, number, bare);
    }
    if raw.is_ascii() && !raw.bytes().any(|byte| byte.is_ascii_control()) {
        return;
    }
    characters(raw, bare, number, found);
}

/// Where code begins that stands behind more blanks than fit on a screen.
fn pushed(line: &str) -> Option<usize> {
    let mut run = 0;
    for (at, character) in line.char_indices() {
        if character == ' ' || character == '\t' {
            run += if character == '\t' { 8 } else { 1 };
        } else if run >= BLANKS && !matches!(character, '#' | '\r') {
            return Some(at);
        } else {
            run = 0;
        }
    }
    None
}

fn has_blob(line: &str) -> bool {
    let is_of_blob =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'_' | b'-');
    let is_mixed = |run: &[u8]| run.iter().any(u8::is_ascii_digit) && run.iter().any(u8::is_ascii_alphabetic);
    // A path is long too, and has slashes all along.
    let is_path = |run: &[u8]| memchr::memchr_iter(b'/', run).count() * 24 > run.len();
    let mut runs = line.as_bytes().split(|byte| !is_of_blob(byte));
    runs.any(|run| run.len() >= BLOB && is_mixed(run) && !is_path(run))
        || line.matches("\\x").count() >= ESCAPES
}

fn statements(line: &str) -> usize {
    line.split(';').filter(|statement| !statement.trim().is_empty()).count()
}

fn characters(raw: &str, bare: &str, number: u64, found: &mut Found) {
    for character in raw.chars() {
        if matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}') {
            found.add(TraitCode::ReordersText, number, raw);
        } else if is_invisible(character) {
            found.add(TraitCode::InvisibleText, number, raw);
        }
    }
    if has_foreign_name(bare) {
        found.add(TraitCode::ForeignLetters, number, raw);
    }
}

/// What looks like nothing. A tab and the end of a line are what they look like; a byte order mark is taken off before.
fn is_invisible(character: char) -> bool {
    !matches!(character, '\t' | '\r') && (crate::report::is_unsafe(character))
}

/// Whether a name of the code, and not only a text in it, has letters that are not ASCII.
fn has_foreign_name(line: &str) -> bool {
    let mut quote = None;
    for character in line.chars() {
        match quote {
            Some(open) if character == open => quote = None,
            None if matches!(character, '\'' | '"') => quote = Some(character),
            None if !character.is_ascii() && character.is_alphanumeric() => return true,
            Some(_) | None => {}
        }
    }
    false
}
