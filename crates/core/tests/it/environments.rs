//! Virtual environments, whole and broken, and what they see.

use std::path::{Path, PathBuf};

use fetter_core::inventory::discover::Request;
use fetter_core::inventory::{Creator, EnvironmentKind, ProblemCode, SiteKind};
use fetter_testkit::Scratch;

use crate::support::{
    environment, labels, problems, request, search, search_interpreter, search_with, site, surroundings,
};

/// An installation at `base`, with a package of its own and one in the user's site.
fn with_base(name: &str) -> (Scratch, PathBuf) {
    let scratch = Scratch::new(name);
    let tree = scratch.tree();
    tree.installation("base", "3.11");
    tree.dist_info("base/lib/python3.11/site-packages", "of-base", "1");
    tree.dist_info("home/.local/lib/python3.11/site-packages", "of-user", "1");
    let base = scratch.at("base");
    (scratch, base)
}

#[test]
fn system_sites_and_the_user_site_are_seen_only_where_they_are_switched_on() {
    let (scratch, base) = with_base("venv");
    let tree = scratch.tree();
    tree.venv("closed", &base, "3.11", false);
    tree.venv("open", &base, "3.11", true);
    let found = search(&scratch);
    let sites = |prefix: &str| environment(&found, &scratch.at(prefix)).sites.clone();
    let (user, of_base) = (
        scratch.at("home/.local/lib/python3.11/site-packages"),
        scratch.at("base/lib/python3.11/site-packages"),
    );
    assert_eq!(sites("closed"), [scratch.at("closed/lib/python3.11/site-packages")]);
    assert_eq!(
        sites("open"),
        [scratch.at("open/lib/python3.11/site-packages"), user.clone(), of_base.clone()]
    );
    assert_eq!(sites("base"), [user, of_base]);
    let open = environment(&found, &scratch.at("open"));
    assert_eq!(
        (open.kind, open.creator, open.base.as_deref()),
        (EnvironmentKind::Virtual, Creator::Venv, Some(base.as_path()))
    );
    assert_eq!(found.totals().interpreters, 3);
    assert_eq!(labels(&found), ["of-base-1", "of-user-1"]);
}

#[test]
fn the_user_site_can_be_switched_on_for_all() {
    let (scratch, base) = with_base("user-site");
    scratch.tree().venv("closed", &base, "3.11", false);
    let request = Request { user_site: true, ..request(scratch.path()) };
    let found = search_with(&request, &surroundings(&scratch.at("home")));
    assert_eq!(environment(&found, &scratch.at("closed")).sites.len(), 2);
}

#[test]
fn makers_are_told_apart() {
    let (scratch, base) = with_base("makers");
    let tree = scratch.tree();
    let bin = base.join("bin").display().to_string();
    for (prefix, lines) in [
        ("by-uv", "uv = 0.13.9\nversion_info = 3.11.7\n"),
        ("by-virtualenv", "implementation = CPython\nvirtualenv = 21.15.11\nversion_info = 3.11.7.final.0\n"),
    ] {
        let config = format!("home = {bin}\n{lines}include-system-site-packages = false\n");
        tree.venv_with(prefix, &config, &base.join("bin/python3.11"), "3.11");
    }
    let found = search(&scratch);
    for (prefix, creator) in [("by-uv", Creator::Uv), ("by-virtualenv", Creator::Virtualenv)] {
        let made = environment(&found, &scratch.at(prefix));
        assert_eq!((made.creator, made.version.to_string().as_str()), (creator, "3.11.7"));
    }
}

#[test]
fn an_environment_of_virtualenv_before_20() {
    let (scratch, base) = with_base("old-virtualenv");
    let tree = scratch.tree();
    tree.installation("old", "3.11");
    tree.file("old/lib/python3.11/orig-prefix.txt", base.display().to_string());
    tree.file("old/lib/python3.11/no-global-site-packages.txt", "");
    let found = search(&scratch);
    let old = environment(&found, &scratch.at("old"));
    assert_eq!((old.kind, old.creator), (EnvironmentKind::Virtual, Creator::Virtualenv));
    assert_eq!(old.base.as_deref(), Some(base.as_path()));
    assert_eq!(old.sites, [scratch.at("old/lib/python3.11/site-packages")]);
}

