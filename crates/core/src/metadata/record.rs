//! `RECORD`: the files of an installed distribution, with hashes and sizes (PyPA, "Recording installed projects").

use std::fmt;

use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::GeneralPurpose;
use base64::engine::general_purpose::{GeneralPurposeConfig, NO_PAD};

/// How many entries are read. What comes after them is a mistake of the file.
pub const ENTRY_LIMIT: usize = 2_000_000;

/// Digests are written without padding; some installers pad them all the same.
const DIGESTS: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(base64::engine::DecodePaddingMode::Indifferent),
);

/// What a `RECORD` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The files, in the order of the file.
    pub entries: Vec<RecordEntry>,
    /// What is wrong with it. The entries are right all the same.
    pub mistakes: Vec<RecordMistake>,
}

/// One file of a `RECORD`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordEntry {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// The path as written: relative to the directory that holds the dist-info, or absolute.
    pub path: Box<[u8]>,
    /// The hash, if there is one.
    pub hash: Option<RecordedHash>,
    /// The size in bytes, if it is given.
    pub size: Option<u64>,
}

/// A hash as it is recorded: the name of an algorithm of Python's `hashlib`, and the digest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordedHash {
    /// The algorithm's name in lower case.
    pub algorithm: HashAlgorithm,
    /// The digest.
    pub digest: Box<[u8]>,
}

/// An algorithm that a hash is recorded by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HashAlgorithm {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
    /// MD5, which anybody can forge.
    Md5,
    /// SHA-1, which anybody can forge.
    Sha1,
    /// Any other, by its name in lower case.
    Other(Box<str>),
}

impl HashAlgorithm {
    /// The algorithm of that name.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "sha256" => Self::Sha256,
            "sha384" => Self::Sha384,
            "sha512" => Self::Sha512,
            "md5" => Self::Md5,
            "sha1" => Self::Sha1,
            other => Self::Other(other.into()),
        }
    }

    /// Its name, as `hashlib` knows it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
            Self::Sha512 => "sha512",
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Other(name) => name,
        }
    }

    /// Whether two files with one digest can be made, so that a digest proves nothing against who made both.
    #[must_use]
    pub fn is_weak(&self) -> bool {
        matches!(self, Self::Md5 | Self::Sha1)
    }

    /// How long its digests are, in bytes, where that is known.
    #[must_use]
    pub fn digest_length(&self) -> Option<usize> {
        match self {
            Self::Sha256 => Some(32),
            Self::Sha384 => Some(48),
            Self::Sha512 => Some(64),
            Self::Md5 => Some(16),
            Self::Sha1 => Some(20),
            Self::Other(_) => None,
        }
    }
}

impl fmt::Display for HashAlgorithm {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl RecordedHash {
    /// Reads `ALGORITHM=DIGEST`, the digest in URL-safe Base64. Some build tools (those of Debian's packages) write hexadecimal digits
    /// instead, which the length tells apart.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (name, digest) = text.trim().split_once('=')?;
        let algorithm = HashAlgorithm::named(name);
        let is_hex = algorithm.digest_length().is_some_and(|length| digest.len() == 2 * length);
        let hex = if is_hex { crate::hex::decode(digest) } else { None };
        let digest = hex.or_else(|| DIGESTS.decode(digest).ok())?;
        let fits = algorithm.digest_length().is_none_or(|length| length == digest.len());
        (fits && !name.is_empty() && !digest.is_empty()).then(|| Self { algorithm, digest: digest.into() })
    }
}

impl fmt::Display for RecordedHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unpadded = GeneralPurpose::new(&URL_SAFE, NO_PAD);
        write!(formatter, "{}={}", self.algorithm, unpadded.encode(&self.digest))
    }
}

/// Something wrong in a `RECORD`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordMistake {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong.
    pub kind: RecordMistakeKind,
}

