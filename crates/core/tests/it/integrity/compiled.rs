//! Compiled code, told apart from tampering.

use fetter_testkit::gate;
use fetter_testkit::program::Program;

use super::{SITE, environment, install, told, verified};

/// A header of CPython 3.11 and a little code.
fn compiled(flags: u32, rest: [u8; 8]) -> Vec<u8> {
    [&3495_u16.to_le_bytes()[..], b"\r\n", &flags.to_le_bytes(), &rest, b"code"].concat()
}

#[test]
fn what_python_would_run_and_what_it_would_not() {
    let scratch = environment("compiled");
    let tree = scratch.tree();
    install(
        &tree,
        SITE,
        "a",
        &[("a/x.py", b"x = 1\n"), ("a/y.py", b"y"), ("a/z.py", b"z"), ("a/legal.pyc", b"listed")],
    );
    let cache = format!("{SITE}/a/__pycache__");
    tree.file(&format!("{cache}/x.cpython-311.pyc"), compiled(0, [0; 8]));
    tree.file(&format!("{cache}/y.cpython-311.pyc"), compiled(1, [1; 8]));
    tree.file(&format!("{cache}/z.cpython-311.opt-1.pyc"), compiled(3, [1; 8]));
    tree.file(&format!("{cache}/gone.cpython-311.pyc"), compiled(0, [0; 8]));
    tree.file(&format!("{SITE}/a/lone.pyc"), compiled(0, [0; 8]));
    tree.file(&format!("{cache}/nonsense.pyc"), "?");
    assert_eq!(
        told(&scratch, &verified(&scratch)),
        [
            "high bytecode-orphan a/lone.pyc",
            "high bytecode-unchecked a/__pycache__/y.cpython-311.pyc",
            "info bytecode-orphan a/__pycache__/gone.cpython-311.pyc",
            "info bytecode-stale a/__pycache__/x.cpython-311.pyc",
        ]
    );
}

/// Compiled code that a list has by its hash is run all the same.
#[test]
fn a_list_is_no_excuse_for_what_python_runs_unseen() {
    let scratch = environment("listed-compiled");
    let tree = scratch.tree();
    let cached = "a/__pycache__/x.cpython-311.pyc";
    install(&tree, SITE, "a", &[("a/x.py", b"x = 1\n"), (cached, &compiled(1, [1; 8]))]);
    assert_eq!(told(&scratch, &verified(&scratch)), [format!("high bytecode-unchecked {cached}")]);
    tree.file(&format!("{SITE}/{cached}"), compiled(0, [0; 8]));
    install(&tree, SITE, "a", &[("a/x.py", b"x = 1\n"), (cached, &compiled(0, [0; 8]))]);
    assert_eq!(told(&scratch, &verified(&scratch)), [""; 0]);
}

#[test]
fn links_to_compiled_code_are_followed() {
    let scratch = environment("linked-compiled");
    let tree = scratch.tree();
    install(&tree, SITE, "a", &[("a/x.py", b"x = 1\n"), ("a/y.py", b"y = 1\n"), ("a/z.py", b"z = 1\n")]);
    let cache = format!("{SITE}/a/__pycache__");
    let target = tree.file("elsewhere/x.pyc", compiled(1, [1; 8]));
    tree.link(&format!("{cache}/x.cpython-311.pyc"), &target);
    tree.link(&format!("{cache}/y.cpython-311.pyc"), scratch.at("nowhere"));
    tree.link(&format!("{cache}/z.cpython-311.pyc"), scratch.at("elsewhere"));
    let found = verified(&scratch);
    assert_eq!(told(&scratch, &found), ["high bytecode-unchecked a/__pycache__/x.cpython-311.pyc"]);
    assert!(found.findings[0].reason.starts_with("a link to elsewhere: "), "{}", found.findings[0].reason);
    assert!(found.findings[0].status.is_some_and(|status| status.is_link));
}

#[test]
fn what_cannot_be_looked_at_is_not_clean() {
    if rustix::process::geteuid().is_root() {
        return super::hostile::skip_as_root();
    }
    let scratch = environment("locked-compiled");
    let tree = scratch.tree();
    install(&tree, SITE, "a", &[("a/x.py", b"x = 1\n")]);
    tree.file(&format!("{SITE}/a/__pycache__/x.cpython-311.pyc"), compiled(1, [1; 8]));
    tree.mode(&format!("{SITE}/a/__pycache__"), 0o000);
    let found = verified(&scratch);
    tree.mode(&format!("{SITE}/a/__pycache__"), 0o755);
    let codes: Vec<_> = found.unchecked.iter().map(|unchecked| unchecked.code.as_str()).collect();
    assert_eq!((told(&scratch, &found), codes), (Vec::new(), vec!["unreadable"]));
}

/// Python looks at the time of what a link leads to.
#[test]
fn compiled_code_of_a_source_that_is_a_link() {
    let scratch = environment("linked-source");
    let tree = scratch.tree();
    install(&tree, SITE, "a", &[("a/x.py", b"x = 1\n"), ("a/data", b"")]);
    let target = tree.file("elsewhere/x.py", "x = 1\n");
    let day = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(86_400);
    let file = std::fs::File::options().write(true).open(&target).expect("it is there");
    file.set_modified(day).expect("its time can be set");
    std::fs::remove_file(scratch.at(SITE).join("a/x.py")).expect("it is there");
    tree.link(&format!("{SITE}/a/x.py"), &target);
    let header = [86_400_u32.to_le_bytes(), 6_u32.to_le_bytes()].concat().try_into().expect("eight bytes");
    tree.file(&format!("{SITE}/a/__pycache__/x.cpython-311.pyc"), compiled(0, header));
    assert_eq!(told(&scratch, &verified(&scratch)), ["info replaced a/x.py"], "and it is not stale");
}

/// What real interpreters compile, in each way in which they can.
#[test]
fn headers_that_real_interpreters_write_agree_with_their_sources() {
    let mut compared = 0;
    for (name, python) in gate::interpreters("headers of compiled code") {
        if name.contains("3.6") {
            continue;
        }
        let scratch = environment("headers");
        install(
            &scratch.tree(),
            SITE,
            "a",
            &[("a/x.py", b"x = 1\n"), ("a/y.py", b"y = 2\n"), ("a/z.py", b"z = 3\n")],
        );
        let script = "import sys, py_compile as c
for name, mode in ('x', c.PycInvalidationMode.TIMESTAMP), ('y', c.PycInvalidationMode.CHECKED_HASH), ('z', c.PycInvalidationMode.UNCHECKED_HASH):
    c.compile(sys.argv[1] + '/' + name + '.py', invalidation_mode=mode)";
        let directory = scratch.at(SITE).join("a");
        let _ = Program::new(&python).args(["-c", script]).args([&directory]).succeed();
        let found = told(&scratch, &verified(&scratch));
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        assert!(found[0].starts_with("medium bytecode-unchecked a/__pycache__/z."), "{name}: {found:?}");
        std::fs::write(directory.join("y.py"), "y = 3\n").expect("written");
        let found = told(&scratch, &verified(&scratch));
        let is_stale = |line: &String| line.starts_with("info bytecode-stale a/__pycache__/y.");
        assert!(found.iter().any(is_stale), "{name}: {found:?}");
        compared += 1;
    }
    assert!(compared > 3 || gate::interpreters("headers of compiled code").is_empty());
}
