//! Requirements files, allow lists and scripts: held against pip's own parser, and what fetter adds to it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use fetter_core::manifest::{
    Context, Entry, Format, Input, Manifest, ManifestProblemCode as Code, OpenError, Opened, Role, Source,
    read,
};
use fetter_core::requirement::{PackageName, Requirement};
use fetter_testkit::gate::shared;
use serde_json::Value;

use crate::support::{join, json_lines};

/// Files that are there, by path, and variables that are set.
#[derive(Default)]
struct Files {
    files: BTreeMap<String, Vec<u8>>,
    variables: BTreeMap<String, String>,
}

impl Files {
    fn of(files: &[(&str, &str)]) -> Self {
        let own = |(name, text): &(&str, &str)| ((*name).to_owned(), text.as_bytes().to_vec());
        Self { files: files.iter().map(own).collect(), ..Self::default() }
    }

    fn read(&self, file: &str) -> Manifest {
        let bytes = &self.files[file];
        read(&Input { file: &Arc::from(file), bytes, context: self })
    }
}

impl Context for Files {
    fn open(&self, base: &str, reference: &str) -> Result<Opened, OpenError> {
        let file = if reference.contains("://") { reference.to_owned() } else { join(base, reference) };
        let bytes = self.files.get(&file).cloned().ok_or(OpenError::Missing)?;
        Ok(Opened { file: file.into(), bytes })
    }

    fn variable(&self, _: &str, name: &str) -> Option<String> {
        self.variables.get(name).cloned()
    }

    fn file_url(&self, base: &str, path: &str) -> Option<String> {
        Some(format!("file:///root/{}", join(base, path)))
    }
}

fn one(text: &str) -> Entry {
    let manifest = Files::of(&[("requirements.txt", text)]).read("requirements.txt");
    assert_eq!(manifest.problems, [], "{text}");
    let [entry] = manifest.entries.as_slice() else { panic!("{text}: {manifest:?}") };
    entry.clone()
}

/// The codes, lines and messages of what is wrong with a text.
fn problems(text: &str) -> Vec<(Code, u32, String)> {
    let manifest = Files::of(&[("requirements.txt", text)]).read("requirements.txt");
    manifest.problems.into_iter().map(|problem| (problem.code, problem.place.line, problem.message)).collect()
}

fn shown(entry: &Entry) -> String {
    entry.requirement.to_string()
}

fn source(text: &str) -> String {
    one(text).source.to_string()
}

/// What pip says of the files of these kinds, by file.
fn expected(kinds: &[&str]) -> Option<(std::path::PathBuf, BTreeMap<String, Vec<Value>>)> {
    let table = shared("requirements files against pip", "data/locks/expected_requirements.jsonl")?;
    let mut files: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for row in json_lines(&table) {
        let file = row["file"].as_str().expect("a file").to_owned();
        if kinds.iter().any(|kind| file.starts_with(&format!("{kind}/"))) {
            files.entry(file).or_default().push(row);
        }
    }
    Some((table.parent().expect("a directory").to_owned(), files))
}

fn read_file(directory: &Path, file: &str) -> Manifest {
    let bytes = std::fs::read(directory.join(file)).expect("a file that is listed");
    read(&Input { file: &file.into(), bytes: &bytes, context: &Files::default() })
}

/// What a row of pip's says, as this crate's own type.
fn requirement_of(row: &Value) -> Requirement {
    let text = row["args"].as_str().or(row["text"].as_str()).expect("a requirement").trim();
    let requirement: Requirement = text.parse().expect("a valid requirement");
    assert_eq!(requirement.name.normalized(), row["canonical_name"].as_str().expect("a name"));
    let extras: Vec<&str> = requirement.extras.iter().map(PackageName::as_written).collect();
    let names = row["extras"].as_array().expect("a list").iter().map(|extra| extra.as_str().expect("a name"));
    assert_eq!(extras, names.collect::<Vec<_>>());
    let specifiers = row["specifier"].as_array().expect("a list").iter();
    let text = |part: &Value| part.as_str().expect("a text").to_owned();
    let mut wanted: Vec<String> = specifiers.map(|pair| text(&pair[0]) + &text(&pair[1])).collect();
    let mut found: Vec<String> = requirement.specifiers.all().iter().map(ToString::to_string).collect();
    // `packaging` keeps no order.
    wanted.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, wanted);
    assert_eq!(requirement.url.as_deref(), row["url"].as_str());
    assert_eq!(requirement.marker.as_ref().map(ToString::to_string).as_deref(), row["marker"].as_str());
    requirement
}