#[test]
fn nested_environments_are_all_found() {
    let (scratch, base) = with_base("nested");
    let tree = scratch.tree();
    tree.venv("outer", &base, "3.11", false);
    let inner = tree.venv("outer/src/inner", &scratch.at("outer"), "3.11", true);
    tree.dist_info("outer/src/inner/lib/python3.11/site-packages", "deep", "1");
    let found = search(&scratch);
    assert_eq!(site(&found, &inner).distributions.len(), 1);
    // Python looks for the base of an environment made from an environment where `home` says, and finds the outer one.
    assert_eq!(environment(&found, &scratch.at("outer/src/inner")).base.as_deref(), Some(base.as_path()));
}

#[test]
fn a_stray_pyvenv_cfg_hides_nothing() {
    let (scratch, base) = with_base("stray");
    let tree = scratch.tree();
    tree.file("work/pyvenv.cfg", "");
    tree.venv("work/project/.venv", &base, "3.11", false);
    tree.dist_info("work/project/.venv/lib/python3.11/site-packages", "seen", "1");
    let found = search(&scratch);
    assert!(labels(&found).contains(&"seen-1".to_owned()));
    assert!(!found.environments.iter().any(|one| one.prefix == scratch.at("work")), "it is no environment");
}

#[test]
fn a_moved_environment_is_where_it_is() {
    let (scratch, base) = with_base("moved");
    scratch.tree().venv("first", &base, "3.11", false);
    scratch.tree().dist_info("first/lib/python3.11/site-packages", "a", "1");
    std::fs::rename(scratch.at("first"), scratch.at("second")).expect("it can be moved");
    let found = search(&scratch);
    let moved = environment(&found, &scratch.at("second"));
    assert_eq!(moved.sites, [scratch.at("second/lib/python3.11/site-packages")]);
    assert!(moved.has_interpreter());
}

#[test]
fn an_environment_whose_base_is_gone_is_read_and_said_so() {
    let (scratch, base) = with_base("orphan");
    scratch.tree().venv("orphan", &base, "3.11", true);
    scratch.tree().dist_info("orphan/lib/python3.11/site-packages", "left", "1");
    std::fs::remove_dir_all(&base).expect("it can be removed");
    let found = search(&scratch);
    let orphan = environment(&found, &scratch.at("orphan"));
    assert!(!orphan.has_interpreter());
    assert_eq!(orphan.base, None);
    assert!(orphan.sites.contains(&scratch.at("orphan/lib/python3.11/site-packages")));
    assert_eq!(problems(&found, ProblemCode::BaseMissing)[0].path, scratch.at("orphan"));
    assert!(labels(&found).contains(&"left-1".to_owned()));
    assert_eq!(found.totals().interpreters, 0);
}

#[test]
fn an_environment_without_an_executable() {
    let (scratch, base) = with_base("no-executable");
    scratch.tree().venv("bare", &base, "3.11", false);
    scratch.tree().dist_info("bare/lib/python3.11/site-packages", "a", "1");
    std::fs::remove_dir_all(scratch.at("bare/bin")).expect("it can be removed");
    let found = search(&scratch);
    let bare = environment(&found, &scratch.at("bare"));
    assert_eq!(bare.kind, EnvironmentKind::Virtual);
    assert_eq!(bare.version.release, Some((3, 11)));
    assert!(bare.executables.is_empty());
    assert_eq!(found.totals().interpreters, 1, "the base alone can be started");
}

#[test]
fn an_upgrade_leaves_a_site_that_nobody_sees() {
    let (scratch, base) = with_base("upgraded");
    scratch.tree().venv("env", &base, "3.11", false);
    scratch.tree().dist_info("env/lib/python3.10/site-packages", "stale", "1");
    let found = search(&scratch);
    assert_eq!(
        environment(&found, &scratch.at("env")).sites,
        [scratch.at("env/lib/python3.11/site-packages")]
    );
    assert_eq!(site(&found, &scratch.at("env/lib/python3.10/site-packages")).kind, SiteKind::Prefix);
}

