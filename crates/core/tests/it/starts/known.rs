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
fn a_namespace_that_is_an_extension_module_is_not_known() {
    let line = "import sys, types, os;p = os.path.join(sys._getframe(1).f_locals['sitedir'], *('zope', 'x'));importlib = __import__('importlib.util');__import__('importlib.machinery');m = sys.modules.setdefault('zope.x', importlib.util.module_from_spec(importlib.machinery.PathFinder.find_spec('zope.x', [os.path.dirname(p)])));m = m or sys.modules.setdefault('zope.x', types.ModuleType('zope.x'));mp = (m or []) and m.__dict__.setdefault('__path__',[]);(p not in mp) and mp.append(p);m and setattr(sys.modules['zope'], 'x', m)";
    let (scratch, tree) = made("startup-native-namespace");
    let file = tree.file(&format!("{SITE}/zope.x-nspkg.pth"), line);
    tree.file(&format!("{SITE}/zope/x/__init__.py"), "import os\nos.system('x')\n");
    let found = startup(&scratch);
    assert_eq!(item(&found, &file, Some(1)).verdict, Verdict::Known);
    tree.file(&format!("{SITE}/zope/x.cpython-311-x86_64-linux-gnu.so"), "");
    let found = startup(&scratch);
    let native = item(&found, &file, Some(1));
    assert_eq!(native.verdict, Verdict::Suspicious);
    assert!(super::traits(native).contains(&"native-code"), "{native:#?}");
}

#[test]
fn a_hook_that_a_finder_maps_is_looked_at() {
    let (scratch, tree) = made("startup-mapped-hook");
    tree.file(&format!("{SITE}/_editable_impl_foo.pth"), "import _editable_impl_foo\n");
    let hook = tree.file("src/sitecustomize.py", "import os\nos.system('x')\n");
    let text = format!(
        "from editables.redirector import RedirectingFinder as F\nF.install()\nF.map_module('sitecustomize', '{}')",
        hook.display()
    );
    let finder = tree.file(&format!("{SITE}/_editable_impl_foo.py"), &text);
    let found = startup(&scratch);
    assert_eq!(
        (item(&found, &hook, None).kind, item(&found, &hook, None).verdict),
        (StartupKind::Sitecustomize, Verdict::Suspicious)
    );
    // A finder that nobody knows, of the same shape.
    tree.file(&format!("{SITE}/_editable_impl_foo.py"), format!("{text}\nF.more()\n"));
    let found = startup(&scratch);
    assert_eq!(super::traits(item(&found, &finder, None)), ["brings-hook"]);
}

