//! METADATA and PKG-INFO: the core metadata specification, read as tolerantly as pip and `importlib.metadata` do.

use super::credentials::mask_credentials;
use super::headers::{Header, Headers};
use super::text::decode;

/// Name and version, which are all that most questions need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// `Name`, the first one, without white space around it; `None` where it is absent or empty.
    pub name: Option<String>,
    /// `Version`, likewise.
    pub version: Option<String>,
}

impl Identity {
    /// Reads the identity from the beginning of a file. `None` means that more of the file is needed.
    #[must_use]
    pub fn read(beginning: &[u8], whole_file: bool) -> Option<Self> {
        if let Some((name, version)) = usual_beginning(beginning) {
            return Some(Self { name: Some(name.to_owned()), version: Some(version.to_owned()) });
        }
        let mut identity = Self::default();
        let mut headers = Headers::new(beginning, whole_file);
        for header in headers.by_ref() {
            identity.take(&header);
            if identity.name.is_some() && identity.version.is_some() {
                return Some(identity.without_blanks());
            }
        }
        (headers.is_complete() || whole_file).then(|| identity.without_blanks())
    }

    /// The first header of a name counts, as for `email.message`, and where it is empty there is nothing to know.
    fn without_blanks(self) -> Self {
        let filled = |field: Option<String>| field.filter(|text| !text.is_empty());
        Self { name: filled(self.name), version: filled(self.version) }
    }

    fn take(&mut self, header: &Header<'_>) {
        let field = if header.is("Name") {
            &mut self.name
        } else if header.is("Version") {
            &mut self.version
        } else {
            return;
        };
        if field.is_none() {
            *field = Some(text(header));
        }
    }
}

/// Name and version of a file that begins as nearly all do: `Metadata-Version`, `Name` and `Version`, each on a line of its
/// own. It says what [`Headers`] would, at a tenth of the cost; `None` where a closer look is needed.
fn usual_beginning(bytes: &[u8]) -> Option<(&str, &str)> {
    let (_, rest) = usual_header(bytes, b"Metadata-Version: ")?;
    let (name, rest) = usual_header(rest, b"Name: ")?;
    let (version, rest) = usual_header(rest, b"Version: ")?;
    // What follows may be a continuation.
    matches!(rest.first(), Some(byte) if !matches!(byte, b' ' | b'\t')).then_some((name, version))
}

fn usual_header<'bytes>(bytes: &'bytes [u8], label: &[u8]) -> Option<(&'bytes str, &'bytes [u8])> {
    let rest = bytes.strip_prefix(label)?;
    let end = memchr::memchr(b'\n', rest)?;
    let value = rest[..end].strip_suffix(b"\r").unwrap_or(&rest[..end]);
    let is_plain = !value.is_empty() && value.iter().all(u8::is_ascii_graphic);
    Some((std::str::from_utf8(value).ok().filter(|_| is_plain)?, &rest[end + 1..]))
}

/// What the header block says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoreMetadata {
    /// Name and version.
    pub identity: Identity,
    /// Everything else; `None` where only the identity was read.
    pub fields: Option<Box<Fields>>,
    /// False where a header was no UTF-8.
    pub was_utf8: bool,
}

/// What the header block says beyond name and version. Fields that may be repeated keep their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// `Requires-Python`.
    pub requires_python: Option<String>,
    /// `Requires-Dist`.
    pub requires: Vec<String>,
    /// `Provides-Extra`.
    pub extras: Vec<String>,
    /// `License-Expression` (PEP 639).
    pub license_expression: Option<String>,
    /// `License`, its first line that is not blank: some put the whole text of the licence there.
    pub license: Option<String>,
    /// `License-File`.
    pub license_files: Vec<String>,
    /// The classifiers that begin with `License ::`.
    pub license_classifiers: Vec<String>,
}

impl CoreMetadata {
    /// Reads the header block. `None` means that more of the file is needed to see its end.
    #[must_use]
    pub fn read(beginning: &[u8], whole_file: bool) -> Option<Self> {
        let (mut identity, mut fields, mut was_utf8) = (Identity::default(), Box::<Fields>::default(), true);
        let mut headers = Headers::new(beginning, whole_file);
        for header in headers.by_ref() {
            identity.take(&header);
            fields.take(&header);
            was_utf8 &= std::str::from_utf8(&header.value).is_ok();
        }
        let identity = identity.without_blanks();
        (headers.is_complete() || whole_file).then_some(Self { identity, fields: Some(fields), was_utf8 })
    }