#[test]
fn path_lines_are_followed_and_import_lines_are_not() {
    let (scratch, base) = with_base("pth");
    let tree = scratch.tree();
    let site_packages = tree.venv("env", &base, "3.11", false);
    tree.dist_info("elsewhere/lib", "linked", "1");
    tree.dist_info("elsewhere/too", "not-followed-twice", "1");
    tree.file("elsewhere/lib/further.pth", "../too\n");
    let absolute = scratch.at("elsewhere/lib");
    let lines =
        format!("# {0}\n\n{0}\nimport os; os.system('touch /tmp/ran')\nmissing\n", absolute.display());
    tree.file("env/lib/python3.11/site-packages/a.pth", lines);
    let found = search(&scratch);
    assert_eq!(environment(&found, &scratch.at("env")).sites, [site_packages.clone(), absolute.clone()]);
    assert_eq!(site(&found, &absolute).kind, SiteKind::Linked);
    let recorded: Vec<_> = site(&found, &site_packages).path_files[0]
        .lines
        .iter()
        .map(|line| (line.number, line.text.as_str()))
        .collect();
    let absolute = absolute.display().to_string();
    assert_eq!(
        recorded,
        [(3, absolute.as_str()), (4, "import os; os.system('touch /tmp/ran')"), (5, "missing")]
    );
}

#[test]
fn a_directory_of_pip_target_is_a_site() {
    let scratch = Scratch::new("target");
    let tree = scratch.tree();
    tree.dist_info("vendor", "requests", "2.19.1");
    tree.file("vendor/requests/__init__.py", "");
    tree.dist_info("prefixed/lib/python3.9/site-packages", "six", "1.16.0");
    let found = search(&scratch);
    assert_eq!(site(&found, &scratch.at("vendor")).kind, SiteKind::Target);
    assert_eq!(site(&found, &scratch.at("prefixed/lib/python3.9/site-packages")).kind, SiteKind::Prefix);
    assert!(found.environments.is_empty());
}

#[test]
fn exhaustive_finds_what_is_nested_in_a_site() {
    let (scratch, base) = with_base("exhaustive");
    let tree = scratch.tree();
    tree.venv("env", &base, "3.11", false);
    tree.dist_info("env/lib/python3.11/site-packages/setuptools/_vendor", "wheel", "0.43");
    tree.venv("env/lib/python3.11/site-packages/hidden/venv", &base, "3.11", false);
    tree.dist_info(
        "env/lib/python3.11/site-packages/hidden/venv/lib/python3.11/site-packages",
        "evil",
        "6.6",
    );
    assert_eq!(labels(&search(&scratch)), ["of-base-1", "of-user-1"]);
    let request = Request { exhaustive: true, ..request(scratch.path()) };
    let found = search_with(&request, &surroundings(&scratch.at("home")));
    assert_eq!(labels(&found), ["evil-6.6", "of-base-1", "of-user-1", "wheel-0.43"]);
    assert!(found.coverage.exhaustive);
}

#[test]
fn a_named_interpreter_is_looked_at_alone() {
    let (scratch, base) = with_base("named");
    let tree = scratch.tree();
    tree.venv("env", &base, "3.11", false);
    tree.dist_info("env/lib/python3.11/site-packages", "a", "1");
    tree.link("bin/anyname", "../base/bin/python3.11");
    for named in ["env", "env/", "env/bin/python", "env/bin/python3.11"] {
        let found = search_interpreter(&scratch, named);
        assert_eq!(labels(&found), ["a-1"], "{named}");
        assert_eq!(found.environments.len(), 1, "{named}");
        assert!(found.coverage.interpreters_only);
    }
    assert_eq!(labels(&search_interpreter(&scratch, "bin/anyname")), ["of-base-1"]);
}

#[test]
fn the_same_relative_name_means_what_it_means_here() {
    let (scratch, base) = with_base("relative");
    let tree = scratch.tree();
    for project in ["one", "two"] {
        tree.venv(&format!("{project}/.venv"), &base, "3.11", false);
        tree.dist_info(&format!("{project}/.venv/lib/python3.11/site-packages"), project, "1");
    }
    for project in ["one", "two"] {
        let request = Request { executables: vec![".venv/bin/python3".into()], ..Request::default() };
        let found = search_with(&request, &surroundings(&scratch.at(project)));
        assert_eq!(labels(&found), [format!("{project}-1")]);
    }
}

