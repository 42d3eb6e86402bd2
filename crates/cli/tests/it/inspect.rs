//! `inspect` as users meet it.

use fetter_testkit::Scratch;
use serde_json::Value;

use crate::support::{home, narrow, run};

const SITE: &str = "one/.venv/lib/python3.11/site-packages";

/// A home with start-up code of each kind.
fn lively(name: &str) -> Scratch {
    let home = home(name);
    let tree = home.tree();
    tree.directory("src");
    let source = home.at("src").display().to_string();
    tree.file(
        &format!("{SITE}/evil.pth"),
        format!("import os; os.system('id')\n{source}\nimport lurks; u = 'https://me:pw@h.example/'\n"),
    );
    tree.file(&format!("{SITE}/lurks.py"), "x = '\u{1b}[31m'\n\n\nimport socket\n");
    tree.file(&format!("{SITE}/easy-install.pth"), "import sys; sys.__plen = len(sys.path)\n");
    tree.file(&format!("{SITE}/usercustomize.py"), "import this\n");
    home
}

#[test]
fn a_table_for_people() {
    let home = lively("inspect-table");
    let ran = run(&home, "-e one/.venv inspect");
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    insta::assert_snapshot!(narrow(&home, &ran.stdout), @r"
    Site File Line Kind Verdict Traits Content
    ~/one/.venv/lib/python3.11/site-packages easy-install.pth 1 import-line known import sys; sys.__plen = len(sys.path)
    ~/one/.venv/lib/python3.11/site-packages evil.pth 1 import-line suspicious process import os; os.system('id')
    ~/one/.venv/lib/python3.11/site-packages evil.pth 3 import-line unknown import lurks; u = 'https://****@h.example/'
    ~/one/.venv/lib/python3.11/site-packages lurks.py imported-module suspicious invisible-text:1, network:4 1: x = '\u{1b}[31m'
    ~/one/.venv/lib/python3.11/site-packages usercustomize.py usercustomize unknown (inert) import this
    ");
    assert_eq!(
        ran.stderr,
        "fetter: starts of 1 environments inspected: 2 suspicious, 1 unknown, 1 known, 1 inert, 1 path lines not shown (--all)\n"
    );
    let all = run(&home, "-e one/.venv inspect --all").stdout;
    assert_eq!(all.lines().count(), ran.stdout.lines().count() + 1);
    assert!(all.contains("path-line"), "{all}");
}

#[test]
fn json_has_everything_and_stays_as_it_is() {
    let home = lively("inspect-json");
    let ran = run(&home, "-e one/.venv inspect json");
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    assert!(!ran.stdout.contains("me:pw@") && !ran.stdout.contains('\u{1b}'), "{}", ran.stdout);
    let document: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(
        (document["schema"].as_str(), document["version"].as_u64()),
        (Some("fetter-inspect"), Some(1))
    );
    insta::assert_snapshot!(ran.stdout.replace(&home.path().display().to_string(), "~"));
}

#[test]
fn other_forms() {
    let home = lively("inspect-forms");
    let sarif: Value = serde_json::from_str(&run(&home, "-e one/.venv inspect sarif").stdout).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let places: Vec<_> = results
        .iter()
        .map(|result| {
            let place = &result["locations"][0]["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str().expect("a URI");
            let file = uri.rsplit('/').next().unwrap_or_default().to_owned();
            (result["ruleId"].as_str().unwrap_or_default(), file, place["region"]["startLine"].as_u64())
        })
        .collect();
    let place = |rule: &'static str, file: &str, line| (rule, file.to_owned(), Some(line));
    assert_eq!(
        places,
        [
            place("suspicious-start-up-code", "evil.pth", 1),
            place("unknown-start-up-code", "evil.pth", 3),
            place("suspicious-start-up-code", "lurks.py", 1),
        ]
    );
    let written = run(&home, "-e one/.venv inspect write -o -").stdout;
    assert!(
        written.starts_with("Site,File,Line,Kind,Verdict,Traits,Content,Known,Owner,Severity,Environments,"),
        "{written}"
    );
    assert!(written.contains(",path-line,"), "{written}");
    assert_eq!(run(&home, "-e one/.venv inspect exit").stdout, "");
    assert_eq!(run(&home, "-e one/.venv inspect exit --code 9").code, Some(9));
}

#[test]
fn nothing_unknown_is_0_and_what_cannot_be_read_is_4() {
    let home = home("inspect-codes");
    let clean = run(&home, "-e one/.venv inspect");
    assert_eq!(clean.code, Some(0), "{}{}", clean.stdout, clean.stderr);
    assert_eq!(clean.stdout, "Site  File  Line  Kind  Verdict  Traits  Content\n");
    assert_eq!(clean.stderr, "fetter: starts of 1 environments inspected: nothing runs\n");
    let missing = run(&home, "-e one/.venv inspect --env-file none.env");
    assert_eq!(missing.code, Some(4), "{}", missing.stderr);
    assert!(missing.stderr.contains("could not check: none.env"), "{}", missing.stderr);
    home.tree().file(&format!("{SITE}/a.pth"), "import evil\n");
    for (line, code) in [("exit --code 0", 4), ("exit", 3)] {
        assert_eq!(run(&home, &format!("-e one/.venv inspect --env-file none.env {line}")).code, Some(code));
    }
}

#[test]
fn environment_files_of_every_kind_are_shown_with_what_they_do() {
    let home = home("inspect-settings");
    let tree = home.tree();
    tree.file("lib/sitecustomize.py", "import os\n");
    let lib = home.at("lib").display().to_string();
    for (name, text) in [
        (".env", format!("PYTHONPATH={lib}\n")),
        ("rc", format!("alias x=y\nexport PYTHONPATH=\"{lib}\"\n")),
        ("run.sh", format!("PYTHONPATH={lib} python3 -m x\n")),
        ("cshrc", format!("setenv PYTHONPATH {lib}\n")),
        ("config.fish", format!("set -x PYTHONPATH {lib}\n")),
        ("x.service", format!("[Service]\nEnvironment=\"PYTHONPATH={lib}\" A=b\n")),
        ("Dockerfile", format!("FROM x\nENV A=b \\\n    PYTHONPATH={lib}\n")),
    ] {
        tree.file(name, text);
        let ran = run(&home, &format!("-e one/.venv inspect --env-file {name}"));
        assert_eq!(ran.code, Some(3), "{name}: {}{}", ran.stdout, ran.stderr);
        let table = narrow(&home, &ran.stdout);
        assert!(table.contains(" setting plain PYTHONPATH=~/lib"), "{name}: {table}");
        assert!(table.contains("~/lib sitecustomize.py sitecustomize unknown import os"), "{name}: {table}");
    }
}
