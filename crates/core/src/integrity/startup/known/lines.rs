//! Lines of `.pth` files that well-known tools write.

/// A line that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::integrity::startup) struct KnownLine {
    /// What writes it.
    pub(in crate::integrity::startup) tool: &'static str,
    /// What it runs.
    pub(in crate::integrity::startup) runs: Runs,
}

/// What a known line runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::integrity::startup) enum Runs {
    /// Itself only.
    Itself,
    /// A module, which decides what it does.
    Module {
        /// Its name.
        name: String,
        /// Whether it must be known too, since the line says nothing of what it does; else it must be vouched for.
        decides: bool,
    },
    /// The package whose module it makes without running its source. The code of an extension module does run then.
    Namespace(String),
    /// fetter's guard.
    Guard,
}

/// Lines that are the same everywhere: what writes them (and the versions that were looked at), the module that they run, and the
/// line.
const FIXED: [(&str, Option<&str>, &str); 12] = [
    // setuptools 50, and from 60 on.
    (
        "setuptools (distutils-precedence.pth)",
        Some("_distutils_hack"),
        "import os; var = 'SETUPTOOLS_USE_DISTUTILS'; enabled = os.environ.get(var, 'local') == 'local'; enabled and __import__('_distutils_hack').add_shim();",
    ),
    // setuptools 51 to 59.
    (
        "setuptools (distutils-precedence.pth)",
        Some("_distutils_hack"),
        "import os; var = 'SETUPTOOLS_USE_DISTUTILS'; enabled = os.environ.get(var, 'stdlib') == 'local'; enabled and __import__('_distutils_hack').add_shim();",
    ),
    // setuptools 48 and 49.
    (
        "setuptools (distutils-precedence.pth)",
        Some("_distutils_hack"),
        "import os; enabled = os.environ.get('SETUPTOOLS_USE_DISTUTILS') == 'local'; enabled and __import__('_distutils_hack').add_shim()",
    ),
    ("virtualenv (_virtualenv.pth)", Some("_virtualenv"), "import _virtualenv"),
    // setuptools' easy_install, and distribute.
    ("setuptools (easy-install.pth)", None, "import sys; sys.__plen = len(sys.path)"),
    (
        "setuptools (easy-install.pth)",
        None,
        "import sys; new=sys.path[sys.__plen:]; del sys.path[sys.__plen:]; p=getattr(sys,'__egginsert',0); sys.path[p:p]=new; sys.__egginsert = p+len(new)",
    ),
    (
        "setuptools (easy-install.pth)",
        None,
        "import sys; new=sys.path[sys.__plen:]; del sys.path[sys.__plen:]; p=getattr(sys,'__egginsert',len(os.path.dirname(sys.modules['os'].__file__))); sys.path[p:p]=new; sys.__egginsert = p+len(new)",
    ),
    // coverage 7.13.0.
    (
        "coverage (a1_coverage.pth)",
        Some("coverage"),
        r#"import sys; exec('\n\n\n\n\n\nimport os\n\nif os.getenv("COVERAGE_PROCESS_START") or os.getenv("COVERAGE_PROCESS_CONFIG"):\n try:\n  import coverage\n except:\n  pass\n else:\n  coverage.process_startup(slug="pth")\n')"#,
    ),
    // coverage 7.13.1 and later.
    (
        "coverage (a1_coverage.pth)",
        Some("coverage"),
        r#"import sys; exec('import os\n\nif os.getenv("COVERAGE_PROCESS_START") or os.getenv("COVERAGE_PROCESS_CONFIG"):\n try:\n  import coverage\n except:\n  pass\n else:\n  coverage.process_startup(slug="pth")')"#,
    ),
    // pytest-cov 2.6 to 6.
    (
        "pytest-cov (pytest-cov.pth)",
        Some("pytest_cov"),
        r#"import os, sys;exec('if \'COV_CORE_SOURCE\' in os.environ:\n try:\n  from pytest_cov.embed import init\n  init()\n except Exception as exc:\n  sys.stderr.write(\n   "pytest-cov: Failed to setup subprocess coverage. "\n   "Environ: {0!r} "\n   "Exception: {1!r}\\n".format(\n    dict((k, v) for k, v in os.environ.items() if k.startswith(\'COV_CORE\')),\n    exc\n   )\n  )\n')"#,
    ),
    // future-fstrings 1.2.
    (
        "future-fstrings",
        Some("future_fstrings"),
        r"import sys; exec('try:\n    import future_fstrings\nexcept ImportError:\n    pass\nelse:\n    future_fstrings.register()\n')",
    ),
    ("pywin32 (pywin32.pth)", Some("pywin32_bootstrap"), "import pywin32_bootstrap"),
];

