//! Where bounds come from, and what they may lead to: what lies beside a file, what is included, and from where.

use std::time::Duration;

use fetter_testkit::program::Program;
use fetter_testkit::server::{Response, Server};
use fetter_testkit::{Ran, Scratch};

use crate::bounds::{DIGEST, GOOD, assert_clean, assert_unchecked, findings, has_git, judge, pairs};
use crate::support::{fetter, home};

/// A lock file of what is installed, of every kind, each alone in a directory, with groups where there can be some.
const LOCKS: [(&str, &str); 7] = [
    (
        "poetry.lock",
        "[[package]]\nname = \"requests\"\nversion = \"2.31.0\"\noptional = false\npython-versions = \"*\"\nfiles = []\n\n\
         [[package]]\nname = \"zope.interface\"\nversion = \"6.1\"\noptional = false\npython-versions = \"*\"\nfiles = []\n\n\
         [metadata]\nlock-version = \"2.0\"\npython-versions = \"*\"\ncontent-hash = \"0\"\n",
    ),
    (
        "pdm.lock",
        "[metadata]\ngroups = [\"default\", \"dev\"]\nstrategy = [\"inherit_metadata\"]\nlock_version = \"4.5.0\"\n\n\
         [[package]]\nname = \"requests\"\nversion = \"2.31.0\"\ngroups = [\"default\"]\nfiles = []\n\n\
         [[package]]\nname = \"zope.interface\"\nversion = \"6.1\"\ngroups = [\"dev\"]\nfiles = []\n",
    ),
    (
        "uv.lock",
        "version = 1\nrequires-python = \">=3.8\"\n\n\
         [[package]]\nname = \"app\"\nversion = \"0.1.0\"\nsource = { virtual = \".\" }\ndependencies = [{ name = \"requests\" }]\n\n\
         [package.dev-dependencies]\ndev = [{ name = \"zope-interface\" }]\n\n\
         [[package]]\nname = \"requests\"\nversion = \"2.31.0\"\nsource = { registry = \"https://h.example/simple\" }\n\n\
         [[package]]\nname = \"zope-interface\"\nversion = \"6.1\"\nsource = { registry = \"https://h.example/simple\" }\n",
    ),
    (
        "pylock.toml",
        "lock-version = \"1.0\"\ncreated-by = \"t\"\ndependency-groups = [\"dev\"]\ndefault-groups = [\"dev\"]\n\n\
         [[packages]]\nname = \"requests\"\nversion = \"2.31.0\"\n\n\
         [[packages]]\nname = \"zope-interface\"\nversion = \"6.1\"\nmarker = \"'dev' in dependency_groups\"\n",
    ),
    (
        "Pipfile.lock",
        "{\"_meta\": {\"pipfile-spec\": 6}, \"default\": {\"requests\": {\"version\": \"==2.31.0\"}, \
         \"zope.interface\": {\"version\": \"==6.1\"}}, \"develop\": {\"six\": {\"version\": \"==1\"}}}",
    ),
    (
        "pixi.lock",
        "version: 6\nenvironments:\n  default:\n    channels: []\n    packages:\n      linux-64:\n\
         \x20     - pypi: https://h.example/requests-2.31.0-py3-none-any.whl\n\
         \x20     - pypi: https://h.example/zope.interface-6.1-py3-none-any.whl\n\
         packages:\n\
         - pypi: https://h.example/requests-2.31.0-py3-none-any.whl\n  name: requests\n  version: 2.31.0\n\
         - pypi: https://h.example/zope.interface-6.1-py3-none-any.whl\n  name: zope-interface\n  version: '6.1'\n",
    ),
    (
        "conda-lock.yml",
        "version: 1\nmetadata:\n  content_hash: {linux-64: '0'}\n  platforms: [linux-64]\n  channels: []\npackage:\n\
         - {name: requests, version: 2.31.0, manager: pip, platform: linux-64, dependencies: {}, \
         url: 'https://h.example/requests-2.31.0-py3-none-any.whl', hash: {}, category: main, optional: false}\n\
         - {name: zope-interface, version: '6.1', manager: pip, platform: linux-64, dependencies: {}, \
         url: 'https://h.example/zope.interface-6.1-py3-none-any.whl', hash: {}, category: dev, optional: true}\n",
    ),
];

