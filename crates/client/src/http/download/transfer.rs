//! The attempts of one download, and what stands after each.

use std::time::Instant;

use sha2::{Digest, Sha256};
use ureq::http::{HeaderName, HeaderValue, header};

use super::range::Part;
use super::version::{Version, unless};
use super::{Download, Downloaded, Progress, Sink};
use crate::http::attempts::{Attempts, Failure};
use crate::http::digest::Pin;
use crate::http::exchange::{Asked, Opened, reach};
use crate::http::{Address, Client, FetchError, Limits};
use crate::shown::shown;

/// How many bytes an attempt must bring so that it does not count, in bytes.
const ENOUGH: u64 = 1024 * 1024;

/// One download.
pub(super) struct Transfer<'download> {
    client: &'download Client,
    address: &'download Address,
    limits: &'download Limits,
    deadline: Instant,
    /// Whether a digest tells the whole from a part.
    is_pinned: bool,
    /// Whether this server was found not to give the parts that it is asked for.
    is_without_parts: bool,
    state: State,
}

/// What is there so far.
#[derive(Default)]
struct State {
    received: u64,
    digest: Sha256,
    /// How long the file is, if the server says so.
    total: Option<u64>,
    version: Version,
    url: String,
}

/// Where bytes go, and who is told.
struct Target<'target> {
    sink: &'target mut dyn Sink,
    progress: &'target dyn Fn(Progress),
}

impl<'download> Transfer<'download> {
    pub(super) fn new(
        client: &'download Client,
        address: &'download Address,
        limits: &'download Limits,
        deadline: Instant,
        is_pinned: bool,
    ) -> Self {
        let (is_without_parts, state) = (false, State::default());
        Self { client, address, limits, deadline, is_pinned, is_without_parts, state }
    }

    pub(super) fn run(
        mut self,
        sink: &mut dyn Sink,
        since: Option<&Download>,
        progress: &dyn Fn(Progress),
    ) -> Result<Downloaded, FetchError> {
        let mut target = Target { sink, progress };
        self.state.restart(&mut target, &self.address.name())?;
        let mut attempts = Attempts::new(&self.limits.retry, self.deadline);
        let mut farthest = 0;
        loop {
            match self.attempt(&mut target, since) {
                Ok(false) => {
                    // A part of another version may be there, which was cut.
                    self.state.restart(&mut target, &self.address.name())?;
                    return Ok(Downloaded::NotModified);
                }
                Ok(true) => break,
                Err(failure) => {
                    if self.state.received >= farthest + ENOUGH {
                        farthest = self.state.received;
                        attempts = Attempts::new(&self.limits.retry, self.deadline);
                    }
                    attempts.wait(failure)?;
                }
            }
        }
        target.flush(&self.state.url)?;
        Ok(Downloaded::Whole(self.state.finish()))
    }

    /// Asks for what is missing; gives whether the file has changed since.
    fn attempt(&mut self, target: &mut Target<'_>, since: Option<&Download>) -> Result<bool, Failure> {
        let part = if self.is_without_parts { None } else { self.state.rest() };
        let is_part = part.is_some();
        let headers = part.unwrap_or_else(|| {
            since.map_or_else(Vec::new, |since| unless(since.etag.as_deref(), since.last_modified.as_deref()))
        });
        let asked = Asked { headers: &headers, body: None };
        let opened = reach(self.client, self.address, asked, self.limits, self.deadline)?;
        match opened.head.status.as_u16() {
            200 => self.whole(opened, target)?,
            206 if is_part => self.rest(opened, target)?,
            304 if !is_part && !headers.is_empty() => return Ok(false),
            416 if is_part => return Err(self.without_parts(&opened, "it has not the part that is missing")),
            _ => return Err(opened.unwanted()),
        }
        Ok(true)
    }

