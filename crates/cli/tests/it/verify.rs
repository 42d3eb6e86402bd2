//! `verify` and `unpack` as users meet them, and against real environments.

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};

use fetter_testkit::program::Program;
use fetter_testkit::{Scratch, gate};
use serde_json::Value;

use crate::support::{FETTER, fetter, here, home, run};

const SITE: &str = "one/.venv/lib/python3.11/site-packages";

/// A table with one space between its cells, however wide the paths are.
fn narrow(table: &str) -> String {
    table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ") + "\n").collect()
}

/// A home with a package that is as it was installed.
fn intact(name: &str) -> Scratch {
    let home = home(name);
    let tree = home.tree();
    tree.file(&format!("{SITE}/tool.py"), "");
    let record =
        "tool.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\ntool-1.0.dist-info/RECORD,,\n";
    tree.file(
        &format!("{SITE}/tool-1.0.dist-info/METADATA"),
        "Metadata-Version: 2.1\nName: tool\nVersion: 1.0\n",
    );
    tree.file(&format!("{SITE}/tool-1.0.dist-info/RECORD"), record);
    home
}

#[test]
fn findings_in_every_form() {
    let home = intact("verify-forms");
    let verify =
        |line: &str| run(&home, &format!("-e one/.venv verify -p tool {line}").trim_end().replace("  ", " "));
    let clean = verify("");
    assert_eq!((clean.code, clean.stdout.as_str()), (Some(0), "Severity  Code  Package  Path  Reason\n"));
    assert!(clean.stderr.contains("2 files of 1 package verified"), "{}", clean.stderr);
    home.tree().file(&format!("{SITE}/tool.py"), "import os\n");
    let site = home.at(SITE).display().to_string();
    let found = verify("display");
    assert_eq!(found.code, Some(3), "{}", found.stderr);
    insta::assert_snapshot!(narrow(&found.stdout.replace(&home.path().display().to_string(), "~")), @r"
    Severity Code Package Path Reason
    high modified tool-1.0 ~/one/.venv/lib/python3.11/site-packages/tool.py it has another hash than what was installed
    ");
    let json: Value = serde_json::from_str(&verify("json").stdout).expect("JSON");
    assert_eq!((json["schema"].as_str(), json["version"].as_u64()), (Some("fetter-verify"), Some(1)));
    let finding = &json["findings"][0];
    assert_eq!(finding["path"], format!("{site}/tool.py"));
    assert_eq!((finding["code"].as_str(), finding["line"].as_u64()), (Some("modified"), Some(1)));
    assert_eq!(finding["status"]["size"], 10);
    assert_eq!(finding["environments"][0], home.at("one/.venv").display().to_string());
    let sarif: Value = serde_json::from_str(&verify("sarif").stdout).expect("JSON");
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!((result["ruleId"].as_str(), result["level"].as_str()), (Some("modified"), Some("error")));
    let written = verify("write -o -").stdout;
    assert!(
        written.starts_with(
            "Severity,Code,Package,Path,Reason,Confidence,Site,Size,Owner,Mode,Modified,Listed\n"
        )
    );
    assert_eq!(verify("exit").code, Some(3));
    assert_eq!(verify("exit --code 9").code, Some(9));
    assert_eq!(verify("--severity high").code, Some(3));
}

#[test]
fn harmless_things_are_shown_and_no_check_fails_for_them() {
    let home = intact("verify-info");
    home.tree().file(&format!("{SITE}/__pycache__/gone.cpython-311.pyc"), "");
    let ran = run(&home, "-e one/.venv verify -p tool");
    assert_eq!(ran.code, Some(0), "{}", ran.stdout);
    assert!(ran.stdout.contains("info      bytecode-orphan"), "{}", ran.stdout);
    let ran = run(&home, "-e one/.venv verify -p tool --severity low");
    assert!(
        !ran.stdout.contains("info") && ran.stderr.contains("1 not shown"),
        "{}{}",
        ran.stdout,
        ran.stderr
    );
}

#[test]
fn what_cannot_be_read_is_4() {
    let home = intact("verify-unreadable");
    let file = home.at(SITE).join("tool.py");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o000)).expect("its mode can be set");
    let mut command = fetter(&home).args(["-e", "one/.venv", "verify", "-p", "tool"]).into_command();
    if rustix::process::geteuid().is_root() {
        command.uid(65534);
    }
    let ran: fetter_testkit::Ran = command.output().expect("it starts").into();
    assert_eq!(ran.code, Some(4), "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stderr.contains("could not check") && ran.stderr.contains("[unreadable]"), "{}", ran.stderr);
}

