//! In what two plans differ.

use std::collections::BTreeMap;
use std::fmt::Debug;

use super::{PlanDocument, WireRefusal, WireRemoval, WireSubject};
use crate::report::json::WirePath;

/// Collects what differs, as far as somebody wants to read it.
struct Differences {
    found: Vec<String>,
    most: usize,
}

impl Differences {
    fn add(&mut self, text: impl FnOnce() -> String) {
        if self.found.len() < self.most {
            self.found.push(text());
        }
    }

    /// Two lists, by what identifies their elements.
    fn pair<'plan, T: PartialEq, K: Ord>(
        &mut self,
        (old, new): (&'plan [T], &'plan [T]),
        key: impl Fn(&'plan T) -> K,
        name: impl Fn(&T) -> String,
        mut compare: impl FnMut(&mut Self, &'plan T, &'plan T),
    ) {
        let mut left: BTreeMap<K, &T> = new.iter().map(|one| (key(one), one)).collect();
        for one in old {
            match left.remove(&key(one)) {
                Some(now) => compare(self, one, now),
                None => self.add(|| format!("{} is in the plan, and would not be now", name(one))),
            }
        }
        for one in left.into_values() {
            self.add(|| format!("{} is not in the plan, and would be now", name(one)));
        }
    }

    fn field<T: PartialEq>(&mut self, (old, new): (&T, &T), text: impl FnOnce() -> String) {
        if old != new {
            self.add(text);
        }
    }
}

impl PlanDocument {
    /// In what another plan of the same choices differs from this one, in words, `most` of it at most; nothing, where it may be carried
    /// out instead of this one. The times of directories do not count: whatever lies in them is compared itself.
    #[must_use]
    pub fn differences(&self, now: &Self, most: usize) -> Vec<String> {
        let mut all = Differences { found: Vec::new(), most };
        all.field((&self.scope, &now.scope), || "another search was made".to_owned());
        all.field((&self.options, &now.options), || "the options are others".to_owned());
        all.pair(
            (&self.removals, &now.removals),
            |one| (text(&one.site), text(&one.metadata)),
            |one| format!("removing {}", place(&one.subject, &one.site)),
            removal,
        );
        all.pair(
            (&self.refused, &now.refused),
            |one| (text(&one.site), text(&one.metadata)),
            |one| format!("that {} is refused", place(&one.subject, &one.site)),
            |all, old: &WireRefusal, new| {
                all.field((old, new), || {
                    format!("{} is refused otherwise now: {}", place(&new.subject, &new.site), new.reason)
                });
            },
        );
        let is_same =
            |old: &WireRemoval, new: &WireRemoval| (&old.site, &old.metadata) == (&new.site, &new.metadata);
        let in_order = self.removals.iter().zip(&now.removals).all(|(old, new)| is_same(old, new));
        if all.found.is_empty() && (!in_order || self.totals != now.totals || !self.is_as_long_as(now)) {
            all.add(|| "order or totals are others".to_owned());
        }
        all.found
    }

    fn is_as_long_as(&self, other: &Self) -> bool {
        (self.removals.len(), self.refused.len()) == (other.removals.len(), other.refused.len())
    }
}

fn removal(all: &mut Differences, old: &WireRemoval, new: &WireRemoval) {
    let name = || place(&new.subject, &new.site);
    let file = |path: &WirePath| format!("{}: {}", name(), shown(path));
    all.field((&old.subject, &new.subject), || format!("{}: name or version is another", name()));
    all.field((&old.anchor, &new.anchor), || format!("{}: it lies below another directory", name()));
    all.field((&old.environments, &new.environments), || format!("{}: other environments see it", name()));
    all.field((&old.reasons, &new.reasons), || format!("{}: the reasons are others", name()));
    all.pair(
        (&old.steps, &new.steps),
        |step| text(&step.path),
        |step| file(&step.path),
        |all, old, new| {
            if old.that_counts() != new.that_counts() {
                all.add(|| format!("{} was changed", file(&new.path)));
            }
        },
    );
    if old.steps.len() != new.steps.len()
        || old.steps.iter().zip(&new.steps).any(|(old, new)| old.path != new.path)
    {
        all.add(|| format!("{}: the steps are others", name()));
    }
    all.field((&old.left, &new.left), || format!("{}: other files are left alone", name()));
    all.field((&old.dependents, &new.dependents), || format!("{}: what needs it is another", name()));
}

fn place(subject: &WireSubject, site: &WirePath) -> String {
    let version = subject.installed.as_ref().map(|version| format!("-{version}")).unwrap_or_default();
    format!("{}{version} in {}", subject.written, shown(site))
}