#[test]
fn a_name_on_path_is_traced_through_links_and_shims() {
    let (scratch, base) = with_base("on-path");
    let tree = scratch.tree();
    tree.installation(".pyenv/versions/3.12.1", "3.12");
    tree.dist_info(".pyenv/versions/3.12.1/lib/python3.12/site-packages", "of-pyenv", "1");
    tree.program(".pyenv/shims/python3", "#!/bin/sh\nexec pyenv exec \"$@\"\n");
    tree.file(".pyenv/version", "3.12.1\n");
    tree.link("bin/python3", base.join("bin/python3.11"));
    let look = |path: Vec<PathBuf>, pyenv_version: Option<&str>| {
        let mut around = surroundings(&scratch.at("home"));
        (around.path, around.pyenv_version) = (path, pyenv_version.map(str::to_owned));
        let request = Request { executables: vec!["python3".into()], ..Request::default() };
        labels(&search_with(&request, &around))
    };
    let (shims, bin) = (scratch.at(".pyenv/shims"), scratch.at("bin"));
    assert_eq!(look(vec![shims.clone(), bin.clone()], None), ["of-pyenv-1"]);
    assert_eq!(look(vec![bin.clone(), shims.clone()], None), ["of-base-1", "of-user-1"]);
    assert_eq!(
        look(vec![shims, bin], Some("system")),
        ["of-base-1", "of-user-1"],
        "pyenv's system is what comes next"
    );
}

#[test]
fn what_cannot_be_traced_is_refused_with_what_to_do() {
    let scratch = Scratch::new("untraceable");
    scratch.tree().program("python", "#!/bin/sh\nexec something\n");
    scratch.tree().executable("lone/bin/python3.11");
    scratch.tree().program("empty/bin/python3.11", "");
    let around = surroundings(scratch.path());
    for (named, said) in [
        ("./python", "is a script that chooses an interpreter when it runs"),
        ("./empty/bin/python3.11", "is no interpreter of Python"),
        ("./lone/bin/python3.11", "no lib/pythonX.Y belongs to"),
        ("./nothing", "does not exist"),
        ("nosuchpython", "is on PATH"),
        ("lone", "is no environment"),
    ] {
        let request = Request { executables: vec![named.into()], ..Request::default() };
        let refused = fetter_core::inventory::discover::discover(
            &request,
            &around,
            &fetter_core::inventory::discover::Progress::default(),
        );
        let error = refused.expect_err(named).to_string();
        assert!(error.contains(said), "{named}: {error}");
    }
}

#[test]
fn links_to_one_interpreter_are_one_interpreter() {
    let (scratch, base) = with_base("aliases");
    let tree = scratch.tree();
    for name in ["python3", "python3.11", "python"] {
        tree.link(&format!("bin/{name}"), base.join("bin/python3.11"));
    }
    tree.link("other/python3", "../bin/python3");
    let mut around = surroundings(&scratch.at("home"));
    around.path = vec![scratch.at("bin"), scratch.at("other"), scratch.at("missing")];
    let request =
        Request { only_paths: false, paths: vec![], all_users: Some(false), ..request(scratch.path()) };
    let found = search_with(&request, &around);
    let python = environment(&found, &base);
    let here: Vec<&Path> =
        python.aliases.iter().map(PathBuf::as_path).filter(|path| path.starts_with(scratch.path())).collect();
    assert_eq!(
        here,
        [
            scratch.at("bin/python"),
            scratch.at("bin/python3"),
            scratch.at("bin/python3.11"),
            scratch.at("other/python3")
        ]
    );
    assert_eq!(found.environments.iter().filter(|one| one.prefix.starts_with(scratch.path())).count(), 1);
}

