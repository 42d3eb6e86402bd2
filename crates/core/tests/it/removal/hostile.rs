//! Lists that lie. Around every environment lie canaries, which nobody may touch.

use fetter_core::removal::LeftCode;
use fetter_testkit::{Scratch, Tree};

use super::{SITE, Snapshot, environment, install, list, planned, removed_and_undone, snapshot};

/// What must never change: beside the environment, above it, and in it.
pub(super) fn canaries(tree: &Tree) {
    for path in [
        "canary.txt",
        "etc/passwd",
        "v2/bin/x",
        "base/bin/canary",
        "v/pyvenv.cfg.canary",
        "v/lib/python3.11/canary.py",
        "V/bin/python",
        "outside/dir/file.py",
    ] {
        tree.file(path, format!("canary {path}"));
    }
}

fn lines(paths: &[&str]) -> Vec<String> {
    paths.iter().map(|path| super::quoted(path)).collect()
}

/// Plans and applies the removal of `evil`, undoes it, and sees that nothing but these paths of the environment went.
fn only_goes(scratch: &Scratch, expected: &[&str]) -> Vec<(LeftCode, String)> {
    let (plan, gone) = removed_and_undone(scratch, &["evil"]);
    let gone: Vec<&str> =
        gone.iter().map(String::as_str).filter(|path| !path.contains("evil-1.0.dist-info")).collect();
    assert_eq!(gone, expected);
    let root = format!("{}/", scratch.path().display());
    let left = plan.removals.iter().flat_map(|removal| &removal.left);
    left.map(|left| (left.code, left.path.display().to_string().replace(&root, ""))).collect()
}

fn evil(name: &str, listed: &[&str]) -> Scratch {
    let scratch = Scratch::new(name);
    let tree = scratch.tree();
    environment(&tree);
    canaries(&tree);
    list(&tree, "evil", &lines(listed));
    scratch
}

#[test]
fn paths_out_of_the_environment_are_left() {
    let scratch = evil(
        "removal-outside",
        &[
            "../../../../canary.txt",
            "../../../../v2/bin/x",
            "../../../../../../../../../../etc/passwd",
            "/etc/passwd",
            "//etc//passwd",
            "a/../../../../../canary.txt",
            "../../..",
            "../../../../V/bin/python",
        ],
    );
    let left = only_goes(&scratch, &[]);
    assert!(left.iter().all(|(code, _)| *code == LeftCode::Outside), "{left:?}");
    assert_eq!(left.len(), 5, "the same place twice is said once: {left:?}");
}

#[test]
fn the_interpreter_and_the_environment_s_own_files_are_left() {
    let own = [
        "../../../pyvenv.cfg",
        "../../../bin/python",
        "../../../bin/python3",
        "../../../bin/PYTHON3.11",
        "../../../bin/activate",
        "../canary.py",
    ];
    let left = only_goes(&evil("removal-own", &own), &[]);
    assert!(left.iter().all(|(code, _)| *code == LeftCode::Protected), "{left:?}");
    assert_eq!(left.len(), 5, "what is not there is not left: {left:?}");
}

#[test]
fn links_are_taken_for_themselves_and_never_followed() {
    let scratch = evil(
        "removal-links",
        &["direct.py", "through/file.py", "deep/link/dir/file.py", "loop/x", "../../../bin/link"],
    );
    let tree = scratch.tree();
    tree.link(&format!("{SITE}/direct.py"), scratch.at("canary.txt"));
    tree.link(&format!("{SITE}/through"), scratch.at("outside/dir"));
    tree.link(&format!("{SITE}/deep/link"), scratch.at("outside"));
    tree.link(&format!("{SITE}/loop"), "loop");
    tree.link("v/bin/link", "/etc/passwd");
    let left = only_goes(&scratch, &["v/bin/link", "v/lib/python3.11/site-packages/direct.py"]);
    let codes: Vec<LeftCode> = left.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, [LeftCode::ThroughLink; 3], "{left:?}");
}

#[test]
fn a_hard_link_goes_and_its_other_name_stays() {
    let scratch = evil("removal-hard", &["hard.py", "twice.py", "again.py"]);
    std::fs::hard_link(scratch.at("canary.txt"), scratch.at(&format!("{SITE}/hard.py"))).unwrap();
    scratch.tree().file(&format!("{SITE}/twice.py"), "x");
    std::fs::hard_link(scratch.at(&format!("{SITE}/twice.py")), scratch.at(&format!("{SITE}/again.py")))
        .unwrap();
    let site = "v/lib/python3.11/site-packages";
    only_goes(
        &scratch,
        &[&format!("{site}/again.py"), &format!("{site}/hard.py"), &format!("{site}/twice.py")],
    );
    assert_eq!(std::fs::read_to_string(scratch.at("canary.txt")).unwrap(), "canary canary.txt");
}

#[test]
fn names_with_everything_in_them() {
    let names =
        ["a,b.py", "q\"uote.py", "new\nline.py", "sp ace.py", "-rf", "*.py", "\u{1b}[31m.py", "ünï.py"];
    let scratch = evil("removal-names", &names);
    let tree = scratch.tree();
    for name in names {
        tree.file(&format!("{SITE}/{name}"), name);
    }
    tree.file(&format!("{SITE}/kept.py"), "");
    let (_, gone) = removed_and_undone(&scratch, &["evil"]);
    for name in names {
        assert!(gone.contains(&format!("{SITE}/{name}")), "{name:?} of {gone:?}");
    }
    assert!(!gone.iter().any(|path| path.ends_with("kept.py")));
}

