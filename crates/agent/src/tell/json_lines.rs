//! Events as JSON, one a line.

use std::fmt::Write as _;
use std::io::{ErrorKind, Write};

use fetter_core::report::escape;
use fetter_protocol::{EventRecord, write};

use super::Sink;

/// Bytes that wait for a reader that is slow.
const WAITING: usize = 1 << 20;

/// Writes each event as a line of JSON (docs/schema/event-1.json). What would act on a terminal is written as `\u` escapes.
///
/// It does not wait where the writer does not: give it one that is not blocking. A line is never torn: what could be written only
/// in part is finished before the next.
#[derive(Debug)]
pub struct JsonLines<W> {
    out: W,
    waiting: Vec<u8>,
    dropped: u64,
}

impl<W: Write + Send> JsonLines<W> {
    /// Lines to this writer.
    pub const fn new(out: W) -> Self {
        Self { out, waiting: Vec::new(), dropped: 0 }
    }

    /// Writes what waits, as far as it can be written now.
    fn write_waiting(&mut self) {
        while !self.waiting.is_empty() {
            match self.out.write(&self.waiting) {
                Ok(0) => return,
                Ok(written) => drop(self.waiting.drain(..written)),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return,
            }
        }
        let _ = self.out.flush();
    }
}

impl<W: Write + Send> Sink for JsonLines<W> {
    fn tell(&mut self, event: &EventRecord) {
        self.write_waiting();
        let line = write(event).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        match line {
            Some(line) if self.waiting.len() + line.len() <= WAITING => {
                self.waiting.extend_from_slice(safe(&line).as_bytes());
                self.waiting.push(b'\n');
            }
            _ => self.dropped += 1,
        }
        self.write_waiting();
    }

    fn dropped(&self) -> u64 {
        self.dropped
    }
}

/// The same JSON, with what acts on a terminal as escapes. Outside of strings JSON has none of it.
fn safe(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for character in json.chars() {
        let mut bytes = [0; 4];
        let text = &*character.encode_utf8(&mut bytes);
        if *escape(text) == *text {
            safe.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            // Writing to a string does not fail.
            let _ = write!(safe, "\\u{unit:04x}");
        }
    }
    safe
}
