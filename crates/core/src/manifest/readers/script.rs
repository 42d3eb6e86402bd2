//! Scripts with a block of their dependencies (PEP 723).

use super::origin::{self, Origin};
use super::requirements_file::{Base, Wanted, decode};
use super::toml_document::{Document, LIMIT, Node};
use crate::manifest::{Entry, Format, Input, Manifest, ManifestProblem, ManifestProblemCode as Code, Place};
use crate::metadata::credentials::mask_credentials;
use crate::requirement::Requirement;

/// Reads the script's block.
pub(super) fn read(input: &Input<'_>) -> Manifest {
    let mut manifest = Manifest::empty(Format::Script, input.file.clone());
    if input.bytes.len() > LIMIT {
        let message = format!("the file has more than {LIMIT} bytes, which is more than is read");
        problem(&mut manifest, 0, Code::FileTooLarge, message);
        return manifest;
    }
    let decoded = decode(input.bytes);
    if let Some(message) = decoded.problem {
        problem(&mut manifest, 0, Code::Encoding, message);
    }
    let lines = split_lines(&decoded.text);
    let blocks: Vec<_> = blocks(&lines).into_iter().filter(|block| block.kind == "script").collect();
    match blocks.as_slice() {
        [] => {
            let message =
                "expected a block of comments from \"# /// script\" to \"# ///\", with lines between them";
            problem(&mut manifest, 0, Code::FileInvalid, message);
        }
        [block] => read_block(input, &lines, block, &mut manifest),
        [_, second, ..] => {
            let message =
                "a script may have one block \"# /// script\", and this is a further one; remove it";
            problem(&mut manifest, line_number(second.start), Code::FileInvalid, message);
        }
    }
    manifest
}

fn problem(manifest: &mut Manifest, line: u32, code: Code, message: impl Into<String>) {
    let place = Place { file: manifest.files[0].clone(), line };
    manifest.problems.push(ManifestProblem::new(place, code, message));
}

/// A block of any type: the place of its first line, `# /// TYPE`, among the lines, and that of its last, `# ///`.
#[derive(Debug, PartialEq, Eq)]
struct Block<'text> {
    kind: &'text str,
    start: usize,
    end: usize,
}

/// Lines as Python reads them in text mode.
fn split_lines(text: &str) -> Vec<&str> {
    let mut rest = text;
    std::iter::from_fn(|| {
        let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes());
        let (line, after) = match end {
            Some(at) => (&rest[..at], &rest[at + if rest[at..].starts_with("\r\n") { 2 } else { 1 }..]),
            None if rest.is_empty() => return None,
            None => (rest, ""),
        };
        rest = after;
        Some(line)
    })
    .collect()
}

/// The blocks that PEP 723's regular expression finds: of several closing lines in a run of comments, the last one closes.
fn blocks<'text>(lines: &[&'text str]) -> Vec<Block<'text>> {
    let mut blocks = Vec::new();
    let (mut at, mut run_end, mut last_closing) = (0, 0, None);
    while at < lines.len() {
        if at >= run_end {
            (run_end, last_closing) = comment_run(lines, at);
        }
        match kind(lines[at]).zip(last_closing.filter(|closing| *closing > at + 1)) {
            Some((kind, end)) => {
                blocks.push(Block { kind, start: at, end });
                at = end + 1;
            }
            None => at += 1,
        }
    }
    blocks
}

/// Where a run of comments that begins here ends, and its last closing line.
fn comment_run(lines: &[&str], start: usize) -> (usize, Option<usize>) {
    let is_comment = |line: &&&str| **line == "#" || line.starts_with("# ");
    let length = lines[start..].iter().take_while(is_comment).count();
    let closing = lines[start..start + length].iter().rposition(|line| *line == "# ///");
    (start + length.max(1), closing.map(|closing| start + closing))
}

