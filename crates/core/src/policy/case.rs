//! One environment, or a site that none sees, before the court.

use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;

use super::claims::version_admitted;
use super::names::At;
use super::standing::{Doubt, Standing, Standings};
use crate::inventory::{Distribution, DistributionKind, Environment, Site, SiteKind};
use crate::manifest::Entry;
use crate::requirement::{MarkerEnvironment, PackageName, Requirement};

/// A distribution, and the site that it lies in.
pub(super) type Installed<'judging> = (&'judging Distribution, &'judging Site);

/// One environment, or a site that none sees.
pub(super) struct Case<'judging> {
    pub(super) environment: Option<&'judging Environment>,
    pub(super) values: MarkerEnvironment,
    pub(super) asked: Rc<Asked<'judging>>,
    /// In the order of the path.
    pub(super) installed: Vec<Installed<'judging>>,
    /// Where what is missing would be: the environment's first own site.
    pub(super) home: Option<&'judging Path>,
    /// The Python distributions of each name, by their places in `installed`.
    by_name: HashMap<&'judging PackageName, Vec<usize>>,
}

/// What the bounds ask for in every environment of the same marker values.
pub(super) struct Asked<'judging> {
    /// How the entries of each bound stand.
    pub(super) standings: Vec<Standings>,
    /// The entries whose packages must be there, one for each package.
    pub(super) required: Vec<&'judging Entry>,
    /// The entries whose packages may have to be there, and why nobody can tell.
    pub(super) doubtful: Vec<(&'judging Entry, Rc<Doubt>)>,
}

impl<'judging> Case<'judging> {
    pub(super) fn new(
        environment: Option<&'judging Environment>,
        values: MarkerEnvironment,
        asked: Rc<Asked<'judging>>,
        installed: Vec<Installed<'judging>>,
    ) -> Self {
        let mut by_name: HashMap<&PackageName, Vec<usize>> = HashMap::new();
        for (place, (found, _)) in installed.iter().enumerate() {
            if found.kind != DistributionKind::Conda {
                by_name.entry(&found.name).or_default().push(place);
            }
        }
        Self { environment, values, asked, installed, home: environment.map(home), by_name }
    }

    pub(super) fn standing(&self, (bound, place): At) -> &Standing {
        &self.asked.standings[bound][place]
    }

    /// The distribution that Python finds under a name.
    pub(super) fn found(&self, name: &PackageName) -> Option<Installed<'judging>> {
        self.by_name.get(name)?.first().map(|place| self.installed[*place])
    }

    /// Whether a version that a need of an extra admits is there.
    pub(super) fn has(&self, need: &Requirement) -> bool {
        self.found(&need.name).is_some_and(|(found, _)| version_admitted(&need.specifiers, found))
    }

    /// Whether Python never finds a distribution, because a site before its own has one of the same name. A user's site comes
    /// before others for that user only.
    pub(super) fn is_shadowed(&self, (distribution, site): Installed<'judging>) -> bool {
        let places = self.by_name.get(&distribution.name).into_iter().flatten();
        let mut before = places.map(|place| self.installed[*place].1);
        distribution.kind != DistributionKind::Conda
            && before.find(|other| other.kind != SiteKind::User).is_some_and(|first| first.path != site.path)
            && site.kind != SiteKind::User
    }
}

fn home(environment: &Environment) -> &Path {
    let own = environment.sites.iter().find(|site| site.starts_with(&environment.prefix));
    own.or(environment.sites.first()).unwrap_or(&environment.prefix)
}
