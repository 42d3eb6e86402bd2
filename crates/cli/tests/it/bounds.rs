//! What may be given to `--bound`, and what comes of what cannot be read: never a clean answer.

use std::io::Write;
use std::process::Stdio;

use fetter_testkit::program::{Program, exists};
use fetter_testkit::server::{Response, Server};
use fetter_testkit::{Ran, Scratch, gate};
use serde_json::Value;

use crate::support::{fetter, home, run};

/// What is installed in `one/.venv`.
pub(crate) const GOOD: &str = "requests==2.31.0\nzope.interface==6.1\n";
/// Its digest, as `sha256sum` gives it.
pub(crate) const DIGEST: &str = "9b3de258dabc0a326974f85290f186bce2ab201c462384cdfa8aafe28f5cc60b";

/// Judges `one/.venv` against a bound; what stands behind it may follow after a space.
pub(crate) fn judge(home: &Scratch, bound: &str) -> Ran {
    run(home, &format!("-e one/.venv validate -b {bound}"))
}

pub(crate) fn assert_clean(ran: &Ran) {
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{}", ran.stdout);
    assert_eq!(ran.stdout.lines().count(), 1, "the header alone: {}", ran.stdout);
}

/// It could not be checked, and that is said.
pub(crate) fn assert_unchecked(ran: &Ran, why: &str) {
    assert_eq!(ran.code, Some(4), "{}{}", ran.stdout, ran.stderr);
    assert_eq!(ran.stdout.lines().count(), 1, "no finding is made up: {}", ran.stdout);
    assert!(ran.stderr.contains(why), "{why:?} in {}", ran.stderr);
}

pub(crate) fn findings(ran: &Ran) -> Vec<(String, String)> {
    let document: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.stderr));
    let text = |found: &Value, key: &str| found[key].as_str().expect("text").to_owned();
    let list = document["findings"].as_array().expect("a list");
    list.iter().map(|found| (text(found, "name"), text(found, "verdict"))).collect()
}

pub(crate) fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(name, verdict)| ((*name).to_owned(), (*verdict).to_owned())).collect()
}

#[test]
fn a_file_by_any_path() {
    let home = home("bound-file");
    home.tree().file("some where/b ü.txt", GOOD);
    home.tree().file("bound.txt", GOOD);
    home.tree().link("link.txt", "bound.txt");
    let absolute = home.at("bound.txt").display().to_string();
    let (url, dotted) = (format!("file://{absolute}"), format!("one/../{}", "./bound.txt"));
    for bound in ["bound.txt", "./bound.txt", "link.txt", &absolute, &url, &dotted, "some where/b ü.txt"] {
        assert_clean(&fetter(&home).args(["-e", "one/.venv", "validate", "-b", bound]).run());
    }
}

/// From the least exact to the most exact: each new file is taken instead of those before.
#[test]
fn of_a_directory_the_most_exact_file_is_taken() {
    let home = home("bound-directory");
    home.tree().directory("project");
    assert_unchecked(&judge(&home, "project"), "requirements.txt");
    for name in [
        "environment.yml",
        "Pipfile",
        "pyproject.toml",
        "requirements.txt",
        "conda-lock.yml",
        "pixi.lock",
        "Pipfile.lock",
        "pdm.lock",
        "poetry.lock",
        "uv.lock",
        "pylock.toml",
    ] {
        home.tree().file(&format!("project/{name}"), "\"\n: [");
        let ran = judge(&home, "project --superset --subset");
        assert_eq!(ran.code, Some(4), "{name}: {}", ran.stderr);
        assert!(ran.stderr.contains(&format!("project/{name}")), "{name}: {}", ran.stderr);
    }
    home.tree().file("other/requirements.txt", GOOD);
    assert_clean(&judge(&home, "other"));
    assert_clean(
        &fetter(&home).within(home.at("other")).args(["-e", "../one/.venv", "validate", "-b", "."]).run(),
    );
}

