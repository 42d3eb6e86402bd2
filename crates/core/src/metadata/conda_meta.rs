//! `conda-meta/NAME-VERSION-BUILD.json`: what conda installed.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};

use super::direct_url::mask_credentials;

/// One record of conda.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct CondaRecord {
    /// conda's name for the package.
    pub name: String,
    /// The version.
    pub version: String,
    /// The build string.
    #[serde(default, alias = "build_string")]
    pub build: String,
    /// The channel, without credentials.
    #[serde(default, deserialize_with = "masked")]
    pub channel: String,
    /// The files that are, or lie directly in, a `*.dist-info` or `*.egg-info`, relative to the prefix.
    #[serde(default, deserialize_with = "metadata_files")]
    pub files: Vec<String>,
    /// The licence, as written.
    #[serde(default)]
    pub license: Option<String>,
    /// What was asked for when it was installed, if it was asked for.
    #[serde(default)]
    pub requested_spec: Option<String>,
}

impl CondaRecord {
    /// Reads a record.
    pub fn read(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(bytes)
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

fn masked<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(mask_credentials(&String::deserialize(deserializer)?))
}

/// Keeps only the few files that matter: a record lists up to tens of thousands.
fn metadata_files<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    struct Files;
    impl<'de> Visitor<'de> for Files {
        type Value = Vec<String>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a list of paths")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut files: A) -> Result<Vec<String>, A::Error> {
            let mut kept: Vec<String> = Vec::new();
            while let Some(file) = files.next_element::<std::borrow::Cow<'_, str>>()? {
                let entry = metadata_entry(&file);
                if let Some(entry) = entry.filter(|entry| kept.last().is_none_or(|last| last != entry)) {
                    kept.push(entry.to_owned());
                }
            }
            Ok(kept)
        }
    }
    deserializer.deserialize_seq(Files)
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
    fn a_record_without_name_is_refused() {
        assert!(CondaRecord::read(br#"{"version": "1"}"#).is_err());
    }
}