#[test]
fn a_lock_file_needs_no_project_beside_it() {
    let home = home("bound-locks");
    for (name, text) in LOCKS {
        home.tree().file(&format!("{name}-alone/{name}"), text);
        for bound in [format!("{name}-alone/{name}"), format!("{name}-alone")] {
            let ran = judge(&home, &format!("{bound} --platform linux-x86_64"));
            if name == "conda-lock.yml" {
                // What it says is where from, which is not recorded: a finding, and nothing that was not checked.
                assert_eq!((ran.code, ran.stderr.as_str()), (Some(3), ""), "{name}");
            } else {
                assert_clean(&ran);
            }
        }
    }
}

fn with_secret(home: &Scratch, bound: &str) -> Ran {
    fetter(home)
        .env("FETTER_TEST_SECRET", "s3cr3t-value")
        .args(["-e", "one/.venv", "validate", "-b", bound, "json"])
        .run()
}

fn assert_not_told(ran: &Ran, what: &str) {
    let said = format!("{}{}", ran.stdout, ran.stderr);
    assert!(!said.contains("s3cr3t-value"), "{what}: {said}");
}

#[test]
fn what_others_keep_gets_no_variables() {
    let (home, server, other) = (home("bound-variables"), Server::start(), Server::start());
    let line = |after: &str| format!("{GOOD}{after}\n");
    for (number, after) in [
        format!("-r {}", other.url("/${FETTER_TEST_SECRET}/y.txt")),
        "-r ${FETTER_TEST_SECRET}/y.txt".to_owned(),
        "six==${FETTER_TEST_SECRET}".to_owned(),
        "six @ https://h.example/${FETTER_TEST_SECRET}/six.zip".to_owned(),
    ]
    .iter()
    .enumerate()
    {
        server.answer(&format!("/{number}.txt"), Response::ok(line(after)));
        home.tree().file("local.txt", format!("-r {}\n", server.url(&format!("/{number}.txt"))));
        for bound in [server.url(&format!("/{number}.txt")), "local.txt".to_owned()] {
            let ran = with_secret(&home, &bound);
            assert!(ran.stdout.contains("bound-variable-unset"), "{after}: {}", ran.stdout);
            assert_not_told(&ran, after);
        }
    }
    assert_eq!(other.requests(), [], "nothing is asked elsewhere");
    let asked = server.requests();
    assert!(
        asked.iter().all(|request| !request.target.contains("s3cr3t") && !request.target.contains("y.txt"))
    );
}

#[test]
fn values_of_variables_lead_to_files_and_are_not_shown() {
    let (home, server) = (home("bound-values"), Server::start());
    server.answer("/s3cr3t-value/y.txt", Response::ok("-r z.txt\nrequests==1\nhello world\n"));
    server.answer("/s3cr3t-value/z.txt", Response::ok("zope.interface==1\n-r gone.txt\n"));
    server.answer("/s3cr3t-value/moved.txt", Response::redirect(302, "/s3cr3t-value/again.txt"));
    home.tree().file("s3cr3t-value/x.txt", "requests==1\nhello world\n");
    for (reference, shown) in [
        (server.url("/${FETTER_TEST_SECRET}/y.txt"), "/${FETTER_TEST_SECRET}/z.txt"),
        (server.url("/${FETTER_TEST_SECRET}/moved.txt"), "/${FETTER_TEST_SECRET}/moved.txt"),
        (server.url("/${FETTER_TEST_SECRET}/none.txt#sha256=0"), "/${FETTER_TEST_SECRET}/none.txt"),
        ("http://${FETTER_TEST_SECRET}:x/y.txt".to_owned(), "http://${FETTER_TEST_SECRET}:x/y.txt"),
        ("${FETTER_TEST_SECRET}/x.txt".to_owned(), "${FETTER_TEST_SECRET}/x.txt"),
        ("./${FETTER_TEST_SECRET}/none.txt".to_owned(), "${FETTER_TEST_SECRET}/none.txt"),
    ] {
        home.tree().file("local.txt", format!("-r {reference}\n"));
        let ran = with_secret(&home, "local.txt");
        assert!(ran.stdout.contains(shown), "{reference}: {}", ran.stdout);
        assert_not_told(&ran, &reference);
    }
    assert!(
        server.requests().iter().any(|request| request.target == "/s3cr3t-value/z.txt"),
        "it is followed"
    );
}

