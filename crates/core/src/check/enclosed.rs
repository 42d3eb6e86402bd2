//! A policy that comes with all that it refers to.

use std::sync::Arc;

use super::{Policy, PolicyErrors};
use crate::manifest::{
    Context, Format, Input, Manifest, ManifestProblem, ManifestProblemCode, OpenError, Opened, Place, read,
};
use crate::metadata::credentials::mask_credentials;

/// A file that lies beside a policy, by its plain name.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'file> {
    /// Its name.
    pub name: &'file str,
    /// What is in it.
    pub text: &'file str,
}

impl Policy {
    /// Makes a policy ready to judge by whose bounds are these files. Nothing else is opened or fetched, and no variable is known: whatever a
    /// bound refers to is one of them too, or missing.
    pub fn enclosed(text: &str, name: &str, files: &[Beside<'_>]) -> Result<Self, PolicyErrors> {
        let files = Files(files);
        Self::read(text, name)?.load(|source| files.manifest(source))
    }
}

/// Files in one directory that has no other.
struct Files<'files>(&'files [Beside<'files>]);

impl Files<'_> {
    fn find(&self, name: &str) -> Option<&Beside<'_>> {
        let name = name.strip_prefix("./").unwrap_or(name);
        self.0.iter().find(|file| file.name == name)
    }

    fn manifest(&self, source: &str) -> Manifest {
        if let Some(file) = self.find(source) {
            let name: Arc<str> = file.name.into();
            return read(&Input { file: &name, bytes: file.text.as_bytes(), context: self });
        }
        let label: Arc<str> = mask_credentials(source).into();
        let mut manifest = Manifest::empty(Format::Unknown, label.clone());
        let why = "it does not come with the policy: a bound is named by the plain name of a file that does";
        let place = Place { file: label, line: 0 };
        let code = ManifestProblemCode::FileUnreadable;
        manifest.problems.push(ManifestProblem::new(place, code, why.to_owned()));
        manifest
    }
}

impl Context for Files<'_> {
    fn open(&self, _: &str, reference: &str) -> Result<Opened, OpenError> {
        let plain = reference.strip_prefix("./").unwrap_or(reference);
        if plain.contains(['/', '\\']) {
            let why = "a file that comes with a policy may refer to others that do, and to nothing else";
            return Err(OpenError::Failed(why.to_owned()));
        }
        let file = self.find(reference).ok_or(OpenError::Missing)?;
        Ok(Opened { file: file.name.into(), bytes: file.text.as_bytes().to_vec() })
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

#[cfg(test)]
mod tests {
    use super::*;

    fn said(bound: &str, text: &str) -> Result<Policy, String> {
        let policy = format!("schema = \"policy-1\"\n[[allow]]\nbounds = [\"{bound}\"]\n");
        let files = [Beside { name: "allowed.txt", text }, Beside { name: "more.txt", text: "idna==3.7\n" }];
        Policy::enclosed(&policy, "policy.toml", &files).map_err(|errors| errors.to_string())
    }

    #[test]
    fn bounds_are_files_that_come_with_it_and_nothing_else() {
        assert!(said("allowed.txt", "-r more.txt\n").is_ok_and(|policy| policy.bound_problems().is_empty()));
        for elsewhere in ["/etc/passwd", "../allowed.txt", "https://host.example/x", "missing.txt"] {
            let error = said(elsewhere, "").expect_err(elsewhere);
            assert!(error.contains("does not come with the policy"), "{error}");
            let referring = said("allowed.txt", &format!("-r {elsewhere}\n"));
            assert!(referring.is_err() || referring.is_ok_and(|policy| !policy.bound_problems().is_empty()));
        }
    }
}
