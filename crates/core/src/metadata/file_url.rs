//! `file:` URLs and the paths that they stand for (RFC 8089).

use std::ffi::OsString;
use std::fmt::Write;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

/// The URL of an absolute path. Every byte that a URL cannot hold as it is, is written as `%XX`.
#[must_use]
pub fn of_path(path: &Path) -> String {
    let mut url = String::from("file://");
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                url.push(char::from(*byte));
            }
            // Writing to a string does not fail.
            byte => drop(write!(url, "%{byte:02X}")),
        }
    }
    url
}

/// The path that a `file:` URL on this machine stands for; `None` for any other URL.
#[must_use]
pub fn path_of(url: &str) -> Option<PathBuf> {
    let rest = url.strip_prefix("file://")?;
    let path = rest.strip_prefix("localhost").unwrap_or(rest);
    path.starts_with('/').then(|| PathBuf::from(OsString::from_vec(percent_decode(path.as_bytes()))))
}

fn percent_decode(text: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| first == b'%') {
            decoded.push(byte);
            rest = &after[2..];
        } else {
            decoded.push(first);
            rest = after;
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use super::*;

    #[test]
    fn any_path_survives_the_way_through_a_url() {
        for bytes in [&b"/src/a b#1%41"[..], b"/caf\xe9/x", b"/", b"/plain-1.0_x"] {
            let path = Path::new(OsStr::from_bytes(bytes));
            let url = of_path(path);
            assert!(url.is_ascii() && !url.contains(' '), "{url}");
            assert_eq!(path_of(&url).as_deref(), Some(path));
        }
        assert_eq!(path_of("file://localhost/x").as_deref(), Some(Path::new("/x")));
        assert_eq!(path_of("file://server/x"), None);
        assert_eq!(path_of("https://x/"), None);
    }
}
