//! Whatever kind of file a denied distribution's code lies in, it is refused; what is not promised is said.

use std::path::Path;

use fetter_testkit::program::Program;

use super::rig::{Rig, rig};
use super::wheels::{archive, metadata};

const WHAT: &str = "kinds of denied code";

/// A library that Python and ctypes can load.
const C: &str = "#include <Python.h>\nint answer(void) { return 42; }\n\
    static struct PyModuleDef module = { PyModuleDef_HEAD_INIT, \"kinds_native\", 0, -1, 0 };\n\
    PyMODINIT_FUNC PyInit_kinds_native(void) { return PyModule_Create(&module); }\n";

const DENIED: &str = "[[deny]]\npackages = [\"kinds\", \"spaced-evil\", \"zipped\", \"old\", \"linked\"]\n";

/// A library of the interpreter's, by the compiler that links this very test.
fn library(rig: &Rig) -> Vec<u8> {
    let source = rig.scratch.tree().file("made/kinds_native.c", C);
    let built = rig.scratch.at("made/kinds_native.so");
    let headers = rig.run("import sysconfig; print(sysconfig.get_path('include'))").stdout;
    let compiler = Program::new("cc").args(["-shared", "-fPIC", "-o"]).args([&built, &source]);
    let _ = compiler.args([format!("-I{}", headers.trim())]).succeed();
    std::fs::read(built).expect("it was built")
}

/// Bytecode without its source.
fn bytecode(rig: &Rig) -> Vec<u8> {
    rig.scratch.tree().file("made/only.py", "ONE = 1\n");
    let made = rig.run("import py_compile; py_compile.compile('made/only.py', 'made/only.pyc')");
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    std::fs::read(rig.scratch.at("made/only.pyc")).expect("it was made")
}

/// Ways to the code of the denied distribution, and what whoever takes them is told.
const WAYS: [(&str, &str); 8] = [
    ("import kinds", "PermissionError: [Errno 1] Operation not permitted"),
    ("import kinds_single", "PermissionError: [Errno 1] Operation not permitted"),
    ("import kinds_only", "PermissionError: [Errno 1] Operation not permitted"),
    ("import kinds_native", "cannot open shared object file: Operation not permitted"),
    (
        "import ctypes, sysconfig; ctypes.CDLL(sysconfig.get_path('purelib') + '/kinds/fast.so')",
        "cannot open shared object file: Operation not permitted",
    ),
    ("import spaced.evil_flat", "PermissionError: [Errno 1] Operation not permitted"),
    ("import spaced.evil_part", "PermissionError: [Errno 1] Operation not permitted"),
    (
        "import runpy, sysconfig; runpy.run_path(sysconfig.get_path('scripts') + '/kinds-run')",
        "PermissionError: [Errno 1] Operation not permitted",
    ),
];

/// Installs a distribution of every kind of code, and others that share a namespace.
fn install(rig: &Rig) {
    let (library, bytecode) = (library(rig), bytecode(rig));
    let files: [(&str, &[u8]); 7] = [
        ("kinds/__init__.py", b"def main(): pass\n"),
        ("kinds/fast.so", &library),
        ("kinds_single.py", b"ONE = 1\n"),
        ("kinds_only.pyc", &bytecode),
        ("kinds_native.so", &library),
        ("kinds-1.0.data/scripts/kinds-run", b"#!python\nimport json\n"),
        ("kinds-1.0.dist-info/entry_points.txt", b"[console_scripts]\nkinds = kinds:main\n"),
    ];
    let kinds = rig.wheel_with("kinds", "1.0", &files);
    let part: &[u8] = b"ONE = 1\n";
    let evil = [("spaced/evil_flat.py", part), ("spaced/evil_part/__init__.py", part)];
    let good = [("spaced/good_flat.py", part), ("spaced/good_part/__init__.py", part)];
    let good = rig.wheel_with("spaced_good", "1.0", &good);
    let evil = rig.wheel_with("spaced_evil", "1.0", &evil);
    for wheel in [&good, &kinds, &evil] {
        let installed = rig.install("pip", wheel);
        assert_eq!(installed.code, Some(0), "{}", installed.stderr);
    }
}

