//! Bounds that were fetched by a URL.

use fetter_client::http::Client;
use fetter_core::manifest::{Context, OpenError, Opened};
use fetter_core::metadata::credentials::mask_credentials;

use super::{Reach, beside, get, is_url};

/// Files beside a file that was fetched.
pub(super) struct RemoteContext<'client> {
    client: &'client Client,
    /// The URL that was typed, with its credentials; files are known by the URL without.
    typed: String,
    reach: &'client Reach,
}

impl<'client> RemoteContext<'client> {
    pub(super) fn new(client: &'client Client, typed: &str, reach: &'client Reach) -> Self {
        Self { client, typed: typed.split(['#', '?']).next().unwrap_or(typed).to_owned(), reach }
    }

    /// The URL that a file calls by a relative path, with the credentials that were typed where it is beside the first file.
    fn resolve(&self, base: &str, reference: &str) -> Option<String> {
        if is_url(reference) {
            return Some(reference.to_owned());
        }
        if reference.contains("://") || reference.starts_with('/') || reference.starts_with('\\') {
            return None;
        }
        let base = if base == mask_credentials(&self.typed) { &self.typed } else { base };
        let base = base.split(['#', '?']).next().unwrap_or(base);
        let path = base.find("://")? + 3;
        let start = base[path..].find('/').map_or(base.len(), |at| path + at);
        let inner = beside(base[start..].strip_prefix('/').unwrap_or_default(), reference)?;
        Some(format!("{}/{inner}", &base[..start]))
    }
}

impl Context for RemoteContext<'_> {
    fn open(&self, base: &str, reference: &str) -> Result<Opened, OpenError> {
        let url = self.resolve(base, reference).ok_or_else(|| {
            OpenError::Failed("a file that was fetched may not refer to files of this machine".to_owned())
        })?;
        let bytes = get(self.client, &url).map_err(OpenError::Failed)?;
        Ok(Opened { file: mask_credentials(&url).into(), bytes })
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.reach.variables.get(name).cloned()
    }

    fn file_url(&self, _: &str, _: &str) -> Option<String> {
        None
    }
}
