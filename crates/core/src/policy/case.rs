//! One environment, or a site that none sees, before the court.

use std::path::Path;
use std::rc::Rc;

use super::claims::version_admitted;
use super::names::At;
use super::standing::{Standing, Standings};
use crate::inventory::{Distribution, DistributionKind, Environment, Site};
use crate::manifest::Entry;
use crate::requirement::{MarkerEnvironment, PackageName, Requirement};

/// One environment, or a site that none sees.
pub(super) struct Case<'judging> {
    pub(super) environment: Option<&'judging Environment>,
    pub(super) values: MarkerEnvironment,
    pub(super) asked: Rc<Asked<'judging>>,
    pub(super) installed: Vec<(&'judging Distribution, &'judging Site)>,
    /// Where what is missing would be: the environment's first own site.
    pub(super) home: Option<&'judging Path>,
}

/// What the bounds ask for in every environment of the same marker values.
pub(super) struct Asked<'judging> {
    /// How the entries of each bound stand.
    pub(super) standings: Vec<Standings>,
    /// The entries whose packages must be there, one for each package.
    pub(super) required: Vec<&'judging Entry>,
}

impl<'judging> Case<'judging> {
    pub(super) fn new(
        environment: Option<&'judging Environment>,
        values: MarkerEnvironment,
        asked: Rc<Asked<'judging>>,
        installed: Vec<(&'judging Distribution, &'judging Site)>,
    ) -> Self {
        Self { environment, values, asked, installed, home: environment.map(home) }
    }

    pub(super) fn standing(&self, (bound, place): At) -> &Standing {
        &self.asked.standings[bound].of[place]
    }

    pub(super) fn named(
        &self,
        name: &PackageName,
    ) -> impl Iterator<Item = &(&'judging Distribution, &'judging Site)> {
        self.installed
            .iter()
            .filter(move |(found, _)| found.name == *name && found.kind != DistributionKind::Conda)
    }

    /// Whether a version that a need of an extra admits is there, in the first site that has any.
    pub(super) fn has(&self, need: &Requirement) -> bool {
        self.named(&need.name).next().is_some_and(|(found, _)| version_admitted(&need.specifiers, found))
    }
}

fn home(environment: &Environment) -> &Path {
    let own = environment.sites.iter().find(|site| site.starts_with(&environment.prefix));
    own.or(environment.sites.first()).unwrap_or(&environment.prefix)
}
