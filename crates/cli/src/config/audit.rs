//! What `fetter.toml` says of audits and of the database.

use std::path::{Path, PathBuf};

use anyhow::Context;
use fetter_core::audit::{AuditCode, Exception};
use fetter_core::date::Date;
use fetter_core::requirement::PackageName;
use serde::Deserialize;

use crate::arguments::{ConfidenceArgument, SourceArgument};

/// `[audit]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct AuditConfig {
    pub(crate) source: Option<SourceArgument>,
    pub(crate) offline: Option<bool>,
    pub(crate) api: Option<String>,
    pub(crate) confidence: Option<ConfidenceArgument>,
    pub(crate) trusted_origin: Vec<String>,
    disable: Vec<String>,
    /// VEX documents, absolute or relative to the file.
    pub(crate) vex: Vec<PathBuf>,
    ignore: Vec<IgnoreConfig>,
}

/// `[[audit.ignore]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct IgnoreConfig {
    id: String,
    package: Option<String>,
    /// A directory, absolute or relative to the file.
    scope: Option<PathBuf>,
    reason: String,
    until: Day,
}

/// A day, as text or as TOML's own.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Day {
    Text(String),
    Toml(toml::value::Datetime),
}

/// `[database]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct DatabaseConfig {
    /// Absolute or relative to the file.
    pub(crate) directory: Option<PathBuf>,
    pub(crate) max_age: Option<u32>,
    pub(crate) from: Option<String>,
    pub(crate) kev: Option<String>,
    pub(crate) epss: Option<String>,
    pub(crate) popular: Option<String>,
}

impl AuditConfig {
    /// Takes relative paths for those of a directory.
    pub(super) fn anchor(&mut self, directory: &Path) {
        let scopes = self.ignore.iter_mut().filter_map(|ignore| ignore.scope.as_mut());
        for path in scopes.chain(&mut self.vex) {
            *path = directory.join(&*path);
        }
    }

    /// The first key that says whom to ask, or that malware is not to be said.
    pub(super) fn key_of_trust(&self) -> Option<&'static str> {
        let without_malware = self.disable.iter().any(|code| code == AuditCode::Malicious.as_str());
        let keys = [("audit.api", self.api.is_some()), ("audit.disable of malicious", without_malware)];
        keys.into_iter().find(|(_, is_there)| *is_there).map(|(key, _)| key)
    }

    /// The kinds of findings that are switched off.
    pub(crate) fn disabled(&self) -> anyhow::Result<Vec<AuditCode>> {
        let code = |text: &String| {
            let found = AuditCode::of_word(text).filter(|code| code.is_optional());
            found.with_context(|| {
                format!("audit.disable: {text:?} is no kind of finding that can be switched off")
            })
        };
        self.disable.iter().map(code).collect()
    }

    /// The exceptions.
    pub(crate) fn exceptions(&self) -> anyhow::Result<Vec<Exception>> {
        self.ignore.iter().map(IgnoreConfig::exception).collect()
    }
}

impl IgnoreConfig {
    fn exception(&self) -> anyhow::Result<Exception> {
        let written = match &self.until {
            Day::Text(text) => text.clone(),
            Day::Toml(date) => date.to_string(),
        };
        let until: Date =
            written.parse().with_context(|| format!("audit.ignore: until of {}: {written:?}", self.id))?;
        let exception = Exception {
            id: self.id.clone(),
            package: self.package.as_deref().map(PackageName::new),
            scope: self.scope.clone(),
            reason: self.reason.clone(),
            until,
        };
        exception.validate().context("audit.ignore")?;
        Ok(exception)
    }
}

impl DatabaseConfig {
    /// The first key that says something.
    pub(super) fn first_key(&self) -> Option<&'static str> {
        let keys = [
            ("database.directory", self.directory.is_some()),
            ("database.max-age", self.max_age.is_some()),
            ("database.from", self.from.is_some()),
            ("database.kev", self.kev.is_some()),
            ("database.epss", self.epss.is_some()),
            ("database.popular", self.popular.is_some()),
        ];
        keys.into_iter().find(|(_, is_there)| *is_there).map(|(key, _)| key)
    }

    /// Takes relative paths for those of a directory.
    pub(super) fn anchor(&mut self, directory: &Path) {
        let sources = [&mut self.from, &mut self.kev, &mut self.epss, &mut self.popular];
        for source in
            sources.into_iter().flatten().filter(|source| !source.contains("://") && *source != "none")
        {
            *source = directory.join(&*source).display().to_string();
        }
        if let Some(path) = &mut self.directory {
            *path = directory.join(&*path);
        }
    }
}
