//! Bodies that are written while they are sent.

use std::time::Duration;

use axum::body::{Body, Bytes};
use http_body_util::channel::{Channel, Sender};
use tokio::time::{Instant, timeout_at};

use super::{ExportError, ExportPermit};

/// How many pieces wait to be sent.
const WAIT: usize = 2;
/// Bytes of a piece, about.
const PIECE: usize = 64 << 10;
/// How long whoever reads may take for a piece, and for all: others wait for the place.
const PATIENCE: Duration = Duration::from_secs(30);
const ALL: Duration = Duration::from_secs(3600);

/// Where a document is written to. Where it is dropped before [`Sink::end`], the connection breaks off, so that nobody takes a part for the
/// whole.
pub(crate) struct Sink {
    /// None once all is sent.
    sender: Option<Sender<Bytes, Broken>>,
    piece: Vec<u8>,
    /// When it has to be read to its end.
    until: Instant,
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

    async fn flush(&mut self) -> Result<(), ExportError> {
        let piece = Bytes::from(std::mem::take(&mut self.piece));
        let gone = || ExportError::Write(std::io::ErrorKind::BrokenPipe.into());
        let sender = self.sender.as_mut().ok_or_else(gone)?;
        let sent = timeout_at(self.until.min(Instant::now() + PATIENCE), sender.send_data(piece)).await;
        let slow = |_| ExportError::Write(std::io::ErrorKind::TimedOut.into());
        sent.map_err(slow)?.map_err(|_| gone())
    }
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
    let writing = write(Sink { sender: Some(sender), piece: Vec::new(), until, _permit: permit });
    tokio::spawn(async move {
        if let Err(error) = writing.await {
            tracing::warn!(%error, "a document was not written to its end");
        }
    });
    Body::new(body)
}
