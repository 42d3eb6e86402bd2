//! What the process is surrounded by: the one place that reads environment variables.

use std::env;
use std::path::PathBuf;

use fetter_core::inventory::discover::{Surroundings, home_of};

/// Variables that tell a tool where to keep environments or interpreters.
const TOOL_DIRECTORIES: [&str; 12] = [
    "WORKON_HOME", "PIPX_HOME", "PYENV_ROOT", "UV_TOOL_DIR", "UV_PYTHON_INSTALL_DIR", "POETRY_VIRTUALENVS_PATH",
    "PRE_COMMIT_HOME", "HATCH_DATA_DIR", "MAMBA_ROOT_PREFIX", "ASDF_DATA_DIR", "MISE_DATA_DIR", "VIRTUAL_ENV",
];

/// The surroundings of this process.
#[must_use]
pub fn of_process() -> Surroundings {
    let user = rustix::process::geteuid().as_raw();
    let absolute = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let path = env::var_os("PATH").unwrap_or_default();
    Surroundings {
        home: absolute("HOME").or_else(|| home_of(user)),
        directory: env::current_dir().unwrap_or_else(|_| PathBuf::from("/")),
        path: env::split_paths(&path).filter(|directory| directory.is_absolute()).collect(),
        user,
        user_base: absolute("PYTHONUSERBASE"),
        pyenv_version: env::var("PYENV_VERSION").ok().filter(|version| !version.is_empty()),
        tool_directories: TOOL_DIRECTORIES.into_iter().filter_map(absolute).collect(),
    }
}
