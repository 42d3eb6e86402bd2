//! Derived requirements, as files that pip and other tools read.

use std::io::{self, Write};

use super::escape::is_unsafe;
use super::escape_path;
use crate::manifest::{self, Input, NoContext};
use crate::metadata::credentials::{MASK, without_masked_user};
use crate::metadata::direct_url::Origin;
use crate::metadata::file_url;
use crate::policy::{Derived, DerivedPackage};

/// Writes a requirements file: one line for each package, and before it a comment on where it was found.
pub fn write_requirements(derived: &Derived, out: &mut dyn Write) -> io::Result<()> {
    let noun = if derived.environments == 1 { "environment" } else { "environments" };
    writeln!(
        out,
        "# What is installed in {} {noun}, by fetter derive -a {}",
        derived.environments,
        derived.anchor.as_str()
    )?;
    // Only the first two lines may say a file's encoding (PEP 263), and a path may look as if it did.
    writeln!(out)?;
    for package in &derived.packages {
        for site in &package.sites {
            writeln!(out, "# {}", escape_path(site))?;
        }
        if package.versions.len() > 1 {
            let versions: Vec<_> = package.versions.iter().map(|version| super::escape(version)).collect();
            writeln!(out, "# installed: {}", versions.join(", "))?;
        }
        if package.any_origin {
            // An index may have something else under that name.
            for origin in &package.origins {
                writeln!(out, "# from: {}", super::escape(origin))?;
            }
        }
        writeln!(out, "{}", package.requirement())?;
    }
    Ok(())
}

/// Why no `pylock.toml` can say what was derived.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PylockError {
    /// It is about one environment.
    #[error("a pylock.toml is of one environment, and {0} were looked at; name one with -e")]
    Environments(usize),
    /// It has one version of each package.
    #[error("a pylock.toml has one version of each package, and of {name} there are {}", versions.join(", "))]
    Versions {
        /// The package.
        name: String,
        /// Its versions.
        versions: Vec<String>,
    },
    /// Something about a package cannot be said in it.
    #[error("a pylock.toml cannot say {what}; derive a requirements file")]
    Unsayable {
        /// What, and of which package.
        what: String,
    },
}

/// Writes a `pylock.toml` (PEP 751). Hashes stand where the origin of a package recorded some; of what came from an index, the
/// archive is not known.
pub fn write_pylock(derived: &Derived) -> Result<Vec<u8>, PylockError> {
    if derived.environments != 1 {
        return Err(PylockError::Environments(derived.environments));
    }
    let mut text = String::from("lock-version = \"1.0\"\ncreated-by = \"fetter\"\n");
    for package in &derived.packages {
        if package.versions.len() > 1 {
            let (name, versions) = (package.name.to_string(), package.versions.clone());
            return Err(PylockError::Versions { name, versions });
        }
        if let Some(why) = unsayable(package) {
            let what = super::escape(&format!("of {} {why}", package.name)).into_owned();
            return Err(PylockError::Unsayable { what });
        }
        text.push_str("\n[[packages]]\n");
        text.push_str(&format_package(package));
    }
    read_back(&text)?;
    Ok(text.into_bytes())
}

/// What is known of a package and has no place in the file.
fn unsayable(package: &DerivedPackage) -> Option<String> {
    let sites: Vec<_> = package.sites.iter().map(|site| site.display().to_string()).collect();
    match &package.origin {
        Some(origin) if without_masked_user(origin.url()).contains(MASK) => {
            Some("from which URL it came, because that holds a secret, which is not kept".to_owned())
        }
        // There is one environment, and it does not have it.
        _ if package.optional => Some(format!("that it need not be there, in {} only", sites.join(", "))),
        None if package.any_origin => Some("that it came from several places".to_owned()),
        Some(Origin::Archive { hashes, .. }) if hashes.is_empty() => {
            Some("from which archive it came without a hash, and none is recorded".to_owned())
        }
        Some(Origin::Vcs { commit: None, .. }) => {
            Some("from which repository it came without a commit, and none is recorded".to_owned())
        }
        Some(Origin::Directory { url, .. })
            if file_url::path_of(url).is_none_or(|path| path.to_str().is_none()) =>
        {
            Some("from which directory it came, whose path is no text".to_owned())
        }
        _ => None,
    }
}

/// Names and versions that are none have no place in the file either.
fn read_back(text: &str) -> Result<(), PylockError> {
    let input = Input { file: &"pylock.toml".into(), bytes: text.as_bytes(), context: &NoContext };
    match manifest::read(&input).problems.into_iter().next() {
        Some(problem) => Err(PylockError::Unsayable { what: problem.message }),
        None => Ok(()),
    }
}

fn format_package(package: &DerivedPackage) -> String {
    let mut lines = vec![format!("name = {}", quoted(package.name.normalized()))];
    let version = package.versions.first().filter(|version| !version.is_empty());
    lines.extend(version.map(|version| format!("version = {}", quoted(version))));
    let origin = package.origin.as_ref();
    lines.extend(origin.map(format_origin).unwrap_or_default());
    lines.push(String::new());
    lines.join("\n")
}

fn format_origin(origin: &Origin) -> Vec<String> {
    let pair =
        |key: &str, value: &Option<String>| value.as_ref().map(|value| format!("{key} = {}", quoted(value)));
    let url = &without_masked_user(origin.url());
    match origin {
        Origin::Archive { hashes, subdirectory, .. } => {
            let hashes: Vec<String> = hashes
                .iter()
                .map(|(name, digest)| format!("{} = {}", quoted(name), quoted(digest)))
                .collect();
            let mut lines = vec!["[packages.archive]".to_owned(), format!("url = {}", quoted(url))];
            lines.extend(pair("subdirectory", subdirectory));
            lines.push(format!("hashes = {{ {} }}", hashes.join(", ")).replace("{  }", "{}"));
            lines
        }
        Origin::Vcs { vcs, requested_revision, commit, subdirectory, .. } => {
            let mut lines = vec![
                "[packages.vcs]".to_owned(),
                format!("type = {}", quoted(vcs)),
                format!("url = {}", quoted(url)),
            ];
            lines.extend(pair("requested-revision", requested_revision));
            lines.extend(pair("commit-id", commit));
            lines.extend(pair("subdirectory", subdirectory));
            lines
        }
        Origin::Directory { url, editable, subdirectory } => {
            let path = file_url::path_of(url)
                .map_or_else(|| url.clone(), |path| path.to_string_lossy().into_owned());
            let mut lines = vec![
                "[packages.directory]".to_owned(),
                format!("path = {}", quoted(&path)),
                format!("editable = {editable}"),
            ];
            lines.extend(pair("subdirectory", subdirectory));
            lines
        }
    }
}

/// A basic string of TOML. JSON's escapes are TOML's too; what acts on a terminal, or cannot be seen, is escaped besides.
fn quoted(text: &str) -> String {
    let json = serde_json::Value::String(text.to_owned()).to_string();
    let escaped = |character: char| {
        if is_unsafe(character) { format!("\\U{:08X}", u32::from(character)) } else { character.to_string() }
    };
    json.chars().map(escaped).collect()
}