    /// Nothing but an identity.
    #[must_use]
    pub const fn of_identity(identity: Identity) -> Self {
        Self { identity, fields: None, was_utf8: true }
    }
}

impl Fields {
    fn take(&mut self, header: &Header<'_>) {
        let single = |field: &mut Option<String>| {
            if field.is_none() {
                *field = Some(masked(header)).filter(|text| !text.is_empty());
            }
        };
        match header.name.to_ascii_lowercase().as_slice() {
            b"requires-python" => single(&mut self.requires_python),
            b"license-expression" => single(&mut self.license_expression),
            b"license" => {
                single(&mut self.license);
                self.license = self.license.take().and_then(|text| text.lines().next().map(str::to_owned));
            }
            b"requires-dist" => self.requires.push(masked(header)),
            b"provides-extra" => self.extras.push(masked(header)),
            b"license-file" => self.license_files.push(masked(header)),
            b"classifier" if header.value.starts_with(b"License ::") => {
                self.license_classifiers.push(masked(header));
            }
            _ => {}
        }
    }
}

/// What a header says, without the credentials that a URL in it may carry.
fn masked(header: &Header<'_>) -> String {
    mask_credentials(&text(header))
}

fn text(header: &Header<'_>) -> String {
    decode(&header.value).text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_name_counts_and_the_body_does_not() {
        let identity = Identity::read(b"name: a\nNAME: b\nVersion: 1.0\n\nName: c", true);
        assert_eq!(identity, Some(Identity { name: Some("a".into()), version: Some("1.0".into()) }));
    }

    /// Each differs from the usual beginning by one thing, and the reader of all headers must agree on it.
    #[test]
    fn the_short_way_says_what_the_long_one_does() {
        for bytes in [
            &b"Metadata-Version: 1.0\rName: evil\nName: good\nVersion: 1\n\n"[..],
            b"Metadata-Version: 1.0\n Name: c\nName: good\nVersion: 1\n\n",
            b"Metadata-Version: 1.0\nName: \nVersion: 1\nName: second\n\n",
            b"Metadata-Version: 1.0\nName: a\nVersion: 1\n .2\n\n",
            b"Metadata-Version: 1.0\r\nName: a\r\nVersion: 1\r\nX: y\r\n",
            b" \nMetadata-Version: 1.0\nName: a\nFrom x\n \nVersion: 1\n\n",
        ] {
            let long = CoreMetadata::read(bytes, true).unwrap().identity;
            assert_eq!(Identity::read(bytes, true), Some(long), "{}", String::from_utf8_lossy(bytes));
        }
        let evil = Identity::read(b"Metadata-Version: 1.0\rName: evil\nName: good\nVersion: 1\n\n", true);
        assert_eq!(evil.and_then(|identity| identity.name).as_deref(), Some("evil"));
    }

    #[test]
    fn an_empty_name_hides_a_later_one_as_it_does_for_python() {
        assert_eq!(Identity::read(b"Name:\nName: second\nVersion: 1\n", true).unwrap().name, None);
    }

    #[test]
    fn a_blank_line_with_spaces_ends_nothing() {
        let identity = Identity::read(b" \nName: a\nX: y\n \nVersion: 1\n\n", true).unwrap();
        assert_eq!((identity.name.as_deref(), identity.version.as_deref()), (Some("a"), Some("1")));
    }

    #[test]
    fn passwords_in_requirements_are_masked() {
        let metadata = CoreMetadata::read(
            b"Name: a\nRequires-Dist: p @ git+https://user:s3cret@h/x ; extra == 'a'\n",
            true,
        );
        assert_eq!(metadata.unwrap().fields.unwrap().requires, ["p @ git+https://****@h/x ; extra == 'a'"]);
    }

    #[test]
    fn more_is_asked_for_until_the_headers_end() {
        assert_eq!(Identity::read(b"Name: a\n", false), None);
        assert_eq!(Identity::read(b"Name: a\n\n\n", false).and_then(|identity| identity.version), None);
        assert!(Identity::read(b"Name: a\n\n\n", false).is_some());
    }

    #[test]
    fn repeated_fields_keep_their_order_and_latin_1_is_said() {
        let bytes = b"Name: a\nRequires-Dist: b (>1)\nRequires-Dist: a\nLicense: MIT\n  text\nAuthor: caf\xe9\n\nbody";
        let metadata = CoreMetadata::read(bytes, true).unwrap();
        assert!(!metadata.was_utf8);
        let fields = metadata.fields.unwrap();
        assert_eq!(fields.requires, ["b (>1)", "a"]);
        assert_eq!(fields.license.as_deref(), Some("MIT"));
    }
}
