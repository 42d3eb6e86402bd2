//! A part of an inventory, for what judges only what has changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Coverage, Inventory, Site};

impl Inventory {
    /// The distributions of these normalised names as far as they bear on these sites: with the environments that see one of them, and
    /// all that those see. Of problems it has those of their metadata.
    #[must_use]
    pub fn part(&self, sites: &BTreeSet<PathBuf>, names: &BTreeSet<String>) -> Self {
        let sees = |environment: &&super::Environment| {
            environment.sites.iter().any(|site| sites.contains(site))
                || sites.contains(&environment.prefix.join("conda-meta"))
        };
        let environments: Vec<_> = self.environments.iter().filter(sees).cloned().collect();
        let mut visible: BTreeSet<PathBuf> = sites.clone();
        for environment in &environments {
            visible.extend(environment.sites.iter().cloned());
            visible.insert(environment.prefix.join("conda-meta"));
        }
        let keep = |site: &Site| Site {
            path: site.path.clone(),
            kind: site.kind,
            distributions: site
                .distributions
                .iter()
                .filter(|found| names.contains(found.name.normalized()))
                .cloned()
                .collect(),
            path_files: Vec::new(),
            leftovers: Vec::new(),
        };
        let part = Self {
            root: self.root.clone(),
            environments,
            sites: self.sites.iter().filter(|site| visible.contains(&site.path)).map(keep).collect(),
            coverage: Coverage { part: true, ..self.coverage.clone() },
            problems: Vec::new(),
        };
        let found = part.sites.iter().flat_map(|site| &site.distributions);
        let metadata: BTreeSet<&Path> = found.map(|found| found.metadata_path.as_path()).collect();
        let is_of_it = |path: &Path| path.ancestors().take(3).any(|path| metadata.contains(path));
        let problems: Vec<_> =
            self.problems.iter().filter(|problem| is_of_it(&problem.path)).cloned().collect();
        Self { problems, ..part }
    }
}
