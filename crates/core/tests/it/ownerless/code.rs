//! What no distribution claims, and how it is gathered.

use std::os::unix::fs::MetadataExt;

use fetter_core::integrity::verify::VerifyCode;

use super::{SITE, install, look_in, only, python, said_in};

#[test]
fn what_pip_installed_is_clean() {
    let (scratch, tree) = python("own-clean");
    install(
        &tree,
        SITE,
        "demo",
        &["demo/__init__.py", "demo/sub/x.py", "demo/data.txt", "one.py", "__pycache__/one.cpython-311.pyc"],
    );
    tree.file(&format!("{SITE}/demo/__pycache__/__init__.cpython-311.pyc"), "compiled");
    tree.file(&format!("{SITE}/demo/sub/__pycache__/gone.cpython-311.pyc"), "left over");
    tree.file(&format!("{SITE}/demo/sub/__pycache__/x.cpython-311.pyc.140"), "cut short");
    tree.directory(&format!("{SITE}/empty/in/empty"));
    let found = look_in(&scratch);
    assert_eq!(found, (vec![], vec![]));
}

#[test]
fn every_kind_of_code_is_found() {
    let (scratch, tree) = python("own-kinds");
    install(&tree, SITE, "demo", &["demo/__init__.py"]);
    for file in [
        "alone.py",
        "lone.so",
        "limited.abi3.so",
        "windows.pyd",
        "sourceless.pyc",
        "sitecustomize.py",
        "backdoor/__init__.py",
        "backdoor/__pycache__/__init__.cpython-311.pyc",
        "namespace/deep/er/x.py",
        "demo/extra.py",
        "demo/hidden/x.py",
        "demo/__pycache__/x.py",
        "demo-1.dist-info/x.py",
    ] {
        tree.file(&format!("{SITE}/{file}"), "import os\n");
    }
    tree.file(&format!("{SITE}/runs.pth"), "import os\n");
    tree.file(&format!("{SITE}/adds.pth"), "/tmp\n");
    tree.file(&format!("{SITE}/nothing.pth"), "# nothing\n");
    assert_eq!(
        said_in(&scratch),
        [
            "ownerless-path-file medium adds.pth",
            "ownerless-code high alone.py",
            "ownerless-code high backdoor",
            "ownerless-code high demo/__pycache__/x.py",
            "ownerless-code high demo/extra.py",
            "ownerless-code high demo/hidden",
            "ownerless-code medium demo-1.dist-info/x.py",
            "ownerless-code high limited.abi3.so",
            "ownerless-code high lone.so",
            "ownerless-code high namespace",
            "ownerless-path-file low nothing.pth",
            "ownerless-path-file high runs.pth",
            "ownerless-code high sitecustomize.py",
            "ownerless-code high sourceless.pyc",
            "ownerless-code high windows.pyd",
        ]
    );
}

#[test]
fn a_finding_has_what_a_person_must_know() {
    let (scratch, tree) = python("own-status");
    install(&tree, SITE, "demo", &["demo/__init__.py"]);
    let path = tree.file(&format!("{SITE}/demo/extra.py"), "import os\n");
    tree.mode(&format!("{SITE}/demo/extra.py"), 0o640);
    let found = look_in(&scratch);
    let finding = only(&found, VerifyCode::Ownerless);
    let (status, on_disk) = (finding.status.unwrap(), std::fs::metadata(&path).unwrap());
    assert_eq!((status.size, status.mode, status.user), (10, 0o640, on_disk.uid()));
    assert_eq!(finding.path, path);
    assert_eq!(finding.site, scratch.at(SITE));
    assert_eq!(finding.environments, [scratch.at("py")]);
    assert_eq!(finding.reason, "no distribution claims this module; it lies among files of demo");
}