fn assert_is(entry: &Entry, row: &Value) {
    let mut requirement = requirement_of(row);
    let source = requirement.url.take().map_or(Source::Index { url: None }, |url| Source::of_url(&url));
    assert_eq!((&entry.requirement, &entry.source, entry.role), (&requirement, &source, Role::Wanted));
    let mut hashes: Vec<String> = entry.hashes.iter().map(ToString::to_string).collect();
    let mut wanted: Vec<String> = Vec::new();
    for (algorithm, digests) in row["options"]["hashes"].as_object().into_iter().flatten() {
        let digests = digests.as_array().expect("a list").iter();
        wanted.extend(digests.map(|digest| format!("{algorithm}:{}", digest.as_str().expect("a digest"))));
    }
    hashes.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(hashes, wanted);
}

#[test]
fn files_in_the_wild_are_read_as_by_pip() {
    let Some((directory, files)) =
        expected(&["requirements", "requirements-in", "pip-compile", "pip-hashes"])
    else {
        return;
    };
    assert!(files.len() > 20);
    for (file, rows) in files {
        let manifest = read_file(&directory, &file);
        assert_eq!(manifest.format, Format::Requirements, "{file}");
        let mut entries = manifest.entries.iter();
        let mut problems = manifest.problems.iter();
        for row in rows {
            let line = u32::try_from(row["line"].as_u64().expect("a number")).expect("a line");
            let options = &row["options"];
            if row["valid"] == true {
                let entry = entries.next().unwrap_or_else(|| panic!("{file}:{line}: no entry"));
                assert_eq!(entry.place.line, line, "{file}");
                assert_is(entry, &row);
            } else if row["valid"] == false {
                let problem = problems.next().unwrap_or_else(|| panic!("{file}:{line}: no problem"));
                assert_eq!((problem.place.line, problem.code), (line, Code::EntryInvalid), "{file}");
            } else if !options["requirements"].is_null() || !options["constraints"].is_null() {
                // The files that these include are not there.
                let problem = problems.next().unwrap_or_else(|| panic!("{file}:{line}: no problem"));
                assert_eq!((problem.place.line, problem.code), (line, Code::FileUnreadable), "{file}");
            } else if !options["editables"].is_null() {
                // Nor is the project, so that its name is not known.
                let problem = problems.next().unwrap_or_else(|| panic!("{file}:{line}: no problem"));
                assert_eq!((problem.place.line, problem.code), (line, Code::EntryInvalid), "{file}");
            }
        }
        assert_eq!((entries.next(), problems.next()), (None, None), "{file}");
    }
}

#[test]
fn scripts_in_the_wild_are_read_as_by_a_toml_parser() {
    let Some((directory, files)) = expected(&["pep723"]) else { return };
    assert!(!files.is_empty());
    for (file, rows) in files {
        let manifest = read_file(&directory, &file);
        assert_eq!((manifest.format, manifest.problems.as_slice()), (Format::Script, &[][..]), "{file}");
        let python = manifest.requires_python.as_ref().map(ToString::to_string);
        assert_eq!(python.as_deref(), rows[0]["requires_python"].as_str());
        assert_eq!(manifest.entries.len(), rows.len(), "{file}");
        let bytes = std::fs::read(directory.join(&file)).expect("a script");
        let text = String::from_utf8(bytes).expect("a text");
        for (entry, row) in manifest.entries.iter().zip(&rows) {
            assert_is(entry, row);
            let line = text.lines().nth(entry.place.line as usize - 1).expect("a line");
            assert!(line.contains(row["text"].as_str().expect("a text")), "{file}: {line}");
        }
    }
}

