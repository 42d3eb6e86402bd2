//! Which letters of ASCII are taken for each other: by the fingers, and by the eye.

/// The rows of a keyboard, each about half a key further to the right than the one above.
const ROWS: [&[u8]; 4] = [b"1234567890", b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];

/// Letters and digits that look alike, or of which one is written for the other.
const ALIKE: [&[u8]; 10] = [b"0o", b"1li", b"2z", b"3e", b"4a", b"5s", b"7t", b"8b", b"9gq", b"uv"];

/// Whether two keys touch.
pub(super) fn are_neighbours(one: u8, other: u8) -> bool {
    let (Some((row, column)), Some((other_row, other_column))) = (key(one), key(other)) else { return false };
    match row.abs_diff(other_row) {
        0 => column.abs_diff(other_column) == 1,
        // A key touches the one above it and the one to the right of that.
        1 => {
            let (upper, lower) =
                if row < other_row { (column, other_column) } else { (other_column, column) };
            upper == lower || upper == lower + 1
        }
        _ => false,
    }
}

fn key(letter: u8) -> Option<(usize, usize)> {
    ROWS.iter().enumerate().find_map(|(row, keys)| Some((row, keys.iter().position(|key| *key == letter)?)))
}

/// Whether two letters or digits look alike.
pub(super) fn look_alike(one: u8, other: u8) -> bool {
    one != other && ALIKE.iter().any(|group| group.contains(&one) && group.contains(&other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_touch_are_neighbours() {
        for (one, other) in
            [(b'o', b'p'), (b'a', b'q'), (b'a', b'w'), (b's', b'z'), (b'9', b'o'), (b'm', b'k')]
        {
            assert!(are_neighbours(one, other) && are_neighbours(other, one), "{one} {other}");
        }
        for (one, other) in
            [(b'a', b'a'), (b'q', b'e'), (b'q', b'z'), (b'a', b'p'), (b'-', b'0'), (b'q', b's')]
        {
            assert!(!are_neighbours(one, other), "{one} {other}");
        }
    }

    #[test]
    fn digits_stand_for_letters() {
        assert!(look_alike(b'0', b'o') && look_alike(b'l', b'1') && look_alike(b'i', b'l'));
        assert!(!look_alike(b'o', b'o') && !look_alike(b'1', b'2') && !look_alike(b'a', b'e'));
    }
}
