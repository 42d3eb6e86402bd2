//! Environments in JSON.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ReadError;
use super::path::{WirePath, domain, wire};
use super::words::Word;
use crate::inventory::{Environment, Executable, Platform, PythonVersion};

/// A prefix that packages are installed into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireEnvironment {
    /// The real path of the prefix.
    pub prefix: WirePath,
    /// `base`, `virtual` or `conda`.
    pub kind: String,
    /// What made it: `debian`, `pyenv`, `uv`, `conda`, `venv`, `virtualenv` …
    pub creator: String,
    /// `CPython`, `PyPy` or `GraalVM`.
    pub implementation: String,
    /// The Python version, as far as files tell.
    pub python: WirePython,
    /// What its interpreter is made for (`linux-x86_64`), if that is known.
    #[serde(default)]
    pub platform: Option<String>,
    /// The names in the prefix under which it can be started.
    pub executables: Vec<WireExecutable>,
    /// Other paths that lead to the same interpreter.
    pub aliases: Vec<WirePath>,
    /// For a virtual environment: the prefix of the installation that it was made from, if it still exists.
    pub base: Option<WirePath>,
    /// For a virtual environment: `home` of `pyvenv.cfg`, as written.
    pub home: Option<String>,
    /// Whether the base's sites are visible too.
    pub system_sites: bool,
    /// Whether the user site is visible.
    pub user_site: bool,
    /// The sites, in the order of `sys.path`; each stands in `sites` of the inventory.
    pub sites: Vec<WirePath>,
}

/// A Python version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WirePython {
    /// Major and minor number.
    pub release: Option<(u16, u16)>,
    /// Whether it is a free-threaded build.
    pub free_threaded: bool,
    /// The full version, where a file tells it.
    pub full: Option<String>,
}

/// One name under which an interpreter can be started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireExecutable {
    /// Where it is.
    pub path: WirePath,
    /// Whether it, or what it links to, exists.
    pub exists: bool,
}

fn read_platform(text: &str) -> Result<Platform, ReadError> {
    text.parse().map_err(|_| ReadError::UnknownWord { what: "platform", word: text.to_owned() })
}

impl From<&Environment> for WireEnvironment {
    fn from(found: &Environment) -> Self {
        let PythonVersion { release, free_threaded, full } = found.version.clone();
        let executable = |executable: &Executable| WireExecutable {
            path: (&executable.path).into(),
            exists: executable.exists,
        };
        Self {
            prefix: (&found.prefix).into(),
            kind: found.kind.word().to_owned(),
            creator: found.creator.word().to_owned(),
            implementation: found.implementation.word().to_owned(),
            python: WirePython { release, free_threaded, full },
            platform: found.platform.as_ref().map(ToString::to_string),
            executables: found.executables.iter().map(executable).collect(),
            aliases: wire(&found.aliases),
            base: found.base.as_ref().map(WirePath::from),
            home: found.home.clone(),
            system_sites: found.system_sites,
            user_site: found.user_site,
            sites: wire(&found.sites),
        }
    }
}

impl TryFrom<WireEnvironment> for Environment {
    type Error = ReadError;

    fn try_from(wire: WireEnvironment) -> Result<Self, ReadError> {
        let WirePython { release, free_threaded, full } = wire.python;
        let executable =
            |wire: WireExecutable| Ok(Executable { path: wire.path.try_into()?, exists: wire.exists });
        Ok(Self {
            prefix: wire.prefix.try_into()?,
            kind: Word::read(&wire.kind)?,
            creator: Word::read(&wire.creator)?,
            implementation: Word::read(&wire.implementation)?,
            version: PythonVersion { release, free_threaded, full },
            platform: wire.platform.as_deref().map(read_platform).transpose()?,
            executables: wire.executables.into_iter().map(executable).collect::<Result<_, ReadError>>()?,
            aliases: domain(wire.aliases)?,
            base: wire.base.map(TryInto::try_into).transpose()?,
            home: wire.home,
            system_sites: wire.system_sites,
            user_site: wire.user_site,
            sites: domain(wire.sites)?,
        })
    }
}
