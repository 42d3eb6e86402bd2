//! Environment files: which variables they set that change how Python starts.
//!
//! dotenv files, `/etc/environment`, shell scripts, systemd units, Dockerfiles and Compose files are read alike: words that are
//! `NAME=VALUE`, and the few forms that are written otherwise (`setenv NAME VALUE`, `set -x NAME VALUE`, `ENV NAME VALUE`,
//! `NAME: VALUE`). Nothing is computed: what a value refers to is said.

mod apply;
mod meaning;
mod words;

pub use meaning::meaning;

use self::words::{Word, words};

/// How many settings of one file are kept.
const SETTING_LIMIT: usize = 4096;
/// How long a line that goes on in the next may become, in bytes.
const LINE_LIMIT: usize = 64 * 1024;

/// A variable that a file sets, whose name says that it is Python's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The line, from 1.
    pub line: u64,
    /// The name: `PYTHONPATH`.
    pub name: String,
    /// The value, without quotes, references as they stand.
    pub value: String,
    /// The line as it stands, without blanks around it.
    pub text: String,
}

/// Another file that a file takes settings from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The line, from 1.
    pub line: u64,
    /// The file, as written.
    pub file: String,
}

/// What an environment file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The variables, in the order of the file.
    pub settings: Vec<Setting>,
    /// Files that it reads (`EnvironmentFile=`, `source`, `.`), which are not followed.
    pub mentions: Vec<Mention>,
    /// Whether there are more settings than are kept.
    pub is_cut: bool,
}

/// Reads an environment file. Whatever is in it, it has settings or it has none.
#[must_use]
pub fn read(bytes: &[u8]) -> Settings {
    let decoded = crate::metadata::decode(bytes);
    let mut found = Settings::default();
    let mut whole = String::new();
    let mut first = 1;
    let mut after_comment = false;
    for (number, line) in (1..).zip(decoded.text.split('\n')) {
        let line = line.trim_end_matches('\r');
        if whole.is_empty() {
            first = number;
            after_comment = is_comment(line);
        }
        // A comment does not go on.
        let goes_on = line.strip_suffix('\\').filter(|_| !after_comment && whole.len() < LINE_LIMIT);
        if let Some(line) = goes_on {
            whole.push_str(line);
            whole.push(' ');
            continue;
        }
        whole.push_str(line);
        read_line(&whole, first, &mut found);
        whole.clear();
    }
    if !whole.is_empty() {
        read_line(&whole, first, &mut found);
    }
    found
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with(['#', ';'])
}

fn read_line(line: &str, number: u64, found: &mut Settings) {
    if is_comment(line) || line.trim().is_empty() {
        return;
    }
    let line = line.trim();
    mention(line, number, found);
    // Most lines have nothing of the kind.
    if !line.contains("PYTHON") && !line.contains("__PYVENV_LAUNCHER__") {
        return;
    }
    let words = words(line);
    for (at, word) in words.iter().enumerate() {
        let rest = &words[at + 1..];
        let Some((name, value)) = assignment(word, words.get(at.wrapping_sub(1)), rest) else { continue };
        if found.settings.len() == SETTING_LIMIT {
            found.is_cut = true;
            return;
        }
        found.settings.push(Setting { line: number, name, value, text: line.to_owned() });
    }
}

/// The variable that a word sets, perhaps with those that follow it.
fn assignment(word: &Word, before: Option<&Word>, rest: &[Word]) -> Option<(String, String)> {
    let text = word.text.as_str();
    // Of systemd's `Environment=` the variables follow; PowerShell has `$env:`.
    let text = ["Environment=", "$env:", "$Env:", "DefaultEnvironment="]
        .iter()
        .find_map(|begin| text.strip_prefix(begin))
        .unwrap_or(text);
    let end =
        text.find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_')).unwrap_or(text.len());
    let (name, after) = text.split_at(end);
    if !is_pythons(name) {
        return None;
    }
    let values = |words: &[Word]| words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    if let Some(value) =
        after.strip_prefix('=').or_else(|| after.strip_prefix("+=")).or_else(|| after.strip_prefix("?="))
    {
        // `$env:NAME = "value"`.
        let is_spaced = value.is_empty() && word.text.contains(':');
        let value = if is_spaced { values(&rest[..rest.len().min(1)]) } else { value.to_owned() };
        return Some((name.to_owned(), value));
    }
    if after == ":" && !rest.is_empty() {
        return Some((name.to_owned(), values(rest)));
    }
    if !after.is_empty() {
        return None;
    }
    if rest.first().is_some_and(|next| next.text == "=") {
        return Some((name.to_owned(), rest.get(1).map(|word| word.text.clone()).unwrap_or_default()));
    }
    let before = before.map(|before| before.text.as_str()).unwrap_or_default();
    let takes_value = before == "setenv"
        || before.eq_ignore_ascii_case("ENV")
        // fish: `set -x NAME VALUE…`, `set -gx`.
        || before == "set"
        || before.starts_with('-') && !before.starts_with("--") && before.contains('x')
        || before == "--export";
    (takes_value && !rest.is_empty()).then(|| {
        // fish joins the values of a path by colons itself.
        let separator = if before.starts_with('-') && name.ends_with("PATH") { ":" } else { " " };
        let ends = rest.iter().position(|word| word.text == ";").unwrap_or(rest.len());
        (
            name.to_owned(),
            rest[..ends].iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(separator),
        )
    })
}

