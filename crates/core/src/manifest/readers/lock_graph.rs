//! The graph of a lock file that says what each package depends on, and not which groups it belongs to.

use std::collections::{BTreeSet, HashMap};

use super::reading::Reading;
use crate::manifest::{Edge, Entry, ManifestProblem, ManifestProblemCode, Role, Selector, Source};
use crate::requirement::{PackageName, Requirement, Specifiers};

/// How many steps are taken in all to find what dependencies lead to: a locked version that is looked at, or some text that an
/// edge copies. A large lock file needs some thousands.
const STEPS: usize = 1_000_000;

/// The packages of a lock file, by name.
pub(super) struct Locked {
    by_name: HashMap<PackageName, Vec<usize>>,
    steps: usize,
}

impl Locked {
    pub(super) fn of(entries: &[Entry]) -> Self {
        let mut by_name: HashMap<PackageName, Vec<usize>> = HashMap::new();
        for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.role != Role::Project) {
            by_name.entry(entry.requirement.name.clone()).or_default().push(at);
        }
        Self { by_name, steps: 0 }
    }

    /// The packages that a dependency may lead to: of that name, and of a version that will do if there are several. An edge
    /// to each of them copies `weight` bytes.
    pub(super) fn matching(
        &mut self,
        entries: &[Entry],
        name: &PackageName,
        wanted: &Specifiers,
        weight: usize,
    ) -> Vec<usize> {
        let Some(all) = self.by_name.get(name).filter(|_| self.steps <= STEPS) else { return Vec::new() };
        self.steps = self.steps.saturating_add(all.len().saturating_mul(1 + weight / 256));
        if self.steps > STEPS {
            return Vec::new();
        }
        if all.len() == 1 {
            return all.clone();
        }
        let will_do = |at: &usize| admits(wanted, &entries[*at]);
        let admitted: Vec<usize> = all.iter().copied().filter(will_do).collect();
        if admitted.is_empty() { all.clone() } else { admitted }
    }

    /// Whether there is a package of that name at all, and one of a version that will do.
    fn has(&mut self, entries: &[Entry], requirement: &Requirement) -> (bool, bool) {
        let Some(all) = self.by_name.get(&requirement.name) else { return (false, false) };
        self.steps = self.steps.saturating_add(all.len());
        let will_do = |at: &usize| admits(&requirement.specifiers, &entries[*at]);
        (true, self.is_exhausted() || all.iter().any(will_do))
    }

    /// Notes if not everything was looked at.
    pub(super) fn finish(&self, reading: &mut Reading<'_>) {
        if self.is_exhausted() {
            let message =
                format!("its dependencies lead to more than {STEPS} packages, which is more than is read");
            reading.problem(0, ManifestProblemCode::FileTooLarge, message);
        }
    }

    const fn is_exhausted(&self) -> bool {
        self.steps > STEPS
    }
}

/// Makes the project's own dependencies the roots, and every package one that is only reached. Groups that the lock file was
/// not made for (`is_locked`) are left out.
pub(super) fn root_at_project(
    reading: &mut Reading<'_>,
    locked: &mut Locked,
    project: &crate::manifest::Manifest,
    is_locked: &dyn Fn(&Selector) -> bool,
) {
    let mut edges = Vec::new();
    for wanted in project.entries.iter().filter(|entry| entry.role == Role::Wanted) {
        let when: Vec<Selector> =
            wanted.when.iter().filter(|selector| is_locked(selector)).cloned().collect();
        if when.is_empty() && !wanted.when.is_empty() {
            continue;
        }
        let requirement = &wanted.requirement;
        let weight = requirement.to_string().len() + 32 * when.len();
        let targets =
            locked.matching(&reading.manifest.entries, &requirement.name, &requirement.specifiers, weight);
        edges.extend(targets.into_iter().map(|target| Edge {
            target,
            extras: requirement.extras.clone(),
            marker: requirement.marker.clone(),
            extra: None,
            when: when.clone(),
        }));
    }
    for entry in &mut reading.manifest.entries {
        entry.role = Role::Reached;
    }
    let root = project.entries.iter().find(|entry| entry.role == Role::Project).cloned();
    let root = root.unwrap_or_else(|| nameless_project(reading));
    reading.manifest.entries.push(Entry { edges, ..root });
}

/// A project that is no package: the beginning of the graph under a name that no package has.
fn nameless_project(reading: &Reading<'_>) -> Entry {
    let requirement = Requirement::any(PackageName::new("(this project)"));
    let source = Source::Directory { url: ".".to_owned(), editable: None };
    Entry { role: Role::Project, source, ..Entry::wanted(requirement, reading.place(0)) }
}

