//! A connection to the server.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, bail};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A connection, which is made again after each failure.
#[derive(Debug)]
pub struct Wire {
    address: SocketAddr,
    open: Option<SendRequest<Full<Bytes>>>,
}

/// What is sent.
#[derive(Clone, Debug)]
pub struct Sending {
    pub(crate) method: Method,
    pub(crate) target: String,
    pub(crate) signature: Option<String>,
    pub(crate) token: Option<String>,
    /// The token of a session, as a browser has it.
    pub(crate) session: Option<String>,
    pub(crate) is_packed: bool,
    pub(crate) body: Vec<u8>,
}

impl Wire {
    /// To the server at this address, over plain HTTP.
    #[must_use]
    pub const fn new(address: SocketAddr) -> Self {
        Self { address, open: None }
    }

    /// Sends a request, and gives the status and the body of the answer.
    pub async fn send(&mut self, sending: Sending) -> anyhow::Result<(u16, Bytes)> {
        let sent = timeout(PATIENCE, self.exchange(sending)).await;
        let answered = sent.unwrap_or_else(|_| bail!("no answer came in time"));
        if answered.is_err() {
            self.open = None;
        }
        answered
    }

    async fn exchange(&mut self, sending: Sending) -> anyhow::Result<(u16, Bytes)> {
        let is_post = sending.method == Method::POST;
        let mut request =
            Request::builder().method(sending.method).uri(sending.target).header("host", "server");
        if let Some(signature) = sending.signature {
            request = request.header(fetter_protocol::signed::SIGNATURE_HEADER, signature);
        }
        if let Some(token) = sending.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some(session) = sending.session {
            request = request.header("cookie", format!("fetter-session={session}"));
        }
        if is_post {
            request = request.header("content-type", "application/json");
        }
        if sending.is_packed {
            request = request.header("content-encoding", "zstd");
        }
        let request = request.body(Full::new(Bytes::from(sending.body)))?;
        let open = self.opened().await?;
        open.ready().await?;
        let (head, body) = open.send_request(request).await?.into_parts();
        Ok((head.status.as_u16(), body.collect().await?.to_bytes()))
    }

    async fn opened(&mut self) -> anyhow::Result<&mut SendRequest<Full<Bytes>>> {
        if self.open.as_ref().is_none_or(SendRequest::is_closed) {
            let stream = TcpStream::connect(self.address).await?;
            stream.set_nodelay(true)?;
            let (sender, connection) = handshake(TokioIo::new(stream)).await?;
            tokio::spawn(connection);
            self.open = Some(sender);
        }
        self.open.as_mut().context("a connection")
    }
}
