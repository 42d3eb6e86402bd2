//! What a plan names, and what it leaves.

use fetter_core::removal::{LeftCode, RefusalCode};
use fetter_testkit::Scratch;

use super::{SITE, environment, gone, install, inventory, list, planned, removed_and_undone, snapshot};

#[test]
fn what_is_listed_goes_and_what_python_made_of_it_and_directories_that_become_empty() {
    let scratch = Scratch::new("removal-plain");
    let tree = scratch.tree();
    environment(&tree);
    install(
        &tree,
        "a-b",
        &["a_b/__init__.py", "a_b/deep/er/x.py", "single.py", "../../../bin/a-b", "../../../share/a/x.txt"],
    );
    for derived in [
        "a_b/__pycache__/__init__.cpython-311.pyc",
        "a_b/deep/er/__pycache__/x.cpython-311.opt-1.pyc",
        "__pycache__/single.cpython-311.pyc",
    ] {
        tree.file(&format!("{SITE}/{derived}"), "compiled");
    }
    install(&tree, "other", &["other.py"]);
    tree.file(&format!("{SITE}/__pycache__/other.cpython-311.pyc"), "compiled");
    let (plan, gone) = removed_and_undone(&scratch, &["a-b"]);
    let expected: Vec<String> = [
        "bin/a-b",
        "lib/python3.11/site-packages/__pycache__/single.cpython-311.pyc",
        "lib/python3.11/site-packages/a_b",
        "lib/python3.11/site-packages/a_b/__init__.py",
        "lib/python3.11/site-packages/a_b/__pycache__",
        "lib/python3.11/site-packages/a_b/__pycache__/__init__.cpython-311.pyc",
        "lib/python3.11/site-packages/a_b/deep",
        "lib/python3.11/site-packages/a_b/deep/er",
        "lib/python3.11/site-packages/a_b/deep/er/__pycache__",
        "lib/python3.11/site-packages/a_b/deep/er/__pycache__/x.cpython-311.opt-1.pyc",
        "lib/python3.11/site-packages/a_b/deep/er/x.py",
        "lib/python3.11/site-packages/a_b-1.0.dist-info",
        "lib/python3.11/site-packages/a_b-1.0.dist-info/INSTALLER",
        "lib/python3.11/site-packages/a_b-1.0.dist-info/METADATA",
        "lib/python3.11/site-packages/a_b-1.0.dist-info/RECORD",
        "lib/python3.11/site-packages/single.py",
        "share/a",
        "share/a/x.txt",
    ]
    .iter()
    .map(|path| format!("v/{path}"))
    .collect();
    assert_eq!(gone, expected);
    assert_eq!((plan.removals[0].left.len(), plan.refused.len()), (0, 0));
    let totals = plan.totals();
    assert_eq!((totals.files, totals.directories, totals.distributions), (11, 7, 1));
}

#[test]
fn what_another_lists_stays_until_both_go() {
    let scratch = Scratch::new("removal-shared");
    let tree = scratch.tree();
    environment(&tree);
    install(&tree, "google", &["google/__init__.py", "google/one.py"]);
    install(&tree, "protobuf", &["google/__init__.py", "google/protobuf/x.py"]);
    let (plan, gone) = removed_and_undone(&scratch, &["google"]);
    assert!(gone.contains(&format!("{SITE}/google/one.py")), "{gone:?}");
    assert!(
        !gone.contains(&format!("{SITE}/google/__init__.py")) && !gone.contains(&format!("{SITE}/google"))
    );
    let left = &plan.removals[0].left;
    assert_eq!(left.len(), 1);
    assert_eq!((left[0].code, left[0].reason.as_str()), (LeftCode::Shared, "protobuf-1.0 lists it too"));
    let (plan, gone) = removed_and_undone(&scratch, &["google", "protobuf"]);
    assert!(gone.contains(&format!("{SITE}/google")), "{gone:?}");
    assert!(plan.removals.iter().all(|removal| removal.left.is_empty()));
}

#[test]
fn what_nobody_lists_stays_and_is_said() {
    let scratch = Scratch::new("removal-unlisted");
    let tree = scratch.tree();
    environment(&tree);
    install(&tree, "a", &["a/__init__.py"]);
    tree.file(&format!("{SITE}/a/cache.db"), "mine");
    tree.file(&format!("{SITE}/a-1.0.dist-info/notes"), "mine");
    let (plan, gone) = removed_and_undone(&scratch, &["a"]);
    assert!(
        !gone
            .iter()
            .any(|path| path.ends_with("cache.db") || path.ends_with("notes") || path.ends_with("/a"))
    );
    let left: Vec<_> = plan.removals[0]
        .left
        .iter()
        .map(|left| (left.code, left.path.file_name().unwrap().to_owned()))
        .collect();
    assert_eq!(left, [(LeftCode::NotListed, "cache.db".into()), (LeftCode::NotListed, "notes".into())]);
}

