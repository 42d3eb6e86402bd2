//! Each exit code, by name.

use std::os::unix::process::CommandExt;

use crate::advisories::audited;
use crate::support::{fetter, home, run};

#[test]
fn done_is_0() {
    let home = home("done");
    for line in [
        "--path . --only-path scan",
        "--path . --only-path scan cyclonedx",
        "--path . --only-path search -p nothing spdx",
        "--help",
        "--version",
        "scan --help",
        "--path . --only-path search -p nothing",
    ] {
        assert_eq!(run(&home, line).code, Some(0), "{line}");
    }
}

#[test]
fn failed_is_1_and_says_why() {
    let home = home("failed");
    home.tree().file("broken.json", "{}");
    home.tree().file("own.toml", "state = \"state\"\nenforcement = \"off\"\n");
    home.tree().file("token", "a-token");
    for (line, said) in [
        ("--path missing scan", "\"missing\" does not exist; --path takes a directory to search"),
        ("--root missing scan", "could not take \"missing\" for another machine's root"),
        ("-e nosuchpython scan", "no \"nosuchpython\" is on PATH"),
        ("--inventory missing.json scan", "could not read the inventory missing.json"),
        ("--inventory broken.json scan", "not an inventory of fetter"),
        ("--config missing.toml scan", "could not read the configuration"),
        ("--path . --only-path scan write -o missing/out.csv", "could not write missing/out.csv"),
        ("--path . --only-path scan write -o .", "could not write ."),
        ("--path . --only-path scan cyclonedx -o missing/out.json", "could not write missing/out.json"),
        ("--path . --only-path scan spdx -o .", "could not write ."),
        ("--config missing.toml agent sync --as-root --once", "could not read the configuration"),
        ("--config missing.toml agent status", "missing.toml"),
        ("--config missing.toml why evil", "missing.toml"),
        ("--config missing.toml agent events", "missing.toml"),
        ("--config missing.toml request evil --reason r", "missing.toml"),
        ("request --list --socket missing.sock", "no agent could be asked"),
        (
            "agent sync --as-root --once --to https://server.example",
            "is not enrolled at https://server.example",
        ),
        ("agent sync --as-root --once --to https://u:p@server.example", "without user and password"),
        ("server token create", "nobody is signed in at a server"),
        ("org machines", "nobody is signed in at a server"),
        ("org groups json", "nobody is signed in at a server"),
        ("org policy list laptops", "nobody is signed in at a server"),
        ("org policy propose laptops missing.toml", "could not read"),
        ("org exception list", "nobody is signed in at a server"),
        ("org request list", "nobody is signed in at a server"),
        ("org environments", "nobody is signed in at a server"),
        ("org site 1", "nobody is signed in at a server"),
        ("org sign-out", "nobody is signed in at a server"),
        ("org password --password-file token --new-password-file token", "nobody is signed in at a server"),
        ("org password --password-file missing --new-password-file token", "could not read the password"),
        ("org password --password-file token --new-password-file missing", "could not read the new password"),
        ("org policy previews laptops", "nobody is signed in at a server"),
        ("org policy preview laptops 1", "nobody is signed in at a server"),
        ("org policy status laptops", "nobody is signed in at a server"),
        ("org policy history laptops", "nobody is signed in at a server"),
        ("org policy derive laptops --into new", "nobody is signed in at a server"),
        ("org policy roll-back laptops", "nobody is signed in at a server"),
        ("org request refuse 1 --reason r", "nobody is signed in at a server"),
        ("server webhook deliveries 1", "nobody is signed in at a server"),
        ("request evil --reason r --socket missing.sock", "no agent could be asked"),
        (
            "org --server http://127.0.0.1:9 --token-file token machines",
            "could not list machines: could not reach",
        ),
        ("org machine web-1 --server http://127.0.0.1:9 --token-file token", "could not look for a machine"),
        ("org machines --server http://127.0.0.1:9 --token-file missing", "could not read the token"),
        ("org rules set missing.json", "could not read the rules in missing.json"),
        ("org rules try broken.json", "could not read the rules in broken.json"),
        ("server operator --data data", "could not find the server's database"),
        ("server sign-in --server http://127.0.0.1:9 --user a --password-file token", "could not reach"),
        (
            "server sign-in --server http://127.0.0.1:9 --user a --password-file missing",
            "could not read the password",
        ),
        ("server run --data data --plain-http --listen 0.0.0.0:0", "loopback only"),
        ("server run --data data --plain-http --listen 127.0.0.1:0 --key-file missing", "missing"),
        ("server migrate --data data --database mysql://root@h/x", "a database is sqlite:FILE or postgres:"),
        ("server run --data data --plain-http --listen 127.0.0.1:0 --metrics-token-file missing", "missing"),
        (
            "server run --data data --plain-http --listen 127.0.0.1:0 --metrics-token-file token",
            "16 characters",
        ),
        (
            "server run --data data --plain-http --listen 127.0.0.1:0 --mail-server h.example --mail-from a@h.example",
            "a server of mail is smtps://HOST:PORT",
        ),
        ("server backup --data nowhere x.backup", "no server keeps anything here"),
        ("server restore --data nowhere missing.backup", "could not open"),
        ("server restore --data nowhere token", "it is no backup"),
        ("server webhook list", "nobody is signed in at a server"),
        ("server mail list", "nobody is signed in at a server"),
        ("--config own.toml agent rotate-key", "is not enrolled at a server"),
        (
            "--config own.toml agent enroll --server http://server.example --token-file own.toml",
            "http is for addresses of this machine only",
        ),
        ("--config own.toml agent enroll --server http://127.0.0.1:9 --token-file missing", "read the token"),
        ("--config own.toml agent enroll --server http://127.0.0.1:9 --token-file own.toml", "is one line"),
        ("--config own.toml agent enroll --server http://127.0.0.1:9 --token-file token", "could not reach"),
        ("purge apply missing.json", "could not read the plan missing.json"),
        ("apply broken.json", "could not read the plan broken.json"),
        ("purge --from-findings missing.json", "could not read the findings missing.json"),
        ("--path . --only-path purge undo x", "no run \"x\" was found in quarantine"),
    ] {
        let ran = run(&home, line);
        assert_ne!(ran.code, Some(0), "{line}");
        assert!(ran.stderr.contains(said), "{line}: {}", ran.stderr);
        assert!(ran.stdout.is_empty(), "{line}: {}", ran.stdout);
    }
    assert_eq!(run(&home, "--path missing scan").code, Some(1));
    let said = run(&home, "--root missing scan").stderr;
    assert_eq!(said.matches("No such file").count(), 1, "each cause is said once: {said}");
}

