//! What is denied is refused, and nothing else.
//!
//! The openers are other processes where it matters: this process itself is always allowed.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use fetter_agent::enforce::{Gap, Mode};
use fetter_core::inventory::DistributionKind;
use fetter_testkit::program::Program;

use crate::rig::{Rig, distribution};
use crate::support::may_enforce;

/// Whether `cat` is refused.
pub(crate) fn refused(path: &Path) -> bool {
    let ran = Program::new("cat").args([path]).run();
    let is_refused = ran.code != Some(0);
    assert!(!is_refused || ran.stderr.contains("not permitted"), "{}: {}", path.display(), ran.stderr);
    is_refused
}

#[test]
fn a_package_is_refused_with_all_it_has_and_its_neighbours_raise_no_event() {
    if !may_enforce("a denied package") {
        return;
    }
    let mut rig = Rig::new("package");
    let files = [
        ("bad/__init__.py", ""),
        ("bad/core.py", "x = 1\n"),
        ("bad/_fast.cpython-311-x86_64-linux-gnu.so", "ELF"),
        ("bad/data/table.csv", "1,2\n"),
        ("../../../bin/bad", "#!/usr/bin/python3\n"),
    ];
    rig.install("bad", &files);
    rig.install(
        "good",
        &[("good/__init__.py", "x = 1\n"), ("good/core.py", "x = 1\n"), ("six.py", "x = 1\n")],
    );
    rig.scratch.tree().file(&format!("{}/bad/__pycache__/core.cpython-311.pyc", crate::rig::SITE), "code");
    rig.deny(&["bad"]);
    let all =
        files.iter().map(|(path, _)| rig.at(path)).chain([rig.at("bad/__pycache__/core.cpython-311.pyc")]);
    for file in all {
        assert!(refused(&file), "{}", file.display());
    }
    assert_eq!(rig.events(), 6);
    let launcher = rig.at("../../../bin/bad");
    std::fs::set_permissions(&launcher, std::fs::Permissions::from_mode(0o755)).expect("its mode");
    let ran = Program::new("sh").args(["-c", &format!("exec {}", launcher.display())]).run();
    assert!(ran.code != Some(0) && ran.stderr.contains("not permitted"), "{}", ran.stderr);
    assert_eq!(rig.events(), 7, "executing is opening");
    for file in
        ["good/__init__.py", "good/core.py", "six.py", "bad-1.dist-info/RECORD", "bad-1.dist-info/METADATA"]
    {
        assert!(!refused(&rig.at(file)), "{file}");
    }
    assert_eq!(rig.events(), 7, "what is allowed raises no event");
    assert_eq!(rig.gaps(), [], "all of it is covered");
    let refusal = rig.refusals.iter().next().expect("it is told");
    assert_eq!(refusal.path, rig.at("bad/__init__.py"));
    assert_eq!((refusal.denied.label.as_str(), refusal.was_refused), ("bad-1", true));
    let coverage = rig.enforcer.coverage();
    assert_eq!((coverage.denied, coverage.directories, coverage.files), (1, 3, 1));
    assert!(std::fs::read(rig.at("bad/core.py")).is_ok(), "this process itself verifies what it denies");
    let metadata = rig.at("bad-1.dist-info");
    rig.enforcer.release([metadata.as_path()]);
    let before = rig.events();
    assert!(!refused(&rig.at("bad/core.py")));
    assert_eq!(rig.events(), before);
}

#[test]
fn single_modules_are_refused_and_their_neighbours_raise_no_event() {
    if !may_enforce("denied modules") {
        return;
    }
    let mut rig = Rig::new("module");
    rig.install("six", &[("six.py", "x = 1\n"), ("_six.abi3.so", "ELF"), ("only.pyc", "code")]);
    rig.install("ok", &[("ok.py", "x = 1\n"), ("__pycache__/ok.cpython-311.pyc", "code")]);
    let tree = rig.scratch.tree().below(crate::rig::SITE);
    tree.file("__pycache__/six.cpython-311.pyc", "code");
    rig.deny(&["six"]);
    for file in ["six.py", "_six.abi3.so", "only.pyc", "__pycache__/six.cpython-311.pyc"] {
        assert!(refused(&rig.at(file)), "{file}");
    }
    for file in ["ok.py", "__pycache__/ok.cpython-311.pyc"] {
        assert!(!refused(&rig.at(file)), "{file}");
    }
    assert_eq!(rig.events(), 4);
    assert_eq!(rig.enforcer.coverage().directories, 0, "a site is no denied directory");
    std::fs::hard_link(rig.at("six.py"), rig.scratch.at("elsewhere.py")).expect("linked");
    assert!(refused(&rig.scratch.at("elsewhere.py")), "the inode is marked");
    assert!(refused(&rig.at("six.py")));
}

