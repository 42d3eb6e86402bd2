//! A backup as it is read: nothing in it is believed before its digest is.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::BackupError;
use super::format::{End, Header, Line, SCHEMA, VERSION};

/// How long a line is at most, in bytes: the largest that is stored has 16 MiB, which are written in twice as many digits.
const LINE: u64 = 64 << 20;
/// The largest window of zstd that is taken, as a power of two.
const WINDOW_LOG: u32 = 27;

/// Reads a backup.
pub(super) struct Reader {
    path: PathBuf,
    lines: BufReader<zstd::Decoder<'static, BufReader<File>>>,
    digest: Sha256,
    pub(super) header: Header,
    rows: Vec<u64>,
    /// The place of the table of the last row.
    last: usize,
}

/// A row, or the end.
pub(super) enum Next {
    Row(usize, Vec<serde_json::Value>),
    End(End),
}

impl Reader {
    /// Reads the beginning of a file.
    pub(super) fn new(path: &Path, mut file: File) -> Result<Self, BackupError> {
        let failed = |error| BackupError::File { what: "read", path: path.to_path_buf(), error };
        file.rewind().map_err(failed)?;
        let mut decoder = zstd::Decoder::new(file).map_err(failed)?;
        decoder.window_log_max(WINDOW_LOG).map_err(failed)?;
        let mut lines = BufReader::new(decoder);
        let mut digest = Sha256::new();
        let damaged = |why: String| BackupError::Damaged { path: path.to_path_buf(), why };
        let first = line(&mut lines).map_err(|error| damaged(format!("it is no backup ({error})")))?;
        let header: Header =
            serde_json::from_slice(&first).map_err(|error| damaged(format!("it is no backup ({error})")))?;
        if header.schema != SCHEMA || header.version != VERSION {
            let why = format!(
                "it is {} {}, and this fetter reads {SCHEMA} {VERSION}: use the version that wrote it",
                fetter_protocol::clip(&header.schema, 40),
                header.version
            );
            return Err(damaged(why));
        }
        digest.update(&first);
        let rows = vec![0; header.tables.len()];
        Ok(Self { path: path.to_path_buf(), lines, digest, header, rows, last: 0 })
    }

    fn damaged(&self, why: impl Into<String>) -> BackupError {
        BackupError::Damaged { path: self.path.clone(), why: why.into() }
    }

    /// What comes next.
    pub(super) fn next(&mut self) -> Result<Next, BackupError> {
        let bytes =
            line(&mut self.lines).map_err(|error| self.damaged(format!("it breaks off ({error})")))?;
        if bytes.first() == Some(&b'{') {
            return self.end(&bytes).map(Next::End);
        }
        let Line(table, cells) = serde_json::from_slice(&bytes)
            .map_err(|error| self.damaged(format!("a row is none ({error})")))?;
        let is_row = self.header.tables.get(table).is_some_and(|table| table.columns.len() == cells.len());
        if !is_row || table < self.last {
            return Err(self.damaged("a row is of no table"));
        }
        self.digest.update(&bytes);
        self.rows[table] += 1;
        self.last = table;
        Ok(Next::Row(table, cells))
    }

    fn end(&mut self, bytes: &[u8]) -> Result<End, BackupError> {
        let end: End = serde_json::from_slice(bytes)
            .map_err(|error| self.damaged(format!("it has no end ({error})")))?;
        let sha256 = fetter_core::hex::encode(&self.digest.clone().finalize());
        if end.sha256 != sha256 || end.rows != self.rows {
            return Err(self.damaged("its digest is another: it was changed or is damaged"));
        }
        let mut more = [0];
        let rest = self.lines.read(&mut more);
        let rest = rest.map_err(|error| self.damaged(format!("it breaks off ({error})")))?;
        if rest == 0 { Ok(end) } else { Err(self.damaged("something comes after its end")) }
    }

    /// Reads all of it.
    pub(super) fn verify(mut self) -> Result<(Header, End), BackupError> {
        loop {
            if let Next::End(end) = self.next()? {
                return Ok((self.header, end));
            }
        }
    }
}

/// A line with its end.
fn line(lines: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    lines.by_ref().take(LINE).read_until(b'\n', &mut bytes)?;
    if bytes.last() != Some(&b'\n') {
        return Err(std::io::Error::other("a line has no end"));
    }
    Ok(bytes)
}
