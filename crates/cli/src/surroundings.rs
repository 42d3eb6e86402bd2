//! What the process is surrounded by: the one place that reads environment variables.

use std::env;
use std::path::{Path, PathBuf};

use fetter_core::inventory::discover::{Surroundings, home_of};
use fetter_core::timestamp::Timestamp;

use crate::exit::UsageError;

/// Variables that tell a tool where to keep environments or interpreters. Some hold several directories.
const TOOL_DIRECTORIES: [&str; 22] = [
    "WORKON_HOME",
    "PIPX_HOME",
    "PIPX_GLOBAL_HOME",
    "PYENV_ROOT",
    "UV_TOOL_DIR",
    "UV_PYTHON_INSTALL_DIR",
    "UV_CACHE_DIR",
    "UV_PROJECT_ENVIRONMENT",
    "POETRY_VIRTUALENVS_PATH",
    "POETRY_CACHE_DIR",
    "PRE_COMMIT_HOME",
    "HATCH_DATA_DIR",
    "MAMBA_ROOT_PREFIX",
    "CONDA_PREFIX",
    "CONDA_ENVS_PATH",
    "CONDA_ENVS_DIRS",
    "ASDF_DATA_DIR",
    "MISE_DATA_DIR",
    "XDG_DATA_HOME",
    "XDG_CACHE_HOME",
    "VIRTUAL_ENV",
    "PYTHONUSERBASE",
];

/// The surroundings of this process.
#[must_use]
pub fn of_process() -> Surroundings {
    let user = rustix::process::geteuid().as_raw();
    let absolute = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let absolutes = |name: &str| {
        let all = env::var_os(name).unwrap_or_default();
        env::split_paths(&all).filter(|path| path.is_absolute()).collect::<Vec<_>>()
    };
    Surroundings {
        home: absolute("HOME").or_else(|| home_of(user)),
        directory: env::current_dir().unwrap_or_else(|_| PathBuf::from("/")),
        path: absolutes("PATH"),
        user,
        user_base: absolute("PYTHONUSERBASE"),
        pyenv_version: env::var("PYENV_VERSION").ok().filter(|version| !version.is_empty()),
        tool_directories: TOOL_DIRECTORIES.into_iter().flat_map(absolutes).collect(),
    }
}

/// Where a user's configuration files are kept.
pub(crate) fn of_configuration(home: Option<&Path>) -> Option<PathBuf> {
    let told = env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    told.or_else(|| Some(home?.join(".config")))
}

/// Who runs this.
pub(crate) fn user() -> u32 {
    rustix::process::geteuid().as_raw()
}

/// Whether this is root.
pub(crate) fn is_root() -> bool {
    user() == 0
}

/// Where systemd hears how a service stands.
pub(crate) fn notify_socket() -> Option<std::ffi::OsString> {
    env::var_os("NOTIFY_SOCKET").filter(|path| !path.is_empty())
}

/// Where a user's advisories are kept.
pub(crate) fn of_database(home: Option<&Path>) -> Option<PathBuf> {
    let told = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = told.or_else(|| Some(home?.join(".cache")));
    cache.map(|cache| cache.join("fetter/database"))
}

/// Where a user's programs keep what they must remember from one run to the next.
pub(crate) fn of_state(home: Option<&Path>) -> Option<PathBuf> {
    let told = env::var_os("XDG_STATE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    told.or_else(|| Some(home?.join(".local/state")))
}

/// How the network is reached: proxies and certificates.
pub(crate) fn network() -> fetter_client::Network {
    fetter_client::Network::of_variables(|name| env::var_os(name))
}

/// Now, in seconds since 1970, by this machine's clock.
pub(crate) fn now() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

/// A time in seconds since 1970 as RFC 3339 writes it, in UTC; the number, where it is past the year 9999.
pub(crate) fn time(seconds: u64) -> String {
    Timestamp::of_unix_time(seconds).map_or_else(|| seconds.to_string(), |time| time.to_string())
}

/// What reading bounds needs: proxies and certificates, git's own variables, and all variables for `${NAME}` in requirements.
pub(crate) fn of_bounds() -> crate::bound::Reach {
    let git = fetter_client::git::VARIABLES.into_iter();
    crate::bound::Reach {
        network: Some(network()),
        git: git.filter_map(|name| Some((name.into(), env::var_os(name)?))).collect(),
        variables: env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect(),
        record: crate::bound::Record::default(),
    }
}

/// The same for bounds that are files of this machine, and lead to nothing else: no line of one has whoever judges, as root perhaps, ask a network.
pub(crate) fn of_local_bounds() -> crate::bound::Reach {
    crate::bound::Reach { network: None, ..of_bounds() }
}

/// The time that documents of this run bear: `SOURCE_DATE_EPOCH` where it is set (its specification asks tools to fail where it is no
/// number), or now by this machine's clock.
pub(crate) fn time_of_documents() -> Result<Timestamp, UsageError> {
    let Some(set) = env::var_os("SOURCE_DATE_EPOCH").filter(|set| !set.is_empty()) else {
        let now = Timestamp::of_unix_time(now());
        return now.ok_or_else(|| UsageError::new("this machine's clock is past the year 9999"));
    };
    let seconds = set.to_str().and_then(|set| set.parse().ok());
    seconds.and_then(Timestamp::of_unix_time).ok_or_else(|| {
        UsageError::new(
            "SOURCE_DATE_EPOCH must be the seconds since 1970, up to the year 9999: set it so, or unset it",
        )
    })
}

/// Today, by this machine's clock, in UTC.
pub(crate) fn today() -> fetter_core::date::Date {
    fetter_core::date::Date::of_unix_time(now())
}

/// What `uname` says of this machine.
pub(crate) fn host() -> fetter_core::policy::Host {
    let uname = rustix::system::uname();
    let text = |text: &std::ffi::CStr| text.to_str().ok().map(str::to_owned);
    fetter_core::policy::Host { release: text(uname.release()), version: text(uname.version()) }
}
