//! What the reader of a bound was given, so that it can be given the same once more where the files are gone or have changed.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use fetter_core::hex;
use fetter_core::manifest::{Context, Input, Manifest, OpenError, Opened, read};
use serde::{Deserialize, Serialize};

use super::{Reach, local, nothing};

/// The bytes of a file: as a text where they are one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum Contents {
    Text(String),
    Hex(String),
}

impl Contents {
    fn of(bytes: &[u8]) -> Self {
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::Text(text.to_owned()),
            Err(_) => Self::Hex(hex::encode(bytes)),
        }
    }

    fn bytes(&self) -> Option<Vec<u8>> {
        match self {
            Self::Text(text) => Some(text.as_bytes().to_vec()),
            Self::Hex(digits) => hex::decode(digits),
        }
    }
}

/// What became of a file that was to be opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum Opening {
    Opened { file: String, contents: Contents },
    Missing,
    Nowhere,
    Failed(String),
}

impl Opening {
    fn of(answer: &Result<Opened, OpenError>) -> Self {
        match answer {
            Ok(opened) => {
                Self::Opened { file: opened.file.to_string(), contents: Contents::of(&opened.bytes) }
            }
            Err(OpenError::Missing) => Self::Missing,
            Err(OpenError::Nowhere) => Self::Nowhere,
            Err(OpenError::Failed(why)) => Self::Failed(why.clone()),
        }
    }

    fn answer(&self) -> Result<Opened, OpenError> {
        match self {
            Self::Opened { file, contents } => match contents.bytes() {
                Some(bytes) => Ok(Opened { file: file.as_str().into(), bytes }),
                None => Err(lost()),
            },
            Self::Missing => Err(OpenError::Missing),
            Self::Nowhere => Err(OpenError::Nowhere),
            Self::Failed(why) => Err(OpenError::Failed(why.clone())),
        }
    }
}

fn lost() -> OpenError {
    OpenError::Failed("it was not kept with the policy".to_owned())
}

/// A question, by its kind and what was asked: only what is asked again in the same words has an answer.
type Asked = Vec<String>;

/// What the reader of one bound was given. Values of environment variables are not in it: they are asked for each time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Tape {
    file: String,
    contents: Contents,
    openings: Vec<(Asked, Opening)>,
    words: Vec<(Asked, Option<String>)>,
}

/// Reads a bound of this machine, and keeps what its reader was given; `None` where there was nothing to give.
pub(crate) fn load_taped(
    source: &str,
    directory: &std::path::Path,
    reach: &Reach,
) -> (Manifest, Option<Tape>) {
    let found = match local::open(source, directory, reach) {
        Ok(found) => found,
        Err(refusal) => return (nothing(source, refusal), None),
    };
    let recorder =
        Recorder { inner: &found.context, openings: RefCell::default(), words: RefCell::default() };
    let manifest = read(&Input { file: &found.file, bytes: &found.bytes, context: &recorder });
    let tape = Tape {
        file: found.file.to_string(),
        contents: Contents::of(&found.bytes),
        openings: recorder.openings.into_inner().into_iter().collect(),
        words: recorder.words.into_inner().into_iter().collect(),
    };
    (manifest, Some(tape))
}

impl Tape {
    /// Reads the bound again as it was. Nothing is opened.
    pub(crate) fn play(&self, reach: &Reach) -> Manifest {
        let file: Arc<str> = self.file.as_str().into();
        let bytes = self.contents.bytes().unwrap_or_default();
        let player = Player {
            openings: self.openings.iter().map(|(asked, opening)| (asked, opening)).collect(),
            words: self.words.iter().map(|(asked, word)| (asked, word)).collect(),
            reach,
        };
        read(&Input { file: &file, bytes: &bytes, context: &player })
    }
}

fn asked(parts: &[&str]) -> Asked {
    parts.iter().map(|part| (*part).to_owned()).collect()
}

/// Asks, and writes down what was said.
struct Recorder<'inner> {
    inner: &'inner dyn Context,
    openings: RefCell<BTreeMap<Asked, Opening>>,
    words: RefCell<BTreeMap<Asked, Option<String>>>,
}

impl Recorder<'_> {
    fn opened(&self, asked: Asked, answer: Result<Opened, OpenError>) -> Result<Opened, OpenError> {
        self.openings.borrow_mut().insert(asked, Opening::of(&answer));
        answer
    }

    fn said(&self, asked: Asked, word: Option<&str>) {
        self.words.borrow_mut().insert(asked, word.map(str::to_owned));
    }
}

impl Context for Recorder<'_> {
    fn open(&self, base: &str, reference: &str) -> Result<Opened, OpenError> {
        self.opened(asked(&["open", base, reference]), self.inner.open(base, reference))
    }

    fn include(&self, base: &str, reference: &str, written: &str) -> Result<Opened, OpenError> {
        let answer = self.inner.include(base, reference, written);
        self.opened(asked(&["include", base, reference, written]), answer)
    }

    fn identity(&self, file: &str) -> Arc<str> {
        let identity = self.inner.identity(file);
        self.said(asked(&["identity", file]), Some(&identity));
        identity
    }

    fn own_name(&self, file: &str) -> String {
        let name = self.inner.own_name(file);
        self.said(asked(&["name", file]), Some(&name));
        name
    }

    fn variable(&self, file: &str, name: &str) -> Option<String> {
        let value = self.inner.variable(file, name);
        // Only whether the file may ask.
        self.said(asked(&["variable", file, name]), value.as_ref().map(|_| ""));
        value
    }

    fn file_url(&self, base: &str, path: &str) -> Option<String> {
        let url = self.inner.file_url(base, path);
        self.said(asked(&["url", base, path]), url.as_deref());
        url
    }
}

/// Says what was written down.
struct Player<'tape> {
    openings: BTreeMap<&'tape Asked, &'tape Opening>,
    words: BTreeMap<&'tape Asked, &'tape Option<String>>,
    reach: &'tape Reach,
}

impl Player<'_> {
    fn opened(&self, asked: &Asked) -> Result<Opened, OpenError> {
        self.openings.get(asked).map_or_else(|| Err(lost()), |opening| opening.answer())
    }

    fn word(&self, asked: &Asked) -> Option<String> {
        self.words.get(asked).and_then(|word| (*word).clone())
    }
}

impl Context for Player<'_> {
    fn open(&self, base: &str, reference: &str) -> Result<Opened, OpenError> {
        self.opened(&asked(&["open", base, reference]))
    }

    fn include(&self, base: &str, reference: &str, written: &str) -> Result<Opened, OpenError> {
        self.opened(&asked(&["include", base, reference, written]))
    }

    fn identity(&self, file: &str) -> Arc<str> {
        self.word(&asked(&["identity", file])).map_or_else(|| file.into(), Into::into)
    }

    fn own_name(&self, file: &str) -> String {
        self.word(&asked(&["name", file])).unwrap_or_default()
    }

    fn variable(&self, file: &str, name: &str) -> Option<String> {
        self.word(&asked(&["variable", file, name]))?;
        self.reach.variables.get(name).cloned()
    }

    fn file_url(&self, base: &str, path: &str) -> Option<String> {
        self.word(&asked(&["url", base, path]))
    }
}
