//! Which installed packages findings of other commands are about.

use std::path::PathBuf;

use super::audit::{AUDIT_VERSION, AuditDocument};
use super::document::{DocumentError, Envelope, read};
use super::path::{WirePath, domain};
use super::validation::{VALIDATION_VERSION, ValidationDocument};
use super::verify::{VERIFY_VERSION, VerifyDocument};
use crate::metadata::credentials::mask_credentials;
use crate::requirement::PackageName;

const EXPECTED: &str = "what `validate json` (\"fetter-validation\"), `audit json` (\"fetter-audit\") or `verify json` (\"fetter-verify\") wrote, version 1 of each,";

/// An installed package that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Accused {
    /// The package's normalised name.
    pub name: String,
    /// The version, as its metadata writes it.
    pub version: Option<String>,
    /// The sites that hold it.
    pub sites: Vec<PathBuf>,
    /// Where the finding is one of these environments only: their prefixes. What is true of the package itself names none.
    pub environments: Vec<PathBuf>,
    /// The code of the finding, and what it says.
    pub reason: String,
}

/// What findings say of installed packages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accusations {
    /// The packages, in the order of the findings; one may come several times.
    pub accused: Vec<Accused>,
    /// How many findings are about no installed package, or are no reason to remove one.
    pub passed_over: usize,
    /// Whether what is said of the packages may be wrong, because a bound or the machine could not be wholly read.
    pub is_uncertain: bool,
}

impl Accusations {
    /// Reads a document that `validate`, `audit` or `verify` wrote, and refuses any other. What a decision suppresses is no finding.
    pub fn read(bytes: &[u8]) -> Result<Self, DocumentError> {
        let envelope = Envelope::read(bytes)?;
        match envelope.schema.as_str() {
            "fetter-validation" => {
                of_validation(&read(bytes, ("fetter-validation", VALIDATION_VERSION), EXPECTED)?)
            }
            "fetter-audit" => of_audit(&read(bytes, ("fetter-audit", AUDIT_VERSION), EXPECTED)?),
            "fetter-verify" => of_verify(&read(bytes, ("fetter-verify", VERIFY_VERSION), EXPECTED)?),
            _ => Err(envelope.refuse(EXPECTED)),
        }
    }

    /// Takes a finding in, if it is about a package that is installed somewhere.
    fn add(
        &mut self,
        is_reason: bool,
        (name, version): (Option<&String>, Option<&String>),
        (sites, environments): (&[WirePath], &[WirePath]),
        (code, text): (&str, &str),
    ) -> Result<(), DocumentError> {
        let Some(name) = name.filter(|_| is_reason && !sites.is_empty()) else {
            self.passed_over += 1;
            return Ok(());
        };
        self.accused.push(Accused {
            name: PackageName::new(name).normalized().to_owned(),
            version: version.cloned(),
            sites: domain(sites.to_vec())?,
            environments: domain(environments.to_vec())?,
            reason: mask_credentials(&format!("{code}: {text}")),
        });
        Ok(())
    }
}

fn of_validation(document: &ValidationDocument) -> Result<Accusations, DocumentError> {
    let mut all = Accusations { is_uncertain: !document.unchecked.is_empty(), ..Accusations::default() };
    for finding in &document.findings {
        let subject = (Some(&finding.name), finding.installed.as_ref());
        // What is missing is not there to be removed; its sites are where it would be.
        let is_there = finding.verdict != "Missing";
        let places = (finding.sites.as_slice(), finding.environments.as_slice());
        all.add(is_there, subject, places, (&finding.code, &finding.reason))?;
    }
    Ok(all)
}

fn of_audit(document: &AuditDocument) -> Result<Accusations, DocumentError> {
    let mut all = Accusations::default();
    for finding in &document.findings {
        let subject = (Some(&finding.name), finding.installed.as_ref());
        // An exception's end is about the exception; what it was made for is a finding of its own.
        let is_reason = finding.exception.is_none();
        all.add(is_reason, subject, (&finding.sites, &[]), (&finding.code, &finding.summary))?;
    }
    Ok(all)
}

fn of_verify(document: &VerifyDocument) -> Result<Accusations, DocumentError> {
    let mut all = Accusations::default();
    for finding in &document.findings {
        let subject = (finding.name.as_ref(), finding.installed.as_ref());
        let is_reason = finding.severity != "info";
        let site = std::slice::from_ref(&finding.site);
        all.add(is_reason, subject, (site, &[]), (&finding.code, &finding.reason))?;
    }
    Ok(all)
}