#[test]
fn a_script_says_what_it_wants() {
    let text = "#!/usr/bin/env python\n# /// other\n# dependencies = 1\n# ///\n\n# /// script\n# requires-python = '>=3.11'\n\
                # dependencies = [\n#   'six', # x\n#   'foo[a] @ https://u:p@h.example/foo.zip',\n#   'bar', 'baz', 'qux',\n# ]\n#\n\
                # [tool.uv.sources]\n# Bar = { git = 'https://h.example/bar', tag = 'v1' }\n# baz = { path = './baz', editable = true }\n\
                # qux = { workspace = true }\n# ///\nimport six\n";
    let manifest = Files::of(&[("tool.py", text)]).read("tool.py");
    let entries: Vec<_> = manifest
        .entries
        .iter()
        .map(|entry| (entry.place.line, shown(entry), entry.source.to_string()))
        .collect();
    assert_eq!(
        entries,
        [
            (9, "six".into(), "an index".into()),
            (10, "foo[a]".into(), "https://****@h.example/foo.zip".into()),
            (11, "bar".into(), "git+https://h.example/bar@v1".into()),
            (11, "baz".into(), "-e file:///root/baz".into()),
        ]
    );
    let [problem] = manifest.problems.as_slice() else { panic!("{:?}", manifest.problems) };
    assert!(problem.place.line == 11 && problem.message.contains("tool.uv.sources"), "{problem:?}");
}

#[test]
fn a_script_must_have_one_valid_block() {
    for (text, line, code) in [
        ("# /// script\n# dependencies = [\n# ///\n", 2, Code::FileInvalid),
        ("# /// script\n# a = 1\n# ///\n\n# /// script\n# a = 1\n# ///\n", 5, Code::FileInvalid),
        ("# /// script\n# a = 1\n", 0, Code::FileInvalid),
        ("# /// script\n# dependencies = 'six'\n# ///\n", 2, Code::EntryInvalid),
        ("# /// script\n# dependencies = [\n#  1]\n# ///\n", 3, Code::EntryInvalid),
        ("# /// script\n# dependencies = ['six=1']\n# ///\n", 2, Code::EntryInvalid),
        ("# /// script\n# requires-python = '3'\n# ///\n", 2, Code::EntryInvalid),
    ] {
        let manifest = Files::of(&[("tool.py", text)]).read("tool.py");
        let [problem] = manifest.problems.as_slice() else { panic!("{text}: {:?}", manifest.problems) };
        assert_eq!(problem.code, code, "{text}");
        // Where TOML ends too early, either line will do.
        assert!(problem.place.line == line || code == Code::FileInvalid, "{text}: {problem:?}");
    }
}

#[test]
fn urls_and_paths_say_what_they_hold() {
    for (line, requirement, source) in [
        (
            "https://h.example/six-1.16.0-py2.py3-none-any.whl ; os_name == 'nt'",
            "six==1.16.0; os_name == \"nt\"",
            "https://h.example/six-1.16.0-py2.py3-none-any.whl",
        ),
        ("https://h.example/my-pkg-1.0.tar.gz", "my-pkg", "https://h.example/my-pkg-1.0.tar.gz"),
        (
            "https://u:p@h.example/x.zip#egg=foo[a]&subdirectory=b",
            "foo[a]",
            "https://****@h.example/x.zip#subdirectory=b",
        ),
        ("git+https://h.example/foo.git@v1#egg=foo", "foo", "git+https://h.example/foo.git@v1"),
        ("foo[a]>=1 ; python_version<'3'", "foo[a]>=1; python_version < \"3\"", "an index"),
        ("foo ;", "foo", "an index"),
        (
            "foo @ https://h.example/foo.zip;os_name=='nt'",
            "foo; os_name == \"nt\"",
            "https://h.example/foo.zip",
        ),
        ("foo @ file:./foo", "foo", "file:///root/foo"),
        (
            "./wheels/six-1.16.0-py2.py3-none-any.whl[x]",
            "six[x]==1.16.0",
            "file:///root/wheels/six-1.16.0-py2.py3-none-any.whl",
        ),
        ("file:///p/six-1.0.zip", "six", "file:///p/six-1.0.zip"),
        ("file:wheels/six-1.0.zip", "six", "file:///root/wheels/six-1.0.zip"),
        ("-e git+https://h.example/foo.git#egg=foo", "foo", "git+https://h.example/foo.git"),
        ("-e 'foo @ file:///p/foo'", "foo", "-e file:///p/foo"),
    ] {
        let entry = one(line);
        assert_eq!(
            (shown(&entry).as_str(), entry.source.to_string().as_str()),
            (requirement, source),
            "{line}"
        );
        assert_eq!(entry.requirement.url, None);
    }
    let entry = one("https://h.example/x-1.zip#sha256=AB&egg=x --hash=sha512:00");
    assert_eq!(entry.hashes.iter().map(ToString::to_string).collect::<Vec<_>>(), ["sha256:ab", "sha512:00"]);
}