#[test]
fn fragments_that_pin_nothing_are_refused() {
    let (home, server) = (home("bound-fragments"), Server::start());
    server.answer("/r.txt", Response::ok(GOOD));
    let hex = "0".repeat(64);
    for fragment in [
        "sha512=00".to_owned(),
        "md5=00".to_owned(),
        "sha256:00".to_owned(),
        "SHA-256=00".to_owned(),
        format!("sha265={DIGEST}"),
        format!("egg=x&sha256={hex}"),
    ] {
        assert_unchecked(&judge(&home, &server.url(&format!("/r.txt#{fragment}"))), "sha256=");
        assert_unchecked(&judge(&home, &format!("git+file:///none#{fragment}")), "subdirectory=");
    }
    assert_eq!(server.requests(), [], "nothing is fetched for it");
    assert_clean(&judge(&home, &server.url(&format!("/r.txt#sha256={DIGEST}"))));
}

#[test]
fn credentials_go_along_from_file_to_file_on_their_host_only() {
    let (home, server, other) = (home("bound-chain"), Server::start(), Server::start());
    let query = "?ref=main";
    server.answer("/a.txt", Response::ok("-r sub/b.txt\n"));
    server.answer(&format!("/a.txt{query}"), Response::ok("-r sub/b.txt\n"));
    server.answer("/sub/b.txt", Response::ok(format!("-r c.txt\n-r {}\n", other.url("/d.txt"))));
    server.answer("/sub/c.txt", Response::ok("requests==2.31.0\n"));
    other.answer("/d.txt", Response::ok("-r e.txt\n"));
    other.answer("/e.txt", Response::ok("zope.interface==6.1\n"));
    let with_login = |target: &str| server.url(target).replacen("http://", "http://u:p@", 1);
    assert_clean(&judge(&home, &with_login("/a.txt")));
    assert_clean(&judge(&home, &with_login(&format!("/a.txt{query}"))));
    home.tree().file("local.txt", format!("-r {}\n", with_login("/a.txt")));
    assert_clean(&judge(&home, "local.txt"));
    assert_eq!(server.requests().len(), 9);
    for request in server.requests() {
        assert_eq!(request.header("authorization"), Some("Basic dTpw"), "{}", request.target);
    }
    assert_eq!(other.requests().len(), 6);
    assert!(other.requests().iter().all(|request| request.header("authorization").is_none()));
}

#[test]
fn files_that_only_credentials_tell_apart_are_two() {
    let (home, server) = (home("bound-two-users"), Server::start());
    server.answer("/a.txt", Response::ok("-r b.txt\nrequests==2.31.0\n"));
    server.answer("/b.txt", Response::ok("zope.interface==6.1\n"));
    let of = |user: &str| server.url("/a.txt").replacen("http://", &format!("http://{user}:p@"), 1);
    home.tree().file("local.txt", format!("-r {}\n-r {}\n", of("u"), of("v")));
    assert_clean(&judge(&home, "local.txt"));
    let sent: Vec<_> =
        server.requests().iter().map(|request| request.header("authorization").map(str::to_owned)).collect();
    assert_eq!(sent[0], sent[1]);
    assert_eq!(sent[2], sent[3]);
    assert_ne!(sent[0], sent[2]);
}

