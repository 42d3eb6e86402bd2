//! The guide's advisories say of its releases what the whole of OSV's dump says. The guide is followed with few records, which say so much only.

use fetter_testkit::{Ran, Scratch, gate};

use super::chapters::{self, What};
use super::place::{PROJECTS, TO_COME, advisories};
use crate::support::run;

/// What is known of a release or of a bound, by a database.
fn known(home: &Scratch, database: &str, question: &str) -> (Option<i32>, String) {
    let Ran { code, stdout, .. } = run(home, &format!("{question} --database {database}"));
    (code, stdout)
}

/// Every release that the guide speaks of, and every file that it asks about, as a question.
fn questions(home: &Scratch) -> Vec<String> {
    let releases = PROJECTS.iter().flat_map(|(_, releases)| *releases).chain(&TO_COME);
    let mut questions: Vec<String> = releases.map(|release| format!("lookup-name {release}")).collect();
    for step in chapters::all().into_iter().flat_map(|chapter| chapter.steps) {
        match step.what {
            What::Command(command) => {
                let asked = command.line.strip_prefix("fetter ").filter(|line| line.starts_with("lookup-"));
                questions.extend(asked.map(str::to_owned));
            }
            What::File { path, text } if !path.contains('/') => drop(home.tree().file(&path, text)),
            What::File { .. } => {}
        }
    }
    questions
}

#[test]
fn the_guides_advisories_say_what_the_whole_dump_says() {
    let Some(dump) = gate::shared("the guide's advisories", "data/osv/all.zip") else { return };
    let home = Scratch::new("guide-advisories");
    for (database, from) in [("few", advisories()), ("whole", dump)] {
        let ran = run(&home, &format!("db update --database {database} --from {}", from.display()));
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    }
    let questions = questions(&home);
    assert!(questions.len() > 10, "{questions:?}");
    let mut wrong = Vec::new();
    for question in questions {
        let [few, whole] = ["few", "whole"].map(|database| known(&home, database, &question));
        if few != whole {
            wrong.push(format!("fetter {question}\nby the guide's: {few:?}\nby the dump: {whole:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
