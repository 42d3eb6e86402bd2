//! What made an environment, by its layout and by where it lies.

use std::path::Path;

use crate::inventory::Creator;
use crate::inventory::discover::library::Library;
use crate::inventory::discover::probe::Prefix;
use crate::metadata::venv_config::{VenvConfig, VenvCreator};

pub(super) fn is_framework(prefix: &Path) -> bool {
    prefix.components().any(|part| {
        matches!(
            part.as_os_str().as_encoded_bytes(),
            b"Python.framework" | b"Python3.framework" | b"PythonT.framework"
        )
    })
}

pub(super) fn venv_creator(config: &VenvConfig, old_virtualenv: bool) -> Creator {
    match config.creator {
        VenvCreator::Uv => Creator::Uv,
        VenvCreator::Virtualenv => Creator::Virtualenv,
        VenvCreator::Venv if old_virtualenv => Creator::Virtualenv,
        VenvCreator::Venv => Creator::Venv,
    }
}

/// What made an installation, by its layout and by where it lies.
pub(super) fn installation_creator(prefix: &Prefix, library: &Library) -> Creator {
    let parts: Vec<&[u8]> =
        prefix.path.components().map(|part| part.as_os_str().as_encoded_bytes()).collect();
    let lies_in = |names: &[&[u8]]| parts.windows(names.len()).any(|window| window == names);
    if prefix.conda {
        Creator::Conda
    } else if prefix.windows {
        Creator::Windows
    } else if lies_in(&[b"Cellar"]) || lies_in(&[b"homebrew"]) {
        Creator::Homebrew
    } else if is_framework(&prefix.path) {
        Creator::Framework
    } else if lies_in(&[b".pyenv", b"versions"]) || lies_in(&[b"pyenv", b"versions"]) {
        Creator::Pyenv
    } else if lies_in(&[b"uv", b"python"]) {
        Creator::Uv
    } else if lies_in(&[b"mise", b"installs", b"python"]) {
        Creator::Mise
    } else if lies_in(&[b".asdf", b"installs", b"python"]) {
        Creator::Asdf
    } else if library.debian {
        Creator::Debian
    } else {
        Creator::Unknown
    }
}
