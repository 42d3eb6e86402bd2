//! What the server judges by equals what a machine judges by.

use std::collections::BTreeSet;
use std::path::Path;

use fetter_agent::report::{Digests, Facts, report_with};
use fetter_core::advisory::names::Popular;
use fetter_core::advisory::{Memory, read_record};
use fetter_core::audit::{AuditRules, Confidence, Exceptions, Knowledge, TrustedOrigins, audit};
use fetter_core::check::{CheckOutcome, Evidence, FilesSeen, FirstSights, Owners, Policy, check_part};
use fetter_core::inventory::discover::{DetailReader, Progress, Request, Surroundings, discover};
use fetter_core::inventory::{Coverage, Inventory};
use fetter_core::policy::{Host, Overrides};
use fetter_core::timestamp::Timestamp;
use fetter_protocol::{Report, SiteContents, read};
use fetter_server::jobs::{Setting, inventory};
use fetter_testkit::{Scratch, Tree, gate};

use crate::support::Machine;

/// A policy that asks for names, versions, origins, markers and Pythons.
const POLICY: &str = r#"schema = "policy-1"
mode = "enforce"

[scopes.new]
python = ">=3.10"

[[deny]]
id = "no-wheel"
packages = ["wheel<0.40", "six"]

[[allow]]
id = "some"
scope = ["new"]
origins = ["index"]
requirements = ["pip", "setuptools", "attrs; python_version >= '3.9'", "requests; sys_platform == 'linux'", "numpy; platform_machine == 'x86_64'"]

[[audit]]
id = "vulnerable"
severity = "low"
"#;

/// A machine, searched as an agent does it, and what it tells of its sites.
fn of(directory: &Path) -> (Inventory, Digests) {
    let request = Request {
        paths: vec![directory.to_path_buf()],
        only_paths: true,
        origins: true,
        no_user_site: true,
        ..Request::default()
    };
    let surroundings = Surroundings { directory: "/".into(), ..Surroundings::default() };
    let found = discover(&request, &surroundings, &Progress::default()).expect("it can be searched");
    let mut digests = Digests::default();
    digests.read_by(Some(DetailReader::new(&request, &surroundings).expect("a reader")));
    (found, digests)
}

fn told((found, digests): &mut (Inventory, Digests)) -> Report {
    let facts = Facts {
        sequence: 1,
        taken: fetter_agent::journal::Moment::now(),
        host: fetter_protocol::Host {
            architecture: std::env::consts::ARCH.to_owned(),
            ..Machine::new(1).host()
        },
        denials: Vec::new(),
        tampered: None,
        events: Vec::new(),
    };
    report_with(found, facts, digests).expect("a report")
}

