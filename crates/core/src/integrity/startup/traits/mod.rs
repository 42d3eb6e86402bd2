//! What stands out in code that runs at a start: each kind has a code, a severity, and the line where it is.

mod lexer;
mod names;
mod shape;

pub(super) use names::imports_of;

use crate::codes::codes;
use crate::integrity::Severity;
use crate::metadata::credentials::mask_credentials;

/// How many places of one kind are kept of a file.
const PLACES: usize = 3;
/// How long the text of a place is, in characters.
const EXCERPT: usize = 160;

codes! {
    /// What stands out, each with a stable code.
    TraitCode:
    /// It runs text as code, or imports by a computed name (`exec`, `eval`, `compile`, `__import__`).
    DynamicCode = "dynamic-code",
    /// It unpacks or decodes something (`base64`, `zlib`, `marshal`, `codecs` …).
    Decodes = "decodes",
    /// It uses the network (`urllib`, `requests`, `socket`, `http` …).
    Network = "network",
    /// It starts programs (`subprocess`, `os.system`, `os.exec…` …).
    Process = "process",
    /// It reaches for native code (`ctypes`, `cffi`).
    NativeCode = "native-code",
    /// It names what holds secrets: keys, tokens, password files, or all environment variables at once.
    Secrets = "secrets",
    /// It writes, removes or moves files.
    WritesFiles = "writes-files",
    /// Code stands far to the right, behind blanks that push it out of sight.
    PushedOutOfSight = "pushed-out-of-sight",
    /// A line is too long to be read.
    LongLine = "long-line",
    /// Many statements stand in one line.
    ManyStatements = "many-statements",
    /// A long run of letters and digits, as encoded data looks.
    EncodedBlob = "encoded-blob",
    /// Characters that reorder text (bidirectional controls).
    ReordersText = "reorders-text",
    /// Characters that look like nothing (zero-width, form feeds, NUL and other controls).
    InvisibleText = "invisible-text",
    /// Letters that are not ASCII in the names of the code, which may look like others.
    ForeignLetters = "foreign-letters",
    /// It is not in the encoding in which Python would read it.
    Encoding = "encoding",
    /// It is compiled, and cannot be read as text.
    Binary = "binary",
    /// Only its beginning was read.
    Cut = "cut",
    /// Everybody may write to it, or to the directory that it names.
    WorldWritable = "world-writable",
    /// It leads out of the environment that it is in.
    OutsideEnvironment = "outside-environment",
    /// Nothing is where it leads.
    Missing = "missing",
    /// It is relative to the directory in which Python is started.
    Relative = "relative",
    /// Its file has a name that begins with a dot, which hides it from listings.
    HiddenName = "hidden-name",
    /// It is imported by a name that could not be followed.
    NotFollowed = "not-followed",
    /// Its contents differ from what the distribution lists that it belongs to.
    Changed = "changed",
    /// It makes `sitecustomize` or `usercustomize` come from where it says.
    BringsHook = "brings-hook",
    /// Python runs compiled code in its place, and does not look whether that is of this source.
    UncheckedBytecode = "unchecked-bytecode",
    /// Starts import it in place of a module of the standard library.
    ShadowsLibrary = "shadows-library",
    /// It decides what Python runs before anything else.
    ChangesStart = "changes-start",
}

impl Severity {
    /// How much traits matter together. Two that say what code does are worse than one: what is decoded is run, what is read is
    /// sent away.
    #[must_use]
    pub fn of(traits: &[Trait]) -> Self {
        let worst = traits.iter().map(|found| found.code.severity()).max().unwrap_or_default();
        let mut deeds: Vec<TraitCode> =
            traits.iter().map(|found| found.code).filter(|code| code.is_deed()).collect();
        deeds.sort_unstable();
        deeds.dedup();
        if deeds.len() > 1 { Self::High } else { worst }
    }
}

impl TraitCode {
    /// How much it matters by itself.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::PushedOutOfSight
            | Self::ReordersText
            | Self::InvisibleText
            | Self::Changed
            | Self::BringsHook
            | Self::UncheckedBytecode
            | Self::ShadowsLibrary => Severity::High,
            Self::DynamicCode
            | Self::Decodes
            | Self::Network
            | Self::Process
            | Self::NativeCode
            | Self::Secrets
            | Self::LongLine
            | Self::EncodedBlob
            | Self::ForeignLetters
            | Self::Binary
            | Self::WorldWritable => Severity::Medium,
            Self::WritesFiles
            | Self::ManyStatements
            | Self::Encoding
            | Self::Cut
            | Self::Relative
            | Self::NotFollowed
            | Self::ChangesStart => Severity::Low,
            Self::OutsideEnvironment | Self::Missing | Self::HiddenName => Severity::Info,
        }
    }

    /// Whether it says what the code does, and not what it looks like.
    const fn is_deed(self) -> bool {
        matches!(
            self,
            Self::DynamicCode
                | Self::Decodes
                | Self::Network
                | Self::Process
                | Self::NativeCode
                | Self::Secrets
                | Self::EncodedBlob
        )
    }
}

