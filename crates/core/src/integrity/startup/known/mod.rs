//! What well-known tools put where it runs at a start, recognised by contents and never by name.

mod files;
mod finders;
mod lines;
mod literals;

pub(super) use files::known_file;
pub(super) use finders::{known_finder, maps_hook};
pub(super) use lines::{GUARD, KnownLine, Runs, known_line};

/// Text as it is compared: lines end with a newline, no blanks end a line, and no empty lines end the file.
fn comparable(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let mut whole = String::with_capacity(text.len());
    for line in text.trim_end().split('\n') {
        whole.push_str(line.trim_end());
        whole.push('\n');
    }
    whole
}