/// Some releases are vulnerable, and one is malware.
fn known() -> Memory {
    let record = |id: &str, name: &str, fixed: &str| {
        let ends = format!(r#"{{"introduced":"0"}},{{"fixed":"{fixed}"}}"#);
        let text = format!(
            r#"{{"id":"{id}","modified":"2026-01-01T00:00:00Z","summary":"bad","affected":[{{"package":{{"ecosystem":"PyPI","name":"{name}"}},"ranges":[{{"type":"ECOSYSTEM","events":[{ends}]}}]}}]}}"#
        );
        read_record(text.as_bytes()).expect("a record")
    };
    Memory::new(&[
        record("PYSEC-2026-1", "pip", "9999"),
        record("GHSA-1111-2222-3333", "setuptools", "70.0"),
        record("MAL-2026-1", "six", "9999"),
        record("PYSEC-2026-2", "numpy", "1.20"),
    ])
}

fn judged(part: &Inventory) -> CheckOutcome {
    let policy = Policy::read(POLICY, "policy.toml").expect("a policy");
    let policy = policy.load(|_| unreachable!("it names no bounds")).expect("it is whole");
    let memory = known();
    let knowledge = Knowledge { source: Some(&memory), exploited: None, likelihoods: None, popular: None };
    let evidence = Evidence {
        knowledge: &knowledge,
        knowledge_unchecked: &[],
        now: Timestamp::of_unix_time(1_781_524_800).expect("a time"),
        host: &Host::default(),
        overrides: &Overrides::default(),
        files: FilesSeen::default(),
        owners: &Owners::default(),
        first_sights: &FirstSights::default(),
    };
    check_part(part, &policy, &evidence)
}

/// What is decided of each package, without where it lies.
fn decisions(outcome: &CheckOutcome) -> BTreeSet<String> {
    let one = |judgement: &fetter_core::check::Judgement| {
        let hits: Vec<_> = judgement.hits.iter().map(|hit| (&hit.rule, hit.code, &hit.reason)).collect();
        format!(
            "{} {:?} {:?} {:?} {} {:?} {hits:?}",
            judgement.subject.label(),
            judgement.decision,
            judgement.rule,
            judgement.notes,
            judgement.is_checked,
            judgement.reason,
        )
    };
    outcome.judgements.iter().map(one).collect()
}

fn found(part: &Inventory) -> BTreeSet<String> {
    let memory = known();
    let popular = Popular::shipped();
    let knowledge =
        Knowledge { source: Some(&memory), exploited: None, likelihoods: None, popular: Some(popular) };
    let rules = AuditRules {
        pattern: None,
        disabled: BTreeSet::new(),
        confidence: Confidence::Low,
        trusted: TrustedOrigins::default(),
        exceptions: Exceptions::default(),
        with_passing: false,
        today: "2026-06-15".parse().expect("a date"),
    };
    let outcome = audit(part, &knowledge, &rules);
    outcome
        .findings
        .iter()
        .map(|one| {
            format!(
                "{} {:?} {:?} {:?} {:?}",
                one.subject.label(),
                one.code,
                one.confidence,
                one.matter,
                one.notes
            )
        })
        .collect()
}

/// One site with the environments that see it.
fn alone(whole: &Inventory, site: usize) -> Inventory {
    let site = &whole.sites[site];
    let sees = |found: &&fetter_core::inventory::Environment| {
        found.sites.contains(&site.path) || found.prefix.join("conda-meta") == site.path
    };
    let environments = whole.environments.iter().filter(sees).cloned();
    let environments = environments
        .map(|found| fetter_core::inventory::Environment { sites: vec![site.path.clone()], ..found });
    Inventory {
        environments: environments.collect(),
        sites: vec![site.clone()],
        coverage: Coverage { part: true, ..Coverage::default() },
        problems: whole
            .problems
            .iter()
            .filter(|problem| problem.path.starts_with(&site.path))
            .cloned()
            .collect(),
        root: None,
    }
}

/// How many distributions were compared, and what differs.
fn differences(machine: &mut (Inventory, Digests)) -> (usize, Vec<String>) {
    let report = told(machine);
    let (whole, digests) = machine;
    assert_eq!(report.left_out, fetter_protocol::LeftOut::default());
    let mut compared = 0;
    let mut different = Vec::new();
    for (at, setting) in Setting::of_report(&report).iter().enumerate() {
        let (digest, bytes, _) = digests.contents(&whole.sites[at], &whole.environments).expect("contents");
        assert_eq!(digest, report.sites[at].contents);
        let stored: SiteContents = read(&bytes).expect("what was sent is read");
        let here = inventory(&stored, setting).expect("every word is known");
        let there = alone(whole, at);
        compared += here.sites[0].distributions.len();
        for (here, there) in
            [(decisions(&judged(&here)), decisions(&judged(&there))), (found(&here), found(&there))]
        {
            let path = whole.sites[at].path.display();
            different.extend(here.symmetric_difference(&there).map(|one| format!("{path}: {one}")));
        }
    }
    (compared, different)
}

#[test]
fn what_the_server_judges_by_is_what_the_machine_judges_by() {
    let Some(place) = gate::real_environments("judging what was stored") else { return };
    let (compared, different) = differences(&mut of(&place));
    assert!(compared > 200, "{compared}");
    assert!(different.is_empty(), "{compared} compared: {different:#?}");
}

/// That it is recorded where a package came from, and cannot be read, is a problem of the machine's report and not of contents.
#[test]
fn an_unreadable_origin_is_in_the_report_and_not_in_contents() {
    let scratch = Scratch::new("contents");
    let tree = Tree::at(scratch.path());
    let site = "v/lib/python3.11/site-packages";
    let base = tree.installation("base", "3.11.4");
    tree.venv("v", &base, "3.11.4", false);
    tree.dist_info(site, "requests", "2.0");
    tree.dist_info(site, "idna", "3.7");
    tree.file(&format!("{site}/requests-2.0.dist-info/direct_url.json"), "{");
    let mut whole = of(&tree.path().join("v"));
    let (compared, different) = differences(&mut whole);
    assert!(compared >= 2, "{compared}");
    assert!(different.iter().all(|one| one.contains("requests")) && different.len() == 2, "{different:#?}");
    assert!(told(&mut whole).problems.iter().any(|problem| problem.code == "metadata-invalid"));
}