#[test]
fn what_is_wrong_with_a_time_of_the_audit_log_is_said_before_anything_is_asked() {
    let home = home("audit-times");
    for (line, said) in [
        ("org audit --who ada --since 7d --until 1d", "nobody is signed in at a server"),
        ("org audit --since soon", "--since"),
        ("org audit --until soon", "--until"),
    ] {
        let ran = run(&home, line);
        assert!(ran.code != Some(0) && ran.stderr.contains(said), "{line}: {}", ran.stderr);
        assert!(ran.stdout.is_empty(), "{line}: {}", ran.stdout);
    }
}

#[test]
fn a_wrong_command_line_is_2() {
    let home = home("usage");
    for line in [
        "",
        "frobnicate",
        "search",
        "scan write",
        "scan spdx -o",
        "count cyclonedx",
        "search spdx",
        "scan --columns nothing",
        "--threads 0 scan",
        "scan write -o x -d ab",
        "-q -v scan",
        "search -p [",
        "search json",
        "--only-path scan",
        "--color sometimes scan",
        "--inventory x -e y scan",
        "validate",
        "validate -b",
        "validate -b x often",
        "validate -b x --code 3",
        "derive -a nearest",
        "site-install -b x",
        "site-uninstall",
        "site-check",
        "-b x validate",
        "-b x -e one/.venv site-install",
        "-e one/.venv --path . scan",
        "--exhaustive -e one/.venv site-install -b x",
        "--user-site -e one/.venv site-uninstall",
        "validate --bound=",
        "-e one/.venv site-install --bound= exit",
        "audit --cvss 7",
        "audit --cvss=11",
        "audit --severity awful",
        "audit -p [",
        "audit --code 5",
        "audit --disable vulnerable",
        "audit --offline --source api",
        "audit --timeout 0",
        "check",
        "check --policy",
        "check --policy p.toml explain",
        "check --policy p.toml --code 3",
        "policy",
        "policy init --exactly",
        "policy check",
        "agent",
        "agent worker",
        "agent enroll --server https://h.example --token-file t --fingerprint 12",
        "--root . agent rotate-key",
        "-e one/.venv agent status",
        "agent status --threads 2",
        "why evil --path .",
        "--root . agent events",
        "agent events --kind nothing",
        "agent status sarif",
        "monitor --once --period 1",
        "monitor --period 0",
        "why",
        "audit write",
        "lookup-name",
        "lookup-name a/b",
        "lookup-name requests --limit 0",
        "lookup-bound --bound=",
        "db",
        "db update --skip-advisories",
        "db update --skip-advisories --from x",
        "db status sarif",
        "verify -p [",
        "inspect --env-file=",
        "inspect --env-file",
        "inspect write",
        "inspect --severity high",
        "--inventory x inspect",
        "verify --severity awful",
        "verify --against=",
        "verify write",
        "unpack sarif",
        "unpack-count --count",
        "--inventory x verify",
        "purge-pattern",
        "purge-pattern -p [",
        "purge-pattern -p x sarif",
        "purge-invalid",
        "purge",
        "purge json",
        "purge apply",
        "purge undo",
        "purge empty --older-than soon",
        "--inventory x purge-pattern -p x",
        "--root . purge list",
        "-e one/.venv purge apply x",
    ] {
        let ran = run(&home, line);
        assert_eq!(ran.code, Some(2), "{line:?}: {}", ran.stderr);
        assert!(!ran.stderr.is_empty(), "{line:?}");
    }
}

