//! What code does, by the names that it uses, in code and in text that may be run as such.

use super::{Found, TraitCode};

/// Modules, by what is done with them.
const MODULES: [(&str, TraitCode); 42] = [
    ("base64", TraitCode::Decodes),
    ("binascii", TraitCode::Decodes),
    ("bz2", TraitCode::Decodes),
    ("codecs", TraitCode::Decodes),
    ("lzma", TraitCode::Decodes),
    ("marshal", TraitCode::Decodes),
    ("pickle", TraitCode::Decodes),
    ("zlib", TraitCode::Decodes),
    ("gzip", TraitCode::Decodes),
    ("aiohttp", TraitCode::Network),
    ("asyncore", TraitCode::Network),
    ("ftplib", TraitCode::Network),
    ("http", TraitCode::Network),
    ("httplib", TraitCode::Network),
    ("httpx", TraitCode::Network),
    ("paramiko", TraitCode::Network),
    ("requests", TraitCode::Network),
    ("smtplib", TraitCode::Network),
    ("socket", TraitCode::Network),
    ("socketserver", TraitCode::Network),
    ("ssl", TraitCode::Network),
    ("telnetlib", TraitCode::Network),
    ("urllib", TraitCode::Network),
    ("urllib2", TraitCode::Network),
    ("urllib3", TraitCode::Network),
    ("websocket", TraitCode::Network),
    ("websockets", TraitCode::Network),
    ("xmlrpc", TraitCode::Network),
    ("webbrowser", TraitCode::Network),
    ("commands", TraitCode::Process),
    ("multiprocessing", TraitCode::Process),
    ("pexpect", TraitCode::Process),
    ("popen2", TraitCode::Process),
    ("pty", TraitCode::Process),
    ("subprocess", TraitCode::Process),
    ("cffi", TraitCode::NativeCode),
    ("ctypes", TraitCode::NativeCode),
    ("_ctypes", TraitCode::NativeCode),
    ("runpy", TraitCode::DynamicCode),
    ("keyring", TraitCode::Secrets),
    ("getpass", TraitCode::Secrets),
    ("shutil", TraitCode::WritesFiles),
];

/// Functions of the built-in module that run text.
const RUNS: [&str; 6] = ["exec", "eval", "compile", "__import__", "execfile", "import_module"];

/// What is called behind `os.`.
const PROCESSES: [&str; 8] = ["system", "popen", "exec", "spawn", "posix_spawn", "fork", "startfile", "kill"];
const WRITES: [&str; 7] = ["remove", "unlink", "rename", "replace", "chmod", "makedirs", "symlink"];

/// Texts that name what holds secrets, and ways to take all variables.
const SECRETS: [&str; 26] = [
    ".ssh",
    "id_rsa",
    "id_ed25519",
    ".aws",
    "AWS_SECRET",
    ".netrc",
    ".pypirc",
    ".npmrc",
    ".git-credentials",
    ".docker/config",
    ".kube",
    ".gnupg",
    ".bash_history",
    "/etc/shadow",
    "/etc/passwd",
    "wallet.dat",
    "GITHUB_TOKEN",
    "_SECRET",
    "_TOKEN",
    "PRIVATE KEY",
    "dict(os.environ",
    "environ.copy",
    "environ.items",
    "dumps(os.environ",
    "str(os.environ",
    "169.254.169.254",
];

/// Texts that show code which is put together.
const PUT_TOGETHER: [&str; 5] = ["__builtins__", "__builtin__", "builtins.", "globals()[", "vars()["];
/// Texts that decode or write, whatever module does it.
const TEXTS: [(&str, TraitCode); 8] = [
    ("fromhex(", TraitCode::Decodes),
    ("b64decode", TraitCode::Decodes),
    ("decompress(", TraitCode::Decodes),
    ("rot13", TraitCode::Decodes),
    ("rot_13", TraitCode::Decodes),
    ("write_text(", TraitCode::WritesFiles),
    ("write_bytes(", TraitCode::WritesFiles),
    ("os.dup2", TraitCode::Process),
];

pub(super) fn look(bare: &str, raw: &str, number: u64, found: &mut Found) {
    if bare.trim().is_empty() {
        return;
    }
    let words = words(bare);
    let is_import =
        words.iter().any(|word| matches!(word.text, "import" | "from" | "__import__" | "import_module"));
    let imports = if is_import { imports_of(bare) } else { Vec::new() };
    let is_imported = |name: &str| imports.iter().any(|module| module.split('.').next() == Some(name));
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| words[at]);
        let is_attribute = before.is_some_and(|before| before.after == Some('.') && before.is_adjacent(word));
        if let Some(code) = module(word, is_attribute, &is_imported) {
            found.add(code, number, raw);
        }
        let is_call = word.after == Some('(');
        let is_free =
            !is_attribute || before.is_some_and(|before| matches!(before.text, "builtins" | "importlib"));
        if is_call && is_free && RUNS.contains(&word.text) {
            found.add(TraitCode::DynamicCode, number, raw);
        }
        let is_of_os = is_attribute && before.is_some_and(|before| matches!(before.text, "os" | "posix"));
        if is_of_os && PROCESSES.iter().any(|name| word.text.starts_with(name)) {
            found.add(TraitCode::Process, number, raw);
        }
        if is_of_os && WRITES.contains(&word.text) {
            found.add(TraitCode::WritesFiles, number, raw);
        }
    }
    texts(bare, raw, number, found);
}

