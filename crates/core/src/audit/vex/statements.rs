//! One statement: what it inherits, what it is about, and whether it says what it must.

use super::document::{Justification, VexStatement, VexStatus, VexVerdict};
use super::moment::{Moment, MomentError};
use super::product::VexProduct;
use super::raw::{RawComponent, RawStatement, RawVulnerability, TextOr};
use crate::metadata::credentials::mask_credentials;
use crate::metadata::purl::{PythonPurl, read_python};

/// How much is kept of a text, in characters.
const TEXT: usize = 1000;
/// How long an identifier of a vulnerability may be, in bytes; records have none that are longer.
const IDENTIFIER: usize = 256;

/// What a document says for all of its statements.
pub(super) struct Inherited {
    pub(super) time: Option<Result<Moment, String>>,
    pub(super) products: Vec<TextOr<RawComponent>>,
}

/// What a statement says of Python packages; `None` where that is nothing, or could not be understood at all.
pub(super) fn statement(
    number: usize,
    raw: &RawStatement,
    inherited: &Inherited,
    reasons: &mut Vec<String>,
) -> Option<VexStatement> {
    let products = products(raw, inherited, reasons);
    if products.is_empty() {
        return None;
    }
    let Some((name, aliases)) = names(raw.vulnerability.as_ref().map(|TextOr(vulnerability)| vulnerability))
    else {
        reasons.push("it names no vulnerability".to_owned());
        return None;
    };
    let time = time(raw, inherited).map_err(|reason| reasons.push(reason)).ok();
    let verdict = verdict(raw).map_err(|reason| reasons.push(reason)).ok().filter(|_| time.is_some());
    Some(VexStatement { number, name, aliases, products, time: time.unwrap_or(Moment::LAST), verdict })
}

/// The name and all other identifiers; the last part of an IRI is one too (`https://h.example/CVE-2024-1`).
fn names(raw: Option<&RawVulnerability>) -> Option<(String, Vec<String>)> {
    let raw = raw?;
    let id = raw.id.as_deref().map(|id| id.trim_end_matches('/').rsplit('/').next().unwrap_or(id));
    let all =
        raw.name.as_deref().into_iter().chain(id).chain(raw.aliases.iter().flatten().map(String::as_str));
    let mut all = all.map(str::trim).filter(|name| (1..=IDENTIFIER).contains(&name.len())).map(str::to_owned);
    Some((all.next()?, all.collect()))
}

/// What it says of its own time goes before what the document says. When a document was last changed does not say
/// which of its statements was.
fn time(raw: &RawStatement, inherited: &Inherited) -> Result<Moment, String> {
    let read =
        |text: &String| text.parse().map_err(|error: MomentError| format!("its time is none: {error}"));
    let updated = raw.last_updated.as_ref().map(read).transpose()?;
    let stated = match (&raw.timestamp, &inherited.time) {
        (Some(text), _) => Some(read(text)?),
        (None, Some(Ok(time))) => Some(*time),
        (None, Some(Err(_)) | None) if updated.is_some() => None,
        (None, Some(Err(reason))) => return Err(format!("the document's time is none: {reason}")),
        (None, None) => return Err("neither it nor the document has a timestamp".to_owned()),
    };
    stated.max(updated).ok_or_else(|| "it has no timestamp".to_owned())
}

fn verdict(raw: &RawStatement) -> Result<VexVerdict, String> {
    let word = raw.status.as_deref().ok_or("it has no status")?;
    let status = VexStatus::of_word(word).ok_or_else(|| format!("{} is no status", shown(word)))?;
    let justification = match (status, filled(raw.justification.as_ref())) {
        (VexStatus::NotAffected, Some(word)) => {
            Some(Justification::of_word(word).ok_or_else(|| format!("{} is no justification", shown(word)))?)
        }
        _ => None,
    };
    let impact = filled(raw.impact_statement.as_ref());
    let action = filled(raw.action_statement.as_ref());
    let (text, is_complete) = match status {
        VexStatus::NotAffected => (impact, justification.is_some() || impact.is_some()),
        VexStatus::Affected => (action, action.is_some()),
        VexStatus::Fixed | VexStatus::UnderInvestigation => (None, true),
    };
    if !is_complete {
        let missing = match status {
            VexStatus::Affected => "an action_statement",
            _ => "a justification or an impact_statement",
        };
        return Err(format!("it says {status} without {missing}"));
    }
    let text = text.or_else(|| filled(raw.status_notes.as_ref())).map(shown);
    Ok(VexVerdict { status, justification, text })
}

fn filled(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

fn shown(text: &str) -> String {
    mask_credentials(&text.chars().take(TEXT).collect::<String>())
}

/// The Python packages that it is about. What is none itself (an image, a program) is looked into.
fn products(raw: &RawStatement, inherited: &Inherited, reasons: &mut Vec<String>) -> Vec<VexProduct> {
    let Some(products) =
        Some(raw.products.as_ref().unwrap_or(&inherited.products)).filter(|all| !all.is_empty())
    else {
        reasons.push("it names no product".to_owned());
        return Vec::new();
    };
    let mut found = Vec::new();
    for TextOr(product) in products {
        if add(product, reasons, &mut found) {
            continue;
        }
        // Before 0.2.0 they stood beside the products.
        let inside = product.subcomponents.as_ref().or(raw.subcomponents.as_ref());
        for TextOr(part) in inside.into_iter().flatten() {
            add(part, reasons, &mut found);
        }
    }
    found
}

/// Adds what a component is, and says whether that is a Python package, or should have been one.
fn add(component: &RawComponent, reasons: &mut Vec<String>, found: &mut Vec<VexProduct>) -> bool {
    match python_purls(component) {
        Ok(purls) if purls.is_empty() => false,
        Ok(purls) => {
            match VexProduct::new(purls) {
                Some(product) => found.push(product),
                None => reasons.push("the identifiers of one product name several packages".to_owned()),
            }
            true
        }
        Err(reason) => {
            reasons.push(reason);
            true
        }
    }
}

fn python_purls(component: &RawComponent) -> Result<Vec<PythonPurl>, String> {
    let id = component.id.as_ref().filter(|id| is_purl(id));
    let other = component.identifiers.as_ref().and_then(|identifiers| identifiers.purl.as_ref());
    let mut purls = Vec::new();
    for text in id.into_iter().chain(other.filter(|other| Some(*other) != id)) {
        match read_python(text) {
            Ok(purl) => purls.extend(purl),
            // What another kind of package is called is not for us to judge.
            Err(_) if is_of_another_type(text) => {}
            Err(error) => return Err(error.to_string()),
        }
    }
    Ok(purls)
}

fn is_purl(text: &str) -> bool {
    text.trim().get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("pkg:"))
}

fn is_of_another_type(text: &str) -> bool {
    let rest = text.trim().split_once(':').map_or("", |(_, rest)| rest.trim_start_matches('/'));
    let kind = rest.split_once('/').map(|(kind, _)| kind);
    is_purl(text) && kind.is_some_and(|kind| !kind.is_empty() && !kind.eq_ignore_ascii_case("pypi"))
}
