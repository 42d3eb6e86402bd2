//! Bodies that are written while they are sent.

use std::io::{self, BufWriter, IntoInnerError, Write};
use std::time::Duration;

use axum::body::{Body, Bytes};
use futures_util::{Stream, stream};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender, channel};
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

/// What is sent of a document. Its end is sent like its pieces, after them: a document that stops without one is broken, whatever it stopped for.
enum Part {
    Piece(Bytes),
    End,
}

/// Where a document is written to. Where it is dropped before [`Sink::end`], the connection breaks off, so that nobody takes a part for the
/// whole.
pub(crate) struct Sink {
    sender: Sender<Part>,
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
        self.send(Part::End, 0).await
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
        let bytes = piece.len() as u64;
        if bytes == 0 { Ok(()) } else { self.send(Part::Piece(piece), bytes).await }
    }

    async fn send(&mut self, part: Part, bytes: u64) -> Result<(), ExportError> {
        let began = Instant::now();
        let until = self.until.min(began + patience(self.sent, self.waited));
        let sent = timeout_at(until, self.sender.send(part)).await;
        self.waited += began.elapsed();
        self.sent = self.sent.saturating_add(bytes);
        let slow = |_| ExportError::Write(std::io::ErrorKind::TimedOut.into());
        sent.map_err(slow)?.map_err(|_| ExportError::Write(std::io::ErrorKind::BrokenPipe.into()))
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

/// The pieces of a document, up to its end or to where it breaks off.
fn pieces(receiver: Receiver<Part>) -> impl Stream<Item = Result<Bytes, Broken>> {
    stream::unfold(Some(receiver), |receiver| async move {
        let mut receiver = receiver?;
        match receiver.recv().await {
            Some(Part::Piece(piece)) => Some((Ok(piece), Some(receiver))),
            Some(Part::End) => None,
            None => Some((Err(Broken), None)),
        }
    })
}

/// A body that this writes.
pub(crate) fn written<F>(permit: ExportPermit, write: impl FnOnce(Sink) -> F) -> Body
where
    F: Future<Output = Result<(), ExportError>> + Send + 'static,
{
    let (sender, receiver) = channel(WAIT);
    let until = Instant::now() + ALL;
    let writing =
        write(Sink { sender, piece: Vec::new(), until, sent: 0, waited: Duration::ZERO, _permit: permit });
    tokio::spawn(async move {
        if let Err(error) = writing.await {
            tracing::warn!(%error, "a document was not written to its end");
        }
    });
    Body::from_stream(pieces(receiver))
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::task::{Context, Poll, Waker};

    use axum::body::{HttpBody, to_bytes};

    use super::*;

    fn on_threads<T>(work: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build();
        runtime.unwrap().block_on(work)
    }

    async fn permit() -> ExportPermit {
        crate::exports::ExportRoom::default().take(1).await.unwrap()
    }

    /// What is in a body that is asked again and again, not only when there is something.
    fn looked_for_all_the_time(mut body: Body) -> Vec<u8> {
        let mut context = Context::from_waker(Waker::noop());
        let mut read = Vec::new();
        loop {
            match Pin::new(&mut body).poll_frame(&mut context) {
                Poll::Ready(Some(frame)) => read.extend(frame.unwrap().into_data().unwrap()),
                Poll::Ready(None) => return read,
                Poll::Pending => std::hint::spin_loop(),
            }
        }
    }

    /// Whoever reads looks at the very time at which the last piece is sent and the document ends: over and over, so that each order of the two comes.
    #[test]
    fn nobody_takes_a_part_for_the_whole_however_fast_it_is_written() {
        on_threads(async {
            for turn in 0..20_000 {
                let body = written(permit().await, |mut sink| async move {
                    sink.write(b"all of it").await?;
                    sink.end().await
                });
                let read = spawn_blocking(move || looked_for_all_the_time(body)).await.unwrap();
                assert_eq!(read, b"all of it"[..], "{turn}");
            }
        });
    }

    #[test]
    fn what_breaks_off_is_told_apart_from_what_ends() {
        on_threads(async {
            for turn in 0..1000 {
                let body = written(permit().await, |mut sink| async move {
                    sink.write(&vec![b'x'; PIECE]).await?;
                    Err(ExportError::Write(io::ErrorKind::Other.into()))
                });
                assert!(to_bytes(body, 2 * PIECE).await.is_err(), "{turn}");
            }
            let nothing = written(permit().await, Sink::end);
            assert_eq!(to_bytes(nothing, 1024).await.unwrap(), b""[..]);
        });
    }

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