    /// Takes a file from its first byte on.
    fn whole(&mut self, opened: Opened<'_>, target: &mut Target<'_>) -> Result<(), FetchError> {
        opened.check_encoding()?;
        let url = opened.exchange.url.clone();
        if !opened.is_measured() && !self.is_pinned {
            return Err(FetchError::Unmeasured { url });
        }
        self.state.restart(target, &url)?;
        self.state.total = opened.length();
        self.state.version = Version::of(&opened.head.headers);
        self.state.pour(opened, target)
    }

    /// Takes the part that was asked for.
    fn rest(&mut self, opened: Opened<'_>, target: &mut Target<'_>) -> Result<(), Failure> {
        opened.check_encoding()?;
        let range = opened.text(header::CONTENT_RANGE).unwrap_or_default();
        let Some(part) = Part::parse(&range).filter(|part| self.state.fits(part, opened.length())) else {
            return Err(self.without_parts(&opened, &format!("it sent the part `{range}`")));
        };
        if !self.state.version.may_be(&Version::of(&opened.head.headers)) {
            return Err(self.without_parts(&opened, "it sent a part of another version"));
        }
        self.state.total = part.whole.or(self.state.total);
        opened.exchange.url.clone_into(&mut self.state.url);
        self.state.pour(opened, target)?;
        Ok(())
    }

    /// From here on, only the whole is asked for.
    fn without_parts(&mut self, opened: &Opened<'_>, reason: &str) -> Failure {
        self.is_without_parts = true;
        let reason = shown(&format!("asked for a part of the file, {reason}"));
        let error = FetchError::Protocol { url: opened.exchange.url.clone(), reason };
        Failure { is_passing: true, ..error.into() }
    }
}

impl State {
    fn restart(&mut self, target: &mut Target<'_>, url: &str) -> Result<(), FetchError> {
        target.sink.restart().map_err(|error| unwritten(url, &error))?;
        *self = Self { url: url.to_owned(), ..Self::default() };
        Ok(())
    }

    /// Headers that ask for the rest, if it may be joined to what is there.
    fn rest(&self) -> Option<Vec<(HeaderName, HeaderValue)>> {
        let version = self.version.strong().filter(|_| self.received > 0)?;
        let range = HeaderValue::from_str(&format!("bytes={}-", self.received)).ok()?;
        Some(vec![(header::RANGE, range), (header::IF_RANGE, version)])
    }

    /// Whether a part continues what is there, and belongs to a file of the same length.
    fn fits(&self, part: &Part, length: Option<u64>) -> bool {
        let is_same_file = part.whole.is_none_or(|whole| self.total.is_none_or(|total| total == whole));
        let is_known = part.whole.or(self.total).is_some();
        let is_as_long = length.is_none_or(|length| length == part.length);
        part.first == self.received && is_same_file && is_known && is_as_long
    }

    fn pour(&mut self, opened: Opened<'_>, target: &mut Target<'_>) -> Result<(), FetchError> {
        let url = self.url.clone();
        target.tell(self);
        opened.pour(self.received, &mut |piece| {
            target.sink.write_all(piece).map_err(|error| unwritten(&url, &error))?;
            self.digest.update(piece);
            self.received += piece.len() as u64;
            target.tell(self);
            Ok(())
        })?;
        match self.total {
            Some(total) if total != self.received => Err(FetchError::Cut { url, received: self.received }),
            _ => Ok(()),
        }
    }

    fn finish(self) -> Download {
        Download {
            length: self.received,
            sha256: Pin::of_digest(self.digest.finalize().into()).hex(),
            etag: self.version.etag,
            last_modified: self.version.last_modified,
            url: self.url,
        }
    }
}

impl Target<'_> {
    fn tell(&self, state: &State) {
        (self.progress)(Progress { received: state.received, total: state.total });
    }

    fn flush(&mut self, url: &str) -> Result<(), FetchError> {
        self.sink.flush().map_err(|error| unwritten(url, &error))
    }
}

fn unwritten(url: &str, error: &std::io::Error) -> FetchError {
    FetchError::Write { url: url.to_owned(), reason: shown(&error.to_string()) }
}
