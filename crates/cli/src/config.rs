//! Defaults from `fetter.toml`.

mod audit;

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use fetter_core::inventory::file::Disk;
use fetter_core::report::Column;
use serde::Deserialize;

pub(crate) use self::audit::{AuditConfig, DatabaseConfig};
use crate::arguments::{Color, Global};

/// How large a configuration file may be, in bytes.
const LIMIT: usize = 1024 * 1024;
const FILE_NAME: &str = "fetter.toml";

/// What the file may say. Every key is optional; an unknown one is an error.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Config {
    /// Further directories to search, absolute or relative to the file.
    #[serde(default)]
    path: Vec<PathBuf>,
    all_users: Option<bool>,
    user_site: Option<bool>,
    exhaustive: Option<bool>,
    threads: Option<u16>,
    cache_directory: Option<PathBuf>,
    color: Option<ConfigColor>,
    #[serde(default)]
    columns: Vec<String>,
    /// How audits are done.
    #[serde(default)]
    pub(crate) audit: AuditConfig,
    /// What is kept on this machine of what is known.
    #[serde(default)]
    pub(crate) database: DatabaseConfig,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ConfigColor {
    Auto,
    Always,
    Never,
}

/// A configuration, and what a person should know of how it was found.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    pub(crate) config: Config,
    /// The file that was read.
    pub(crate) file: Option<PathBuf>,
    /// A file that was left unread, and why.
    pub(crate) ignored: Option<String>,
}

/// Loads the configuration: the file that was named, or else `./fetter.toml`, the user's (in the directory `users`), the
/// system's.
pub(crate) fn load(
    named: Option<&Path>,
    directory: &Path,
    users: Option<&Path>,
    user: u32,
) -> anyhow::Result<Loaded> {
    if let Some(named) = named {
        let file = directory.join(named);
        return Ok(Loaded { config: read(&file)?, file: Some(file), ignored: None });
    }
    let local = directory.join(FILE_NAME);
    let mut ignored = None;
    if exists(&local) {
        match distrust(&local, user) {
            None => {
                let config = read(&local)?;
                let context = || format!("could not read the configuration {}", local.display());
                config.see_that_it_names_no_source().with_context(context)?;
                return Ok(Loaded { config, file: Some(local), ignored });
            }
            Some(reason) => ignored = Some(format!("{} was not read: {reason}", local.display())),
        }
    }
    let users = users.map(|directory| directory.join("fetter").join(FILE_NAME));
    let system = PathBuf::from("/etc/fetter").join(FILE_NAME);
    match users.into_iter().chain([system]).find(|file| exists(file)) {
        Some(file) => Ok(Loaded { config: read(&file)?, file: Some(file), ignored }),
        None => Ok(Loaded { ignored, ..Loaded::default() }),
    }
}

fn exists(file: &Path) -> bool {
    Disk::here().is_file(file)
}

/// Why a file in the working directory is not trusted: whoever could write it could make a search blind.
fn distrust(file: &Path, user: u32) -> Option<String> {
    // A link is as little trusted as a file: relative paths are taken from where it lies.
    let both = std::fs::symlink_metadata(file).and_then(|link| Ok((link, std::fs::metadata(file)?)));
    let (link, status) = match both {
        Ok(both) => both,
        Err(error) => return Some(error.to_string()),
    };
    if link.uid() != user && link.uid() != 0 {
        Some(format!("user {} has put it there; name it with --config to use it", link.uid()))
    } else if status.uid() != user && status.uid() != 0 {
        Some(format!("it belongs to user {}; name it with --config to use it", status.uid()))
    } else if status.mode() & 0o002 != 0 {
        Some("everybody may write to it; name it with --config to use it".to_owned())
    } else {
        None
    }
}

fn read(file: &Path) -> anyhow::Result<Config> {
    let context = || format!("could not read the configuration {}", file.display());
    let read = Disk::here().read(file, LIMIT).with_context(context)?;
    if !read.whole {
        bail!("{}: it is larger than {LIMIT} bytes", context());
    }
    let text = String::from_utf8(read.bytes).with_context(context)?;
    let mut config: Config = toml::from_str(&text).with_context(context)?;
    let directory = file.parent().unwrap_or(Path::new("/"));
    for path in config.path.iter_mut().chain(&mut config.cache_directory) {
        *path = directory.join(&*path);
    }
    config.audit.anchor(directory);
    config.database.anchor(directory);
    config.audit.exceptions().with_context(context)?;
    config.audit.disabled().with_context(context)?;
    Ok(config)
}

impl Config {
    /// A file that came with a project says what is borne there, but not whom to ask: it could make an audit blind, or have the names of
    /// all that is installed sent to somebody.
    fn see_that_it_names_no_source(&self) -> anyhow::Result<()> {
        match self.audit.key_of_trust().or(self.database.first_key()) {
            None => Ok(()),
            Some(key) => bail!(
                "{key} is not taken from a file in the working directory: write it into your own configuration, or name this file with --config"
            ),
        }
    }

    /// Fills what the command line left open.
    pub(crate) fn fill(&self, global: &mut Global) {
        global.path.extend(self.path.iter().cloned());
        global.all_users |= self.all_users == Some(true) && !global.no_all_users;
        global.no_all_users |= self.all_users == Some(false) && !global.all_users;
        global.user_site |= self.user_site == Some(true);
        global.exhaustive |= self.exhaustive == Some(true);
        global.threads = global.threads.or(self.threads);
        if global.cache_directory.is_none() {
            global.cache_directory.clone_from(&self.cache_directory);
        }
        if global.color == Color::Auto {
            global.color = match self.color {
                None | Some(ConfigColor::Auto) => Color::Auto,
                Some(ConfigColor::Always) => Color::Always,
                Some(ConfigColor::Never) => Color::Never,
            };
        }
    }

    /// The columns that a table shows by default.
    pub(crate) fn columns(&self) -> anyhow::Result<Vec<Column>> {
        let parse = |name: &String| {
            name.parse().map_err(|error: String| anyhow::anyhow!("columns: {name:?}: {error}"))
        };
        self.columns.iter().map(parse).collect()
    }
}
