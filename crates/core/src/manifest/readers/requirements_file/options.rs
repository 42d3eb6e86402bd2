//! The options of a line, read as pip's parser (Python's `optparse`) does.

use super::words;
use crate::manifest::Hash;

/// What an option is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Requirement,
    Constraint,
    Editable,
    Hash,
    /// `KEY=VALUE`.
    Setting,
    /// Package names, `:all:` or `:none:`.
    Packages,
    /// It says nothing of what is wanted, and has a value.
    Other,
    /// As before, without a value.
    Switch,
}

/// Every option that pip takes in a requirements file. Which index packages are taken from is the same for all of them, and so cannot
/// be held against one.
const OPTIONS: [(&str, Kind); 20] = [
    ("--index-url", Kind::Other),
    ("--pypi-url", Kind::Other),
    ("--extra-index-url", Kind::Other),
    ("--no-index", Kind::Switch),
    ("--constraint", Kind::Constraint),
    ("--requirement", Kind::Requirement),
    ("--editable", Kind::Editable),
    ("--find-links", Kind::Other),
    ("--no-binary", Kind::Packages),
    ("--only-binary", Kind::Packages),
    ("--prefer-binary", Kind::Switch),
    ("--require-hashes", Kind::Switch),
    ("--no-require-hashes", Kind::Switch),
    ("--pre", Kind::Switch),
    ("--all-releases", Kind::Packages),
    ("--only-final", Kind::Packages),
    ("--trusted-host", Kind::Other),
    ("--use-feature", Kind::Other),
    ("--hash", Kind::Hash),
    ("--config-settings", Kind::Setting),
];

/// The short spellings. All of them take a value.
const SHORT: [(&str, Kind); 6] = [
    ("-C", Kind::Setting),
    ("-i", Kind::Other),
    ("-c", Kind::Constraint),
    ("-r", Kind::Requirement),
    ("-e", Kind::Editable),
    ("-f", Kind::Other),
];

/// What older versions of pip take too, and what newer ones must not be ambiguous for.
const LEGACY: [(&str, Kind); 2] = [("--global-option", Kind::Other), ("--install-option", Kind::Other)];

/// What the options of a line say of what is wanted. Of several of one kind, pip takes the first.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Options {
    pub(super) requirement: Option<String>,
    pub(super) constraint: Option<String>,
    pub(super) editable: Option<String>,
    pub(super) hashes: Vec<Hash>,
    /// What is wrong with a hash that pip reads and no archive can have.
    pub(super) odd_hash: Option<&'static str>,
}

/// Reads the part of a line that begins with the first option.
pub(super) fn read(text: &str) -> Result<Options, String> {
    let mut options = Options::default();
    if text.is_empty() {
        return Ok(options);
    }
    let mut words =
        words::split(text).map_err(|error| format!("cannot read the options: {error}"))?.into_iter();
    while let Some(word) = words.next() {
        if word == "--" {
            break;
        }
        if word.starts_with("--") {
            long(&word, &mut words, &mut options)?;
        } else if word.len() > 1 && word.starts_with('-') {
            short(&word, &mut words, &mut options)?;
        }
        // Anything else is passed over, as pip does.
    }
    Ok(options)
}

fn long(word: &str, words: &mut impl Iterator<Item = String>, options: &mut Options) -> Result<(), String> {
    let (name, explicit) = match word.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (word, None),
    };
    let (name, kind) = find(name)?;
    if kind == Kind::Switch {
        return match explicit {
            Some(_) => Err(format!("the option {name} takes no value")),
            None => Ok(()),
        };
    }
    let value = explicit.map(str::to_owned).or_else(|| words.next());
    apply(name, kind, value, options)
}

/// Short options: a value may follow at once, or as the next word.
fn short(word: &str, words: &mut impl Iterator<Item = String>, options: &mut Options) -> Result<(), String> {
    // All short options take a value, so the first one ends the word.
    let end = word.char_indices().nth(2).map_or(word.len(), |(at, _)| at);
    let (name, rest) = word.split_at(end);
    let (name, kind) = SHORT.into_iter().find(|(option, _)| *option == name).ok_or_else(|| unknown(name))?;
    let value = if rest.is_empty() { words.next() } else { Some(rest.to_owned()) };
    apply(name, kind, value, options)
}

