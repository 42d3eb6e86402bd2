//! What the extras of a requirement need, as the metadata of the installed package says.

use super::standing::Doubt;
use crate::inventory::Distribution;
use crate::requirement::marker::{MarkerError, Truth};
use crate::requirement::{Marker, MarkerEnvironment, PackageName, Requirement, SyntaxError, Variable};

/// Through how many extras one requirement is followed: metadata may name more than anybody wants to go through.
pub(super) const LIMIT: usize = 256;

/// What an extra may need.
pub(super) enum Need {
    /// It needs that.
    Known(Requirement),
    /// Whether it needs that depends on what is not known of the environment.
    Unknown(Requirement, Doubt),
    /// The metadata says it in a way that could not be understood.
    Invalid(String, SyntaxError),
}

/// What an installed package says that some extras of it need, in an environment.
pub(super) fn needs(
    distribution: &Distribution,
    extras: &[PackageName],
    values: &MarkerEnvironment,
) -> Vec<Need> {
    let Some(details) = &distribution.details else { return Vec::new() };
    let mut needs = Vec::new();
    for written in details.requires.iter().filter(|written| written.contains("extra")) {
        match written.parse::<Requirement>() {
            Ok(requirement) => match is_for(&requirement, extras, values) {
                Ok(true) => needs.push(Need::Known(requirement)),
                Ok(false) => {}
                Err(doubt) => needs.push(Need::Unknown(requirement, doubt)),
            },
            Err(error) => needs.push(Need::Invalid(written.clone(), error)),
        }
    }
    needs
}

/// Whether a requirement holds with one of the extras, and not without any.
fn is_for(
    requirement: &Requirement,
    extras: &[PackageName],
    values: &MarkerEnvironment,
) -> Result<bool, Doubt> {
    let Some(marker) = requirement.marker.as_ref().filter(|marker| marker.to_string().contains("extra"))
    else {
        return Ok(false);
    };
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

fn evaluate(marker: &Marker, extra: &str, values: &MarkerEnvironment) -> Result<Truth, MarkerError> {
    let mut values = values.clone();
    values.set(Variable::Extra, extra);
    marker.evaluate(&values)
}