#[test]
fn standard_input() {
    let home = home("bound-stdin");
    home.tree().file("zope.txt", "zope.interface==6.1\n");
    for text in [GOOD, "-r zope.txt\nrequests==2.31.0\n"] {
        let mut command = fetter(&home).args(["-e", "one/.venv", "validate", "-b", "-"]).into_command();
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it can be started");
        child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("it reads");
        assert_clean(&child.wait_with_output().expect("it ends").into());
    }
}

#[test]
fn several_bounds_count_as_one_and_each_must_hold() {
    let home = home("bound-several");
    home.tree().file("a.txt", "requests==2.31.0\n");
    home.tree().file("b.txt", "zope.interface==6.1\n");
    home.tree().file("c.txt", "requests<2\n");
    assert_clean(&judge(&home, "a.txt -b b.txt"));
    assert_eq!(findings(&judge(&home, "a.txt json")), pairs(&[("zope-interface", "Unrequired")]));
    let contradicted = findings(&judge(&home, "a.txt -b b.txt -b c.txt json"));
    assert_eq!(contradicted, pairs(&[("requests", "Misdefined")]));
    // Where one of them is not known, nothing is.
    assert_unchecked(&judge(&home, "a.txt -b missing.txt"), "missing.txt");
}

#[test]
fn what_is_read_by_a_url_may_be_pinned_and_lead_to_its_neighbours() {
    let (home, server) = (home("bound-url"), Server::start());
    server.answer("/r/bound.txt", Response::ok(GOOD));
    server.answer("/r/with.txt", Response::ok("-r more/zope.txt\nrequests==2.31.0\n"));
    server.answer("/r/more/zope.txt", Response::ok("-c ../pins.txt\nzope.interface\n"));
    server.answer("/r/pins.txt", Response::ok("zope.interface==6.1\n"));
    server.answer("/moved", Response::redirect(302, "/r/bound.txt"));
    let url = server.url("/r/bound.txt");
    assert_clean(&judge(&home, &url));
    assert_clean(&judge(&home, &format!("{url}#sha256={DIGEST}")));
    assert_unchecked(&judge(&home, &format!("{url}#sha256={}", DIGEST.replace('a', "b"))), "sha256");
    assert_unchecked(&judge(&home, &format!("{url}#sha256=ab")), "sha256");
    assert_clean(&judge(&home, &server.url("/r/with.txt")));
    assert_clean(&judge(&home, &server.url("/moved")));
    // A file of this machine may lead to a URL, but not the other way round.
    home.tree().file("local.txt", format!("-r {url}\n"));
    assert_clean(&judge(&home, "local.txt"));
}

#[test]
fn what_is_fetched_does_not_lead_to_files_of_this_machine() {
    let (home, server) = (home("bound-leads"), Server::start());
    let secret = home.tree().file("secret.txt", "not-for-others==1\n").display().to_string();
    for (number, line) in
        [format!("-r {secret}"), format!("-r file://{secret}"), "-r ../../../../../../etc/passwd".to_owned()]
            .iter()
            .enumerate()
    {
        server.answer(&format!("/{number}.txt"), Response::ok(format!("{line}\n{GOOD}")));
        let ran = judge(&home, &server.url(&format!("/{number}.txt json")));
        assert_eq!(ran.code, Some(4), "{line}: {}", ran.stderr);
        assert!(!ran.stdout.contains("not-for-others") && !ran.stdout.contains("root:"), "{}", ran.stdout);
    }
}

#[test]
fn what_cannot_be_fetched_is_not_checked() {
    let (home, server) = (home("bound-unfetched"), Server::start());
    server.answer("/large.txt", Response::ok(GOOD).length(Some(65 * 1024 * 1024)));
    server.answer("/cut.txt", Response::ok(GOOD).length(Some(1000)));
    server.answer("/page.txt", Response::ok("<!DOCTYPE html><html>sign in</html>"));
    server.answer("/denied.txt", Response::status(403));
    server.answer("/part.txt", Response::ok("-r none.txt\n"));
    for (target, why) in [
        ("/missing.txt", "404"),
        ("/denied.txt", "403"),
        ("/large.txt", "large"),
        ("/cut.txt", "cut.txt"),
        ("/page.txt", "bound-format-unknown"),
        ("/part.txt --superset", "none.txt"),
    ] {
        assert_unchecked(&judge(&home, &server.url(target)), why);
    }
    let closed =
        std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    assert_unchecked(&judge(&home, &format!("http://{closed}/bound.txt")), "bound-file-unreadable");
}

