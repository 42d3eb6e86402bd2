//! From the bytes of a document to its statements.

use serde_json::value::RawValue;

use super::document::{DOCUMENT_LIMIT, VexDocument, VexError, VexProblem};
use super::moment::Moment;
use super::raw::{RawComponent, RawDocument, RawStatement, TextOr};
use super::statements::{Inherited, statement};

/// How many products a document may have, over all of its statements.
const PRODUCT_LIMIT: usize = 1_000_000;

/// The namespace of OpenVEX; a version may follow.
const CONTEXT: &str = "https://openvex.dev/ns";

impl VexDocument {
    /// Reads an OpenVEX document. A statement that is not understood is a problem, and says nothing of the others.
    pub fn read(json: &[u8]) -> Result<Self, VexError> {
        if json.len() > DOCUMENT_LIMIT {
            return Err(VexError::TooLarge);
        }
        // Some editors begin every file with a mark of the byte order.
        let json = json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json);
        let raw: RawDocument<'_> = serde_json::from_slice(json).map_err(|error| shape(&error))?;
        check_context(&raw)?;
        let statements = raw.statements.ok_or_else(|| VexError::Shape("it has no statements".to_owned()))?;
        let products = match raw.products {
            Some(products) => parse::<Vec<TextOr<RawComponent>>>(products).map_err(VexError::Shape)?,
            None => Vec::new(),
        };
        // Every statement without products of its own is about all of these.
        if products.len().saturating_mul(statements.0.len()) > PRODUCT_LIMIT {
            return Err(VexError::TooLarge);
        }
        let inherited = Inherited { time: raw.timestamp.map(time), products };
        let mut document = Self::default();
        for (at, json) in statements.0.into_iter().enumerate() {
            let number = at + 1;
            match parse::<RawStatement>(json) {
                Ok(raw) => document.add(number, &raw, &inherited),
                Err(reason) => document.problems.push(VexProblem { statement: number, reason }),
            }
        }
        Ok(document)
    }

    fn add(&mut self, number: usize, raw: &RawStatement, inherited: &Inherited) {
        let mut reasons = Vec::new();
        let statement = statement(number, raw, inherited, &mut reasons);
        self.problems.extend(reasons.into_iter().map(|reason| VexProblem { statement: number, reason }));
        self.statements.extend(statement);
    }
}

fn shape(error: &serde_json::Error) -> VexError {
    VexError::Shape(error.to_string())
}

fn parse<'json, T: serde::Deserialize<'json>>(json: &'json RawValue) -> Result<T, String> {
    // The place within the part would mislead.
    serde_json::from_str(json.get()).map_err(|error| {
        let text = error.to_string();
        text.rsplit_once(" at line ").map_or(text.clone(), |(reason, _)| reason.to_owned())
    })
}

fn time(json: &RawValue) -> Result<Moment, String> {
    let text: String = parse(json)?;
    text.parse().map_err(|error: super::MomentError| error.to_string())
}

fn check_context(raw: &RawDocument<'_>) -> Result<(), VexError> {
    let context = raw.context.and_then(|json| parse::<String>(json).ok());
    let Some(version) = context.as_deref().and_then(|context| context.strip_prefix(CONTEXT)) else {
        return Err(VexError::Other(if raw.bom_format.is_some() {
            "a CycloneDX document"
        } else if raw.predicate_type.is_some() {
            "an attestation (in-toto)"
        } else if raw.document.is_some() {
            "a CSAF document"
        } else {
            "some other JSON"
        }));
    };
    let is_known = version.is_empty() || version == "/" || version.starts_with("/v0.");
    if is_known { Ok(()) } else { Err(VexError::Version(version.chars().take(40).collect())) }
}
