//! What a server was asked.

use std::io::{self, BufRead, Read};

/// The longest body that is read, in bytes.
const LONGEST: u64 = 64 * 1024 * 1024;

/// What a server was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `CONNECT` …
    pub method: String,
    /// As the request line has it, with its query.
    pub target: String,
    /// In their order, names in lower case.
    pub headers: Vec<(String, String)>,
    /// As many bytes as `Content-Length` says.
    pub body: Vec<u8>,
}

impl Request {
    /// The value of the first header of that name, which is in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// Where the range of bytes begins that is asked for, if it is `bytes=FIRST-`: the one form that fetter asks for.
    #[must_use]
    pub fn range(&self) -> Option<usize> {
        self.header("range")?.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok()
    }

    /// Reads one; `None` where the client goes before it has said it all, which nobody asked then.
    pub(super) fn read(reader: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut lines = reader.by_ref().lines();
        let Some(first) = lines.next().transpose()? else { return Ok(None) };
        let mut words = first.split(' ').map(str::to_owned);
        let (Some(method), Some(target), Some(_)) = (words.next(), words.next(), words.next()) else {
            return Ok(None);
        };
        let mut headers = Vec::new();
        loop {
            let Some(line) = lines.next().transpose()? else { return Ok(None) };
            if line.is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':') {
                headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        let mut request = Self { method, target, headers, body: Vec::new() };
        let length = request.header("content-length").and_then(|length| length.parse::<u64>().ok());
        let length = length.unwrap_or(0).min(LONGEST);
        let read = reader.take(length).read_to_end(&mut request.body)?;
        Ok((read as u64 == length).then_some(request))
    }
}
