//! What metadata says of licences: an expression (PEP 639), or a text and classifiers.

use spdx::{AdditionItem, Expression, LicenseItem, ParseMode};

use super::classifiers::{Classified, classified};
use crate::inventory::Details;

/// How long an expression is parsed, in bytes.
const EXPRESSION_LIMIT: usize = 2000;
/// As the specification has it; ids that were replaced by others are still ids.
const MODE: ParseMode =
    ParseMode { allow_deprecated: true, allow_postfix_plus_on_gpl: true, ..ParseMode::STRICT };

/// What the parser knows as ids and the SPDX list does not have.
const NO_IDS: [&str; 7] = [
    "GFDL-1.1-invariants",
    "GFDL-1.1-no-invariants",
    "GFDL-1.2-invariants",
    "GFDL-1.2-no-invariants",
    "GFDL-1.3-invariants",
    "GFDL-1.3-no-invariants",
    "NOASSERTION",
];
/// Ids of the list 3.29, which the validators of CycloneDX 1.6 (list 3.28) do not know yet. They take them in expressions.
const NEW_IDS: [&str; 13] = [
    "BSD-2-Clause-pos-unchanged",
    "BSD-3-Clause-OpenWebUI",
    "BSD-Source-Code-no-disclaimer",
    "BSD-Source-alt-GPL",
    "BSD-ask-to-endorse",
    "Brian-Gladman-3-Clause-no-conversion",
    "Bugroff",
    "CC-BY-NC-3.0-IGO",
    "FDK-MPEG-H",
    "Hippocratic-3.0-core",
    "Informatica",
    "MVT-1.1",
    "atc-game",
];

/// What is declared of a distribution's licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Declared {
    /// An expression of SPDX, and the licences of the package's own that it refers to (`LicenseRef-…`).
    Expression {
        /// The expression, in the spelling of the specification.
        text: String,
        /// The references.
        references: Vec<String>,
    },
    /// Statements, each once, of which nobody says how they go together. None where nothing is said.
    Statements(Vec<License>),
}

/// A statement on a licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum License {
    /// An id of the SPDX list.
    Id(&'static str),
    /// Any other text.
    Name(String),
}

impl License {
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Id(id) => id,
            Self::Name(name) => name,
        }
    }
}

/// What metadata declares. An expression that is none is a statement like any other.
pub(crate) fn declared(details: &Details) -> Declared {
    let mut statements = Vec::new();
    if let Some(written) = &details.license_expression {
        match expression(written) {
            Some(Declared::Expression { text, references }) => {
                return Declared::Expression { text, references };
            }
            Some(Declared::Statements(known)) => return Declared::Statements(known),
            None => statements.push(License::Name(written.clone())),
        }
    }
    if let Some(written) = details.license.as_ref().filter(|text| !text.trim().is_empty()) {
        match expression(written) {
            // `MIT` in the text is the id; what else may be read as an expression was not written as one.
            Some(Declared::Statements(known)) => statements.extend(known),
            _ => statements.push(License::Name(written.clone())),
        }
    }
    for classifier in &details.license_classifiers {
        match classified(classifier) {
            Classified::Id(id) => statements.push(License::Id(id)),
            Classified::Name(name) => statements.push(License::Name(name.to_owned())),
            Classified::Nothing => {}
        }
    }
    let mut once: Vec<License> = Vec::with_capacity(statements.len().min(16));
    let mut seen = std::collections::HashSet::new();
    for statement in statements {
        if seen.insert(statement.text().to_owned()) {
            once.push(statement);
        }
    }
    Declared::Statements(once)
}

/// Reads an expression; one id alone is a statement.
fn expression(written: &str) -> Option<Declared> {
    let written = written.trim();
    if written.len() > EXPRESSION_LIMIT {
        return None;
    }
    let text = spelled(written);
    let parsed = Expression::parse_mode(&text, MODE).ok()?;
    let mut references = Vec::new();
    for requirement in parsed.requirements() {
        match &requirement.req.license {
            LicenseItem::Spdx { id, .. } if NO_IDS.contains(&id.name) => return None,
            LicenseItem::Spdx { id, or_later: false } if id.name == text && !NEW_IDS.contains(&id.name) => {
                return Some(Declared::Statements(vec![License::Id(id.name)]));
            }
            LicenseItem::Spdx { .. } => {}
            LicenseItem::Other(other) if other.doc_ref.is_none() => {
                references.push(format!("LicenseRef-{}", other.lic_ref));
            }
            // Another document is nowhere to be had.
            LicenseItem::Other(_) => return None,
        }
        // SPDX 2.3 knows no additions but the exceptions of its list.
        if matches!(requirement.req.addition, Some(AdditionItem::Other(_))) {
            return None;
        }
    }
    references.sort();
    references.dedup();
    Some(Declared::Expression { text, references })
}

