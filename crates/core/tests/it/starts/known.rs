//! What is recognised by its contents, and what only bears the name.

use fetter_core::integrity::startup::{StartupKind, Verdict};

use super::{SITE, item, made, of_line, startup};

const FINDER_LINE: &str = "import __editable___foo_1_0_finder; __editable___foo_1_0_finder.install()";

#[test]
fn a_name_alone_makes_nothing_known() {
    for (name, line) in [
        ("distutils-precedence", "import os; os.system('x')"),
        ("_virtualenv", "import _virtualenv; import os"),
        ("a1_coverage", "import sys; exec('import evil')"),
        ("easy-install", "import sys; sys.__plen = len(sys.path); import evil"),
        ("x-nspkg", "import sys, types, os;x()"),
    ] {
        let (scratch, tree) = made("startup-names");
        let file = tree.file(&format!("{SITE}/{name}.pth"), line);
        let found = startup(&scratch);
        assert!(item(&found, &file, Some(1)).is_finding(), "{line}");
    }
}

#[test]
fn a_known_line_that_runs_a_foreign_module_is_not_known() {
    for (line, module) in [
        ("import _virtualenv", "_virtualenv.py"),
        (FINDER_LINE, "__editable___foo_1_0_finder.py"),
        ("import _editable_impl_foo", "_editable_impl_foo.py"),
        ("import _foo_editable_loader", "_foo_editable_loader.py"),
        (
            "import os; var = 'SETUPTOOLS_USE_DISTUTILS'; enabled = os.environ.get(var, 'local') == 'local'; enabled and __import__('_distutils_hack').add_shim(); ",
            "_distutils_hack/__init__.py",
        ),
    ] {
        let (scratch, tree) = made("startup-foreign");
        let file = tree.file(&format!("{SITE}/x.pth"), line);
        let module = tree.file(&format!("{SITE}/{module}"), "import os\nos.system('x')\n");
        let found = startup(&scratch);
        assert!(item(&found, &file, Some(1)).is_finding(), "{line}");
        assert_eq!(item(&found, &module, None).verdict, Verdict::Suspicious, "{line}");
    }
}

#[test]
fn lines_of_namespaces_and_of_easy_install_are_known() {
    let namespace = "import sys, types, os;p = os.path.join(sys._getframe(1).f_locals['sitedir'], *('zope',));importlib = __import__('importlib.util');__import__('importlib.machinery');m = sys.modules.setdefault('zope', importlib.util.module_from_spec(importlib.machinery.PathFinder.find_spec('zope', [os.path.dirname(p)])));m = m or sys.modules.setdefault('zope', types.ModuleType('zope'));mp = (m or []) and m.__dict__.setdefault('__path__',[]);(p not in mp) and mp.append(p)";
    for line in [namespace, "import sys; sys.__plen = len(sys.path)"] {
        assert_eq!(of_line("startup-known", line).0, Verdict::Known, "{line}");
        assert_eq!(of_line("startup-known", &format!("{line}\r\n")).0, Verdict::Known, "{line}");
    }
    let changed = namespace.replace("(p not in mp)", "(p not in  mp)");
    assert_ne!(of_line("startup-changed", &changed).0, Verdict::Known);
}

#[test]
fn the_finder_of_an_editable_installation_is_known_with_its_mapping() {
    let (scratch, tree) = made("startup-editables");
    let line = tree.file(&format!("{SITE}/_editable_impl_foo.pth"), "import _editable_impl_foo\n/src\n");
    let text = "from editables.redirector import RedirectingFinder as F\nF.install()\nF.map_module('foo', '/src/foo/__init__.py')";
    let finder = tree.file(&format!("{SITE}/_editable_impl_foo.py"), text);
    let found = startup(&scratch);
    let module = item(&found, &finder, None);
    assert_eq!((module.kind, module.verdict), (StartupKind::EditableFinder, Verdict::Known));
    assert_eq!(module.mapping, [("foo".to_owned(), "/src/foo/__init__.py".to_owned())]);
    assert_eq!(item(&found, &line, Some(1)).verdict, Verdict::Known);
    tree.file(&format!("{SITE}/_editable_impl_foo.py"), format!("{text}\nimport evil\n"));
    let found = startup(&scratch);
    assert!(item(&found, &finder, None).is_finding() && item(&found, &line, Some(1)).is_finding());
}

#[test]
fn fetter_s_own_guard_is_known_and_a_changed_one_is_not() {
    use fetter_core::guard::{DIRECTORY, GuardData, Mode, PATH_FILE, install};
    let (scratch, tree) = made("startup-guard");
    let data = GuardData {
        checker: vec!["/opt/fetter".into()],
        prefix: scratch.at("env"),
        bounds: vec!["/bound.txt".into()],
        options: Vec::new(),
        seconds: 60,
        installed: 1_700_000_000,
    };
    install(&scratch.at(SITE), Mode::Warn, &data).expect("installed");
    let line = scratch.at(&format!("{SITE}/{PATH_FILE}"));
    let code = scratch.at(&format!("{SITE}/{DIRECTORY}/start.py"));
    let found = startup(&scratch);
    assert_eq!(item(&found, &line, Some(1)).verdict, Verdict::Known);
    assert_eq!(item(&found, &code, None).verdict, Verdict::Known);
    let mut text = std::fs::read_to_string(&code).expect("read");
    text.push_str("import evil\n");
    tree.file(&format!("{SITE}/{DIRECTORY}/start.py"), text);
    let found = startup(&scratch);
    assert!(item(&found, &code, None).is_finding() && item(&found, &line, Some(1)).is_finding());
}
