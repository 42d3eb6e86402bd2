//! Secrets that are given in files, never on the command line.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, bail};
use fetter_core::inventory::file::Disk;
use fetter_protocol::Digest;

use super::session::Session;
use crate::exit::UsageError;

/// How long a secret may be, in bytes.
const LIMIT: usize = 500;

/// What is in the first line of a file, or of standard input where it is `-`. No error shows it.
pub(super) fn secret(session: &Session, what: &str, file: &Path) -> anyhow::Result<String> {
    let bytes = if file == Path::new("-") {
        let mut bytes = Vec::new();
        let read = std::io::stdin().take(2 * LIMIT as u64).read_to_end(&mut bytes);
        read.with_context(|| format!("could not read {what} from standard input"))?;
        bytes
    } else {
        let file = session.directory().join(file);
        let read = Disk::here().read(&file, 2 * LIMIT);
        read.with_context(|| format!("could not read {what} from {}", file.display()))?.bytes
    };
    let text = String::from_utf8(bytes).unwrap_or_default();
    let line = text.trim_end_matches(['\r', '\n']);
    if line.is_empty() || line.len() > LIMIT || line.contains(char::is_control) {
        bail!("{what} is one line of at most {LIMIT} bytes, and what is in {} is not", file.display());
    }
    Ok(line.to_owned())
}

/// The same of a token, which is one word.
pub(super) fn token(session: &Session, what: &str, file: &Path) -> anyhow::Result<String> {
    let token = secret(session, what, file)?;
    if token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(token);
    }
    bail!("what is in {} is no token: it is one word", file.display())
}

/// The fingerprint of a certificate.
pub(super) fn fingerprint(text: &str) -> Result<Digest, UsageError> {
    let digits = text.replace(':', "").to_ascii_lowercase();
    let wrong = |_| UsageError::new("--fingerprint is the SHA-256 of a certificate: 64 hexadecimal digits");
    digits.parse().map_err(wrong)
}
