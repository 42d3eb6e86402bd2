//! `conda-meta/NAME-VERSION-BUILD.json`: what conda installed.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};

use super::credentials::{mask_channel, mask_credentials};

/// How long a text of a record may be, in bytes: but for its files and its licence, which are not.
const TEXT_LIMIT: usize = 4096;
/// How many dist-infos and egg-infos a record may list. Those in the wild list a few dozen.
const ENTRY_LIMIT: usize = 10_000;

/// One record of conda.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CondaRecord {
    /// conda's name for the package.
    pub name: String,
    /// The version, which need not be one of PEP 440.
    pub version: String,
    /// The build string.
    pub build: String,
    /// The channel, without credentials.
    pub channel: String,
    /// The entries that end in `.dist-info` or `.egg-info` among or above the files, relative to the prefix.
    pub files: Vec<String>,
    /// The licence, as written.
    pub license: Option<String>,
    /// Whether somebody asked for it, and not only for what needs it.
    pub requested: bool,
    /// The channel's part for a platform (`linux-64`, `noarch`).
    pub subdir: Option<String>,
    /// The archive's file name.
    pub archive: Option<String>,
    /// The archive's MD5 in lower-case hexadecimal.
    pub md5: Option<String>,
    /// The archive's SHA-256 in lower-case hexadecimal.
    pub sha256: Option<String>,
}

/// What conda, mamba, micromamba and rattler (pixi) write. Any of it may be `null`.
#[derive(Deserialize)]
struct Wire {
    name: String,
    version: String,
    build: Option<String>,
    build_string: Option<String>,
    channel: Option<String>,
    #[serde(default, deserialize_with = "metadata_files")]
    files: Vec<String>,
    license: Option<String>,
    requested_spec: Option<String>,
    requested_specs: Option<Vec<String>>,
    subdir: Option<String>,
    #[serde(rename = "fn")]
    archive: Option<String>,
    md5: Option<String>,
    sha256: Option<String>,
}

impl CondaRecord {
    /// Reads a record.
    pub fn read(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        let wire: Wire = serde_json::from_slice(bytes)?;
        let texts = [&wire.build, &wire.build_string, &wire.channel, &wire.subdir, &wire.archive];
        let texts = texts.into_iter().flatten().chain([&wire.name, &wire.version]);
        // Each distribution that it installed has a copy of them.
        if texts.map(String::len).max() > Some(TEXT_LIMIT) {
            return Err(Error::custom(format_args!("a text in it is longer than {TEXT_LIMIT} bytes")));
        }
        // conda writes the text "None" where nobody asked.
        let is_asked = |spec: &String| !spec.is_empty() && spec != "None";
        let specs = wire.requested_specs.unwrap_or_default();
        Ok(Self {
            requested: wire.requested_spec.iter().chain(&specs).any(is_asked),
            name: wire.name,
            version: wire.version,
            build: wire.build.or(wire.build_string).unwrap_or_default(),
            channel: mask_channel(&wire.channel.unwrap_or_default()),
            files: wire.files,
            license: wire.license,
            subdir: masked(wire.subdir),
            archive: masked(wire.archive),
            md5: digest(wire.md5, 32),
            sha256: digest(wire.sha256, 64),
        })
    }

    /// How much memory its texts take, in bytes, about.
    pub(crate) fn bytes(&self) -> usize {
        const TEXT: usize = 40;
        let others = [&self.license, &self.subdir, &self.archive, &self.md5, &self.sha256];
        let texts = [&self.name, &self.version, &self.build, &self.channel];
        let all = others.into_iter().flatten().chain(texts).chain(&self.files);
        all.map(|text| text.len() + TEXT).sum()
    }

    /// What the name of a record's file says (`NAME-VERSION-BUILD.json`), for where the record cannot be read.
    #[must_use]
    pub fn of_file_name(stem: &str) -> Option<Self> {
        let mut parts = stem.rsplitn(3, '-');
        let (build, version, name) = (parts.next()?, parts.next()?, parts.next()?);
        let is_whole = !name.is_empty() && !version.is_empty();
        is_whole.then(|| Self {
            name: name.into(),
            version: version.into(),
            build: build.into(),
            ..Self::default()
        })
    }

    /// The dist-info and egg-info entries among the files, relative to the prefix, each once.
    #[must_use]
    pub fn metadata_entries(&self) -> Vec<&str> {
        let mut entries: Vec<&str> = self.files.iter().filter_map(|file| metadata_entry(file)).collect();
        entries.sort_unstable();
        entries.dedup();
        entries
    }
}

/// What is no text is nothing, and what is shown holds no credentials.
fn masked(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty()).map(|text| mask_credentials(&text))
}

/// A digest of so many hexadecimal digits; anything else is none.
fn digest(text: Option<String>, digits: usize) -> Option<String> {
    let is_digest =
        |text: &String| text.len() == digits && text.bytes().all(|digit| digit.is_ascii_hexdigit());
    text.filter(is_digest).map(|text| text.to_ascii_lowercase())
}

