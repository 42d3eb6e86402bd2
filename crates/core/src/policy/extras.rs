//! What the extras of a requirement need, as the metadata of the installed package says.

use crate::inventory::Distribution;
use crate::requirement::marker::Truth;
use crate::requirement::{MarkerEnvironment, PackageName, Requirement, SyntaxError, Variable};

/// What an installed package says that some extras of it need, in an environment.
pub(super) fn needs(
    distribution: &Distribution,
    extras: &[PackageName],
    values: &MarkerEnvironment,
) -> Vec<Result<Requirement, (String, SyntaxError)>> {
    let Some(details) = &distribution.details else { return Vec::new() };
    let mut needs = Vec::new();
    for written in details.requires.iter().filter(|written| written.contains("extra")) {
        match written.parse::<Requirement>() {
            Ok(requirement) if is_for(&requirement, extras, values) => needs.push(Ok(requirement)),
            Ok(_) => {}
            Err(error) => needs.push(Err((written.clone(), error))),
        }
    }
    needs
}

/// Whether a requirement holds with one of the extras, and not without any.
fn is_for(requirement: &Requirement, extras: &[PackageName], values: &MarkerEnvironment) -> bool {
    let Some(marker) = &requirement.marker else { return false };
    let holds = |extra: &str| {
        let mut values = values.clone();
        values.set(Variable::Extra, extra);
        marker.evaluate(&values) == Ok(Truth::True)
    };
    !holds("") && extras.iter().any(|extra| holds(extra.normalized()))
}
