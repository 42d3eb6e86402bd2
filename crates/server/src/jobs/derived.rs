//! A policy that allows what machines have, by the rules of `fetter derive`.

use std::collections::BTreeMap;
use std::fmt::Write;

use fetter_core::policy::{Anchor, Ignores, derive};
use fetter_core::report::escape;
use fetter_protocol::{BundleFile, DistributionRecord, SiteContents, read};

use super::{Setting, inventory};
use crate::store::Draft;

/// The list that the policy goes by.
const LIST: &str = "allowed.txt";
const POLICY: &str = "schema = \"policy-1\"\n\n\
    # Nothing is refused yet: once the list is right, give the rule mode = \"enforce\".\n\
    [[allow]]\nid = \"derived\"\nmode = \"warn\"\nbounds = [\"allowed.txt\"]\n";

/// What many sites hold: each release, from each place that it came from, once.
#[derive(Debug, Default)]
pub(crate) struct Holdings {
    releases: BTreeMap<Vec<u8>, DistributionRecord>,
    /// How many sites it is of.
    pub(crate) sites: u64,
    /// How many could not be read.
    pub(crate) unread: u64,
}

impl Holdings {
    /// Adds what a site holds; what cannot be read is counted.
    pub(crate) fn add(&mut self, contents: Result<Vec<u8>, String>) {
        self.sites += 1;
        let read = contents.and_then(|bytes| {
            let contents: SiteContents = read(&bytes).map_err(|error| error.to_string())?;
            // What this server does not understand is not half derived.
            inventory(&contents, &setting()).map_err(|error| error.to_string())?;
            Ok(contents)
        });
        let Ok(contents) = read else {
            self.unread += 1;
            return;
        };
        if contents.left_out > 0 {
            self.unread += 1;
        }
        for record in contents.distributions {
            let DistributionRecord { name, version, kind, identity, origin, .. } = record;
            let plain =
                DistributionRecord { name, version, kind, identity, origin, ..DistributionRecord::default() };
            let key = serde_json::to_vec(&plain).unwrap_or_default();
            self.releases.entry(key).or_insert(plain);
        }
    }

    /// The policy. The error says why there is none.
    pub(crate) fn policy(self, anchor: Anchor, note: String) -> Result<Draft, String> {
        let contents = SiteContents::new(self.releases.into_values().collect(), 0);
        let held = inventory(&contents, &setting()).map_err(|error| error.to_string())?;
        let ignores = Ignores::new(&[], false).map_err(|error| error.to_string())?;
        let mut list =
            format!("# What is installed ({note}), as fetter derive -a {} has it\n\n", anchor.as_str());
        for package in derive(&held, anchor, &ignores).packages {
            if package.versions.len() > 1 {
                let versions: Vec<_> = package.versions.iter().map(|version| escape(version)).collect();
                // Writing to a string does not fail.
                let _ = writeln!(list, "# installed: {}", versions.join(", "));
            }
            for origin in package.origins.iter().filter(|_| package.any_origin) {
                let _ = writeln!(list, "# from: {}", escape(origin));
            }
            let _ = writeln!(list, "{}", package.requirement());
        }
        let files = vec![BundleFile { name: LIST.to_owned(), text: list }];
        Ok(Draft { text: POLICY.to_owned(), files, note })
    }
}

fn setting() -> Setting {
    Setting { kind: "environment".to_owned(), ..Setting::default() }
}

#[cfg(test)]
mod tests {
    use fetter_core::check::{Beside, Policy};
    use fetter_protocol::{OriginRecord, write};

    use super::*;

    #[test]
    fn each_release_is_in_the_list_once_and_the_policy_is_one() {
        let record = |name: &str, version: &str, url: Option<&str>| DistributionRecord {
            name: name.to_owned(),
            version: Some(version.to_owned()),
            kind: "dist-info".to_owned(),
            identity: "metadata".to_owned(),
            origin: url.map(|url| OriginRecord::Archive {
                url: url.to_owned(),
                hashes: std::collections::BTreeMap::new(),
                subdirectory: None,
            }),
            ..DistributionRecord::default()
        };
        let mut holdings = Holdings::default();
        let url = "https://h.example/own-1.0.tar.gz";
        for records in [
            vec![record("requests", "2.31.0", None), record("own", "1.0", Some(url))],
            vec![record("requests", "2.32.0", None), record("pip", "24.0", None)],
            vec![record("requests", "2.31.0", None)],
        ] {
            holdings.add(Ok(write(&SiteContents::new(records, 0)).unwrap()));
        }
        holdings.add(Ok(b"no JSON".to_vec()));
        holdings.add(Err("damaged".to_owned()));
        assert_eq!((holdings.sites, holdings.unread), (5, 2));
        let draft = holdings.policy(Anchor::Both, "group one".to_owned()).unwrap();
        let list = &draft.files[0].text;
        let lines: Vec<&str> =
            list.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
        // No machine need have all of it.
        let own = format!("own @ {url}  # optional");
        assert_eq!(lines, [own.as_str(), "requests<=2.32.0,>=2.31.0  # optional"], "{list}");
        let files = [Beside { name: LIST, text: list }];
        let policy = Policy::enclosed(&draft.text, "policy.toml", &files).unwrap();
        assert!(policy.bound_problems().is_empty());
    }
}
