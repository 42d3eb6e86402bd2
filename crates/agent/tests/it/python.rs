//! Real imports.

use std::path::Path;

use fetter_testkit::gate;
use fetter_testkit::program::Program;

use crate::rig::Rig;
use crate::support::may_enforce;

#[test]
fn python_cannot_import_what_is_denied() {
    if !may_enforce("real imports") {
        return;
    }
    for (name, python) in gate::interpreters("real imports") {
        let mut rig = Rig::new("python");
        rig.install("bad", &[("bad/__init__.py", "import bad.core\n"), ("bad/core.py", "x = 1\n")]);
        rig.install("six", &[("six.py", "x = 1\n")]);
        rig.install("good", &[("good/__init__.py", "x = 1\n"), ("plain.py", "x = 1\n")]);
        let import = |what: &str, site: &Path| {
            let code = format!("import sys; sys.path.insert(0, {site:?}); import {what}");
            Program::new(&python).args(["-c", &code]).run()
        };
        for module in ["bad", "six", "good", "plain"] {
            assert_eq!(
                import(module, &rig.site.path).code,
                Some(0),
                "{name}: {module} compiles, and is imported"
            );
        }
        let site = rig.site.path.clone();
        rig.deny(&["bad", "six"]);
        let import = |what: &str| import(what, &site);
        for module in ["good", "plain"] {
            assert_eq!(import(module).code, Some(0), "{name}: {module}");
        }
        assert_eq!(rig.events(), 0, "{name}: allowed imports cost nothing");
        for module in ["bad", "six"] {
            let ran = import(module);
            assert_eq!(ran.code, Some(1), "{name}: {module}");
            assert!(ran.stderr.contains("PermissionError"), "{name}: {}", ran.stderr);
        }
        assert_eq!(import("good").code, Some(0), "{name}");
    }
}
