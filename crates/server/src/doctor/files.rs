//! The files of a server, and the disk that they are on.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use super::{Check, Patient};
use crate::serve::{DataDirectory, read};

/// How many days before its end a certificate is to be renewed.
const DAYS: i64 = 21;
/// How much room a disk is to have, in bytes.
const ROOM: u64 = 1 << 30;
/// How large a file of certificates may be, in bytes.
const LIMIT: u64 = 1 << 20;

pub(super) fn checks(patient: &Patient, data: &DataDirectory, now: u64) -> Vec<Check> {
    let mut checks = vec![permissions(patient, data), disk(&patient.store.data, data)];
    let own = data.file("certificate.pem");
    let certificate = patient.certificate.clone().or_else(|| own.exists().then_some(own));
    checks.extend(certificate.map(|path| of_certificate(&path, now)));
    checks
}

/// Nobody else reads what is secret, and all of it is the server's.
fn permissions(patient: &Patient, data: &DataDirectory) -> Check {
    let advice = "the directory is to be 0700 and each key 0600, all of the user that the server runs as";
    let directory = match std::fs::metadata(&patient.store.data) {
        Ok(directory) => directory,
        Err(error) => {
            let what = format!("{}: {error}", patient.store.data.display());
            return Check::unchecked("permissions", what, "name the server's directory with --data");
        }
    };
    let mut wrong = Vec::new();
    if directory.mode() & 0o077 != 0 {
        wrong.push(said(&patient.store.data, &directory));
    }
    let key = patient.store.key_file.clone().unwrap_or_else(|| data.file("server.key"));
    for (path, is_secret) in
        [(key, true), (data.file("certificate.key"), true), (data.file("fetter.db"), false)]
    {
        let Ok(file) = std::fs::metadata(&path) else { continue };
        if (is_secret && file.mode() & 0o077 != 0) || file.uid() != directory.uid() {
            wrong.push(said(&path, &file));
        }
    }
    Check::of("permissions", "nobody else reads the server's files", &wrong, advice)
}

fn said(path: &Path, file: &Metadata) -> String {
    format!("{} is {:04o} of user {}", path.display(), file.mode() & 0o7777, file.uid())
}

fn disk(directory: &Path, data: &DataDirectory) -> Check {
    let advice = "make room: a server that cannot write takes no report";
    match rustix::fs::statvfs(directory) {
        Err(error) => Check::unchecked("disk", format!("{}: {error}", directory.display()), advice),
        Ok(disk) => {
            let free = disk.f_bavail.saturating_mul(disk.f_frsize);
            let database = std::fs::metadata(data.file("fetter.db")).map_or(0, |file| file.len());
            let detail = format!("{} MiB are free at {}", free >> 20, directory.display());
            let is_little = free < ROOM.max(database / 10);
            if is_little { Check::finding("disk", detail, advice) } else { Check::good("disk", detail) }
        }
    }
}

fn of_certificate(path: &Path, now: u64) -> Check {
    let advice = "give the server another certificate, with --certificate and --certificate-key";
    let unchecked = |why: String| {
        Check::unchecked("certificate", format!("{} cannot be read: {why}", path.display()), advice)
    };
    let bytes = match read(path, LIMIT) {
        Ok(bytes) => bytes,
        Err(error) => return unchecked(error.to_string()),
    };
    let Some(Ok(certificate)) = CertificateDer::pem_slice_iter(&bytes).next() else {
        return unchecked("there is none in it".to_owned());
    };
    let until = match x509_parser::parse_x509_certificate(&certificate) {
        Ok((_, certificate)) => certificate.validity().not_after.timestamp(),
        Err(error) => return unchecked(error.to_string()),
    };
    let days = (until - i64::try_from(now).unwrap_or(i64::MAX)).div_euclid(86_400);
    if days < 0 {
        return Check::finding("certificate", format!("it ended {} days ago", -days), advice);
    }
    let detail = format!("it is good for {days} more days");
    if days < DAYS {
        Check::finding("certificate", detail, advice)
    } else {
        Check::good("certificate", detail)
    }
}
