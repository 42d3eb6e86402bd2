//! Lines of `.pth` files.

use std::path::PathBuf;

use fetter_core::integrity::startup::{StartupKind, Verdict};

use super::{SITE, item, made, of_line, startup, traits};

#[test]
fn what_nobody_lists_is_unknown_and_what_is_found_in_attacks_is_suspicious() {
    assert_eq!(of_line("startup-unknown", "import antigravity_of_mine"), (Verdict::Unknown, vec![]));
    let (verdict, found) = of_line(
        "startup-attack",
        "import os, subprocess, sys; subprocess.Popen([sys.executable, '-c', \"import base64; exec(base64.b64decode('eA=='))\"])",
    );
    assert_eq!((verdict, found), (Verdict::Suspicious, vec!["dynamic-code", "decodes", "process"]));
}

#[test]
fn path_lines_say_where_they_lead() {
    let (scratch, tree) = made("startup-paths");
    let outside = tree.directory("elsewhere");
    tree.directory("open");
    tree.mode("open", 0o777);
    let lines = format!(
        "{}\n{}\n./missing\n/tmp/not-there-of-fetter\n./inside\n",
        outside.display(),
        scratch.at("open").display()
    );
    tree.directory(&format!("{SITE}/inside"));
    let file = tree.file(&format!("{SITE}/a.pth"), lines);
    let found = startup(&scratch);
    let of = |line| traits(item(&found, &file, Some(line)));
    assert_eq!(of(1), ["outside-environment"]);
    assert_eq!(of(2), ["world-writable", "outside-environment"]);
    assert_eq!(of(3), ["missing"]);
    assert_eq!(of(4), ["world-writable", "missing"]);
    assert_eq!(of(5), Vec::<&str>::new());
    let findings: Vec<_> =
        found.items.iter().filter(|item| item.is_finding()).map(|item| item.line).collect();
    assert_eq!(findings, [Some(2), Some(4)]);
}

#[test]
fn what_a_path_line_adds_is_looked_at_for_modules_and_its_pth_files_are_inert() {
    let (scratch, tree) = made("startup-linked");
    tree.file(&format!("{SITE}/a.pth"), format!("{}\n", scratch.at("src").display()));
    let hook = tree.file("src/sitecustomize.py", "x = 1\n");
    let inert = tree.file("src/b.pth", "import evil\n");
    let found = startup(&scratch);
    assert_eq!(item(&found, &hook, None).environments, [scratch.at("env")]);
    let inert = item(&found, &inert, Some(1));
    assert!(inert.is_inert && inert.environments.is_empty() && !inert.is_finding());
}

#[test]
fn rules_of_versions_are_kept() {
    let (scratch, tree) = made("startup-versions");
    for version in ["3.12", "3.13", "3.15", "3.18"] {
        tree.installation(&format!("base{version}"), version);
        tree.venv(&format!("env{version}"), &scratch.at(&format!("base{version}")), version, false);
        let site = format!("env{version}/lib/python{version}/site-packages");
        tree.file(&format!("{site}/.hidden.pth"), "import a\n");
        tree.file(&format!("{site}/started.pth"), "import b\n");
        tree.file(&format!("{site}/started.start"), "# nothing\n");
        tree.file(&format!("{site}/late.pth"), "  import c\n");
        tree.file(&format!("{site}/plain.pth"), "import d\n");
    }
    let found = startup(&scratch);
    let runs = |version: &str, name: &str| {
        let file = scratch.at(&format!("env{version}/lib/python{version}/site-packages/{name}.pth"));
        !item(&found, &file, Some(1)).environments.is_empty()
    };
    let all = |version| [".hidden", "started", "late", "plain"].map(|name| runs(version, name));
    assert_eq!(all("3.12"), [true, true, false, true]);
    assert_eq!(all("3.13"), [false, true, false, true]);
    assert_eq!(all("3.15"), [false, false, true, true]);
    assert_eq!(all("3.18"), [false, false, false, false]);
    let hidden = scratch.at("env3.12/lib/python3.12/site-packages/.hidden.pth");
    assert!(traits(item(&found, &hidden, Some(1))).contains(&"hidden-name"));
}

#[test]
fn the_module_that_a_line_imports_is_shown_too() {
    let (scratch, tree) = made("startup-module");
    tree.file(&format!("{SITE}/a.pth"), "import helper_of_a; helper_of_a.go()\n");
    let module =
        tree.file(&format!("{SITE}/helper_of_a.py"), "import socket\n\nsocket.create_connection(('x', 1))\n");
    let found = startup(&scratch);
    let module = item(&found, &module, None);
    assert_eq!((module.kind, module.verdict), (StartupKind::ImportedModule, Verdict::Suspicious));
    assert_eq!(module.traits.iter().map(|found| found.line).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(module.environments, [scratch.at("env")]);
    let sites: Vec<&PathBuf> = found.items.iter().map(|item| &item.site).collect();
    assert!(sites.iter().all(|site| **site == scratch.at(SITE)), "{sites:?}");
}