#[test]
fn a_wrong_command_line_of_the_server_is_2() {
    let home = home("usage-server");
    for line in [
        "server",
        "server run --certificate cert.pem",
        "server run --plain-http --name h.example",
        "server sign-in --server https://h.example --user a --password-file p --fingerprint 12",
        "server token create --expires 7",
        "--root . server migrate",
        "org",
        "org machines --limit 0",
        "org machines --silent 7",
        "org machines --status asleep",
        "org machines --verdict well",
        "org machines --not-checked all",
        "org machines --server http://127.0.0.1:9",
        "org groups --token-file token",
        "org --fingerprint 12 groups",
        "org machine",
        "request",
        "request evil",
        "request --reason r",
        "request evil --list --reason r",
        "request acme-* --reason r",
        "request evil --reason r --path .",
        "org policy",
        "org policy stage laptops 1 --percent 100",
        "org policy activate laptops",
        "org policy previews",
        "org policy preview laptops",
        "org policy preview laptops 1 --list unchecked --change new",
        "org policy propose laptops",
        "org policy derive laptops",
        "org policy unstage",
        "org environments --kind old",
        "org environments --limit 0",
        "org site",
        "org site x",
        "org password --password-file p",
        "org password --server http://127.0.0.1:9 --token-file p --password-file p --new-password-file p",
        "org sign-out now",
        "server webhook deliveries",
        "server webhook deliveries 1 --state lost",
        "org exception add --rule deny --reason r --until 2026-01-01",
        "org request approve 1 --reason r",
        "org machine x --list nothing",
        "org machine x set",
        "org machine x move",
        "org who-has a[b]",
        "org rules",
        "org rules set",
        "org export inventory -o x",
        "org export inventory --group g",
        "org export spdx --group g --machine m -o x",
        "org findings --since 7",
        "org findings --severity unknown",
        "org findings --severity high --severity-is low",
        "server user change bob",
        "server user change bob --all-groups --group g",
        "server user create",
        "server token revoke x",
        "server organisation",
        "-e one/.venv org groups",
        "server backup --data data",
        "server restore --data data",
        "server doctor now",
        "server recover --data data",
        "server demo --machines 0",
        "server demo --data data",
        "server webhook",
        "server webhook delete all",
        "server webhook list --token-file token",
        "server mail add",
        "server webhook redeliver",
        "server webhook redeliver 1 --all-of 2",
        "server run --mail-server smtp://h.example:25",
        "server run --public-url https://h.example",
        "server run --oidc-issuer https://id.example --oidc-client-id fetter --public-url https://h.example",
        "server run --oidc-role staff=viewer",
        "server run --oidc-issuer https://id.example --oidc-client-id fetter --public-url https://h.example --oidc-role staff=root",
        "server run --oidc-name Example",
    ] {
        let ran = run(&home, line);
        assert_eq!(ran.code, Some(2), "{line:?}: {}", ran.stderr);
    }
}

