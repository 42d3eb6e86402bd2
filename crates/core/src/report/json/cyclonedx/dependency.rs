//! What depends on what: the machine on what holds components, that on them, and they on each other.

use std::collections::BTreeSet;

use serde::Serialize;

use super::MACHINE;
use crate::report::bill::{Bill, Knowledge};

/// What something depends on. What is not in the list has dependencies that nobody knows.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Dependency<'bill> {
    #[serde(rename = "ref")]
    of: &'bill str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    depends_on: Vec<&'bill str>,
}

pub(super) fn dependencies<'bill>(bill: &'bill Bill<'_>) -> Vec<Dependency<'bill>> {
    let ids = |numbers: &BTreeSet<usize>| -> Vec<&'bill str> {
        numbers.iter().map(|number| bill.components[*number].id.as_str()).collect()
    };
    let holders: Vec<&str> = bill.holders.iter().map(|holder| holder.id.as_str()).collect();
    let mut all = vec![Dependency { of: MACHINE, depends_on: holders }];
    all.extend(
        bill.holders.iter().map(|holder| Dependency { of: &holder.id, depends_on: ids(&holder.holds) }),
    );
    // What is listed without dependencies has none. What is needed may be not known.
    let needing = bill.components.iter().zip(&bill.needs).enumerate();
    let known = needing.filter(|(number, _)| bill.knowledge(*number) != Knowledge::Nothing);
    all.extend(known.map(|(_, (component, needs))| Dependency { of: &component.id, depends_on: ids(needs) }));
    all
}