#[test]
fn without_a_list_nothing_is_removed() {
    let scratch = Scratch::new("removal-no-list");
    let tree = scratch.tree();
    environment(&tree);
    install(&tree, "a", &["a.py"]);
    std::fs::remove_file(scratch.at(&format!("{SITE}/a-1.0.dist-info/RECORD"))).unwrap();
    tree.egg_info(SITE, "b", "1.0");
    tree.file(&format!("{SITE}/c-1.0.egg-info"), "Metadata-Version: 1.0\nName: c\nVersion: 1.0\n");
    let plan = planned(scratch.path(), &["a", "b", "c"]);
    assert_eq!(plan.removals.len(), 0);
    let codes: Vec<_> =
        plan.refused.iter().map(|refused| (refused.subject.name.as_str(), refused.code)).collect();
    assert_eq!(
        codes,
        [("a", RefusalCode::NoFileList), ("b", RefusalCode::NoFileList), ("c", RefusalCode::NoFileList)]
    );
}

#[test]
fn older_lists_and_eggs_and_links_to_source_trees() {
    let scratch = Scratch::new("removal-eggs");
    let tree = scratch.tree();
    environment(&tree);
    tree.egg_info(SITE, "old", "1.0");
    tree.file(&format!("{SITE}/old.py"), "");
    tree.file(
        &format!("{SITE}/old-1.0.egg-info/installed-files.txt"),
        "../old.py\n../../../../bin/old\nPKG-INFO\n",
    );
    tree.file("v/bin/old", "#!python");
    tree.file(
        &format!("{SITE}/egg-1.0-py3.11.egg/EGG-INFO/PKG-INFO"),
        "Metadata-Version: 1.0\nName: egg\nVersion: 1.0\n",
    );
    tree.file(&format!("{SITE}/egg-1.0-py3.11.egg/egg.py"), "");
    tree.file("src/project.egg-info/PKG-INFO", "Metadata-Version: 1.0\nName: project\nVersion: 2.0\n");
    tree.file(
        "src/project.egg-info/entry_points.txt",
        "[console_scripts]\nproject = project:main\nother = project:main\n../x = y\n",
    );
    tree.file("src/project.py", "");
    tree.file(&format!("{SITE}/project.egg-link"), format!("{}\n.", scratch.at("src").display()));
    let lines =
        format!("import sys\n./egg-1.0-py3.11.egg\n{}\n/somewhere/else\n", scratch.at("src").display());
    tree.file(&format!("{SITE}/easy-install.pth"), &lines);
    tree.file(
        "v/bin/project",
        "#!python\n# EASY-INSTALL-ENTRY-SCRIPT: 'project','console_scripts','project'\n",
    );
    tree.file("v/bin/other", "#!python\n# somebody's own\n");
    let before = snapshot(scratch.path());
    let plan = planned(scratch.path(), &["old", "egg", "project"]);
    assert_eq!(plan.refused, []);
    super::all_done(&super::quarantine::apply(&plan, &super::stamp("eggs")));
    let after = snapshot(scratch.path());
    let gone: Vec<String> =
        gone(&before, &after).iter().map(|path| path.replace("lib/python3.11/site-packages", "S")).collect();
    assert_eq!(
        gone,
        [
            "v/bin/old",
            "v/bin/project",
            "v/S/egg-1.0-py3.11.egg",
            "v/S/egg-1.0-py3.11.egg/EGG-INFO",
            "v/S/egg-1.0-py3.11.egg/EGG-INFO/PKG-INFO",
            "v/S/egg-1.0-py3.11.egg/egg.py",
            "v/S/old-1.0.egg-info",
            "v/S/old-1.0.egg-info/PKG-INFO",
            "v/S/old-1.0.egg-info/installed-files.txt",
            "v/S/old.py",
            "v/S/project.egg-link",
        ]
    );
    let left = std::fs::read_to_string(scratch.at(&format!("{SITE}/easy-install.pth"))).unwrap();
    assert_eq!(left, "import sys\n/somewhere/else\n");
    super::all_done(&super::quarantine::undo(&super::quarantined(&scratch.at("v"), "eggs")));
    assert_eq!(snapshot(scratch.path()), before);
}

#[test]
fn what_the_system_or_conda_keeps_account_of_is_refused() {
    let scratch = Scratch::new("removal-managed");
    let tree = scratch.tree();
    environment(&tree);
    tree.file("base/lib/python3.11/EXTERNALLY-MANAGED", "[externally-managed]\n");
    tree.dist_info("base/lib/python3.11/site-packages", "a", "1.0");
    tree.file("base/lib/python3.11/site-packages/a-1.0.dist-info/RECORD", "a-1.0.dist-info/METADATA,,\n");
    install(&tree, "b", &["b.py"]);
    let plan = planned(scratch.path(), &["a", "b"]);
    assert_eq!(plan.removals.len(), 1, "an environment made of it is nobody's but the user's");
    assert_eq!(plan.refused[0].code, RefusalCode::ExternallyManaged);
    let inventory = inventory(scratch.path());
    let options = super::Options { break_system_packages: true };
    let plan = super::plan(&super::Disk::here(), &inventory, &super::choices(&inventory, &["a"]), options);
    assert_eq!((plan.removals.len(), plan.refused.len()), (1, 0));
}