#[test]
fn a_local_project_says_its_own_name() {
    let files = Files::of(&[
        (
            "r/requirements.txt",
            "-e ../a[x]\n./b/ ; os_name == 'nt'\n.\nfile:///root/a\n-e git+https://h.example/x\n",
        ),
        ("a/pyproject.toml", "[project]\nname = 'A.a'\n"),
        ("r/b/pyproject.toml", "[tool.poetry]\nname = 'b'\n"),
    ]);
    let mut files = files;
    let project = files.files["a/pyproject.toml"].clone();
    files.files.insert("file:///root/a/pyproject.toml".into(), project);
    let manifest = files.read("r/requirements.txt");
    let entries: Vec<_> =
        manifest.entries.iter().map(|entry| (shown(entry), entry.source.to_string())).collect();
    assert_eq!(
        entries,
        [
            ("A.a[x]".into(), "-e file:///root/a".to_owned()),
            ("b; os_name == \"nt\"".into(), "file:///root/r/b".into()),
            ("A.a".into(), "file:///root/a".into()),
        ]
    );
    let lines: Vec<_> = manifest.problems.iter().map(|problem| problem.place.line).collect();
    assert_eq!(lines, [3, 5]);
    assert!(manifest.problems.iter().all(|problem| problem.message.contains("NAME @ URL")));
}

#[test]
fn included_files_are_read_where_they_are_included() {
    let files = Files::of(&[
        ("requirements.txt", "a\n-r sub/b.txt\n-c c.txt\n--requirement=missing.txt\nz"),
        ("sub/b.txt", "b\n-r ../d.txt"),
        ("c.txt", "c<2\n-r d.txt\n-c e.txt"),
        ("d.txt", "d"),
        ("e.txt", "e"),
    ]);
    let manifest = files.read("requirements.txt");
    let entries: Vec<_> =
        manifest.entries.iter().map(|entry| (shown(entry), entry.role, entry.place.to_string())).collect();
    let entry = |name: &str, role, place: &str| (name.to_owned(), role, place.to_owned());
    assert_eq!(
        entries,
        [
            entry("a", Role::Wanted, "requirements.txt:1"),
            entry("b", Role::Wanted, "sub/b.txt:1"),
            entry("d", Role::Wanted, "d.txt:1"),
            entry("c<2", Role::Constraint, "c.txt:1"),
            // As for pip: -r means what it says in a file of constraints too.
            entry("d", Role::Wanted, "d.txt:1"),
            entry("e", Role::Constraint, "e.txt:1"),
            entry("z", Role::Wanted, "requirements.txt:5"),
        ]
    );
    let names: Vec<_> = manifest.files.iter().map(AsRef::as_ref).collect();
    assert_eq!(names, ["requirements.txt", "sub/b.txt", "d.txt", "c.txt", "e.txt"]);
    let [problem] = manifest.problems.as_slice() else { panic!("{:?}", manifest.problems) };
    assert_eq!((problem.code, problem.place.line), (Code::FileUnreadable, 4));
    assert!(problem.message.contains("missing.txt"));
}

