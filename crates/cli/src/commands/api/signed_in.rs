//! Who is signed in at a server, as it is kept for this user alone.

use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use fetter_agent::run::PrivateFile;
use serde::{Deserialize, Serialize};

use crate::commands::session::Session;
use crate::surroundings;

/// How large the file may be, in bytes.
const LIMIT: usize = 16 << 10;

/// A server, and the token of a session there.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::commands) struct SignedIn {
    pub(in crate::commands) server: String,
    /// The fingerprint of its certificate, where it was named.
    pub(in crate::commands) fingerprint: Option<String>,
    pub(in crate::commands) token: String,
    /// Until when, in seconds since 1970.
    pub(in crate::commands) expires: u64,
}

impl SignedIn {
    /// Whoever signed in last.
    pub(in crate::commands) fn load(session: &Session) -> anyhow::Result<Self> {
        let signed_in = Self::read(session)?;
        if signed_in.is_over() {
            bail!("the session at {} is over: `fetter server sign-in` begins another", signed_in.server);
        }
        Ok(signed_in)
    }

    /// Whether it is over by this machine's clock.
    pub(in crate::commands) fn is_over(&self) -> bool {
        self.expires <= surroundings::now()
    }

    /// Whoever signed in last, whether or not that is over.
    pub(in crate::commands) fn read(session: &Session) -> anyhow::Result<Self> {
        let none = "nobody is signed in at a server: `fetter server sign-in` does that";
        let Some(bytes) = PrivateFile::new(file(session)?).read(LIMIT).context(none)? else { bail!(none) };
        serde_json::from_slice(&bytes).context(none)
    }

    /// Forgets whoever signed in.
    pub(in crate::commands) fn forget(session: &Session) -> anyhow::Result<()> {
        let file = file(session)?;
        std::fs::remove_file(&file).with_context(|| format!("could not remove {}", file.display()))
    }

    pub(in crate::commands) fn keep(&self, session: &Session) -> anyhow::Result<()> {
        let file = file(session)?;
        let directory = file.parent().unwrap_or(Path::new("/"));
        let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(directory);
        made.with_context(|| format!("could not make {}", directory.display()))?;
        Ok(PrivateFile::new(file).write(&serde_json::to_vec(self)?)?)
    }
}

fn file(session: &Session) -> anyhow::Result<PathBuf> {
    let state =
        surroundings::of_state(session.home()).context("there is no home directory to keep a session in")?;
    Ok(state.join("fetter/signed-in/session.json"))
}
