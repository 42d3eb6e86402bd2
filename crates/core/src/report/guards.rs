//! Which environments have their starts checked: the report of `site-status`.

use std::borrow::Cow;
use std::path::PathBuf;

use super::escape::{escape_owned, escape_path};
use super::{Row, Rowable, Tableable};
use crate::guard::{Damage, Status};

/// The guard of one environment's site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guarded {
    /// The environment's prefix.
    pub environment: PathBuf,
    /// Its own site; `None` where it has none, and can have no guard.
    pub site: Option<PathBuf>,
    /// What guard it has, or why nobody knows.
    pub status: Result<Status, String>,
}

impl Guarded {
    /// `absent`, `installed`, `damaged`, `impossible` or `unknown`.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self.status {
            _ if self.site.is_none() => "impossible",
            Ok(Status::Absent) => "absent",
            Ok(Status::Installed { .. }) => "installed",
            Ok(Status::Damaged { .. }) => "damaged",
            Err(_) => "unknown",
        }
    }

    /// What is checked against, or what is wrong.
    #[must_use]
    pub fn details(&self) -> String {
        let damage = |damage: &Damage| match damage {
            Damage::Missing(path) => format!("{} is missing", path.display()),
            Damage::Foreign(path) => format!("{} is not as fetter wrote it", path.display()),
            Damage::Unusable(path, why) => format!("{} cannot be used: {why}", path.display()),
        };
        match &self.status {
            Ok(Status::Absent) => String::new(),
            Ok(Status::Installed { data, .. }) => {
                let bounds: Vec<String> =
                    data.bounds.iter().map(|bound| bound.display().to_string()).collect();
                bounds.join(", ")
            }
            Ok(Status::Damaged { what, .. }) => what.iter().map(damage).collect::<Vec<_>>().join("; "),
            Err(why) => why.clone(),
        }
    }

    /// `warn` or `exit`, if it is known.
    #[must_use]
    pub fn mode(&self) -> &'static str {
        match &self.status {
            Ok(Status::Installed { mode, .. } | Status::Damaged { mode: Some(mode), .. }) => mode.as_str(),
            _ => "",
        }
    }
}

/// A table of guards.
#[derive(Clone, Debug)]
pub struct GuardReport {
    records: Vec<Guarded>,
}

impl GuardReport {
    /// A report of these.
    #[must_use]
    pub const fn new(records: Vec<Guarded>) -> Self {
        Self { records }
    }
}

impl Rowable for Guarded {
    type Column = ();

    fn rows(&self, _: &[()]) -> Vec<Row<'_>> {
        vec![vec![
            escape_path(&self.environment),
            self.site.as_deref().map(escape_path).unwrap_or_default(),
            Cow::Borrowed(self.word()),
            Cow::Borrowed(self.mode()),
            escape_owned(self.details()).into(),
        ]]
    }
}

impl Tableable for GuardReport {
    type Record = Guarded;

    fn columns(&self) -> &[()] {
        &[]
    }

    fn header(&self) -> Vec<&'static str> {
        vec!["Environment", "Site", "Guard", "Mode", "Details"]
    }

    fn records(&self) -> &[Guarded] {
        &self.records
    }
}
