//! Which package a dependency means: by its name, and where several are of one name by version and source.

use std::collections::HashMap;

use super::package::{Origin, Package, origin};
use crate::manifest::readers::toml_document::Node;
use crate::requirement::PackageName;

/// The packages by what dependencies say of them.
pub(super) struct Targets<'document> {
    by_name: HashMap<PackageName, Vec<usize>>,
    exact: HashMap<Key<'document>, Option<usize>>,
}

/// What a dependency says: the version and the source only where they are needed.
type Key<'document> = (PackageName, Option<&'document str>, Option<Origin<'document>>);

impl<'document> Targets<'document> {
    pub(super) fn of(packages: &[Package<'document>]) -> Self {
        let mut targets = Self { by_name: HashMap::new(), exact: HashMap::new() };
        for (place, package) in packages.iter().enumerate() {
            targets.by_name.entry(package.name.clone()).or_default().push(place);
            let mut keys = vec![
                (package.name.clone(), None, None),
                (package.name.clone(), package.version, None),
                (package.name.clone(), None, package.origin),
                (package.name.clone(), package.version, package.origin),
            ];
            keys.dedup();
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                // What is said of two means neither.
                targets.exact.entry(key).and_modify(|found| *found = None).or_insert(Some(place));
            }
        }
        targets
    }

    /// All packages of a name.
    pub(super) fn named(&self, name: &PackageName) -> &[usize] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// The package that a dependency means; else what was expected.
    pub(super) fn find(&self, dependency: Node<'document>) -> Result<usize, String> {
        let name = dependency.text_of("name").ok_or("expected a text under \"name\" of a dependency")?;
        let source = dependency.get("source").and_then(origin);
        let key = (PackageName::new(name), dependency.text_of("version"), source);
        match self.exact.get(&key) {
            Some(Some(place)) => Ok(*place),
            Some(None) => Err(format!(
                "several packages are called {name}; expected a version and a source that tell which is meant"
            )),
            None => Err(format!(
                "there is no package {name} of the version and source that this dependency names"
            )),
        }
    }
}