/// The type in `# /// TYPE`.
fn kind(line: &str) -> Option<&str> {
    let kind = line.strip_prefix("# /// ")?;
    let is_word = |kind: &&str| {
        !kind.is_empty() && kind.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    Some(kind).filter(is_word)
}

fn line_number(at: usize) -> u32 {
    u32::try_from(at + 1).unwrap_or(u32::MAX)
}

fn read_block(input: &Input<'_>, lines: &[&str], block: &Block<'_>, manifest: &mut Manifest) {
    // Blank lines for those before it, so that what is in it stands on the lines of the script.
    let mut text = "\n".repeat(block.start + 1);
    for line in &lines[block.start + 1..block.end] {
        text.push_str(line.strip_prefix("# ").unwrap_or_else(|| line.trim_start_matches('#')));
        text.push('\n');
    }
    let Some(document) = Document::parse_text(&text, input, manifest) else { return };
    read_metadata(input, document.root(), manifest);
    document.finish(input.file, manifest);
}

fn read_metadata(input: &Input<'_>, root: Node<'_>, manifest: &mut Manifest) {
    if let Some(node) = root.get("requires-python") {
        manifest.requires_python = node.text().and_then(|text| text.parse().ok());
        if manifest.requires_python.is_none() {
            let message = "expected version specifiers, such as \">=3.11\", as requires-python";
            problem(manifest, node.line(), Code::EntryInvalid, message);
        }
    }
    let Some(dependencies) = root.get("dependencies") else { return };
    if !dependencies.is_list() {
        return problem(manifest, dependencies.line(), Code::EntryInvalid, "expected a list of dependencies");
    }
    let sources = root.get("tool").and_then(|tool| tool.get("uv")?.get("sources"));
    for dependency in dependencies.list() {
        match entry(input, dependency, sources) {
            Ok(entry) => manifest.entries.push(entry),
            Err(message) => {
                problem(manifest, dependency.line(), Code::EntryInvalid, mask_credentials(&message));
            }
        }
    }
}

fn entry(input: &Input<'_>, dependency: Node<'_>, sources: Option<Node<'_>>) -> Result<Entry, String> {
    let text = dependency.text().ok_or("expected a requirement as text")?;
    let requirement: Requirement = text.parse().map_err(|error| format!("{error}, in {text:?}"))?;
    let base = Base { file: input.file, context: input.context };
    let name = requirement.name.clone();
    let mut wanted = Wanted::of(requirement, base).map_err(|error| format!("{error}, in {text:?}"))?;
    let is_its = |key: &str| crate::requirement::PackageName::new(key) == name;
    let source = sources.and_then(|sources| sources.table().find(|(key, _)| is_its(key)));
    if let Some((key, node)) = source {
        let refused = |error| format!("the source of {key:?} in [tool.uv.sources]: {error}");
        if let Some(origin) = uv_source(node, input).map_err(refused)? {
            (wanted.source, wanted.hashes) = origin;
        }
    }
    let place = Place { file: input.file.clone(), line: dependency.line() };
    let Wanted { requirement, source, hashes, .. } = wanted;
    Ok(Entry { source, hashes, ..Entry::wanted(requirement, place) })
}

/// What uv's table of sources says of a dependency; `None` where the package comes from an index all the same.
fn uv_source(node: Node<'_>, input: &Input<'_>) -> Result<Option<Origin>, String> {
    let editable = node.get("editable").and_then(Node::flag);
    match origin::of_table(&|key| node.text_of(key), editable, input)? {
        None if node.get("index").is_none() => {
            Err("expected a table with git, url, path or index; other sources are not read".to_owned())
        }
        found => Ok(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, usize, usize)> {
        blocks(&split_lines(text)).into_iter().map(|block| (block.kind, block.start, block.end)).collect()
    }

    #[test]
    fn blocks_are_those_of_the_regular_expression() {
        assert_eq!(found("x\n# /// script\n# a = 1\n#\n# ///\n"), [("script", 1, 4)]);
        assert_eq!(found("# /// script\r\n# a\r\n# ///"), [("script", 0, 2)]);
        assert_eq!(found("# /// script\n# a\n# ///\n# b\n# ///\n"), [("script", 0, 4)]);
        assert_eq!(found("# /// a\n# x\n# ///\n\n# /// b-2\n# y\n# ///\n"), [("a", 0, 2), ("b-2", 4, 6)]);
        assert_eq!(found("# /// a\n# /// b\n# ///\n"), [("a", 0, 2)]);
        for none in [
            "# /// script\n# ///\n",
            "# /// script\n# a\n",
            "# /// script\n#a\n# ///\n",
            " # /// script\n# a\n# ///\n",
            "# /// script \n# a\n# ///\n",
            "# /// script\n\n# ///\n",
        ] {
            assert_eq!(found(none), [], "{none:?}");
        }
    }
}
