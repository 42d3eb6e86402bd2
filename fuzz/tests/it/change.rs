//! A change to bytes.

use proptest::prelude::*;
use proptest::sample::{Index, select};

/// What parsers take for something, and what they may not expect.
const PIECES: [&[u8]; 40] = [
    b"\n",
    b"\r\n",
    b"\r",
    b"\0",
    b"\"",
    b"'",
    b"{",
    b"}",
    b"[",
    b"]",
    b"(",
    b")",
    b",",
    b";",
    b":",
    b"=",
    b"==",
    b"<",
    b">",
    b"~",
    b"!",
    b"#",
    b"#%%\n",
    b"\\",
    b"/",
    b"../",
    b"@",
    b"${X}",
    b"-r ",
    b"*",
    b"-1",
    b"0",
    b"99999999999999999999",
    b"1e999",
    b".",
    b" ",
    b"\xc3\xa9",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xae",
    b"\xff",
];
/// The most that is copied at once.
const LONGEST: usize = 4096;
/// The most that bytes grow to.
const MOST: usize = 256 * 1024;

/// One change.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    /// Another byte at a place.
    Byte(Index, u8),
    /// A piece that is put there.
    Piece(Index, &'static [u8]),
    /// What is taken out there: so many bytes at most.
    Without(Index, usize),
    /// What stands there, so many bytes at most, so many times more.
    Again(Index, usize, usize),
    /// A part of another file, from a place, so many bytes at most, that is put there.
    Of(Index, Index, Index, usize),
}

impl Change {
    pub(crate) fn any() -> impl Strategy<Value = Self> {
        let at = any::<Index>;
        prop_oneof![
            3 => (at(), any::<u8>()).prop_map(|(at, byte)| Self::Byte(at, byte)),
            4 => (at(), select(&PIECES[..])).prop_map(|(at, piece)| Self::Piece(at, piece)),
            3 => (at(), 1..64_usize).prop_map(|(at, most)| Self::Without(at, most)),
            1 => (at(), 1..LONGEST).prop_map(|(at, most)| Self::Without(at, most)),
            2 => (at(), 1..32_usize, 1..40_usize).prop_map(|(at, most, times)| Self::Again(at, most, times)),
            2 => (at(), at(), at(), 1..LONGEST).prop_map(|(at, file, from, most)| Self::Of(at, file, from, most)),
        ]
    }

    /// The bytes with this change, which may be to one of these files.
    pub(crate) fn made(&self, mut bytes: Vec<u8>, files: &[Vec<u8>]) -> Vec<u8> {
        let place = |at: &Index| at.index(bytes.len() + 1);
        let part = |bytes: &[u8], at: usize, most: usize| bytes[at..bytes.len().min(at + most)].to_vec();
        let (at, end, put) = match self {
            Self::Byte(at, byte) => (place(at), place(at) + 1, vec![*byte]),
            Self::Piece(at, piece) => (place(at), place(at), piece.to_vec()),
            Self::Without(at, most) => (place(at), place(at) + most, Vec::new()),
            Self::Again(at, most, times) => {
                (place(at), place(at), part(&bytes, place(at), *most).repeat(*times))
            }
            Self::Of(at, file, from, most) => {
                let file = file.get(files);
                (place(at), place(at), part(file, from.index(file.len() + 1), *most))
            }
        };
        let end = end.min(bytes.len());
        bytes.splice(at..end, put);
        bytes.truncate(MOST);
        bytes
    }
}
