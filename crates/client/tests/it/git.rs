//! Fetching from git repositories, also from those that want to run something.

use std::ffi::OsString;
use std::fmt::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::time::{Duration, Instant};

use fetter_client::git::{Entry, EntryKind, Git, GitError, GitSource, Limits, Repository};
use fetter_testkit::program::{Program, exists};
use fetter_testkit::server::{Response, Server};
use fetter_testkit::{Scratch, Tree, gate};

const BOUND: &str = "six==1.17.0\n";

/// A directory with a home, a place for temporary files, and a repository `origin`.
struct Fixture {
    scratch: Scratch,
}

impl Fixture {
    /// `None` where there is no git.
    fn new(name: &str) -> Option<Self> {
        if !exists("git") {
            gate::skip("git sources", "git");
            return None;
        }
        let fixture = Self { scratch: Scratch::new(name) };
        for directory in ["home", "tmp", "origin"] {
            std::fs::create_dir(fixture.scratch.at(directory)).unwrap();
        }
        fixture.git(&["init", "-q", "--initial-branch=main"]);
        Some(fixture)
    }

    /// Runs git in the origin.
    fn git(&self, arguments: &[&str]) -> String {
        let git =
            Program::new("git").args(["-c", "user.name=T", "-c", "user.email=t@h.example"]).args(arguments);
        let git = git.env("HOME", self.scratch.at("home")).env("GIT_CONFIG_NOSYSTEM", "1");
        git.within(self.scratch.at("origin")).succeed().trim().to_owned()
    }

    fn write(&self, path: &str, text: &str) {
        let file = self.scratch.at("origin").join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }

