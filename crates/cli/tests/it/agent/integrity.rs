//! Files are looked at: what was changed without an install is told, and what rules of integrity are against is refused.

use std::fs;
use std::path::{Path, PathBuf};

use super::rig::{Rig, rig};

const WHAT: &str = "an agent that looks at files";

/// Makes a wheel whose RECORD has hashes, as build tools do, and moves it to where it was asked for.
const WHEEL: &str = r#"
import base64, hashlib, sys, zipfile
path, name = sys.argv[1:]
info = name + "-1.0.dist-info"
files = {
    name + "/__init__.py": b"VERSION = 1\n",
    name + "/below.py": b"BELOW = 1\n",
    info + "/METADATA": b"Metadata-Version: 2.1\nName: " + name.encode() + b"\nVersion: 1.0\n",
    info + "/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
}
record = ""
for file, contents in files.items():
    digest = base64.urlsafe_b64encode(hashlib.sha256(contents).digest()).rstrip(b"=").decode()
    record += f"{file},sha256={digest},{len(contents)}\n"
with zipfile.ZipFile(path, "w") as wheel:
    for file, contents in files.items():
        wheel.writestr(file, contents)
    wheel.writestr(info + "/RECORD", record + info + "/RECORD,,\n")
"#;

fn wheel(rig: &Rig, name: &str) -> PathBuf {
    let path = rig.scratch.tree().directory("wheels").join(format!("{name}-1.0-py3-none-any.whl"));
    let code = format!("import sys; sys.argv[1:] = [{:?}, {name:?}]\n{WHEEL}", path.display().to_string());
    let ran = rig.run(&code);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    path
}

fn site(rig: &Rig) -> PathBuf {
    let shown = rig.run("import sysconfig; print(sysconfig.get_path('purelib'))");
    PathBuf::from(shown.stdout.trim())
}

fn reinstall(rig: &Rig, wheel: &Path) {
    let ran = rig
        .tool("pip")
        .args(["--python"])
        .args([rig.python()])
        .args([
            "install",
            "-q",
            "--no-index",
            "--no-deps",
            "--disable-pip-version-check",
            "--force-reinstall",
        ])
        .args([wheel])
        .run();
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
}

/// Waits until nothing waits to be looked at.
fn until_all_is_looked_at(rig: &Rig) {
    rig.until("everything is looked at", |rig| {
        let status = rig.ask("agent status").stdout;
        status.contains("files: 0 sites wait") && !status.contains("never yet")
    });
}

#[test]
fn what_is_changed_by_hand_is_told_and_an_install_is_not() {
    let Some(mut rig) = rig("agent-tampered", WHAT) else { return };
    // No rule asks for files.
    let good = wheel(&rig, "good");
    rig.start();
    assert_eq!(rig.install("pip", &good).code, Some(0));
    rig.until("it is installed", |rig| rig.events("installed").contains("good-1.0"));
    assert_eq!(rig.run("import good.below").code, Some(0));
    let site = site(&rig);
    let file = site.join("good/below.py");
    fs::write(&file, "BELOW = 'evil'\n").expect("written");
    rig.until("it is told", |rig| rig.events("tampered").contains("good-1.0"));
    let told = rig.events("tampered");
    assert!(told.contains("good/below.py: it has another hash than what was installed"), "{told}");
    rig.until("it is counted", |rig| has_changed(rig, 1));
    assert_eq!(rig.events("restored").lines().count(), 0);
    reinstall(&rig, &good);
    rig.until("it is restored", |rig| rig.events("restored").contains("good-1.0"));
    rig.until("that is said", |rig| has_changed(rig, 0));
    fs::remove_file(site.join("good/__init__.py")).expect("removed");
    rig.until("another is told", |rig| rig.events("tampered").contains("the file is not there"));
    assert_eq!(rig.uninstall("pip", "good").code, Some(0));
    rig.until("it is gone", |rig| rig.events("removed").contains("good-1.0"));
    rig.until("it is off the list", |rig| has_changed(rig, 0));
    assert_eq!(rig.events("tampered").lines().count(), 2, "{}", rig.events("tampered"));
    assert_eq!(rig.events("restored").lines().count(), 1, "{}", rig.events("restored"));
    let status = rig.ask("agent status").stdout;
    assert!(!status.contains("files-unchecked"), "no rule asks for files: {status}");
}

/// Whether the agent says that so many packages are changed now.
fn has_changed(rig: &Rig, count: u64) -> bool {
    rig.ask("agent status").stdout.contains(&format!(", {count} changed now"))
}

/// The reports that wait to be brought to a server.
fn reports(rig: &Rig) -> String {
    let files = fs::read_dir(rig.scratch.at("state/outbox/reports")).into_iter().flatten().flatten();
    files.filter_map(|file| fs::read_to_string(file.path()).ok()).collect()
}

