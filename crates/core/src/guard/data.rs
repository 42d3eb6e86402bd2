//! The data of a guard: lines of a key, a space, and a value in which unusual bytes stand as `%XX`.
//!
//! A format of its own, since the guard must read it without importing a parser, and a path is bytes, which JSON cannot hold.

use std::ffi::OsString;
use std::fmt::Write;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::PathBuf;

/// The first line; the last is `end`.
const HEAD: &str = "fetter-guard 1";
const END: &str = "end";
/// How large a file of data may be, in bytes; the guard's code has the same limit.
pub(crate) const LIMIT: usize = 16 * 1024 * 1024;

/// What a guard does with an environment that is not as its bound wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// It says so, and Python goes on.
    Warn,
    /// It says so, and Python ends: with 3 for findings, with 4 if it could not check.
    Exit,
}

impl Mode {
    /// The word for it on the command line and in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Warn => "warn",
            Self::Exit => "exit",
        }
    }
}

/// What differs between one guard and another. How it ends a start stands in the fixed line instead, so that a guard without
/// data still knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuardData {
    /// The program that checks, and its first arguments: an absolute path first. A checker that is written in Python must be
    /// started with `-S`, or it would be checked itself.
    pub checker: Vec<OsString>,
    /// The environment's prefix, absolute.
    pub prefix: PathBuf,
    /// The files of the bound, absolute. The guard looks at these itself, beside what the checker says it read.
    pub bounds: Vec<PathBuf>,
    /// Options that the bound is checked with, as on the command line (`--subset`).
    pub options: Vec<OsString>,
    /// How long a checker may take, in seconds; not 0.
    pub seconds: u32,
    /// When it was installed, in seconds since 1970.
    pub installed: u64,
}

/// Why data cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DataError {
    /// A path that must be absolute is not.
    #[error("{0:?} must be an absolute path")]
    NotAbsolute(OsString),
    /// No program checks.
    #[error("no checker is named")]
    NoChecker,
    /// Nothing to check against.
    #[error("no bound is named")]
    NoBound,
    /// A checker that gets no time.
    #[error("the time limit is 0 seconds")]
    NoTime,
    /// A NUL, which no path and no argument can hold.
    #[error("{0:?} has a NUL in it")]
    Nul(OsString),
    /// More than the guard would read.
    #[error("the guard's data would be larger than {LIMIT} bytes")]
    TooLarge,
    /// The bytes are not what [`GuardData::to_bytes`] writes.
    #[error("the guard's data is damaged, or of another version: {0}")]
    Damaged(&'static str),
}

impl GuardData {
    /// Sees that the guard could work with it.
    pub fn validate(&self) -> Result<(), DataError> {
        let checker = self.checker.first().ok_or(DataError::NoChecker)?;
        if self.bounds.is_empty() {
            return Err(DataError::NoBound);
        }
        if self.seconds == 0 {
            return Err(DataError::NoTime);
        }
        let paths = self.bounds.iter().chain([&self.prefix]).map(|path| path.as_os_str());
        for path in paths.clone().chain([checker.as_os_str()]) {
            if !path.as_bytes().starts_with(b"/") {
                return Err(DataError::NotAbsolute(path.to_owned()));
            }
        }
        let arguments = self.checker.iter().chain(&self.options).map(OsString::as_os_str);
        match paths.chain(arguments).find(|text| text.as_bytes().contains(&0)) {
            Some(text) => Err(DataError::Nul(text.to_owned())),
            None => Ok(()),
        }
    }

