//! conda's `environment.yml`: match specifications, and lines for pip.

use super::conda_spec;
use super::locked::{conda_entry, entry_invalid};
use super::requirements_file::{self, Base, Wanted};
use super::yaml_document::{Document, Node};
use crate::manifest::{Entry, Format, Input, Manifest, ManifestProblem, ManifestProblemCode, Place, Source};
use crate::requirement::Requirement;

/// Reads the file.
pub(super) fn read(input: &Input<'_>) -> Manifest {
    let mut manifest = Manifest::empty(Format::CondaEnvironment, input.file.clone());
    if let Some(document) = Document::parse(input, &mut manifest) {
        read_root(input, document.root(), &mut manifest);
        document.finish(input.file, &mut manifest);
    }
    manifest
}

fn read_root(input: &Input<'_>, root: Node<'_>, manifest: &mut Manifest) {
    let dependencies = root.get("dependencies");
    if dependencies.is_some_and(Node::is_nothing) {
        return;
    }
    let Some(dependencies) = dependencies.filter(|dependencies| dependencies.is_list()) else {
        let place = Place { file: input.file.clone(), line: root.line() };
        let message = "expected a list of packages under \"dependencies\"";
        return manifest.problems.push(ManifestProblem::new(
            place,
            ManifestProblemCode::FileInvalid,
            message,
        ));
    };
    let mut lines = PipLines::default();
    for dependency in dependencies.list() {
        if dependency.is_table() {
            for (key, list) in dependency.table() {
                pip_list(input, key, list, &mut lines, manifest);
            }
        } else {
            conda_dependency(input, dependency, manifest);
        }
    }
    lines.read(input, manifest);
}

fn conda_dependency(input: &Input<'_>, dependency: Node<'_>, manifest: &mut Manifest) {
    let place = Place { file: input.file.clone(), line: dependency.line() };
    let Some(text) = dependency.text() else {
        return entry_invalid(
            manifest,
            place,
            "expected the name of a package and what versions of it will do",
        );
    };
    match conda_spec::read(text) {
        Ok((requirement, channel)) => {
            let source = Source::Index { url: channel };
            manifest.entries.push(Entry { source, ..conda_entry(requirement, place) });
        }
        Err(message) => entry_invalid(manifest, place, message),
    }
}

fn pip_list<'text>(
    input: &Input<'_>,
    key: &str,
    list: Node<'text>,
    lines: &mut PipLines<'text>,
    manifest: &mut Manifest,
) {
    let place = |line| Place { file: input.file.clone(), line };
    if key != "pip" {
        let message = format!("packages under {key:?} are not known, only those under \"pip\"");
        return entry_invalid(manifest, place(list.line()), message);
    }
    if !list.is_list() && !list.is_nothing() {
        return entry_invalid(manifest, place(list.line()), "expected a list of requirements under \"pip\"");
    }
    for item in list.list() {
        let Some(text) = item.text() else {
            entry_invalid(manifest, place(item.line()), "expected a requirement");
            continue;
        };
        lines.0.push((item.line(), text));
    }
}

/// A line that is a requirement of PEP 508 and nothing else.
fn plain(text: &str) -> Option<Requirement> {
    // Variables and everything that is behind a requirement are the requirements file's.
    let is_plain = !text.contains("${") && !text.contains('\n') && !text.contains(" --");
    is_plain.then(|| without_comment(text).parse().ok())?
}

fn without_comment(text: &str) -> &str {
    let end = text.find(" #").or_else(|| text.starts_with('#').then_some(0));
    text[..end.unwrap_or(text.len())].trim()
}

fn pip_entry(requirement: Requirement, place: Place, input: &Input<'_>) -> Option<Entry> {
    let base = Base { file: input.file, context: input.context };
    // What is wrong with a URL is said when it is read as a line.
    let Wanted { requirement, source, hashes, .. } = Wanted::of(requirement, base).ok()?;
    Some(Entry { source, hashes, ..Entry::wanted(requirement, place) })
}

/// What conda hands pip as a requirements file, with the lines of the input.
#[derive(Default)]
struct PipLines<'text>(Vec<(u32, &'text str)>);

impl PipLines<'_> {
    /// Reads requirements as they are; but where an option or a path stands among them, everything as a requirements file,
    /// since an option is about every line.
    fn read(self, input: &Input<'_>, manifest: &mut Manifest) {
        let place = |line| Place { file: input.file.clone(), line };
        let parsed = self.0.iter().map(|(line, text)| pip_entry(plain(text)?, place(*line), input));
        if let Some(entries) = parsed.collect::<Option<Vec<Entry>>>() {
            return manifest.entries.extend(entries);
        }
        let text = self.joined();
        let found = requirements_file::read(&Input { bytes: text.as_bytes(), ..*input });
        if found.format != Format::Requirements {
            let message = "the lines under \"pip\" are more than requirements, and were not read";
            entry_invalid(manifest, place(self.0.first().map_or(0, |(line, _)| *line)), message);
        }
        let shift = manifest.entries.len();
        manifest.entries.extend(found.entries.into_iter().map(|mut entry| {
            entry.edges.iter_mut().for_each(|edge| edge.target += shift);
            entry
        }));
        manifest.files.extend(found.files.into_iter().filter(|file| *file != *input.file));
        manifest.problems.extend(found.problems);
    }

    /// The lines, each where it stands in the input, so that they need no counting anew.
    fn joined(&self) -> String {
        let (mut joined, mut ended) = (String::new(), 0);
        for (line, text) in &self.0 {
            while ended + 1 < *line {
                joined.push('\n');
                ended += 1;
            }
            let text = text.trim_end();
            joined.push_str(text);
            joined.push('\n');
            ended += 1 + u32::try_from(text.matches('\n').count()).unwrap_or(0);
        }
        joined
    }
}

#[cfg(test)]
mod tests {
    use super::PipLines;

    #[test]
    fn lines_for_pip_stand_where_they_stand_in_the_file() {
        let lines = PipLines(vec![(3, "-e ."), (4, "a\nb\n"), (8, "c")]);
        assert_eq!(lines.joined(), "\n\n-e .\na\nb\n\n\nc\n");
    }
}
