//! `fetter policy test`: policies, held against recorded inventories.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use fetter_core::advisory::{Advisory, Memory, read_record};
use fetter_core::audit::Knowledge;
use fetter_core::check::{
    Case, Cases, CheckOutcome, Evidence, FilesSeen, Looked, Policy, PolicyErrors, check,
};
use fetter_core::inventory::Inventory;
use fetter_core::inventory::file::Disk;
use fetter_core::policy::{Host, Overrides};
use fetter_core::report::escape;

use crate::arguments::PolicyTest;
use crate::commands::session::{Session, read_inventory, say};
use crate::exit::Exit;
use crate::policies::{self, Bounds};
use crate::surroundings;

/// The file of cases that is read where none is named.
const USUAL: &str = "policy-test.toml";

/// How much of a file of cases or of records is read, in bytes.
const LIMIT: usize = 64 * 1024 * 1024;

pub(super) fn run(session: &Session, arguments: &PolicyTest) -> anyhow::Result<Exit> {
    let usual = [PathBuf::from(USUAL)];
    let files = if arguments.files.is_empty() { &usual[..] } else { &arguments.files };
    let mut totals = Totals::default();
    let mut told = Vec::new();
    for file in files {
        let file = session.directory().join(file);
        let name = file.display().to_string();
        let cases = cases(&file, &name)?;
        let directory = file.parent().unwrap_or(Path::new("/"));
        let policy = policies::load(&directory.join(&cases.policy), &surroundings::of_bounds(), Bounds::Any)?;
        for case in &cases.all {
            let (inventory, outcome) = judge(case, &policy, directory)
                .with_context(|| format!("{}: could not judge {:?}", case.place, case.name))?;
            totals.add(case, (&inventory, &outcome), &mut told);
        }
    }
    session.show(|out| told.iter().try_for_each(|line| writeln!(out, "{line}")))?;
    if !session.is_quiet() {
        let Totals { cases, differences, unchecked } = &totals;
        say(&format!(
            "fetter: {cases} cases, {differences} differences, {unchecked} could not be checked wholly"
        ));
    }
    Ok(match (totals.differences, totals.unchecked) {
        (0, 0) => Exit::Done,
        (0, _) => Exit::NotChecked,
        _ => Exit::Findings,
    })
}

/// What came of all cases.
#[derive(Default)]
struct Totals {
    cases: usize,
    differences: usize,
    unchecked: usize,
}

impl Totals {
    fn add(
        &mut self,
        case: &Case,
        (inventory, outcome): (&Inventory, &CheckOutcome),
        told: &mut Vec<String>,
    ) {
        self.cases += 1;
        for difference in case.differences(inventory, outcome) {
            self.differences += 1;
            let text = format!("{}: {}: {}", difference.place, case.name, difference.text);
            told.push(escape(&text).into_owned());
        }
        if outcome.is_checked() {
            return;
        }
        self.unchecked += 1;
        let unchecked = outcome.unchecked.iter().map(|one| (one.to_string(), one.code.as_str()));
        let bounds = outcome
            .bound_problems
            .iter()
            .map(|one| (format!("{}: {}", one.place, one.message), one.code.as_str()));
        let machine = outcome
            .machine_problems
            .iter()
            .map(|one| (format!("{}: {}", one.path.display(), one.reason), one.code.as_str()));
        for (text, code) in unchecked.chain(bounds).chain(machine) {
            let text = format!("{}: {}: could not check: {text} [{code}]", case.place, case.name);
            told.push(escape(&text).into_owned());
        }
    }
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    let read =
        Disk::here().read(file, LIMIT).with_context(|| format!("could not read {}", file.display()))?;
    if !read.whole {
        bail!("could not read {}: it has more than {LIMIT} bytes", file.display());
    }
    Ok(read.bytes)
}

fn cases(file: &Path, name: &str) -> anyhow::Result<Cases> {
    let bytes = read(file)?;
    Ok(Cases::read(PolicyErrors::text(&bytes, name)?, name)?)
}

fn judge(case: &Case, policy: &Policy, directory: &Path) -> anyhow::Result<(Inventory, CheckOutcome)> {
    let inventory = read_inventory(directory, Path::new(&case.inventory))?;
    let mut records: Vec<Advisory> = Vec::new();
    for file in &case.advisories {
        let file = directory.join(file);
        let context = || format!("could not read the records of {}", file.display());
        records.extend(advisories(&read(&file)?).with_context(context)?);
    }
    let memory = Memory::new(&records);
    let knowledge = Knowledge { source: Some(&memory), exploited: None, likelihoods: None, popular: None };
    let files = case.files(&inventory);
    let looked = |findings| Looked { findings, unchecked: &[] };
    let evidence = Evidence {
        knowledge: &knowledge,
        knowledge_unchecked: &[],
        now: case.now,
        host: &Host::default(),
        overrides: &Overrides::default(),
        files: FilesSeen {
            record: files.as_ref().map(|files| looked(&files.record)),
            ownerless: files.as_ref().map(|files| looked(&files.ownerless)),
            startup: files.as_ref().map(|files| &files.startup),
        },
        owners: &case.owners(&inventory),
        first_sights: &case.first_sights(&inventory),
    };
    let outcome = check(&inventory, policy, &evidence);
    Ok((inventory, outcome))
}

/// One OSV record, or a list of them.
fn advisories(bytes: &[u8]) -> anyhow::Result<Vec<Advisory>> {
    if bytes.trim_ascii_start().first() != Some(&b'[') {
        return Ok(vec![read_record(bytes)?]);
    }
    let all: Vec<Box<serde_json::value::RawValue>> = serde_json::from_slice(bytes)?;
    all.iter().map(|record| Ok(read_record(record.get().as_bytes())?)).collect()
}