#[test]
fn a_module_with_hard_links_is_refused_here_and_its_other_names_are_told() {
    if !may_enforce("hard links") {
        return;
    }
    let mut rig = Rig::new("links");
    rig.install("six", &[("six.py", "x = 1\n")]);
    rig.install("ok", &[("ok.py", "x = 1\n")]);
    rig.install("bad", &[("bad/__init__.py", ""), ("bad/a.py", "x = 1\n")]);
    std::fs::hard_link(rig.at("six.py"), rig.scratch.at("cache.py")).expect("linked");
    std::fs::hard_link(rig.at("bad/a.py"), rig.scratch.at("cached-a.py")).expect("linked");
    rig.deny(&["six", "bad"]);
    assert!(refused(&rig.at("six.py")) && refused(&rig.at("bad/a.py")));
    assert!(!refused(&rig.scratch.at("cache.py")), "a cache is never marked");
    assert!(!refused(&rig.scratch.at("cached-a.py")));
    assert_eq!(rig.events(), 2);
    assert!(!refused(&rig.at("ok.py")), "a neighbour");
    assert_eq!(rig.events(), 3, "which costs an answer");
    std::fs::write(rig.at("later.py"), "x = 1\n").expect("written");
    assert!(!refused(&rig.at("later.py")), "a neighbour that came later");
    std::fs::write(rig.at("bad/later.py"), "x = 1\n").expect("written");
    assert!(refused(&rig.at("bad/later.py")), "what comes into a denied directory is denied");
    let site = "lib/python3.11/site-packages";
    assert_eq!(
        rig.gaps(),
        [
            (site.to_owned(), Gap::Neighbours),
            (format!("{site}/bad/a.py"), Gap::HardLinks(1)),
            (format!("{site}/six.py"), Gap::HardLinks(1)),
        ]
    );
    std::fs::remove_file(rig.scratch.at("cache.py")).expect("removed");
    assert!(refused(&rig.at("six.py")), "the number of names does not matter later");
    rig.deny(&["six", "bad"]);
    let coverage = rig.enforcer.coverage();
    assert_eq!((coverage.shared.len(), coverage.files), (0, 1), "it has one name only, now");
    let before = rig.events();
    assert!(refused(&rig.at("six.py")) && !refused(&rig.at("ok.py")));
    assert_eq!(rig.events(), before + 1);
}

#[test]
fn a_namespace_is_refused_in_part() {
    if !may_enforce("namespace packages") {
        return;
    }
    let mut rig = Rig::new("namespace");
    rig.install("bad", &[("ns/bad/a.py", "x = 1\n"), ("ns/top.py", "x = 1\n"), ("alone/x.py", "x = 1\n")]);
    rig.install("ok", &[("ns/ok/a.py", "x = 1\n"), ("ns/other.py", "x = 1\n")]);
    rig.deny(&["bad"]);
    for file in ["ns/bad/a.py", "ns/top.py", "alone/x.py"] {
        assert!(refused(&rig.at(file)), "{file}");
    }
    assert_eq!(rig.events(), 3);
    for file in ["ns/ok/a.py", "ns/other.py"] {
        assert!(!refused(&rig.at(file)), "{file}");
    }
    assert_eq!(rig.events(), 3);
    std::fs::write(rig.at("ns/later.py"), "x = 1\n").expect("written");
    assert!(!refused(&rig.at("ns/later.py")));
    std::fs::write(rig.at("ns/bad/later.py"), "x = 1\n").expect("written");
    assert!(refused(&rig.at("ns/bad/later.py")));
}

#[test]
fn eggs_are_refused() {
    if !may_enforce("eggs") {
        return;
    }
    let mut rig = Rig::new("eggs");
    let tree = rig.scratch.tree().below(crate::rig::SITE);
    tree.file("zipped-1-py3.11.egg", "PK");
    tree.file("dir-1-py3.11.egg/EGG-INFO/PKG-INFO", "Name: dir\nVersion: 1\n");
    tree.file("dir-1-py3.11.egg/dir/deep/a.py", "x = 1\n");
    let known = |name: &str, kind| distribution(&rig.at(&format!("{name}-1-py3.11.egg")), name, kind);
    let (zipped, directory) =
        (known("zipped", DistributionKind::EggArchive), known("dir", DistributionKind::EggDirectory));
    rig.know(zipped);
    rig.know(directory);
    rig.deny(&["zipped", "dir"]);
    assert!(refused(&rig.at("zipped-1-py3.11.egg")));
    assert!(refused(&rig.at("dir-1-py3.11.egg/dir/deep/a.py")));
    assert!(!refused(&rig.at("dir-1-py3.11.egg/EGG-INFO/PKG-INFO")), "what tells of it can be read");
}

