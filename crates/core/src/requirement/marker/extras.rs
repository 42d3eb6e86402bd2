//! What a marker says of extras, for lock files that keep it apart from what it says of the environment.

use std::collections::BTreeSet;

use super::{Comparison, Condition, Expression, Junction, Marker, MarkerOperator, Term, Variable};
use crate::requirement::{Operator, PackageName};

/// What is left of a marker once the extra is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remaining {
    /// It holds everywhere.
    Always,
    /// It holds nowhere.
    Never,
    /// It holds where this does.
    Marker(Marker),
}

impl Marker {
    /// The extras that it compares `extra` with.
    #[must_use]
    pub fn extras(&self) -> BTreeSet<PackageName> {
        let mut found = BTreeSet::new();
        self.0.collect_extras(&mut found);
        found
    }

    /// The extras of which one must be asked for so that it holds where it does not without any; none where it does not speak of
    /// `extra`. `None` where it says something else of `extra` than that it is one.
    #[must_use]
    pub fn extras_it_needs(&self) -> Option<BTreeSet<PackageName>> {
        self.0.speaks_of_extra_by_equality().then(|| self.extras())
    }

    /// What is left where this extra is the one that is asked for; of `None`, where none is.
    #[must_use]
    pub fn with_extra(&self, extra: Option<&PackageName>) -> Remaining {
        self.0.with_extra(extra)
    }

    /// The same with `extra == "name"` written as `"name" in extras`: that it is among those that were chosen. This is what
    /// Poetry means by it in its lock file and in a project's own dependencies, where several extras may be chosen at once.
    #[must_use]
    pub fn of_chosen_extras(&self) -> Self {
        Self(self.0.of_chosen_extras())
    }
}

impl Comparison {
    /// The name that `extra` is compared with, and whether they must be equal.
    fn extra(&self) -> Option<(&str, bool)> {
        let ((Term::Variable(Variable::Extra), Term::Text(name))
        | (Term::Text(name), Term::Variable(Variable::Extra))) = (&self.left, &self.right)
        else {
            return None;
        };
        match self.operator {
            MarkerOperator::Version(Operator::Equal) => Some((name, true)),
            MarkerOperator::Version(Operator::NotEqual) => Some((name, false)),
            _ => None,
        }
    }
}

impl Expression {
    fn conditions(&self) -> impl Iterator<Item = (Junction, &Condition)> {
        let first = (Junction::And, &*self.first);
        std::iter::once(first).chain(self.rest.iter().map(|(junction, condition)| (*junction, condition)))
    }

    fn collect_extras(&self, found: &mut BTreeSet<PackageName>) {
        for (_, condition) in self.conditions() {
            match condition {
                Condition::Group(inner) => inner.collect_extras(found),
                Condition::Comparison(comparison) => {
                    found.extend(comparison.extra().map(|(name, _)| PackageName::untrimmed(name)));
                }
            }
        }
    }

    fn speaks_of_extra_by_equality(&self) -> bool {
        self.conditions().all(|(_, condition)| match condition {
            Condition::Group(inner) => inner.speaks_of_extra_by_equality(),
            Condition::Comparison(comparison) => {
                let is_extra = |term: &Term| *term == Term::Variable(Variable::Extra);
                let speaks = is_extra(&comparison.left) || is_extra(&comparison.right);
                // Two texts are compared as if one were a variable.
                let texts = matches!((&comparison.left, &comparison.right), (Term::Text(_), Term::Text(_)));
                !texts && (!speaks || matches!(comparison.extra(), Some((_, true))))
            }
        })
    }

    fn with_extra(&self, extra: Option<&PackageName>) -> Remaining {
        // Alternatives between the `or`s; one that cannot hold any more is `None`.
        let mut alternatives: Vec<Option<Vec<Condition>>> = vec![Some(Vec::new())];
        for (junction, condition) in self.conditions() {
            if junction == Junction::Or {
                alternatives.push(Some(Vec::new()));
            }
            let Some(Some(all)) = alternatives.last_mut() else { continue };
            match condition.with_extra(extra) {
                Remaining::Always => {}
                Remaining::Never => _ = alternatives.pop().map(|_| alternatives.push(None)),
                Remaining::Marker(left) => all.push(Condition::Group(left.0)),
            }
        }
        let mut left: Option<Self> = None;
        for conditions in alternatives.into_iter().flatten() {
            let Some(all) = joined(conditions) else { return Remaining::Always };
            match &mut left {
                None => left = Some(all),
                Some(any) => any.rest.push((Junction::Or, Condition::Group(all))),
            }
        }
        left.map_or(Remaining::Never, |left| Remaining::Marker(Marker(left)))
    }