/// Whether a locked package is of a version that will do.
fn admits(wanted: &Specifiers, entry: &Entry) -> bool {
    let pin = entry.requirement.specifiers.all().first();
    pin.is_none_or(|pin| wanted.admits(pin.version_text(), pin.version()))
}

/// What the project wants, of the groups that the lock file was made for, must be in it, and in a version that the project
/// wants, but for what its tool is told to settle on otherwise (`overrides`). What has a marker may be what no supported Python needs.
pub(super) fn check_against(
    reading: &mut Reading<'_>,
    locked: &mut Locked,
    project: &crate::manifest::Manifest,
    overrides: &BTreeSet<PackageName>,
    is_locked: &dyn Fn(&Selector) -> bool,
) {
    for wanted in project.entries.iter().filter(|entry| entry.role == Role::Wanted) {
        // PDM follows an extra that takes in another one, and not always what that takes in.
        let is_meant = wanted.when.iter().all(is_locked);
        if !is_meant || wanted.requirement.marker.is_some() {
            continue;
        }
        let (name, version) = locked.has(&reading.manifest.entries, &wanted.requirement);
        if !name || (!version && !overrides.contains(&wanted.requirement.name)) {
            let message = format!(
                "{}{} is wanted here and not in the lock file {}, which is out of date: lock again",
                wanted.requirement.name, wanted.requirement.specifiers, reading.input.file
            );
            let problem =
                ManifestProblem::new(wanted.place.clone(), ManifestProblemCode::EntryInvalid, message);
            reading.manifest.problems.push(problem);
        }
    }
}

/// Finds the roots where no project's file says them: what nothing else in the lock file leads to, and one package of every
/// circle that nothing leads into. What is `optional` is no root. Where a package can only be there because of another one's
/// extra, the project must have asked for that extra.
pub(super) fn infer_roots(entries: &mut [Entry], optional: &[bool]) {
    let order = finishing_order(entries, optional);
    let mut reached = vec![false; entries.len()];
    for &start in order.iter().rev() {
        if reached[start] {
            continue;
        }
        entries[start].role = Role::Wanted;
        reached[start] = true;
        let mut waiting = vec![start];
        while let Some(at) = waiting.pop() {
            for edge in &entries[at].edges {
                if !optional[edge.target] && !reached[edge.target] {
                    reached[edge.target] = true;
                    waiting.push(edge.target);
                }
            }
        }
    }
    ask_for_extras(entries, optional);
}

/// The packages in the order in which a walk in depth leaves them: read from its end, every circle's beginning comes before
/// all that it leads to.
fn finishing_order(entries: &[Entry], optional: &[bool]) -> Vec<usize> {
    let mut order = Vec::with_capacity(entries.len());
    let mut seen: Vec<bool> = optional.to_vec();
    for start in 0..entries.len() {
        if seen[start] {
            continue;
        }
        seen[start] = true;
        let mut way = vec![(start, entries[start].edges.iter())];
        while let Some((at, edges)) = way.last_mut() {
            match edges.next() {
                Some(edge) if !seen[edge.target] => {
                    seen[edge.target] = true;
                    way.push((edge.target, entries[edge.target].edges.iter()));
                }
                Some(_) => {}
                None => {
                    order.push(*at);
                    way.pop();
                }
            }
        }
    }
    order
}

fn ask_for_extras(entries: &mut [Entry], optional: &[bool]) {
    let mut asked: Vec<BTreeSet<PackageName>> = vec![BTreeSet::new(); entries.len()];
    let required = |at: usize| !optional[at];
    for (_, entry) in entries.iter().enumerate().filter(|(at, _)| required(*at)) {
        for edge in &entry.edges {
            asked[edge.target].extend(edge.extras.iter().cloned());
        }
    }
    let mut explained: Vec<bool> = entries.iter().map(|entry| entry.role == Role::Wanted).collect();
    for (at, entry) in entries.iter().enumerate().filter(|(at, _)| required(*at)) {
        for edge in &entry.edges {
            if edge.target != at && edge.extra.as_ref().is_none_or(|extra| asked[at].contains(extra)) {
                explained[edge.target] = true;
            }
        }
    }
    for at in (0..entries.len()).filter(|at| required(*at)) {
        let unexplained =
            |edge: &&Edge| required(edge.target) && !explained[edge.target] && edge.target != at;
        let extras: BTreeSet<PackageName> =
            entries[at].edges.iter().filter(unexplained).filter_map(|edge| edge.extra.clone()).collect();
        if !extras.is_empty() {
            entries[at].role = Role::Wanted;
            entries[at].requirement.extras = extras.into_iter().collect();
        }
    }
}