    /// The file's contents.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = format!("{HEAD}\nseconds {}\ninstalled {}\n", self.seconds, self.installed);
        line(&mut out, "prefix", self.prefix.as_os_str().as_bytes());
        self.bounds.iter().for_each(|bound| line(&mut out, "bound", bound.as_os_str().as_bytes()));
        self.options.iter().for_each(|option| line(&mut out, "option", option.as_bytes()));
        self.checker.iter().for_each(|argument| line(&mut out, "checker", argument.as_bytes()));
        out.push_str(END);
        out.push('\n');
        out.into_bytes()
    }

    /// Reads the file's contents. Whatever is wrong with them is an error: a guard that is half understood checks nothing.
    pub fn read(bytes: &[u8]) -> Result<Self, DataError> {
        let text = std::str::from_utf8(bytes).map_err(|_| DataError::Damaged("it is no text"))?;
        let body = text.strip_prefix(HEAD).and_then(|text| text.strip_prefix('\n'));
        let body = body.ok_or(DataError::Damaged("its first line is another"))?;
        let body = body.strip_suffix("\nend\n").ok_or(DataError::Damaged("its end is missing"))?;
        let (mut seconds, mut installed, mut prefix) = (None, None, None);
        let (mut checker, mut bounds, mut options) = (Vec::new(), Vec::new(), Vec::new());
        for line in body.lines() {
            let (key, value) = line.split_once(' ').ok_or(DataError::Damaged("a line has no value"))?;
            let bytes = unescape(value).ok_or(DataError::Damaged("an escape is none"))?;
            match key {
                "seconds" => seconds = value.parse().ok(),
                "installed" => installed = value.parse().ok(),
                "prefix" => prefix = Some(PathBuf::from(OsString::from_vec(bytes))),
                "checker" => checker.push(OsString::from_vec(bytes)),
                "bound" => bounds.push(PathBuf::from(OsString::from_vec(bytes))),
                "option" => options.push(OsString::from_vec(bytes)),
                _ => return Err(DataError::Damaged("a key is unknown")),
            }
        }
        let seconds = seconds.ok_or(DataError::Damaged("the time limit is missing"))?;
        let installed = installed.ok_or(DataError::Damaged("the time of installation is missing"))?;
        let prefix = prefix.ok_or(DataError::Damaged("the prefix is missing"))?;
        let data = Self { checker, prefix, bounds, options, seconds, installed };
        data.validate()?;
        Ok(data)
    }
}

/// Whether a file is one of data, of whatever version.
pub(super) fn is_data(bytes: &[u8]) -> bool {
    bytes.starts_with(b"fetter-guard ")
}

fn line(out: &mut String, key: &str, value: &[u8]) {
    out.push_str(key);
    out.push(' ');
    for byte in value {
        match byte {
            b' '..=b'~' if *byte != b'%' => out.push(char::from(*byte)),
            // Writing to a string does not fail.
            byte => drop(write!(out, "%{byte:02X}")),
        }
    }
    out.push('\n');
}

fn unescape(value: &str) -> Option<Vec<u8>> {
    let mut parts = value.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        // `from_str_radix` takes a sign.
        let hex = part.get(..2).filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        bytes.push(u8::from_str_radix(hex, 16).ok()?);
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_bound(bound: &[u8]) -> GuardData {
        GuardData {
            checker: vec!["/bin/fetter".into(), "-x \"'%".into()],
            prefix: "/env".into(),
            bounds: vec![PathBuf::from(OsString::from_vec(bound.to_vec()))],
            options: vec!["--subset".into()],
            seconds: 60,
            installed: 1_700_000_000,
        }
    }

    #[test]
    fn any_path_survives() {
        for bound in
            ["/a b", "/it's \"q\"", "/%41", "/line\nend\n", "/ü\u{2028}", "/\r", "/x\\n';import os;'", "/ "]
        {
            let data = with_bound(bound.as_bytes());
            let bytes = data.to_bytes();
            assert!(bytes.is_ascii());
            assert_eq!(GuardData::read(&bytes), Ok(data));
        }
        let data = with_bound(b"/caf\xe9\xff");
        assert_eq!(GuardData::read(&data.to_bytes()), Ok(data));
    }

    #[test]
    fn damage_is_an_error() {
        let whole = with_bound(b"/b%/end").to_bytes();
        for length in 0..whole.len() {
            assert!(GuardData::read(&whole[..length]).is_err(), "{length}");
        }
        let text = String::from_utf8(whole).expect("text");
        for (old, new) in [
            ("%25/", "%2/"),
            ("%25", "%+5"),
            ("bound /", "bound "),
            ("seconds 60", "seconds 0"),
            ("prefix", "prefiX"),
            ("guard 1", "guard 2"),
            ("%25", "%00"),
            ("bound /b%25/end\n", ""),
        ] {
            assert!(text.contains(old), "{old}");
            assert!(GuardData::read(text.replacen(old, new, 1).as_bytes()).is_err(), "{new}");
        }
    }

    #[test]
    fn what_could_not_work_is_refused() {
        let good = with_bound(b"/b");
        assert_eq!(good.validate(), Ok(()));
        assert_eq!(with_bound(b"b").validate(), Err(DataError::NotAbsolute("b".into())));
        assert_eq!(GuardData { checker: Vec::new(), ..good.clone() }.validate(), Err(DataError::NoChecker));
        assert_eq!(GuardData { bounds: Vec::new(), ..good.clone() }.validate(), Err(DataError::NoBound));
        assert_eq!(
            GuardData { options: vec!["\0".into()], ..good }.validate(),
            Err(DataError::Nul("\0".into()))
        );
    }
}