/// What is wrong with a line of a `RECORD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordMistakeKind {
    /// It names no file, or one that cannot be.
    Path,
    /// Its second field is no hash.
    Hash,
    /// Its third field is no size.
    Size,
    /// It does not have three fields.
    Fields,
    /// The file goes on beyond what is read.
    TooLong,
    /// A quote that is never closed takes in all that follows it: what that was, nobody can tell.
    Unclosed,
    /// It has NUL bytes, as after a loss of power.
    Nul,
}

impl RecordMistakeKind {
    /// Whether entries may be missing, so that what is listed as a whole is unknown.
    #[must_use]
    pub const fn hides_entries(self) -> bool {
        matches!(self, Self::TooLong | Self::Unclosed | Self::Nul)
    }

    /// What is wrong, for a person to read.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Path => "it names no file",
            Self::Hash => "its hash cannot be read",
            Self::Size => "its size is no number",
            Self::Fields => "it has not three fields",
            Self::TooLong => "the file has more entries than are read",
            Self::Unclosed => "a quote in it is never closed",
            Self::Nul => "it has NUL bytes: it was damaged",
        }
    }
}

/// Reads a `RECORD`: CSV in the default dialect of Python's `csv` module, three fields a line. Old installers leave fields away.
#[must_use]
pub fn read(bytes: &[u8]) -> Record {
    read_within(bytes, ENTRY_LIMIT)
}

/// Reads a `RECORD`, and no more than so many entries of it.
#[must_use]
pub fn read_within(bytes: &[u8], entries: usize) -> Record {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut record = Record::default();
    let mut row = csv::ByteRecord::new();
    let mut last = 0;
    // Reading bytes from memory cannot fail, and a row of any form is one.
    while reader.read_byte_record(&mut row).unwrap_or(false) {
        let line = row.position().map_or(0, |position| first_line(position, bytes));
        if record.entries.len() >= entries.min(ENTRY_LIMIT) {
            record.mistakes.push(RecordMistake { line, kind: RecordMistakeKind::TooLong });
            break;
        }
        if record.mistakes.len() > entries {
            record.mistakes.push(RecordMistake { line, kind: RecordMistakeKind::TooLong });
            break;
        }
        last = row.position().map_or(last, csv::Position::byte);
        take(&mut record, line, &row);
    }
    let rest = usize::try_from(last).ok().and_then(|last| bytes.get(last..)).unwrap_or_default();
    if ends_within_quotes(rest) {
        let line = record.entries.last().map_or(1, |entry| entry.line);
        record.mistakes.push(RecordMistake { line, kind: RecordMistakeKind::Unclosed });
    }
    record
}

/// Whether a row, which may have blank lines before it, ends within a quoted field.
fn ends_within_quotes(row: &[u8]) -> bool {
    let mut is_start = true;
    let mut is_quoted = false;
    for byte in row {
        match (byte, is_quoted) {
            // Two quotes within quotes are one of the text: they close and open.
            (b'"', true) => (is_quoted, is_start) = (false, true),
            (b'"', false) if is_start => (is_quoted, is_start) = (true, false),
            (_, true) => {}
            (byte, false) => is_start = matches!(byte, b',' | b'\r' | b'\n'),
        }
    }
    is_quoted
}

/// The line on which a row begins. The reader's position may lie before the end of the line above, and before blank ones.
fn first_line(position: &csv::Position, bytes: &[u8]) -> u64 {
    let before = usize::try_from(position.byte()).ok().and_then(|at| bytes.get(at..)).unwrap_or_default();
    let ends = before.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() + ends.fold(0, |lines, byte| lines + u64::from(*byte == b'\n'))
}

