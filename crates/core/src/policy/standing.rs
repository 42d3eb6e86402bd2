//! Which entries of a manifest hold in an environment: by choice, by marker, and along the edges of a lock file's graph.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

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
    /// Nobody can tell, because of this.
    Unknown(Rc<Doubt>),
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
pub(super) type Standings = Vec<Standing>;

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

/// How sure it is that something is wanted.
#[derive(Clone)]
enum Reach {
    No,
    Maybe(Rc<Doubt>),
    Sure,
}

impl Reach {
    const fn degree(&self) -> u8 {
        match self {
            Self::No => 0,
            Self::Maybe(_) => 1,
            Self::Sure => 2,
        }
    }

    /// How sure it is that both hold.
    fn and(self, other: Self) -> Self {
        if other.degree() < self.degree() { other } else { self }
    }
}

/// An entry, or an extra of it: what it needs for an extra is wanted as surely as the extra is.
type Node<'manifest> = (usize, Option<&'manifest PackageName>);

struct Walk<'manifest> {
    manifest: &'manifest Manifest,
    choice: &'manifest Choice,
    values: MarkerEnvironment,
    /// What each entry's own marker says.
    own: Vec<Reach>,
    reached: HashMap<Node<'manifest>, Reach>,
    /// The edges of entries of which extras are wanted, by extra.
    of_extras: HashMap<usize, HashMap<&'manifest PackageName, Vec<&'manifest Edge>>>,
    queue: Vec<Node<'manifest>>,
}

/// Says how every entry stands. Of a list without edges, only those that are `wanted` need be right, if that is given.
pub(super) fn standings(
    manifest: &Manifest,
    choice: &Choice,
    values: &MarkerEnvironment,
    today: Date,
    wanted: Option<&HashSet<usize>>,
) -> Standings {
    let has_edges = || manifest.entries.iter().any(|entry| !entry.edges.is_empty());
    let wanted = wanted.filter(|_| !has_edges());
    let mut values = values.clone();
    // The markers of lock files ask for what was chosen; those of requirements may not (PEP 751).
    if !matches!(manifest.format, Format::Requirements | Format::Script) {
        values.extras = Some(choice.extras());
        values.dependency_groups = Some(choice.groups());
    }
    let own = manifest.entries.iter().enumerate().map(|(place, entry)| match wanted {
        Some(wanted) if !wanted.contains(&place) => Reach::No,
        _ => evaluate(entry.requirement.marker.as_ref(), &values),
    });
    let mut walk = Walk {
        manifest,
        choice,
        own: own.collect(),
        values,
        reached: HashMap::new(),
        of_extras: HashMap::new(),
        queue: Vec::new(),
    };
    let mut standings: Standings =
        manifest.entries.iter().enumerate().map(|(place, entry)| walk.alone(place, entry, today)).collect();
    walk.follow();
    for (place, standing) in standings.iter_mut().enumerate() {
        if *standing == Standing::NotReached {
            *standing = match walk.reached.get(&(place, None)) {
                None | Some(Reach::No) => Standing::NotReached,
                Some(Reach::Maybe(doubt)) => Standing::Unknown(doubt.clone()),
                Some(Reach::Sure) => Standing::Holds,
            };
        }
    }
    standings
}

impl<'manifest> Walk<'manifest> {
    /// How an entry stands by what it says itself; what only edges lead to is not reached yet.
    fn alone(&mut self, place: usize, entry: &'manifest Entry, today: Date) -> Standing {
        if entry.note.until.is_some_and(|until| until < today) {
            return Standing::Expired;
        }
        if !self.choice.holds(&entry.when) {
            return Standing::NotChosen;
        }
        let own = self.own[place].clone();
        let standing = match &own {
            Reach::No => return Standing::MarkerFails,
            Reach::Maybe(doubt) => Standing::Unknown(doubt.clone()),
            Reach::Sure => Standing::Holds,
        };
        if entry.role == Role::Reached {
            return Standing::NotReached;
        }
        // In most manifests nothing leads from one entry to another.
        if !entry.edges.is_empty() {
            self.arrive(place, &entry.requirement.extras, &own);
        }
        standing
    }

    /// Comes to an entry and to extras of it; goes on from there where they are wanted more surely than was known.
    fn arrive(&mut self, place: usize, extras: &'manifest [PackageName], reach: &Reach) {
        for node in std::iter::once((place, None)).chain(extras.iter().map(|extra| (place, Some(extra)))) {
            let known = self.reached.entry(node).or_insert(Reach::No);
            if reach.degree() > known.degree() {
                *known = reach.clone();
                self.queue.push(node);
            }
        }
    }

    /// Follows the edges of everything that is reached: each twice at most, when it may be wanted and when it is.
    fn follow(&mut self) {
        while let Some(node) = self.queue.pop() {
            let Some(reach) = self.reached.get(&node).cloned() else { continue };
            let edges = &self.manifest.entries[node.0].edges;
            let edges: Vec<&Edge> = match node.1 {
                None => edges.iter().filter(|edge| edge.extra.is_none()).collect(),
                Some(extra) => self.edges_of(node.0, extra),
            };
            for edge in edges {
                self.follow_edge(edge, &reach);
            }
        }
    }

    fn edges_of(&mut self, place: usize, extra: &PackageName) -> Vec<&'manifest Edge> {
        let edges = &self.manifest.entries[place].edges;
        let by_extra = self.of_extras.entry(place).or_insert_with(|| {
            let mut by_extra: HashMap<&PackageName, Vec<&Edge>> = HashMap::new();
            for edge in edges {
                if let Some(extra) = &edge.extra {
                    by_extra.entry(extra).or_default().push(edge);
                }
            }
            by_extra
        });
        by_extra.get(extra).cloned().unwrap_or_default()
    }

    fn follow_edge(&mut self, edge: &'manifest Edge, reach: &Reach) {
        let Some(own) = self.own.get(edge.target).cloned() else { return };
        if !self.choice.holds(&edge.when) {
            return;
        }
        let reach = reach.clone().and(evaluate(edge.marker.as_ref(), &self.values)).and(own);
        if reach.degree() > 0 {
            self.arrive(edge.target, &edge.extras, &reach);
        }
    }
}

fn evaluate(marker: Option<&Marker>, values: &MarkerEnvironment) -> Reach {
    let Some(marker) = marker else { return Reach::Sure };
    Reach::Maybe(Rc::new(match marker.evaluate(values) {
        Ok(Truth::True) => return Reach::Sure,
        Ok(Truth::False) => return Reach::No,
        Ok(Truth::Unknown(variable)) => Doubt::Variable(variable),
        Err(error) => Doubt::Undefined(error),
    }))
}