#[test]
fn credentials_reach_the_server_and_no_output() {
    let (home, server) = (home("bound-credentials"), Server::start());
    server.answer("/bad.txt", Response::ok("requests==1\n-r more.txt\nhello world\n"));
    server.answer("/more.txt", Response::ok("zope.interface==1\n"));
    for target in ["/bad.txt", "/missing.txt"] {
        let url = server.url(target).replacen("http://", "http://someone:s3cret@", 1);
        for output in ["display", "write -o -", "json", "sarif"] {
            let ran = judge(&home, &format!("{url} {output}"));
            let said = format!("{}{}", ran.stdout, ran.stderr);
            assert!(said.contains(target), "{output}: {said}");
            assert!(!said.contains("s3cret") && !said.contains("someone"), "{output}: {said}");
        }
    }
    let requests = server.requests();
    assert!(requests.iter().any(|request| request.target == "/more.txt"), "what lies beside it is asked for");
    for request in requests {
        assert_eq!(request.header("authorization"), Some("Basic c29tZW9uZTpzM2NyZXQ="), "{}", request.target);
    }
}

/// A repository in the home, with a tag `v1` of what is installed, and something else after it.
pub(crate) fn repository(home: &Scratch) -> String {
    let git = |line: &str| {
        let program = Program::new("git").within(home.at("repo")).args([
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@t.example",
        ]);
        let _ = program
            .env("HOME", home.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .args(line.split(' '))
            .succeed();
    };
    home.tree().file("repo/locks/requirements.txt", "-r ../base/zope.txt\nrequests==2.31.0\n");
    home.tree().file("repo/base/zope.txt", "zope.interface==6.1\n");
    home.tree().file("repo/outside.txt", "-r ../one/secret.txt\n");
    home.tree().file("one/secret.txt", "not-for-others==1\n");
    git("init -q");
    git("add .");
    git("commit -q -m one");
    git("tag v1");
    home.tree().file("repo/requirements.txt", "requests==1\n");
    git("add .");
    git("commit -q -m two");
    format!("git+file://{}", home.at("repo").display())
}

pub(crate) fn has_git() -> bool {
    exists("git") || {
        gate::skip("bounds in repositories", "git");
        false
    }
}

#[test]
fn a_repository_at_a_tag_and_in_a_directory() {
    if !has_git() {
        return;
    }
    let home = home("bound-git");
    let url = repository(&home);
    assert_clean(&judge(&home, &format!("{url}@v1#subdirectory=locks")));
    assert_clean(&judge(&home, &format!("{url}#subdirectory=locks")));
    let found = findings(&judge(&home, &format!("{url} json")));
    assert_eq!(found, pairs(&[("requests", "Misdefined"), ("zope-interface", "Unrequired")]));
    assert_unchecked(&judge(&home, &format!("{url}@v1")), "none of");
    assert_unchecked(&judge(&home, &format!("{url}@v2")), "v2");
    assert_unchecked(&judge(&home, &format!("{url}#subdirectory=none")), "none");
    assert_unchecked(&judge(&home, &format!("{url}-none")), "repo-none");
    let outside = judge(&home, &format!("{url}#path=outside.txt --superset json"));
    assert_eq!(outside.code, Some(4), "{}", outside.stderr);
    assert!(!outside.stdout.contains("not-for-others"), "{}", outside.stdout);
}

#[test]
fn a_hostile_repository_runs_nothing() {
    if !has_git() {
        return;
    }
    let home = home("bound-git-hostile");
    let url = repository(&home);
    let (trace, tree) = (home.at("RAN").display().to_string(), home.tree());
    let script = format!("#!/bin/sh\ntouch '{trace}'\n");
    for hook in [
        "post-checkout",
        "pre-receive",
        "post-update",
        "reference-transaction",
        "pre-upload",
        "post-index-change",
    ] {
        tree.program(&format!("repo/.git/hooks/{hook}"), &script);
    }
    let program = tree.program("evil", &script).display().to_string();
    let config = home.at("repo/.git/config");
    let mut text = std::fs::read_to_string(&config).expect("there");
    let more = format!(
        "[core]\n\tfsmonitor = {program}\n\tsshCommand = {program}\n\tpager = {program}\n\talternateRefsCommand = {program}\n\
         [uploadpack]\n\tpackObjectsHook = {program}\n[filter \"x\"]\n\tsmudge = {program}\n\tclean = {program}\n\
         [alias]\n\tupload-pack = !{program}\n[credential]\n\thelper = !{program}\n"
    );
    text.push_str(&more);
    std::fs::write(&config, text).expect("written");
    assert_clean(&judge(&home, &format!("{url}@v1#subdirectory=locks")));
    for source in [
        "git+ext::sh -c touch% RAN",
        "git+file:///x@--upload-pack=evil",
        "git+ssh://-oProxyCommand=evil/x.git",
    ] {
        let ran = fetter(&home).args(["-e", "one/.venv", "validate", "-b", source]).run();
        assert_unchecked(&ran, "bound-file-unreadable");
    }
    assert!(!home.at("RAN").exists(), "something was run");
}

#[test]
fn what_is_no_bound_is_not_checked() {
    let home = home("bound-unknown");
    let tree = home.tree();
    tree.file("data.json", "{}");
    tree.file("binary.txt", b"\0\x01\x02");
    tree.file("page.txt", "<html>");
    tree.file("broken.lock", "version = 1\n[[package]\n");
    tree.file("uv.lock", "version = 99\n");
    tree.link("loop.txt", "loop.txt");
    tree.file("lines.txt", format!("{GOOD}hello world\n"));
    tree.file("include.txt", format!("{GOOD}-r missing.txt\n"));
    let _ = Program::new("mkfifo").args([home.at("fifo.txt")]).succeed();
    for (bound, code) in [
        ("data.json", "bound-format-unknown"),
        ("binary.txt", "bound-format-unknown"),
        ("page.txt", "bound-format-unknown"),
        ("broken.lock", "broken.lock"),
        ("uv.lock", "uv.lock"),
        ("loop.txt", "bound-file-unreadable"),
        ("fifo.txt", "bound-file-unreadable"),
        ("missing.txt", "bound-file-unreadable"),
        ("/dev/zero", "bound-file-unreadable"),
        ("ftp://h.example/bound.txt", "ftp://h.example/bound.txt"),
        ("lines.txt", "bound-entry-invalid"),
        ("include.txt", "missing.txt"),
    ] {
        assert_unchecked(&judge(&home, bound), code);
        let quiet = run(&home, &format!("-q -e one/.venv validate -b {bound} exit"));
        assert_eq!((quiet.code, quiet.stdout.as_str()), (Some(4), ""), "{bound}");
    }
}

#[test]
fn options_that_a_bound_does_not_have_are_refused_with_those_that_it_has() {
    let home = home("bound-options");
    home.tree().file("pyproject.toml", "[project]\nname = \"p\"\nversion = \"1\"\ndependencies = [\"requests\"]\noptional-dependencies.web = [\"zope.interface\"]\n[dependency-groups]\ndocs = [\"zope.interface\"]\n");
    home.tree().file("bound.txt", GOOD);
    let ran = judge(&home, "pyproject.toml --bound-options wbe");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("\"wbe\"") && ran.stderr.contains("extra:web, group:docs"), "{}", ran.stderr);
    assert_eq!(judge(&home, "bound.txt --bound-options web").code, Some(2));
    for options in ["web", "docs", "extra:web", "group:docs", "web,docs", "all"] {
        assert_clean(&judge(&home, &format!("pyproject.toml --subset --bound-options {options}")));
    }
    let none = judge(&home, "pyproject.toml --subset --bound-options none json");
    assert_eq!(findings(&none), pairs(&[("zope-interface", "Unrequired")]));
    // A name that one of several has is chosen there.
    assert_clean(&judge(&home, "bound.txt -b pyproject.toml --subset --bound-options web"));
    // Nobody knows what the options of an unreadable bound are.
    assert_unchecked(&judge(&home, "missing.toml --bound-options web"), "missing.toml");
}

