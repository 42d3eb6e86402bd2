//! Lines of `.pth` files.

use crate::integrity::line;

use super::{SITE, all_said, inspect_all, item, python};

#[test]
fn every_import_line_is_listed_in_full_with_its_line() {
    let (scratch, tree) = python("pth-lines");
    tree.directory("elsewhere");
    let elsewhere = scratch.at("elsewhere").display().to_string();
    tree.file(
        &format!("{SITE}/x.pth"),
        format!("# comment\n\nimport foo\n{elsewhere}\nimport\tos; os.system('x')\nimportant\n"),
    );
    let found = inspect_all(&scratch);
    assert_eq!(
        all_said(&scratch, &found),
        [
            format!("{SITE}/x.pth:3 import-line unknown"),
            format!("{SITE}/x.pth:4 path-line plain outside-environment"),
            format!("{SITE}/x.pth:5 import-line suspicious process"),
            format!("{SITE}/x.pth:6 path-line plain missing"),
        ]
    );
    let line = item(&found, &scratch.at(&format!("{SITE}/x.pth")), Some(5));
    assert_eq!(line.content, "import\tos; os.system('x')");
    assert_eq!(line.environments, [scratch.at("py")]);
    assert!(found.has_findings() && found.is_checked());
}

#[test]
fn credentials_are_masked() {
    let (scratch, tree) = python("pth-credentials");
    tree.file(
        &format!("{SITE}/x.pth"),
        "import urllib.request as u; u.urlopen('https://me:hunter2@h.example/x')\n",
    );
    tree.file(&format!("{SITE}/sitecustomize.py"), "import socket\nx = 'https://me:hunter2@h.example/x'\n");
    let found = inspect_all(&scratch);
    let text = format!("{found:?}");
    assert!(!text.contains("hunter2") && text.contains("h.example/x"), "{text}");
}

#[test]
fn lines_of_tools_are_known_and_the_least_change_makes_them_unknown() {
    let hack = "import os; var = 'SETUPTOOLS_USE_DISTUTILS'; enabled = os.environ.get(var, 'local') == 'local'; enabled and __import__('_distutils_hack').add_shim(); ";
    let (scratch, tree) = python("pth-known");
    tree.file(&format!("{SITE}/easy-install.pth"), "import sys; sys.__plen = len(sys.path)\n");
    tree.file(&format!("{SITE}/distutils-precedence.pth"), hack);
    tree.file(&format!("{SITE}/_virtualenv.pth"), "import _virtualenv");
    tree.file(&format!("{SITE}/_virtualenv.py"), "import os\n");
    tree.file(&format!("{SITE}/evil.pth"), format!("{hack}; import os"));
    assert_eq!(
        all_said(&scratch, &inspect_all(&scratch)),
        [
            format!("{SITE}/_virtualenv.pth:1 import-line unknown"),
            format!("{SITE}/_virtualenv.py imported-module unknown"),
            format!("{SITE}/distutils-precedence.pth:1 import-line suspicious dynamic-code"),
            format!("{SITE}/easy-install.pth:1 import-line known"),
            format!("{SITE}/evil.pth:1 import-line suspicious dynamic-code"),
        ]
    );
    // What the line imports lies there, and is not what setuptools puts there.
    tree.file(&format!("{SITE}/_distutils_hack/__init__.py"), "import subprocess\nsubprocess.run('x')\n");
    let found = inspect_all(&scratch);
    let line = item(&found, &scratch.at(&format!("{SITE}/distutils-precedence.pth")), Some(1));
    assert_eq!(line.verdict.as_str(), "suspicious", "{line:?}");
    let module = item(&found, &scratch.at(&format!("{SITE}/_distutils_hack/__init__.py")), None);
    assert_eq!((module.verdict.as_str(), module.traits[0].line), ("suspicious", 1));
}

#[test]
fn a_file_that_a_distribution_lists_is_owned_unless_it_has_changed() {
    let (scratch, tree) = python("pth-owned");
    tree.dist_info(SITE, "demo", "1.0");
    let files = [("demo.pth", "import demo.start\n"), ("demo/__init__.py", ""), ("demo/start.py", "x = 1\n")];
    for (name, contents) in files {
        tree.file(&format!("{SITE}/{name}"), contents);
    }
    let record = files.map(|(name, contents)| line(name, contents.as_bytes())).concat();
    let list = format!("{SITE}/demo-1.0.dist-info/RECORD");
    tree.file(&list, &record);
    let found = inspect_all(&scratch);
    assert!(!found.has_findings(), "{found:#?}");
    let path = scratch.at(&format!("{SITE}/demo.pth"));
    let owned = item(&found, &path, Some(1));
    assert_eq!(
        (owned.verdict.as_str(), owned.owner.as_ref().unwrap().label().as_str()),
        ("owned", "demo-1.0")
    );
    // What a list has without a hash may be anything.
    let without = record.replace(line("demo.pth", files[0].1.as_bytes()).trim_end(), "demo.pth,,");
    tree.file(&list, without);
    let found = inspect_all(&scratch);
    let unknown = item(&found, &path, Some(1));
    assert_eq!((unknown.verdict.as_str(), unknown.owner.as_ref().unwrap().is_unchanged), ("unknown", None));
    tree.file(&list, &record);
    tree.file(&format!("{SITE}/demo.pth"), "import demo.start\nimport sys\n");
    tree.file(&format!("{SITE}/demo/start.py"), "x = 2\n");
    let found = inspect_all(&scratch);
    for (file, number) in [("demo.pth", Some(1)), ("demo.pth", Some(2)), ("demo/start.py", None)] {
        let changed = item(&found, &scratch.at(&format!("{SITE}/{file}")), number);
        assert_eq!((changed.verdict.as_str(), changed.traits[0].code.as_str()), ("suspicious", "changed"));
    }
}

