//! How a fact stands.

use serde::Serialize;

use crate::audit::Fact;
use crate::audit::vex::Justification;
use crate::report::vex::{Standing, Statement};

#[derive(Default, Serialize)]
pub(super) struct Analysis {
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    justification: Option<&'static str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    response: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

/// `affected` of OpenVEX is `exploitable` here: nobody has shown that it is not.
pub(super) fn analysis(statement: &Statement<'_>) -> Analysis {
    let analysis = match &statement.standing {
        Standing::Found { .. } => {
            Analysis { state: "exploitable", response: response(statement.fact), ..Analysis::default() }
        }
        Standing::Borne { reason, until, .. } => Analysis {
            state: "exploitable",
            response: vec!["will_not_fix"],
            detail: Some(format!("borne until {until}: {reason}")),
            ..Analysis::default()
        },
        Standing::NotAffected { justification, text, document } => Analysis {
            state: "not_affected",
            justification: justification.map(word),
            detail: Some(stated(document, *justification, *text)),
            ..Analysis::default()
        },
        Standing::Fixed { text, document } => {
            Analysis { state: "resolved", detail: Some(stated(document, None, *text)), ..Analysis::default() }
        }
    };
    let details: Vec<String> = analysis.detail.into_iter().chain(statement.notes.iter().cloned()).collect();
    Analysis { detail: (!details.is_empty()).then(|| details.join("; ")), ..analysis }
}

fn response(fact: &Fact) -> Vec<&'static str> {
    if fact.nearest_fix.is_some() && !fact.is_malware { vec!["update"] } else { Vec::new() }
}

/// The nearest justification; the label itself stands in the details.
const fn word(justification: Justification) -> &'static str {
    match justification {
        Justification::ComponentNotPresent | Justification::CodeNotPresent => "code_not_present",
        Justification::CodeNotExecuted => "code_not_reachable",
        Justification::CodeNotControlled => "requires_environment",
        Justification::InlineMitigations => "protected_by_mitigating_control",
    }
}

fn stated(document: &str, justification: Option<Justification>, text: Option<&str>) -> String {
    let mut stated = format!("as stated in {document}");
    for part in justification.map(Justification::as_str).into_iter().chain(text) {
        stated.push_str(": ");
        stated.push_str(part);
    }
    stated
}
