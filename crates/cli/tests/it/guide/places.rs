//! The reader's places and words, and what stands for them in the test.

use std::path::Path;

use fetter_testkit::gate;

use super::stand_ins::ADDED;
use crate::support::FETTER;

/// Directories of the reader's machine; they lie below one of the test's.
const DIRECTORIES: [&str; 9] = [
    "/home/ada",
    "/opt/fetter",
    "/etc/fetter",
    "/srv/fetter",
    "/var/lib/fetter",
    "/var/backups",
    "/run/fetter",
    "/usr/local/bin",
    "/records",
];

/// A day of the guide that is to come, also when that day is over.
const DAY: &str = "2027-09-30";

/// What the reader's Python is called in paths.
const PYTHON: &str = "python3.11";

/// What stands for what.
pub(super) struct Places {
    root: String,
    words: Vec<(&'static str, String)>,
}

impl Places {
    pub(super) fn new(root: &Path, python: &str) -> Self {
        let root = root.display().to_string();
        let words = vec![
            ("MACHINE", root.clone()),
            ("REPOSITORY", gate::repository().display().to_string()),
            // What was built is what is tested.
            ("target/release/fetter", FETTER.to_owned()),
            (PYTHON, python.to_owned()),
            (DAY, a_day_to_come()),
        ];
        Self { root, words }
    }

    /// What stands for a word from now on.
    pub(super) fn learn(&mut self, word: &'static str, stands_for: &str) {
        self.words.retain(|(known, _)| *known != word);
        self.words.push((word, stands_for.to_owned()));
    }

    /// What is typed in the test where the guide says this.
    pub(super) fn command(&self, line: &str) -> String {
        let added = ADDED.iter().fold(format!("{line} "), |line, (command, more)| {
            line.replace(&format!("{command} "), &format!("{command} {more} "))
        });
        self.text(added.trim_end())
    }

    /// What a file says in the test where the guide says this.
    pub(super) fn text(&self, text: &str) -> String {
        let text = DIRECTORIES
            .iter()
            .fold(text.to_owned(), |text, place| text.replace(place, &format!("{}{place}", self.root)));
        self.words.iter().fold(text, |text, (word, real)| text.replace(word, real))
    }

    /// What the guide says where the test was told this.
    pub(super) fn told(&self, said: &str) -> String {
        let is_said = |word: &str| [DAY, PYTHON].contains(&word) || word.starts_with("https:");
        let words = self.words.iter().filter(|(word, _)| is_said(word));
        words.fold(said.replace(&self.root, ""), |said, (word, real)| said.replace(real, word))
    }
}

/// In half a year.
fn a_day_to_come() -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("it is after 1970");
    fetter_core::date::Date::of_unix_time(now.as_secs() + 180 * 86_400).to_string()
}

#[test]
fn commands_are_about_the_place_of_the_test() {
    let mut places = Places::new(Path::new("/w"), "python3.13");
    places.learn("https://fetter.example:8443", "https://127.0.0.1:1");
    for (line, typed) in [
        ("fetter scan", "fetter scan --path /w/home/ada --only-path"),
        ("fetter scan json", "fetter scan --path /w/home/ada --only-path json"),
        ("fetter -e .venv scan", "fetter -e .venv scan"),
        ("fetter org request list", "fetter org request list"),
        ("ls .venv/lib/python3.11", "ls .venv/lib/python3.13"),
        ("ls /etc/fetter https://fetter.example:8443/x", "ls /w/etc/fetter https://127.0.0.1:1/x"),
    ] {
        assert_eq!(places.command(line), typed);
    }
    assert_eq!(places.told("/w/home/ada/lib/python3.13/x"), "/home/ada/lib/python3.11/x");
    assert_eq!(places.told("/w/home/ada at https://127.0.0.1:1"), "/home/ada at https://fetter.example:8443");
}
