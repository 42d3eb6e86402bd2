//! Records as dumps have them: a zip file, or a directory.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use fetter_testkit::Scratch;
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::records::id;

/// Files of a zip.
pub(super) fn zip(files: &[(String, Vec<u8>)], method: CompressionMethod) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, contents) in files {
        archive.start_file(name.as_str(), options).expect("a file begins");
        archive.write_all(contents).expect("it is written");
    }
    archive.finish().expect("the archive ends").into_inner()
}

/// Records as files, by their identifiers.
pub(super) fn files(records: &[Value]) -> Vec<(String, Vec<u8>)> {
    records.iter().map(|record| (format!("{}.json", id(record)), record.to_string().into_bytes())).collect()
}

/// Records in a zip, as OSV gives them.
pub(super) fn zipped(records: &[Value]) -> Vec<u8> {
    zip(&files(records), CompressionMethod::Deflated)
}

/// Records in a directory of a home.
pub(super) fn directory(home: &Scratch, name: &str, records: &[Value]) -> PathBuf {
    for (file, contents) in files(records) {
        home.tree().file(&format!("{name}/{file}"), contents);
    }
    home.at(name)
}

/// The bytes of a file.
pub(super) fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
