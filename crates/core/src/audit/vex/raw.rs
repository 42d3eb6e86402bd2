//! The JSON of OpenVEX, in its present form and in those before 0.2.0, where some objects were texts.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::document::STATEMENT_LIMIT;

#[derive(serde::Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct RawDocument<'json> {
    #[serde(rename = "@context", borrow)]
    pub(super) context: Option<&'json RawValue>,
    #[serde(rename = "bomFormat")]
    pub(super) bom_format: Option<serde::de::IgnoredAny>,
    #[serde(rename = "predicateType")]
    pub(super) predicate_type: Option<serde::de::IgnoredAny>,
    /// The Common Security Advisory Framework's documents begin with it.
    pub(super) document: Option<serde::de::IgnoredAny>,
    #[serde(borrow)]
    pub(super) timestamp: Option<&'json RawValue>,
    #[serde(borrow)]
    pub(super) products: Option<&'json RawValue>,
    #[serde(borrow)]
    pub(super) statements: Option<RawStatements<'json>>,
}

/// The statements, each to be read for itself: one that is wrong says nothing of the others.
pub(super) struct RawStatements<'json>(pub(super) Vec<&'json RawValue>);

impl<'de: 'json, 'json> Deserialize<'de> for RawStatements<'json> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bounded;

        impl<'json> Visitor<'json> for Bounded {
            type Value = RawStatements<'json>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a list of statements")
            }

            fn visit_seq<A: SeqAccess<'json>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut statements = Vec::new();
                while let Some(statement) = list.next_element()? {
                    if statements.len() == STATEMENT_LIMIT {
                        return Err(A::Error::custom(format_args!(
                            "it has more than {STATEMENT_LIMIT} statements; divide it"
                        )));
                    }
                    statements.push(statement);
                }
                Ok(RawStatements(statements))
            }
        }

        deserializer.deserialize_seq(Bounded)
    }
}

#[derive(serde::Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct RawStatement {
    pub(super) vulnerability: Option<TextOr<RawVulnerability>>,
    pub(super) timestamp: Option<String>,
    pub(super) last_updated: Option<String>,
    pub(super) products: Option<Vec<TextOr<RawComponent>>>,
    pub(super) subcomponents: Option<Vec<TextOr<RawComponent>>>,
    pub(super) status: Option<String>,
    pub(super) status_notes: Option<String>,
    pub(super) justification: Option<String>,
    pub(super) impact_statement: Option<String>,
    pub(super) action_statement: Option<String>,
}

#[derive(Default, serde::Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct RawVulnerability {
    #[serde(rename = "@id")]
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) aliases: Option<Vec<String>>,
}

#[derive(Default, serde::Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct RawComponent {
    #[serde(rename = "@id")]
    pub(super) id: Option<String>,
    pub(super) identifiers: Option<RawIdentifiers>,
    pub(super) subcomponents: Option<Vec<TextOr<RawComponent>>>,
}

#[derive(Default, serde::Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct RawIdentifiers {
    pub(super) purl: Option<String>,
}

impl From<&str> for RawVulnerability {
    fn from(name: &str) -> Self {
        Self { name: Some(name.to_owned()), ..Self::default() }
    }
}

impl From<&str> for RawComponent {
    fn from(id: &str) -> Self {
        Self { id: Some(id.to_owned()), ..Self::default() }
    }
}

/// An object, or the text that stood there before 0.2.0.
pub(super) struct TextOr<T>(pub(super) T);

impl<'json, T: Deserialize<'json> + for<'text> From<&'text str>> Deserialize<'json> for TextOr<T> {
    fn deserialize<D: Deserializer<'json>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<T>(PhantomData<T>);

        impl<'json, T: Deserialize<'json> + for<'text> From<&'text str>> Visitor<'json> for Either<T> {
            type Value = T;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object or a text")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
                Ok(text.into())
            }

            fn visit_map<A: MapAccess<'json>>(self, map: A) -> Result<T, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map))
            }
        }

        deserializer.deserialize_any(Either(PhantomData)).map(TextOr)
    }
}