#[test]
fn what_lists_no_files_is_refused_by_its_name() {
    if !may_enforce("a distribution without a list") {
        return;
    }
    let mut rig = Rig::new("names");
    let tree = rig.scratch.tree().below(crate::rig::SITE);
    tree.file("Old-1.egg-info/PKG-INFO", "Name: Old\nVersion: 1\n");
    tree.file("Old-1.egg-info/top_level.txt", "older\n_old\n");
    tree.file("older/__init__.py", "x = 1\n");
    tree.file("older/sub/a.py", "x = 1\n");
    tree.file("_old.cpython-311.so", "ELF");
    tree.file("_older.py", "x = 1\n");
    let found = distribution(&rig.at("Old-1.egg-info"), "Old", DistributionKind::EggInfoDirectory);
    rig.know(found);
    // What is called like it and is listed by another is the other's.
    rig.install("other", &[("_old.abi3.so", "ELF")]);
    rig.deny(&["Old"]);
    assert!(!refused(&rig.at("_old.abi3.so")));
    for file in ["older/__init__.py", "older/sub/a.py", "_old.cpython-311.so"] {
        assert!(refused(&rig.at(file)), "{file}");
    }
    assert!(!refused(&rig.at("_older.py")) && !refused(&rig.at("Old-1.egg-info/PKG-INFO")));
    assert!(rig.gaps().iter().any(|(_, gap)| *gap == Gap::NoList));
}

#[test]
fn a_list_marks_nothing_that_is_not_its_own() {
    if !may_enforce("a hostile list") {
        return;
    }
    let mut rig = Rig::new("hostile");
    rig.install("pip", &[("pip/__init__.py", "x = 1\n"), ("pip/main.py", "x = 1\n")]);
    let outside = rig.scratch.tree().file("outside/a.py", "x = 1\n");
    rig.scratch.tree().link(&format!("{}/linked", crate::rig::SITE), rig.scratch.at("outside"));
    rig.scratch.tree().file("env/lib/python3.11/os.py", "x = 1\n");
    let files = [
        ("bad/__init__.py", "x = 1\n"),
        ("pip/main.py", "x = 1\n"),
        ("linked/a.py", "x = 1\n"),
        ("../../../../outside/a.py", "x = 1\n"),
        ("../os.py", "x = 1\n"),
        ("../../../bin/python3", "x = 1\n"),
        ("../../../pyvenv.cfg", "home = /usr/bin\n"),
    ];
    rig.install("bad", &files);
    rig.deny(&["bad"]);
    assert!(refused(&rig.at("bad/__init__.py")));
    assert_eq!(rig.events(), 1);
    for (path, _) in &files[1..] {
        assert!(!refused(&rig.at(path)), "{path}");
    }
    assert!(!refused(&outside));
    assert_eq!(rig.events(), 1);
    let why: Vec<Gap> = rig.gaps().into_iter().map(|(_, gap)| gap).collect();
    let expected = [Gap::Link, Gap::Outside, Gap::Protected, Gap::Data(1), Gap::Shared("pip-1".to_owned())];
    for gap in expected {
        assert!(why.contains(&gap), "{gap:?} is not among {why:?}");
    }
}

#[test]
fn a_rule_that_warns_lets_everybody_in_and_tells() {
    if !may_enforce("warnings") {
        return;
    }
    let mut rig = Rig::new("warn");
    rig.install("bad", &[("bad/__init__.py", "x = 1\n")]);
    rig.install("worse", &[("worse/__init__.py", "x = 1\n")]);
    let warned = rig.targets(&["bad"], Mode::WarnOnly);
    rig.enforcer.deny(warned);
    rig.deny(&["worse"]);
    assert!(!refused(&rig.at("bad/__init__.py")) && refused(&rig.at("worse/__init__.py")));
    std::fs::write(rig.at("bad/later.py"), "x = 1\n").expect("written");
    assert!(!refused(&rig.at("bad/later.py")));
    let told: Vec<_> =
        rig.refusals.iter().take(3).map(|told| (told.denied.name.clone(), told.was_refused)).collect();
    let expected =
        [("bad", false), ("worse", true), ("bad", false)].map(|(name, was)| (name.to_owned(), was));
    assert_eq!(told, expected);
    let counts = rig.enforcer.counts();
    let counted = (counts.events, counts.refused, counts.warned, counts.allowed, counts.failed);
    assert_eq!(
        counted,
        (3, 1, 2, 0, 0),
        "the file that this process wrote is its own opening, which is not told of"
    );
}

