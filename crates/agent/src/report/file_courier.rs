//! A directory that stands for a server.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use fetter_protocol::{Answer, Digest, MessageError, Report, SiteContents, limits, read, write};

use super::directory::Directory;
use super::spool::{contents_name, report_name};
use super::{Courier, CourierError, Outgoing, SpoolError};

/// Keeps reports in `reports/MACHINE/NUMBER.json` and contents in `sites/DIGEST.json`, and answers as a server does. For a machine
/// without a server, whose reports are fetched some other way, and for tests.
#[derive(Debug)]
pub struct FileCourier {
    path: PathBuf,
    sites: Directory,
    machine: String,
    acknowledged: (u64, u64),
    wanted: BTreeSet<Digest>,
}

impl FileCourier {
    /// Opens the directory for this machine, and makes it if it is not there.
    pub fn open(path: &Path, machine: &str) -> Result<Self, SpoolError> {
        Directory::own(path)?;
        Directory::own(&path.join("reports"))?;
        Ok(Self {
            path: path.to_path_buf(),
            sites: Directory::own(&path.join("sites"))?,
            machine: machine.to_owned(),
            acknowledged: (0, 0),
            wanted: BTreeSet::new(),
        })
    }

    fn report(&mut self, bytes: &[u8]) -> Result<Vec<u8>, CourierError> {
        let report: Report = read(bytes).map_err(|error| refused(&error))?;
        if report.host.machine != self.machine {
            return Err(CourierError::Refused("the report is of another machine".to_owned()));
        }
        // The machine's id is 32 hexadecimal digits: it was read so.
        let directory = self.path.join("reports").join(&report.host.machine);
        let directory = Directory::own(&directory).map_err(|error| unreachable(&error))?;
        directory.write(&report_name(report.sequence), bytes).map_err(|error| unreachable(&error))?;
        let digests: BTreeSet<Digest> = report.sites.iter().map(|site| site.contents).collect();
        self.wanted.clear();
        for digest in digests {
            if !self.has(&digest)? {
                self.wanted.insert(digest);
            }
        }
        self.acknowledged = (report.sequence, report.last_event());
        self.answer(Vec::new())
    }

    fn has(&self, digest: &Digest) -> Result<bool, CourierError> {
        let found = self.sites.read(&contents_name(digest), limits::SITE_BYTES);
        Ok(found.map_err(|error| unreachable(&error))?.is_some())
    }

    fn contents(&mut self, digest: Digest, bytes: &[u8]) -> Result<Vec<u8>, CourierError> {
        read::<SiteContents>(bytes).map_err(|error| refused(&error))?;
        if Digest::of(bytes) != digest {
            return Err(CourierError::Refused("the contents are not those of the digest".to_owned()));
        }
        self.sites.write_new(&contents_name(&digest), bytes).map_err(|error| unreachable(&error))?;
        self.wanted.remove(&digest);
        self.answer(vec![digest])
    }

    fn answer(&self, stored: Vec<Digest>) -> Result<Vec<u8>, CourierError> {
        let (report, events) = self.acknowledged;
        let wanted = self.wanted.iter().copied().take(limits::DIGESTS).collect();
        let answer = Answer { wanted, stored, ..Answer::acknowledging(&self.machine, report, events) };
        write(&answer).map_err(|error| refused(&error))
    }
}

impl Courier for FileCourier {
    fn send(&mut self, message: Outgoing<'_>) -> Result<Vec<u8>, CourierError> {
        match message {
            Outgoing::Report(bytes) => self.report(bytes),
            Outgoing::Contents { digest, bytes } => self.contents(digest, bytes),
            Outgoing::Request(_) => {
                Err(CourierError::Refused("nobody decides on requests in a directory".to_owned()))
            }
        }
    }
}

fn refused(error: &MessageError) -> CourierError {
    CourierError::Refused(error.to_string())
}

fn unreachable(error: &SpoolError) -> CourierError {
    CourierError::Unreachable(error.to_string())
}