/// Operators are upper case in SPDX 2.3, and lower case in newer versions too.
fn spelled(written: &str) -> String {
    let operator = |word: &&str| ["AND", "OR", "WITH"].iter().any(|known| word.eq_ignore_ascii_case(known));
    let words = written.split_inclusive([' ', '(', ')']);
    let words = words.map(|part| {
        let word = part.trim_end_matches([' ', '(', ')']);
        Some(word).filter(operator).map_or_else(
            || part.to_owned(),
            |word| format!("{}{}", word.to_ascii_uppercase(), &part[word.len()..]),
        )
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(expression: &str, text: &str, classifiers: &[&str]) -> Declared {
        let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        declared(&Details {
            license_expression: filled(expression),
            license: filled(text),
            license_classifiers: classifiers.iter().map(|&text| text.to_owned()).collect(),
            ..Details::default()
        })
    }

    fn statements(declared: &Declared) -> Vec<&str> {
        match declared {
            Declared::Expression { .. } => panic!("{declared:?}"),
            Declared::Statements(statements) => statements.iter().map(License::text).collect(),
        }
    }

    #[test]
    fn every_id_is_in_the_list_of_cyclonedx() {
        let schema = include_str!("../../../../../testdata/schemas/spdx.schema.json");
        let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
        let listed: Vec<&str> =
            schema["enum"].as_array().unwrap().iter().filter_map(|id| id.as_str()).collect();
        for license in spdx::identifiers::LICENSES {
            let is_listed = listed.contains(&license.name);
            let is_named = NO_IDS.contains(&license.name) || NEW_IDS.contains(&license.name);
            assert_ne!(is_listed, is_named, "{}", license.name);
            if let Some(Declared::Statements(known)) = expression(license.name) {
                assert!(is_listed && known == [License::Id(license.name)], "{}", license.name);
            }
        }
        for id in ["GPL-2.0-or-later", "LGPL-2.1-only", "MIT", "GPL-2.0"] {
            assert_eq!(statements(&of("", id, &[])), [id]);
            assert!(
                matches!(of(id, "", &[]), Declared::Statements(known) if known == [License::Id(id)]),
                "{id}"
            );
        }
        assert!(
            matches!(of("GPL-2.0+", "", &[]), Declared::Expression { .. }),
            "replaced, and still understood"
        );
        assert_eq!(statements(&of("NOASSERTION", "", &[])), ["NOASSERTION"]);
    }

    #[test]
    fn expressions_have_references_and_operators_in_capitals() {
        let expected = Declared::Expression {
            text: "MIT OR (LicenseRef-Own AND Apache-2.0 WITH LLVM-exception)".to_owned(),
            references: vec!["LicenseRef-Own".to_owned()],
        };
        assert_eq!(
            of("MIT or (LicenseRef-Own and Apache-2.0 with LLVM-exception)", "x", &["License :: Y"]),
            expected
        );
        assert_eq!(of("MIT", "BSD", &[]), Declared::Statements(vec![License::Id("MIT")]));
        for wrong in
            ["MIT AND", "mit or MIT", "DocumentRef-x:LicenseRef-y", "Apache 2.0", &"(".repeat(10_000)]
        {
            assert_eq!(statements(&of(wrong, "", &[])), [wrong], "{wrong}");
        }
    }

    #[test]
    fn texts_and_classifiers_are_statements() {
        let classifiers = [
            "License :: OSI Approved",
            "License :: OSI Approved :: MIT License",
            "License :: OSI Approved :: BSD License",
            "License :: Other/Proprietary License",
        ];
        let found = of("", "MIT", &classifiers);
        assert_eq!(statements(&found), ["MIT", "BSD License", "Other/Proprietary License"]);
        assert_eq!(statements(&of("", "Dual: MIT or BSD", &[])), ["Dual: MIT or BSD"]);
        assert!(statements(&of("", "", &[])).is_empty());
    }
}
