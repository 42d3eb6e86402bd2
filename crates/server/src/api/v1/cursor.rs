//! How a cursor is written: the order of its list and the key of a row, byte by byte. A text takes as much room whatever is in it: names are hostile, and
//! where they could make a cursor longer than one may be, a list would end before its end.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use fetter_protocol::limits::NAME_BYTES;

use crate::store::MachineValue;

/// Bytes of a name at most, as it is kept: one has [`NAME_BYTES`], of which each may be a NUL, for which three bytes are kept.
const KEPT_BYTES: usize = 3 * NAME_BYTES;
/// Bytes of a number, and of how long a text is.
const NUMBER_BYTES: usize = 8;
const LENGTH_BYTES: usize = 4;
/// How many names, and numbers, are in a key at most.
const NAMES: usize = 3;
const NUMBERS: usize = 4;
/// Bytes of a key at most, with its order.
const KEY_BYTES: usize = 1 + NAMES * (LENGTH_BYTES + KEPT_BYTES) + NUMBERS * (NUMBER_BYTES + 1);
/// Bytes of a cursor at most.
pub(crate) const CURSOR_BYTES: usize = (KEY_BYTES * 4).div_ceil(3);

/// What a list goes on after.
pub(crate) trait CursorKey: Sized {
    /// Adds its bytes.
    fn write(&self, bytes: &mut Vec<u8>);
    /// Takes its bytes from the beginning of these; nothing where they are none of such a key.
    fn read(bytes: &mut &[u8]) -> Option<Self>;
}

/// The cursor for what comes after a key in a list in an order.
pub(super) fn encode(order: u8, key: &impl CursorKey) -> String {
    let mut bytes = vec![order];
    key.write(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The order and the key of a cursor; nothing where it is none.
pub(super) fn decode<K: CursorKey>(cursor: &str) -> Option<(u8, K)> {
    let bytes = if cursor.len() > CURSOR_BYTES { None } else { URL_SAFE_NO_PAD.decode(cursor).ok() }?;
    let (order, mut rest) = bytes.split_first()?;
    let key = K::read(&mut rest)?;
    rest.is_empty().then_some((*order, key))
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl CursorKey for $number {
            fn write(&self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_be_bytes());
            }

            fn read(bytes: &mut &[u8]) -> Option<Self> {
                let (number, rest) = bytes.split_first_chunk()?;
                *bytes = rest;
                Some(Self::from_be_bytes(*number))
            }
        }
    )+};
}

numbers!(u8, u32, u64, i64, usize);

impl CursorKey for String {
    fn write(&self, bytes: &mut Vec<u8>) {
        // No text is kept that is so long that it would be cut here.
        u32::try_from(self.len()).unwrap_or(u32::MAX).write(bytes);
        bytes.extend_from_slice(self.as_bytes());
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let length = usize::try_from(u32::read(bytes)?).ok()?;
        let (text, rest) = bytes.split_at_checked(length)?;
        *bytes = rest;
        String::from_utf8(text.to_vec()).ok()
    }
}

impl CursorKey for Option<i64> {
    fn write(&self, bytes: &mut Vec<u8>) {
        u8::from(self.is_some()).write(bytes);
        self.unwrap_or_default().write(bytes);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let (is_some, number) = (u8::read(bytes)?, i64::read(bytes)?);
        Some((is_some == 1).then_some(number))
    }
}

impl CursorKey for MachineValue {
    fn write(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Number(number) => {
                0_u8.write(bytes);
                number.write(bytes);
            }
            Self::Text(text) => {
                1_u8.write(bytes);
                text.write(bytes);
            }
        }
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        match u8::read(bytes)? {
            0 => i64::read(bytes).map(Self::Number),
            1 => String::read(bytes).map(Self::Text),
            _ => None,
        }
    }
}

macro_rules! tuples {
    ($(($($part:ident $at:tt),+)),+) => {$(
        impl<$($part: CursorKey),+> CursorKey for ($($part,)+) {
            fn write(&self, bytes: &mut Vec<u8>) {
                $(self.$at.write(bytes);)+
            }

            fn read(bytes: &mut &[u8]) -> Option<Self> {
                Some(($($part::read(bytes)?,)+))
            }
        }
    )+};
}

tuples!((A 0, B 1), (A 0, B 1, C 2), (A 0, B 1, C 2, D 3), (A 0, B 1, C 2, D 3, E 4));

#[cfg(test)]
mod tests {
    use super::*;

    fn there_and_back<K: CursorKey + PartialEq + std::fmt::Debug>(key: &K) {
        let cursor = encode(7, key);
        assert!(cursor.len() <= CURSOR_BYTES, "{}", cursor.len());
        assert!(cursor.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)), "{cursor}");
        assert_eq!(decode::<K>(&cursor).as_ref().map(|(order, key)| (*order, key)), Some((7, key)));
        assert!(decode::<K>(&cursor[..cursor.len() - 2]).is_none(), "it ends too soon");
        assert!(decode::<K>(&format!("{cursor}AAAA")).is_none(), "it goes on");
    }

    #[test]
    fn the_longest_keys_fit_whatever_is_in_them() {
        for character in ["\u{1}", "\"", "\\", "\u{fffd}", "<", "é", "\u{202e}", "\n"] {
            let name = character.repeat(KEPT_BYTES / character.len());
            there_and_back(&name);
            there_and_back(&(MachineValue::Text(name.clone()), i64::MIN));
            there_and_back(&(name.clone(), i64::MAX, -1_i64));
            there_and_back(&(i64::MAX, 0_i64, name.clone()));
            there_and_back(&(name.clone(), name.clone(), name.clone()));
            there_and_back(&(name.clone(), name, i64::MAX, i64::MAX, i64::MAX));
        }
        there_and_back(&(MachineValue::Number(-5), 3_i64));
        there_and_back(&(3_i64, None::<i64>));
        there_and_back(&(3_i64, Some(4_i64)));
        there_and_back(&u64::MAX);
        there_and_back(&5_usize);
    }

    #[test]
    fn what_is_no_cursor_is_none() {
        for none in ["", "x", "AA", "!!!!", "AAAAAA=="] {
            assert!(decode::<i64>(none).is_none(), "{none}");
        }
        let no_text = URL_SAFE_NO_PAD.encode([0, 0, 0, 0, 1, 0xff]);
        assert!(decode::<String>(&no_text).is_none());
        let endless = URL_SAFE_NO_PAD.encode([0, 0xff, 0xff, 0xff, 0xff, b'x']);
        assert!(decode::<String>(&endless).is_none());
    }
}