    fn of_chosen_extras(&self) -> Self {
        let rest = self.rest.iter().map(|(junction, condition)| (*junction, condition.of_chosen_extras()));
        Self { first: Box::new(self.first.of_chosen_extras()), rest: rest.collect() }
    }
}

/// Conditions that must all hold; `None` if there are none.
fn joined(conditions: Vec<Condition>) -> Option<Expression> {
    let mut conditions = conditions.into_iter();
    let first = Box::new(conditions.next()?);
    Some(Expression { first, rest: conditions.map(|condition| (Junction::And, condition)).collect() })
}

impl Condition {
    fn with_extra(&self, extra: Option<&PackageName>) -> Remaining {
        let comparison = match self {
            Self::Group(inner) => return inner.with_extra(extra),
            Self::Comparison(comparison) => comparison,
        };
        match comparison.extra() {
            Some((name, equal)) if (extra == Some(&PackageName::untrimmed(name))) == equal => {
                Remaining::Always
            }
            Some(_) => Remaining::Never,
            None => Remaining::Marker(Marker(Expression {
                first: Box::new(Self::Comparison(comparison.clone())),
                rest: Vec::new(),
            })),
        }
    }

    fn of_chosen_extras(&self) -> Self {
        let comparison = match self {
            Self::Group(inner) => return Self::Group(inner.of_chosen_extras()),
            Self::Comparison(comparison) => comparison,
        };
        Self::Comparison(match comparison.extra() {
            Some((name, equal)) => Comparison {
                left: Term::Text(name.into()),
                operator: if equal { MarkerOperator::In } else { MarkerOperator::NotIn },
                right: Term::Variable(Variable::Extras),
            },
            None => comparison.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(marker: &str, extra: Option<&str>) -> String {
        let marker: Marker = marker.parse().unwrap();
        match marker.with_extra(extra.map(PackageName::new).as_ref()) {
            Remaining::Always => "always".to_owned(),
            Remaining::Never => "never".to_owned(),
            Remaining::Marker(marker) => marker.to_string(),
        }
    }

    #[test]
    fn a_known_extra_leaves_the_rest() {
        assert_eq!(left("extra == 'a_b'", Some("A.B")), "always");
        assert_eq!(left("extra == 'a'", Some("b")), "never");
        assert_eq!(left("extra == 'a'", None), "never");
        assert_eq!(left("extra != 'a'", None), "always");
        assert_eq!(left("extra == ' a'", Some("a")), "never", "as where a marker is evaluated");
        let windows = "os_name == \"nt\"";
        assert_eq!(left("os_name == 'nt' and extra == 'a'", Some("a")), windows);
        assert_eq!(left("(os_name == 'nt' or extra == 'b') and 'a' == extra", Some("a")), windows);
        assert_eq!(left("os_name == 'nt' and extra == 'b' or extra == 'a'", Some("a")), "always");
        assert_eq!(left("os_name == 'nt' and extra == 'b' or os_name == 'nt'", Some("a")), windows);
        let two = "os_name == 'nt' and sys_platform == 'x' or extra == 'b' or os_name == 'posix'";
        let expected = "os_name == \"nt\" and sys_platform == \"x\" or os_name == \"posix\"";
        assert_eq!(left(two, Some("a")).replace(['(', ')'], ""), expected);
    }

    #[test]
    fn chosen_extras_are_asked_for() {
        let marker: Marker = "extra == 'cpu' and (extra != 'Cuda' or os_name == 'nt')".parse().unwrap();
        let expected = "\"cpu\" in extras and (\"cuda\" not in extras or os_name == \"nt\")";
        assert_eq!(marker.of_chosen_extras().to_string(), expected);
        assert_eq!(marker.extras_it_needs(), None);
        let needed =
            |marker: &str| marker.parse::<Marker>().unwrap().extras_it_needs().map(|found| found.len());
        assert_eq!(needed("extra == 'a' and (os_name == 'nt' or 'B' == extra)"), Some(2));
        assert_eq!(needed("os_name == 'nt'"), Some(0));
        assert_eq!(needed("extra in 'a b'"), None);
        let names: Vec<String> = marker.extras().iter().map(ToString::to_string).collect();
        assert_eq!(names, ["cpu", "cuda"]);
    }
}
