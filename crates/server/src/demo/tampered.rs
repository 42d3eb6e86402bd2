//! What somebody changed on machines of a demonstration.

use fetter_protocol::{SiteContents, TamperedRecord, WirePath};

use crate::clock;

/// On which machines, in which file of a package, and in how many of its files.
const CHANGED: [(&str, &str, u64); 2] = [("web-01", "__init__.py", 1), ("ci-03", "core.py", 3)];
/// How long ago, in seconds.
const AGO: u64 = 3 * 60 * 60;

/// What was changed on a machine, by its host name: a package of the first environment.
pub(super) fn tampered(hostname: &str, sites: &[(String, SiteContents)]) -> Vec<TamperedRecord> {
    let changed = CHANGED.iter().find(|(name, ..)| *name == hostname);
    let Some(((_, file, files), (place, contents))) = changed.zip(sites.get(1)) else { return Vec::new() };
    let Some(distribution) = contents.distributions.first() else { return Vec::new() };
    let module = distribution.name.to_lowercase().replace('-', "_");
    let since = clock::now().saturating_sub(AGO);
    vec![TamperedRecord {
        site: WirePath::Text(place.clone()),
        name: distribution.name.clone(),
        release: distribution.version.clone(),
        path: WirePath::Text(format!("{place}/{module}/{file}")),
        reason: "it has another hash than what was installed".to_owned(),
        files: *files,
        severity: "high".to_owned(),
        since,
        changed: since,
    }]
}
