//! What is other in a version, as unified text.

use std::collections::BTreeMap;
use std::time::Duration;

use similar::TextDiff;

use super::error::POLICY_FILE;
use crate::store::Draft;

/// How long files are compared; what is not compared by then is shown as exchanged.
const TIME: Duration = Duration::from_secs(2);
/// How many bytes it has at most.
const BYTES: usize = 1 << 20;

/// The differences of all files from one version (`None` for nothing) to another, and whether that is all.
pub(crate) fn unified(old: (Option<u64>, &Draft), new: (u64, &Draft)) -> (String, bool) {
    let (before, after) = (files(old.1), files(new.1));
    let names: std::collections::BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    let mut text = String::new();
    for name in names {
        let (from, to) = (before.get(name).copied(), after.get(name).copied());
        if from == to {
            continue;
        }
        let called = |version: Option<u64>, file: Option<&str>| match (version, file) {
            (Some(version), Some(_)) => format!("{version}/{name}"),
            _ => "/dev/null".to_owned(),
        };
        let mut config = TextDiff::configure();
        config.timeout(TIME);
        let diff = config.diff_lines(from.unwrap_or_default(), to.unwrap_or_default());
        let mut unified = diff.unified_diff();
        unified.header(&called(old.0, from), &called(Some(new.0), to));
        text.push_str(&unified.to_string());
        if text.len() > BYTES {
            return (fetter_protocol::clip(&text, BYTES), false);
        }
    }
    (text, true)
}

/// The files of a version. The policy file comes first among those that are compared in the order of their names only where it does so by name.
fn files(draft: &Draft) -> BTreeMap<&str, &str> {
    let mut files: BTreeMap<&str, &str> =
        draft.files.iter().map(|file| (file.name.as_str(), file.text.as_str())).collect();
    if !draft.text.is_empty() {
        files.insert(POLICY_FILE, &draft.text);
    }
    files
}

#[cfg(test)]
mod tests {
    use fetter_protocol::BundleFile;

    use super::*;

    #[test]
    fn each_file_that_is_other_is_shown_as_diff_would() {
        let draft = |text: &str, allowed: &str| {
            let file = BundleFile { name: "allowed.txt".to_owned(), text: allowed.to_owned() };
            Draft { text: text.to_owned(), files: vec![file], ..Draft::default() }
        };
        let (old, new) = (draft("a\n", "x==1\ny==1\n"), draft("a\n", "x==1\ny==2\n"));
        let expected = "--- 1/allowed.txt\n+++ 2/allowed.txt\n@@ -1,2 +1,2 @@\n x==1\n-y==1\n+y==2\n";
        assert_eq!(unified((Some(1), &old), (2, &new)), (expected.to_owned(), true));
        assert_eq!(unified((Some(1), &old), (2, &old)), (String::new(), true));
        let first = unified((None, &Draft::default()), (1, &old)).0;
        assert!(first.contains("--- /dev/null\n+++ 1/policy.toml\n@@ -0,0 +1 @@\n+a\n"), "{first}");
        let long = draft(&"line\n".repeat(1 << 20), "");
        let (text, is_whole) = unified((None, &Draft::default()), (1, &long));
        assert!(!is_whole && text.len() <= BYTES);
    }
}
