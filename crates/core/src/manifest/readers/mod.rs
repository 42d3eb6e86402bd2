//! One format a file: bytes in, a manifest out.

mod bounded;
mod companion;
mod conda_environment;
mod conda_lock;
mod conda_spec;
mod lock_graph;
mod locked;
mod mistakes;
mod origin;
mod pdm_lock;
mod pipenv_package;
mod pipfile;
mod pipfile_lock;
mod pixi_lock;
mod poetry_constraint;
mod poetry_lock;
mod pylock;
mod pyproject;
mod reading;
mod requirements_file;
mod script;
mod toml_document;
mod uv_lock;
mod yaml_document;

use super::{Format, Input, Manifest, ManifestProblem, ManifestProblemCode, Place};

/// Reads a file of the format that it is found to be of.
pub(super) fn read(input: &Input<'_>) -> Manifest {
    let context = bounded::Bounded::new(input.context);
    let input = &Input { context: &context, ..*input };
    match Format::detect(&input.context.own_name(input.file), input.bytes) {
        Format::Requirements => requirements_file::read(input),
        Format::Pyproject => pyproject::read(input),
        Format::Pylock => pylock::read(input),
        Format::UvLock => uv_lock::read(input),
        Format::PoetryLock => poetry_lock::read(input),
        Format::PdmLock => pdm_lock::read(input),
        Format::Pipfile => pipfile::read(input),
        Format::PipfileLock => pipfile_lock::read(input),
        Format::PixiLock => pixi_lock::read(input),
        Format::CondaLock => conda_lock::read(input),
        Format::CondaEnvironment => conda_environment::read(input),
        Format::Script => script::read(input),
        Format::Unknown => unknown(input),
    }
}

fn unknown(input: &Input<'_>) -> Manifest {
    let mut manifest = Manifest::empty(Format::Unknown, input.file.clone());
    let message = "this is no requirements, lock or project file that fetter knows; name it as its tool does";
    let place = Place { file: input.file.clone(), line: 0 };
    manifest.problems.push(ManifestProblem::new(place, ManifestProblemCode::FormatUnknown, message));
    manifest
}
