//! Reading lists before they are needed.
//!
//! What a denied distribution has to itself is known when everybody else's list in its environment has been read. That is done a little at
//! a time while nothing else is to be done, so that the first denial in an environment of hundreds is refused as soon as any other.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use fetter_core::integrity::files::Anchor;
use fetter_core::inventory::file::Disk;
use fetter_core::inventory::{Environment, Site};

use super::lists::Around;
use super::{Finder, anchors};

/// How far it has come.
#[derive(Debug, Default)]
pub(super) struct Warming {
    /// The site that comes next, and how many of its distributions have had their turn.
    next: Option<(PathBuf, usize)>,
    is_over: bool,
}

impl Finder {
    /// Reads lists for about that long, one at least, or until all have been read. Whether all have.
    pub fn warm(
        &mut self,
        disk: &Disk,
        sites: &[Site],
        environments: &[Environment],
        time: Duration,
    ) -> bool {
        if self.warming.is_over {
            return true;
        }
        let until = Instant::now() + time;
        let anchors = anchors(sites, environments);
        let (next, mut done) = self.warming.next.take().unwrap_or_default();
        for site in sites.iter().skip(sites.partition_point(|site| site.path < next)) {
            if site.path != next {
                done = 0;
            }
            let anchor = Anchor::of(site, environments);
            let neighbours = anchors.get(&anchor.path).map(Vec::as_slice).unwrap_or_default();
            let below: BTreeSet<PathBuf> = neighbours.iter().map(|(site, _)| site.path.clone()).collect();
            for found in site.distributions.iter().skip(done) {
                self.lists.warm(found, Around { disk, site, anchor: &anchor, sites: &below });
                done += 1;
                if Instant::now() >= until {
                    self.warming.next = Some((site.path.clone(), done));
                    return false;
                }
            }
        }
        self.warming.is_over = true;
        true
    }

    /// Everything was searched: what is new is read in its turn.
    pub fn warm_again(&mut self) {
        self.warming = Warming::default();
    }
}
