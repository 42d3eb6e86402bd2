//! The older kin of `RECORD`: `installed-files.txt` of pip's installs of eggs, and `SOURCES.txt` of setuptools.

use super::text::lines;

/// The paths in `installed-files.txt` (relative to the `.egg-info` that holds it) or `SOURCES.txt` (relative to the project), as
/// written, each with its line from 1. Blank lines are none.
pub fn read(bytes: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let named = |line: &&[u8]| !line.trim_ascii().is_empty() && !line.contains(&0);
    (1..).zip(lines(bytes)).filter(move |(_, line)| named(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_path() {
        let read: Vec<_> = read(b"../a.py\r\n\n./\nb c\n").collect();
        assert_eq!(read, [(1, &b"../a.py"[..]), (3, b"./"), (4, b"b c")]);
    }
}
