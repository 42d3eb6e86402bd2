//! A prefix that packages are installed into, and the interpreter that starts it.

use std::fmt;
use std::path::PathBuf;

use super::Platform;

/// A prefix that packages are installed into: a base installation, a virtual environment, a conda environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    /// The real path of the prefix, as the scanned machine names it.
    pub prefix: PathBuf,
    /// Base installation, virtual environment, or conda environment.
    pub kind: EnvironmentKind,
    /// What made it, as far as files tell.
    pub creator: Creator,
    /// The Python implementation.
    pub implementation: Implementation,
    /// The Python version, as far as files tell.
    pub version: PythonVersion,
    /// What its interpreter is made for, if the scan looked (details) and its file tells.
    pub platform: Option<Platform>,
    /// The names in the prefix under which it can be started, sorted. Empty where there is no executable.
    pub executables: Vec<Executable>,
    /// Other paths that lead to the same interpreter: links on `PATH` and in the usual directories, sorted.
    pub aliases: Vec<PathBuf>,
    /// For a virtual environment: the prefix of the installation that it was made from, if it still exists.
    pub base: Option<PathBuf>,
    /// For a virtual environment: `home` of `pyvenv.cfg`, as written.
    pub home: Option<String>,
    /// Whether the base's sites are visible too. True for a base installation.
    pub system_sites: bool,
    /// Whether the user site is visible.
    pub user_site: bool,
    /// The sites, in the order of `sys.path`.
    pub sites: Vec<PathBuf>,
}

impl Environment {
    /// Whether it can be started: it has an executable that exists.
    #[must_use]
    pub fn has_interpreter(&self) -> bool {
        self.executables.iter().any(|executable| executable.exists)
    }
}

/// One name under which an interpreter can be started.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Executable {
    /// Where it is.
    pub path: PathBuf,
    /// Whether it (or what it links to) exists.
    pub exists: bool,
}

/// What sort of environment it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EnvironmentKind {
    /// A Python installation.
    Base,
    /// A virtual environment (PEP 405).
    Virtual,
    /// A conda environment, which has an interpreter of its own.
    Conda,
}

impl EnvironmentKind {
    /// Every kind.
    pub const ALL: &[Self] = &[Self::Base, Self::Virtual, Self::Conda];

    /// The stable word for it in tables and JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Virtual => "virtual",
            Self::Conda => "conda",
        }
    }
}

/// What made an environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Creator {
    /// Debian or a derivative, with dist-packages.
    Debian,
    /// pyenv.
    Pyenv,
    /// uv: a managed interpreter, or a virtual environment.
    Uv,
    /// conda, mamba, micromamba or pixi.
    Conda,
    /// The framework build of macOS.
    Framework,
    /// Homebrew.
    Homebrew,
    /// The installer for Windows, or a layout like it.
    Windows,
    /// The standard library's `venv`.
    Venv,
    /// virtualenv.
    Virtualenv,
    /// asdf.
    Asdf,
    /// mise.
    Mise,
    /// Files do not tell.
    Unknown,
}

impl Creator {
    /// Every creator.
    pub const ALL: &[Self] = &[
        Self::Debian,
        Self::Pyenv,
        Self::Uv,
        Self::Conda,
        Self::Framework,
        Self::Homebrew,
        Self::Windows,
        Self::Venv,
        Self::Virtualenv,
        Self::Asdf,
        Self::Mise,
        Self::Unknown,
    ];

    /// The stable word for it in tables and JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Debian => "debian",
            Self::Pyenv => "pyenv",
            Self::Uv => "uv",
            Self::Conda => "conda",
            Self::Framework => "framework",
            Self::Homebrew => "homebrew",
            Self::Windows => "windows",
            Self::Venv => "venv",
            Self::Virtualenv => "virtualenv",
            Self::Asdf => "asdf",
            Self::Mise => "mise",
            Self::Unknown => "unknown",
        }
    }
}

/// A Python implementation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Implementation {
    /// CPython.
    CPython,
    /// PyPy.
    PyPy,
    /// GraalPy.
    GraalPy,
}

impl Implementation {
    /// Every implementation.
    pub const ALL: &[Self] = &[Self::CPython, Self::PyPy, Self::GraalPy];

    /// The name that `platform.python_implementation()` gives.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CPython => "CPython",
            Self::PyPy => "PyPy",
            Self::GraalPy => "GraalVM",
        }
    }

    /// The name of directories and executables.
    #[must_use]
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::CPython => "python",
            Self::PyPy => "pypy",
            Self::GraalPy => "graalpy",
        }
    }
}

/// A Python's version, as far as files tell.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PythonVersion {
    /// Major and minor number, where they are known.
    pub release: Option<(u16, u16)>,
    /// Whether it is a free-threaded build (`python3.13t`).
    pub free_threaded: bool,
    /// The full version as it was written somewhere (`3.11.7`), where it is known.
    pub full: Option<String>,
}

impl fmt::Display for PythonVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.full, self.release) {
            (Some(full), _) => formatter.write_str(full)?,
            (None, Some((major, minor))) => write!(formatter, "{major}.{minor}")?,
            (None, None) => formatter.write_str("?")?,
        }
        if self.free_threaded { formatter.write_str("t") } else { Ok(()) }
    }
}