#[test]
fn whatever_the_code_lies_in_it_is_refused_and_a_shared_namespace_costs_its_others_nothing() {
    let Some(mut rig) = rig("agent-kinds", WHAT) else { return };
    rig.policy(DENIED);
    let glass = rig.scratch.tree().file("etc/glass", "");
    rig.start();
    install(&rig);
    rig.until("both are known", |rig| rig.events("denied").contains("spaced-evil-1.0"));
    for (way, _) in WAYS {
        let ran = rig.run(way);
        assert_eq!(ran.code, Some(0), "{way}: {}", ran.stderr);
    }
    // While nothing is refused, whoever wants to can make links and copies.
    let site = rig.site();
    std::fs::copy(site.join("kinds_single.py"), rig.scratch.at("made/copied.py")).expect("copied");
    // Bytecode beside its source, as Python 2 has it.
    std::fs::copy(site.join("kinds_only.pyc"), site.join("kinds_single.pyc")).expect("copied");
    std::fs::remove_file(glass).expect("removed");
    rig.until("it is refused", |rig| rig.is_refused("kinds"));
    let before = rig.asked();
    let allowed = "import importlib.metadata as m, spaced.good_flat, spaced.good_part\n\
        print([m.version(name) for name in ('kinds', 'spaced-evil')])\n\
        print(len([*m.files('kinds'), *m.distributions()]))";
    let ran = rig.run(allowed);
    assert_eq!((ran.code, ran.stdout.lines().next()), (Some(0), Some("['1.0', '1.0']")), "{}", ran.stderr);
    assert!(rig.is_refused("kinds_single"));
    rig.until("it is counted", |rig| rig.asked() >= before + 2);
    assert_eq!(rig.asked(), before + 2, "source and bytecode of one module, and nothing that is allowed");
    for (way, told) in WAYS {
        let ran = rig.run(way);
        assert!(ran.code == Some(1) && ran.stderr.contains(told), "{way}: {:?} {}", ran.code, ran.stderr);
    }
    let launched = rig.patiently(&rig.scratch.at("home/v/bin/kinds"), &[]);
    assert!(launched.stderr.contains("Operation not permitted"), "{}", launched.stderr);
    let cached =
        rig.run("import importlib.util as u; print(u.cache_from_source('kinds/__init__.py'))").stdout;
    for file in ["kinds_single.pyc", "kinds_only.pyc", cached.trim(), "kinds/__init__.py"] {
        assert!(rig.cannot_be_opened(&site.join(file)), "{file}");
    }
    let linked = rig.scratch.at("linked.py");
    std::fs::hard_link(site.join("kinds_single.py"), &linked).expect("linked");
    assert!(rig.cannot_be_opened(&linked), "a module of a file is refused by any name that it gets later");
    assert!(!rig.cannot_be_opened(&rig.scratch.at("made/copied.py")), "a copy elsewhere is nobody's");
    // Of what is refused again and again within a minute the first is told, and how much there was.
    rig.until("it is told", |rig| {
        let events = rig.events("refused");
        assert!(!events.contains("good"), "{events}");
        ["kinds-1.0", "spaced-evil-1.0"].iter().all(|label| events.contains(label))
    });
    assert!(rig.asked() >= before + 2 + WAYS.len() as u64, "every way is one opening at least");
}

