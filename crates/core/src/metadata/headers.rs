//! The header block of METADATA and PKG-INFO, as Python's `email.parser` reads it.

use std::borrow::Cow;

use super::text::split_line;

/// One header, with its continuation lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header<'bytes> {
    /// The name as written. Names are compared without regard to case.
    pub name: &'bytes [u8],
    /// The value without the white space around it; continuation lines are joined by newlines.
    pub value: Cow<'bytes, [u8]>,
}

impl Header<'_> {
    /// Whether this is the header of that name.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name.as_bytes())
    }
}

/// An iterator over the headers at the beginning of a metadata file.
///
/// It ends at the first blank line, and at the first line that is neither a header nor a continuation, as
/// `email.parser` does. Where only the beginning of a file was read, the last header is held back, since more
/// of it may follow; [`Headers::is_complete`] tells whether the block came to its end.
pub struct Headers<'bytes> {
    rest: &'bytes [u8],
    whole_file: bool,
    complete: bool,
}

impl<'bytes> Headers<'bytes> {
    /// Headers of a file of which `bytes` is the beginning, or, with `whole_file`, everything.
    #[must_use]
    pub fn new(bytes: &'bytes [u8], whole_file: bool) -> Self {
        let rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        Self { rest, whole_file, complete: false }
    }

    /// Whether the end of the header block was reached.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.complete
    }

    /// The next line, unless it may be cut off.
    fn line(&self) -> Option<(&'bytes [u8], &'bytes [u8])> {
        let (line, after) = split_line(self.rest)?;
        // Without what follows it is open whether the line (or its `\r\n`) goes on.
        if after.is_empty() && !self.whole_file { None } else { Some((line, after)) }
    }

    /// The continuation lines that follow, or `None` if there may be more than was read.
    fn continuation(&mut self, first: &'bytes [u8]) -> Option<Cow<'bytes, [u8]>> {
        let mut value = Cow::Borrowed(first.trim_ascii());
        loop {
            match self.rest.first() {
                Some(b' ' | b'\t') => {
                    let (line, after) = self.line()?;
                    let joined = value.to_mut();
                    joined.push(b'\n');
                    joined.extend_from_slice(line.trim_ascii());
                    self.rest = after;
                }
                None if !self.whole_file => return None,
                _ => return Some(value),
            }
        }
    }
}

impl<'bytes> Iterator for Headers<'bytes> {
    type Item = Header<'bytes>;

    fn next(&mut self) -> Option<Header<'bytes>> {
        while !self.complete {
            if self.rest.is_empty() {
                self.complete = self.whole_file;
                return None;
            }
            let (line, after) = self.line()?;
            match memchr::memchr(b':', line) {
                // A continuation of nothing, an mbox "From " line, a header without a name: passed over.
                _ if line.starts_with(b" ") || line.starts_with(b"\t") || line.starts_with(b"From ") => {
                    self.rest = after;
                }
                Some(0) => self.rest = after,
                Some(colon) if line[..colon].iter().all(u8::is_ascii_graphic) => {
                    self.rest = after;
                    let value = self.continuation(&line[colon + 1..])?;
                    return Some(Header { name: &line[..colon], value });
                }
                _ => self.complete = true,
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], whole: bool) -> (Vec<(String, String)>, bool) {
        let mut headers = Headers::new(bytes, whole);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let read = headers.by_ref().map(|header| (text(header.name), text(&header.value))).collect();
        (read, headers.is_complete())
    }

    #[test]
    fn headers_end_at_the_first_blank_line() {
        let (headers, complete) = read(b"Name: a\r\nVersion:1\r\n\r\nName: b\r\n", true);
        assert_eq!(headers, [("Name".into(), "a".into()), ("Version".into(), "1".into())]);
        assert!(complete);
    }

    #[test]
    fn a_line_that_is_no_header_ends_them_too() {
        let (headers, complete) = read(b"Name: a\nno colon\nVersion: 1\n", true);
        assert_eq!(headers.len(), 1);
        assert!(complete);
    }

    #[test]
    fn continuation_lines_belong_to_their_header() {
        let (headers, _) = read(b"License: a\n  b\n\tc: d\nName: n", true);
        assert_eq!(headers, [("License".into(), "a\nb\nc: d".into()), ("Name".into(), "n".into())]);
    }

    #[test]
    fn a_header_that_may_be_cut_off_is_held_back() {
        for cut in ["Name: ab", "Name: ab\n", "Name: ab\r", "Name: ab\n c"] {
            assert_eq!(read(cut.as_bytes(), false), (vec![], false), "{cut:?}");
        }
        assert_eq!(read(b"Name: ab\nV", false).0.len(), 1);
    }
}
