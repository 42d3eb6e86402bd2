//! Requirements that stand in a policy itself: lines of a requirements file, read by its reader.

use std::sync::Arc;

use crate::manifest::{Entry, Input, NoContext, Place, Role, read};
use crate::report::escape;

/// How long one may be, in bytes.
const LONGEST: usize = 16 * 1024;

/// Reads one requirement, pattern of names or `deny NAME`.
pub(super) fn entry(text: &str, place: &Place) -> Result<Entry, String> {
    plain_entry(text, place).map_err(|message| format!("{message}{}", foreign_letter(text)))
}

/// A hint at a letter that looks like another one, and is none that names may have.
fn foreign_letter(text: &str) -> String {
    let name = text.split(['=', '<', '>', '~', '!', '[', ';', '@', '#']).next().unwrap_or_default();
    let foreign = name.chars().find(|character| !character.is_ascii() && !character.is_whitespace());
    let hint = |letter: char| {
        let code = u32::from(letter);
        format!("; {:?} (U+{code:04X}) is no ASCII letter", escape(&letter.to_string()))
    };
    foreign.map(hint).unwrap_or_default()
}

fn plain_entry(text: &str, place: &Place) -> Result<Entry, String> {
    if text.len() > LONGEST || text.contains(['\n', '\r']) || text.trim_end().ends_with('\\') {
        return Err(format!("expected one requirement on one line, of at most {LONGEST} bytes"));
    }
    let file: Arc<str> = "requirements.txt".into();
    let manifest = read(&Input { file: &file, bytes: text.as_bytes(), context: &NoContext });
    if let Some(problem) = manifest.problems.into_iter().next() {
        return Err(problem.message);
    }
    let mut entries = manifest.entries.into_iter();
    match (entries.next(), entries.next()) {
        (Some(entry), None) => Ok(Entry { place: place.clone(), ..entry }),
        _ => Err(format!("expected a requirement, a pattern of names or \"deny NAME\", found {text:?}")),
    }
}

/// Reads what is denied, or excepted: a name or a pattern of names, with versions or without.
pub(in crate::check) fn denied(text: &str, place: &Place) -> Result<Entry, String> {
    // What is wrong is told of the text as it is written.
    let read = plain_entry(&format!("deny {}", text.trim()), place);
    let denied = read.or_else(|message| entry(text, place).and(Err(message)))?;
    if denied.role == Role::Denied && denied.requirement.marker.is_none() {
        Ok(denied)
    } else {
        Err(format!("expected a name or a pattern of names, with versions or without, found {text:?}"))
    }
}
