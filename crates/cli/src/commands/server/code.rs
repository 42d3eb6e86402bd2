//! A code of an authenticator, where a server asks for one.

use std::io::{BufRead, IsTerminal, Read, Write, stderr, stdin};

/// How much of an answer is read, in bytes.
const LIMIT: u64 = 128;

/// Asks for it at a terminal; `None` where there is nobody to ask, or no answer.
pub(super) fn ask() -> Option<String> {
    if !(stdin().is_terminal() && stderr().is_terminal()) {
        return None;
    }
    let question = b"Code of the authenticator, or one for recovery: ";
    stderr().write_all(question).and_then(|()| stderr().flush()).ok()?;
    let mut line = Vec::new();
    stdin().lock().take(LIMIT).read_until(b'\n', &mut line).ok()?;
    read(&line)
}

fn read(line: &[u8]) -> Option<String> {
    let code = std::str::from_utf8(line).ok()?.trim();
    (!code.is_empty() && !code.contains(char::is_control)).then(|| code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_a_line() {
        assert_eq!(read(b" 123 456\r\n").as_deref(), Some("123 456"));
        for none in [b"\n".as_slice(), b"", b"12\x1b[A\n", b"\xff\n"] {
            assert_eq!(read(none), None);
        }
    }
}
