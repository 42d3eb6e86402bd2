//! The skeleton of a name: what is left where characters that look alike are one (Unicode Technical Standard 39, §4).

/// Letters of other alphabets that look like one of ASCII in most typefaces, in lower case (names are folded before).
const CONFUSABLE: [(&str, char); 26] = [
    ("аαɑ", 'a'),
    ("Ьвƅ", 'b'),
    ("сϲᴄ", 'c'),
    ("ԁɗ", 'd'),
    ("еєҽ", 'e'),
    ("ғƒ", 'f'),
    ("ɡց", 'g'),
    ("һհ", 'h'),
    ("іıιӏ", 'i'),
    ("јϳ", 'j'),
    ("кκ", 'k'),
    ("ⅼǀ", 'l'),
    ("мⅿ", 'm'),
    ("ոռп", 'n'),
    ("оοσօ", 'o'),
    ("рρ", 'p'),
    ("ԛզ", 'q'),
    ("гᴦ", 'r'),
    ("ѕꜱ", 's'),
    ("тτ", 't'),
    ("υսᴜ", 'u'),
    ("νѵᴠ", 'v'),
    ("ѡԝᴡ", 'w'),
    ("хχ", 'x'),
    ("уγүу", 'y'),
    ("ᴢʐ", 'z'),
];

/// Latin letters with marks, each with the letter without.
const MARKED: [(&str, char); 14] = [
    ("àáâãäåāăą", 'a'),
    ("çćĉċč", 'c'),
    ("ďđ", 'd'),
    ("èéêëēĕėęě", 'e'),
    ("ĝğġģ", 'g'),
    ("ìíîïĩīĭį", 'i'),
    ("ķ", 'k'),
    ("ĺļľł", 'l'),
    ("ñńņň", 'n'),
    ("òóôõöøōŏő", 'o'),
    ("śŝşšș", 's'),
    ("ţťŧț", 't'),
    ("ùúûüũūŭůűų", 'u'),
    ("źżž", 'z'),
];

/// What a name with characters beyond ASCII looks like in ASCII; `None` where one of them looks like none.
pub(super) fn to_ascii(name: &str) -> Option<String> {
    let visible = name.chars().filter(|character| !is_invisible(*character));
    visible.map(look).collect::<Option<String>>().filter(|ascii| !ascii.is_empty())
}

/// Characters without a shape of their own: joiners, direction marks, the soft hyphen, and marks put on the letter before.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

fn look(character: char) -> Option<char> {
    match character {
        _ if character.is_ascii() => Some(character),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' => Some('-'),
        // Full-width forms stand in the order of ASCII.
        '\u{ff10}'..='\u{ff5a}' => shifted(character, 0xff10, '0').map(|ascii| ascii.to_ascii_lowercase()),
        // Mathematical letters: alphabets of 26 capital and 26 small letters, and digits by tens.
        '\u{1d400}'..='\u{1d6a3}' => shifted_letter((u32::from(character) - 0x1d400) % 26),
        '\u{1d7ce}'..='\u{1d7ff}' => char::from_digit((u32::from(character) - 0x1d7ce) % 10, 10),
        _ => {
            let mut tables = CONFUSABLE.iter().chain(&MARKED);
            tables.find_map(|(letters, ascii)| letters.contains(character).then_some(*ascii))
        }
    }
}

fn shifted(character: char, from: u32, to: char) -> Option<char> {
    char::from_u32(u32::from(character) - from + u32::from(to))
}

fn shifted_letter(at: u32) -> Option<char> {
    char::from_u32(u32::from('a') + at)
}

/// The skeletons of ASCII names, one letter after the other: `rn` is read as `m`, `vv` as `w`, `1` and `i` as `l`, `0` as `o`.
pub(super) fn skeleton(name: &[u8]) -> impl Iterator<Item = u8> {
    let mut rest = name;
    std::iter::from_fn(move || {
        let (letter, length) = match rest {
            [b'r', b'n', ..] => (b'm', 2),
            [b'v', b'v', ..] => (b'w', 2),
            [b'1' | b'i', ..] => (b'l', 1),
            [b'0', ..] => (b'o', 1),
            [other, ..] => (*other, 1),
            [] => return None,
        };
        rest = &rest[length..];
        Some(letter)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skeleton_of(name: &str) -> String {
        skeleton(name.as_bytes()).map(char::from).collect()
    }

    #[test]
    fn what_looks_alike_has_one_skeleton() {
        assert_eq!(skeleton_of("nurnpy"), skeleton_of("numpy"));
        assert_eq!(skeleton_of("vvheel"), skeleton_of("wheel"));
        assert_eq!(skeleton_of("b0t0core"), skeleton_of("botocore"));
        assert_eq!(skeleton_of("ur1lib3"), skeleton_of("urllib3"));
        assert_ne!(skeleton_of("numpy"), skeleton_of("nunpy"));
    }

    #[test]
    fn other_alphabets_are_read_as_ascii() {
        assert_eq!(to_ascii("rеquеsts").as_deref(), Some("requests"));
        assert_eq!(to_ascii("ｎｕｍｐｙ").as_deref(), Some("numpy"));
        assert_eq!(to_ascii("𝐧𝒖𝗺𝚙𝓎").as_deref(), Some("numpy"));
        assert_eq!(to_ascii("num\u{200b}py").as_deref(), Some("numpy"));
        assert_eq!(to_ascii("pándas").as_deref(), Some("pandas"));
        assert_eq!(to_ascii("pa\u{301}ndas").as_deref(), Some("pandas"));
        assert_eq!(to_ascii("scikit‐learn").as_deref(), Some("scikit-learn"));
        assert_eq!(to_ascii("数"), None);
        assert_eq!(to_ascii("\u{200b}"), None);
    }
}