/// Something that stands out, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trait {
    /// The line in the file, from 1; 0 where it is about the whole file.
    pub line: u64,
    /// What.
    pub code: TraitCode,
    /// The text around it, shortened, with credentials in URLs masked.
    pub text: String,
}

impl Trait {
    pub(super) fn new(code: TraitCode, line: u64, text: &str) -> Self {
        Self { line, code, text: excerpt(text) }
    }
}

/// The beginning of a text without the blanks around it.
pub(super) fn excerpt(text: &str) -> String {
    let text = text.trim();
    let cut = text.char_indices().nth(EXCERPT).map_or(text, |(at, _)| &text[..at]);
    let masked = mask_credentials(cut);
    if cut.len() < text.len() { format!("{masked}…") } else { masked }
}

/// What stands out in code, whose first line has that number.
pub(super) fn of_code(code: &str, first: u64) -> Vec<Trait> {
    let mut found = Found::default();
    // What separates lines for some Pythons only is no line here: it is said as what it is.
    let lines: Vec<&str> = code.split('\n').collect();
    for (number, (raw, bare)) in (first..).zip(lines.iter().zip(lexer::without_comments(&lines))) {
        shape::look(raw, &bare, number, &mut found);
        names::look(&bare, raw, number, &mut found);
    }
    found.0.sort();
    found.0
}

/// What was found, of each kind only the first few places.
#[derive(Default)]
pub(super) struct Found(Vec<Trait>);

impl Found {
    fn add(&mut self, code: TraitCode, line: u64, around: &str) {
        let known = self.0.iter().filter(|found| found.code == code);
        let (mut count, mut is_there) = (0, false);
        for found in known {
            count += 1;
            is_there |= found.line == line;
        }
        if count < PLACES && !is_there {
            self.0.push(Trait::new(code, line, around));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(code: &str) -> Vec<&'static str> {
        let mut codes: Vec<&str> = of_code(code, 1).iter().map(|found| found.code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    #[test]
    fn what_code_does_is_said() {
        for (code, expected) in [
            ("import os; os.system('x')", &["process"][..]),
            ("import subprocess\nsubprocess.Popen(['x'])", &["process"]),
            ("from urllib import request", &["network"]),
            ("exec('print(1)')", &["dynamic-code"]),
            ("import base64; exec(base64.b64decode('eA=='))", &["decodes", "dynamic-code"]),
            ("open('/root/.ssh/id_rsa').read()", &["secrets"]),
            ("import json, os; json.dumps(dict(os.environ))", &["secrets"]),
            ("import ctypes", &["native-code"]),
            ("open('x', 'w').write('y')", &["writes-files"]),
            ("exec('import socket; socket.socket()')", &["dynamic-code", "network"]),
            ("__builtins__.__dict__['ev' + 'al']('1')", &["dynamic-code"]),
        ] {
            assert_eq!(codes(code), expected, "{code}");
        }
    }

    #[test]
    fn what_is_only_spoken_of_is_not_said() {
        for code in [
            "# exec(base64.b64decode(x)) and socket.socket()",
            "import os\nimport sys\nsys.path.append('/x')  # subprocess.call",
            "executor = 1; evaluate(2); compiled = re.compile('x')",
            "socketless.x = 1; my_requests.y = 2",
            "'''Uses a subprocess. Then requests.'''",
        ] {
            assert!(codes(code).is_empty(), "{code}: {:?}", codes(code));
        }
    }

    #[test]
    fn what_code_looks_like_is_said() {
        let pushed = format!("x = 1{}; y = 2", " ".repeat(200));
        let blob = format!("x = '{}'", "QUJDRA12".repeat(40));
        for (code, expected) in [
            (pushed.as_str(), "pushed-out-of-sight"),
            (blob.as_str(), "encoded-blob"),
            ("x = '\u{202e}'", "reorders-text"),
            ("x = 1\u{200b}", "invisible-text"),
            ("# comment\u{c}import os", "invisible-text"),
            ("x = 1\0", "invisible-text"),
            ("im\u{440}ort = 1", "foreign-letters"),
            ("a=1;b=2;c=3;d=4;e=5;f=6;g=7", "many-statements"),
        ] {
            assert!(codes(code).contains(&expected), "{code:?}: {:?}", codes(code));
        }
        assert!(codes("# Grüße\nname = 'Jürgen'").is_empty());
        assert!(codes(&format!("# {}", "long ".repeat(300))).is_empty(), "comments may be long");
        assert_eq!(codes(&format!("x = [{}]", "1, ".repeat(400))), ["long-line"]);
    }

    #[test]
    fn places_are_lines_and_few() {
        let code = "import os\n\nos.system('a')\nos.system('b')\nos.system('c')\nos.system('d')\n";
        let found = of_code(code, 1);
        assert_eq!(found.iter().map(|found| found.line).collect::<Vec<_>>(), [3, 4, 5]);
        assert_eq!(found[0].text, "os.system('a')");
    }

    #[test]
    fn together_is_worse_than_alone() {
        assert_eq!(Severity::of(&of_code("exec('x')", 1)), Severity::Medium);
        assert_eq!(Severity::of(&of_code("import zlib; exec(zlib.decompress(x))", 1)), Severity::High);
        assert_eq!(Severity::of(&[]), Severity::Info);
    }
}