#[test]
fn circles_and_depth_are_bounded() {
    let circle = Files::of(&[("a.txt", "x\n-r b.txt"), ("b.txt", "-c a.txt\ny")]).read("a.txt");
    let [problem] = circle.problems.as_slice() else { panic!("{:?}", circle.problems) };
    assert_eq!((problem.code, problem.place.to_string().as_str()), (Code::IncludeCycle, "b.txt:1"));
    assert!(problem.message.contains("a.txt"), "{}", problem.message);
    assert_eq!(circle.entries.len(), 2);

    let later =
        Files::of(&[("a.txt", "-r b.txt"), ("b.txt", "\n-r c.txt"), ("c.txt", "-r b.txt")]).read("a.txt");
    assert!(later.problems[0].message.contains("a.txt:1"), "{:?}", later.problems);

    let names: Vec<String> = (0..100).map(|number| format!("{number}.txt")).collect();
    let texts: Vec<String> = (1..101).map(|number| format!("p{number}\n-r {number}.txt")).collect();
    let chain: Vec<_> = names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let deep = Files::of(&chain).read("0.txt");
    assert_eq!((deep.problems[0].code, deep.entries.len()), (Code::IncludeLimit, 65));

    let twice = |next: usize| format!("-r {next}.txt\n-r {next}.txt\n");
    let texts: Vec<String> = (1..31).map(twice).collect();
    let mut doubling: Vec<_> =
        names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    doubling.push(("30.txt", "x"));
    let wide = Files::of(&doubling).read("0.txt");
    assert!(
        wide.problems.iter().all(|problem| problem.code == Code::IncludeLimit) && !wide.problems.is_empty()
    );
    assert!(wide.entries.len() < 1_000);
}

#[test]
fn variables_are_put_in_and_their_values_are_not_shown() {
    let mut files = Files::of(&[(
        "requirements.txt",
        "foo==${VERSION}\nbar @ https://${TOKEN}@h.example/bar.zip\n=${TOKEN}\nbaz==${UNSET}\n\
         qux @ https://${USER}:${PASS}@h.example/qux.zip\n-r ${UNSET}.txt\n# ${UNSET}\n-i https://${UNSET}/\n\
         quux @ https://h.example/${UNSET}.zip",
    )]);
    files.variables =
        [("VERSION", "1.0"), ("TOKEN", "s3cret")].map(|(name, value)| (name.into(), value.into())).into();
    let manifest = files.read("requirements.txt");
    let entries: Vec<_> =
        manifest.entries.iter().map(|entry| format!("{} {}", shown(entry), entry.source)).collect();
    assert_eq!(
        entries,
        [
            "foo==1.0 an index",
            "bar https://****@h.example/bar.zip",
            "qux https://${USER}:${PASS}@h.example/qux.zip",
            "quux https://h.example/${UNSET}.zip"
        ]
    );
    let found: Vec<_> = manifest.problems.iter().map(|problem| (problem.place.line, problem.code)).collect();
    assert_eq!(
        found,
        [
            (3, Code::EntryInvalid),
            (4, Code::VariableUnset),
            (6, Code::VariableUnset),
            (9, Code::VariableUnset)
        ]
    );
    assert!(!format!("{manifest:?}").contains("s3cret"));
}

/// Each of them took longer than anybody waits while variables were looked for anew behind each one.
#[test]
fn a_line_of_many_variables_ends() {
    for (before, count, line) in [
        ("https://", 10_000, Code::VariableUnset),
        ("https://", 200_000, Code::VariableUnset),
        ("https://", 2_500_000, Code::EntryInvalid),
        ("-r ", 200_000, Code::VariableUnset),
        ("-r https://", 2_500_000, Code::EntryInvalid),
        ("foo==", 2_500_000, Code::EntryInvalid),
    ] {
        for after in ["", "@h.example/x.whl"] {
            let text = format!("{before}{}{after}", "${A}".repeat(count));
            let found = problems(&text);
            let [(code, 1, message)] = found.as_slice() else { panic!("{before}: {}", found.len()) };
            let is_expected = *code == line || *code == Code::EntryInvalid || after.starts_with('@');
            assert!(is_expected && message.len() < 10_000, "{before} {count} {after}: {code:?}");
        }
    }
}

