//! A backup as it is written: for its owner alone, and whole or not at all.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::BackupError;
use super::format::{End, Header, Line, SCHEMA, Saved, Table, VERSION};
use crate::store::{Engine, Sink};

/// How hard zstd tries.
const LEVEL: i32 = 6;

/// Writes a backup.
pub(super) struct Writer {
    path: PathBuf,
    file: NamedTempFile,
    packed: zstd::Encoder<'static, BufWriter<File>>,
    digest: Sha256,
    header: Option<Header>,
    rows: Vec<u64>,
    engine: Engine,
    taken: u64,
    files: Vec<Saved>,
}

impl Writer {
    /// Begins a file beside the one that there is to be.
    pub(super) fn new(
        path: &Path,
        engine: Engine,
        taken: u64,
        files: Vec<Saved>,
    ) -> Result<Self, BackupError> {
        let failed = |error| BackupError::File { what: "write", path: path.to_path_buf(), error };
        if path.exists() {
            return Err(BackupError::Occupied { what: path.display().to_string() });
        }
        let beside = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // Its mode is 0600 from the beginning.
        let file = NamedTempFile::new_in(beside).map_err(failed)?;
        let own = file.as_file().try_clone().map_err(failed)?;
        let mut packed = zstd::Encoder::new(BufWriter::new(own), LEVEL).map_err(failed)?;
        packed.include_checksum(true).map_err(failed)?;
        let (path, digest) = (path.to_path_buf(), Sha256::new());
        Ok(Self { path, file, packed, digest, header: None, rows: Vec::new(), engine, taken, files })
    }

    fn line(&mut self, line: &impl Serialize) -> Result<Vec<u8>, BackupError> {
        let failed = |error| BackupError::File { what: "write", path: self.path.clone(), error };
        let mut bytes = serde_json::to_vec(line).map_err(|error| failed(error.into()))?;
        bytes.push(b'\n');
        self.packed.write_all(&bytes).map_err(failed)?;
        Ok(bytes)
    }

    /// Ends it, and puts it into its place.
    pub(super) fn end(mut self) -> Result<(Header, End), BackupError> {
        let sha256 = fetter_core::hex::encode(&self.digest.clone().finalize());
        let end = End { rows: self.rows.clone(), sha256 };
        self.line(&end)?;
        let path = self.path;
        let failed = |error| BackupError::File { what: "write", path: path.clone(), error };
        let mut written = self.packed.finish().map_err(failed)?;
        written.flush().map_err(failed)?;
        self.file.as_file().sync_all().map_err(failed)?;
        self.file.persist_noclobber(&path).map_err(|error| failed(error.error))?;
        let beside = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(beside).and_then(|directory| directory.sync_all()).map_err(failed)?;
        let none = std::io::Error::other("nothing was read");
        Ok((self.header.ok_or_else(|| failed(none))?, end))
    }
}

impl Sink for Writer {
    type Error = BackupError;

    fn begin(&mut self, schema: i64, tables: &[Table]) -> Result<(), BackupError> {
        let header = Header {
            schema: SCHEMA.to_owned(),
            version: VERSION,
            fetter: env!("CARGO_PKG_VERSION").to_owned(),
            taken: self.taken,
            engine: self.engine.name().to_owned(),
            migration: schema,
            tables: tables.to_vec(),
            files: std::mem::take(&mut self.files),
        };
        let bytes = self.line(&header)?;
        self.digest.update(&bytes);
        self.rows = vec![0; tables.len()];
        self.header = Some(header);
        Ok(())
    }

    fn row(&mut self, table: usize, cells: Vec<Value>) -> Result<(), BackupError> {
        let bytes = self.line(&Line(table, cells))?;
        self.digest.update(&bytes);
        self.rows[table] += 1;
        Ok(())
    }
}
