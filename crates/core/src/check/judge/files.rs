//! Whether files are as they were installed, and what runs at starts.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use super::bench::{At, Bench, hit, open};
use crate::check::evidence::Looked;
use crate::check::outcome::{CheckUncheckedCode, HitCode};
use crate::check::rule::{Asks, IntegrityRule, Rule, StartupRule};
use crate::integrity::startup::{Startup, StartupItem, Verdict};
use crate::integrity::verify::{VerifyCode, VerifyFinding};
use crate::report::escape_path;
use crate::requirement::PackageName;

/// The distributions of sites, by site and normalised name.
type Named<'check> = HashMap<(&'check Path, &'check str), Vec<At>>;

/// Holds files against what rules ask of them.
pub(super) fn judge(bench: &mut Bench<'_>) {
    let scene = bench.scene;
    let asks = |rule: &Rule| matches!(rule.asks, Asks::Integrity(_));
    if !scene.policy.rules.iter().any(asks) {
        return;
    }
    let mut named: Named<'_> = HashMap::new();
    for (at, distribution) in bench.distributions() {
        let site = scene.inventory.sites[at.0].path.as_path();
        named.entry((site, distribution.name.normalized())).or_default().push(at);
    }
    for (number, rule) in scene.policy.rules.iter().enumerate() {
        let Asks::Integrity(asked) = &rule.asks else { continue };
        let evidence = scene.evidence.files;
        let kinds = [
            (asked.record, evidence.record, HitCode::FilesChanged, CheckUncheckedCode::FilesUnchecked),
            (asked.ownerless, evidence.ownerless, HitCode::Ownerless, CheckUncheckedCode::OwnerlessUnchecked),
        ];
        for (is_asked, looked, code, unchecked) in kinds {
            match looked.filter(|_| is_asked) {
                Some(looked) => judge_found(bench, (number, rule, asked), &named, looked, (code, unchecked)),
                None if is_asked => not_looked(bench, rule, unchecked),
                None => {}
            }
        }
        match (&asked.startup, evidence.startup) {
            (StartupRule::Any, _) => {}
            (_, None) => not_looked(bench, rule, CheckUncheckedCode::StartupUnchecked),
            (asked, Some(startup)) => judge_startup(bench, (number, rule, asked), &named, startup),
        }
    }
}

/// Says that a rule asks for what nobody looked at.
fn not_looked(bench: &mut Bench<'_>, rule: &Rule, code: CheckUncheckedCode) {
    let scene = bench.scene;
    let sites: Vec<usize> =
        (0..scene.inventory.sites.len()).filter(|site| scene.applies(rule, *site)).collect();
    if sites.is_empty() {
        return;
    }
    bench.unchecked(open(
        rule,
        code,
        None,
        "the rule asks for files, and they were not looked at: an inventory that was written down has none",
    ));
    for site in sites {
        bench.doubt_site(site);
    }
}

fn judge_found(
    bench: &mut Bench<'_>,
    (number, rule, asked): (usize, &Rule, &IntegrityRule),
    named: &Named<'_>,
    looked: Looked<'_>,
    (code, unchecked): (HitCode, CheckUncheckedCode),
) {
    let scene = bench.scene;
    // Of one distribution one hit for each kind: it may have thousands of files.
    let mut of_packages: BTreeMap<(At, VerifyCode), Vec<&VerifyFinding>> = BTreeMap::new();
    for finding in looked.findings.iter().filter(|finding| finding.severity >= asked.severity) {
        let site = scene.sites.get(finding.site.as_path()).copied();
        let applies = match site {
            Some(site) => scene.applies(rule, site),
            None => scene.applies_to_path(rule, &finding.site, &finding.environments),
        };
        if !applies {
            continue;
        }
        let owners: Vec<At> = finding
            .subject
            .iter()
            .flat_map(|subject| {
                let same = named
                    .get(&(finding.site.as_path(), subject.name.as_str()))
                    .into_iter()
                    .flatten()
                    .copied();
                same.filter(|(site, at)| {
                    let found = &scene.inventory.sites[*site].distributions[*at];
                    subject.version.as_deref().unwrap_or_default() == found.version_text()
                })
            })
            .collect();
        if owners.is_empty() {
            let file = (finding.path.clone(), None, finding.site.clone());
            bench.hit_file(file, &finding.environments, hit(number, rule, code, finding.reason.clone()));
        }
        for at in owners {
            of_packages.entry((at, finding.code)).or_default().push(finding);
        }
    }
    for ((at, kind), found) in of_packages {
        let Some(first) = found.first() else { continue };
        let more =
            if found.len() > 1 { format!(", and {} more files", found.len() - 1) } else { String::new() };
        let reason = format!("{kind}: {}: {}{more}", escape_path(&first.path), first.reason);
        bench.hit(at, hit(number, rule, code, reason));
    }
    for found in looked.unchecked {
        note_unchecked(bench, rule, unchecked, &found.path, &format!("{} [{}]", found.reason, found.code));
    }
}

