//! What a mail says.

use std::fmt::Write;

use crate::store::Letter;

/// How many lines it has at most.
const LINES: usize = 200;
/// Bytes of a line.
const LINE: usize = 300;

/// Subject and text of a mail: what happened, a line each, in the order of its time.
#[must_use]
pub fn text(letter: &Letter) -> (String, String) {
    let count = letter.notices.len();
    let things = if count == 1 { "notice" } else { "notices" };
    let subject = format!("fetter: {count} {things} of {}", letter.organisation);
    let mut text = format!("{count} {things} of {}:\n\n", letter.organisation);
    for notice in letter.notices.iter().take(LINES) {
        // What machines tell may hold anything; a line is a line.
        let detail: String =
            notice.detail.chars().map(|one| if one.is_control() { ' ' } else { one }).collect();
        let detail = fetter_protocol::clip(&detail, LINE);
        // Writing to a string does not fail.
        let _ = writeln!(text, "- {}: {detail}", notice.kind);
    }
    if count > LINES {
        let _ = writeln!(text, "\nand {} more.", count - LINES);
    }
    text.push_str("\nThe server has all of them. Who is told what is set by an administrator (mail-recipients in the API).\n");
    (subject, text)
}