#[test]
fn an_editable_install_is_refused_without_its_source_tree() {
    if !may_enforce("editable installs") {
        return;
    }
    let mut rig = Rig::new("editable");
    let tree = rig.scratch.tree().file("project/pkg/__init__.py", "x = 1\n");
    rig.install(
        "pkg",
        &[("__editable__.pkg-1.pth", "/project\n"), ("__editable___pkg_finder.py", "x = 1\n")],
    );
    rig.deny(&["pkg"]);
    assert!(refused(&rig.at("__editable__.pkg-1.pth")) && refused(&rig.at("__editable___pkg_finder.py")));
    assert!(!refused(&tree));
    assert!(rig.gaps().iter().any(|(_, gap)| *gap == Gap::SourceTree));
}

#[test]
fn a_cache_is_never_marked() {
    if !may_enforce("caches") {
        return;
    }
    for (tag, cache) in
        [("uv/CACHEDIR.TAG", "uv/archive-v0/abc"), ("conda/pkgs/urls.txt", "conda/pkgs/bad-1-0")]
    {
        let mut rig = Rig::new("cache");
        let tree = rig.scratch.tree();
        tree.file(tag, "Signature: 8a477f597d28d172789f06886806bc55");
        let place = tree.directory(cache);
        rig.site = crate::rig::site(&place, fetter_core::inventory::SiteKind::Target);
        tree.file(&format!("{cache}/bad/__init__.py"), "x = 1\n");
        tree.file(&format!("{cache}/bad-1.dist-info/RECORD"), "bad/__init__.py,,\n");
        rig.know(distribution(&place.join("bad-1.dist-info"), "bad", DistributionKind::DistInfo));
        rig.deny(&["bad"]);
        assert!(!refused(&place.join("bad/__init__.py")));
        assert_eq!(rig.enforcer.coverage().directories, 0);
        assert_eq!(rig.gaps().pop().map(|(_, gap)| gap), Some(Gap::Cache));
    }
}

#[test]
fn marks_of_a_process_before_this_one_are_taken_away() {
    if !may_enforce("inherited marks") {
        return;
    }
    let mut rig = Rig::new("inherited");
    rig.install("bad", &[("bad/__init__.py", "x = 1\n")]);
    rig.install("old", &[("old/__init__.py", "x = 1\n")]);
    rig.deny(&["bad", "old"]);
    let descriptor = rig.group.try_clone_fd().expect("cloned");
    let group = fetter_agent::sys::permission::PermissionGroup::from_fd(descriptor).expect("a group");
    let targets = rig.targets(&["bad"], Mode::Refuse);
    rig.enforcer = fetter_agent::enforce::Enforcer::new(std::sync::Arc::new(group));
    let (tell, _told) = std::sync::mpsc::sync_channel(9);
    rig.responder = rig.enforcer.respond(tell, None).expect("a thread");
    rig.enforcer.set(targets);
    assert!(refused(&rig.at("bad/__init__.py")) && !refused(&rig.at("old/__init__.py")));
    assert_eq!(rig.events(), 1);
}

#[test]
fn what_nobody_hears_of_is_counted_and_holds_nobody_up() {
    if !may_enforce("a full channel") {
        return;
    }
    let mut rig = Rig::new("deaf");
    rig.install("bad", &[("bad/__init__.py", "x = 1\n")]);
    let (tell, told) = std::sync::mpsc::sync_channel(1);
    rig.responder = rig.enforcer.respond(tell, None).expect("a thread");
    rig.deny(&["bad"]);
    assert!((0..5).all(|_| refused(&rig.at("bad/__init__.py"))));
    assert!(told.recv().is_ok());
    drop(told);
    assert!(refused(&rig.at("bad/__init__.py")), "nobody listens any longer");
    assert!(rig.enforcer.counts().unreported >= 3);
}

#[test]
fn a_launcher_that_is_refused_to_the_agent_itself_is_one_that_was_marked() {
    use std::os::fd::AsFd;

    if !may_enforce("launchers that another answers for") {
        return;
    }
    let mut rig = Rig::new("launcher");
    // A user's base directory, where not everything in `bin` is an environment's own.
    std::fs::remove_file(rig.scratch.at("env/pyvenv.cfg")).expect("removed");
    rig.install("bad", &[("bad/__init__.py", ""), ("../../../bin/bad", "#!/usr/bin/python3\n")]);
    let launcher = rig.scratch.at("env/bin/bad");
    let group = crate::support::group();
    group.mark_file(crate::support::look(&launcher).as_fd()).expect("a mark");
    let interim = std::thread::spawn(move || crate::permission::next(&group).deny());
    let targets = rig.targets(&["bad"], Mode::Refuse);
    interim.join().expect("it ends").expect("answered");
    assert!(targets[0].1.files.contains(&launcher), "{targets:?}");
}
