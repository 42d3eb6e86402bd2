//! What the extras of a requirement need, as the metadata of the installed package says.

use std::collections::{BTreeMap, HashMap};

use super::standing::Doubt;
use crate::inventory::Distribution;
use crate::requirement::marker::{MarkerError, Truth};
use crate::requirement::{Marker, MarkerEnvironment, PackageName, Requirement, SyntaxError, Variable};

/// Through how many extras one requirement is followed: metadata may name more than anybody wants to go through.
pub(super) const LIMIT: usize = 256;

/// What an extra may need.
pub(super) enum Need<'needs> {
    /// It needs that.
    Known(&'needs Requirement),
    /// Whether it needs that depends on what is not known of the environment.
    Unknown(&'needs Requirement, Doubt),
    /// The metadata says it in a way that could not be understood.
    Invalid(&'needs str, &'needs SyntaxError),
}

/// What an installed package says of its extras, read once.
#[derive(Default)]
pub(super) struct Needs {
    requirements: Vec<Requirement>,
    /// The requirements that hold with one extra only.
    by_extra: HashMap<PackageName, Vec<usize>>,
    /// Those whose markers say something else of extras.
    others: Vec<usize>,
    invalid: Vec<(String, SyntaxError)>,
}

impl Needs {
    /// Reads what the metadata requires, as far as it speaks of extras.
    pub(super) fn of(distribution: &Distribution) -> Self {
        let mut needs = Self::default();
        let Some(details) = &distribution.details else { return needs };
        for written in details.requires.iter().filter(|written| written.contains("extra")) {
            match written.parse::<Requirement>() {
                Ok(requirement) => needs.add(requirement),
                Err(error) => needs.invalid.push((written.clone(), error)),
            }
        }
        needs
    }

    fn add(&mut self, requirement: Requirement) {
        let place = self.requirements.len();
        match requirement.marker.as_ref().map(Marker::extras_it_needs) {
            None => return,
            Some(None) => self.others.push(place),
            Some(Some(extras)) => {
                for extra in extras {
                    self.by_extra.entry(extra).or_default().push(place);
                }
            }
        }
        self.requirements.push(requirement);
    }

    /// What some extras need in an environment, in the order of the metadata.
    pub(super) fn with(&self, extras: &[PackageName], values: &MarkerEnvironment) -> Vec<Need<'_>> {
        let mut asked: BTreeMap<usize, Vec<&PackageName>> = BTreeMap::new();
        for extra in extras {
            for place in self.by_extra.get(extra).into_iter().flatten().chain(&self.others) {
                asked.entry(*place).or_default().push(extra);
            }
        }
        let mut values = values.clone();
        let mut needs: Vec<Need<'_>> =
            self.invalid.iter().map(|(written, error)| Need::Invalid(written, error)).collect();
        for (place, extras) in asked {
            let requirement = &self.requirements[place];
            match is_for(requirement, &extras, &mut values) {
                Ok(true) => needs.push(Need::Known(requirement)),
                Ok(false) => {}
                Err(doubt) => needs.push(Need::Unknown(requirement, doubt)),
            }
        }
        needs
    }
}

/// Whether a requirement holds with one of the extras, and not without any.
fn is_for(
    requirement: &Requirement,
    extras: &[&PackageName],
    values: &mut MarkerEnvironment,
) -> Result<bool, Doubt> {
    let Some(marker) = &requirement.marker else { return Ok(false) };
    if evaluate(marker, "", values) == Ok(Truth::True) {
        return Ok(false);
    }
    let mut doubt = None;
    for extra in extras {
        match evaluate(marker, extra.normalized(), values) {
            Ok(Truth::True) => return Ok(true),
            Ok(Truth::False) => {}
            Ok(Truth::Unknown(variable)) => doubt = doubt.or(Some(Doubt::Variable(variable))),
            Err(error) => doubt = doubt.or(Some(Doubt::Undefined(error))),
        }
    }
    doubt.map_or(Ok(false), Err)
}

fn evaluate(marker: &Marker, extra: &str, values: &mut MarkerEnvironment) -> Result<Truth, MarkerError> {
    values.set(Variable::Extra, extra);
    marker.evaluate(values)
}
