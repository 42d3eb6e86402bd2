//! Wheels, and other archives of code, that are made for these tests.

use std::io::{Cursor, Write};
use std::path::PathBuf;

use super::rig::Rig;

/// An archive of files, as wheels and eggs are.
pub(super) fn archive<'file>(files: impl IntoIterator<Item = (&'file str, &'file [u8])>) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (path, contents) in files {
        archive.start_file(path, options).expect("it can be written");
        archive.write_all(contents).expect("it can be written");
    }
    archive.finish().expect("it can be written").into_inner()
}

/// What METADATA and PKG-INFO say.
pub(super) fn metadata(name: &str, version: &str) -> String {
    format!("Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
}

impl Rig {
    /// A wheel with a package, one below it, and a module of a file.
    pub(crate) fn wheel(&self, name: &str, version: &str) -> PathBuf {
        let source = format!("VERSION = {version:?}\n");
        let (package, below, single) =
            (format!("{name}/__init__.py"), format!("{name}/below/__init__.py"), format!("{name}_single.py"));
        let files: [(&str, &[u8]); 3] =
            [(&package, source.as_bytes()), (&below, b""), (&single, b"ONE = 1\n")];
        self.wheel_with(name, version, &files)
    }

    /// A wheel with these files.
    pub(super) fn wheel_with(&self, name: &str, version: &str, files: &[(&str, &[u8])]) -> PathBuf {
        let info = format!("{name}-{version}.dist-info");
        let wheel = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n";
        let described = metadata(name, version);
        let (about, kind, list) =
            (format!("{info}/METADATA"), format!("{info}/WHEEL"), format!("{info}/RECORD"));
        let mut all = files.to_vec();
        all.extend([(about.as_str(), described.as_bytes()), (kind.as_str(), wheel.as_bytes())]);
        let listed = all.iter().map(|(path, _)| *path).chain([list.as_str()]);
        let record = listed.fold(String::new(), |record, path| record + path + ",,\n");
        all.push((&list, record.as_bytes()));
        self.scratch.tree().file(&format!("wheels/{name}-{version}-py3-none-any.whl"), archive(all))
    }
}
