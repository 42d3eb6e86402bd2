//! A bundle, as a policy to judge by.

use std::sync::Arc;

use fetter_core::check::Policy;
use fetter_core::manifest::{
    Context, Format, Input, Manifest, ManifestProblem, ManifestProblemCode, OpenError, Opened, Place, read,
};
use fetter_core::metadata::credentials::mask_credentials;
use fetter_protocol::{Bundle, BundleFile};

/// What the policy of a bundle is called in messages.
const NAME: &str = "policy.toml";

/// Makes a bundle ready to judge by. Whatever it refers to is in it, or is missing: nothing is opened or fetched. The error says what is
/// wrong with it.
pub fn policy_of(bundle: &Bundle) -> Result<Policy, String> {
    let files = Files(&bundle.files);
    let policy = Policy::read(&bundle.policy, NAME).map_err(|errors| errors.to_string())?;
    policy.load(|source| files.manifest(source)).map_err(|errors| errors.to_string())
}

/// The files of a bundle, all in one directory.
struct Files<'bundle>(&'bundle [BundleFile]);

impl Files<'_> {
    fn find(&self, name: &str) -> Option<&BundleFile> {
        let name = name.strip_prefix("./").unwrap_or(name);
        self.0.iter().find(|file| file.name == name)
    }

    fn manifest(&self, source: &str) -> Manifest {
        if let Some(file) = self.find(source) {
            let name: Arc<str> = file.name.as_str().into();
            return read(&Input { file: &name, bytes: file.text.as_bytes(), context: self });
        }
        let label: Arc<str> = mask_credentials(source).into();
        let mut manifest = Manifest::empty(Format::Unknown, label.clone());
        let place = Place { file: label, line: 0 };
        let why = "it is none of the files of the bundle".to_owned();
        manifest.problems.push(ManifestProblem::new(place, ManifestProblemCode::FileUnreadable, why));
        manifest
    }
}

impl Context for Files<'_> {
    fn open(&self, _: &str, reference: &str) -> Result<Opened, OpenError> {
        let file = self.find(reference).ok_or(OpenError::Missing)?;
        Ok(Opened { file: file.name.as_str().into(), bytes: file.text.clone().into_bytes() })
    }

    fn variable(&self, _: &str, _: &str) -> Option<String> {
        None
    }

    fn file_url(&self, _: &str, _: &str) -> Option<String> {
        None
    }
}