/// The template is taken from a setuptools that is there: digests of what nobody writes recognise nothing.
#[test]
fn the_finder_of_a_real_setuptools_is_known() {
    use fetter_testkit::program::Program;
    let code = "from setuptools.command.editable_wheel import _finder_template as t; import sys; sys.stdout.write(t('__editable___foo_1_0_finder', {'foo': '/src/foo', **({'sitecustomize': '/src/s'} if len(sys.argv) > 1 else {})}, {'n': []}))";
    let mut count = 0;
    for python in super::reality::pythons() {
        let write = |more: &[&str]| Program::new(&python).args(["-c", code]).args(more).run();
        let plain = write(&[]);
        if plain.code != Some(0) {
            continue;
        }
        count += 1;
        for (text, is_known) in [(plain.stdout, true), (write(&["hook"]).stdout, false)] {
            let (scratch, tree) = made("startup-setuptools");
            let line = tree.file(&format!("{SITE}/__editable__.foo-1.0.pth"), FINDER_LINE);
            let finder = tree.file(&format!("{SITE}/__editable___foo_1_0_finder.py"), text);
            let found = startup(&scratch);
            assert_eq!(item(&found, &line, Some(1)).verdict == Verdict::Known, is_known);
            let finder = item(&found, &finder, None);
            assert_eq!((finder.kind, finder.is_finding()), (StartupKind::EditableFinder, !is_known));
            assert_eq!(finder.mapping[0], ("foo".to_owned(), "/src/foo".to_owned()));
        }
    }
    if count == 0 {
        fetter_testkit::gate::skip("finders of setuptools", "a Python with setuptools from 64 on");
    }
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

/// A guard that starts a program of the scratch directory.
fn guarded(name: &str) -> (fetter_testkit::Scratch, fetter_testkit::Tree, std::path::PathBuf) {
    use fetter_core::guard::{GuardData, Mode, install};
    let (scratch, tree) = made(name);
    let checker = tree.file("opt/fetter", "the program");
    let data = GuardData {
        checker: vec![checker.clone().into()],
        prefix: scratch.at("env"),
        bounds: vec!["/bound.txt".into()],
        options: Vec::new(),
        seconds: 60,
        installed: 1_700_000_000,
    };
    install(&scratch.at(SITE), Mode::Warn, &data).expect("installed");
    (scratch, tree, checker)
}

#[test]
fn fetter_s_own_guard_is_known_and_a_changed_one_is_not() {
    use fetter_core::guard::{DIRECTORY, PATH_FILE};
    for name in ["start.py", "check.py"] {
        let (scratch, tree, _) = guarded("startup-guard");
        let line = scratch.at(&format!("{SITE}/{PATH_FILE}"));
        let code = scratch.at(&format!("{SITE}/{DIRECTORY}/{name}"));
        let found = startup(&scratch);
        assert_eq!(item(&found, &line, Some(1)).verdict, Verdict::Known);
        assert_eq!(item(&found, &code, None).verdict, Verdict::Known);
        let mut text = std::fs::read_to_string(&code).expect("read");
        text.push_str("import evil\n");
        tree.file(&format!("{SITE}/{DIRECTORY}/{name}"), text);
        let found = startup(&scratch);
        assert!(item(&found, &code, None).is_finding() && item(&found, &line, Some(1)).is_finding());
    }
}

#[test]
fn what_a_guard_starts_is_known_only_if_it_is_this_fetter() {
    use fetter_core::guard::{DATA_FILE, DIRECTORY};
    use fetter_core::integrity::Severity;
    use fetter_core::integrity::startup::{StartupRequest, inspect, is_known_checker};
    use fetter_core::integrity::verify::{VerifyProgress, VerifyRequest, verify};
    use fetter_core::inventory::file::Disk;
    let (scratch, tree, checker) = guarded("startup-guard-checker");
    let path = scratch.at(&format!("{SITE}/{DIRECTORY}/{DATA_FILE}"));
    let same = tree.file("elsewhere/fetter", "the program");
    let other = tree.file("elsewhere/other", "no program");
    let inventory = crate::support::search(&scratch);
    let verdict = |own: Vec<std::ffi::OsString>| {
        let data = std::fs::read(&path).expect("read");
        let is_known = is_known_checker(&Disk::here(), &data, &own);
        let request = StartupRequest { checker: own, ..StartupRequest::default() };
        let found = inspect(&inventory, &Disk::here(), &request);
        let found = item(&found, &path, None).clone();
        assert_eq!(found.kind, StartupKind::GuardChecker);
        assert_eq!(found.verdict == Verdict::Known, is_known);
        found.verdict
    };
    assert_eq!(verdict(vec![checker.clone().into()]), Verdict::Known);
    assert_eq!(verdict(vec![same.into()]), Verdict::Known);
    assert_eq!(verdict(vec![other.into()]), Verdict::Unknown);
    assert_eq!(verdict(vec![checker.clone().into(), "-S".into()]), Verdict::Unknown);
    assert_eq!(verdict(Vec::new()), Verdict::Unknown);
    // A verification agrees: what nobody owns and starts something else is a finding.
    let of_nobody = |own: &[std::ffi::OsString]| {
        let request = VerifyRequest { ownerless: true, checker: own, ..VerifyRequest::default() };
        let found = verify(&inventory, &Disk::here(), &request, &VerifyProgress::default());
        found
            .findings
            .iter()
            .any(|finding| finding.severity == Severity::High && path.starts_with(&finding.path))
    };
    assert!(!of_nobody(&[checker.clone().into()]));
    assert!(of_nobody(&["/usr/bin/other".into()]));
    std::fs::write(&path, "fetter-guard 1\nnonsense\n").expect("written");
    assert_eq!(verdict(vec![checker.into()]), Verdict::Unknown);
}
