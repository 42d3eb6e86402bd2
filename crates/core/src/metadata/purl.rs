//! Package URLs of Python packages (ECMA-427, type `pypi`), in and out.

use packageurl::PackageUrl;

use super::credentials::mask_credentials;
use crate::inventory::InstalledVersion;
use crate::requirement::PackageName;

/// How long a package URL may be, in bytes. The longest that tools write have some hundred.
const LENGTH: usize = 4096;
/// How much of one that could not be read is shown, in characters.
const SHOWN: usize = 120;

/// The package URL of a release, without qualifiers; `None` where the name is empty.
#[must_use]
pub fn of_release(name: &str, version: Option<&str>) -> Option<String> {
    release("pypi", name, version.unwrap_or_default()).map(|purl| purl.to_string())
}

/// The package URL of a release of some type, to which qualifiers may be added; `None` where the name is empty. An empty version is none.
pub(crate) fn release<'text>(
    kind: &'static str,
    name: &'text str,
    version: &'text str,
) -> Option<PackageUrl<'text>> {
    let mut purl = PackageUrl::new(kind, name).ok()?;
    if !version.is_empty() {
        purl.with_version(version).ok()?;
    }
    Some(purl)
}

/// What a package URL of type `pypi` names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PythonPurl {
    /// The package.
    pub name: PackageName,
    /// The version; `None` stands for all.
    pub version: Option<InstalledVersion>,
    /// Whether it names less than a release: one file of it, the one of a certain repository, a part of its contents.
    pub is_part: bool,
}

/// Why a text is no package URL.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PurlError {
    /// It is longer than any is.
    #[error("a package URL of {0} bytes is none")]
    Length(usize),
    /// It is not written as ECMA-427 says, or names something that no Python package is called.
    #[error("{text} is no package URL: {reason}")]
    Form {
        /// The text, or its beginning.
        text: String,
        /// What is wrong.
        reason: String,
    },
}

/// Reads a package URL; `None` for one of another type than `pypi`.
pub fn read_python(text: &str) -> Result<Option<PythonPurl>, PurlError> {
    if text.len() > LENGTH {
        return Err(PurlError::Length(text.len()));
    }
    let form = |reason: String| PurlError::Form {
        text: mask_credentials(&text.chars().take(SHOWN).collect::<String>()),
        reason,
    };
    // The scheme is told in any case (ECMA-427, "scheme").
    let written = text.trim();
    let rest = written.split_at_checked(4).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("pkg:"));
    let (_, rest) = rest.ok_or_else(|| form("it does not begin with pkg:".to_owned()))?;
    let purl: PackageUrl<'static> =
        format!("pkg:{rest}").parse().map_err(|error: packageurl::Error| form(error.to_string()))?;
    if purl.ty() != "pypi" {
        return Ok(None);
    }
    let name = PackageName::new(purl.name());
    if !name.is_valid() {
        return Err(form("no Python package is called so".to_owned()));
    }
    let version =
        purl.version().map(InstalledVersion::new).filter(|version| !version.as_written().is_empty());
    let is_part = !purl.qualifiers().is_empty() || purl.subpath().is_some_and(|path| !path.is_empty());
    Ok(Some(PythonPurl { name, version, is_part }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, Option<String>, bool) {
        let purl = read_python(text).unwrap().unwrap();
        let version = purl.version.map(|version| version.as_written().to_owned());
        (purl.name.normalized().to_owned(), version, purl.is_part)
    }

    #[test]
    fn names_and_versions_are_those_of_python() {
        for (text, name, version, is_part) in [
            ("pkg:pypi/Zope.Interface", "zope-interface", None, false),
            ("PKG:PyPI/a_b@1.0", "a-b", Some("1.0"), false),
            ("pkg://pypi/a@2.6.0%2Bcu118", "a", Some("2.6.0+cu118"), false),
            ("pkg:pypi/a@2.6.0+cu118", "a", Some("2.6.0+cu118"), false),
            ("pkg:pypi/a@1%210.5", "a", Some("1!0.5"), false),
            ("pkg:pypi/a@1?file_name=a-1.tar.gz", "a", Some("1"), true),
            ("pkg:pypi/a@1#src", "a", Some("1"), true),
            ("pkg:pypi/a@1?", "a", Some("1"), false),
            ("pkg:pypi/a@", "a", None, false),
        ] {
            assert_eq!(read(text), (name.to_owned(), version.map(str::to_owned), is_part), "{text}");
        }
        assert_eq!(read_python("pkg:oci/x@sha256%3A00?repository_url=h.example/x"), Ok(None));
    }

    #[test]
    fn what_names_no_package_is_none() {
        let long = format!("pkg:pypi/{}", "a".repeat(LENGTH));
        for text in [
            "",
            "pkg:",
            "pkg:pypi",
            "pkg:pypi/",
            "pkg:pypi/@1",
            "pkg:pypi/team/a@1",
            "pkg:pypi/%ff",
            "pypi/a",
            "pkg:pypi/a%20b",
            "pkg:pypi/-a",
            long.as_str(),
        ] {
            assert!(read_python(text).is_err(), "{text}");
        }
        let secret = read_python("https://me:s3kret@h.example/x").unwrap_err().to_string();
        assert!(!secret.contains("s3kret"), "{secret}");
    }

    #[test]
    fn what_is_written_is_read_as_the_same() {
        for (name, version) in [("zope-interface", Some("5.0")), ("a", Some("2.6.0+cu118")), ("a", None)] {
            let purl = of_release(name, version).unwrap();
            assert_eq!(read(&purl), (name.to_owned(), version.map(str::to_owned), false), "{purl}");
        }
        assert_eq!(of_release("a", Some("1!2+x y")).unwrap(), "pkg:pypi/a@1!2%2Bx%20y");
        assert_eq!(of_release("", Some("1")), None);
    }
}