#[test]
fn every_form_of_output_has_the_same_exit_code() {
    let home = home("bound-outputs");
    home.tree().file("clean.txt", GOOD);
    home.tree().file("findings.txt", "requests==1\n");
    home.tree().file("both.txt", "requests==1\nhello world\n");
    home.tree().file("unknown.json", "{}");
    for (bound, plain, coded) in
        [("clean.txt", 0, 0), ("findings.txt", 3, 7), ("both.txt", 3, 7), ("unknown.json", 4, 4)]
    {
        assert_eq!(judge(&home, bound).code, Some(plain), "{bound}");
        for output in
            ["display", "write -o out.csv", "json", "json -o out.json", "sarif", "sarif -o out.sarif", "exit"]
        {
            let ran = judge(&home, &format!("{bound} {output}"));
            assert_eq!(ran.code, Some(plain), "{bound} {output}: {}", ran.stderr);
            assert!(output != "exit" || ran.stdout.is_empty());
            assert_eq!(
                judge(&home, &format!("{bound} {output} --code 7")).code,
                Some(coded),
                "{bound} {output}"
            );
        }
    }
    assert_eq!(judge(&home, "findings.txt exit --code 0").code, Some(0));
    assert_eq!(judge(&home, "findings.txt exit --code 256").code, Some(2));
}

