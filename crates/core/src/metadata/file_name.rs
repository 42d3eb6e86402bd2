//! What the name of a metadata directory or file tells of the distribution in it.

use super::text::decode_line;
use crate::requirement::{PackageName, Version};

/// Splits `NAME-VERSION[-pyX.Y[-PLATFORM]]` at its first `-`: name, and version if there is one.
///
/// Both dist-info and egg names escape `-` within name and version, so the first one ends the name.
#[must_use]
pub fn split(stem: &str) -> (&str, Option<&str>) {
    match stem.split_once('-') {
        Some((name, rest)) if !name.is_empty() => {
            let version = rest.split_once("-py").map_or(rest, |(version, _)| version);
            (name, Some(version).filter(|version| !version.is_empty()))
        }
        _ => (stem, None),
    }
}

/// Whether the stem (the name without `.dist-info`, `.egg-info`, `.egg`) tells of this name and version.
///
/// Older tools left `-` in names and wrote versions in their own ways, so every `-` may be the one that
/// splits, and versions are compared as PEP 440 does and, failing that, with `-` and `_` folded.
#[must_use]
pub fn tells_of(stem: &[u8], name: &PackageName, version: &str) -> bool {
    if tells_plainly_of(stem, name.as_written().as_bytes(), version.as_bytes()) {
        return true;
    }
    let stem = &*decode_line(stem).text;
    let same_name = |text: &str| PackageName::new(text).normalized() == name.normalized();
    // A name alone tells of every version, but not where it reads like a name with a version behind it.
    let names_version = stem.rsplit_once('-').is_some_and(|(_, rest)| rest.parse::<Version>().is_ok());
    if same_name(stem) && !names_version {
        return true;
    }
    stem.match_indices('-').any(|(at, _)| {
        let rest = &stem[at + 1..];
        let told = rest.split_once("-py").map_or(rest, |(version, _)| version);
        // Where the metadata gives no version there is none to disagree with.
        same_name(&stem[..at])
            && (version.is_empty() || same_version(told, version) || same_version(rest, version))
    })
}

/// The common case, without allocating: `NAME-VERSION` letter by letter, but for case and separators.
fn tells_plainly_of(stem: &[u8], name: &[u8], version: &[u8]) -> bool {
    let fold = |byte: &u8| match byte {
        b'_' | b'.' => b'-',
        byte => byte.to_ascii_lowercase(),
    };
    stem.len() == name.len() + 1 + version.len()
        && stem[name.len()] == b'-'
        && stem[..name.len()].iter().map(fold).eq(name.iter().map(fold))
        && stem[name.len() + 1..] == *version
}

fn same_version(told: &str, version: &str) -> bool {
    let parse = |text: &str| text.parse::<Version>().ok();
    // setuptools writes the `+` of a local version as `_`, and so others do the `!` of an epoch.
    let spelled = [told.to_owned(), told.replacen('_', "+", 1), told.replacen('_', "!", 1)];
    let written = parse(version);
    fold_version(told) == fold_version(version)
        || spelled.iter().filter_map(|told| parse(told)).any(|told| Some(told) == written)
}

/// Folds case, and every run of what is neither letter nor digit into one `.`: file names hold little else.
fn fold_version(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_alphanumeric() {
            folded.extend(character.to_lowercase());
        } else if !folded.ends_with('.') {
            folded.push('.');
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_agree() {
        for (stem, name, version) in [
            ("requests-2.32.3", "requests", "2.32.3"),
            ("Django-3.2", "Django", "3.2.0"),
            ("zope.interface-6.1", "zope-interface", "6.1"),
            ("foo-bar-1.0", "foo-bar", "1.0"),
            ("PyYAML-5.3.1-py3.11", "PyYAML", "5.3.1"),
            ("docopt-0.6.2_vendor.1-py3.11", "docopt", "0.6.2+vendor.1"),
            ("cryptography", "cryptography", "38.0.4"),
            ("a-1.0_post1", "a", "1.0-post1"),
            ("pywin32-223-py3.6-win-amd64", "pywin32", "223"),
            ("Flask-1_2.5", "Flask", "1!2.5"),
            ("a-2013_01_21T20_33_09_0100", "a", "2013-01-21T20:33:09+0100"),
            ("a-1.0_1", "a", "1.0.1"),
            ("nover-1.0", "nover", ""),
            ("foo-bar", "foo-bar", "3"),
            // A file's name has no byte order mark: it is a letter there.
            ("\u{feff} -1.0", "\u{feff}", "1.0"),
        ] {
            assert!(tells_of(stem.as_bytes(), &PackageName::new(name), version), "{stem} {name} {version}");
        }
    }

    #[test]
    fn names_that_do_not() {
        for (stem, name, version) in [
            ("requests-2.32.3", "evilpkg", "0.0.1"),
            ("requests-2.32.3", "requests", "2.32.4"),
            ("", "a", "1"),
            ("requests-2.32.3", "requests-2.32.3", "9"),
        ] {
            assert!(!tells_of(stem.as_bytes(), &PackageName::new(name), version), "{stem} {name} {version}");
        }
    }

    #[test]
    fn the_first_dash_ends_the_name() {
        assert_eq!(split("docopt-0.6.2-py3.11"), ("docopt", Some("0.6.2")));
        assert_eq!(split("cryptography"), ("cryptography", None));
        assert_eq!(split("-1.0"), ("-1.0", None));
    }
}