#[test]
fn mistakes_are_said_with_line_and_reason_and_nothing_else_is_lost() {
    for (text, message) in [
        ("six=1", "\"=\" is no operator, write \"==\", in \"six=1\""),
        ("six --nonsense", "pip takes no option --nonsense"),
        ("six --hash=md5:00", "sha256"),
        ("--hash", "needs a value"),
        ("-r 'x", "quotation"),
        ("six ; nonsense", "in the marker"),
        ("https://h.example/x", "NAME @ URL"),
        ("https://h.example/x.whl", "not one of a wheel"),
        ("https://u:secret@h.example/x.zip", "https://****@h.example/x.zip"),
        ("-e https://h.example/x#egg=x", "behind -e"),
        ("./missing", "NAME @ URL"),
        ("-e foo", "NAME @ URL"),
        ("https://h.example/x#egg=no name", "#egg="),
        ("six six", "expected"),
        ("foo @ git+git@h.example:foo.git", "git+ssh://git@HOST/PATH"),
        ("-e git+git@h.example:foo.git#egg=foo", "git+ssh://git@HOST/PATH"),
        ("@ ./foo-1.0.zip", "name of a package"),
    ] {
        let found = problems(&format!("\na\n{text}\nb"));
        let [(code, line, found)] = found.as_slice() else { panic!("{text}: {found:?}") };
        assert_eq!((*code, *line), (Code::EntryInvalid, 3), "{text}");
        assert!(found.contains(message) && !found.contains("secret"), "{text}: {found}");
        let manifest = Files::of(&[("r.txt", &format!("\na\n{text}\nb"))]).read("r.txt");
        assert_eq!(manifest.entries.len(), 2, "{text}");
    }
}

#[test]
fn options_behind_a_requirement_that_mean_nothing_there_are_ignored_as_by_pip() {
    for line in [
        "six -r x.txt",
        "six --pre -i https://h.example",
        "six -C a=b --global-option=x",
        "-e git+https://h/x#egg=six ; os_name",
    ] {
        assert_eq!(one(line).requirement.name.as_written(), "six", "{line}");
    }
}

#[test]
fn fragments_that_newer_versions_of_pip_refuse_are_read_as_by_older_ones() {
    assert_eq!(shown(&one("https://h.example/x.zip#egg=foo[a,b]")), "foo[a,b]");
    // A requirement that has a name needs none from its URL.
    assert_eq!(shown(&one("foo @ https://h.example/x.zip#egg=bar==1")), "foo");
}

#[test]
fn extras_at_the_end_of_a_url_are_part_of_the_url() {
    let entry = one("foo @ https://h.example/x[a]");
    assert_eq!(
        (shown(&entry).as_str(), entry.source.to_string().as_str()),
        ("foo", "https://h.example/x[a]")
    );
}

#[test]
fn a_hash_that_no_archive_can_have_is_a_problem_beside_the_entry() {
    let manifest = Files::of(&[("r.txt", "six --hash=sha256: --hash=sha256:00")]).read("r.txt");
    assert_eq!((manifest.entries.len(), manifest.entries[0].hashes.len()), (1, 1));
    assert_eq!(manifest.problems[0].code, Code::EntryInvalid);
}

#[test]
fn nothing_editable_is_a_constraint() {
    let manifest =
        Files::of(&[("r.txt", "-c c.txt"), ("c.txt", "-e git+https://h.example/x#egg=x\n")]).read("r.txt");
    assert_eq!((manifest.entries.len(), manifest.problems[0].code), (0, Code::EntryInvalid));
}

#[test]
fn encodings_are_those_that_the_file_names() {
    let utf_16: Vec<u8> = "\u{feff}six # é".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin = b"# coding: latin-1\nsix # reason: caf\xe9";
    let utf_32: Vec<u8> =
        "\u{feff}six".chars().flat_map(|character| u32::from(character).to_be_bytes()).collect();
    for (bytes, reason) in [(&utf_16[..], None), (&utf_32, None), (latin, Some("café"))] {
        let manifest = read(&Input { file: &"r.txt".into(), bytes, context: &Files::default() });
        assert_eq!((manifest.entries.len(), manifest.problems.as_slice()), (1, &[][..]));
        assert_eq!(manifest.entries[0].note.reason.as_deref(), reason);
    }
    let manifest =
        read(&Input { file: &"r.txt".into(), bytes: b"six # \xe9\nidna", context: &Files::default() });
    assert_eq!((manifest.entries.len(), manifest.problems[0].code), (2, Code::Encoding));
}

#[test]
fn notes_say_why_and_until_when() {
    let entry = one("six>=1 \\\n  --hash=sha256:00  # reason: needed, until: 2026-12-31");
    assert_eq!(entry.note.reason.as_deref(), Some("needed"));
    assert_eq!(entry.note.until.map(|day| day.to_string()).as_deref(), Some("2026-12-31"));
    assert_eq!(one("# reason: x\nsix").note, fetter_core::manifest::Note::default());
    let found = problems("a\nsix # until: soon\n");
    assert_eq!((found[0].0, found[0].1), (Code::NoteInvalid, 2));
}

