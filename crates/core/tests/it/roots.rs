//! Where a search looks by itself.

use std::path::PathBuf;

use fetter_core::inventory::discover::{DiscoverError, Progress, Request, Surroundings, discover};
use fetter_testkit::Scratch;

use crate::support::{labels, request, search_with, surroundings};

/// A whole machine below a directory, with two users.
fn machine(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    let tree = scratch.tree();
    tree.file(
        "etc/passwd",
        "root:x:0:0::/root:/bin/sh\nada:x:1000:1000::/home/ada:/bin/sh\nbin:x:2:2::/bin:/x\n",
    );
    scratch
}

#[test]
fn tool_directories_in_a_home_are_searched() {
    let scratch = Scratch::new("tools");
    let tree = scratch.tree();
    let places = [
        ".pyenv/versions/3.9.1",
        ".local/share/uv/tools/ruff",
        ".local/pipx/venvs/black",
        ".local/share/pipx/venvs/flake8",
        ".cache/pypoetry/virtualenvs/app-py3.11",
        ".cache/pre-commit/repoabc/py_env-python3",
        ".cache/uv/environments-v2/script",
        ".local/share/hatch/env/virtual/app",
        ".virtualenvs/work",
        ".asdf/installs/python/3.10.1",
        ".local/share/mise/installs/python/3.12.1",
        "miniconda3/envs/x",
        "project/.venv",
        "deep/down/in/a/project/.tox/py311",
    ];
    for (number, place) in places.iter().enumerate() {
        tree.dist_info(&format!("home/{place}/lib/python3.11/site-packages"), &format!("p{number:02}"), "1");
    }
    tree.file("home/.cache/uv/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55");
    tree.dist_info("home/.cache/uv/archive-v0/abc", "only-unpacked", "1");
    tree.file("home/.cache/uv/archive-v0/def/pyvenv.cfg", "home = /nowhere\n");
    tree.dist_info("home/.cache/uv/archive-v0/def/lib/python3.11/site-packages", "uvx", "1");
    let around = surroundings(&scratch.at("home"));
    let request =
        Request { paths: vec![], only_paths: false, all_users: Some(false), ..request(scratch.path()) };
    let found = search_with(&request, &around);
    let here: Vec<String> = found
        .installed()
        .into_iter()
        .filter(|(_, site)| site.path.starts_with(scratch.path()))
        .map(|(distribution, _)| distribution.label())
        .collect();
    let expected = (0..places.len()).map(|number| format!("p{number:02}-1")).chain(["uvx-1".to_owned()]);
    let expected: Vec<String> = expected.collect();
    assert_eq!(here, expected, "and what uv only keeps unpacked is installed nowhere");
}

#[test]
fn directories_that_variables_name_are_searched() {
    let scratch = Scratch::new("variables");
    scratch.tree().dist_info("work/env/lib/python3.11/site-packages", "a", "1");
    let around =
        Surroundings { tool_directories: vec![scratch.at("work")], ..surroundings(&scratch.at("home")) };
    let request =
        Request { paths: vec![], only_paths: false, all_users: Some(false), ..request(scratch.path()) };
    assert!(labels(&search_with(&request, &around)).contains(&"a-1".to_owned()));
}

#[test]
fn an_image_is_searched_whole_and_named_as_the_machine_would() {
    let scratch = machine("image");
    let tree = scratch.tree();
    for place in ["home/ada/.local", "opt/app", "root/env", "usr", "var/lib/service", "data/anything"] {
        tree.dist_info(
            &format!("{place}/lib/python3.11/site-packages"),
            &place.replace('/', "-").replace('.', "x"),
            "1",
        );
    }
    let request = Request { root: Some(scratch.path().to_path_buf()), ..Request::default() };
    let found =
        search_with(&request, &Surroundings { directory: PathBuf::from("/"), ..Surroundings::default() });
    assert_eq!(found.sites.len(), 6);
    assert!(found.sites.iter().all(|site| !site.path.starts_with(scratch.path())));
    assert_eq!(found.root.as_deref(), Some(scratch.path()));
}

#[test]
fn a_path_that_is_none_is_refused() {
    let scratch = Scratch::new("no-path");
    scratch.tree().file("file", "");
    let around = surroundings(scratch.path());
    let refuse = |request: &Request| discover(request, &around, &Progress::default()).expect_err("refused");
    assert!(matches!(refuse(&request(&scratch.at("missing"))), DiscoverError::PathMissing(_)));
    assert!(matches!(refuse(&request(&scratch.at("file"))), DiscoverError::PathNoDirectory(_)));
    let root = Request { root: Some(scratch.at("missing")), ..Request::default() };
    assert!(matches!(refuse(&root), DiscoverError::Root { .. }));
}

#[test]
fn a_path_within_another_is_read_once() {
    let scratch = Scratch::new("within");
    scratch.tree().dist_info("a/b/lib", "x", "1");
    let request = Request {
        paths: vec![scratch.at("a"), scratch.at("a/b"), scratch.at("a")],
        ..request(scratch.path())
    };
    assert_eq!(labels(&search_with(&request, &surroundings(scratch.path()))), ["x-1"]);
}
