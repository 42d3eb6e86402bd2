//! The header of compiled Python code (PEP 552), and the names under which it is kept (PEP 3147, PEP 488).

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use siphasher::sip::{SipHasher13, SipHasher24};

/// How many bytes of a file the longest header takes.
pub const HEADER_LENGTH: usize = 16;

/// What the header of a `.pyc` file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// The number that tells the version of the interpreter, and the two bytes behind it.
    pub magic: [u8; 4],
    /// By what Python sees whether the code is that of the source.
    pub validation: Validation,
}

/// By what Python sees whether compiled code is that of its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validation {
    /// By the source's time and, since Python 3.3, its size.
    Timestamp {
        /// The source's time of modification, in seconds since 1970, its lower 32 bits.
        modified: u32,
        /// The source's size in bytes, its lower 32 bits.
        size: Option<u32>,
    },
    /// By the source's hash.
    Checked([u8; 8]),
    /// By nothing: the code is run whatever the source says.
    Unchecked([u8; 8]),
}

/// Reads a header from the first bytes of a file; `None` for what no Python would take.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<Header> {
    let magic: [u8; 4] = bytes.get(..4)?.try_into().ok()?;
    if magic[2..] != *b"\r\n" {
        return None;
    }
    let word = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let validation = match form(u16::from_le_bytes([magic[0], magic[1]])) {
        Form::Time => Validation::Timestamp { modified: word(4)?, size: None },
        Form::TimeAndSize => Validation::Timestamp { modified: word(4)?, size: Some(word(8)?) },
        Form::Flags => {
            let hash = || bytes.get(8..16)?.try_into().ok();
            match word(4)? {
                0 => Validation::Timestamp { modified: word(8)?, size: Some(word(12)?) },
                0b01 => Validation::Unchecked(hash()?),
                0b11 => Validation::Checked(hash()?),
                _ => return None,
            }
        }
    };
    Some(Header { magic, validation })
}

/// The forms that headers have had.
enum Form {
    Time,
    TimeAndSize,
    Flags,
}

/// The form of the header under a number (CPython's `Include/internal/pycore_magic_number.h`; PyPy counts from 0).
const fn form(number: u16) -> Form {
    match number {
        // PyPy before 3.7, and CPython 3.3 to 3.6.
        0..192 | 3210..3392 => Form::TimeAndSize,
        // CPython 3.0 to 3.2, and every Python 2.
        3000..3210 | 50_000.. => Form::Time,
        _ => Form::Flags,
    }
}

/// The first number of CPython 3.11, which hashes in fewer rounds.
const FEWER_ROUNDS: u16 = 3450;

impl Header {
    /// Whether a hash in the header is that of a source.
    #[must_use]
    pub fn is_hash_of(&self, hash: [u8; 8], source: &[u8]) -> bool {
        let key = u64::from(u32::from_le_bytes(self.magic));
        let short = || SipHasher13::new_with_keys(key, 0).hash(source);
        let long = || SipHasher24::new_with_keys(key, 0).hash(source);
        let expected = u64::from_le_bytes(hash);
        match u16::from_le_bytes([self.magic[0], self.magic[1]]) {
            // PyPy is of either kind.
            0..1000 => short() == expected || long() == expected,
            FEWER_ROUNDS..=u16::MAX => short() == expected,
            _ => long() == expected,
        }
    }
}

/// Where the source of a compiled file lies: beside the directory `__pycache__`, or else beside the file, as Python 2 has it. `None`
/// for what by its name is compiled of no source.
#[must_use]
pub fn source_of(compiled: &Path) -> Option<PathBuf> {
    let name = compiled.file_name()?.as_bytes();
    let directory = compiled.parent()?;
    let (directory, stem) = if directory.ends_with("__pycache__") {
        (directory.parent()?, source_stem(name)?)
    } else {
        (directory, stem(name).filter(|stem| !stem.is_empty())?)
    };
    Some(directory.join(OsStr::from_bytes(&[stem, b".py"].concat())))
}

/// The name of a compiled file without its ending.
fn stem(name: &[u8]) -> Option<&[u8]> {
    name.strip_suffix(b".pyc").or_else(|| name.strip_suffix(b".pyo"))
}

/// The name of the source of a file in `__pycache__`, without its ending: `x` of `x.cpython-311.opt-1.pyc`.
#[must_use]
pub fn source_stem(cached: &[u8]) -> Option<&[u8]> {
    let stem = stem(cached)?;
    let before = |stem: &'_ [u8]| stem.iter().rposition(|byte| *byte == b'.');
    let without_level = match before(stem) {
        Some(at) if stem[at + 1..].starts_with(b"opt-") => &stem[..at],
        _ => stem,
    };
    let at = before(without_level)?;
    // Tags of tools that compile for themselves hold dots of their own: `x.cpython-311-pytest-7.4.0.pyc`.
    let has_tag = |at: usize| without_level[at + 1..].first().is_some_and(u8::is_ascii_alphabetic);
    let at = if has_tag(at) { at } else { without_level.iter().position(|byte| *byte == b'.')? };
    Some(&without_level[..at]).filter(|stem| !stem.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_every_form() {
        let read = |number: u16, rest: &[u8]| {
            super::read(&[&number.to_le_bytes()[..], b"\r\n", rest].concat()).map(|header| header.validation)
        };
        let by_time = |modified, size| Some(Validation::Timestamp { modified, size });
        assert_eq!(read(62211, &[1, 0, 0, 0, 0x63]), by_time(1, None));
        assert_eq!(read(3379, &[1, 0, 0, 0, 2, 0, 0, 0]), by_time(1, Some(2)));
        assert_eq!(read(3495, &[0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0]), by_time(1, Some(2)));
        assert_eq!(
            read(3495, &[1, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]),
            Some(Validation::Unchecked([1, 2, 3, 4, 5, 6, 7, 8]))
        );
        assert_eq!(
            read(3495, &[3, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]),
            Some(Validation::Checked([1, 2, 3, 4, 5, 6, 7, 8]))
        );
        assert_eq!(read(3495, &[7, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]), None, "unknown flags");
        assert_eq!(read(3495, &[0, 0, 0, 0, 1]), None, "cut");
        assert_eq!(super::read(b"\xa7\x0d\n\n\0\0\0\0"), None, "no number of Python");
    }

    #[test]
    fn names_in_caches() {
        let stem =
            |name: &str| source_stem(name.as_bytes()).map(|stem| String::from_utf8_lossy(stem).into_owned());
        for (name, source) in [
            ("x.cpython-311.pyc", "x"),
            ("x.cpython-311.opt-1.pyc", "x"),
            ("a.b.pypy39.pyc", "a.b"),
            ("test_x.cpython-311-pytest-7.4.0.pyc", "test_x"),
        ] {
            assert_eq!(stem(name).as_deref(), Some(source), "{name}");
        }
        assert_eq!(stem("x.pyc"), None, "Python imports it as `__pycache__.x`");
        let source = |path: &str| source_of(Path::new(path)).map(|path| path.display().to_string());
        assert_eq!(source("a/__pycache__/x.cpython-311.pyc").as_deref(), Some("a/x.py"));
        assert_eq!(source("a/x.pyc").as_deref(), Some("a/x.py"));
        assert_eq!((source("a/__pycache__/x.pyc"), source("a/.pyc"), source("a/x.py")), (None, None, None));
        assert_eq!(stem("x.cpython-311.py"), None);
        assert_eq!(stem(".cpython-311.pyc"), None);
    }
}
