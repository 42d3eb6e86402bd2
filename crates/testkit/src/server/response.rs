//! What a server answers, rightly or wrongly.

use std::io::{self, Write};
use std::time::Duration;

use super::{Connection, Over, Request};

/// What endless answers and garbage are made of: no text, no JSON, no archive.
const GARBAGE: &[u8; 16] = b"\xff\x00}]garbage\"\\{[\x1b";

/// Where an answer ends otherwise than with its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Whole,
    /// The connection is closed without a head.
    BeforeHead,
    /// The connection is closed after so many bytes of the body.
    Cut(usize),
    /// Nothing more is sent after so many bytes of the body; with `None`, not even a head.
    Hang(Option<usize>),
    /// Garbage follows for as long as the client reads.
    Never,
}

/// What a server answers.
#[derive(Clone, Debug)]
pub struct Response {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    /// What `Content-Length` says; `None` leaves it out.
    length: Option<usize>,
    /// How long to wait before the head, and before each byte of the body.
    pauses: (Duration, Duration),
    end: End,
    /// The entity tag of a body of which parts may be asked for.
    ranged: Option<String>,
    /// Whether the connection takes another request.
    keeps: bool,
}

impl Response {
    /// An answer with a status and no body.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            length: Some(0),
            pauses: (Duration::ZERO, Duration::ZERO),
            end: End::Whole,
            ranged: None,
            keeps: false,
        }
    }

    /// 200 and a body.
    #[must_use]
    pub fn ok(body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        Self { length: Some(body.len()), body, ..Self::status(200) }
    }

    /// 200 and JSON.
    #[must_use]
    pub fn json(body: impl Into<Vec<u8>>) -> Self {
        Self::ok(body).header("Content-Type", "application/json")
    }

    /// 200 and so many bytes that are no text, no JSON and no archive.
    #[must_use]
    pub fn garbage(length: usize) -> Self {
        Self::ok(GARBAGE.iter().copied().cycle().take(length).collect::<Vec<_>>())
    }

    /// 200 and garbage that ends when the client hangs up, or with the server.
    #[must_use]
    pub fn endless() -> Self {
        Self { end: End::Never, length: None, ..Self::status(200) }
    }

    /// Nothing at all; the connection stays open until the server is dropped.
    #[must_use]
    pub fn hanging() -> Self {
        Self { end: End::Hang(None), ..Self::status(200) }
    }

    /// Nothing at all; the connection is closed when the request was read.
    #[must_use]
    pub fn hang_up() -> Self {
        Self { end: End::BeforeHead, ..Self::status(200) }
    }

    /// A redirect.
    #[must_use]
    pub fn redirect(status: u16, location: &str) -> Self {
        Self::status(status).header("Location", location)
    }

    /// A body that has an entity tag (in quotes, as the header has it), and of which the part behind an offset may be asked for
    /// (RFC 9110, sections 13 and 14): 200, 206, 304 or 416, as `If-None-Match`, `Range` and `If-Range` say.
    #[must_use]
    pub fn ranged(body: impl Into<Vec<u8>>, etag: &str) -> Self {
        Self { ranged: Some(etag.to_owned()), ..Self::ok(body) }
    }

    /// The same with another status.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Says another length than the body has, or none.
    #[must_use]
    pub fn length(mut self, length: Option<usize>) -> Self {
        self.length = length;
        self
    }

    /// Leaves the connection open for another request, if the answer is as long as it says.
    #[must_use]
    pub fn keeping(mut self) -> Self {
        self.keeps = true;
        self
    }

    /// Waits before the head.
    #[must_use]
    pub fn late(mut self, pause: Duration) -> Self {
        self.pauses.0 = pause;
        self
    }

    /// Waits before each byte of the body.
    #[must_use]
    pub fn dripping(mut self, pause: Duration) -> Self {
        self.pauses.1 = pause;
        self
    }

    /// Closes the connection after so many bytes of the body; the head promises all of it.
    #[must_use]
    pub fn cut_after(mut self, bytes: usize) -> Self {
        self.end = End::Cut(bytes);
        self
    }

    /// Sends nothing more after so many bytes of the body, and keeps the connection open until the server is dropped.
    #[must_use]
    pub fn hanging_after(mut self, bytes: usize) -> Self {
        self.end = End::Hang(Some(bytes));
        self
    }

    /// Where it sends whoever asked, where it does.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.headers.iter().find(|(name, _)| name == "Location").map(|(_, value)| value.as_str())
    }

    /// The body, as it is sent where nothing cuts it.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Whether another request may follow.
    pub(super) fn keeps(&self) -> bool {
        self.keeps && self.end == End::Whole && self.length == Some(self.body.len())
    }

    /// What is sent to a request: of a ranged answer, the part that is asked for.
    pub(super) fn to(mut self, request: &Request) -> Self {
        let Some(etag) = self.ranged.take() else { return self };
        self = self.header("ETag", &etag).header("Accept-Ranges", "bytes");
        if request.header("if-none-match") == Some(&etag) {
            return Self { body: Vec::new(), length: None, ..self }.with_status(304);
        }
        let whole = self.body.len();
        match request.range().filter(|_| request.header("if-range").is_none_or(|known| known == etag)) {
            None => self,
            Some(first) if first < whole => {
                let part = self.body.split_off(first);
                let range = format!("bytes {first}-{}/{whole}", whole - 1);
                Self { length: Some(part.len()), body: part, ..self }
                    .with_status(206)
                    .header("Content-Range", &range)
            }
            Some(_) => Self { body: Vec::new(), length: Some(0), ..self }
                .with_status(416)
                .header("Content-Range", &format!("bytes */{whole}")),
        }
    }

    pub(super) fn send(&self, to: &mut dyn Connection, over: &Over) -> io::Result<()> {
        over.wait(self.pauses.0);
        match self.end {
            End::BeforeHead => return Ok(()),
            End::Hang(None) => {
                over.wait_for_ever();
                return Ok(());
            }
            _ => to.write_all(&self.head()?)?,
        }
        let sent = match self.end {
            End::Cut(bytes) | End::Hang(Some(bytes)) => self.body.get(..bytes).unwrap_or(&self.body),
            _ => &self.body,
        };
        if self.pauses.1.is_zero() {
            to.write_all(sent)?;
        }
        for byte in sent.iter().filter(|_| !self.pauses.1.is_zero()) {
            over.wait(self.pauses.1);
            to.write_all(&[*byte])?;
            to.flush()?;
        }
        to.flush()?;
        match self.end {
            End::Hang(_) => over.wait_for_ever(),
            End::Never => pour(to, over)?,
            _ => {}
        }
        Ok(())
    }

    fn head(&self) -> io::Result<Vec<u8>> {
        let connection = if self.keeps() { "keep-alive" } else { "close" };
        let mut head =
            format!("HTTP/1.1 {} Scripted\r\nConnection: {connection}\r\n", self.status).into_bytes();
        for (name, value) in &self.headers {
            write!(head, "{name}: {value}\r\n")?;
        }
        if let Some(length) = self.length {
            write!(head, "Content-Length: {length}\r\n")?;
        }
        head.extend_from_slice(b"\r\n");
        Ok(head)
    }
}

fn pour(to: &mut dyn Connection, over: &Over) -> io::Result<()> {
    let piece = GARBAGE.repeat(1024);
    while !over.is_now() {
        to.write_all(&piece)?;
    }
    Ok(())
}
