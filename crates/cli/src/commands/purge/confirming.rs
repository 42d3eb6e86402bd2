//! Asking at a terminal whether something is to be done that cannot happen by accident.

use std::io::{BufRead, IsTerminal, Read, Write, stderr, stdin, stdout};

/// How much of an answer is read, in bytes.
const LIMIT: u64 = 64;

/// What somebody answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Confirmation {
    /// It is to be done.
    Given,
    /// It is not.
    Refused,
    /// There is nobody to ask: this is no terminal.
    Nobody,
}

/// Asks for `yes` or the number of packages, typed out. Anything else, also an empty line or the end of the input, is a refusal.
pub(super) fn ask(what: &str, packages: usize) -> Confirmation {
    if !(stdin().is_terminal() && stdout().is_terminal() && stderr().is_terminal()) {
        return Confirmation::Nobody;
    }
    let question =
        format!("Type yes, or their number, to {what}: {packages} in all. Anything else leaves everything: ");
    if stderr().write_all(question.as_bytes()).and_then(|()| stderr().flush()).is_err() {
        return Confirmation::Refused;
    }
    let mut line = Vec::new();
    match stdin().lock().take(LIMIT).read_until(b'\n', &mut line) {
        Ok(_) if is_confirmed(&line, packages) => Confirmation::Given,
        _ => Confirmation::Refused,
    }
}

fn is_confirmed(line: &[u8], packages: usize) -> bool {
    let answer = line.trim_ascii();
    line.ends_with(b"\n") && (answer == b"yes" || answer == packages.to_string().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_asked_for_confirms() {
        for yes in ["yes\n", " yes \r\n", "12\n"] {
            assert!(is_confirmed(yes.as_bytes(), 12), "{yes:?}");
        }
        for no in ["", "\n", "y\n", "Y\n", "no\n", "1\n", "123\n", "yes", "yes please\n", "\u{1b}yes\n"] {
            assert!(!is_confirmed(no.as_bytes(), 12), "{no:?}");
        }
    }
}