/// What fetter's guard is called.
pub(in crate::integrity::startup) const GUARD: &str = "fetter (start-up guard)";

/// What writes a line, if that is known.
pub(in crate::integrity::startup) fn known_line(line: &str) -> Option<KnownLine> {
    let line = line.trim();
    let fixed = FIXED.iter().find(|(_, _, text)| *text == line);
    if let Some((tool, runs, _)) = fixed {
        // What anybody may call so is told by the module alone.
        let module_decides = line.starts_with("import _virtualenv") || line.starts_with("import pywin32");
        let module = |name: &str| Runs::Module { name: name.to_owned(), decides: module_decides };
        return Some(KnownLine { tool, runs: runs.map_or(Runs::Itself, module) });
    }
    if is_guard(line) {
        return Some(KnownLine { tool: GUARD, runs: Runs::Guard });
    }
    if let Some(package) = namespace(line) {
        return Some(KnownLine {
            tool: "setuptools (-nspkg.pth)",
            runs: Runs::Namespace(package.to_owned()),
        });
    }
    finder(line)
}

/// Whether a line is the one that fetter's guard is started by.
fn is_guard(line: &str) -> bool {
    let file = std::path::Path::new(crate::guard::PATH_FILE);
    crate::guard::wrote(file, line.as_bytes()) || crate::guard::wrote(file, format!("{line}\n").as_bytes())
}

/// `import X; X.install()` and its like, as editable installations have it: the module decides.
fn finder(line: &str) -> Option<KnownLine> {
    let rest = line.strip_prefix("import ")?;
    let (module, call) = match rest.split_once(';') {
        Some((module, call)) => (module.trim(), Some(call.trim())),
        None => (rest.trim(), None),
    };
    if !is_identifier(module) {
        return None;
    }
    let calls = |name: &str| call == Some(&format!("{module}.{name}()"));
    let tool = if module.starts_with("__editable__") && calls("install") {
        "setuptools (editable installation)"
    } else if module.ends_with("_editable_loader") && (call.is_none() || calls("init")) {
        "meson-python (editable installation)"
    } else if module.starts_with("_editable_impl_") && call.is_none() {
        "editables (editable installation)"
    } else if module.starts_with("_editable_skbc_")
        || (module.starts_with('_') && module.ends_with("_editable"))
    {
        if call.is_some() {
            return None;
        }
        "scikit-build-core (editable installation)"
    } else if module.starts_with('_') && call.is_none() {
        // editables before 0.3.
        "editables (editable installation)"
    } else {
        return None;
    };
    Some(KnownLine { tool, runs: Runs::Module { name: module.to_owned(), decides: true } })
}

/// The package of a line that setuptools wrote for a namespace package, with the names that vary put in again.
fn namespace(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("sys.modules.setdefault(")?;
    let package = rest.strip_prefix('\'')?.split('\'').next()?;
    let parts: Vec<&str> = package.split('.').collect();
    if parts.len() > 16 || !parts.iter().all(|part| is_identifier(part)) {
        return None;
    }
    let root = "sys._getframe(1).f_locals['sitedir']";
    variants(package, &parts, root).iter().any(|variant| variant == line).then_some(package)
}

