//! The groups that `uv sync` installs where it is not told otherwise.

use super::Reader;
use crate::manifest::readers::toml_document::{Document, Node};
use crate::manifest::{Input, ManifestProblem, ManifestProblemCode, OpenError, Selector};
use crate::requirement::PackageName;

/// The project file beside a lock file, in which `tool.uv.default-groups` stands.
const PROJECT: &str = "pyproject.toml";

impl Reader<'_> {
    /// `dev`, or what `tool.uv.default-groups` names. It is asked for only where there are groups.
    pub(super) fn defaults(&mut self) {
        let all = &self.manifest.selectable.all;
        let groups: Vec<Selector> =
            all.iter().filter(|selector| matches!(selector, Selector::Group(_))).cloned().collect();
        if groups.is_empty() {
            return;
        }
        let opened = match self.input.context.open(self.input.file, PROJECT) {
            Ok(opened) => Some(opened),
            Err(OpenError::Missing | OpenError::Nowhere) => None,
            Err(OpenError::Failed(error)) => {
                let message = format!(
                    "{PROJECT} beside the lock file could not be read for which groups are installed by default, so \
                     that only the group dev is taken for one: {error}"
                );
                let problem =
                    ManifestProblem::new(self.place(0), ManifestProblemCode::FileUnreadable, message);
                self.manifest.problems.push(problem);
                None
            }
        };
        let Some(opened) = opened else { return self.take(groups, &["dev"]) };
        if !self.manifest.files.contains(&opened.file) {
            self.manifest.files.push(opened.file.clone());
        }
        let input = Input { file: &opened.file, bytes: &opened.bytes, context: self.input.context };
        let Some(document) = Document::parse(&input, self.manifest) else {
            return self.take(groups, &["dev"]);
        };
        let uv = document.root().get("tool").and_then(|tool| tool.get("uv"));
        match uv.and_then(|uv| uv.get("default-groups")) {
            None => self.take(groups, &["dev"]),
            Some(node) if node.text() == Some("all") => self.manifest.selectable.defaults.extend(groups),
            Some(node) if node.is_list() => {
                self.take(groups, &node.list().filter_map(Node::text).collect::<Vec<_>>());
            }
            Some(node) => {
                let mut place = self.place(node.line());
                place.file = opened.file.clone();
                let message = "expected a list of groups or \"all\" under \"default-groups\"";
                let problem = ManifestProblem::new(place, ManifestProblemCode::EntryInvalid, message);
                self.manifest.problems.push(problem);
                self.take(groups, &["dev"]);
            }
        }
    }

    fn take(&mut self, groups: Vec<Selector>, names: &[&str]) {
        let wanted: std::collections::BTreeSet<Selector> =
            names.iter().map(|name| Selector::Group(PackageName::new(name))).collect();
        self.manifest.selectable.defaults.extend(groups.into_iter().filter(|group| wanted.contains(group)));
    }
}
