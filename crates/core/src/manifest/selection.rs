//! Which extras, groups and environments of a manifest are chosen.

use std::collections::BTreeSet;
use std::fmt;

use crate::requirement::PackageName;

/// A name under which a manifest keeps some of its entries.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Selector {
    /// An extra of the project (`optional-dependencies`).
    Extra(PackageName),
    /// A dependency group (PEP 735, Poetry's, PDM's and uv's groups, Pipenv's categories, conda-lock's categories).
    Group(PackageName),
    /// An environment (pixi).
    Environment(PackageName),
}

impl fmt::Display for Selector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, name) = match self {
            Self::Extra(name) => ("extra", name),
            Self::Group(name) => ("group", name),
            Self::Environment(name) => ("environment", name),
        };
        write!(formatter, "{kind}:{}", name.normalized())
    }
}

impl Selector {
    fn name(&self) -> &PackageName {
        match self {
            Self::Extra(name) | Self::Group(name) | Self::Environment(name) => name,
        }
    }
}

/// What may be chosen in a manifest, and what its own tool chooses where it is not told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selectable {
    /// Everything that may be chosen.
    pub all: BTreeSet<Selector>,
    /// What the file's own tool installs by default.
    pub defaults: BTreeSet<Selector>,
}

/// What was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice(BTreeSet<Selector>);

/// A choice of what is not there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no {name:?} to be chosen; there is {}", if known.is_empty() { "nothing".to_owned() } else { known.join(", ") })]
pub struct ChoiceError {
    name: String,
    known: Vec<String>,
}

impl Selectable {
    /// Chooses by name. `default` is what the file's own tool installs by default, which is chosen too where nothing is;
    /// `all` is everything, `none` is nothing beside what always holds. `extra:`, `group:` or `environment:` before a name say
    /// which is meant; without, it is every one of that name.
    pub fn choose(&self, names: &[String]) -> Result<Choice, ChoiceError> {
        if names.is_empty() {
            return self.chosen_by_default();
        }
        let mut chosen = BTreeSet::new();
        for name in names {
            let matching: Vec<&Selector> =
                self.all.iter().filter(|selector| is_called(selector, name)).collect();
            match name.as_str() {
                _ if !matching.is_empty() => chosen.extend(matching.into_iter().cloned()),
                "default" => chosen.extend(self.defaults.iter().cloned()),
                "all" => chosen.extend(self.all.iter().cloned()),
                "none" => {}
                _ => return Err(self.unknown(name)),
            }
        }
        Ok(Choice(chosen))
    }

    /// What is chosen where nothing is said. Of environments there must be one: without any, nothing would be wanted at all.
    fn chosen_by_default(&self) -> Result<Choice, ChoiceError> {
        let is_environment = |selector: &Selector| matches!(selector, Selector::Environment(_));
        if self.all.iter().any(is_environment) && !self.defaults.iter().any(is_environment) {
            return Err(self.unknown("default"));
        }
        Ok(Choice(self.defaults.clone()))
    }

    fn unknown(&self, name: &str) -> ChoiceError {
        ChoiceError { name: name.to_owned(), known: self.all.iter().map(ToString::to_string).collect() }
    }
}

fn is_called(selector: &Selector, name: &str) -> bool {
    let bare = match (name.split_once(':'), selector) {
        (Some(("extra", bare)), Selector::Extra(_))
        | (Some(("group", bare)), Selector::Group(_))
        | (Some(("environment", bare)), Selector::Environment(_)) => bare,
        (Some(_), _) => return false,
        (None, _) => name,
    };
    *selector.name() == PackageName::new(bare)
}

impl Choice {
    /// Whether an entry or an edge that holds `when` one of these is chosen does.
    #[must_use]
    pub fn holds(&self, when: &[Selector]) -> bool {
        when.is_empty() || when.iter().any(|selector| self.0.contains(selector))
    }

    /// The extras that were chosen.
    #[must_use]
    pub fn extras(&self) -> BTreeSet<PackageName> {
        let extra = |selector: &Selector| match selector {
            Selector::Extra(name) => Some(name.clone()),
            _ => None,
        };
        self.0.iter().filter_map(extra).collect()
    }

    /// The dependency groups that were chosen.
    #[must_use]
    pub fn groups(&self) -> BTreeSet<PackageName> {
        let group = |selector: &Selector| match selector {
            Selector::Group(name) => Some(name.clone()),
            _ => None,
        };
        self.0.iter().filter_map(group).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_choose_and_words_do() {
        let selectable = Selectable {
            all: [
                Selector::Extra(PackageName::new("dev")),
                Selector::Group(PackageName::new("Dev")),
                Selector::Group(PackageName::new("docs")),
            ]
            .into(),
            defaults: [Selector::Group(PackageName::new("dev"))].into(),
        };
        let choose = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
            selectable
                .choose(&names)
                .map(|choice| choice.0.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        assert_eq!(choose(&[]).unwrap(), ["group:dev"]);
        assert_eq!(choose(&["dev"]).unwrap(), ["extra:dev", "group:dev"]);
        assert_eq!(choose(&["extra:DEV", "docs"]).unwrap(), ["extra:dev", "group:docs"]);
        assert!(choose(&["none"]).unwrap().is_empty());
        assert_eq!(choose(&["all"]).unwrap().len(), 3);
        let error = choose(&["tests"]).unwrap_err().to_string();
        assert_eq!(error, "there is no \"tests\" to be chosen; there is extra:dev, group:dev, group:docs");
    }
}