#[test]
fn names_that_are_no_text() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let scratch = evil("removal-bytes", &[]);
    let record = scratch.at(&format!("{SITE}/evil-1.0.dist-info/RECORD"));
    let mut bytes = std::fs::read(&record).unwrap();
    bytes.extend_from_slice(b"caf\xe9.py,,\n,,\na\"b,,\n");
    std::fs::write(&record, bytes).unwrap();
    let file = scratch.at(SITE).join(OsStr::from_bytes(b"caf\xe9.py"));
    std::fs::write(&file, "x").unwrap();
    let before = snapshot(scratch.path());
    let plan = planned(scratch.path(), &["evil"]);
    super::all_done(&super::quarantine::apply(&plan, &super::stamp("run")));
    assert!(!file.exists());
    super::all_done(&super::quarantine::undo(&super::quarantined(&scratch.at("v"), "run")));
    assert_eq!(snapshot(scratch.path()), before);
}

#[test]
fn what_is_no_file_is_left() {
    let scratch = evil("removal-fifo", &["fifo.py", "directory", "evil/inside.py"]);
    let tree = scratch.tree();
    rustix::fs::mknodat(
        rustix::fs::CWD,
        scratch.at(&format!("{SITE}/fifo.py")),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::from_raw_mode(0o600),
        0,
    )
    .unwrap();
    tree.file(&format!("{SITE}/directory/mine.py"), "mine");
    tree.file(&format!("{SITE}/evil/inside.py"), "x");
    let site = "v/lib/python3.11/site-packages";
    let left = only_goes(&scratch, &[&format!("{site}/evil"), &format!("{site}/evil/inside.py")]);
    assert_eq!(left, [(LeftCode::Irregular, format!("{site}/fifo.py"))]);
}

#[test]
fn a_dist_info_with_the_name_of_the_parent_directory() {
    let scratch = Scratch::new("removal-dots");
    let tree = scratch.tree();
    environment(&tree);
    canaries(&tree);
    tree.file(
        &format!("{SITE}/..-1.0.dist-info/METADATA"),
        "Metadata-Version: 2.1\nName: ..\nVersion: 1.0\n\n",
    );
    tree.file(
        &format!("{SITE}/..-1.0.dist-info/RECORD"),
        "../os.py,,\n..,,\n../..,,\n..-1.0.dist-info/METADATA,,\n",
    );
    tree.file(&format!("{SITE}/..-1.0.dist-info/top_level.txt"), "..\n");
    install(&tree, "good", &["good.py"]);
    let before = snapshot(scratch.path());
    let inventory = super::inventory(scratch.path());
    let found = inventory.installed();
    let chosen: Vec<_> =
        found.iter().filter(|(found, _)| found.metadata_path.to_string_lossy().contains("/..-1.0")).collect();
    assert_eq!(chosen.len(), 1);
    let choice = super::Choice {
        site: chosen[0].1.path.clone(),
        metadata: chosen[0].0.metadata_path.clone(),
        reasons: Vec::new(),
    };
    let plan = super::plan(&super::Disk::here(), &inventory, &[choice], super::Options::default());
    super::all_done(&super::quarantine::apply(&plan, &super::stamp("run")));
    let after = snapshot(scratch.path());
    let gone: Vec<String> = super::gone(&before, &after);
    assert!(gone.iter().all(|path| path.contains("..-1.0.dist-info")), "{gone:?}");
}

#[test]
fn another_environment_within_is_left() {
    let scratch = evil(
        "removal-nested",
        &["../../../nested/lib/python3.11/site-packages/x.py", "../../../nested/bin/python"],
    );
    let tree = scratch.tree();
    tree.venv("v/nested", &scratch.at("base"), "3.11", false);
    tree.file("v/nested/lib/python3.11/site-packages/x.py", "");
    tree.dist_info("v/nested/lib/python3.11/site-packages", "inner", "1.0");
    let left = only_goes(&scratch, &[]);
    assert!(left.iter().all(|(code, _)| *code == LeftCode::Protected) && left.len() == 2, "{left:?}");
}

#[test]
fn a_million_lines_end() {
    let scratch = evil("removal-million", &[]);
    let record = scratch.at(&format!("{SITE}/evil-1.0.dist-info/RECORD"));
    let mut text = std::fs::read_to_string(&record).unwrap();
    for number in 0..1_000_000 {
        use std::fmt::Write;
        let _ = writeln!(text, "x/{number}.py,,");
    }
    std::fs::write(&record, text).unwrap();
    scratch.tree().file(&format!("{SITE}/x/7.py"), "x");
    let plan = planned(scratch.path(), &["evil"]);
    assert_eq!(plan.removals[0].files(), 4);
}

/// Canaries around an environment are as they were.
pub(super) fn untouched(before: &Snapshot, after: &Snapshot) {
    let is_canary = |path: &std::path::PathBuf| !path.starts_with("v");
    let of = |all: &Snapshot| {
        all.iter()
            .filter(|(path, _)| is_canary(path))
            .map(|(path, state)| (path.clone(), state.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(of(before), of(after));
}