#[test]
fn what_needs_what_is_removed_is_said() {
    let scratch = Scratch::new("removal-dependents");
    let tree = scratch.tree();
    environment(&tree);
    install(&tree, "a", &["a.py"]);
    install(&tree, "b", &["b.py"]);
    let metadata = "Metadata-Version: 2.1\nName: b\nVersion: 1.0\nRequires-Dist: A>=1\nRequires-Dist: c; python_version < '3'\n\n";
    tree.file(&format!("{SITE}/b-1.0.dist-info/METADATA"), metadata);
    list(&tree, "c", &[]);
    let plan = planned(scratch.path(), &["a", "c"]);
    let dependents: Vec<_> = plan.removals.iter().flat_map(|removal| &removal.dependents).collect();
    assert_eq!(dependents.len(), 1);
    assert_eq!((dependents[0].subject.name.as_str(), dependents[0].requirement.as_str()), ("b", "A>=1"));
    assert!(
        planned(scratch.path(), &["a", "b"]).removals.iter().all(|removal| removal.dependents.is_empty())
    );
}

#[test]
fn where_another_s_list_cannot_be_told_nothing_is_removed() {
    let scratch = Scratch::new("removal-unknown");
    let tree = scratch.tree();
    environment(&tree);
    install(&tree, "a", &["a.py"]);
    install(&tree, "b", &["b.py"]);
    let record = scratch.at(&format!("{SITE}/b-1.0.dist-info/RECORD"));
    std::fs::remove_file(&record).unwrap();
    std::fs::create_dir(&record).unwrap();
    let plan = planned(scratch.path(), &["a"]);
    assert_eq!((plan.removals.len(), plan.refused[0].code), (0, RefusalCode::SharedUnknown));
}

#[test]
fn what_lies_within_a_site_is_the_site_s() {
    let scratch = Scratch::new("removal-within");
    let tree = scratch.tree();
    environment(&tree);
    install(&tree, "windows", &["win/api.py", "win/lib/x.py", "windows.pth"]);
    tree.file(&format!("{SITE}/windows.pth"), "win\nwin/lib\n");
    install(
        &tree,
        "tools",
        &[
            "tools/_vendor/inner.py",
            "tools/_vendor/inner-2.0.dist-info/METADATA",
            "tools/_vendor/inner-2.0.dist-info/RECORD",
        ],
    );
    tree.file(
        &format!("{SITE}/tools/_vendor/inner-2.0.dist-info/METADATA"),
        "Metadata-Version: 2.1\nName: inner\nVersion: 2.0\n\n",
    );
    tree.file(&format!("{SITE}/tools/_vendor/inner-2.0.dist-info/RECORD"), "inner.py,,\n");
    tree.file(&format!("{SITE}/tools.pth"), "tools/_vendor\n");
    let (plan, gone) = removed_and_undone(&scratch, &["windows", "tools"]);
    assert!(plan.removals.iter().all(|removal| removal.left.is_empty()), "{plan:#?}");
    for path in ["win", "win/lib/x.py", "tools", "tools/_vendor/inner-2.0.dist-info/RECORD"] {
        assert!(gone.contains(&format!("{SITE}/{path}")), "{path} of {gone:?}");
    }
}

#[test]
fn names_in_any_case_and_local_versions() {
    let scratch = Scratch::new("removal-names-of");
    let tree = scratch.tree();
    environment(&tree);
    let metadata = format!("{SITE}/Mixed_Case.Name-1.0+Local.1.dist-info");
    tree.file(
        &format!("{metadata}/METADATA"),
        "Metadata-Version: 2.1\nName: Mixed.Case-Name\nVersion: 1.0+local.1\n\n",
    );
    tree.file(
        &format!("{metadata}/RECORD"),
        "Mixed/__init__.py,,\nMixed_Case.Name-1.0+Local.1.dist-info/METADATA,,\n",
    );
    tree.file(&format!("{SITE}/Mixed/__init__.py"), "");
    let (_, gone) = removed_and_undone(&scratch, &["mixed-case-name"]);
    assert!(gone.contains(&metadata) && gone.contains(&format!("{SITE}/Mixed")), "{gone:?}");
}

#[test]
fn editable_installs_lose_their_link_and_keep_their_source() {
    let scratch = Scratch::new("removal-editable");
    let tree = scratch.tree();
    environment(&tree);
    let source = tree.file("src/project/__init__.py", "mine");
    install(&tree, "project", &["__editable__.project-1.0.pth", "../../../bin/project"]);
    tree.file(&format!("{SITE}/__editable__.project-1.0.pth"), format!("{}\n", scratch.at("src").display()));
    let url = format!(
        "{{\"url\": \"file://{}\", \"dir_info\": {{\"editable\": true}}}}",
        scratch.at("src").display()
    );
    tree.file(&format!("{SITE}/project-1.0.dist-info/direct_url.json"), url);
    let (_, gone) = removed_and_undone(&scratch, &["project"]);
    assert!(
        gone.contains(&format!("{SITE}/__editable__.project-1.0.pth"))
            && gone.contains(&"v/bin/project".to_owned())
    );
    assert!(gone.iter().all(|path| !path.starts_with("src")) && source.exists());
}
