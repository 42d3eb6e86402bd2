//! Bounds that came with a server's policy: nothing outside of the bundle is opened, nor asked for.

use std::sync::Arc;

use fetter_core::manifest::{Context, Input, Manifest, OpenError, Opened, read};
use fetter_protocol::BundleFile;

use super::{nothing, unreadable};

/// Reads the bound of that name among the files of a bundle.
pub(crate) fn of_bundle(source: &str, files: &[BundleFile]) -> Manifest {
    let context = BundleContext { files };
    match context.find(source) {
        Some(found) => {
            let file: Arc<str> = found.name.as_str().into();
            read(&Input { file: &file, bytes: found.text.as_bytes(), context: &context })
        }
        None => nothing(
            source,
            unreadable("there is no such file in the bundle: a bound is named by a plain name"),
        ),
    }
}

/// The files of a bundle, by their names.
struct BundleContext<'bundle> {
    files: &'bundle [BundleFile],
}

impl BundleContext<'_> {
    /// They are sorted by name.
    fn find(&self, name: &str) -> Option<&BundleFile> {
        let found = self.files.binary_search_by(|file| file.name.as_str().cmp(name));
        found.ok().and_then(|place| self.files.get(place))
    }
}

impl Context for BundleContext<'_> {
    fn open(&self, _: &str, reference: &str) -> Result<Opened, OpenError> {
        if reference.contains(['/', '\\']) {
            let message = "a file of a bundle may refer to files of the same bundle only, by plain names";
            return Err(OpenError::Failed(message.to_owned()));
        }
        let found = self.find(reference).ok_or(OpenError::Missing)?;
        Ok(Opened { file: found.name.as_str().into(), bytes: found.text.clone().into_bytes() })
    }

    fn own_name(&self, file: &str) -> String {
        file.to_owned()
    }

    /// None: whoever writes policies has no business with this machine's variables.
    fn variable(&self, _: &str, _: &str) -> Option<String> {
        None
    }

    fn file_url(&self, _: &str, _: &str) -> Option<String> {
        None
    }
}
