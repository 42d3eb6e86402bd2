//! Bodies that are written while they are sent.

use std::io::{self, BufWriter, IntoInnerError, Write};
use std::time::Duration;

use axum::body::{Body, Bytes};
use http_body_util::channel::{Channel, Sender};
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;
use tokio::time::{Instant, timeout_at};

use super::{ExportError, ExportPermit};

/// How many pieces wait to be sent.
const WAIT: usize = 2;
/// Bytes of a piece, about.
const PIECE: usize = 64 << 10;
/// How long whoever reads may take for a piece, and for all: others wait for the place.
const PATIENCE: Duration = Duration::from_secs(30);
const ALL: Duration = Duration::from_secs(3600);
/// The least bytes in a second that whoever reads takes, over all, once it was waited for as long as for a piece. What the server itself takes
/// to write does not count.
const RATE: u64 = 128 << 10;

/// Where a document is written to. Where it is dropped before [`Sink::end`], the connection breaks off, so that nobody takes a part for the
/// whole.
pub(crate) struct Sink {
    /// None once all is sent.
    sender: Option<Sender<Bytes, Broken>>,
    piece: Vec<u8>,
    /// When it has to be read to its end.
    until: Instant,
    /// Bytes that were sent, and how long it was waited for whoever reads.
    sent: u64,
    waited: Duration,
    /// Whoever has it may make a document.
    _permit: ExportPermit,
}

/// That a document ended too early.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the document could not be written to its end")]
pub(crate) struct Broken;

impl Sink {
    /// Writes, and waits where nobody reads. The error is that nobody wants it any more.
    pub(crate) async fn write(&mut self, bytes: &[u8]) -> Result<(), ExportError> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE { self.flush().await } else { Ok(()) }
    }

    /// Sends the rest: that is all.
    pub(crate) async fn end(mut self) -> Result<(), ExportError> {
        self.flush().await?;
        self.sender = None;
        Ok(())
    }

    /// Has a thread of its own write all of it, which may take long and waits where nobody reads.
    pub(crate) async fn fill<F>(self, write: F) -> Result<(), ExportError>
    where
        F: FnOnce(&mut dyn Write) -> Result<(), ExportError> + Send + 'static,
    {
        let handle = Handle::current();
        let wrote = spawn_blocking(move || {
            let mut out = BufWriter::with_capacity(PIECE, Waiting { sink: self, handle });
            write(&mut out)?;
            let out = out.into_inner().map_err(IntoInnerError::into_error)?;
            Ok::<Self, ExportError>(out.sink)
        });
        wrote.await.map_err(io::Error::other)??.end().await
    }

    async fn flush(&mut self) -> Result<(), ExportError> {
        let piece = Bytes::from(std::mem::take(&mut self.piece));
        let gone = || ExportError::Write(std::io::ErrorKind::BrokenPipe.into());
        let sender = self.sender.as_mut().ok_or_else(gone)?;
        let (began, bytes) = (Instant::now(), piece.len() as u64);
        let until = self.until.min(began + patience(self.sent, self.waited));
        let sent = timeout_at(until, sender.send_data(piece)).await;
        self.waited += began.elapsed();
        self.sent = self.sent.saturating_add(bytes);
        let slow = |_| ExportError::Write(std::io::ErrorKind::TimedOut.into());
        sent.map_err(slow)?.map_err(|_| gone())
    }
}

/// A sink for whoever is not asynchronous.
struct Waiting {
    sink: Sink,
    handle: Handle,
}

impl Write for Waiting {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Self { sink, handle } = self;
        handle.block_on(sink.write(bytes)).map_err(io::Error::other)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How long it is waited for the next piece of whoever took so many bytes in that time.
fn patience(sent: u64, waited: Duration) -> Duration {
    let allowed = PATIENCE + Duration::from_secs(sent / RATE);
    PATIENCE.min(allowed.saturating_sub(waited))
}

impl Drop for Sink {
    fn drop(&mut self) {
        if let Some(sender) = self.sender.take() {
            sender.abort(Broken);
        }
    }
}

/// A body that this writes.
pub(crate) fn written<F>(permit: ExportPermit, write: impl FnOnce(Sink) -> F) -> Body
where
    F: Future<Output = Result<(), ExportError>> + Send + 'static,
{
    let (sender, body) = Channel::<Bytes, Broken>::new(WAIT);
    let until = Instant::now() + ALL;
    let writing = write(Sink {
        sender: Some(sender),
        piece: Vec::new(),
        until,
        sent: 0,
        waited: Duration::ZERO,
        _permit: permit,
    });
    tokio::spawn(async move {
        if let Err(error) = writing.await {
            tracing::warn!(%error, "a document was not written to its end");
        }
    });
    Body::new(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_reads_slowly_for_long_is_not_waited_for() {
        let seconds = Duration::from_secs;
        assert_eq!(patience(0, Duration::ZERO), PATIENCE);
        assert_eq!(patience(0, seconds(20)), seconds(10));
        // One that takes a piece in almost the longest time for a piece is done with soon.
        let (mut sent, mut waited) = (0, Duration::ZERO);
        while patience(sent, waited) >= seconds(29) {
            (sent, waited) = (sent + PIECE as u64, waited + seconds(29));
        }
        assert!(waited < seconds(60), "{waited:?}");
        // One that is fast enough has all the time for each.
        assert_eq!(patience(100 * RATE, seconds(100)), PATIENCE);
        assert_eq!(patience(100 * RATE, seconds(200)), Duration::ZERO);
    }
}