/// The part of a path up to and with its `.dist-info` or `.egg-info` component.
fn metadata_entry(file: &str) -> Option<&str> {
    let mut end = 0;
    for component in file.split('/') {
        end += component.len();
        if component.ends_with(".dist-info") || component.ends_with(".egg-info") {
            return Some(&file[..end]);
        }
        end += 1;
    }
    None
}

/// Keeps only the few files that matter: a record lists up to tens of thousands.
fn metadata_files<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    struct Files;
    impl<'de> Visitor<'de> for Files {
        type Value = Vec<String>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a list of paths")
        }

        fn visit_unit<E>(self) -> Result<Vec<String>, E> {
            Ok(Vec::new())
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut files: A) -> Result<Vec<String>, A::Error> {
            let mut kept: Vec<String> = Vec::new();
            while let Some(file) = files.next_element::<std::borrow::Cow<'_, str>>()? {
                let entry = metadata_entry(&file);
                if let Some(entry) = entry.filter(|entry| kept.last().is_none_or(|last| last != entry)) {
                    if kept.len() == ENTRY_LIMIT {
                        let reason = format_args!("more than {ENTRY_LIMIT} distributions are listed in it");
                        return Err(A::Error::custom(reason));
                    }
                    kept.push(entry.to_owned());
                }
            }
            Ok(kept)
        }
    }
    deserializer.deserialize_any(Files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dist_info_that_it_owns_is_found() {
        let record = CondaRecord::read(
            br#"{"name": "numpy", "version": "1.26.4", "build": "py311_0", "channel": "https://u:p@h/main",
                 "files": ["bin/f2py", "lib/python3.11/site-packages/numpy-1.26.4.dist-info/METADATA",
                           "lib/python3.11/site-packages/numpy-1.26.4.dist-info/RECORD",
                           "lib/python3.11/site-packages/numpy/__init__.py"]}"#,
        )
        .unwrap();
        assert_eq!(record.metadata_entries(), ["lib/python3.11/site-packages/numpy-1.26.4.dist-info"]);
        assert_eq!(record.channel, "https://****@h/main");
    }

    #[test]
    fn the_archive_is_told_by_its_name_and_digests() {
        let record = CondaRecord::read(
            br#"{"name": "x", "version": "1", "fn": "x-1-0.conda", "subdir": "noarch",
                 "md5": "00112233445566778899AABBCCDDEEFF", "sha256": "short"}"#,
        )
        .unwrap();
        assert_eq!(
            (record.archive.as_deref(), record.subdir.as_deref()),
            (Some("x-1-0.conda"), Some("noarch"))
        );
        assert_eq!(record.md5.as_deref(), Some("00112233445566778899aabbccddeeff"));
        assert_eq!(record.sha256, None, "what is no digest is none");
    }

    #[test]
    fn the_writers_differ_in_what_they_write() {
        let micromamba = br#"{"name": "x", "version": "1", "build": "0", "build_string": "0", "channel": null, "files": null}"#;
        assert_eq!(CondaRecord::read(micromamba).unwrap().build, "0");
        let requested = |text: &str| {
            let json = format!(r#"{{"name": "x", "version": "1", {text}}}"#);
            CondaRecord::read(json.as_bytes()).unwrap().requested
        };
        assert!(requested(r#""requested_spec": "x>=1""#) && requested(r#""requested_specs": ["x"]"#));
        assert!(
            !requested(r#""requested_spec": "None""#)
                && !requested(r#""requested_spec": "", "requested_specs": []"#)
        );
    }

    #[test]
    fn the_name_of_the_file_tells_too() {
        let told = CondaRecord::of_file_name("python-dateutil-2.9.0-pyhd8ed1ab_0").unwrap();
        assert_eq!(
            (told.name.as_str(), told.version.as_str(), told.build.as_str()),
            ("python-dateutil", "2.9.0", "pyhd8ed1ab_0")
        );
        assert_eq!(CondaRecord::of_file_name("history"), None);
    }

    #[test]
    fn a_record_without_name_is_refused() {
        assert!(CondaRecord::read(br#"{"version": "1"}"#).is_err());
    }

    #[test]
    fn what_no_package_has_is_refused() {
        let long = format!(r#"{{"name": "x", "version": "1", "channel": "{}"}}"#, "c".repeat(TEXT_LIMIT + 1));
        assert!(CondaRecord::read(long.as_bytes()).unwrap_err().to_string().contains("longer"));
        let files: Vec<String> = (0..=ENTRY_LIMIT).map(|number| format!(r#""{number}.egg-info""#)).collect();
        let of = |files: &[String]| {
            CondaRecord::read(
                format!(r#"{{"name": "x", "version": "1", "files": [{}]}}"#, files.join(",")).as_bytes(),
            )
        };
        assert!(of(&files).unwrap_err().to_string().contains("more than"));
        assert_eq!(of(&files[1..]).unwrap().files.len(), ENTRY_LIMIT);
    }
}
