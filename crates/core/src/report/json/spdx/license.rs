//! Licences: expressions, and texts that are none of the SPDX list.

use std::collections::BTreeMap;

use serde::Serialize;

use super::NO_ASSERTION;
use crate::inventory::Details;
use crate::report::bill::fingerprint::Fingerprint;
use crate::report::bill::{Bill, Component, Declared, License, declared};

/// A licence that is not of the SPDX list.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Extracted {
    license_id: String,
    #[serde(rename = "extractedText")]
    text: String,
    name: String,
}

/// What is declared of a distribution's licence, as an expression.
pub(super) fn expression(details: &Details) -> String {
    Licenses::default().declared(details)
}

/// What all that a bill lists refers to and is not of the SPDX list.
pub(super) fn extracted(bill: &Bill<'_>) -> Vec<Extracted> {
    let mut licenses = Licenses::default();
    for details in bill.components.iter().filter_map(Component::details) {
        licenses.declared(details);
    }
    licenses.extracted()
}

/// The licences of a document that are not of the SPDX list.
#[derive(Default)]
struct Licenses {
    known: BTreeMap<String, (String, &'static str)>,
}

impl Licenses {
    fn declared(&mut self, details: &Details) -> String {
        match declared(details) {
            Declared::Expression { text, references } => {
                for reference in references {
                    self.known.entry(reference).or_insert_with(|| {
                        let text = "The metadata refers to a licence of the package's own under this name.";
                        (text.to_owned(), "a licence of a package")
                    });
                }
                text
            }
            Declared::Statements(statements) => match statements.as_slice() {
                [] => NO_ASSERTION.to_owned(),
                [License::Id(id)] => (*id).to_owned(),
                // Whether all of them hold or one may be chosen, nobody says: they are one text.
                several => self.reference(several),
            },
        }
    }

    fn reference(&mut self, statements: &[License]) -> String {
        let text = statements.iter().map(License::text).collect::<Vec<_>>().join("\n");
        let mut print = Fingerprint::new();
        print.part(&text);
        let id = format!("LicenseRef-fetter-{}", print.name());
        self.known.insert(id.clone(), (text, "what the metadata says of its licence"));
        id
    }

    fn extracted(self) -> Vec<Extracted> {
        let extracted = |(license_id, (text, name)): (String, (String, &str))| Extracted {
            license_id,
            text,
            name: name.to_owned(),
        };
        self.known.into_iter().map(extracted).collect()
    }
}
