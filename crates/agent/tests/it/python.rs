//! Real imports.

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
        let import = |what: &str| {
            let code = format!("import sys; sys.path.insert(0, {:?}); import {what}", rig.site.path);
            Program::new(&python).args(["-c", &code]).run()
        };
        for module in ["bad", "six", "good", "plain"] {
            assert_eq!(import(module).code, Some(0), "{name}: {module} compiles, and is imported");
        }
        let targets = rig.finder.find(
            &fetter_core::inventory::file::Disk::here(),
            std::slice::from_ref(&rig.site),
            &[],
            rig.site.distributions[..2]
                .iter()
                .map(|found| crate::rig::denied(&rig.site, found, fetter_agent::enforce::Mode::Refuse))
                .collect(),
        );
        rig.enforcer.deny(targets);
        for module in ["good", "plain"] {
            assert_eq!(import(module).code, Some(0), "{name}: {module}");
        }
        assert_eq!(rig.events(), 0, "{name}: allowed imports cost nothing");
        for module in ["bad", "six"] {
            let ran = import(module);
            assert_eq!(ran.code, Some(1), "{name}: {module}");
            assert!(ran.stderr.contains("PermissionError"), "{name}: {}", ran.stderr);
        }
        // The source, once the compiled file is refused; and the compiled file alone.
        assert_eq!(import("good").code, Some(0), "{name}");
    }
}