/// The option of that name, or the only one that begins so.
fn find(name: &str) -> Result<(&'static str, Kind), String> {
    let exact = OPTIONS.into_iter().chain(LEGACY).find(|(option, _)| *option == name);
    if let Some(option) = exact {
        return Ok(option);
    }
    if name == "--" {
        return Err("an option has no name".to_owned());
    }
    for known in [&OPTIONS[..], &LEGACY[..]] {
        let matching: Vec<_> = known.iter().filter(|(option, _)| option.starts_with(name)).copied().collect();
        match matching.as_slice() {
            [] => {}
            [option] => return Ok(*option),
            several => {
                let names: Vec<_> = several.iter().map(|(option, _)| *option).collect();
                return Err(format!("the option {name} may be any of {}; write it out", names.join(", ")));
            }
        }
    }
    Err(unknown(name))
}

fn unknown(name: &str) -> String {
    let name: String = name.chars().take(40).collect();
    format!(
        "pip takes no option {name} in a requirements file; expected a requirement, or one of its options such as -r or --hash"
    )
}

fn apply(name: &str, kind: Kind, value: Option<String>, options: &mut Options) -> Result<(), String> {
    let value = value.ok_or_else(|| format!("the option {name} needs a value"))?;
    match kind {
        Kind::Requirement => _ = options.requirement.get_or_insert(value),
        Kind::Constraint => _ = options.constraint.get_or_insert(value),
        Kind::Editable => _ = options.editable.get_or_insert(value),
        Kind::Hash => match hash(&value)? {
            Some(hash) => options.hashes.push(hash),
            None => options.odd_hash = Some("expected a digest in hexadecimal behind --hash=ALGORITHM:"),
        },
        Kind::Setting if !value.contains('=') => {
            return Err(format!("the value of {name} must be of the form KEY=VALUE"));
        }
        Kind::Packages if value.starts_with('-') => return Err(format!("the option {name} needs a value")),
        Kind::Setting | Kind::Packages | Kind::Other | Kind::Switch => {}
    }
    Ok(())
}

/// A hash; `None` where its digest is none.
fn hash(value: &str) -> Result<Option<Hash>, String> {
    match value.split_once(':') {
        Some(("sha256" | "sha384" | "sha512", _)) => Ok(Hash::read(value)),
        _ => Err("expected --hash=ALGORITHM:DIGEST with sha256, sha384 or sha512".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_as_optparse_does() {
        let file = |name: &str| Options { requirement: Some(name.into()), ..Options::default() };
        for text in [
            "-r x",
            "-rx",
            "--requirement x",
            "--requirement=x",
            "--requirem x",
            "-r 'x' -r y",
            "--pre -r x z",
            "-r x -- -q",
        ] {
            assert_eq!(read(text), Ok(file("x")), "{text}");
        }
        assert_eq!(read("-r --pre"), Ok(file("--pre")));
        assert_eq!(
            read("--index https://h.example --no-binary :all: -ix -f 'a b' --global-option=y"),
            Ok(Options::default())
        );
        assert_eq!(read("-- -r x"), Ok(Options::default()));
        assert_eq!(read("-"), Ok(Options::default()));
        let hashes = read("--hash=sha256:AB --hash sha512:00").unwrap().hashes;
        assert!(read("--hash=sha256:xyz").unwrap().odd_hash.is_some());
        assert_eq!(hashes, [Hash::read("sha256:ab").unwrap(), Hash::read("sha512:00").unwrap()]);
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, message) in [
            ("--nonsense", "no option --nonsense"),
            ("-x", "no option -x"),
            ("--req x", "may be any of --requirement, --require-hashes"),
            ("--", ""),
            ("-r", "-r needs a value"),
            ("--no-index=1", "takes no value"),
            ("--hash=md5:00", "sha256, sha384 or sha512"),
            ("--hash=sha256", "ALGORITHM:DIGEST"),
            ("-C a", "KEY=VALUE"),
            ("--no-binary -x", "needs a value"),
            ("-r 'x", "quotation"),
            ("--=x", "no name"),
        ] {
            match read(text) {
                Ok(_) => assert_eq!(message, "", "{text}"),
                Err(error) => assert!(!message.is_empty() && error.contains(message), "{text}: {error}"),
            }
        }
    }
}
