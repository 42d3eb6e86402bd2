//! The chapters, and what is typed in each.

use std::path::PathBuf;

use fetter_testkit::gate;

/// A chapter, and what whoever reads it does, in order.
pub(super) struct Chapter {
    pub(super) name: String,
    pub(super) steps: Vec<Step>,
}

/// Something that is done, and where the guide says so.
pub(super) struct Step {
    pub(super) place: String,
    pub(super) what: What,
}

/// What is done.
pub(super) enum What {
    Command(Command),
    /// A file is written: a block whose first line names the file.
    File {
        path: String,
        text: String,
    },
}

/// A command, and what the guide says of it.
#[derive(Default)]
pub(super) struct Command {
    pub(super) line: String,
    /// Lines that it prints.
    pub(super) shown: Vec<String>,
    /// What it ends with: `# exit status 3`; else 0.
    pub(super) status: i32,
    /// It does not end by itself: `# it goes on`.
    pub(super) goes_on: bool,
}

pub(super) fn directory() -> PathBuf {
    gate::repository().join("docs/guide")
}

fn read(name: &str) -> String {
    std::fs::read_to_string(directory().join(name))
        .unwrap_or_else(|error| panic!("docs/guide/{name}: {error}"))
}

/// The chapters in the order of the contents. One that the contents do not name is a mistake, since nobody would find it.
pub(super) fn all() -> Vec<Chapter> {
    let contents = read("README.md");
    let mut names: Vec<String> = Vec::new();
    for target in super::links::targets(&contents) {
        if is_chapter(&target) && !names.contains(&target) {
            names.push(target);
        }
    }
    for entry in std::fs::read_dir(directory()).expect("there is a guide") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        let is_known = name == "README.md" || !is_chapter(&name) || names.contains(&name);
        assert!(is_known, "docs/guide/README.md does not name {name}");
    }
    let chapter = |name: String| {
        let steps = steps(&name, &read(&name)).unwrap_or_else(|mistake| panic!("{mistake}"));
        Chapter { name, steps }
    };
    names.into_iter().map(chapter).collect()
}

fn is_chapter(target: &str) -> bool {
    !target.contains('/')
        && std::path::Path::new(target).extension().is_some_and(|extension| extension == "md")
}

/// What a chapter has one do. There are no blocks but of what is done, so that none can be there that nobody tries.
fn steps(name: &str, text: &str) -> Result<Vec<Step>, String> {
    let mut steps = Vec::new();
    let mut lines = text.lines().zip(1..);
    while let Some((line, number)) = lines.next() {
        let Some(kind) = line.strip_prefix("```") else { continue };
        let place = |number: usize| format!("docs/guide/{name}:{number}");
        let block: Vec<(&str, usize)> = lines.by_ref().take_while(|(line, _)| *line != "```").collect();
        match kind.split_whitespace().collect::<Vec<_>>()[..] {
            ["console"] => {
                for (command, number) in
                    commands(&block).map_err(|why| format!("{}: {why}", place(number)))?
                {
                    steps.push(Step { place: place(number), what: What::Command(command) });
                }
            }
            [_, path] => {
                let text = block.iter().fold(String::new(), |text, (line, _)| text + line + "\n");
                steps.push(Step { place: place(number), what: What::File { path: path.to_owned(), text } });
            }
            _ => return Err(format!("{}: a block is `console`, or names a kind and a file", place(number))),
        }
    }
    Ok(steps)
}

/// The commands of a block, with the lines that they begin in.
fn commands(block: &[(&str, usize)]) -> Result<Vec<(Command, usize)>, &'static str> {
    let mut commands: Vec<(Command, usize)> = Vec::new();
    for &(line, number) in block {
        if let Some(line) = line.strip_prefix("$ ") {
            commands.push((Command { line: line.to_owned(), ..Command::default() }, number));
            continue;
        }
        let (command, _) = commands.last_mut().ok_or("a block begins with a command")?;
        if command.shown.is_empty() && command.line.ends_with('\\') {
            command.line = format!("{}\n{line}", command.line);
        } else if let Some(status) = line.strip_prefix("# exit status ") {
            command.status = status.parse().map_err(|_| "an exit status is a number")?;
        } else if line == "# it goes on" {
            command.goes_on = true;
        } else {
            command.shown.push(line.to_owned());
        }
    }
    Ok(commands)
}

/// Commands of fetter that are named in sentences, with where.
pub(super) fn inline_commands() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for name in all().into_iter().map(|chapter| chapter.name).chain(["README.md".to_owned()]) {
        let mut is_block = false;
        for (line, number) in read(&name).lines().zip(1..) {
            is_block ^= line.starts_with("```");
            let code = line.split('`').skip(1).step_by(2).filter(|_| !is_block);
            let commands = code.filter_map(|code| code.strip_prefix("fetter "));
            found.extend(commands.map(|command| (format!("docs/guide/{name}:{number}"), command.to_owned())));
        }
    }
    found
}

#[test]
fn what_is_typed_and_shown_is_told_apart() {
    let text = "# A\n```console\n$ one \\\n    two\nsaid\n# exit status 3\n$ three\n# it goes on\n```\n```toml a.toml\nx = 1\n```\n";
    let steps = steps("a.md", text).expect("a chapter");
    let places: Vec<&str> = steps.iter().map(|step| step.place.as_str()).collect();
    assert_eq!(places, ["docs/guide/a.md:3", "docs/guide/a.md:7", "docs/guide/a.md:10"]);
    let What::Command(one) = &steps[0].what else { panic!("a command") };
    assert_eq!(
        (one.line.as_str(), one.shown.as_slice()),
        ("one \\\n    two", ["said".to_owned()].as_slice())
    );
    assert_eq!((one.status, one.goes_on), (3, false));
    assert!(matches!(&steps[1].what, What::Command(Command { goes_on: true, status: 0, .. })));
    assert!(matches!(&steps[2].what, What::File { path, text } if path == "a.toml" && text == "x = 1\n"));
}

#[test]
fn a_block_that_nobody_would_run_is_a_mistake() {
    for text in ["```sh\nfetter scan\n```\n", "```console\nfetter scan\n```\n", "```\nfetter scan\n```\n"] {
        assert!(steps("a.md", text).is_err(), "{text}");
    }
}