#[test]
fn a_package_is_said_once_with_its_code() {
    let (scratch, tree) = python("own-package");
    for number in 0..9 {
        tree.file(&format!("{SITE}/evil/m{number}.py"), "12345");
    }
    tree.file(&format!("{SITE}/evil/data.bin"), "123");
    install(&tree, SITE, "demo", &["demo.py"]);
    let found = look_in(&scratch);
    assert_eq!(
        only(&found, VerifyCode::Ownerless).reason,
        "no distribution claims anything in this directory (10 files, 9 of them code, 48 bytes: m0.py, m1.py, m2.py, m3.py, m4.py \
         and 4 more)"
    );
    assert_eq!(found.0.len(), 1);
}

#[test]
fn many_files_in_a_package_are_said_at_once() {
    let (scratch, tree) = python("own-many");
    install(&tree, SITE, "demo", &["demo/__init__.py"]);
    (0..200).for_each(|number| drop(tree.file(&format!("{SITE}/demo/m{number}.py"), "")));
    let found = look_in(&scratch);
    let finding = only(&found, VerifyCode::Ownerless);
    assert_eq!(finding.path, scratch.at(&format!("{SITE}/demo")));
    assert!(finding.reason.contains("200 files of code"), "{}", finding.reason);
}

#[test]
fn data_are_information_gathered_by_package() {
    let (scratch, tree) = python("own-data");
    install(&tree, SITE, "demo", &["demo/__init__.py", "demo/sub/__init__.py"]);
    tree.file(&format!("{SITE}/demo/cache.bin"), "12");
    tree.file(&format!("{SITE}/demo/sub/more.bin"), "345");
    tree.file(&format!("{SITE}/notes.txt"), "x");
    tree.file(&format!("{SITE}/share/a/b.txt"), "x");
    tree.file(&format!("{SITE}/share/c.txt"), "xy");
    tree.file(&format!("{SITE}/demo-1.dist-info/direct_url.json"), "{}");
    assert_eq!(
        said_in(&scratch),
        ["ownerless-data info demo", "ownerless-data info notes.txt", "ownerless-data info share"]
    );
    let reason = look_in(&scratch).0.swap_remove(0).reason;
    assert_eq!(
        reason,
        "no distribution claims 2 files below, which are no code (5 bytes: cache.bin, sub/more.bin)"
    );
}

#[test]
fn compiled_code_goes_with_its_source() {
    let (scratch, tree) = python("own-compiled");
    install(&tree, SITE, "demo", &["demo/__init__.py", "demo/gone.py"]);
    tree.file(&format!("{SITE}/demo/__init__.pyc"), "beside, as Python 2 has it");
    tree.file(&format!("{SITE}/demo/none.pyc"), "no source");
    tree.file(&format!("{SITE}/mine.py"), "");
    tree.file(&format!("{SITE}/mine.pyc"), "");
    tree.file(&format!("{SITE}/__pycache__/mine.cpython-311.pyc"), "");
    std::fs::remove_file(scratch.at(&format!("{SITE}/demo/gone.py"))).unwrap();
    tree.file(&format!("{SITE}/demo/gone.pyc"), "its source was taken away");
    assert_eq!(
        said_in(&scratch),
        [
            "ownerless-code high demo/gone.pyc",
            "ownerless-code high demo/none.pyc",
            "ownerless-code high mine.py"
        ]
    );
}

#[test]
fn links_are_said_and_not_followed() {
    let (scratch, tree) = python("own-links");
    install(&tree, SITE, "demo", &["demo/__init__.py"]);
    tree.file("elsewhere/package/__init__.py", "");
    tree.file("elsewhere/x.py", "");
    tree.link(&format!("{SITE}/linked"), scratch.at("elsewhere/package"));
    tree.link(&format!("{SITE}/demo/x.py"), scratch.at("elsewhere/x.py"));
    tree.link(&format!("{SITE}/dangling"), "nowhere");
    let found = look_in(&scratch);
    assert_eq!(
        said_in(&scratch),
        ["ownerless-data info dangling", "ownerless-code high demo/x.py", "ownerless-code high linked"]
    );
    assert!(found.0.iter().all(|finding| finding.status.unwrap().is_link));
    assert!(found.0[2].reason.contains("link to a directory"), "{}", found.0[2].reason);
}

