//! The environments that machines draw from, as those of real organisations do: most share theirs with many others.

use std::collections::HashMap;

use fetter_protocol::{Digest, DistributionRecord, SiteContents};

use super::Random;

/// How large a pool is.
#[derive(Clone, Copy, Debug)]
pub struct PoolSize {
    /// How many different sites there are.
    pub sites: usize,
    /// How many packages each has.
    pub packages: usize,
    /// How many names of packages there are.
    pub names: usize,
}

/// A site that many may have.
#[derive(Clone, Debug)]
pub struct Pooled {
    /// The digest of its bytes.
    pub digest: Digest,
    /// Its canonical bytes, compressed.
    packed: Vec<u8>,
}

/// Sites that machines draw from.
#[derive(Clone, Debug)]
pub struct Pool(Vec<Pooled>, HashMap<Digest, usize>);

impl Pool {
    /// A pool; the same for the same size and seed.
    pub fn new(size: PoolSize, seed: u64) -> anyhow::Result<Self> {
        let mut random = Random::new(seed);
        let sites: Result<Vec<Pooled>, _> = (0..size.sites).map(|_| pooled(size, &mut random)).collect();
        let sites = sites?;
        let by_digest = sites.iter().enumerate().map(|(at, site)| (site.digest, at)).collect();
        Ok(Self(sites, by_digest))
    }

    /// How many sites it has.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it has none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One of them, whatever the number.
    #[must_use]
    pub fn site(&self, number: usize) -> &Pooled {
        &self.0[number % self.0.len()]
    }

    /// The one with this digest.
    #[must_use]
    pub fn of(&self, digest: &Digest) -> Option<&Pooled> {
        self.1.get(digest).and_then(|at| self.0.get(*at))
    }
}

impl Pooled {
    /// Its bytes, compressed as they are sent.
    #[must_use]
    pub fn packed(&self) -> &[u8] {
        &self.packed
    }
}

fn pooled(size: PoolSize, random: &mut Random) -> anyhow::Result<Pooled> {
    let distributions = (0..size.packages).map(|at| distribution(at, size, random)).collect();
    let (digest, bytes) = SiteContents::new(distributions, 0).canonical()?;
    Ok(Pooled { digest, packed: zstd::bulk::compress(&bytes, 3)? })
}

/// Packages that are in every site, as pip and setuptools are.
const EVERYWHERE: usize = 20;
/// One of so many was asked for by name.
const REQUESTED: usize = 8;

/// A package in a site. What its metadata says is the same wherever the release is; whether somebody asked for it is not.
fn distribution(at: usize, size: PoolSize, random: &mut Random) -> DistributionRecord {
    let name = if at < EVERYWHERE { at } else { random.below(size.names) };
    let (major, minor) = (random.below(3), random.below(8));
    let requested = random.below(REQUESTED) == 0;
    let mut of_release = Random::new(((name * 3 + major) * 8 + minor) as u64 + 1);
    DistributionRecord { requested, ..release(name, (major, minor), size, &mut of_release) }
}

fn release(
    name: usize,
    (major, minor): (usize, usize),
    size: PoolSize,
    random: &mut Random,
) -> DistributionRecord {
    let text = |text: &str| Some(text.to_owned());
    let (license, expression, classifier) = LICENSES[random.below(LICENSES.len())];
    DistributionRecord {
        name: format!("package-{name}"),
        version: Some(format!("{major}.{minor}.0")),
        kind: "dist-info".to_owned(),
        identity: "metadata".to_owned(),
        installer: text(if random.below(3) == 0 { "uv" } else { "pip" }),
        requires_python: text([">=3.8", ">=3.9", ">=3.10", ">=3.7"][random.below(4)]),
        requires: (0..random.below(17)).map(|_| requirement(size, random)).collect(),
        license: license.map(str::to_owned),
        details: true,
        license_expression: expression.map(str::to_owned),
        license_classifiers: classifier.map(str::to_owned).into_iter().collect(),
        license_files: vec!["LICENSE".to_owned()],
        extras: EXTRAS.iter().take(random.below(4)).map(|extra| (*extra).to_owned()).collect(),
        ..DistributionRecord::default()
    }
}

/// What licences are called: `License`, `License-Expression`, and a classifier.
type License = (Option<&'static str>, Option<&'static str>, Option<&'static str>);

const LICENSES: [License; 6] = [
    (Some("MIT"), None, Some("License :: OSI Approved :: MIT License")),
    (None, Some("MIT"), None),
    (Some("Apache-2.0"), None, Some("License :: OSI Approved :: Apache Software License")),
    (None, Some("Apache-2.0 OR BSD-2-Clause"), None),
    (Some("BSD-3-Clause"), None, Some("License :: OSI Approved :: BSD License")),
    (None, None, Some("License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)")),
];
const EXTRAS: [&str; 4] = ["test", "docs", "dev", "all"];

/// A line of `Requires-Dist`, as long as those of real packages: 37 bytes, in the mean.
fn requirement(size: PoolSize, random: &mut Random) -> String {
    let name = random.below(size.names);
    let (low, high) = (random.below(3), random.below(30));
    match random.below(6) {
        0 => format!("package-{name}<{},>={low}.{high}.1", low + 2),
        1 => format!("package-{name}"),
        2 => format!("package-{name}>={low}.{high}; python_version < \"3.11\""),
        3 => format!("package-{name}>={low}.{high}; sys_platform == \"win32\""),
        extra => format!("package-{name}>={low}.{high}.0; extra == \"{}\"", EXTRAS[(extra + high) % 4]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_says_the_same_of_itself_wherever_it_is() {
        let size = PoolSize { sites: 1, packages: 200, names: 5 };
        let (mut one, mut other) = (Random::new(1), Random::new(2));
        let all: Vec<DistributionRecord> = (0..200)
            .map(|at| distribution(at, size, if at % 2 == 0 { &mut one } else { &mut other }))
            .map(|record| DistributionRecord { requested: false, ..record })
            .collect();
        let mut by_release = HashMap::new();
        for record in &all {
            let known = by_release.entry((&record.name, &record.version)).or_insert(record);
            assert_eq!(*known, record);
        }
        assert!(by_release.len() < all.len());
        let lines: usize = all.iter().map(|record| record.requires.len()).sum();
        assert!((6..=10).contains(&(lines / all.len())), "{lines}");
    }
}
