//! An agent of a scratch directory: it watches and enforces there, and nowhere else.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fetter_testkit::program::Program;
use fetter_testkit::{Ran, Scratch, gate};

use crate::support::FETTER;

/// Longer than anything here takes on a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(100);

/// A scratch directory with a real virtual environment, a policy, and an agent that may run there.
pub(crate) struct Rig {
    pub(crate) scratch: Scratch,
    tools: PathBuf,
    agent: Option<Child>,
}

/// Why an agent cannot enforce here, where it cannot: the test is skipped.
pub(crate) fn rig(name: &str, what: &str) -> Option<Rig> {
    if !rustix::process::geteuid().is_root() {
        gate::skip(what, "root, whom alone the kernel asks");
        return None;
    }
    let tools = gate::real_environments(what)?.join("tools/bin");
    let python = gate::newest_interpreter(what)?;
    let scratch = Scratch::new(name);
    let made = Program::new(&python).args(["-m", "venv", "--without-pip"]).args([scratch.at("home/v")]).run();
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    let rig = Rig { scratch, tools, agent: None };
    rig.policy("[[deny]]\npackages = [\"evil<2\"]\n");
    rig.configure("open");
    Some(rig)
}

impl Rig {
    pub(super) fn policy(&self, rules: &str) {
        let text = format!("schema = \"policy-1\"\nname = \"test\"\nmode = \"enforce\"\n{rules}");
        self.scratch.tree().file("etc/policy.toml", text);
    }

    pub(super) fn configure(&self, enforcement: &str) {
        let at = |path: &str| self.scratch.at(path).display().to_string();
        let text = format!(
            "policy = \"policy.toml\"\nenforcement = \"{enforcement}\"\nbreak-glass = \"glass\"\npath = [{:?}]\n\
             only-path = true\nstate = {:?}\nsocket = {:?}\ndatabase = {:?}\n[tell]\nsystem-log = false\n",
            at("home"),
            at("state"),
            at("agent.sock"),
            at("database"),
        );
        self.scratch.tree().file("etc/agent.toml", text);
    }

    /// Starts the agent, and waits until it answers. `timeout` ends it whatever happens to this test.
    pub(crate) fn start(&mut self) {
        self.start_by(Command::new("env"));
    }

    /// The same by a command that runs what is added to it.
    pub(crate) fn start_by(&mut self, mut by: Command) {
        let log = std::fs::File::create(self.scratch.at("log")).expect("it can be made");
        let agent = by
            .args(["timeout", "-s", "KILL", "300", FETTER, "agent", "run", "--config"])
            .arg(self.scratch.at("etc/agent.toml"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("it can be started");
        self.agent = Some(agent);
        self.until("the agent answers", |rig| {
            rig.ask("agent status").code.is_some_and(|code| code != 1 && code != 5)
        });
    }

    /// What a command says that asks this agent.
    pub(crate) fn ask(&self, line: &str) -> Ran {
        let socket = self.scratch.at("agent.sock");
        Program::new(FETTER)
            .args(line.split(' '))
            .args(["--socket"])
            .args([socket])
            .within(self.scratch.path())
            .run()
    }

    /// The process that was started, and the ones that it started.
    pub(super) fn supervisor(&self) -> i32 {
        let timeout = self.agent.as_ref().expect("it was started").id();
        children(timeout)[0]
    }

    pub(super) fn worker(&self) -> i32 {
        let supervisor = u32::try_from(self.supervisor()).expect("a process");
        children(supervisor).first().copied().unwrap_or_default()
    }

    /// Waits until something is so.
    pub(crate) fn until(&self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !is_so(self) {
            assert!(Instant::now() < end, "{what}: not in time; the agent says:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.scratch.at("log")).unwrap_or_default()
    }

    pub(super) fn python(&self) -> PathBuf {
        self.scratch.at("home/v/bin/python")
    }

    /// Installs a wheel, offline, by pip or by uv.
    pub(crate) fn install(&self, installer: &str, wheel: &Path) -> Ran {
        self.install_into(&self.python(), installer, wheel)
    }

    /// Installs it into the environment of an interpreter.
    pub(super) fn install_into(&self, python: &Path, installer: &str, wheel: &Path) -> Ran {
        match installer {
            "pip" => self
                .tool("pip")
                .args(["--python"])
                .args([python])
                .args(["install", "-q", "--no-index", "--no-deps", "--disable-pip-version-check"])
                .args([wheel])
                .run(),
            _ => self
                .tool("uv")
                .args(["pip", "install", "-q", "--offline", "--no-deps", "--python"])
                .args([python])
                .args([wheel])
                .run(),
        }
    }

    pub(super) fn uninstall(&self, installer: &str, name: &str) -> Ran {
        match installer {
            "pip" => self
                .tool("pip")
                .args(["--python"])
                .args([self.python()])
                .args(["uninstall", "-q", "-y", "--disable-pip-version-check", name])
                .run(),
            _ => self
                .tool("uv")
                .args(["pip", "uninstall", "-q", "--python"])
                .args([self.python()])
                .args([name])
                .run(),
        }
    }

    /// Where the tools are that environments are made with.
    pub(super) fn tools(&self) -> &Path {
        &self.tools
    }

    pub(super) fn tool(&self, name: &str) -> Program {
        Program::new(self.tools.join(name))
            .env("HOME", self.scratch.path())
            .env("UV_CACHE_DIR", self.scratch.at("uv-cache"))
            .within(self.scratch.path())
    }

    /// What happened, as the journal has it.
    pub(super) fn events(&self, kinds: &str) -> String {
        let journal = self.scratch.at("state/agent");
        Program::new(FETTER)
            .args(["agent", "events", "--kind", kinds, "--journal"])
            .args([journal])
            .within(self.scratch.path())
            .succeed()
    }

    /// Asks the agent to end, and waits for it.
    pub(super) fn stop(&mut self) -> Option<i32> {
        let mut agent = self.agent.take()?;
        if let Some(supervisor) = children(agent.id()).first().copied() {
            signal(supervisor, rustix::process::Signal::TERM);
        }
        agent.wait().ok().and_then(|status| status.code())
    }
}

impl Drop for Rig {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Sends a signal to a process that this test started.
pub(super) fn signal(pid: i32, signal: rustix::process::Signal) {
    let pid = rustix::process::Pid::from_raw(pid).expect("a process");
    let _ = rustix::process::kill_process(pid, signal);
}

fn children(of: u32) -> Vec<i32> {
    let list = std::fs::read_to_string(format!("/proc/{of}/task/{of}/children")).unwrap_or_default();
    list.split_whitespace().filter_map(|pid| pid.parse().ok()).collect()
}