fn take(record: &mut Record, line: u64, row: &csv::ByteRecord) {
    let field = |at: usize| row.get(at).unwrap_or_default();
    let path = field(0);
    let mut mistake = |kind| record.mistakes.push(RecordMistake { line, kind });
    if row.len() > 3 {
        mistake(RecordMistakeKind::Fields);
    }
    if path.contains(&0) {
        return mistake(RecordMistakeKind::Nul);
    }
    if path.is_empty() {
        return mistake(RecordMistakeKind::Path);
    }
    let text = |at: usize| std::str::from_utf8(field(at)).map(str::trim);
    let hash = match text(1) {
        Ok("") => None,
        Ok(text) => RecordedHash::read(text).or_else(|| {
            mistake(RecordMistakeKind::Hash);
            None
        }),
        Err(_) => {
            mistake(RecordMistakeKind::Hash);
            None
        }
    };
    let size = match text(2) {
        Ok("") => None,
        Ok(text) if text.bytes().all(|digit| digit.is_ascii_digit()) && text.parse::<u64>().is_ok() => {
            text.parse().ok()
        }
        _ => {
            mistake(RecordMistakeKind::Size);
            None
        }
    };
    record.entries.push(RecordEntry { line, path: path.into(), hash, size });
}

#[cfg(test)]
mod tests {
    use super::RecordMistakeKind as Kind;
    use super::*;

    fn paths(bytes: &[u8]) -> Vec<Vec<u8>> {
        read(bytes).entries.into_iter().map(|entry| entry.path.into_vec()).collect()
    }

    #[test]
    fn lines_are_read_as_the_specification_has_them() {
        let read =
            read(b"a/b.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\r\na.dist-info/RECORD,,\r\n");
        assert_eq!(read.mistakes, []);
        assert_eq!(read.entries[0].size, Some(0));
        let hash = read.entries[0].hash.as_ref().unwrap();
        assert_eq!((hash.algorithm.as_str(), hash.digest.len()), ("sha256", 32));
        assert_eq!(hash.to_string(), "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU");
        assert_eq!((read.entries[1].hash.clone(), read.entries[1].line), (None, 2));
    }

    #[test]
    fn hexadecimal_digests_are_told_apart_by_their_length() {
        let hex = RecordedHash::read(&format!("sha256={}", "e3b0c442".repeat(8))).unwrap();
        assert_eq!(hex.digest[..4], [0xe3, 0xb0, 0xc4, 0x42]);
        assert_eq!(RecordedHash::read(&format!("sha256={}", "e3b0c442".repeat(7))), None);
    }

    #[test]
    fn names_with_commas_quotes_and_newlines() {
        assert_eq!(
            paths(b"\"a,b\",,\n\"q\"\"q\",,\n\"n\nn\",,\n\xff,,\n"),
            [&b"a,b"[..], b"q\"q", b"n\nn", b"\xff"]
        );
    }

    #[test]
    fn what_may_hide_entries_is_told() {
        let kinds = |bytes: &[u8]| -> Vec<Kind> { read(bytes).mistakes.iter().map(|one| one.kind).collect() };
        for (bytes, expected) in [
            (&b"\"a,sha256=x,1\nb,,\n"[..], Kind::Unclosed),
            (b"a,,\n\"b\"\"c,,\n", Kind::Unclosed),
            (b"a,,\n\n\"", Kind::Unclosed),
            (b"a,\"", Kind::Unclosed),
            (b"a,,\n\0\0\0\0", Kind::Nul),
        ] {
            let found = kinds(bytes);
            assert!(found.contains(&expected) && expected.hides_entries(), "{bytes:?}: {found:?}");
        }
        for bytes in [
            &b""[..],
            b"a\"b,,\n",
            b"\"a\"\"b\",,\n",
            b"\"a\nb\",,",
            b"a,,\n\"b\",\"\",\"\"\n",
            b"a,,\"\"\n\n",
        ] {
            assert_eq!(kinds(bytes), [], "{bytes:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_and_the_rest_is_read() {
        let read = read(b",,\na,md5,\nb,sha256=AA,x\nc\nd,,1,2\ne,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=,-1\n");
        let said: Vec<_> = read.mistakes.iter().map(|mistake| (mistake.line, mistake.kind)).collect();
        assert_eq!(
            said,
            [
                (1, Kind::Path),
                (2, Kind::Hash),
                (3, Kind::Hash),
                (3, Kind::Size),
                (5, Kind::Fields),
                (6, Kind::Size)
            ]
        );
        assert_eq!(read.entries.len(), 5);
        assert!(read.entries[4].hash.is_some(), "padding is taken");
    }
}