/// A module counts where it is imported or where something of it is used.
fn module(word: &Word<'_>, is_attribute: bool, is_imported: &impl Fn(&str) -> bool) -> Option<TraitCode> {
    let (_, code) = MODULES.iter().find(|(name, _)| *name == word.text)?;
    let is_used = word.after == Some('.') && word.is_followed_by_name;
    (!is_attribute && (is_used || is_imported(word.text))).then_some(*code)
}

fn texts(bare: &str, raw: &str, number: u64, found: &mut Found) {
    if SECRETS.iter().any(|text| bare.contains(text)) {
        found.add(TraitCode::Secrets, number, raw);
    }
    if PUT_TOGETHER.iter().any(|text| bare.contains(text)) || bare.matches("chr(").count() > 3 {
        found.add(TraitCode::DynamicCode, number, raw);
    }
    for (text, code) in TEXTS {
        if bare.contains(text) {
            found.add(code, number, raw);
        }
    }
    let modes = ["'w'", "\"w\"", "'wb'", "\"wb\"", "'a'", "\"a\"", "'ab'", "\"ab\""];
    if bare.contains("open(") && modes.iter().any(|mode| bare.contains(mode)) {
        found.add(TraitCode::WritesFiles, number, raw);
    }
}

/// A word, and what stands behind it.
#[derive(Clone, Copy)]
struct Word<'line> {
    text: &'line str,
    end: usize,
    start: usize,
    after: Option<char>,
    is_followed_by_name: bool,
}

impl Word<'_> {
    /// Whether nothing but one character lies between this and the next.
    fn is_adjacent(&self, next: &Word<'_>) -> bool {
        next.start == self.end + 1
    }
}

fn words(line: &str) -> Vec<Word<'_>> {
    let is_of_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80;
    let bytes = line.as_bytes();
    let mut words = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'\\' && matches!(bytes.get(at + 1), Some(b'n' | b't' | b'r')) {
            // In text that is run: an escape is no part of the name behind it.
            at += 2;
            continue;
        }
        if !is_of_word(bytes[at]) {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && is_of_word(bytes[at]) {
            at += 1;
        }
        let after = bytes.get(at).map(|byte| char::from(*byte));
        let next = bytes.get(at + 1).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_');
        words.push(Word { text: &line[start..at], end: at, start, after, is_followed_by_name: next });
    }
    words
}

/// The modules that the statements of a line import, by their full names, each once; also within `exec('…')`.
pub(in crate::integrity::startup) fn imports_of(line: &str) -> Vec<String> {
    let mut modules: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        let name = name.trim_matches(|character: char| !character.is_alphanumeric() && character != '_');
        if !name.is_empty() && !modules.iter().any(|known| known == name) && modules.len() < 16 {
            modules.push(name.to_owned());
        }
    };
    let line = line.replace("\\n", "\n");
    for statement in line.split([';', '\n', ':']) {
        let statement =
            statement.trim_start_matches(|character: char| !character.is_alphanumeric() && character != '_');
        let begins = ["exec('", "exec(\""].iter().find_map(|begin| statement.strip_prefix(begin));
        let statement = begins.unwrap_or(statement);
        if let Some(rest) = statement.strip_prefix("import").filter(|rest| rest.starts_with([' ', '\t'])) {
            rest.split(',').filter_map(|name| name.split_whitespace().next()).for_each(&mut add);
        } else if let Some(rest) = statement.strip_prefix("from ") {
            rest.split_whitespace().next().into_iter().for_each(&mut add);
        }
        for call in ["__import__('", "__import__(\"", "import_module('", "import_module(\""] {
            if let Some((_, rest)) = statement.split_once(call) {
                rest.split(['\'', '"']).next().into_iter().for_each(&mut add);
            }
        }
    }
    modules
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_found_in_statements_and_in_text_that_is_run() {
        for (line, expected) in [
            ("import os, a.b as c; from x import y", &["os", "a.b", "x"][..]),
            (
                "import sys; exec('try:\\n    import future\\nexcept ImportError:\\n    pass')",
                &["sys", "future"],
            ),
            ("import os; x and __import__('_distutils_hack').add_shim(); ", &["os", "_distutils_hack"]),
            ("import\tfoo", &["foo"]),
            ("importlib.reload(x)", &[]),
        ] {
            assert_eq!(imports_of(line), expected, "{line}");
        }
    }
}