/// The line as each kind of setuptools wrote it.
fn variants(package: &str, parts: &[&str], root: &str) -> Vec<String> {
    let quoted: Vec<String> = parts.iter().map(|part| format!("'{part}'")).collect();
    let tuple =
        if quoted.len() == 1 { format!("({},)", quoted[0]) } else { format!("({})", quoted.join(", ")) };
    let place = format!("p = os.path.join({root}, *{tuple})");
    let spec = format!(
        "importlib.util.module_from_spec(importlib.machinery.PathFinder.find_spec('{package}', [os.path.dirname(p)]))"
    );
    let set = format!("sys.modules.setdefault('{package}', {spec})");
    let plain = format!("m = m or sys.modules.setdefault('{package}', types.ModuleType('{package}'))");
    let end = "mp = (m or []) and m.__dict__.setdefault('__path__',[]);(p not in mp) and mp.append(p)";
    let child = match package.rsplit_once('.') {
        Some((parent, child)) => format!(";m and setattr(sys.modules['{parent}'], '{child}', m)"),
        None => String::new(),
    };
    let with_mfs = |condition: &str| {
        format!(
            "import sys, types, os;has_mfs = sys.version_info > (3, 5);{place};importlib = has_mfs and __import__('importlib.util');has_mfs and __import__('importlib.machinery');m = {condition}{set};{plain};{end}{child}"
        )
    };
    vec![
        // setuptools 30 to 69.
        with_mfs("has_mfs and "),
        // From 70 on.
        format!(
            "import sys, types, os;{place};importlib = __import__('importlib.util');__import__('importlib.machinery');m = {set};{plain};{end}{child}"
        ),
        // setuptools 20 to 30, and before.
        format!(
            "import sys, types, os;{place};ie = os.path.exists(os.path.join(p,'__init__.py'));m = not ie and sys.modules.setdefault('{package}', types.ModuleType('{package}'));{end}{child}"
        ),
        format!(
            "import sys, types, os;pep420 = sys.version_info > (3, 3);{place};ie = os.path.exists(os.path.join(p,'__init__.py'));m = not ie and not pep420 and sys.modules.setdefault('{package}', types.ModuleType('{package}'));{end}{child}"
        ),
        format!(
            "import sys,types,os; p = os.path.join({root}, *{tuple}); ie = os.path.exists(os.path.join(p,'__init__.py')); m = not ie and sys.modules.setdefault('{package}',types.ModuleType('{package}')); mp = (m or []) and m.__dict__.setdefault('__path__',[]); (p not in mp) and mp.append(p){}",
            child.replacen(';', "; ", 1)
        ),
    ]
}

/// Whether a text is a name of Python's, of ASCII letters.
fn is_identifier(text: &str) -> bool {
    let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    text.bytes().next().is_some_and(|byte| !byte.is_ascii_digit()) && text.bytes().all(is_of_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMESPACE: &str = "import sys, types, os;has_mfs = sys.version_info > (3, 5);p = os.path.join(sys._getframe(1).f_locals['sitedir'], *('google', 'cloud'));importlib = has_mfs and __import__('importlib.util');has_mfs and __import__('importlib.machinery');m = has_mfs and sys.modules.setdefault('google.cloud', importlib.util.module_from_spec(importlib.machinery.PathFinder.find_spec('google.cloud', [os.path.dirname(p)])));m = m or sys.modules.setdefault('google.cloud', types.ModuleType('google.cloud'));mp = (m or []) and m.__dict__.setdefault('__path__',[]);(p not in mp) and mp.append(p);m and setattr(sys.modules['google'], 'cloud', m)";

    #[test]
    fn lines_of_tools_are_known_exactly() {
        let tool = |line: &str| known_line(line).map(|known| known.tool);
        assert_eq!(tool(NAMESPACE), Some("setuptools (-nspkg.pth)"));
        assert_eq!(tool(&format!("{NAMESPACE};import evil")), None);
        assert_eq!(tool(&NAMESPACE.replace("'cloud'", "'cloud' + x()")), None);
        assert_eq!(tool(&NAMESPACE.replace("google", "goo\u{433}le")), None);
        for (_, _, line) in FIXED {
            assert!(tool(line).is_some(), "{line}");
            assert_eq!(tool(&format!("{line}; import evil")), None, "{line}");
        }
        assert_eq!(tool("import sys; exec('x')"), None);
    }

    #[test]
    fn what_a_module_decides_is_left_to_it() {
        let runs = |line: &str| match known_line(line)?.runs {
            Runs::Module { name, decides: true } => Some(name),
            _ => None,
        };
        assert_eq!(runs("import _virtualenv").as_deref(), Some("_virtualenv"));
        assert_eq!(
            runs("import __editable___foo_1_0_finder; __editable___foo_1_0_finder.install()").as_deref(),
            Some("__editable___foo_1_0_finder")
        );
        assert_eq!(runs("import __editable___foo_1_0_finder; __editable___bar_finder.install()"), None);
        assert_eq!(runs("import _editable_impl_x").as_deref(), Some("_editable_impl_x"));
        assert_eq!(
            runs("import _foo_editable_loader; _foo_editable_loader.init()").as_deref(),
            Some("_foo_editable_loader")
        );
        assert_eq!(runs("import foo"), None);
    }
}
