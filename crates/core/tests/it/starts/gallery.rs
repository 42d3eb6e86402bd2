//! A gallery of attacks, each made by a real Python and run by it: whatever then runs, a person must be told of.

use std::path::{Path, PathBuf};

use fetter_core::integrity::startup::{EnvironmentFile, Startup, StartupRequest, inspect};
use fetter_core::inventory::discover::Request;
use fetter_core::inventory::file::Disk;
use fetter_testkit::program::Program;
use fetter_testkit::{Scratch, gate};

use super::reality::pythons;
use crate::support::{search_with, surroundings};

/// What every attack is made with: `evil` is code that says that it ran, in one line.
const HEAD: &str = r#"
import importlib.util, os, py_compile, shutil, sys, zipfile
site, scratch, log = sys.argv[1:]
evil = "import io; f = io.open(%r, 'a'); f.write('ran'); f.close()" % log
at = lambda *parts: os.path.join(site, *parts)
def put(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w') as file:
        file.write(text)
    return path
def compiled(path, text, **more):
    source = put(os.path.join(scratch, 'source.py'), text)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    py_compile.compile(source, cfile=path, doraise=True, **more)
def zipped(path, **members):
    with zipfile.ZipFile(path, 'w') as archive:
        for name, text in members.items():
            archive.writestr(name.replace('__dot__', '.').replace('__slash__', '/'), text)
unchecked = dict(invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
virtualenv_line = 'import _virtualenv'
finder = 'from editables.redirector import RedirectingFinder as F\nF.install()\n'
redirector = 'class RedirectingFinder:\n    install = map_module = staticmethod(lambda *a: None)\n'
"#;

/// Attacks: a name, and the code that lays it out.
const ATTACKS: [(&str, &str); 16] = [
    (
        "a text of three quotes in a finder",
        r#"
put(at('editables', 'redirector.py'), redirector)
put(at('_editable_impl_ok.pth'), 'import _editable_impl_ok')
put(at('_editable_impl_ok.py'), finder + "F.map_module('a', '''a''b', '''); " + evil + " #')\n")"#,
    ),
    (
        "compiled code that nothing checks, beside a known module",
        r"
put(at('_virtualenv.pth'), virtualenv_line)
put(at('_virtualenv.py'), '')
compiled(importlib.util.cache_from_source(at('_virtualenv.py')), evil, **unchecked)",
    ),
    (
        "a package of compiled code beside a known module",
        r"
put(at('_virtualenv.pth'), virtualenv_line)
put(at('_virtualenv.py'), '')
compiled(at('_virtualenv', '__init__.pyc'), evil)",
    ),
    (
        "a package without its source",
        r#"
put(at('distutils-precedence.pth'), "import os; var = 'SETUPTOOLS_USE_DISTUTILS'; enabled = os.environ.get(var, 'local') == 'local'; enabled and __import__('_distutils_hack').add_shim(); ")
compiled(at('_distutils_hack', '__init__.pyc'), evil + '; add_shim = print')"#,
    ),
    (
        "an egg that is a directory",
        r"
put(at('easy-install.pth'), './x.egg')
put(at('x.egg', 'sitecustomize.py'), evil)",
    ),
    (
        "an egg that is an archive",
        r"
put(at('easy-install.pth'), './x.egg')
zipped(at('x.egg'), sitecustomize__dot__py=evil)",
    ),
    (
        "an egg that goes to the front of the path",
        r"
put(at('sitecustomize.py'), '')
put(at('x.egg', 'sitecustomize.py'), evil)
put(at('easy-install.pth'), '''import sys; sys.__plen = len(sys.path)
./x.egg
import sys; new=sys.path[sys.__plen:]; del sys.path[sys.__plen:]; p=getattr(sys,'__egginsert',0); sys.path[p:p]=new; sys.__egginsert = p+len(new)
''')",
    ),
    (
        "an egg outside of the site",
        r"
put(at('a.pth'), os.path.join(scratch, 'y.egg'))
put(os.path.join(scratch, 'y.egg', 'sitecustomize.py'), evil)",
    ),
    (
        "an archive of another name",
        r"
put(at('a.pth'), os.path.join(scratch, 'data.bin'))
zipped(os.path.join(scratch, 'data.bin'), sitecustomize__slash____init____dot__py=evil)",
    ),
    (
        "a known line that imports from an archive",
        r"
put(at('a.pth'), os.path.join(scratch, 'data.bin') + '\nimport _virtualenv\n')
zipped(os.path.join(scratch, 'data.bin'), _virtualenv__dot__py=evil)",
    ),
    (
        "a hook that a list has without a hash",
        r"
put(at('sitecustomize.py'), evil)
put(at('x-1.0.dist-info', 'METADATA'), 'Metadata-Version: 2.1\nName: x\nVersion: 1.0\n')
put(at('x-1.0.dist-info', 'RECORD'), 'sitecustomize.py,,\nx-1.0.dist-info/METADATA,,\n')",
    ),
    (
        "a line that was added to a listed file",
        r"
put(at('x.pth'), 'import x\n' + evil + '\n')
put(at('x.py'), '')
put(at('x-1.0.dist-info', 'METADATA'), 'Metadata-Version: 2.1\nName: x\nVersion: 1.0\n')
put(at('x-1.0.dist-info', 'RECORD'), 'x.pth,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\nx.py,,\n')",
    ),
    (
        "PYTHONPATH that names an archive",
        r"
zipped(os.path.join(scratch, 'pz.zip'), sitecustomize__dot__py=evil)
put(os.path.join(scratch, '.env'), 'PYTHONPATH=' + os.path.join(scratch, 'pz.zip') + '\n')",
    ),
    (
        "PYTHONPATH that names a directory in an archive",
        r"
zipped(os.path.join(scratch, 'pz.zip'), lib__slash__sitecustomize__dot__py=evil)
put(os.path.join(scratch, '.env'), 'PYTHONPATH=' + os.path.join(scratch, 'pz.zip', 'lib') + '\n')",
    ),
    (
        "PYTHONPATH with a module of the library",
        r"
import encodings
shutil.copytree(os.path.dirname(encodings.__file__), os.path.join(scratch, 'pp', 'encodings'))
with open(os.path.join(scratch, 'pp', 'encodings', 'aliases.py'), 'a') as file:
    file.write('\nimport _io; f = _io.open(%r, \'a\'); f.write(\'ran\'); f.close()\n' % log)
put(os.path.join(scratch, '.env'), 'PYTHONPATH=' + os.path.join(scratch, 'pp') + '\n')",
    ),
    (
        "PYTHONPATH with what a known line imports",
        r"
put(at('_virtualenv.pth'), virtualenv_line)
put(at('_virtualenv.py'), '')
put(os.path.join(scratch, 'pp', '_virtualenv.py'), evil)
put(os.path.join(scratch, '.env'), 'PYTHONPATH=' + os.path.join(scratch, 'pp') + '\n')",
    ),
];

/// An environment with one attack in it.
struct Attack {
    scratch: Scratch,
    log: PathBuf,
}

impl Attack {
    fn lay_out(python: &Path, made: &str) -> Self {
        let scratch = Scratch::new("startup-gallery");
        scratch.tree().directory("home");
        let env = scratch.at("env");
        let venv = ["-m".as_ref(), "venv".as_ref(), "--without-pip".as_ref(), env.as_os_str()];
        let _ = Program::new(python).args(venv).env("HOME", scratch.at("home")).succeed();
        let libraries = std::fs::read_dir(env.join("lib")).expect("there").flatten();
        let library = libraries.map(|entry| entry.path()).find(|path| path.join("site-packages").is_dir());
        let site = library.expect("a library").join("site-packages");
        let log = scratch.at("log");
        let make = Program::new(python).args(["-S", "-c", &format!("{HEAD}{made}")]);
        let _ = make.args([site, scratch.path().to_path_buf(), log.clone()]).succeed();
        Self { scratch, log }
    }

    /// Whether its code runs when the environment's Python starts.
    fn runs(&self) -> bool {
        let python = Program::new(self.scratch.at("env/bin/python")).args(["-c", "pass"]);
        let python = python.env("HOME", self.scratch.at("home")).env("PYTHONDONTWRITEBYTECODE", "1");
        let setting = std::fs::read_to_string(self.scratch.at(".env")).unwrap_or_default();
        let path = setting.trim_end().strip_prefix("PYTHONPATH=");
        let _ = path.into_iter().fold(python, |python, path| python.env("PYTHONPATH", path)).run();
        self.log.exists()
    }

    fn inspect(&self) -> Startup {
        let request = Request { executables: vec![self.scratch.at("env")], ..Request::default() };
        let inventory = search_with(&request, &surroundings(&self.scratch.at("home")));
        let file = self.scratch.at(".env");
        let environment_files = file.exists().then(|| EnvironmentFile { name: ".env".into(), path: file });
        let environment_files = environment_files.into_iter().collect();
        inspect(&inventory, &Disk::here(), &StartupRequest { environment_files, ..StartupRequest::default() })
    }
}

#[test]
fn whatever_runs_a_person_is_told_of() {
    let all = pythons();
    // Debian's has a sitecustomize of its own, which comes first; before 3.7 all compiled code is checked.
    let new = |python: &&PathBuf| {
        !["/usr/", "/2.", "/3.6."].iter().any(|other| python.to_string_lossy().contains(other))
    };
    let chosen: Vec<&PathBuf> = all.iter().filter(new).rev().take(2).collect();
    if chosen.is_empty() {
        gate::skip("attacks against real interpreters", "a Python that can make environments");
    }
    for python in chosen {
        for (name, made) in ATTACKS {
            let attack = Attack::lay_out(python, made);
            assert!(attack.runs(), "{name}: {} runs it", python.display());
            let found = attack.inspect();
            assert!(found.has_findings(), "{name}: {}: {found:#?}", python.display());
        }
    }
}