#[test]
fn what_was_changed_is_reported_also_by_the_next_agent_until_it_is_put_right() {
    let Some(mut rig) = rig("agent-list", WHAT) else { return };
    let config = fs::read_to_string(rig.scratch.at("etc/agent.toml")).expect("it is there");
    let server = rig.scratch.tree().directory("server");
    let config = format!("{config}[report]\nto = {:?}\n", server.display().to_string());
    rig.scratch.tree().file("etc/agent.toml", config);
    let good = wheel(&rig, "good");
    assert_eq!(rig.install("pip", &good).code, Some(0));
    let file = site(&rig).join("good/below.py");
    rig.start();
    rig.until("a report says that there is none", |rig| reports(rig).contains("\"tampered\":[]"));
    fs::write(&file, "BELOW = 'evil'\n").expect("written");
    rig.until("it is told", |rig| rig.events("tampered").contains("good-1.0"));
    assert_eq!(rig.stop(), Some(0));
    rig.start();
    rig.until("the next agent reports it", |rig| reports(rig).contains("good/below.py\",\"reason\":"));
    rig.until("it is counted", |rig| has_changed(rig, 1));
    // No event of an install comes with it: it is reported because the list is otherwise.
    fs::write(&file, "BELOW = 1\n").expect("written");
    rig.until("it is restored", |rig| rig.events("restored").contains("good-1.0"));
    rig.until("that is reported", |rig| reports(rig).contains("\"tampered\":[]"));
    assert_eq!(rig.events("tampered").lines().count(), 1, "{}", rig.events("tampered"));
}

#[test]
fn a_changed_package_is_refused_until_it_is_installed_anew() {
    let Some(mut rig) = rig("agent-integrity", WHAT) else { return };
    rig.policy("[[integrity]]\nrecord = true\n");
    let good = wheel(&rig, "good");
    assert_eq!(rig.install("pip", &good).code, Some(0));
    let file = site(&rig).join("good/below.py");
    rig.start();
    until_all_is_looked_at(&rig);
    assert!(!rig.is_refused("good"));
    fs::write(&file, "BELOW = 'evil'\n").expect("written");
    rig.until("it is refused", |rig| rig.is_refused("good.below"));
    let events = rig.events("tampered,denied");
    assert!(events.contains("tampered good-1.0") && events.contains("denied good-1.0"), "{events}");
    assert_eq!(rig.ask(&format!("why {}", file.display())).code, Some(3));
    reinstall(&rig, &good);
    rig.until("it is released", |rig| !rig.is_refused("good.below"));
    rig.until("that is told", |rig| rig.events("released").contains("good-1.0"));
    // What was changed while nobody looked is found by the next start.
    assert_eq!(rig.stop(), Some(0));
    fs::write(&file, "BELOW = 'evil again'\n").expect("written");
    rig.start();
    rig.until("it is refused again", |rig| rig.is_refused("good.below"));
}

#[test]
fn a_module_of_nobody_is_refused_until_it_is_removed() {
    let Some(mut rig) = rig("agent-ownerless", WHAT) else { return };
    rig.policy("[[integrity]]\nownerless = true\n");
    let good = wheel(&rig, "good");
    rig.start();
    until_all_is_looked_at(&rig);
    assert_eq!(rig.install("pip", &good).code, Some(0));
    let module = site(&rig).join("stray.py");
    fs::write(&module, "STRAY = 1\n").expect("written");
    assert!(!rig.is_refused("stray"));
    // It is compiled now: what was made of it is refused too.
    rig.until("it is refused", |rig| rig.is_refused("stray"));
    assert!(!rig.is_refused("good.below"));
    let denied = rig.events("denied");
    assert!(denied.contains(&format!(": {}", module.display())) && denied.lines().count() == 1, "{denied}");
    let why = rig.ask(&format!("why {}", module.display()));
    assert_eq!(why.code, Some(3), "{}", why.stdout);
    assert!(why.stdout.contains("no distribution claims this module"), "{}", why.stdout);
    assert!(rig.ask("agent status").stdout.contains(&module.display().to_string()));
    fs::remove_file(&module).expect("removed");
    rig.until("it is released", |rig| rig.events("released").contains("stray.py"));
}

#[test]
fn start_up_code_that_is_not_on_the_list_does_not_run() {
    let Some(mut rig) = rig("agent-startup", WHAT) else { return };
    rig.policy("[[integrity]]\nstartup = [\"known.pth\"]\n");
    rig.start();
    until_all_is_looked_at(&rig);
    let site = site(&rig);
    let run =
        |rig: &Rig| rig.run("import sys; print(getattr(sys, 'known', 0), getattr(sys, 'stray', 0))").stdout;
    fs::write(site.join("known.pth"), "import sys; sys.known = 1\n").expect("written");
    fs::write(site.join("stray.pth"), "import sys; sys.stray = 1\n").expect("written");
    assert_eq!(run(&rig).trim(), "1 1");
    rig.until("it does not run", |rig| run(rig).trim() == "1 0");
    let denied = rig.events("denied");
    assert!(denied.contains("stray.pth") && !denied.contains("known.pth"), "{denied}");
    rig.policy("[[integrity]]\nstartup = [\"known.pth\", \"stray.pth\"]\n");
    super::rig::signal(rig.supervisor(), rustix::process::Signal::HUP);
    rig.until("it may run", |rig| run(rig).trim() == "1 1");
}