#[test]
fn what_a_local_file_has_fetched_may_lead_to_its_neighbours() {
    let (home, server) = (home("bound-local-fetched"), Server::start());
    server.answer("/r/rel.txt", Response::ok("-r ok.txt\n-r /top.txt\n"));
    server.answer("/r/ok.txt", Response::ok("requests==2.31.0\n"));
    server.answer("/top.txt", Response::ok("zope.interface==6.1\n"));
    home.tree().file("local.txt", format!("-r {}\n", server.url("/r/rel.txt")));
    assert_clean(&judge(&home, "local.txt"));
    assert_clean(&judge(&home, &server.url("/r/rel.txt")));
    server.answer("/circle.txt", Response::ok("-r ./circle.txt\n"));
    home.tree().file("local.txt", format!("-r {}\n", server.url("/circle.txt")));
    assert!(judge(&home, "local.txt").stderr.contains("bound-include-cycle"));
}

#[test]
fn what_lies_beside_a_fetched_lock_file_is_absent_only_where_the_server_says_so() {
    let (home, server) = (home("bound-beside"), Server::start());
    for (name, text) in LOCKS.iter().filter(|(name, _)| ["poetry.lock", "pdm.lock", "uv.lock"].contains(name))
    {
        for status in [404, 410, 500, 401, 403] {
            server.answer(&format!("/{status}/{name}"), Response::ok(*text));
            server.answer(&format!("/{status}/pyproject.toml"), Response::status(status));
            let ran = judge(&home, &server.url(&format!("/{status}/{name}")));
            if [404, 410].contains(&status) {
                assert_clean(&ran);
            } else {
                assert_unchecked(&ran, &status.to_string());
            }
        }
    }
}

#[test]
fn a_pinned_bound_includes_only_what_is_pinned() {
    let (home, server) = (home("bound-pinned"), Server::start());
    let digest = |text: &str| {
        home.tree().file("digest.txt", text);
        let said = Program::new("sha256sum").args([home.at("digest.txt")]).succeed();
        said.split(' ').next().expect("a digest").to_owned()
    };
    server.answer("/good.txt", Response::ok(GOOD));
    for (name, text) in
        [("/loose.txt", "-r good.txt\n".to_owned()), ("/whole.txt", format!("-r good.txt#sha256={DIGEST}\n"))]
    {
        server.answer(name, Response::ok(&*text));
        let ran = judge(&home, &server.url(&format!("{name}#sha256={} --superset", digest(&text))));
        if name == "/whole.txt" {
            assert_clean(&ran);
        } else {
            assert_unchecked(&ran, "good.txt#sha256=");
        }
        assert_clean(&judge(&home, &server.url(name)));
    }
}

#[test]
fn parents_behind_links_are_those_of_the_file_system() {
    let home = home("bound-links");
    let tree = home.tree();
    tree.file("real/inner/req.txt", "-r ../common.txt\n");
    tree.file("real/common.txt", GOOD);
    tree.file("common.txt", "requests==1\n");
    tree.link("link", "real/inner");
    assert_clean(&judge(&home, "link/req.txt"));
    assert_clean(&judge(&home, "link/../common.txt"));
    assert_clean(&judge(&home, "real/inner/../inner/req.txt"));
    // A circle through a link, by ever longer paths.
    tree.file("real/inner/circle.txt", "-r ../../link/circle.txt\n");
    let ran = judge(&home, "link/circle.txt --superset");
    assert_unchecked(&ran, "bound-include-cycle");
    // One file by two names whose neighbours differ is no circle.
    tree.file("b/req.txt", "-r next.txt\n");
    tree.link("a/req.txt", "../b/req.txt");
    tree.file("a/next.txt", "-r ../b/req.txt\n");
    tree.file("b/next.txt", GOOD);
    assert_clean(&judge(&home, "a/req.txt"));
}

#[test]
fn a_link_that_leads_nowhere_makes_no_room_for_a_weaker_file() {
    let home = home("bound-dangling");
    home.tree().file("project/requirements.txt", GOOD);
    home.tree().link("project/uv.lock", "gone/uv.lock");
    assert_unchecked(&judge(&home, "project"), "project/uv.lock");
    // Nor is a project that cannot be read no project.
    let (_, poetry) = LOCKS[0];
    home.tree().file("poetry/poetry.lock", poetry);
    home.tree().link("poetry/pyproject.toml", "gone.toml");
    assert_unchecked(&judge(&home, "poetry"), "leads to nothing");
}

