//! Words of the API, as pages show them.

use crate::api::v1::shapes::{Finding, FindingState, Kind, MachineStatus, Outcome, Severity};
use crate::auth::Role;
use crate::ui::link::Href;
use crate::ui::view::{Cell, Tone};

/// Severities from the highest, as they are asked for and called.
pub(super) const SEVERITIES: [&str; 5] = ["critical", "high", "medium", "low", "unknown"];

pub(super) const fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "critical",
        Severity::High => "high",
        Severity::Medium => "medium",
        Severity::Low => "low",
        Severity::Unknown => "unknown",
    }
}

pub(super) const fn severity_tone(severity: Severity) -> Tone {
    match severity {
        Severity::Critical => Tone::Critical,
        Severity::High => Tone::High,
        Severity::Medium => Tone::Medium,
        Severity::Low => Tone::Low,
        Severity::Unknown => Tone::Unknown,
    }
}

pub(super) const fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Malware => "malware",
        Kind::Vulnerability => "vulnerability",
        Kind::Lookalike => "lookalike",
        Kind::Policy => "policy",
        Kind::Integrity => "integrity",
    }
}

/// How severe a finding is. Malware is called that: it needs no score.
pub(super) fn severity(finding: &Finding) -> Cell {
    if finding.kind == Kind::Malware {
        return Cell::badge(Tone::Critical, "malware");
    }
    Cell::badge(severity_tone(finding.severity), severity_word(finding.severity))
}

pub(super) fn state(state: FindingState) -> Cell {
    let (tone, word) = match state {
        FindingState::Open => (Tone::Medium, "open"),
        FindingState::Accepted => (Tone::Low, "accepted"),
        FindingState::Closed => (Tone::Good, "closed"),
    };
    Cell::badge(tone, word)
}

pub(super) fn machine_status(status: MachineStatus) -> Cell {
    let tone = match status {
        MachineStatus::Active => Tone::Good,
        MachineStatus::Revoked | MachineStatus::Cloned => Tone::High,
        MachineStatus::Decommissioned => Tone::Plain,
    };
    Cell::badge(tone, status.name())
}

pub(super) fn mode(mode: &str) -> Cell {
    let tone = match mode {
        "enforce" => Tone::Good,
        "warn" => Tone::Low,
        _ => Tone::Plain,
    };
    if mode.is_empty() { Cell::Nothing("none") } else { Cell::badge(tone, mode) }
}

pub(super) fn outcome(outcome: Outcome) -> Cell {
    let (tone, word) = match outcome {
        Outcome::Clean => (Tone::Good, "nothing known"),
        Outcome::Findings => (Tone::High, "findings"),
        Outcome::Unchecked => (Tone::Unknown, "could not be checked"),
        Outcome::Waiting => (Tone::Unknown, "not checked yet"),
    };
    Cell::badge(tone, word)
}

/// A package and its version.
pub(super) fn release(name: &str, version: &str) -> String {
    if version.is_empty() { name.to_owned() } else { format!("{name} {version}") }
}

pub(super) fn package_link(name: &str) -> Cell {
    Cell::link(Href::of("/packages").part(name), name)
}

/// The machines of a group that were not decommissioned: as many as it says that it has.
pub(super) fn present_of(group: i64) -> Href {
    Href::of("/machines").with("group", group).with("status", "present")
}

pub(super) fn machine_link(id: &str, hostname: &str) -> Cell {
    Cell::link(Href::of("/machines").part(id), hostname)
}

pub(in crate::ui) const fn role_word(role: Role) -> &'static str {
    match role {
        Role::Viewer => "viewer",
        Role::Approver => "approver",
        Role::PolicyEditor => "policy editor",
        Role::Administrator => "administrator",
    }
}

/// So many of something.
pub(super) fn plural(number: i64, one: &str, many: &str) -> String {
    let shown = crate::ui::view::Number { value: number, is_exact: true };
    if number == 1 { format!("1 {one}") } else { format!("{shown} {many}") }
}
