//! Package names, and the form under which they are compared (PEP 503).

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// A package name as it was written, compared in its normalised form.
///
/// `zope.interface`, `Zope_Interface` and `zope-interface` are equal: PEP 503 folds case and every run of
/// `-`, `_` and `.` into one `-`. Any text is accepted, since names are read from metadata that may hold
/// anything; [`PackageName::is_valid`] says whether the name is one that an index would take.
#[derive(Clone, Debug)]
pub struct PackageName {
    written: Box<str>,
    /// `None` where the written form is the normalised one.
    normalized: Option<Box<str>>,
}

impl PackageName {
    /// Takes a name as it was written, without the white space around it.
    #[must_use]
    pub fn new(written: &str) -> Self {
        Self::from_trimmed(written.trim().into())
    }

    /// Takes a name as it was written, white space included, as `packaging` normalises the texts of markers.
    pub(super) fn untrimmed(written: &str) -> Self {
        Self::from_trimmed(written.into())
    }

    fn from_trimmed(written: Box<str>) -> Self {
        let normalized = (!is_normalized(&written)).then(|| normalize(&written).into());
        Self { written, normalized }
    }

    /// The name as it was written.
    #[must_use]
    pub fn as_written(&self) -> &str {
        &self.written
    }

    /// The name in the form of PEP 503: lower case, and one `-` for every run of `-`, `_` and `.`.
    #[must_use]
    pub fn normalized(&self) -> &str {
        self.normalized.as_deref().unwrap_or(&self.written)
    }

    /// Whether the name keeps the rule of the core metadata specification: ASCII letters, digits, `-`, `_`
    /// and `.`, beginning and ending with a letter or a digit.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        let bytes = self.written.as_bytes();
        let inner = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        bytes.first().is_some_and(u8::is_ascii_alphanumeric)
            && bytes.last().is_some_and(u8::is_ascii_alphanumeric)
            && bytes.iter().all(inner)
    }
}

/// Whether a name is plainly in its normalised form; false where one must look closer.
fn is_normalized(name: &str) -> bool {
    let mut before = b'-';
    name.bytes().all(|byte| {
        let plain = byte.is_ascii_lowercase() || byte.is_ascii_digit() || (byte == b'-' && before != b'-');
        before = byte;
        plain
    })
}

/// Folds a name as PEP 503 says.
fn normalize(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let mut in_run = false;
    for character in name.chars() {
        let separator = matches!(character, '-' | '_' | '.');
        if separator && !in_run {
            folded.push('-');
        } else if character.is_ascii() && !separator {
            folded.push(character.to_ascii_lowercase());
        } else if !separator {
            folded.extend(character.to_lowercase());
        }
        in_run = separator;
    }
    folded
}

impl From<String> for PackageName {
    fn from(written: String) -> Self {
        if written.trim().len() == written.len() {
            Self::from_trimmed(written.into())
        } else {
            Self::new(&written)
        }
    }
}

impl fmt::Display for PackageName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.written)
    }
}

impl PartialEq for PackageName {
    fn eq(&self, other: &Self) -> bool {
        self.normalized() == other.normalized()
    }
}

impl Eq for PackageName {}

impl Hash for PackageName {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.normalized().hash(state);
    }
}

impl PartialOrd for PackageName {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PackageName {
    fn cmp(&self, other: &Self) -> Ordering {
        self.normalized().cmp(other.normalized())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_separators_fold_into_one() {
        assert_eq!(PackageName::new("Zope.Interface").normalized(), "zope-interface");
        assert_eq!(PackageName::new("a-_.-b__c").normalized(), "a-b-c");
        assert_eq!(PackageName::new("-a-").normalized(), "-a-");
        assert_eq!(PackageName::new("zope.interface"), PackageName::new("ZOPE_interface"));
    }

    #[test]
    fn validity_is_that_of_the_core_metadata() {
        for valid in ["a", "A1", "zope.interface", "a--b", "0"] {
            assert!(PackageName::new(valid).is_valid(), "{valid}");
        }
        for invalid in ["", "-a", "a-", ".", "a b", "naïve", "a\u{7f}"] {
            assert!(!PackageName::new(invalid).is_valid(), "{invalid:?}");
        }
    }
}