/// What a path is compared by: one that is text is never the same as one that is bytes.
fn text(path: &WirePath) -> (bool, &str) {
    match path {
        WirePath::Text(text) => (true, text),
        WirePath::Bytes { hex } => (false, hex),
    }
}

fn shown(path: &WirePath) -> impl Debug + std::fmt::Display + use<'_> {
    text(path).1
}

#[cfg(test)]
mod tests {
    use super::super::{WirePlanOptions, WirePlanTotals, WireScope, WireStep};
    use super::*;
    use crate::inventory::discover::{Request, Surroundings};
    use crate::removal::{Action, FileState, StateKind, Step};

    fn step(path: &str, kind: StateKind) -> WireStep {
        let state = FileState {
            kind,
            device: 1,
            inode: 2,
            size: 3,
            mode: 0o644,
            user: 4,
            group: 5,
            modified: (6, 7),
            changed: (8, 9),
        };
        (&Step { path: path.into(), action: Action::Move, state }).into()
    }

    fn document() -> PlanDocument {
        let path = |text: &str| WirePath::Text(text.to_owned());
        PlanDocument {
            schema: "fetter-plan".to_owned(),
            version: 1,
            scope: WireScope::new(&Request::default(), &Surroundings::default()),
            options: WirePlanOptions { break_system_packages: false },
            totals: WirePlanTotals {
                distributions: 1,
                files: 1,
                bytes: 3,
                directories: 1,
                left: 0,
                refused: 0,
            },
            removals: vec![WireRemoval {
                subject: WireSubject { name: "a".into(), written: "A".into(), installed: Some("1".into()) },
                site: path("/v/s"),
                metadata: path("/v/s/m"),
                anchor: path("/v"),
                environments: vec![],
                reasons: vec!["why".into()],
                steps: vec![step("f", StateKind::File), step("d", StateKind::Directory)],
                left: vec![],
                dependents: vec![],
            }],
            refused: vec![],
        }
    }

    #[test]
    fn a_plan_agrees_with_itself_and_with_later_times_of_directories() {
        let old = document();
        let mut new = old.clone();
        assert_eq!(old.differences(&new, 9), [""; 0]);
        new.removals[0].steps[1].state.modified.seconds += 1;
        new.removals[0].steps[1].state.changed.seconds += 1;
        assert_eq!(old.differences(&new, 9), [""; 0]);
    }

    #[test]
    fn whatever_else_differs_is_said() {
        let changes: [fn(&mut PlanDocument); 17] = [
            |plan| plan.scope.only_path = true,
            |plan| plan.options.break_system_packages = true,
            |plan| plan.totals.bytes += 1,
            |plan| plan.removals.clear(),
            |plan| plan.removals.push(plan.removals[0].clone()),
            |plan| plan.removals[0].metadata = WirePath::Text("/other".into()),
            |plan| plan.removals[0].subject.written.push('x'),
            |plan| plan.removals[0].anchor = WirePath::Text("/".into()),
            |plan| plan.removals[0].environments.push(WirePath::Text("/e".into())),
            |plan| plan.removals[0].reasons.clear(),
            |plan| plan.removals[0].steps.swap(0, 1),
            |plan| plan.removals[0].steps.truncate(1),
            |plan| plan.removals[0].steps.push(step("g", StateKind::File)),
            |plan| plan.removals[0].steps[0].state.changed.nanoseconds += 1,
            |plan| plan.removals[0].steps[0].state.inode += 1,
            |plan| plan.removals[0].steps[1].state.mode = "0777".into(),
            |plan| plan.removals[0].steps[0].action = "edit".into(),
        ];
        for (number, change) in changes.into_iter().enumerate() {
            let (old, mut new) = (document(), document());
            change(&mut new);
            assert_ne!(old.differences(&new, 9), [""; 0], "{number}");
            assert_ne!(new.differences(&old, 9), [""; 0], "{number}, the other way");
            assert_eq!(old.differences(&new, 1).len(), 1, "no more than is wanted");
        }
    }

    #[test]
    fn what_is_written_is_read_back_and_nothing_else() {
        let document = document();
        let mut bytes = Vec::new();
        document.write(&mut bytes).unwrap();
        assert_eq!(PlanDocument::read(&bytes).unwrap(), document);
        let text = String::from_utf8(bytes).unwrap();
        for (from, to) in [
            ("\"fetter-plan\"", "\"fetter-audit\""),
            ("\"version\": 1", "\"version\": 2"),
            ("\"options\"", "\"more\": 1, \"options\""),
            ("\"action\": \"move\"", "\"action\": \"move\", \"also\": 1"),
            ("\"size\": 3", "\"size\": -3"),
        ] {
            assert!(text.contains(from));
            assert!(PlanDocument::read(text.replacen(from, to, 1).as_bytes()).is_err(), "{to}");
        }
    }
}
