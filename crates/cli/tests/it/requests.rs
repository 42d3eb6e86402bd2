//! `fetter request`, on a machine whose agent runs and whose server nobody reaches.

use std::process::{Child, Stdio};

use fetter_testkit::Scratch;

use crate::server::until;
use crate::server_stub::{Stub, TOKEN};
use crate::support::{fetter, run};

const AGENT: &str = "enforcement = \"off\"\nonly-path = true\npath = [\"watched\"]\nstate = \"state\"\n\
    socket = \"agent.sock\"\ndatabase = \"database\"\n[tell]\nsystem-log = false\nterminals = false\n";

/// A machine that is enrolled, with its agent.
pub(crate) struct Machine {
    pub(crate) home: Scratch,
    agent: Child,
}

impl Machine {
    pub(crate) fn start(name: &str) -> Self {
        let (home, stub) = (Scratch::new(name), Stub::start());
        home.tree().file("agent.toml", AGENT);
        home.tree().file("token", TOKEN);
        home.tree().directory("state");
        home.tree().directory("watched");
        let url = stub.server.url("");
        let line = format!("--config agent.toml agent enroll --server {url} --token-file token");
        let enrolled = run(&home, &line);
        assert_eq!(enrolled.code, Some(0), "{}", enrolled.stderr);
        let mut command = fetter(&home).args(["--config", "agent.toml", "agent", "run"]).into_command();
        let agent = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        let machine = Self { home, agent };
        until("the agent answers", || {
            run(&machine.home, "agent status --socket agent.sock").stdout.contains("server: ")
        });
        machine
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = self.agent.kill();
        let _ = self.agent.wait();
    }
}

#[test]
fn requests_as_users_know_them() {
    let machine = Machine::start("request-lines");
    for (line, code, said) in [
        ("request --list", 0, "nothing was asked for"),
        ("request evil --reason needed", 0, "evil: asked at "),
        ("request evil==1.0 --reason needed", 0, "evil==1.0: asked at "),
        ("request --list", 0, "not at the server yet"),
        ("request --list --json", 0, "\"evil==1.0\""),
        ("request acme-* --reason needed", 2, ""),
        ("request --list --socket elsewhere.sock", 1, ""),
    ] {
        let line =
            if line.contains("--socket") { line.to_owned() } else { format!("{line} --socket agent.sock") };
        let ran = run(&machine.home, &line);
        assert_eq!(ran.code, Some(code), "{line}: {}", ran.stderr);
        assert!(ran.stdout.contains(said), "{line}: {}", ran.stdout);
    }
}
