//! Files of made distributions, verified and listed.

mod compiled;
mod documents;
mod hostile;
mod joined;
mod keepers;
mod launchers;
mod published;
mod reading;
mod tampering;
mod unpacked;

use std::path::{Path, PathBuf};

use base64::Engine;
use fetter_core::integrity::verify::{
    Against, Verification, VerifyFinding, VerifyProgress, VerifyRequest, verify,
};
use fetter_core::inventory::Inventory;
use fetter_core::inventory::file::Disk;
use fetter_testkit::{Scratch, Tree};
use sha2::{Digest, Sha256};

use crate::support::search;

/// The site of the environments that these tests make.
pub(crate) const SITE: &str = "env/lib/python3.11/site-packages";

/// A scratch directory with an environment.
pub(crate) fn environment(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    let tree = scratch.tree();
    tree.installation("base", "3.11");
    tree.venv("env", &scratch.at("base"), "3.11", false);
    scratch
}

/// A line of RECORD for contents.
pub(crate) fn line(path: &str, contents: &[u8]) -> String {
    let digest = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(Sha256::digest(contents));
    let path = if path.contains([',', '"', '\n']) {
        format!("\"{}\"", path.replace('"', "\"\""))
    } else {
        path.to_owned()
    };
    format!("{path},sha256={digest},{}\n", contents.len())
}

/// Installs a package of files below the site, as installers do; the lines of its RECORD.
pub(crate) fn install(tree: &Tree, site: &str, name: &str, files: &[(&str, &[u8])]) -> String {
    let dist_info = format!("{name}-1.0.dist-info");
    let metadata = format!("Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n");
    let mut record = String::new();
    for (path, contents) in files.iter().copied().chain([
        (&*format!("{dist_info}/METADATA"), metadata.as_bytes()),
        (&*format!("{dist_info}/INSTALLER"), &b"pip\n"[..]),
    ]) {
        tree.file(&format!("{site}/{path}"), contents);
        record.push_str(&line(path, contents));
    }
    record = record + &dist_info + "/RECORD,,\n";
    tree.file(&format!("{site}/{dist_info}/RECORD"), &record);
    record
}

/// Verifies all that a scratch directory holds, with one thread and with several.
pub(crate) fn verified(scratch: &Scratch) -> Verification {
    verified_against(scratch, None)
}

/// The same, against what was published.
pub(crate) fn verified_against(scratch: &Scratch, against: Option<&Against>) -> Verification {
    let inventory = search(scratch);
    let by = |threads| by_threads(&inventory, against, threads);
    let found = by(3);
    assert_eq!(found, by(1), "the number of threads changes nothing");
    found
}

fn by_threads(inventory: &Inventory, against: Option<&Against>, threads: usize) -> Verification {
    let request = VerifyRequest { against, threads: Some(threads), ..VerifyRequest::default() };
    let mut found = verify(inventory, &Disk::here(), &request, &VerifyProgress::default());
    // Two threads may read the same file at the same time.
    found.totals.bytes = 0;
    found
}

/// `SEVERITY CODE PATH` of findings, the path below the site or the scratch directory.
pub(crate) fn told(scratch: &Scratch, found: &Verification) -> Vec<String> {
    let tell = |finding: &VerifyFinding| {
        let path = shown(scratch, &finding.path);
        format!("{} {} {path}", finding.severity.as_str(), finding.code)
    };
    found.findings.iter().map(tell).collect()
}

fn shown(scratch: &Scratch, path: &Path) -> String {
    let site: PathBuf = scratch.at(SITE);
    let below = path.strip_prefix(&site).or_else(|_| path.strip_prefix(scratch.path())).unwrap_or(path);
    below.display().to_string()
}

/// Bytes as two hexadecimal digits each.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"))
}