#[test]
fn what_cannot_be_asked_is_2_and_what_cannot_be_compared_with_is_1() {
    let home = intact("verify-usage");
    home.tree().directory("empty");
    for (line, code, said) in [
        ("--inventory x.json verify", 2, "leave --inventory away"),
        ("--inventory x.json unpack", 2, "leave --inventory away"),
        ("-e one/.venv verify -p [", 2, "pattern"),
        ("-e one/.venv verify --against empty", 1, "has no wheels"),
    ] {
        let ran = run(&home, line);
        assert_eq!(ran.code, Some(code), "{line}: {}", ran.stderr);
        assert!(ran.stderr.contains(said), "{line}: {}", ran.stderr);
    }
    let ran = run(&home, "-e one/.venv verify -p nosuch");
    assert_eq!(ran.code, Some(4), "{}", ran.stderr);
    assert!(ran.stderr.contains("no package has a name that the pattern matches"), "{}", ran.stderr);
    let ran = run(&home, "-e one/.venv verify -p tool --against missing.txt");
    assert_eq!(ran.code, Some(4), "{}", ran.stderr);
    assert!(ran.stderr.contains("missing.txt"), "{}", ran.stderr);
}

#[test]
fn files_listed_and_counted() {
    let home = intact("unpack-forms");
    let counted = here(&home, "unpack-count -p tool");
    insta::assert_snapshot!(narrow(&counted), @r"
    Package Site Files Dirs Missing Bytes
    tool-1.0 ~/one/.venv/lib/python3.11/site-packages 2 2 0 89
    ");
    assert_eq!(here(&home, "unpack --count -p tool display"), counted);
    assert_eq!(here(&home, "unpack -p TOOL --count"), counted);
    assert_eq!(here(&home, "unpack -p TOOL --case --count").lines().count(), 1);
    let listed = here(&home, "unpack-files -p tool write -o - -d |");
    insta::assert_snapshot!(listed, @r"
    Package|Site|Artifacts|Exists|Size
    tool-1.0|~/one/.venv/lib/python3.11/site-packages|~/one/.venv/lib/python3.11/site-packages/tool.py|yes|0
    tool-1.0|~/one/.venv/lib/python3.11/site-packages|~/one/.venv/lib/python3.11/site-packages/tool-1.0.dist-info/RECORD|yes|89
    ");
    let json: Value = serde_json::from_str(&here(&home, "unpack -p tool json")).expect("JSON");
    let package = &json["packages"][0];
    assert_eq!(
        (json["schema"].as_str(), package["source"].as_str()),
        (Some("fetter-unpack"), Some("RECORD"))
    );
    assert_eq!(
        package["artifacts"][0]["recorded_hash"],
        "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
    );
    let counted: Value = serde_json::from_str(&here(&home, "unpack-count -p tool json")).expect("JSON");
    assert_eq!(
        (counted["packages"][0]["files"].as_u64(), counted["packages"][0]["artifacts"].is_null()),
        (Some(2), true)
    );
}

#[test]
fn documents_are_as_their_schemas_say() {
    let home = intact("verify-schemas");
    home.tree().file(&format!("{SITE}/tool.py"), "changed");
    for (line, schema) in
        [("verify json", "verify-1"), ("unpack json", "unpack-1"), ("unpack-count json", "unpack-1")]
    {
        let ran = run(&home, &format!("--path . --only-path {line}"));
        let document: Value = serde_json::from_str(&ran.stdout).expect("JSON");
        let file = gate::repository().join(format!("docs/schema/{schema}.json"));
        let schema: Value =
            serde_json::from_slice(&std::fs::read(file).expect("the schema is there")).expect("JSON");
        let validator = jsonschema::validator_for(&schema).expect("a schema");
        let errors: Vec<_> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{line}: {errors:?}");
    }
}

/// Environments that pip, uv, venv and virtualenv made and nobody changed.
#[test]
fn real_environments_that_nobody_changed_have_no_modifications() {
    let Some(place) = gate::real_environments("verify against real environments") else { return };
    let program = Program::new(FETTER).args(["--no-all-users", "--only-path", "--path"]).args([&place]);
    let ran = program.args(["verify", "json"]).env("HOME", "/nonexistent").run();
    let document: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert!(document["files"].as_u64() > Some(10_000), "{}", document["files"]);
    let findings = document["findings"].as_array().expect("a list");
    let mut others = BTreeSet::new();
    for finding in findings {
        let path = finding["path"].as_str().expect("text");
        // What the environments were made from is the machine's own, and may have been changed.
        if !Path::new(path).starts_with(&place) {
            continue;
        }
        let code = finding["code"].as_str().expect("text");
        assert!(code != "modified" && code != "replaced" && code != "bytecode-unchecked", "{finding}");
        if finding["severity"] != "info" {
            let file = Path::new(path).file_name().unwrap_or_default().to_string_lossy();
            others.insert((code.to_owned(), finding["written"].as_str().unwrap_or(&file).to_owned()));
        }
    }
    // Two versions of one package over each other; made ones without RECORD; old formats without hashes; `.pth` files that the script
    // wrote by hand.
    let is_known = |(code, name): &(String, String)| match code.as_str() {
        "overwritten" => name == "idna",
        "record-missing" => {
            name.starts_with("of-user") || ["docopt", "blinker", "linked-package"].contains(&name.as_str())
        }
        "ownerless-path-file" => ["zz_linked.pth", "of_user.pth"].contains(&name.as_str()),
        "hash-missing" => ["docopt", "termcolor"].contains(&name.as_str()),
        _ => false,
    };
    let unknown: Vec<_> = others.iter().filter(|other| !is_known(other)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

const FILES: &str = r"
import json, os, sys
from importlib.metadata import distributions
found = {}
for each in distributions():
    files = each.files
    path = getattr(each, '_path', None)
    if files is None or path is None:
        continue
    paths = [os.path.normpath(os.path.join(os.path.realpath(os.path.dirname(str(path))), str(file))) for file in files]
    found[os.path.realpath(str(path))] = [[one, os.path.lexists(one)] for one in paths]
print('\n' + json.dumps(found))
";

/// What `importlib.metadata.files` says, and what `unpack` lists.
#[test]
fn the_files_are_those_that_importlib_metadata_sees() {
    let Some(place) = gate::real_environments("unpack against real interpreters") else { return };
    let list = std::fs::read_to_string(place.join("list.tsv")).expect("the list can be read");
    let mut compared = 0;
    for line in list.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let (name, python, home) = (fields[0], fields[1], fields[2]);
        // Older Pythons have no such module, and every kind of environment is there with the newest.
        if ![
            "venv-pyenv-3.12",
            "uv-pyenv-3.13",
            "virtualenv-pyenv-3.11",
            "venv-system-usr-bin-python3",
            "case-",
        ]
        .iter()
        .any(|start| name.starts_with(start))
        {
            continue;
        }
        let empty = Scratch::new("cwd");
        let asked = Program::new(python).args(["-c", FILES]).within(empty.path()).env("HOME", home);
        let out = asked.env("PYTHONDONTWRITEBYTECODE", "1").succeed();
        let expected: BTreeMap<PathBuf, BTreeSet<(PathBuf, bool)>> =
            serde_json::from_str(out.lines().last().unwrap_or_default()).expect("JSON");
        let program = Program::new(FETTER).args(["-e", python, "unpack", "json"]).env("HOME", home);
        let found: Value = serde_json::from_str(&program.succeed()).expect("JSON");
        let mut by_site: BTreeMap<BTreeSet<(PathBuf, bool)>, String> = BTreeMap::new();
        for package in found["packages"].as_array().expect("a list") {
            let artifacts = package["artifacts"].as_array().expect("a list").iter();
            let files = artifacts.map(|file| {
                (file["path"].as_str().expect("text").into(), file["exists"].as_bool().expect("a truth"))
            });
            by_site.insert(files.collect(), package["name"].as_str().unwrap_or_default().to_owned());
        }
        for (metadata, files) in expected {
            // A SOURCES.txt is of a source tree; Pythons differ in what they make of those, and in what of them they leave out.
            let is_tree = files.iter().any(|(path, _)| path.ends_with("SOURCES.txt"));
            let is_egg = metadata
                .components()
                .any(|part| Path::new(part.as_os_str()).extension().is_some_and(|end| end == "egg"));
            if is_tree || is_egg || files.is_empty() {
                continue;
            }
            assert!(
                by_site.contains_key(&files),
                "{name}: {} differs: {:?}",
                metadata.display(),
                files.iter().take(5).collect::<Vec<_>>()
            );
            compared += 1;
        }
    }
    // 43 of them are in environments that are made for this; what Debian's Python has beside them is the machine's.
    assert!(compared > 40, "only {compared} were compared");
}

#[test]
fn what_no_package_owns_is_looked_for_unless_a_package_is_named() {
    let home = intact("verify-ownerless");
    let site = home.at(SITE);
    home.tree().file(&format!("{SITE}/backdoor/__init__.py"), "import os\n");
    home.tree().file(&format!("{SITE}/evil.pth"), "import os\n");
    home.tree().file(&format!("{SITE}/json.py"), "");
    std::fs::set_permissions(site.join("json.py"), std::fs::Permissions::from_mode(0o666))
        .expect("its mode can be set");
    let verify = |line: &str| run(&home, &format!("-e one/.venv verify --severity low {line}"));
    let ran = verify("display");
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    let table = narrow(&ran.stdout.replace(&site.display().to_string(), "~"));
    let planted: Vec<&str> = table
        .lines()
        .filter(|line| ["backdoor", "evil", "json"].iter().any(|name| line.contains(name)))
        .collect();
    insta::assert_snapshot!(planted.join("\n"), @r"
    high ownerless-code ~/backdoor no distribution claims anything in this directory (1 file of code, 10 bytes: __init__.py)
    high ownerless-path-file ~/evil.pth no distribution claims this file, of which Python runs 1 line at every start
    high ownerless-code ~/json.py no distribution claims this module
    high shadowing ~/json.py it has no owner, and hides the standard library's module json wherever this site comes first on the path
    high world-writable ~/json.py everybody may write to it
    ");
    assert!(
        ran.stderr.contains("fetter: to do about ownerless-code: find out who put it there"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("searched for code without an owner"), "{}", ran.stderr);
    let sarif: Value = serde_json::from_str(&verify("sarif").stdout).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("a list");
    for code in ["ownerless-code", "ownerless-path-file", "shadowing", "world-writable"] {
        assert!(results.iter().any(|result| result["ruleId"] == code), "{code}");
    }
    for line in ["-p tool", "--no-ownerless -p tool", "--no-ownerless"] {
        let ran = verify(line);
        assert!(!ran.stdout.contains("backdoor") && !ran.stdout.contains("world-writable"), "{}", ran.stdout);
        assert!(ran.stderr.contains("no site searched for code without an owner"), "{}", ran.stderr);
    }
    assert_eq!(verify("-p tool").code, Some(0));
}
