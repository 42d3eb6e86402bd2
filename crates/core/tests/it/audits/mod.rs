//! Auditing: made inventories and bounds, held against made records.

mod exceptions;
mod installed;
mod lookups;
mod names;

use std::collections::BTreeSet;

use fetter_core::advisory::{Advisory, Memory};
use fetter_core::audit::{
    AuditOutcome, AuditRules, Confidence, Exceptions, Knowledge, TrustedOrigins, audit,
};
use fetter_core::inventory::Inventory;

/// The rules without any option, on the 15th of June 2026.
pub(crate) fn audit_rules() -> AuditRules {
    AuditRules {
        pattern: None,
        disabled: BTreeSet::new(),
        confidence: Confidence::Medium,
        trusted: TrustedOrigins::default(),
        exceptions: Exceptions::default(),
        with_passing: true,
        today: "2026-06-15".parse().expect("a day"),
    }
}

/// What comes of holding an inventory against records, by rules.
pub(crate) fn audited_by(inventory: &Inventory, records: &[Advisory], rules: &AuditRules) -> AuditOutcome {
    let memory = Memory::new(records);
    let knowledge = Knowledge { source: Some(&memory), exploited: None, likelihoods: None, popular: None };
    audit(inventory, &knowledge, rules)
}

/// The same by the rules without any option.
pub(crate) fn audited(inventory: &Inventory, records: &[Advisory]) -> AuditOutcome {
    audited_by(inventory, records, &audit_rules())
}

/// `CODE LABEL [ID …]` of every finding.
pub(crate) fn said(outcome: &AuditOutcome) -> Vec<String> {
    let one = |finding: &fetter_core::audit::AuditFinding| {
        let ids = finding.fact().map(|fact| format!(" {}", fact.ids.join(" "))).unwrap_or_default();
        format!("{} {}{ids}", finding.code, finding.subject.label())
    };
    outcome.findings.iter().map(one).collect()
}