#[test]
fn findings_are_3_and_what_could_not_be_checked_is_4() {
    let home = home("judged");
    home.tree().file("clean.txt", "requests==2.31.0\nzope.interface==6.1\n");
    home.tree().file("other.txt", "requests==1\n");
    home.tree().file("unclear.txt", "requests==2.31.0\nzope.interface==6.1\nhello world\n");
    for (bound, code) in [("clean.txt", 0), ("other.txt", 3), ("unclear.txt", 4), ("missing.txt", 4)] {
        assert_eq!(run(&home, &format!("-e one/.venv validate -b {bound}")).code, Some(code), "{bound}");
    }
    assert_eq!(run(&home, "-e missing validate -b clean.txt").code, Some(1));
    for (bound, code) in [("clean.txt", 0), ("other.txt", 0), ("unclear.txt", 4), ("missing.txt", 4)] {
        assert_eq!(run(&home, &format!("-e one/.venv purge-invalid -b {bound}")).code, Some(code), "{bound}");
    }
    // Behind what cannot be read there may be a package.
    home.tree().directory("one/.venv/lib/python3.11/site-packages/a-1.dist-info");
    let ran = run(&home, "-e one/.venv validate -b clean.txt --ignore a");
    assert_eq!(ran.code, Some(4), "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn what_is_known_to_be_bad_is_3_and_what_could_not_be_looked_up_is_4() {
    let (known, unknown) = (audited("audited"), home("unaudited"));
    let line = "-e one/.venv audit --offline --database";
    for home in [&known, &unknown] {
        home.tree().file("all.toml", "schema = \"policy-1\"\n");
    }
    for (home, line, code) in [
        (&known, "-e one/.venv audit", 3),
        (&known, "-e one/.venv audit display --code 5", 5),
        (&known, "-e one/.venv audit -p zope*", 0),
        (&known, "lookup-name colourfull", 3),
        (&known, "lookup-name zope.interface", 0),
        (&known, "db status", 0),
        (&known, "db update --from missing.zip", 1),
        (&known, "-e missing audit", 1),
        (&known, "-e two/.venv check --policy all.toml", 3),
        (&known, "-e two/.venv check --policy all.toml exit --code 5", 5),
        (&known, "-e one/.venv check --policy all.toml", 0),
        (&known, "-e one/.venv check --policy missing.toml", 1),
        (&unknown, "-e one/.venv check --policy all.toml --offline --database none", 4),
        (&known, "policy test missing.toml", 1),
        (&known, "--config missing.toml audit", 1),
        (&unknown, &format!("{line} none"), 4),
        (&unknown, "lookup-name colourfull --offline --database none", 4),
        (&unknown, "db status --database none", 4),
    ] {
        let ran = run(home, line);
        assert_eq!(ran.code, Some(code), "{line}: {}", ran.stderr);
        let is_told = !ran.stderr.is_empty() || line.starts_with("db status");
        assert!(is_told, "{line}");
    }
}

/// Problems are said, and they are no failure: what could be read was read. Commands that judge will have a code for it.
#[test]
fn problems_alone_are_0() {
    let home = home("problems");
    home.tree().directory("site-packages/a-1.dist-info");
    let ran = run(&home, "--path . --only-path scan");
    assert_eq!(ran.code, Some(0));
    assert!(ran.stderr.contains("problem"), "{}", ran.stderr);
}

#[test]
fn a_failed_write_is_1() {
    let home = home("full");
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    crate::advisories::keep_database(&home);
    for line in [
        "scan",
        "scan json",
        "count",
        "derive",
        "completions bash",
        "audit",
        "audit json",
        "audit sarif",
        "lookup-name requests",
        "db status",
    ] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("it can be opened");
        let mut command =
            fetter(&home).args(["--path", ".", "--only-path"]).args(line.split(' ')).into_command();
        let output = command.stdout(full).output().expect("it can be started");
        assert_eq!(output.status.code(), Some(1), "{line}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("could not write"), "{line}");
    }
    let ran = run(&home, "--path . --only-path scan write -o /dev/full");
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
}

/// Whoever reads may stop reading: that ends fetter quietly, as it does every filter.
#[test]
fn a_closed_pipe_is_no_failure() {
    let home = home("pipe");
    for number in 0..3000 {
        home.tree().dist_info("many/site-packages", &format!("package-with-a-long-name-{number}"), "1.0");
    }
    let mut command = fetter(&home).args(["--path", ".", "--only-path", "scan", "json"]).into_command();
    command.arg0("fetter").stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let mut child = command.spawn().expect("it can be started");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panic"));
}

#[test]
fn a_provider_that_cannot_be_used_keeps_a_server_from_starting() {
    let home = home("providers");
    home.tree().file("empty", "\n");
    let rest = "--oidc-client-id fetter --public-url https://h.example --oidc-role staff=viewer";
    for (options, why) in [
        ("--oidc-issuer http://id.example", "--oidc-issuer http://id.example: it is not https"),
        ("--oidc-issuer https://id.example --oidc-client-secret-file missing", "could not read"),
        ("--oidc-issuer https://id.example --oidc-client-secret-file empty", "a client secret is one line"),
    ] {
        let line = format!("server run --data data --plain-http --listen 127.0.0.1:0 {rest} {options}");
        let ran = run(&home, &line);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{options}");
        assert!(ran.stderr.contains(why), "{options}: {}", ran.stderr);
    }
}
