//! `sitecustomize` and `usercustomize`, wherever they lie.

use std::io::Write;

use fetter_core::integrity::startup::StartupKind;
use fetter_testkit::Scratch;

use super::{SITE, all_said, inspect_all, item, python};

#[test]
fn every_form_in_every_place_is_found_and_the_first_on_the_path_runs() {
    let (scratch, tree) = python("hooks-forms");
    tree.file("py/lib/python3.11/sitecustomize.py", "import first\n");
    tree.file("py/lib/python3.11/lib-dynload/sitecustomize.cpython-311-x86_64-linux-gnu.so", "\x7fELF");
    tree.file(&format!("{SITE}/sitecustomize/__init__.py"), "import second\n");
    tree.file(&format!("{SITE}/sitecustomize.abi3.so"), "\x7fELF");
    tree.file(&format!("{SITE}/sitecustomize.so"), "\x7fELF");
    tree.file(&format!("{SITE}/sitecustomize.cpython-39-x86_64-linux-gnu.so"), "\x7fELF");
    tree.file(&format!("{SITE}/sitecustomize.pyc"), "\0");
    let found = inspect_all(&scratch);
    let hooks: Vec<_> = found.items.iter().filter(|item| item.kind == StartupKind::Sitecustomize).collect();
    let running: Vec<_> =
        hooks.iter().filter(|item| !item.environments.is_empty()).map(|item| &item.file).collect();
    assert_eq!(running, [&scratch.at("py/lib/python3.11/sitecustomize.py")]);
    assert_eq!(hooks.len(), 7, "{:#?}", all_said(&scratch, &found));
    let package = item(&found, &scratch.at(&format!("{SITE}/sitecustomize/__init__.py")), None);
    assert_eq!(package.passed_over, [scratch.at("py")]);
    let first = scratch.at("py/lib/python3.11/sitecustomize.py").display().to_string();
    assert!(package.notes.iter().any(|note| note.contains(&first)), "{:?}", package.notes);
    let binary = item(&found, &scratch.at(&format!("{SITE}/sitecustomize.so")), None);
    assert_eq!((binary.verdict.as_str(), binary.traits[0].code.as_str()), ("suspicious", "binary"));
}

#[test]
fn a_package_comes_before_an_extension_and_that_before_source() {
    let (scratch, tree) = python("hooks-order");
    let winner = |expected: &str| {
        let found = inspect_all(&scratch);
        let running: Vec<_> = found
            .items
            .iter()
            .filter(|item| item.kind == StartupKind::Sitecustomize && !item.environments.is_empty())
            .map(|item| item.file.clone())
            .collect();
        assert_eq!(running, [scratch.at(&format!("{SITE}/{expected}"))]);
    };
    for name in ["sitecustomize.pyc", "sitecustomize.py", "sitecustomize.so", "sitecustomize/__init__.py"] {
        tree.file(&format!("{SITE}/{name}"), "x = 1\n");
        winner(name);
    }
}

#[test]
fn usercustomize_runs_only_where_the_user_site_is_enabled() {
    let scratch = Scratch::new("hooks-user");
    let tree = scratch.tree();
    tree.installation("py", "3.11");
    tree.venv("env", &scratch.at("py"), "3.11", false);
    let user = "home/.local/lib/python3.11/site-packages";
    tree.file(&format!("{user}/usercustomize.py"), "import x\n");
    tree.file("env/lib/python3.11/site-packages/usercustomize.py", "import y\n");
    let found = inspect_all(&scratch);
    let in_user = item(&found, &scratch.at(&format!("{user}/usercustomize.py")), None);
    assert_eq!(in_user.environments, [scratch.at("py")], "{in_user:#?}");
    let in_env = item(&found, &scratch.at("env/lib/python3.11/site-packages/usercustomize.py"), None);
    assert_eq!((in_env.environments.len(), &in_env.passed_over[..]), (0, &[scratch.at("env")][..]));
    assert!(in_env.notes.iter().any(|note| note.contains("user site")), "{:?}", in_env.notes);
}

#[test]
fn the_standard_library_is_that_of_the_base_and_its_zip_file_is_looked_into() {
    let scratch = Scratch::new("hooks-standard");
    let tree = scratch.tree();
    tree.installation("py", "3.11");
    tree.venv("env", &scratch.at("py"), "3.11", false);
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("sitecustomize.py", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(b"import socket\n").unwrap();
    tree.file("py/lib/python311.zip", archive.finish().unwrap().into_inner());
    let found = inspect_all(&scratch);
    let hook = item(&found, &scratch.at("py/lib/python311.zip/sitecustomize.py"), None);
    assert_eq!(hook.environments, [scratch.at("env"), scratch.at("py")]);
    assert_eq!((hook.verdict.as_str(), hook.content.as_str()), ("suspicious", "import socket\n"));
}

#[test]
fn other_names_are_no_hooks() {
    let (scratch, tree) = python("hooks-names");
    for name in [
        "sitecustomize.txt",
        "sitecustomizer.py",
        "sitecustomize.x.py",
        "sitecustomize.x.so",
        "Sitecustomize.py",
    ] {
        tree.file(&format!("{SITE}/{name}"), "import x\n");
    }
    tree.directory(&format!("{SITE}/sitecustomize"));
    assert!(inspect_all(&scratch).items.is_empty());
}

#[test]
fn the_sitecustomize_of_a_distributor_is_known_by_its_contents() {
    let (scratch, tree) = python("hooks-apport");
    let apport = "# install the apport exception handler if available\ntry:\n    import apport_python_hook\nexcept ImportError:\n    pass\nelse:\n    apport_python_hook.install()\n";
    tree.file("etc/sitecustomize.py", apport);
    tree.link("py/lib/python3.11/sitecustomize.py", scratch.at("etc/sitecustomize.py"));
    let found = inspect_all(&scratch);
    assert_eq!(all_said(&scratch, &found), ["py/lib/python3.11/sitecustomize.py sitecustomize known"]);
    tree.file("etc/sitecustomize.py", format!("{apport}import os\n"));
    assert!(inspect_all(&scratch).has_findings());
}