#[test]
fn the_sites_are_in_the_order_of_sys_path() {
    let (scratch, base) = with_base("order");
    let tree = scratch.tree();
    tree.venv("env", &base, "3.11", true);
    for (site, target) in [
        ("env/lib/python3.11/site-packages", "own"),
        ("home/.local/lib/python3.11/site-packages", "users"),
        ("base/lib/python3.11/site-packages", "bases"),
    ] {
        tree.dist_info(&format!("linked/{target}"), target, "1");
        tree.file(&format!("{site}/x.pth"), scratch.at(&format!("linked/{target}")).display().to_string());
    }
    let found = search(&scratch);
    let expected = [
        "env/lib/python3.11/site-packages",
        "linked/own",
        "home/.local/lib/python3.11/site-packages",
        "linked/users",
        "base/lib/python3.11/site-packages",
        "linked/bases",
    ];
    assert_eq!(environment(&found, &scratch.at("env")).sites, expected.map(|site| scratch.at(site)));
}

#[test]
fn path_files_of_other_users_are_followed() {
    let scratch = Scratch::new("others");
    let tree = scratch.tree();
    tree.dist_info("elsewhere/lib", "linked", "1");
    tree.file(
        "alice/.local/lib/python3.11/site-packages/a.pth",
        scratch.at("elsewhere/lib").display().to_string(),
    );
    tree.dist_info("alice/.local/lib/python3.11/site-packages", "hers", "1");
    let request = request(&scratch.at("alice"));
    let found = search_with(&request, &surroundings(&scratch.at("home")));
    assert_eq!(labels(&found), ["hers-1", "linked-1"]);
}

#[test]
fn parents_in_a_path_line_are_taken_out_before_links() {
    let (scratch, base) = with_base("lexical");
    let tree = scratch.tree();
    tree.venv("env", &base, "3.11", false);
    tree.dist_info("x", "lexical", "1");
    tree.dist_info("far/x", "physical", "1");
    tree.directory("far/away");
    tree.link("near", "far/away");
    tree.file("env/lib/python3.11/site-packages/a.pth", scratch.at("near/../x").display().to_string());
    let found = search(&scratch);
    assert!(environment(&found, &scratch.at("env")).sites.contains(&scratch.at("x")));
}

#[test]
fn the_name_of_the_interpreter_chooses_among_libraries() {
    let (scratch, base) = with_base("choose");
    let tree = scratch.tree();
    tree.file(
        "env/pyvenv.cfg",
        format!("home = {}\ninclude-system-site-packages = false\n", base.join("bin").display()),
    );
    tree.link("env/bin/python3.11", base.join("bin/python3.11"));
    for version in ["3.11", "3.9"] {
        tree.dist_info(&format!("env/lib/python{version}/site-packages"), &format!("of-{version}"), "1");
    }
    let found = search(&scratch);
    assert_eq!(
        environment(&found, &scratch.at("env")).sites,
        [scratch.at("env/lib/python3.11/site-packages")]
    );
}

#[test]
fn a_base_is_the_one_of_the_right_version() {
    let (scratch, base) = with_base("right-version");
    let tree = scratch.tree();
    tree.file("local/lib/python3.12/os.py", "");
    tree.link("local/bin/python3.11", base.join("bin/python3.11"));
    let config = format!(
        "home = {}\ninclude-system-site-packages = true\nversion = 3.11.7\n",
        scratch.at("local/bin").display()
    );
    tree.venv_with("env", &config, &scratch.at("local/bin/python3.11"), "3.11");
    let found = search(&scratch);
    assert_eq!(environment(&found, &scratch.at("env")).base.as_deref(), Some(base.as_path()));
}

#[test]
fn an_environment_of_python_2_with_a_site_py_of_its_own() {
    let (scratch, _) = with_base("site-py");
    let tree = scratch.tree();
    let two = tree.installation("two", "2.7");
    tree.dist_info("two/lib/python2.7/site-packages", "of-two", "1");
    let base = two.ancestors().nth(3).expect("a prefix").to_path_buf();
    tree.venv("env", &base, "2.7", false);
    tree.file("env/lib/python2.7/os.py", "");
    tree.file("env/lib/python2.7/site.py", "# as Debian's: \"dist-packages\"\n");
    tree.dist_info("env/lib/python2.7/site-packages", "own", "1");
    let found = search(&scratch);
    assert_eq!(
        environment(&found, &scratch.at("env")).sites,
        [scratch.at("env/lib/python2.7/site-packages")]
    );
}

