//! What was found of listed files and what was found beside them, as one.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::path::Path;

use super::{VerifyCode, VerifyFinding};

/// Adds what belongs to nobody. Compiled code without a source is said once, by the code that says what it is; and what Python runs
/// unseen once, where both the system and a distribution know its source.
pub(super) fn join(findings: &mut Vec<VerifyFinding>, of_nobody: Vec<VerifyFinding>) {
    let is_compiled = |finding: &&VerifyFinding| {
        matches!(finding.code, VerifyCode::BytecodeOrphan | VerifyCode::BytecodeUnchecked)
    };
    let said: BTreeSet<(VerifyCode, &Path)> =
        findings.iter().filter(is_compiled).map(|finding| (finding.code, finding.path.as_path())).collect();
    let is_new = |finding: &VerifyFinding| {
        let code = match finding.code {
            VerifyCode::Ownerless => VerifyCode::BytecodeOrphan,
            code => code,
        };
        !said.contains(&(code, finding.path.as_path()))
    };
    let new: Vec<VerifyFinding> = of_nobody.into_iter().filter(is_new).collect();
    findings.extend(new);
}

/// Sorts findings: those that matter most first, then by site, package, path and kind.
pub(super) fn sort(findings: &mut [VerifyFinding]) {
    findings.sort_by(|left, right| {
        let by_severity = Reverse(left.severity).cmp(&Reverse(right.severity));
        by_severity.then_with(|| place(left).cmp(&place(right))).then_with(|| left.reason.cmp(&right.reason))
    });
}

fn place(finding: &VerifyFinding) -> impl Ord + '_ {
    (&finding.site, &finding.subject, &finding.path, finding.code)
}
