//! Something that happened.

use std::path::{Path, PathBuf};

use fetter_core::metadata::credentials::mask_credentials;
use fetter_protocol::{EventRecord, EventSubject, Kind, Opening, WirePath, clip, limits};

use super::{EventCode, Moment};

/// Something that happened on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When, by this machine's clock.
    pub when: Moment,
    /// Its number, from 1, which gives the order; 0 until the journal has given it one.
    pub sequence: u64,
    /// What.
    pub code: EventCode,
    /// To what.
    pub subject: Subject,
    /// Where the package came from.
    pub origin: Option<String>,
    /// For a change: the version before.
    pub old_version: Option<String>,
    /// For a change: where what was there before came from.
    pub old_origin: Option<String>,
    /// The policy's rule that decided.
    pub rule: Option<String>,
    /// Why, for a person to read.
    pub reason: Option<String>,
    /// The file or directory that it is about.
    pub path: Option<PathBuf>,
    /// Who wanted to open something.
    pub opener: Option<Opener>,
    /// How many, where one event stands for several.
    pub count: Option<u64>,
    /// Whose it is: the user who owns what it is about. It is not told, and says whose events go first where there are too many.
    pub owner: Option<u32>,
}

/// What an event is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// The package's name, as its metadata writes it.
    pub name: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// The site that it lies in.
    pub site: Option<PathBuf>,
    /// The prefix of the environment.
    pub environment: Option<PathBuf>,
}

/// A process that wanted to open something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Opener {
    /// Its id.
    pub pid: u32,
    /// Its user's id, if it was still there to be asked.
    pub uid: Option<u32>,
    /// Its user's name.
    pub user: Option<String>,
    /// What it runs.
    pub command: Option<String>,
}

impl Subject {
    /// A distribution in a site.
    #[must_use]
    pub fn distribution(name: &str, version: Option<&str>, site: &Path) -> Self {
        Self {
            name: Some(name.to_owned()),
            version: version.map(str::to_owned),
            site: Some(site.to_path_buf()),
            environment: None,
        }
    }

    /// An environment.
    #[must_use]
    pub fn environment(prefix: &Path) -> Self {
        Self { environment: Some(prefix.to_path_buf()), ..Self::default() }
    }

    /// The same, in that environment.
    #[must_use]
    pub fn in_environment(mut self, prefix: &Path) -> Self {
        self.environment = Some(prefix.to_path_buf());
        self
    }
}

impl Event {
    /// What happened, now, to nothing in particular.
    #[must_use]
    pub fn new(code: EventCode) -> Self {
        Self {
            when: Moment::now(),
            sequence: 0,
            code,
            subject: Subject::default(),
            origin: None,
            old_version: None,
            old_origin: None,
            rule: None,
            reason: None,
            path: None,
            opener: None,
            count: None,
            owner: None,
        }
    }

    /// The same, to this.
    #[must_use]
    pub fn to(mut self, subject: Subject) -> Self {
        self.subject = subject;
        self
    }

    /// The same, decided by this rule.
    #[must_use]
    pub fn by_rule(mut self, rule: &str) -> Self {
        self.rule = Some(rule.to_owned());
        self
    }

    /// The same, for this reason.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// The same, about this file or directory.
    #[must_use]
    pub fn at(mut self, path: &Path) -> Self {
        self.path = Some(path.to_path_buf());
        self
    }

    /// The same, by this process.
    #[must_use]
    pub fn by(mut self, opener: Opener) -> Self {
        self.opener = Some(opener);
        self
    }

    /// The same, so many times.
    #[must_use]
    pub fn times(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }

    /// The user whom it is about, as far as is known: who wanted to open something, or owns what it is about.
    #[must_use]
    pub fn user(&self) -> Option<u32> {
        self.opener.as_ref().and_then(|opener| opener.uid).or(self.owner)
    }

    /// How often it happened.
    #[must_use]
    pub fn occurrences(&self) -> u64 {
        self.count.unwrap_or(1)
    }

    /// Its form in JSON. Texts are masked and cut to what an event may hold.
    #[must_use]
    pub fn record(&self) -> EventRecord {
        let opening = |opener: &Opener| Opening {
            pid: opener.pid,
            uid: opener.uid,
            user: word(opener.user.as_ref()),
            command: text(opener.command.as_ref()),
        };
        EventRecord {
            schema: Kind::Event.schema().to_owned(),
            version: Kind::Event.version(),
            sequence: self.sequence,
            time: self.when.to_string(),
            unix_ms: self.when.unix_ms(),
            code: self.code.as_str().to_owned(),
            subject: EventSubject {
                name: word(self.subject.name.as_ref()),
                version: word(self.subject.version.as_ref()),
                site: path(self.subject.site.as_ref()),
                environment: path(self.subject.environment.as_ref()),
            },
            old_version: word(self.old_version.as_ref()),
            old_origin: text(self.old_origin.as_ref()),
            origin: text(self.origin.as_ref()),
            rule: word(self.rule.as_ref()),
            reason: text(self.reason.as_ref()),
            path: path(self.path.as_ref()),
            opening: self.opener.as_ref().map(opening),
            count: self.count,
        }
    }
}

fn word(word: Option<&String>) -> Option<String> {
    word.map(|word| clip(word, limits::NAME_BYTES))
}

/// Cut before and after masking: what is masked is no longer than it need be, and masking may lengthen it.
fn text(text: Option<&String>) -> Option<String> {
    text.map(|text| clip(&mask_credentials(&clip(text, limits::TEXT_BYTES)), limits::TEXT_BYTES))
}

fn path(path: Option<&PathBuf>) -> Option<WirePath> {
    path.map(|path| wire_path(path))
}

/// A path, or its beginning as text where it is longer than paths can be.
pub(crate) fn wire_path(path: &Path) -> WirePath {
    let wire = WirePath::from(path);
    if wire.size() <= limits::PATH_BYTES {
        return wire;
    }
    WirePath::Text(clip(&path.to_string_lossy(), limits::PATH_BYTES))
}
