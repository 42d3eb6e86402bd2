//! Large files, which are written where the caller keeps them, and resumed where a connection was cut.
//!
//! A part is joined to what is there only where the server says by a strong validator that both are of one version of the file, and
//! by `Content-Range` that it begins where the other ends. In every other case the file is fetched from its first byte again.

mod range;
mod sink;
mod transfer;
mod version;

use std::time::Instant;

pub use sink::Sink;

use super::digest::Pin;
use super::{Address, Client, FetchError, Limits};
use transfer::Transfer;

/// How far a download is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many bytes are there. It goes back to 0 where the file must be fetched from its first byte again.
    pub received: u64,
    /// How many there will be, if the server says so.
    pub total: Option<u64>,
}

/// A file that was downloaded whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// Its length in bytes.
    pub length: u64,
    /// Its SHA-256 digest: 64 hexadecimal digits in lower case.
    pub sha256: String,
    /// The entity tag of this version, as the server writes it, with quotes. Foreign text, of up to 1 KiB of ASCII.
    pub etag: Option<String>,
    /// When this version was made, as the server writes it. Foreign text, likewise.
    pub last_modified: Option<String>,
    /// Where redirects led, without credentials.
    pub url: String,
}

/// How a download ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Downloaded {
    /// The file is there, whole.
    Whole(Download),
    /// It is the version that the caller has already; nothing was written.
    NotModified,
}

impl Client {
    /// Downloads the file at an address to where `to` keeps it: a partial file that takes its place only if this succeeds.
    ///
    /// What `to` held is dropped before the first byte. After an error, and where nothing was modified, it is empty, so that
    /// nothing half-written can be taken for the whole. Limits are best those [of a download](Limits::of_download): the idle
    /// and the total time, the size, and how many attempts there are. Each attempt that brought another mebibyte
    /// allows for all of them again, within the total time.
    ///
    /// `since` is an earlier download from this address: with its validators the file is fetched only if there is another
    /// version. An address with a digest is asked in this way only if the earlier download had that digest.
    pub fn download(
        &self,
        address: &Address,
        to: &mut dyn Sink,
        since: Option<&Download>,
        limits: &Limits,
        progress: &dyn Fn(Progress),
    ) -> Result<Downloaded, FetchError> {
        let ended = self.transfer(address, to, since, limits, progress);
        if ended.is_err() {
            // The error that led here says more than one of emptying.
            let _ = to.restart();
        }
        ended
    }

    fn transfer(
        &self,
        address: &Address,
        to: &mut dyn Sink,
        since: Option<&Download>,
        limits: &Limits,
        progress: &dyn Fn(Progress),
    ) -> Result<Downloaded, FetchError> {
        let pin = Pin::of_fragment(&address.fragment);
        let pin = pin.map_err(|reason| FetchError::Pin { url: address.name(), reason })?;
        let since = since.filter(|since| pin.is_none_or(|pin| pin.hex() == since.sha256));
        let deadline = Instant::now() + limits.total;
        let transfer = Transfer::new(self, address, limits, deadline, pin.is_some());
        match (pin, transfer.run(to, since, progress)?) {
            (Some(pin), Downloaded::Whole(download)) if pin.hex() != download.sha256 => {
                Err(FetchError::Digest { url: download.url, expected: pin.hex(), found: download.sha256 })
            }
            (_, ended) => Ok(ended),
        }
    }
}
