//! Lines of `.pth` files.

use std::path::PathBuf;

use fetter_core::integrity::startup::{StartupKind, Verdict};

use super::{SITE, item, made, of_line, startup, traits};

#[test]
fn every_import_line_is_there_in_full() {
    let (scratch, tree) = made("startup-lines");
    let long = format!("import os; x = '{}'", "y ".repeat(3000));
    let file = tree.file(&format!("{SITE}/a.pth"), format!("# comment\n\nimport os\n{long}\n./lib\n"));
    tree.directory(&format!("{SITE}/lib"));
    let found = startup(&scratch);
    assert_eq!(item(&found, &file, Some(3)).content, "import os");
    let second = item(&found, &file, Some(4));
    assert_eq!(second.content, long);
    assert!(traits(second).contains(&"long-line"));
    assert_eq!(item(&found, &file, Some(5)).kind, StartupKind::PathLine);
    assert_eq!(item(&found, &file, Some(3)).environments, [scratch.at("env")]);
    assert!(found.is_checked() && found.has_findings());
}

#[test]
fn credentials_are_masked_and_nothing_else() {
    let (scratch, tree) = made("startup-masked");
    let file = tree.file(&format!("{SITE}/a.pth"), "import os; u = 'https://user:secret@host/x'\n");
    let found = startup(&scratch);
    let text = &item(&found, &file, Some(1)).content;
    assert!(!text.contains("secret") && text.starts_with("import os; u = 'https://"), "{text}");
    assert!(!format!("{found:?}").contains("secret"), "nowhere");
}

#[test]
fn what_nobody_lists_is_unknown_and_what_is_found_in_attacks_is_suspicious() {
    assert_eq!(of_line("startup-unknown", "import antigravity_of_mine"), (Verdict::Unknown, vec![]));
    let (verdict, found) = of_line(
        "startup-attack",
        "import os, subprocess, sys; subprocess.Popen([sys.executable, '-c', \"import base64; exec(base64.b64decode('eA=='))\"])",
    );
    assert_eq!((verdict, found), (Verdict::Suspicious, vec!["decodes", "dynamic-code", "process"]));
}

#[test]
fn what_a_distribution_lists_is_owned_and_still_suspicious_where_it_is() {
    let (scratch, tree) = made("startup-owned");
    let record = tree.dist_info(SITE, "litter", "1.0").join("RECORD");
    std::fs::write(&record, "litter_init.pth,sha256=x,3\nharmless.pth,,\n").expect("written");
    let evil = tree.file(&format!("{SITE}/litter_init.pth"), "import subprocess; subprocess.run(['x'])\n");
    let harmless = tree.file(&format!("{SITE}/harmless.pth"), "import harmless_of_litter\n");
    let lone = tree.file(&format!("{SITE}/lone.pth"), "import lone\n");
    let found = startup(&scratch);
    let label =
        |file| item(&found, file, Some(1)).owner.as_ref().map(fetter_core::integrity::startup::Owner::label);
    assert_eq!(item(&found, &evil, Some(1)).verdict, Verdict::Suspicious);
    assert_eq!(label(&evil).as_deref(), Some("litter-1.0"));
    assert_eq!(item(&found, &harmless, Some(1)).verdict, Verdict::Owned);
    assert!(!item(&found, &harmless, Some(1)).is_finding());
    assert_eq!((label(&lone), item(&found, &lone, Some(1)).verdict), (None, Verdict::Unknown));
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
fn directories_that_a_line_adds_as_sites_are_gone_through() {
    let (scratch, tree) = made("startup-addsitedir");
    let deep = scratch.at("deep");
    tree.file(
        &format!("{SITE}/a.pth"),
        format!("import site; site.addsitedir('{}')\nimport os, site; site.addsitedir(os.path.join(sitedir, 'more'))\nimport os, site; site.addsitedir(os.environ['X'])\n", deep.display()),
    );
    let first = tree.file(
        "deep/b.pth",
        format!("import hidden_one; import site; site.addsitedir('{}')\n", deep.display()),
    );
    let second = tree.file(&format!("{SITE}/more/c.pth"), "import hidden_two\n");
    let hook = tree.file("deep/usercustomize.py", "x = 1\n");
    let found = startup(&scratch);
    for file in [&first, &second] {
        let item = item(&found, file, Some(1));
        assert_eq!((item.environments.as_slice(), item.is_inert), (&[scratch.at("env")][..], false));
    }
    assert_eq!(item(&found, &hook, None).passed_over, [scratch.at("env")], "the user site is off there");
    let unknown = item(&found, &scratch.at(&format!("{SITE}/a.pth")), Some(3));
    assert!(traits(unknown).contains(&"not-followed"), "{unknown:?}");
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