#[test]
fn another_machine_s_disk_is_judged_by_what_is_said_of_it() {
    let image = Scratch::new("bound-image");
    image.tree().installation("image/usr", "3.12");
    image.tree().dist_info("image/usr/lib/python3.12/site-packages", "six", "1.16.0");
    image.tree().file("bound.txt", "six==1.16.0; platform_machine == 'x86_64' and python_version >= '3.9'\n");
    let judge = |line: &str| run(&image, &format!("--root image validate -b bound.txt{line}"));
    let unknown = judge("");
    assert_eq!(unknown.code, Some(4), "{}", unknown.stdout);
    assert!(
        unknown.stderr.contains("marker-unknown") && unknown.stderr.contains("--platform"),
        "{}",
        unknown.stderr
    );
    assert_clean(&judge(" --platform linux-x86_64"));
    assert_eq!(judge(" --platform linux-aarch64").code, Some(3));
    assert_eq!(judge(" --platform linux-x86_64 --python-version 3.8").code, Some(3));
    assert_clean(&judge(" --platform linux-x86_64 --python-version 3.13.1"));
    for wrong in ["--platform amiga", "--python-version three", "--python-version"] {
        assert_eq!(judge(&format!(" {wrong}")).code, Some(2), "{wrong}");
    }
}

#[test]
fn an_inventory_is_judged_as_the_machine_is() {
    let home = home("bound-inventory");
    home.tree().file("bound.txt", "requests==2.31.0\nflask; sys_platform == 'linux'\n");
    let ran = run(&home, "-e one/.venv scan json -o inventory.json");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    for line in ["display", "json", "sarif", "write -o -"] {
        let fresh = judge(&home, &format!("bound.txt --platform linux-x86_64 {line}"));
        let read = run(
            &home,
            &format!("--inventory inventory.json validate -b bound.txt --platform linux-x86_64 {line}"),
        );
        assert_eq!((read.stdout, read.code), (fresh.stdout, Some(3)), "{line}");
    }
    home.tree().file("broken.json", "{\"schema\": \"fetter-inventory\"}");
    assert_eq!(run(&home, "--inventory broken.json validate -b bound.txt").code, Some(1));
}

#[test]
fn environments_of_which_none_is_the_default_must_be_chosen() {
    let home = home("environments");
    home.tree().file(
        "pixi.lock",
        "version: 6\nenvironments:\n  dev:\n    packages:\n      linux-64:\n      - pypi: https://h.example/six-1-py3-none-any.whl\npackages:\n- pypi: https://h.example/six-1-py3-none-any.whl\n  name: six\n  version: '1'\n",
    );
    let ran = judge(&home, "pixi.lock");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(
        ran.stderr.contains("environment:dev") && ran.stderr.contains("--bound-options"),
        "{}",
        ran.stderr
    );
}
