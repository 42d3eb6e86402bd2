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

fn distribution(at: usize, size: PoolSize, random: &mut Random) -> DistributionRecord {
    let name = if at < EVERYWHERE { at } else { random.below(size.names) };
    DistributionRecord {
        name: format!("package-{name}"),
        version: Some(format!("{}.{}.0", random.below(3), random.below(8))),
        kind: "dist-info".to_owned(),
        identity: "metadata".to_owned(),
        installer: Some("pip".to_owned()),
        requires_python: Some(">=3.9".to_owned()),
        requires: (0..random.below(6))
            .map(|_| format!("package-{}>=1.0", random.below(size.names)))
            .collect(),
        license: Some("MIT".to_owned()),
        ..DistributionRecord::default()
    }
}
