//! Files that are handed in together, as those of a server's bundle are: nothing outside of them is opened, nor asked for.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{
    Context, Format, Input, Manifest, ManifestProblem, ManifestProblemCode, OpenError, Opened, Place, read,
};
use crate::metadata::credentials::mask_credentials;

/// Reads the file of that name among some, by name. A name that none has gives a manifest with that problem.
#[must_use]
pub fn read_together(source: &str, files: &BTreeMap<&str, &str>) -> Manifest {
    if let Some((name, text)) = files.get_key_value(source) {
        let file: Arc<str> = (*name).into();
        return read(&Input { file: &file, bytes: text.as_bytes(), context: &Together { files } });
    }
    let label: Arc<str> = mask_credentials(source).into();
    let mut manifest = Manifest::empty(Format::Unknown, label.clone());
    let why = "there is no such file in the bundle: a bound is named by a plain name".to_owned();
    let place = Place { file: label, line: 0 };
    manifest.problems.push(ManifestProblem::new(place, ManifestProblemCode::FileUnreadable, why));
    manifest
}

struct Together<'files> {
    files: &'files BTreeMap<&'files str, &'files str>,
}

impl Context for Together<'_> {
    fn open(&self, _: &str, reference: &str) -> Result<Opened, OpenError> {
        if reference.contains(['/', '\\']) {
            let message = "a file of a bundle may refer to files of the same bundle only, by plain names";
            return Err(OpenError::Failed(message.to_owned()));
        }
        let (name, text) = self.files.get_key_value(reference).ok_or(OpenError::Missing)?;
        Ok(Opened { file: (*name).into(), bytes: text.as_bytes().to_vec() })
    }

    fn own_name(&self, file: &str) -> String {
        file.to_owned()
    }

    /// None: whoever writes policies has no business with a machine's variables.
    fn variable(&self, _: &str, _: &str) -> Option<String> {
        None
    }

    fn file_url(&self, _: &str, _: &str) -> Option<String> {
        None
    }
}
