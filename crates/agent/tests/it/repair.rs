//! Installers may replace and remove what is denied; what comes into a denied directory is denied.

use std::os::fd::AsFd;
use std::path::Path;

use fetter_agent::sys::FileHandle;
use fetter_testkit::program::Program;

use crate::refusing::refused;
use crate::rig::{Rig, SITE};
use crate::support::{look, may_enforce};

/// A shell in the site; it must do what it is told.
fn shell(rig: &Rig, script: &str) {
    let script = format!("set -e; cd {}; {script}", rig.site.path.display());
    drop(Program::new("sh").args(["-c", &script]).succeed());
}

fn rig(name: &str) -> Option<Rig> {
    if !may_enforce(name) {
        return None;
    }
    let mut rig = Rig::new(name);
    rig.install(
        "bad",
        &[
            ("bad/__init__.py", ""),
            ("bad/a.py", "x = 1\n"),
            ("bad/sub/b.py", "x = 1\n"),
            ("one.py", "x = 1\n"),
        ],
    );
    rig.deny(&["bad"]);
    Some(rig)
}

#[test]
fn as_pip_does_it() {
    let Some(mut rig) = rig("pip") else { return };
    // The old directory is renamed away whole, the new one is written, and then the old one is removed.
    shell(
        &rig,
        "mv bad '~ad'; mv one.py '~one.py'; mkdir -p bad/sub; echo 'x = 2' > bad/a.py; cp bad/a.py bad/sub/b.py",
    );
    assert!(refused(&rig.at("~ad/a.py")), "the old one is refused by its new name");
    assert!(!refused(&rig.at("bad/a.py")), "nobody has judged the new one");
    shell(&rig, "echo 'x = 2' > one.py; cat one.py; rm -r '~ad' '~one.py'");
    let metadata = rig.at("bad-1.dist-info");
    rig.enforcer.release([metadata.as_path()]);
    assert!(!refused(&rig.at("bad/a.py")) && !refused(&rig.at("one.py")));
    assert_eq!(rig.enforcer.coverage().directories, 0);
}

#[test]
fn as_uv_does_it() {
    let Some(mut rig) = rig("uv") else { return };
    let cache = rig.scratch.tree().file("cache/a.py", "x = 2\n");
    let link = |name: &str| std::fs::hard_link(&cache, rig.at(name)).expect("linked");
    // Files are removed one by one, the directory stays, and new ones are linked or written into it.
    shell(&rig, "rm bad/a.py bad/__init__.py one.py");
    link("bad/a.py");
    link("one.py");
    shell(&rig, "echo 'x = 2' > bad/__init__.py; printf 'x = 3' > bad/tmp; mv bad/tmp bad/c.py");
    assert!(
        refused(&rig.at("bad/a.py")) && refused(&rig.at("bad/__init__.py")),
        "the directory is denied still"
    );
    assert!(!refused(&cache) && !refused(&rig.at("one.py")));
    let metadata = rig.at("bad-1.dist-info");
    rig.enforcer.release([metadata.as_path()]);
    assert!(!refused(&rig.at("bad/a.py")) && !refused(&rig.at("bad/__init__.py")));
    shell(&rig, "rm -r bad one.py bad-1.dist-info");
}

#[test]
fn a_known_empty_file_is_not_taken_for_a_new_one() {
    let Some(rig) = rig("empty") else { return };
    assert!(refused(&rig.at("bad/__init__.py")));
    shell(&rig, "! echo 'x = 2' > bad/__init__.py");
    assert_eq!(std::fs::metadata(rig.at("bad/__init__.py")).expect("there").len(), 0);
}

/// Tells that there is something new in the site; of how many that are denied it is.
fn grow(rig: &mut Rig, paths: &[&str]) -> usize {
    let grown = rig.enforcer.bearing_on(&paths.iter().map(|path| rig.at(path)).collect());
    let names: Vec<&str> = grown.iter().map(|denied| denied.name.as_str()).collect();
    let targets = rig.targets(&names, fetter_agent::enforce::Mode::Refuse);
    rig.enforcer.grow(targets);
    names.len()
}

#[test]
fn what_is_made_below_a_denied_directory_is_denied_when_it_is_told_of() {
    let Some(mut rig) = rig("extend") else { return };
    shell(
        &rig,
        "mkdir -p bad/new/deep other; echo 'x = 1' > bad/new/c.py; echo 'x = 1' > bad/new/deep/d.py; echo > other/e.py",
    );
    assert!(!refused(&rig.at("bad/new/c.py")), "nobody was told");
    assert_eq!(grow(&mut rig, &["bad/new", "other"]), 1);
    assert!(refused(&rig.at("bad/new/c.py")) && refused(&rig.at("bad/new/deep/d.py")));
    assert!(!refused(&rig.at("other/e.py")));
    rig.scratch.tree().link(&format!("{SITE}/bad/linked"), Path::new("../other"));
    grow(&mut rig, &["bad/linked"]);
    assert!(!refused(&rig.at("other/e.py")), "a link is not followed");
    let all = rig.enforcer.coverage().directories;
    rig.enforcer.set(Vec::new());
    assert!(all >= 4 && rig.enforcer.coverage().directories == 0);
    assert!(!refused(&rig.at("bad/new/deep/d.py")));
}

#[test]
fn a_directory_that_was_renamed_is_released_all_the_same() {
    let Some(mut rig) = rig("renamed") else { return };
    rig.install("worse", &[("worse/__init__.py", "x = 1\n")]);
    rig.deny(&["worse"]);
    shell(&rig, "mv bad moved; mv one.py two.py");
    assert!(refused(&rig.at("moved/a.py")) && refused(&rig.at("two.py")));
    let metadata = rig.at("bad-1.dist-info");
    let before = rig.events();
    rig.enforcer.release([metadata.as_path()]);
    assert!(
        !refused(&rig.at("moved/a.py")) && !refused(&rig.at("moved/sub/b.py")) && !refused(&rig.at("two.py"))
    );
    // On an overlay what was renamed cannot be found: its marks stay, and are answered.
    let has_handles = FileHandle::of(look(&rig.site.path).as_fd()).is_ok();
    assert!(!has_handles || rig.events() == before, "the marks are gone");
    assert!(refused(&rig.at("worse/__init__.py")));
}
