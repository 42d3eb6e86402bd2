//! Licences of components.

use serde::Serialize;

use crate::inventory::Details;
use crate::report::bill::{Declared, License, declared};

/// A licence, or an expression, which stands alone.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Choice {
    One { license: One },
    Expression { expression: String, acknowledgement: &'static str },
}

#[derive(Debug, Serialize)]
pub(super) struct One {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    acknowledgement: &'static str,
}

/// Nobody has looked into the files: it is what the authors declare.
const DECLARED: &str = "declared";

pub(super) fn choices(details: &Details) -> Vec<Choice> {
    match declared(details) {
        Declared::Expression { text, .. } => {
            vec![Choice::Expression { expression: text, acknowledgement: DECLARED }]
        }
        Declared::Statements(statements) => statements.into_iter().map(one).collect(),
    }
}

fn one(license: License) -> Choice {
    let (id, name) = match license {
        License::Id(id) => (Some(id), None),
        License::Name(name) => (None, Some(name)),
    };
    Choice::One { license: One { id, name, acknowledgement: DECLARED } }
}
