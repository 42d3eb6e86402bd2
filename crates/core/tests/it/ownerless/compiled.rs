//! Compiled code in a site that no distribution compiled.

use super::{SITE, install, look_in, python, said_in};

/// A header of CPython 3.11 and a little code.
fn compiled(flags: u32) -> Vec<u8> {
    [&3495_u16.to_le_bytes()[..], b"\r\n", &flags.to_le_bytes(), &[1; 8], b"code"].concat()
}

#[test]
fn a_cache_hides_only_what_python_reads_for_a_source() {
    let (scratch, tree) = python("compiled-names");
    install(&tree, SITE, "demo", &["demo/__init__.py"]);
    for file in [
        "helper__pycache__/__init__.pyc",
        "__pycache__/evil.pyc",
        "demo/__pycache__/__init__.pyc",
        "demo/__pycache__/__init__.cpython-311.pyc",
        "demo/__pycache__/__init__.cpython-34.pyo",
        "demo/__pycache__/x.cpython-311.pyc.1234",
    ] {
        tree.file(&format!("{SITE}/{file}"), "code");
    }
    assert_eq!(
        said_in(&scratch),
        [
            "ownerless-code high __pycache__/evil.pyc",
            "ownerless-code high demo/__pycache__/__init__.pyc",
            "ownerless-code high helper__pycache__",
        ]
    );
}

/// A tool's file is known by its contents: not so what Python runs in its place.
#[test]
fn known_sources_do_not_vouch_for_what_is_run_instead() {
    use fetter_core::guard::{GuardData, Mode, install as put};
    let (scratch, tree) = python("compiled-known");
    install(&tree, SITE, "demo", &["demo.py"]);
    let data = GuardData {
        checker: vec!["/opt/fetter".into()],
        prefix: scratch.at("py"),
        bounds: vec!["/bound.txt".into()],
        options: Vec::new(),
        seconds: 60,
        installed: 1_700_000_000,
    };
    put(&scratch.at(SITE), Mode::Warn, &data).unwrap();
    let cached = format!("{SITE}/_fetter_guard/__pycache__/start.cpython-311.pyc");
    tree.file(&cached, compiled(0));
    assert_eq!(said_in(&scratch), [""; 0], "Python compiles it anew");
    tree.file(&cached, compiled(1));
    let said = ["bytecode-unchecked high _fetter_guard/__pycache__/start.cpython-311.pyc"];
    assert_eq!(said_in(&scratch), said);
    std::fs::rename(scratch.at(&cached), scratch.at("elsewhere.pyc")).unwrap();
    tree.link(&cached, scratch.at("elsewhere.pyc"));
    assert_eq!(said_in(&scratch), said, "a link to it is no better");
    assert!(look_in(&scratch).0[0].reason.starts_with("a link to elsewhere: "));
}