/// What setuptools left in times before wheels.
fn install_old(rig: &Rig) {
    let site = rig.site();
    let write = |path: &Path, contents: &[u8]| {
        std::fs::create_dir_all(path.parent().expect("it lies somewhere")).expect("made");
        std::fs::write(path, contents).expect("written");
    };
    let source = rig.scratch.at("project");
    write(&source.join("linked.py"), b"ONE = 1\n");
    write(&source.join("linked.egg-info/PKG-INFO"), metadata("linked", "1.0").as_bytes());
    write(&site.join("linked.egg-link"), format!("{}\n.", source.display()).as_bytes());
    write(&site.join("old_module.py"), b"ONE = 1\n");
    write(&site.join("old_package/deeper/__init__.py"), b"ONE = 1\n");
    write(&site.join("old_package/__init__.py"), b"ONE = 1\n");
    write(&site.join("old-1.0.egg-info/top_level.txt"), b"old_module\nold_package\n");
    write(&site.join("old-1.0.egg-info/PKG-INFO"), metadata("old", "1.0").as_bytes());
    let described = metadata("zipped", "1.0");
    let egg = archive([("EGG-INFO/PKG-INFO", described.as_bytes()), ("zipped.py", b"ONE = 1\n")]);
    let paths = format!("./zipped-1.0-py3.egg\n{}\n", source.display());
    write(&site.join("zipped-1.0-py3.egg"), &egg);
    write(&site.join("easy-install.pth"), paths.as_bytes());
}

#[test]
fn eggs_and_what_has_no_list_are_refused_and_what_is_not_is_said() {
    let Some(mut rig) = rig("agent-eggs", WHAT) else { return };
    rig.policy(DENIED);
    rig.start();
    install_old(&rig);
    rig.until("all is denied", |rig| {
        let events = rig.events("denied");
        ["zipped-1.0", "old-1.0", "linked-1.0"].iter().all(|label| events.contains(label))
    });
    for module in ["old_module", "old_package", "old_package.deeper"] {
        assert!(rig.is_refused(module), "{module}");
    }
    // Python takes an archive that it cannot open for none.
    let ran = rig.run("import zipped");
    assert!(ran.stderr.contains("ModuleNotFoundError"), "{}", ran.stderr);
    assert!(rig.cannot_be_opened(&rig.site().join("zipped-1.0-py3.egg")));
    rig.until("it is told", |rig| rig.events("refused").contains("zipped-1.0-py3.egg"));
    let linked = rig.run("import linked");
    assert_eq!(linked.code, Some(0), "a source tree is somebody's work: {}", linked.stderr);
    let status = rig.ask("agent status").stdout;
    for told in ["which others share, puts the source tree on the path", "does not list its files"] {
        assert!(status.contains(told), "{status}");
    }
    rig.scratch.tree().file("etc/glass", "");
    rig.until("nothing is refused", |rig| !rig.is_refused("old_module"));
    assert_eq!(rig.run("import zipped, old_package.deeper").code, Some(0));
}

#[test]
fn what_comes_later_to_what_is_denied_is_denied_too() {
    let Some(mut rig) = rig("agent-later", WHAT) else { return };
    let evil = rig.wheel("evil", "1.0");
    rig.start();
    // uv compiles nothing.
    assert_eq!(rig.install("uv", &evil).code, Some(0));
    rig.until("it is denied", |rig| rig.is_refused("evil"));
    let site = rig.site();
    let empty = site.join("evil/empty.py");
    std::fs::write(&empty, "").expect("made");
    for place in ["evil/later.py", "evil/deeper/still/later.py", "evil/__pycache__/later.cpython-313.pyc"] {
        let file = site.join(place);
        std::fs::create_dir_all(file.parent().expect("it lies somewhere")).expect("made");
        std::fs::write(&file, "ONE = 1\n").expect("written");
        rig.until(place, |rig| rig.cannot_be_opened(&file));
    }
    // Installers may make files first, and fill them later.
    std::fs::write(&empty, "ONE = 1\n").expect("what is empty can be written");
    assert!(rig.cannot_be_opened(&empty));
    // Whoever read the source before it was denied may write what is compiled of it afterwards.
    rig.scratch.tree().file("made/evil_single.py", "ONE = 1\n");
    let compile = "import py_compile, importlib.util as u, sysconfig\n\
        place = u.cache_from_source(sysconfig.get_path('purelib') + '/evil_single.py')\n\
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH\n\
        py_compile.compile('made/evil_single.py', place, invalidation_mode=mode)";
    let compiled = rig.run(compile);
    assert_eq!(compiled.code, Some(0), "{}", compiled.stderr);
    rig.until("it is refused", |rig| rig.is_refused("evil_single"));
}
