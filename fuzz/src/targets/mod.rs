//! What can be fuzzed, by name: one file of `fuzz/corpus` each.

use fetter_core::manifest::Format;

use crate::manifest;

mod advisory_index;
mod bytecode;
mod conda_files;
mod conda_meta;
mod direct_url;
mod egg_archive;
mod embedded_sbom;
mod fanotify_events;
mod feeds;
mod file_name;
mod findings;
mod guard_data;
mod marker;
mod metadata;
mod openvex;
mod osv_record;
mod path_file;
mod pkg_info;
mod plan;
mod policy;
mod popular_names;
mod protocol_messages;
mod quarantine;
mod record;
mod requirement;
mod specifier;
mod startup;
mod venv_config;
mod version;

/// Takes any bytes, and panics where something does not hold.
pub type Target = fn(&[u8]);

/// Every target, by its name.
pub const ALL: &[(&str, Target)] = &[
    ("advisory_index", advisory_index::run),
    ("bytecode", bytecode::run),
    ("conda_files", conda_files::run),
    ("conda_meta", conda_meta::run),
    ("direct_url", direct_url::run),
    ("egg_archive", egg_archive::run),
    ("embedded_sbom", embedded_sbom::run),
    ("fanotify_events", fanotify_events::run),
    ("feeds", feeds::run),
    ("file_name", file_name::run),
    ("findings", findings::run),
    ("guard_data", guard_data::run),
    ("marker", marker::run),
    ("metadata", metadata::run),
    ("openvex", openvex::run),
    ("osv_record", osv_record::run),
    ("path_file", path_file::run),
    ("pkg_info", pkg_info::run),
    ("plan", plan::run),
    ("policy", policy::run),
    ("popular_names", popular_names::run),
    ("protocol_messages", protocol_messages::run),
    ("quarantine", quarantine::run),
    ("record", record::run),
    ("requirement", requirement::run),
    ("specifier", specifier::run),
    ("startup", startup::run),
    ("venv_config", venv_config::run),
    ("version", version::run),
    ("conda_environment", |bytes| manifest::check("environment.yml", Format::CondaEnvironment, bytes)),
    ("conda_lock", |bytes| manifest::check("conda-lock.yml", Format::CondaLock, bytes)),
    ("pdm_lock", |bytes| manifest::check("pdm.lock", Format::PdmLock, bytes)),
    ("pipfile", |bytes| manifest::check("Pipfile", Format::Pipfile, bytes)),
    ("pipfile_lock", |bytes| manifest::check("Pipfile.lock", Format::PipfileLock, bytes)),
    ("pixi_lock", |bytes| manifest::check("pixi.lock", Format::PixiLock, bytes)),
    ("poetry_lock", |bytes| manifest::check("poetry.lock", Format::PoetryLock, bytes)),
    ("pylock", |bytes| manifest::check("pylock.toml", Format::Pylock, bytes)),
    ("pyproject", |bytes| manifest::check("pyproject.toml", Format::Pyproject, bytes)),
    ("requirements_file", |bytes| manifest::check("requirements.txt", Format::Requirements, bytes)),
    ("script", |bytes| manifest::check("script.py", Format::Script, bytes)),
    ("uv_lock", |bytes| manifest::check("uv.lock", Format::UvLock, bytes)),
];

/// The target of that name.
///
/// # Panics
///
/// Where there is none: with the names that there are.
#[must_use]
pub fn named(name: &str) -> Target {
    let found = ALL.iter().find(|(one, _)| *one == name);
    let names = || ALL.iter().map(|(one, _)| *one).collect::<Vec<_>>().join(", ");
    found.unwrap_or_else(|| panic!("FUZZ_TARGET={name:?} is no target; there are {}", names())).1
}