/// Whether a variable is one of Python's, or of a launcher that Python takes its place from.
fn is_pythons(name: &str) -> bool {
    let is_name = |name: &str| {
        name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
    };
    name == "__PYVENV_LAUNCHER__" || name.starts_with("PYTHON") && is_name(name)
}

fn mention(line: &str, number: u64, found: &mut Settings) {
    let file = line.strip_prefix("EnvironmentFile=").map(|file| file.trim_start_matches('-'));
    let file = file.or_else(|| line.strip_prefix("source ")).or_else(|| line.strip_prefix(". "));
    let Some(file) = file.and_then(|file| words(file).into_iter().next()) else { return };
    if found.mentions.len() < SETTING_LIMIT {
        found.mentions.push(Mention { line: number, file: file.text });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Vec<(String, String)> {
        read(text.as_bytes()).settings.into_iter().map(|setting| (setting.name, setting.value)).collect()
    }

    #[test]
    fn each_way_to_set_a_variable_is_read() {
        for (text, value) in [
            ("PYTHONPATH=/x", "/x"),
            ("export PYTHONPATH='/x y'", "/x y"),
            ("export PYTHONPATH=\"/x:$PYTHONPATH\"", "/x:$PYTHONPATH"),
            ("PYTHONPATH=/x python3 -m y", "/x"),
            ("env -i PYTHONPATH=/x python3", "/x"),
            ("declare -x PYTHONPATH=/x", "/x"),
            ("setenv PYTHONPATH /x", "/x"),
            ("set -x PYTHONPATH /x /y", "/x:/y"),
            ("set -gx PYTHONPATH /x", "/x"),
            ("Environment=PYTHONPATH=/x", "/x"),
            ("Environment=\"A=b\" \"PYTHONPATH=/x y\"", "/x y"),
            ("ENV PYTHONPATH /x", "/x"),
            ("ENV A=b PYTHONPATH=/x", "/x"),
            ("ENV A=b \\\n    PYTHONPATH=/x", "/x"),
            ("RUN PYTHONPATH=/x pip install y", "/x"),
            ("  - PYTHONPATH=/x", "/x"),
            ("  PYTHONPATH: /x", "/x"),
            ("PYTHONPATH = /x", "/x"),
            ("$env:PYTHONPATH = \"/x\"", "/x"),
            ("PYTHONPATH+=:/x", ":/x"),
            ("if true; then export PYTHONPATH=/x; fi", "/x"),
            ("PYTHONPATH=/x # comment", "/x"),
        ] {
            assert_eq!(one(text), [("PYTHONPATH".to_owned(), value.to_owned())], "{text}");
        }
    }

    #[test]
    fn what_sets_nothing_is_not_read() {
        for text in [
            "# PYTHONPATH=/x",
            "; PYTHONPATH=/x",
            "echo $PYTHONPATH",
            "unset PYTHONPATH",
            "MYPYTHONPATH=/x",
            "echo 'set PYTHONPATH'",
            "Pythonpath=/x",
        ] {
            assert_eq!(one(text), [], "{text}");
        }
    }

    #[test]
    fn lines_and_mentions_are_counted() {
        let read =
            read(b"A=b\nsource /x/env.sh\nENV A=b \\\n PYTHONHOME=/y\nEnvironmentFile=-/etc/default/x\n");
        assert_eq!(read.settings[0].line, 3);
        let mentions: Vec<_> =
            read.mentions.iter().map(|mention| (mention.line, mention.file.as_str())).collect();
        assert_eq!(mentions, [(2, "/x/env.sh"), (5, "/etc/default/x")]);
    }
}