#[test]
fn directories_that_addsitedir_is_given_are_gone_through_and_others_are_not() {
    let (scratch, tree) = python("pth-addsitedir");
    let (added, linked) =
        (scratch.at("added").display().to_string(), scratch.at("linked").display().to_string());
    let lines = [
        format!("import site; site.addsitedir({added:?})"),
        linked,
        "import site, os; site.addsitedir(os.environ['HOME'])".to_owned(),
    ];
    tree.file(&format!("{SITE}/x.pth"), lines.join("\n"));
    tree.file("added/more.pth", format!("import sys; sys.x = 1\nimport site; site.addsitedir({added:?})\n"));
    tree.file("added/usercustomize.py", "");
    tree.file("linked/inert.pth", "import evil\n");
    tree.file("linked/sitecustomize.py", "import evil\n");
    let found = inspect_all(&scratch);
    let said = all_said(&scratch, &found);
    assert!(said.contains(&"added/more.pth:1 import-line unknown".to_owned()), "{said:#?}");
    assert!(said.contains(&"linked/inert.pth:1 import-line unknown inert".to_owned()), "{said:#?}");
    assert!(said.contains(&"linked/sitecustomize.py sitecustomize unknown".to_owned()), "{said:#?}");
    assert!(said.contains(&format!("{SITE}/x.pth:3 import-line unknown not-followed")), "{said:#?}");
    assert!(
        said.iter().any(|line| line.starts_with("added/usercustomize.py usercustomize known")),
        "{said:#?}"
    );
    assert_eq!(item(&found, &scratch.at("linked/sitecustomize.py"), None).environments, [scratch.at("py")]);
}

#[test]
fn hidden_files_are_said_and_newer_pythons_pass_them_over() {
    let scratch = fetter_testkit::Scratch::new("pth-hidden");
    let tree = scratch.tree();
    for (prefix, version) in [("old", "3.12"), ("new", "3.13")] {
        tree.installation(prefix, version);
        tree.file(&format!("{prefix}/lib/python{version}/site-packages/.x.pth"), "import evil\n");
    }
    let found = inspect_all(&scratch);
    let of = |path: &str| item(&found, &scratch.at(path), Some(1));
    let old = of("old/lib/python3.12/site-packages/.x.pth");
    assert_eq!((old.traits[0].code.as_str(), old.environments.len()), ("hidden-name", 1));
    let new = of("new/lib/python3.13/site-packages/.x.pth");
    assert_eq!((new.environments.len(), new.passed_over.len()), (0, 1));
}

#[test]
fn what_everybody_may_write_to_stands_out() {
    let (scratch, tree) = python("pth-open");
    tree.directory("open");
    tree.mode("open", 0o777);
    tree.file(&format!("{SITE}/x.pth"), format!("{}\n", scratch.at("open").display()));
    let found = inspect_all(&scratch);
    assert_eq!(
        all_said(&scratch, &found),
        [format!("{SITE}/x.pth:1 path-line suspicious outside-environment+world-writable")]
    );
}

#[test]
fn namespace_lines_are_known_only_as_setuptools_writes_them() {
    let line = "import sys, types, os;p = os.path.join(sys._getframe(1).f_locals['sitedir'], *('zope',));importlib = __import__('importlib.util');__import__('importlib.machinery');m = sys.modules.setdefault('zope', importlib.util.module_from_spec(importlib.machinery.PathFinder.find_spec('zope', [os.path.dirname(p)])));m = m or sys.modules.setdefault('zope', types.ModuleType('zope'));mp = (m or []) and m.__dict__.setdefault('__path__',[]);(p not in mp) and mp.append(p)";
    let (scratch, tree) = python("pth-namespace");
    tree.file(&format!("{SITE}/zope.a-1-nspkg.pth"), format!("{line}\n"));
    tree.file(&format!("{SITE}/zope.b-1-nspkg.pth"), format!("{line};import evil\n"));
    let found = inspect_all(&scratch);
    let verdict = |name: &str| item(&found, &scratch.at(&format!("{SITE}/{name}")), Some(1)).verdict.as_str();
    assert_eq!((verdict("zope.a-1-nspkg.pth"), verdict("zope.b-1-nspkg.pth")), ("known", "suspicious"));
}
