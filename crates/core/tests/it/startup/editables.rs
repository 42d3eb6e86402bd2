//! Entry points of editable installations.

use super::{SITE, inspect_all, item, python};

const HATCH: &str = "from editables.redirector import RedirectingFinder as F\nF.install()\n";

#[test]
fn a_known_finder_makes_its_line_known_and_its_mapping_is_said() {
    let (scratch, tree) = python("editable-known");
    tree.file(&format!("{SITE}/_editable_impl_demo.pth"), "import _editable_impl_demo");
    let module = format!("{SITE}/_editable_impl_demo.py");
    tree.file(&module, format!("{HATCH}F.map_module('demo', '/src/demo/__init__.py')"));
    let found = inspect_all(&scratch);
    let finder = item(&found, &scratch.at(&module), None);
    assert_eq!((finder.kind.as_str(), finder.verdict.as_str()), ("editable-finder", "known"));
    assert_eq!(finder.mapping, [("demo".to_owned(), "/src/demo/__init__.py".to_owned())]);
    assert!(!found.has_findings());
    tree.file(
        &module,
        format!("{HATCH}F.map_module('demo', '/src/demo/__init__.py')\nimport base64, zlib\n"),
    );
    let found = inspect_all(&scratch);
    let finder = item(&found, &scratch.at(&module), None);
    assert_eq!((finder.verdict.as_str(), finder.traits[0].line), ("suspicious", 4));
    let line = item(&found, &scratch.at(&format!("{SITE}/_editable_impl_demo.pth")), Some(1));
    assert_eq!(line.verdict.as_str(), "unknown");
}

#[test]
fn a_finder_that_is_not_there_or_is_not_known_is_nobodys() {
    let (scratch, tree) = python("editable-unknown");
    let line = "import __editable___demo_1_0_finder; __editable___demo_1_0_finder.install()";
    tree.file(&format!("{SITE}/__editable__.demo-1.0.pth"), line);
    let found = inspect_all(&scratch);
    let path = scratch.at(&format!("{SITE}/__editable__.demo-1.0.pth"));
    assert_eq!(item(&found, &path, Some(1)).verdict.as_str(), "unknown");
    let finder = "MAPPING = {'demo': '/x'}\ndef install(): pass\n";
    tree.file(&format!("{SITE}/__editable___demo_1_0_finder.py"), finder);
    let found = inspect_all(&scratch);
    assert_eq!(item(&found, &path, Some(1)).verdict.as_str(), "unknown");
    let module = item(&found, &scratch.at(&format!("{SITE}/__editable___demo_1_0_finder.py")), None);
    assert_eq!(module.verdict.as_str(), "unknown");
    // A distribution that lists both vouches for them.
    tree.dist_info(SITE, "demo", "1.0");
    let listed = [
        crate::integrity::line("__editable__.demo-1.0.pth", line.as_bytes()),
        crate::integrity::line("__editable___demo_1_0_finder.py", finder.as_bytes()),
    ];
    tree.file(&format!("{SITE}/demo-1.0.dist-info/RECORD"), listed.concat());
    let found = inspect_all(&scratch);
    assert_eq!(item(&found, &path, Some(1)).verdict.as_str(), "owned");
}

#[test]
fn a_finder_that_brings_a_hook_is_not_known() {
    let (scratch, tree) = python("editable-hook");
    tree.file(&format!("{SITE}/_editable_impl_demo.pth"), "import _editable_impl_demo");
    let module = format!("{SITE}/_editable_impl_demo.py");
    for name in ["sitecustomize", "usercustomize.x", "site\\x63ustomize"] {
        tree.file(&module, format!("{HATCH}F.map_module('{name}', '/tmp/evil.py')\n"));
        let found = inspect_all(&scratch);
        let finder = item(&found, &scratch.at(&module), None);
        assert_eq!((finder.verdict.as_str(), finder.traits[0].code.as_str()), ("suspicious", "brings-hook"));
        let line = item(&found, &scratch.at(&format!("{SITE}/_editable_impl_demo.pth")), Some(1));
        assert_ne!(line.verdict.as_str(), "known");
    }
}