/// Python follows links to directories wherever they lie.
#[test]
fn a_link_to_a_directory_is_code_in_a_directory_of_nobody_too() {
    let (scratch, tree) = python("own-linked-below");
    install(&tree, SITE, "demo", &["demo.py"]);
    tree.file("elsewhere/package/__init__.py", "");
    tree.file("elsewhere/data.bin", "data");
    tree.link(&format!("{SITE}/share/data.bin"), scratch.at("elsewhere/data.bin"));
    tree.link(&format!("{SITE}/helpers/core"), scratch.at("elsewhere/package"));
    assert_eq!(said_in(&scratch), ["ownerless-code high helpers", "ownerless-data info share/data.bin"]);
}

#[test]
fn what_is_read_at_every_start_is_no_data() {
    let (scratch, tree) = python("own-starts");
    install(&tree, SITE, "demo", &["demo/__init__.py"]);
    tree.file(&format!("{SITE}/x.start"), "evil:main\n");
    tree.file(&format!("{SITE}/demo/y.start"), "nobody reads it");
    // What comes behind what is read of it may be anything.
    let long = "# a comment\n".repeat(100_000) + "import os\n";
    tree.file(&format!("{SITE}/long.pth"), long);
    assert_eq!(
        said_in(&scratch),
        [
            "ownerless-data info demo/y.start",
            "ownerless-path-file high long.pth",
            "ownerless-path-file high x.start"
        ]
    );
}

#[test]
fn helpers_are_known_by_their_contents() {
    let (scratch, tree) = python("own-known");
    install(&tree, SITE, "demo", &["demo.py"]);
    tree.file(&format!("{SITE}/_virtualenv.pth"), "import _virtualenv");
    tree.file(&format!("{SITE}/.lock"), "");
    tree.file(&format!("{SITE}/CACHEDIR.TAG"), "Signature: 8a477f597d28d172789f06886806bc55");
    tree.file(
        &format!("{SITE}/README.txt"),
        "This directory exists so that 3rd party packages can be installed\nhere.  Read the source for site.py for more details.\n",
    );
    assert_eq!(said_in(&scratch), [""; 0]);
    tree.file(&format!("{SITE}/_virtualenv.pth"), "import _virtualenv;import os");
    tree.file(&format!("{SITE}/_virtualenv.py"), "import os");
    assert_eq!(
        said_in(&scratch),
        ["ownerless-path-file high _virtualenv.pth", "ownerless-code high _virtualenv.py"]
    );
}

#[test]
fn the_guard_is_fetters() {
    use fetter_core::guard::{GuardData, Mode, install as put};
    let (scratch, tree) = python("own-guard");
    let data = GuardData {
        checker: vec!["/opt/fetter".into()],
        prefix: scratch.at("py"),
        bounds: vec!["/bound.txt".into()],
        options: Vec::new(),
        seconds: 60,
        installed: 1_700_000_000,
    };
    put(&scratch.at(SITE), Mode::Warn, &data).unwrap();
    install(&tree, SITE, "demo", &["demo.py"]);
    tree.file(&format!("{SITE}/_fetter_guard/__pycache__/start.cpython-311.pyc"), "compiled");
    assert_eq!(said_in(&scratch), [""; 0]);
    tree.file(&format!("{SITE}/_fetter_guard/start.py"), "import os");
    tree.file(&format!("{SITE}/000-fetter-guard.pth"), "import os");
    assert_eq!(
        said_in(&scratch),
        ["ownerless-path-file high 000-fetter-guard.pth", "ownerless-code high _fetter_guard"]
    );
}