#[test]
fn allow_lists_say_what_is_denied_and_what_may_be_there() {
    for (line, role, requirement, pattern) in [
        ("deny evil", Role::Denied, "evil", None),
        ("deny evil>=1,<2 ; os_name == 'nt'", Role::Denied, "evil<2,>=1; os_name == \"nt\"", None),
        ("deny Acme_*", Role::Denied, "Acme_*", Some("acme-*")),
        ("deny acme-[12]", Role::Denied, "acme-[12]", Some("acme-[12]")),
        ("acme[12]*", Role::Allowed, "acme[12]*", Some("acme[12]*")),
        ("acme-*", Role::Allowed, "acme-*", Some("acme-*")),
        ("Acme._**>=2", Role::Allowed, "Acme._**>=2", Some("acme-*")),
        ("a?c[xy]d ; os_name == 'nt'", Role::Allowed, "a?c[xy]d; os_name == \"nt\"", Some("a?c[xy]d")),
        ("*", Role::Allowed, "*", Some("*")),
        ("name[extra]", Role::Wanted, "name[extra]", None),
        ("deny", Role::Wanted, "deny", None),
        ("deny>=1", Role::Wanted, "deny>=1", None),
        ("deny ==1", Role::Wanted, "deny==1", None),
        ("six==1.*", Role::Wanted, "six==1.*", None),
    ] {
        let entry = one(line);
        let written = format!("{}", entry.requirement);
        assert_eq!((entry.role, entry.pattern.as_deref()), (role, pattern), "{line}");
        assert_eq!(written.parse::<Requirement>().ok(), requirement.parse::<Requirement>().ok(), "{line}");
        assert_eq!(
            entry.requirement.name.as_written(),
            requirement
                .split(['<', '>', '=', ';', '['])
                .next()
                .filter(|_| pattern.is_none())
                .unwrap_or(entry.requirement.name.as_written())
        );
    }
    for line in [
        "deny six[a]",
        "deny six[a]2.0",
        "uvicorn[standard]0.30",
        "flask[async]2.0",
        "requests[socks]]",
        "acme-[ab]",
        "deny six @ https://h.example/x",
        "deny ./x",
        "acme-[",
        "acme-*=1",
        "deny a b",
        "acme-* --hash=sha256:00",
        "six==1.*.*",
        "acme-* x",
    ] {
        let found = problems(line);
        assert!(matches!(found.as_slice(), [(Code::EntryInvalid, 1, _)]), "{line}: {found:?}");
    }
}

#[test]
fn hostile_files_end() {
    let read = |text: &str| Files::of(&[("r.txt", text)]).read("r.txt");
    let long = "a".repeat(10 * 1024 * 1024);
    assert_eq!(read(&long).problems.len(), 1);
    assert_eq!(read(&format!("x @ https://{}", "//a:b".repeat(100_000))).problems.len(), 1);
    assert_eq!(read(&format!("six {}", "--hash=sha256:00 ".repeat(50_000))).entries[0].hashes.len(), 50_000);
    assert_eq!(read(&"\\\n".repeat(100_000)).entries.len(), 0);
    assert_eq!(read(&format!("{}six", " \\\n".repeat(100_000))).entries.len(), 1);
    assert_eq!(read(&" #".repeat(100_000)).problems.len(), 0);
    assert_eq!(read(&"${A}".repeat(100_000)).problems.len(), 1);
    assert_eq!(read(&"six\n# x\n\n\n\n\n\n\n\n\n".repeat(100_000)).entries.len(), 100_000);
    // What is listed is bounded, and that there is more is said.
    let many = read(&"!\n".repeat(50_000));
    assert_eq!(many.problems.len(), 1_001);
    assert!(many.problems[1_000].message.contains("49000 further"));
    let script = format!("{}# ///\n", "# /// script\n".repeat(50_000));
    assert_eq!(Files::of(&[("s.py", &script)]).read("s.py").problems.len(), 1);
}

#[test]
fn relative_urls_go_by_the_file_that_they_stand_in() {
    assert_eq!(source("foo @ ./foo-1.zip"), "file:///root/foo-1.zip");
    assert_eq!(source("foo @ file:a%20b"), "file:///root/a b");
}
