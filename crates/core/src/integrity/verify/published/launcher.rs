//! What installers write at the beginning of a script, so that an interpreter runs it.
//!
//! One line `#!…`; or, where the path is too long or has blanks in it, three lines that are a shell's program and a string of Python.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// What follows behind what an installer writes first; `None` where a script begins in another way. `bin` is where the script lies.
pub(super) fn rest<'script>(script: &'script [u8], bin: &Path) -> Option<&'script [u8]> {
    let (first, rest) = line(script)?;
    let first = first.strip_prefix(b"#!")?;
    if first != b"/bin/sh" {
        return is_interpreter(first, bin).then_some(rest);
    }
    let (second, rest) = line(rest)?;
    let (third, rest) = line(rest)?;
    let called = second.strip_prefix(b"'''exec' ")?.strip_suffix(b" \"$0\" \"$@\"")?;
    (third == b"' '''" && is_called(called, bin)).then_some(rest)
}

fn line(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = memchr::memchr(b'\n', text)?;
    Some((text[..end].strip_suffix(b"\r").unwrap_or(&text[..end]), &text[end + 1..]))
}

/// Whether a word of shell is no more than the path of a Python: plain, quoted, or beside the script (`uv venv --relocatable`).
fn is_called(word: &[u8], bin: &Path) -> bool {
    let quoted = |quote: &[u8]| word.strip_prefix(quote)?.strip_suffix(quote);
    let beside = || word.strip_prefix(b"\"$(dirname -- \"$(realpath -- \"$0\")\")\"/'")?.strip_suffix(b"'");
    let is_plain = |text: &[u8]| !text.iter().any(|byte| b"'\"\\$`;&|<>()*?[]{}!#~\r".contains(byte));
    if let Some(name) = beside() {
        return is_python(name);
    }
    match quoted(b"'").or_else(|| quoted(b"\"")) {
        // The kernel does not read it, so blanks part nothing.
        Some(path) => is_plain(path) && is_path(path),
        None => is_plain(word) && is_interpreter(word, bin),
    }
}

/// Whether a line names a Python as installers do: by its path, perhaps with options that take no value.
fn is_interpreter(line: &[u8], bin: &Path) -> bool {
    let line = line.trim_ascii();
    if let Some(name) = line.strip_prefix(b"/usr/bin/env ") {
        return is_python(name);
    }
    // Some installers do not mind blanks in the path of an environment, with which no system starts the script.
    if is_path(line) && Path::new(OsStr::from_bytes(line)).parent() == Some(bin) {
        return true;
    }
    let mut words = line.split(u8::is_ascii_whitespace);
    let is_option = |word: &[u8]| {
        word.strip_prefix(b"-")
            .is_some_and(|letters| letters.iter().all(|letter| b"BEIOPSsu".contains(letter)))
    };
    words.next().is_some_and(is_path) && words.all(is_option)
}

fn is_path(path: &[u8]) -> bool {
    let name = Path::new(OsStr::from_bytes(path)).file_name();
    path.starts_with(b"/") && name.is_some_and(|name| is_python(name.as_bytes()))
}

/// Whether it is what a Python is called: `python3.13t`, `pypy3`.
fn is_python(name: &[u8]) -> bool {
    let begins = [&b"python"[..], b"pypy", b"graalpy"].iter().any(|known| name.starts_with(known));
    begins && name.iter().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_installers_write_first() {
        let is_known =
            |head: &str| rest(format!("{head}\nrest").as_bytes(), Path::new("/v v/bin")) == Some(b"rest");
        for head in [
            "#!/v/bin/python",
            "#!/v/bin/python3.13t\r",
            "#!/v/bin/pypy3 -sE",
            "#!/v v/bin/python3",
            "#!/usr/bin/env python3.11",
            "#!/bin/sh\n'''exec' /very/long/bin/python3 \"$0\" \"$@\"\n' '''",
            "#!/bin/sh\n'''exec' \"/v v/python\" \"$0\" \"$@\"\n' '''",
            "#!/bin/sh\n'''exec' '/v v/python' \"$0\" \"$@\"\n' '''",
            "#!/bin/sh\n'''exec' \"$(dirname -- \"$(realpath -- \"$0\")\")\"/'python3' \"$0\" \"$@\"\n' '''",
        ] {
            assert!(is_known(head), "{head}");
        }
        for head in [
            "#!/bin/bash",
            "#!/evil /v/bin/python",
            "#!/v/bin/python -c import",
            "#!/v/bin/python -ic",
            "#!python",
            "#!/usr/bin/env evil",
            "#!/bin/sh\nevil\n' '''",
            "#!/bin/sh\n'''exec' /evil \"$0\" \"$@\"\n' '''",
            "#!/bin/sh\n'''exec' /v/bin/python;/evil/python \"$0\" \"$@\"\n' '''",
            "#!/bin/sh\n'''exec' \"/v/$(evil)/python\" \"$0\" \"$@\"\n' '''",
            "#!/bin/sh\n'''exec' '/v'/evil'/python' \"$0\" \"$@\"\n' '''",
            "#!/bin/sh\n'''exec' /v/python \"$0\" \"$@\"\nevil\n' '''",
        ] {
            assert!(!is_known(head), "{head}");
        }
    }
}
