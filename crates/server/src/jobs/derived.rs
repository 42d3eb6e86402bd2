//! A policy that allows what machines have, by the rules of `fetter derive`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;
use std::sync::Arc;

use fetter_core::policy::{Anchor, Ignores, derive};
use fetter_core::report::escape;
use fetter_protocol::{BundleFile, DistributionRecord, SiteContents};

use super::{Setting, inventory};
use crate::store::{Draft, SiteList};

/// The list that the policy goes by.
const LIST: &str = "allowed.txt";
const POLICY: &str = "schema = \"policy-1\"\n\n\
    # Nothing is refused yet: once the list is right, give the rule mode = \"enforce\".\n\
    [[allow]]\nid = \"derived\"\nmode = \"warn\"\nbounds = [\"allowed.txt\"]\n";

/// What many sites hold: each release, from each place that it came from, once. Most sites list much the same: each distribution that they list is read once.
#[derive(Debug, Default)]
pub(crate) struct Holdings {
    releases: BTreeMap<Vec<u8>, DistributionRecord>,
    /// The rows of distributions that were looked for: false for those that are not there, cannot be read, or say something that this server does not understand.
    looked_for: HashMap<i64, bool>,
    /// How many sites it is of.
    pub(crate) sites: u64,
    /// How many could not be read, or not as a whole.
    pub(crate) unread: u64,
}

impl Holdings {
    /// The rows of distributions in these lists that were not looked for yet.
    pub(crate) fn missing(&self, lists: &[SiteList]) -> Vec<i64> {
        let listed = lists.iter().flat_map(|list| &list.rows).copied();
        let missing: BTreeSet<i64> = listed.filter(|row| !self.looked_for.contains_key(row)).collect();
        missing.into_iter().collect()
    }

    /// Adds what so many sites hold, of which these lists could be read, with the distributions that were [missing](Self::missing).
    pub(crate) fn add(
        &mut self,
        sites: usize,
        lists: Vec<SiteList>,
        records: Vec<(i64, Arc<DistributionRecord>)>,
    ) {
        for (row, record) in records {
            let is_understood = self.understand(&record);
            self.looked_for.insert(row, is_understood);
        }
        let mut whole = 0;
        for list in lists {
            let mut is_whole = list.left_out == 0;
            for row in list.rows {
                is_whole &= *self.looked_for.entry(row).or_insert(false);
            }
            // Of what was kept with the site, all is taken that is understood.
            for record in &list.whole {
                is_whole &= self.understand(record);
            }
            whole += u64::from(is_whole);
        }
        let sites = u64::try_from(sites).unwrap_or(u64::MAX);
        self.sites += sites;
        self.unread += sites.saturating_sub(whole);
    }

    /// How many distinct distributions were looked for, or read with their sites.
    pub(crate) fn distributions(&self) -> usize {
        self.looked_for.len().max(self.releases.len())
    }

    /// Adds a distribution, if it says what this server understands.
    fn understand(&mut self, record: &DistributionRecord) -> bool {
        let plain = DistributionRecord {
            name: record.name.clone(),
            version: record.version.clone(),
            kind: record.kind.clone(),
            identity: record.identity.clone(),
            origin: record.origin.clone(),
            ..DistributionRecord::default()
        };
        let key = serde_json::to_vec(&plain).unwrap_or_default();
        if self.releases.contains_key(&key) {
            return true;
        }
        let alone = SiteContents::new(vec![plain.clone()], 0);
        let is_understood = inventory(&alone, &setting()).is_ok();
        if is_understood {
            self.releases.insert(key, plain);
        }
        is_understood
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
    use fetter_protocol::OriginRecord;

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
        let listed = |rows: &[i64]| SiteList { rows: rows.to_vec(), ..SiteList::default() };
        let first = vec![listed(&[1, 2]), listed(&[3, 4])];
        assert_eq!(holdings.missing(&first), [1, 2, 3, 4]);
        let records = [
            (1, record("requests", "2.31.0", None)),
            (2, record("own", "1.0", Some(url))),
            (3, record("requests", "2.32.0", None)),
            (4, record("pip", "24.0", None)),
        ];
        // Of a third, nothing came.
        holdings.add(3, first, records.map(|(row, record)| (row, Arc::new(record))).to_vec());
        assert_eq!((holdings.sites, holdings.unread), (3, 1));
        // One lists what is not there, one what nobody understands, one was kept as an earlier server did, and one is not the whole site.
        let second = vec![
            listed(&[1, 5]),
            listed(&[1, 6]),
            SiteList { whole: vec![record("requests", "2.31.0", None)], ..SiteList::default() },
            SiteList { left_out: 2, ..listed(&[2]) },
        ];
        assert_eq!(holdings.missing(&second), [5, 6]);
        let strange = DistributionRecord { kind: "of another time".to_owned(), ..record("x", "1", None) };
        holdings.add(4, second, vec![(6, Arc::new(strange))]);
        assert_eq!((holdings.sites, holdings.unread), (7, 4));
        assert!(holdings.missing(&[listed(&[1, 5, 6])]).is_empty(), "nothing is looked for twice");
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