fn repository(home: &Scratch) -> String {
    let git = |line: &str| {
        let program = Program::new("git").within(home.at("repo")).env("HOME", home.path());
        let program = program.env("GIT_CONFIG_GLOBAL", "/dev/null");
        let who = ["-c", "user.name=t", "-c", "user.email=t@t.example"];
        let _ = program.args(who).args(line.split(' ')).succeed();
    };
    git("init -q");
    git("add .");
    git("commit -q -m one");
    format!("git+file://{}", home.at("repo").display())
}

#[test]
fn links_are_followed_within_a_repository_and_names_tell_formats_at_its_root() {
    if !has_git() {
        return;
    }
    let home = home("bound-git-links");
    let tree = home.tree();
    let text = |wanted: &str| LOCKS.iter().find(|(name, _)| *name == wanted).map_or("", |(_, text)| *text);
    tree.file("repo/pixi.lock", text("pixi.lock"));
    tree.file("repo/root/uv.lock", text("uv.lock"));
    tree.link("repo/sub/uv.lock", "../root/uv.lock");
    tree.file("repo/sub/requirements.txt", "requests==1\n");
    tree.link("repo/dangling/uv.lock", "gone");
    tree.file("repo/dangling/requirements.txt", GOOD);
    tree.link("repo/out/uv.lock", "../../one/uv.lock");
    tree.link("repo/absolute/uv.lock", "/etc/passwd");
    tree.link("repo/loop/uv.lock", "uv.lock");
    tree.file("repo/real/inner/req.txt", "-r ../common.txt\n");
    tree.file("repo/real/common.txt", GOOD);
    tree.link("repo/link", "real/inner");
    tree.file("repo/variables.txt", "six==${FETTER_TEST_SECRET}\n");
    let url = repository(&home);
    assert_clean(&judge(&home, &format!("{url} --platform linux-x86_64")));
    assert_clean(&judge(&home, &format!("{url}#subdirectory=sub")));
    assert_clean(&judge(&home, &format!("{url}#path=link/req.txt")));
    for (directory, why) in [
        ("dangling", "leads to nothing"),
        ("out", "leads out"),
        ("absolute", "leads out"),
        ("loop", "circle"),
    ] {
        assert_unchecked(&judge(&home, &format!("{url}#subdirectory={directory}")), why);
    }
    let ran = with_secret(&home, &format!("{url}#path=variables.txt"));
    assert!(ran.stdout.contains("bound-variable-unset"), "{}", ran.stdout);
    assert_not_told(&ran, "a repository");
}

#[test]
fn names_tell_formats() {
    let home = home("bound-names");
    home.tree().file("requirements.lock", format!("# generated\n{GOOD}"));
    home.tree().file("requirements-dev.lock", GOOD);
    home.tree().file("odd#1/requirements.txt", format!("{GOOD}# /// script\n# dependencies = []\n# ///\n"));
    for bound in ["requirements.lock", "requirements-dev.lock", "odd#1/requirements.txt"] {
        assert_clean(&judge(&home, bound));
    }
    home.tree().file("environment.yml", "dependencies:\n        - pip:\n            - requests==1\n");
    let found = findings(&judge(&home, "environment.yml --subset json"));
    assert!(found.contains(&pairs(&[("requests", "Misdefined")])[0]), "{found:?}");
}

/// The time of a whole bound is a matter of seconds here only because the server says soon that it is not ready.
#[test]
fn a_server_that_is_not_ready_for_what_lies_beside_is_no_absence() {
    let (home, server) = (home("bound-late"), Server::start());
    server.answer("/poetry.lock", Response::ok(LOCKS[0].1));
    server.answer("/pyproject.toml", Response::status(503).late(Duration::from_millis(50)));
    assert_unchecked(&judge(&home, &server.url("/poetry.lock")), "503");
}