#[test]
fn a_named_interpreter_whose_base_is_gone() {
    let (scratch, base) = with_base("named-orphan");
    scratch.tree().venv("env", &base, "3.11", false);
    scratch.tree().dist_info("env/lib/python3.11/site-packages", "left", "1");
    std::fs::remove_dir_all(&base).expect("it can be removed");
    assert_eq!(labels(&search_interpreter(&scratch, "env/bin/python")), ["left-1"]);
}

#[test]
fn pyvenv_cfg_beside_the_interpreter() {
    let (scratch, base) = with_base("beside");
    scratch.tree().venv("env", &base, "3.11", false);
    scratch.tree().dist_info("env/lib/python3.11/site-packages", "a", "1");
    std::fs::rename(scratch.at("env/pyvenv.cfg"), scratch.at("env/bin/pyvenv.cfg")).expect("it can be moved");
    let found = search(&scratch);
    assert_eq!(environment(&found, &scratch.at("env")).kind, EnvironmentKind::Virtual);
    assert_eq!(labels(&search_interpreter(&scratch, "env/bin/python")), ["a-1"]);
}

#[test]
fn only_a_path_means_only_that_path() {
    let (scratch, base) = with_base("only");
    scratch.tree().venv("here/env", &base, "3.11", false);
    scratch.tree().dist_info("here/env/lib/python3.11/site-packages", "a", "1");
    let found = search_with(&request(&scratch.at("here")), &surroundings(&scratch.at("home")));
    assert_eq!(labels(&found), ["a-1"]);
    assert_eq!(found.environments.len(), 1, "the base is known, and not listed");
    assert_eq!(found.environments[0].base.as_deref(), Some(base.as_path()));
}

#[test]
fn what_can_be_started_and_is_no_python_is_refused() {
    let (scratch, base) = with_base("no-python");
    let tree = scratch.tree();
    tree.executable("base/bin/ls");
    tree.executable("base/bin/env");
    tree.venv("env", &base, "3.11", false);
    tree.dist_info("env/lib/python3.11/site-packages", "a", "1");
    let mut around = surroundings(scratch.path());
    around.path = vec![base.join("bin")];
    let look = |named: &str| {
        let request = Request { executables: vec![named.into()], ..Request::default() };
        fetter_core::inventory::discover::discover(
            &request,
            &around,
            &fetter_core::inventory::discover::Progress::default(),
        )
    };
    assert!(look("ls").expect_err("refused").to_string().contains("is no interpreter of Python"));
    assert_eq!(labels(&look("env").expect("the environment of that name")), ["a-1"]);
}

/// Python skips these since 3.13, and an older one in the same directory would not: what any of them would add is seen.
#[test]
fn path_files_that_newer_pythons_skip_are_followed() {
    let (scratch, base) = with_base("hidden-pth");
    let tree = scratch.tree();
    tree.venv("env", &base, "3.11", false);
    tree.dist_info("elsewhere/lib", "hidden", "1");
    tree.file(
        "env/lib/python3.11/site-packages/.hidden.pth",
        scratch.at("elsewhere/lib").display().to_string(),
    );
    let found = search(&scratch);
    assert!(environment(&found, &scratch.at("env")).sites.contains(&scratch.at("elsewhere/lib")));
}

#[test]
fn the_full_version_is_that_of_the_base_which_may_be_newer_than_the_environment() {
    let (scratch, base) = with_base("upgraded");
    let tree = scratch.tree();
    tree.venv("env", &base, "3.11", false);
    tree.file("env/pyvenv.cfg", format!("home = {}/bin\nversion = 3.11.2\n", base.display()));
    let full = || environment(&search(&scratch), &scratch.at("env")).version.full.clone();
    assert_eq!(full().as_deref(), Some("3.11.2"));
    tree.file("base/include/python3.11/patchlevel.h", "#define PY_VERSION \"3.11.7\"\n");
    assert_eq!(full().as_deref(), Some("3.11.7"));
}