    /// Commits everything; returns the commit's digits.
    fn commit(&self) -> String {
        self.git(&["add", "--all"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", "x"]);
        self.git(&["rev-parse", "HEAD"])
    }

    fn url(&self, rest: &str) -> String {
        format!("git+file://{}{rest}", self.scratch.at("origin").display())
    }

    fn environment(&self) -> Vec<(OsString, OsString)> {
        let variables = [
            ("PATH", "/usr/local/bin:/usr/bin:/bin".into()),
            ("HOME", self.scratch.at("home").into_os_string()),
            ("TMPDIR", self.scratch.at("tmp").into_os_string()),
            ("GIT_CONFIG_NOSYSTEM", "1".into()),
        ];
        variables.map(|(name, value)| (name.into(), value)).into()
    }

    fn fetch(&self, source: &str) -> Result<Repository, GitError> {
        self.fetch_within(source, &Limits::default())
    }

    fn fetch_within(&self, source: &str, limits: &Limits) -> Result<Repository, GitError> {
        Git::new(self.environment())?.fetch(&GitSource::parse(source)?, limits)
    }

    /// What is left in the place for temporary files.
    fn leftovers(&self) -> usize {
        std::fs::read_dir(self.scratch.at("tmp")).unwrap().count()
    }
}

fn names(entries: &[Entry]) -> Vec<(&str, EntryKind)> {
    entries.iter().map(|entry| (entry.name.as_str(), entry.kind)).collect()
}

fn script(path: &Path, marker: &Path) {
    let text = format!("#!/bin/sh\necho \"$0\" >> {}\ncat\n", marker.display());
    Tree::at(path.parent().unwrap()).program(path.file_name().unwrap().to_str().unwrap(), text);
}

#[test]
fn files_of_a_revision_are_read() {
    let Some(fixture) = Fixture::new("git-read") else { return };
    fixture.write("requirements.txt", "-r env/base.txt\n");
    fixture.write("env/base.txt", BOUND);
    fixture.write("env/ä b.txt", "");
    fixture.write("env/-x", "dash");
    let commit = fixture.commit();
    let repository = fixture.fetch(&fixture.url("#subdirectory=env&path=base.txt")).unwrap();
    assert_eq!(repository.commit(), commit);
    assert_eq!(repository.source().directory(), "env");
    let file = repository.source().file().unwrap();
    assert_eq!(repository.read(file, 100).unwrap(), BOUND.as_bytes());
    assert_eq!(repository.read("env/../requirements.txt", 100).unwrap(), b"-r env/base.txt\n");
    assert_eq!(repository.read("env/-x", 100).unwrap(), b"dash");
    assert_eq!(repository.read("env/ä b.txt", 0).unwrap(), b"");
    let root = repository.list("").unwrap();
    assert_eq!(names(&root), [("env", EntryKind::Directory), ("requirements.txt", EntryKind::File)]);
    let below = repository.list("./env/").unwrap();
    assert_eq!(
        names(&below).iter().map(|(name, _)| *name).collect::<Vec<_>>(),
        ["-x", "base.txt", "ä b.txt"]
    );

    let limit = BOUND.len() as u64;
    assert!(repository.read(file, limit).is_ok());
    assert!(matches!(repository.read(file, limit - 1), Err(GitError::TooLarge { .. })));
    for (path, is_expected) in [
        ("missing.txt", (|error| matches!(error, GitError::NotFound { .. })) as fn(&GitError) -> bool),
        ("env/*.txt", |error| matches!(error, GitError::NotFound { .. })),
        (":(glob)**", |error| matches!(error, GitError::NotFound { .. })),
        ("env", |error| matches!(error, GitError::Kind { found: EntryKind::Directory, .. })),
        ("", |error| matches!(error, GitError::Kind { found: EntryKind::Directory, .. })),
        ("../x", |error| matches!(error, GitError::Path { .. })),
        ("/etc/passwd", |error| matches!(error, GitError::Path { .. })),
    ] {
        let error = repository.read(path, 100).unwrap_err();
        assert!(is_expected(&error), "{path}: {error:?}");
    }
    assert!(matches!(
        repository.list("requirements.txt"),
        Err(GitError::Kind { found: EntryKind::File, .. })
    ));
    assert!(matches!(repository.list("missing"), Err(GitError::NotFound { .. })));

    let temporary = std::fs::read_dir(fixture.scratch.at("tmp")).unwrap().next().unwrap().unwrap();
    assert_eq!(temporary.metadata().unwrap().permissions().mode() & 0o777, 0o700);
    drop(repository);
    assert_eq!(fixture.leftovers(), 0);
}

#[test]
fn branches_tags_and_commits_are_revisions() {
    let Some(fixture) = Fixture::new("git-revisions") else { return };
    fixture.write("r.txt", "1");
    let first = fixture.commit();
    fixture.git(&["tag", "light"]);
    fixture.git(&["tag", "-a", "-m", "x", "v1.0"]);
    fixture.write("r.txt", "2");
    let second = fixture.commit();
    fixture.git(&["branch", "feature/x"]);
    fixture.git(&["tag", "both", &first]);
    fixture.git(&["branch", "both", &second]);
    fixture.write("r.txt", "3");
    let third = fixture.commit();
    let annotated = fixture.git(&["rev-parse", "v1.0"]);
    for (revision, commit, text) in [
        ("", &third, "3"),
        ("@main", &third, "3"),
        ("@refs/heads/main", &third, "3"),
        ("@feature/x", &second, "2"),
        ("@light", &first, "1"),
        ("@v1.0", &first, "1"),
        // As git says.
        ("@both", &first, "1"),
        (&format!("@{annotated}"), &first, "1"),
        (&format!("@{}", first.to_uppercase()), &first, "1"),
    ] {
        let repository = fixture.fetch(&fixture.url(revision)).unwrap();
        assert_eq!(repository.commit(), commit, "{revision}");
        assert_eq!(repository.read("r.txt", 1).unwrap(), text.as_bytes(), "{revision}");
    }
    for revision in ["missing", &"0".repeat(40), &first[..12], "v1"] {
        let error = fixture.fetch(&fixture.url(&format!("@{revision}"))).err().unwrap();
        assert!(matches!(&error, GitError::Revision { revision: said, .. } if said == revision), "{error:?}");
    }
    let blob = fixture.git(&["rev-parse", "HEAD:r.txt"]);
    assert!(fixture.fetch(&fixture.url(&format!("@{blob}"))).is_err(), "a file is no revision");
    assert_eq!(fixture.leftovers(), 0);
}

#[test]
fn options_are_no_revisions() {
    let Some(fixture) = Fixture::new("git-options") else { return };
    fixture.commit();
    let marker = fixture.scratch.at("marker");
    let source = fixture.url(&format!("@--upload-pack=touch${{IFS}}{}", marker.display()));
    assert!(matches!(fixture.fetch(&source), Err(GitError::Source { .. })));
    assert!(!marker.exists());
}

/// Everything in a repository, and beside it, that git may run something for.
#[test]
fn hostile_repositories_run_nothing() {
    let Some(fixture) = Fixture::new("git-hostile") else { return };
    let marker = fixture.scratch.at("marker");
    let evil = fixture.scratch.at("evil");
    script(&evil, &marker);
    let command = evil.to_str().unwrap();
    fixture.write("r.txt", BOUND);
    fixture.write(".gitattributes", "* filter=evil diff=evil merge=evil\n*.txt filter=lfs\n");
    fixture.write(
        ".gitmodules",
        &format!("[submodule \"s\"]\n\tpath = s\n\turl = ext::{command}\n\tupdate = !{command}\n"),
    );
    fixture.write(".gitconfig", &format!("[core]\n\tfsmonitor = {command}\n"));
    fixture.write(".lfsconfig", &format!("[lfs]\n\turl = ext::{command}\n"));
    symlink("/etc/passwd", fixture.scratch.at("origin/link.txt")).unwrap();
    symlink("../..", fixture.scratch.at("origin/out")).unwrap();
    fixture.git(&["add", "--all"]);
    fixture.git(&[
        "update-index",
        "--add",
        "--cacheinfo",
        "160000,1111111111111111111111111111111111111111,s",
    ]);
    fixture.git(&["commit", "-q", "-m", "x"]);

    let hooks = [
        "pre-commit",
        "post-checkout",
        "post-merge",
        "reference-transaction",
        "post-index-change",
        "pre-auto-gc",
    ];
    for hook in hooks.iter().chain(&["post-upload-pack", "fsmonitor-watchman", "post-rewrite"]) {
        script(&fixture.scratch.at(&format!("origin/.git/hooks/{hook}")), &marker);
    }
    for setting in [
        "core.fsmonitor",
        "core.sshCommand",
        "core.askPass",
        "core.pager",
        "core.editor",
        "core.gitProxy",
        "core.alternateRefsCommand",
        "uploadpack.packObjectsHook",
        "filter.evil.smudge",
        "filter.evil.clean",
        "filter.evil.process",
        "filter.lfs.smudge",
        "diff.external",
        "diff.evil.textconv",
        "credential.helper",
        "gpg.program",
        "remote.origin.uploadpack",
        "submodule.s.update",
    ] {
        fixture.git(&["config", setting, command]);
    }

    let repository = fixture.fetch(&fixture.url("")).unwrap();
    assert_eq!(repository.read("r.txt", 100).unwrap(), BOUND.as_bytes());
    assert!(repository.read(".gitattributes", 100).is_ok());
    assert!(repository.list("").unwrap().len() >= 7);
    let kind = |path: &str| match repository.read(path, 1000) {
        Err(GitError::Kind { found, .. }) => found,
        other => panic!("{path}: {other:?}"),
    };
    assert_eq!(
        (kind("link.txt"), kind("out"), kind("s")),
        (EntryKind::Link, EntryKind::Link, EntryKind::Submodule)
    );
    assert!(
        matches!(repository.read("out/r.txt", 100), Err(GitError::NotFound { .. })),
        "no link is followed"
    );
    assert!(repository.list("out").is_err() && repository.list("s").is_err());
    assert!(!marker.exists(), "run: {}", std::fs::read_to_string(&marker).unwrap());

    // The same settings do run where git works in the repository itself. It fails, since what they run is no filter.
    let _ = Program::new("git").args(["status"]).within(fixture.scratch.at("origin")).run();
    assert!(marker.exists(), "a repository that is not hostile proves nothing");
}

/// A repository that lacks objects, and says how to get them.
#[test]
fn missing_objects_are_not_fetched_by_a_repository_s_own_means() {
    let Some(fixture) = Fixture::new("git-promisor") else { return };
    let marker = fixture.scratch.at("marker");
    let evil = fixture.scratch.at("evil");
    script(&evil, &marker);
    fixture.write("r.txt", BOUND);
    fixture.commit();
    let blob = fixture.git(&["rev-parse", "HEAD:r.txt"]);
    std::fs::remove_file(fixture.scratch.at("origin/.git/objects").join(&blob[..2]).join(&blob[2..]))
        .unwrap();
    for (setting, value) in [
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", fixture.scratch.path().to_str().unwrap()),
        ("remote.origin.uploadpack", evil.to_str().unwrap()),
    ] {
        fixture.git(&["config", setting, value]);
    }
    assert!(fixture.fetch(&fixture.url("")).is_err());
    assert!(!marker.exists());
}

#[test]
fn ssh_is_the_user_s_and_asks_nothing() {
    let Some(fixture) = Fixture::new("git-ssh") else { return };
    fixture.write("r.txt", BOUND);
    fixture.commit();
    let log = fixture.scratch.at("log");
    // Runs the command on this machine.
    let text = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$@\" >> '{}'\nfor last; do :; done\neval \"$last\"\n",
        log.display()
    );
    let ssh = fixture.scratch.tree().program("bin/ssh", text);
    let source = format!("git+ssh://git@h.example{}@main", fixture.scratch.at("origin").display());

    std::fs::write(
        fixture.scratch.at("home/.gitconfig"),
        format!("[core]\n\tsshCommand = {} -i key\n", ssh.display()),
    )
    .unwrap();
    let repository = fixture.fetch(&source).unwrap();
    assert_eq!(repository.read("r.txt", 100).unwrap(), BOUND.as_bytes());
    let said = std::fs::read_to_string(&log).unwrap();
    assert!(said.starts_with("-i\nkey\n-o\nBatchMode=yes\n") && said.contains("\ngit@h.example\n"), "{said}");

    std::fs::remove_file(&log).unwrap();
    let mut environment = fixture.environment();
    environment.push(("GIT_SSH_COMMAND".into(), format!("{} -i other", ssh.display()).into()));
    let git = Git::new(environment).unwrap();
    git.fetch(&GitSource::parse(&source).unwrap(), &Limits::default()).unwrap();
    assert!(std::fs::read_to_string(&log).unwrap().starts_with("-i\nother\n-o\nBatchMode=yes\n"));
}

/// What a user's configuration may turn a URL into: other ways to the same place, no programs.
#[test]
fn urls_are_rewritten_to_safe_transports_only() {
    let Some(fixture) = Fixture::new("git-rewritten") else { return };
    let marker = fixture.scratch.at("marker");
    let evil = fixture.scratch.at("evil");
    script(&evil, &marker);
    let config = format!(
        "[url \"ext::{} \"]\n\tinsteadOf = https://evil.example/\n[url \"file://{}/\"]\n\tinsteadOf = https://disk.example/\n\
         [protocol \"ext\"]\n\tallow = always\n",
        evil.display(),
        fixture.scratch.path().display()
    );
    std::fs::write(fixture.scratch.at("home/.gitconfig"), config).unwrap();
    fixture.commit();
    for source in ["git+https://evil.example/x", "git+https://disk.example/origin"] {
        let error = fixture.fetch(source).err().unwrap();
        assert!(error.to_string().contains("not allowed"), "{error}");
    }
    assert!(!marker.exists());
}

/// Variables that change what git does are not handed on; settings of the user that run something are not followed.
#[test]
fn what_the_user_has_set_runs_nothing_either() {
    let Some(fixture) = Fixture::new("git-user") else { return };
    let marker = fixture.scratch.at("marker");
    let evil = fixture.scratch.at("template/hooks/reference-transaction");
    script(&evil, &marker);
    let (hooks, template) = (fixture.scratch.at("template/hooks"), fixture.scratch.at("template"));
    fixture.write("r.txt", BOUND);
    fixture.commit();
    let config = format!(
        "[core]\n\thooksPath = {}\n\tfsmonitor = {}\n[init]\n\ttemplateDir = {}\n[protocol \"ext\"]\n\tallow = always\n",
        hooks.display(),
        evil.display(),
        template.display()
    );
    std::fs::write(fixture.scratch.at("home/.gitconfig"), config).unwrap();
    let mut environment = fixture.environment();
    for (name, value) in [
        ("GIT_DIR", fixture.scratch.at("origin/.git")),
        ("GIT_TEMPLATE_DIR", template),
        ("GIT_EXEC_PATH", hooks),
        ("GIT_ASKPASS", evil.clone()),
        ("GIT_EXTERNAL_DIFF", evil.clone()),
        ("GIT_TRACE", fixture.scratch.at("trace")),
    ] {
        environment.push((name.into(), value.into()));
    }
    let repository = Git::new(environment).unwrap();
    let repository =
        repository.fetch(&GitSource::parse(&fixture.url("")).unwrap(), &Limits::default()).unwrap();
    assert_eq!(repository.read("r.txt", 100).unwrap(), BOUND.as_bytes());
    assert!(!marker.exists() && !fixture.scratch.at("trace").exists());
}

#[test]
fn failures_say_what_git_said() {
    let Some(fixture) = Fixture::new("git-failures") else { return };
    let missing = format!("git+file://{}", fixture.scratch.at("nothing").display());
    let error = fixture.fetch(&missing).err().unwrap();
    assert!(matches!(&error, GitError::Failed { .. }), "{error:?}");
    assert!(error.to_string().contains("does not appear to be a git repository"), "{error}");

    // An empty repository has no HEAD.
    let error = fixture.fetch(&fixture.url("")).err().unwrap();
    assert!(matches!(&error, GitError::Revision { revision, .. } if revision == "HEAD"), "{error:?}");
    assert_eq!(fixture.leftovers(), 0);

    let mut environment = fixture.environment();
    environment.retain(|(name, _)| name != "PATH");
    environment.push(("PATH".into(), format!("relative:{}", fixture.scratch.at("home").display()).into()));
    assert_eq!(Git::new(environment).err(), Some(GitError::Missing));
}

#[test]
fn credentials_reach_their_host_and_nothing_else() {
    let Some(fixture) = Fixture::new("git-login") else { return };
    let marker = fixture.scratch.at("marker");
    let helper = fixture.scratch.at("helper");
    script(&helper, &marker);
    std::fs::write(
        fixture.scratch.at("home/.gitconfig"),
        format!("[credential]\n\thelper = {}\n", helper.display()),
    )
    .unwrap();
    let (server, other) = (Server::start(), Server::start());
    let target = "/r.git/info/refs?service=git-upload-pack";
    let login = Response::status(401).header("WWW-Authenticate", "Basic realm=\"x\"");
    server.answer(target, login.clone());
    other.answer(target, login);
    server
        .answer("/moved.git/info/refs?service=git-upload-pack", Response::redirect(302, &other.url(target)));

    let source = |path: &str, user: &str| {
        format!("git+{}", server.url(path).replace("http://", &format!("http://{user}@")))
    };
    let error = fixture.fetch(&source("/r.git", "us%40er:se%3Acret")).err().unwrap();
    assert!(matches!(error, GitError::Failed { .. }), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("cret"), "{error:?}");
    let sent = server
        .requests()
        .iter()
        .filter_map(|request| request.header("authorization").map(str::to_owned))
        .collect::<Vec<_>>();
    assert!(!sent.is_empty() && sent.iter().all(|sent| sent == "Basic dXNAZXI6c2U6Y3JldA=="), "{sent:?}");
    assert!(!marker.exists(), "no helper of the user is told of a password in a URL");

    let error = fixture.fetch(&source("/moved.git", "user:secret")).err().unwrap();
    assert!(matches!(error, GitError::Failed { .. }), "{error:?}");
    assert!(!other.requests().is_empty());
    assert!(
        other.requests().iter().all(|request| request.header("authorization").is_none()),
        "{:?}",
        other.requests()
    );

    // A user alone: a helper is asked for the password, and a token goes as it is.
    fixture.fetch(&source("/r.git", "token")).err().unwrap();
    assert!(marker.exists());
    let last = server.requests().last().unwrap().clone();
    assert_eq!(last.header("authorization"), Some("Basic dG9rZW46"));
}

#[test]
fn the_time_limit_ends_git_and_its_helpers() {
    let Some(fixture) = Fixture::new("git-slow") else { return };
    let server = Server::start();
    server.answer(
        "/r.git/info/refs?service=git-upload-pack",
        Response::status(404).late(Duration::from_secs(8)),
    );
    let limits = Limits { total: Duration::from_millis(500), ..Limits::default() };
    let begin = Instant::now();
    let error = fixture.fetch_within(&format!("git+{}", server.url("/r.git")), &limits).err().unwrap();
    assert!(matches!(error, GitError::Timeout { .. }), "{error:?}");
    assert!(begin.elapsed() < Duration::from_secs(6), "{:?}", begin.elapsed());
    assert_eq!(fixture.leftovers(), 0);
}

#[test]
fn a_large_revision_is_an_error() {
    let Some(fixture) = Fixture::new("git-large") else { return };
    // Digits of products that wrap around: hardly compressible to less than a half.
    let text = (0..200_000_u64).fold(String::new(), |mut text, number| {
        write!(text, "{:x}", number.wrapping_mul(number).wrapping_mul(0x9e37_79b9_7f4a_7c15)).unwrap();
        text
    });
    fixture.write("large.txt", &text);
    fixture.commit();
    let limits = Limits { bytes: 256 * 1024, ..Limits::default() };
    let error = fixture.fetch_within(&fixture.url(""), &limits).err().unwrap();
    assert!(matches!(error, GitError::TooLarge { limit: 262_144, .. }), "{error:?}");
    assert_eq!(fixture.leftovers(), 0);
    let repository = fixture.fetch(&fixture.url("")).unwrap();
    assert_eq!(repository.read("large.txt", 10_000_000).unwrap(), text.as_bytes());
}
