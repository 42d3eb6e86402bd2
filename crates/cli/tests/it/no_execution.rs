//! Nothing found on disk is executed: every command is watched by strace over a home that waits to be run.

use std::fmt::Write;

use fetter_testkit::program::{Program, exists};
use fetter_testkit::{Ran, Scratch, gate};

use crate::support::{FETTER, fetter};

/// What would be there if anything of the home were run.
const RAN: &str = "RAN";

/// A home in which everything that can be started leaves a trace.
fn trap() -> Scratch {
    let home = Scratch::new("trap");
    let tree = home.tree();
    let trace = home.at(RAN).display().to_string();
    let script = format!("#!/bin/sh\ntouch {trace}\n");
    let python = format!("open({trace:?}, 'w')\n");
    let base = home.at("base");
    tree.installation("base", "3.11");
    tree.venv("env", &base, "3.11", true);
    for program in [
        "base/bin/python3.12",
        "env/bin/python3",
        "shims/python3",
        "bin/python3",
        "bin/git",
        "bin/pip",
        "bin/uname",
    ] {
        let _ = std::fs::remove_file(home.at(program));
        tree.program(program, &script);
    }
    let site = "env/lib/python3.11/site-packages";
    tree.file(&format!("{site}/run.pth"), format!("import os; {python}"));
    tree.file(&format!("{site}/sitecustomize.py"), &python);
    tree.file(&format!("{site}/usercustomize/__init__.py"), &python);
    tree.file(&format!("{site}/a-1.dist-info/METADATA"), "Name: a\nVersion: 1\n");
    tree.file(
        &format!("{site}/a-1.dist-info/direct_url.json"),
        r#"{"url": "ext::sh -c touch% x", "vcs_info": {"vcs": "git", "commit_id": "1"}}"#,
    );
    tree.file(&format!("{site}/a-1.dist-info/sboms/a.cdx.json"), r#"{"bomFormat": "CycloneDX"}"#);
    tree.file("base/lib/python3.11/site.py", &python);
    tree.file("types.py", &python);
    tree.file(".git/hooks/post-checkout", &script);
    tree.file(".pydistutils.cfg", "");
    home
}

/// The system calls of a command that could start or write something, one a line.
fn trace(home: &Scratch, line: &str) -> String {
    let (log, ran) = traced(home, line);
    assert!(matches!(ran.code, Some(0 | 3 | 4)), "{line}: {}", ran.stderr);
    log
}

/// The same, however it ends.
fn traced(home: &Scratch, line: &str) -> (String, Ran) {
    let log = Scratch::new("strace");
    let calls = "trace=execve,execveat,fork,vfork,clone,clone3,open,openat,openat2,creat,unlink,unlinkat,rename,renameat,renameat2,\
                 link,linkat,symlink,symlinkat,mkdir,mkdirat,mknod,mknodat,chmod,fchmod,fchmodat,truncate,ftruncate,socket,connect";
    let file = log.at("log");
    let ran = Program::new("strace")
        .args(["-f", "--seccomp-bpf", "-qq", "-e", calls, "-e", "signal=none", "-o"])
        .args([file.as_os_str()])
        .args([FETTER])
        .args(line.split(' '))
        .env("HOME", home.path())
        .env("PATH", format!("{0}/shims:{0}/bin:{0}/env/bin:/usr/bin:/bin", home.path().display()))
        .within(home.path())
        .run();
    (std::fs::read_to_string(file).expect("strace wrote its log"), ran)
}

/// What in a trace is not reading, and not allowed.
fn deeds(log: &str, allowed: &[&str]) -> String {
    let mut deeds = String::new();
    let mut started = 0;
    for line in log.lines() {
        let call = line.split_once(' ').map_or(line, |(_, call)| call.trim_start());
        let reads = (call.starts_with("open")
            && !["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"].iter().any(|flag| call.contains(flag)))
            || call.starts_with("clone") && call.contains("CLONE_THREAD")
            || call.starts_with("<... clone")
            || call.starts_with("<... open");
        started += usize::from(call.starts_with("execve("));
        let is_own = call.starts_with("execve(") && started == 1;
        if !reads && !is_own && !allowed.iter().any(|allowed| call.contains(allowed)) {
            writeln!(deeds, "{call}").expect("a string can be written");
        }
    }
    deeds
}

#[test]
fn no_command_runs_or_writes_anything_but_its_output() {
    if !exists("strace") {
        gate::skip("no execution", "strace");
        return;
    }
    let home = trap();
    for line in [
        "scan",
        "scan json",
        "scan cyclonedx",
        "scan spdx",
        "search -p * cyclonedx",
        "scan --columns package,site,license,environment,origin",
        "count",
        "count json",
        "verify",
        "inspect",
        "-e env inspect --all json",
        "-e env inspect --env-file types.py --env-file env/pyvenv.cfg sarif",
        "verify --against types.py json",
        "-e env verify sarif",
        "unpack",
        "unpack-count json",
        "search -p *",
        "--exhaustive scan",
        "--path . --only-path scan",
        "--all-users count",
        "--user-site scan",
        "-e env scan",
        "-e env/bin/python3.11 scan",
        "-v scan",
        "--log count",
        "completions bash",
        "--root . scan",
        "scan --help",
    ] {
        let log = trace(&home, line);
        assert!(log.contains("execve("), "strace saw the start of {line}");
        assert_eq!(deeds(&log, &[]), "", "{line}");
        assert!(!home.at(RAN).exists(), "{line} ran something");
    }
    let output = trace(&home, "-e env scan write -o out.csv");
    assert_eq!(deeds(&output, &["out.csv"]), "");
    let cache = trace(&home, "--cache-directory cache --path /usr/lib/python3 --only-path scan");
    assert_eq!(deeds(&cache, &["/cache"]), "");
    assert!(!home.at(RAN).exists());
}

#[test]
fn bringing_reports_away_writes_where_they_go_and_runs_nothing() {
    if !exists("strace") {
        gate::skip("no execution", "strace");
        return;
    }
    let (home, mut outbox) = crate::sync::reported("trap-sync");
    crate::sync::write(&home, &mut outbox);
    let log = trace(&home, &crate::sync::line(" --once"));
    // Files are put into place by the descriptors of their directories, and closed by their own.
    let own = ["/server", "/inbox", "\".new-", "fchmod("];
    assert_eq!(deeds(&log, &own), "");
}

#[test]
fn a_machine_and_its_server_talk_and_run_nothing() {
    if !exists("strace") {
        gate::skip("no execution with a server", "strace");
        return;
    }
    let stub = crate::server_stub::Stub::start();
    let (home, mut outbox) = crate::sync::reported("trap-server");
    home.tree().file("agent.toml", "state = \"state\"\n");
    home.tree().file("token", crate::server_stub::TOKEN);
    let port = format!("htons({})", stub.server.address().port());
    // What is written is the enrolment and the key, and later the inbox.
    let own = [
        "/server\"",
        "/outbox\"",
        "/inbox\"",
        "\".new-",
        "fchmod(",
        "socket(",
        port.as_str(),
        "\"key.next\"",
        "/state\"",
    ];
    let url = stub.server.url("");
    let enroll = format!("--config agent.toml agent enroll --server {url} --token-file token");
    for line in [enroll.as_str(), "--config agent.toml agent rotate-key", &crate::sync::line(" --once")] {
        crate::sync::write(&home, &mut outbox);
        let log = trace(&home, line);
        assert!(log.contains(&port), "strace saw the server being asked by {line}");
        assert_eq!(deeds(&log, &own), "", "{line}");
    }
    let one = "{\"items\":[{\"hostname\":\"$(touch RAN)\",\"path\":\"/x\",\"id\":1,\"version\":\"1\",\"name\":\"$(touch_RAN)\"}],\"next\":null}";
    stub.server.answer_otherwise(move |request| match request.method.as_str() {
        "DELETE" => fetter_testkit::server::Response::status(204),
        _ => fetter_testkit::server::Response::json(one),
    });
    for line in [
        "machines",
        "groups",
        "packages",
        "package x",
        "who-has x",
        "events",
        "audit --who $(touch_RAN) --action $(touch_RAN) --object $(touch_RAN)",
        "findings",
        "status",
        "exception list",
        "request list",
        "environments --group $(touch_RAN) --contains /x",
        "site 1",
        "policy list $(touch_RAN)",
        "policy previews $(touch_RAN)",
        "policy history $(touch_RAN)",
        "policy status $(touch_RAN)",
        "policy unstage $(touch_RAN)",
        "sign-out",
    ] {
        let log = trace(&home, &format!("org --server {url} --token-file token {line}"));
        assert!(log.contains(&port), "strace saw the server being asked by {line}");
        assert_eq!(deeds(&log, &own), "", "{line}");
    }
    assert!(!home.at(RAN).exists(), "something was run");
}

#[test]
fn asking_that_a_package_be_let_pass_talks_to_the_agent_and_runs_nothing() {
    if !exists("strace") {
        gate::skip("no execution of requests", "strace");
        return;
    }
    let machine = crate::requests::Machine::start("trap-request");
    for line in ["request evil --reason $(touch_RAN)", "request --list", "request --list --json"] {
        let log = trace(&machine.home, &format!("{line} --socket agent.sock"));
        assert!(log.contains("agent.sock"), "strace saw the agent being asked by {line}");
        assert_eq!(deeds(&log, &["socket(", "agent.sock"]), "", "{line}");
    }
    assert!(!machine.home.at(RAN).exists() && !machine.home.at("_RAN").exists(), "something was run");
}

#[test]
fn a_server_is_saved_looked_at_and_brought_back_and_runs_nothing() {
    if !exists("strace") {
        gate::skip("no execution with a server's files", "strace");
        return;
    }
    let home = trap();
    let migrated = fetter(&home).args(["server", "migrate", "--data", "data"]).run();
    assert_eq!(migrated.code, Some(0), "{}", migrated.stderr);
    home.tree().file("data/server.key", "07".repeat(32));
    for line in [
        "server backup --data data x.backup",
        "server restore --verify x.backup",
        "server restore --data other x.backup",
        "server doctor --data data",
        "server operator --data data",
    ] {
        let log = trace(&home, line);
        // They write a server's own files; the one program that is started is fetter.
        assert_eq!(log.matches("execve(").count(), 1, "{line}: {log}");
    }
    let (log, ran) = traced(&home, "server recover ada --data data");
    assert_eq!((ran.code, log.matches("execve(").count()), (Some(1), 1), "there is no such user: {log}");
    assert!(!home.at(RAN).exists(), "something was run");
}

/// Bounds of every format, each with a line that would do something if it were run.
const BOUNDS: [(&str, &str); 12] = [
    ("requirements.txt", "--index-url https://u:$(touch RAN)@h.example\n-e .\n./env\na==1\n"),
    ("setup.py", "open('RAN', 'w')\n"),
    (
        "pyproject.toml",
        "[build-system]\nbackend-path = [\".\"]\nbuild-backend = \"types\"\n[project]\nname = \"p\"\ndynamic = [\"dependencies\"]\n",
    ),
    (
        "uv.lock",
        "version = 1\n[[package]]\nname = \"a\"\nversion = \"1\"\nsource = { git = \"ext::sh -c touch% RAN\" }\n",
    ),
    ("poetry.lock", "[metadata]\nlock-version = \"2.0\"\n"),
    ("pdm.lock", "[metadata]\nlock_version = \"4.5.0\"\n"),
    ("pylock.toml", "lock-version = \"1.0\"\ncreated-by = \"x\"\npackages = []\n"),
    ("Pipfile", "[packages]\na = {path = \".\", editable = true}\n"),
    ("Pipfile.lock", "{\"_meta\": {}, \"default\": {\"a\": {\"path\": \".\"}}}"),
    ("environment.yml", "dependencies: [a, !!python/object/apply:os.system ['touch RAN']]\n"),
    ("conda-lock.yml", "version: 1\npackage: []\n"),
    ("script.py", "# /// script\n# dependencies = ['a']\n# ///\nopen('RAN', 'w')\n"),
];

#[test]
fn no_command_that_judges_or_derives_runs_or_writes_anything_but_its_output() {
    if !exists("strace") {
        gate::skip("no execution", "strace");
        return;
    }
    let home = trap();
    for (name, text) in BOUNDS {
        home.tree().file(name, text);
        let log = trace(&home, &format!("-e env validate -b {name} json"));
        assert_eq!(deeds(&log, &[]), "", "{name}");
    }
    for line in [
        "-e env validate -b .",
        "--path . --only-path validate -b requirements.txt",
        "-e env derive",
        "--path . --only-path derive -a both",
        "--path . --only-path site-status",
    ] {
        let log = trace(&home, line);
        assert_eq!(deeds(&log, &[]), "", "{line}");
    }
    for line in [
        "-e env derive write -o out.txt",
        "-e env policy init --force -o out.txt",
        "-e env validate -b . write -o out.txt",
        "-e env validate -b . sarif -o out.txt",
    ] {
        assert_eq!(deeds(&trace(&home, line), &["out.txt"]), "", "{line}");
    }
    let line = "--path . --only-path monitor --once --state out.json";
    assert_eq!(deeds(&trace(&home, line), &["out.json"]), "", "{line}");
    home.tree().file("bound.txt", "a==1\n");
    // The directory's mode is set by its descriptor, which has no name.
    let own =
        ["_fetter_guard", "000-fetter-guard.pth", "\"start.py", "\"check.py", "\"data", "\"state", "fchmod("];
    for line in
        ["-e env site-install -b bound.txt exit", "-e env site-install -b bound.txt", "-e env site-uninstall"]
    {
        assert_eq!(deeds(&trace(&home, line), &own), "", "{line}");
    }
    assert!(!home.at(RAN).exists(), "something was run");
}

#[test]
fn no_command_on_advisories_runs_or_writes_anything_but_its_output() {
    if !exists("strace") {
        gate::skip("no execution of audits", "strace");
        return;
    }
    let home = trap();
    crate::advisories::keep_database(&home);
    for (name, text) in BOUNDS {
        home.tree().file(name, text);
        let log = trace(&home, &format!("lookup-bound {name} json"));
        assert_eq!(deeds(&log, &[]), "", "{name}");
    }
    home.tree().file(
        "policy.toml",
        "schema = \"policy-1\"\n[scopes.s]\nowner = \"root\"\n[[integrity]]\nscope = \"s\"\nrecord = true\nownerless = true\n\
         startup = []\n[[allow]]\nbounds = [\"requirements.txt\", \"script.py\"]\n",
    );
    // A fresh index is enough: the network is left alone without being told so.
    for line in [
        "audit",
        "audit --retain-passing json",
        "-e env audit --cvss sarif",
        "--path . --only-path audit exit",
        "check --policy policy.toml",
        "-e env check --policy policy.toml sarif",
        "--path . --only-path check --policy policy.toml explain *",
        "lookup-name requests",
        "lookup-bound",
        "db status",
        "db status json",
    ] {
        let log = trace(&home, line);
        assert!(log.contains("advisories-1.index"), "strace saw what {line} reads");
        assert_eq!(deeds(&log, &[]), "", "{line}");
    }
    let output = trace(&home, "-e env audit write -o out.csv");
    assert_eq!(deeds(&output, &["out.csv"]), "");
    let update = trace(&home, "db update --from all.zip --database db");
    // The modes of what is new are set by their descriptors, which have no names.
    assert_eq!(deeds(&update, &["/db", "fchmod("]), "");
    let asked = trace(&home, "-e env audit --source api --timeout 2 --api http://127.0.0.1:9");
    assert!(asked.contains("htons(9)"), "strace saw the service being asked");
    assert_eq!(deeds(&asked, &["socket(", "htons(9)"]), "");
    assert!(!home.at(RAN).exists(), "something was run");
}

#[test]
fn no_removal_runs_anything_or_writes_elsewhere() {
    if !exists("strace") {
        gate::skip("no execution of removals", "strace");
        return;
    }
    let home = trap();
    let site = "env/lib/python3.11/site-packages";
    home.tree().file(&format!("{site}/a.py"), "");
    home.tree().file(
        &format!("{site}/a-1.dist-info/RECORD"),
        "a.py,,\na-1.dist-info/METADATA,,\na-1.dist-info/RECORD,,\n",
    );
    home.tree().file("bound.txt", "b\n");
    for line in [
        "-e env purge-pattern -p *",
        "-e env purge-pattern -p * -v json",
        "--path . --only-path purge-pattern -p * --all",
        "-e env purge-invalid -b bound.txt",
        "-e env purge list",
        "-e env purge recover",
        "-e env purge empty",
    ] {
        assert_eq!(deeds(&trace(&home, line), &[]), "", "{line}");
    }
    let plan = trace(&home, "-e env purge-pattern -p a json -o plan.json");
    assert_eq!(deeds(&plan, &["plan.json"]), "");
    // The quarantine and its directories, which are for their owner alone; what the plan names; and the note where all that is.
    let removed = trace(&home, "purge apply plan.json");
    assert!(removed.contains("renameat2("), "strace saw something being moved");
    let own = [
        "/.local",
        ", 0700) ",
        "\"0.part\"",
        "\"moving.json\"",
        "\"times.json\"",
        "\"a.py\"",
        "\"METADATA\"",
        "\"RECORD\"",
        "\"direct_url.json\"",
        "\"a-1.dist-info\"",
    ];
    assert_eq!(deeds(&removed, &own), "");
    assert!(!home.at(site).join("a.py").exists());
    assert!(!home.at(RAN).exists(), "something was run");
}

/// A repository is the one thing that starts a program: git, which starts its own helpers.
#[test]
fn a_bound_in_a_repository_starts_git_and_nothing_else() {
    if !exists("strace") || !exists("git") {
        gate::skip("no execution but git's", "strace and git");
        return;
    }
    let home = trap();
    home.tree().file("repo/requirements.txt", "a==1\n");
    for line in ["init -q", "add .", "-c user.name=t -c user.email=t@t.example commit -q -m one"] {
        let git = Program::new("git").within(home.at("repo")).env("HOME", home.path());
        let _ = git.args(line.split(' ')).succeed();
    }
    home.tree().program("repo/.git/hooks/post-upload", "#!/bin/sh\ntouch RAN\n");
    let (log, url) = (home.at("log"), format!("git+file://{}", home.at("repo").display()));
    let strace = Program::new("strace")
        .args(["-f", "--seccomp-bpf", "-qq", "-e", "trace=execve", "-e", "signal=none", "-o"])
        .args([&log]);
    let ran = strace
        .args([FETTER, "-e", "env", "validate", "-b", &url])
        .env("HOME", home.path())
        .within(home.path())
        .run();
    assert!(matches!(ran.code, Some(0 | 3)), "{}", ran.stderr);
    let log = std::fs::read_to_string(log).expect("strace wrote its log");
    let done = log.lines().filter(|line| line.contains("execve(") && line.contains("= 0"));
    let programs: Vec<&str> = done.filter_map(|line| line.split('"').nth(1)).collect();
    assert_eq!(programs.first(), Some(&FETTER));
    let is_git = |program: &&str| {
        let name = program.rsplit('/').next().unwrap_or_default();
        name == "git" || name.starts_with("git-") || name == "sh"
    };
    assert!(programs.len() > 1 && programs.iter().skip(1).all(is_git), "{programs:?}");
    assert!(!home.at(RAN).exists(), "something was run");
}

/// The watcher would see it: a shell that starts a program and writes a file is caught.
#[test]
fn the_watcher_sees() {
    let log = "12 execve(\"/x/fetter\", [\"fetter\"], 0x0 /* 5 vars */) = 0\n\
               12 openat(AT_FDCWD, \"/etc/passwd\", O_RDONLY|O_CLOEXEC) = 3\n\
               13 execve(\"/bin/python\", [\"python\"], 0x0 /* 5 vars */) = 0\n\
               13 openat(AT_FDCWD, \"/tmp/x\", O_WRONLY|O_CREAT, 0666) = 3\n";
    let deeds = deeds(log, &[]);
    assert_eq!(deeds.lines().count(), 2, "{deeds}");
    assert!(deeds.contains("/bin/python") && deeds.contains("/tmp/x"));
}