/// Says what could not be looked at, and of which distributions something is not known therefore.
fn note_unchecked(bench: &mut Bench<'_>, rule: &Rule, code: CheckUncheckedCode, path: &Path, reason: &str) {
    let scene = bench.scene;
    let sites = scene.inventory.sites.iter().enumerate();
    let touched: Vec<usize> = sites
        .filter(|(_, site)| path.starts_with(&site.path) || site.path.starts_with(path))
        .map(|(at, _)| at)
        .collect();
    if !touched.is_empty() && !touched.iter().any(|site| scene.applies(rule, *site)) {
        return;
    }
    bench.unchecked(open(rule, code, Some(path), reason));
    for site in touched {
        let found = &scene.inventory.sites[site];
        let own: Vec<usize> = (0..found.distributions.len())
            .filter(|at| path.starts_with(&found.distributions[*at].metadata_path))
            .collect();
        if own.is_empty() {
            bench.doubt_site(site);
        }
        for at in own {
            bench.doubt((site, at));
        }
    }
}

fn judge_startup(
    bench: &mut Bench<'_>,
    (number, rule, asked): (usize, &Rule, &StartupRule),
    named: &Named<'_>,
    startup: &Startup,
) {
    let scene = bench.scene;
    for item in startup.items.iter().filter(|item| is_refused(item, asked)) {
        let applies = match scene.sites.get(item.site.as_path()) {
            Some(site) => scene.applies(rule, *site),
            None => scene.applies_to_path(rule, &item.site, &item.environments),
        };
        if !applies {
            continue;
        }
        let line = item.line.map(|line| format!(", line {line}")).unwrap_or_default();
        let reason =
            format!("{} runs at starts ({}, {}{line})", escape_path(&item.file), item.kind, item.verdict);
        let hit = hit(number, rule, HitCode::StartupCode, reason);
        let owners: Vec<At> = item
            .owner
            .iter()
            .flat_map(|owner| {
                let name = PackageName::new(&owner.name);
                named.get(&(item.site.as_path(), name.normalized())).cloned().unwrap_or_default()
            })
            .collect();
        if owners.is_empty() {
            let file = (item.file.clone(), item.line, item.site.clone());
            bench.hit_file(file, &item.environments, hit.clone());
        }
        for at in owners {
            bench.hit(at, hit.clone());
        }
    }
    for problem in &startup.unchecked {
        let reason = format!("{} [{}]", problem.reason, problem.code);
        note_unchecked(bench, rule, CheckUncheckedCode::StartupUnchecked, &problem.path, &reason);
    }
}

/// Whether a rule does not allow something to run. A name on the list is no leave for what stands out in it.
fn is_refused(item: &StartupItem, asked: &StartupRule) -> bool {
    let StartupRule::Listed(names) = asked else { return item.is_finding() };
    let runs = !item.is_inert && !item.is_passed_over() && item.verdict != Verdict::Plain;
    if !item.kind.may_be_listed() || !runs || item.verdict == Verdict::Suspicious {
        return item.is_finding();
    }
    let name = item.file.file_name().map(|name| PackageName::new(&name.to_string_lossy()));
    !name.is_some_and(|name| names.iter().any(|pattern| pattern.matches_name(&name)))
}
