//! Which entries of a manifest hold in an environment: by choice, by marker, and along the edges of a lock file's graph.

use std::collections::BTreeSet;

use super::UncheckedCode;
use crate::date::Date;
use crate::manifest::{Choice, Edge, Entry, Format, Manifest, Role};
use crate::requirement::marker::{MarkerError, Truth};
use crate::requirement::{Marker, MarkerEnvironment, PackageName, Variable};

/// Whether an entry holds, and if not, why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It holds.
    Holds,
    /// Nobody can tell.
    Unknown,
    /// None of its extras or groups is chosen.
    NotChosen,
    /// Its marker does not hold.
    MarkerFails,
    /// The day until which it holds is past.
    Expired,
    /// Nothing that holds leads to it.
    NotReached,
}

/// How the entries of one manifest stand in one environment.
pub(super) struct Standings {
    pub(super) of: Vec<Standing>,
    /// The markers that have no answer: the entry, and why.
    pub(super) unknown: Vec<(usize, Doubt)>,
}

/// Why a marker has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    Variable(Variable),
    Undefined(MarkerError),
}

impl Doubt {
    /// What kind of thing could not be checked, and why.
    pub(super) fn reason(&self) -> (UncheckedCode, String) {
        match self {
            Self::Variable(variable) => {
                let to_do = match variable {
                    Variable::PythonVersion
                    | Variable::PythonFullVersion
                    | Variable::ImplementationVersion => "say it with --python-version",
                    Variable::OsName
                    | Variable::SysPlatform
                    | Variable::PlatformSystem
                    | Variable::PlatformMachine => "say it with --platform",
                    // No option says these of another machine.
                    _ => "validate on the machine itself, or ask for it by another marker",
                };
                let why = format!("{} is not known of the environment; {to_do}", variable.name());
                (UncheckedCode::MarkerUnknown, why)
            }
            Self::Undefined(error) => (UncheckedCode::MarkerUndefined, error.to_string()),
        }
    }
}

/// How sure a walk along the graph is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    No,
    Maybe,
    Sure,
}

struct Walk<'manifest> {
    manifest: &'manifest Manifest,
    choice: &'manifest Choice,
    values: MarkerEnvironment,
    reach: Vec<Reach>,
    extras: Vec<BTreeSet<PackageName>>,
    queue: Vec<usize>,
    unknown: Vec<(usize, Doubt)>,
}

/// Says how every entry stands.
pub(super) fn standings(
    manifest: &Manifest,
    choice: &Choice,
    values: &MarkerEnvironment,
    today: Date,
) -> Standings {
    let mut values = values.clone();
    // The markers of lock files ask for what was chosen; those of requirements may not (PEP 751).
    if !matches!(manifest.format, Format::Requirements | Format::Script) {
        values.extras = Some(choice.extras());
        values.dependency_groups = Some(choice.groups());
    }
    let count = manifest.entries.len();
    let mut walk = Walk {
        manifest,
        choice,
        values,
        reach: vec![Reach::No; count],
        extras: vec![BTreeSet::new(); count],
        queue: Vec::new(),
        unknown: Vec::new(),
    };
    let mut of: Vec<Standing> = (0..count).map(|place| walk.alone(place, today)).collect();
    walk.follow();
    for (place, standing) in of.iter_mut().enumerate() {
        if *standing == Standing::NotReached {
            *standing = match walk.reach[place] {
                Reach::No => Standing::NotReached,
                Reach::Maybe => Standing::Unknown,
                Reach::Sure => Standing::Holds,
            };
        }
    }
    walk.unknown.sort_by_key(|(place, _)| *place);
    walk.unknown.dedup();
    Standings { of, unknown: walk.unknown }
}

impl Walk<'_> {
    /// How an entry stands by what it says itself; what only edges lead to is not reached yet.
    fn alone(&mut self, place: usize, today: Date) -> Standing {
        let entry: &Entry = &self.manifest.entries[place];
        if entry.note.until.is_some_and(|until| until < today) {
            return Standing::Expired;
        }
        if !self.choice.holds(&entry.when) {
            return Standing::NotChosen;
        }
        let reach = match self.evaluate(place, entry.requirement.marker.as_ref()) {
            Reach::No => return Standing::MarkerFails,
            reach => reach,
        };
        if entry.role == Role::Reached {
            return Standing::NotReached;
        }
        let extras = entry.requirement.extras.clone();
        self.arrive(place, reach, extras);
        if reach == Reach::Sure { Standing::Holds } else { Standing::Unknown }
    }

    fn arrive(&mut self, place: usize, reach: Reach, extras: Vec<PackageName>) {
        let before = (self.reach[place], self.extras[place].len());
        self.reach[place] = self.reach[place].max(reach);
        self.extras[place].extend(extras);
        if (self.reach[place], self.extras[place].len()) != before {
            self.queue.push(place);
        }
    }

    /// Follows the edges of everything that is reached, again where more was learned of it: an entry is visited once for each
    /// extra and each degree of certainty at most.
    fn follow(&mut self) {
        while let Some(place) = self.queue.pop() {
            let manifest = self.manifest;
            for edge in &manifest.entries[place].edges {
                self.follow_edge(place, edge);
            }
        }
    }

    fn follow_edge(&mut self, from: usize, edge: &Edge) {
        let Some(target) = self.manifest.entries.get(edge.target) else { return };
        let wanted = edge.extra.as_ref().is_none_or(|extra| self.extras[from].contains(extra));
        if !wanted || !self.choice.holds(&edge.when) {
            return;
        }
        let own = self.evaluate(edge.target, target.requirement.marker.as_ref());
        let reach = self.evaluate(from, edge.marker.as_ref()).min(self.reach[from]).min(own);
        if reach > Reach::No {
            self.arrive(edge.target, reach, edge.extras.clone());
        }
    }

    fn evaluate(&mut self, place: usize, marker: Option<&Marker>) -> Reach {
        let Some(marker) = marker else { return Reach::Sure };
        let doubt = match marker.evaluate(&self.values) {
            Ok(Truth::True) => return Reach::Sure,
            Ok(Truth::False) => return Reach::No,
            Ok(Truth::Unknown(variable)) => Doubt::Variable(variable),
            Err(error) => Doubt::Undefined(error),
        };
        self.unknown.push((place, doubt));
        Reach::Maybe
    }
}
