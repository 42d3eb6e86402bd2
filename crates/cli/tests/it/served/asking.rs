//! Somebody asks that a package be let pass, and is heard: server, agent and `fetter-sync` are processes of their own.

use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use fetter_testkit::{Ran, Scratch};
use serde_json::Value;

use super::server::{PASSWORD, Server};
use crate::support::fetter;

const POLICY: &str =
    "schema = \"policy-1\"\n[[deny]]\nid = \"ours\"\nmode = \"enforce\"\nbounds = [\"denied.txt\"]\n";
const AGENT: &str = "enforcement = \"off\"\nonly-path = true\npath = [\"watched\"]\nstate = \"state\"\n\
    socket = \"agent.sock\"\ndatabase = \"database\"\n[tell]\nsystem-log = false\nterminals = false\n";

pub(super) struct Machine {
    pub(super) home: Scratch,
    server: Server,
    processes: Vec<Child>,
}

impl Drop for Machine {
    fn drop(&mut self) {
        for process in &mut self.processes {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

impl Machine {
    /// A server whose administrator is signed in, and a machine that is enrolled there and has a package.
    pub(super) fn new(name: &str) -> Self {
        let home = Scratch::new(name);
        let server = Server::start(&home);
        let tree = home.tree();
        tree.file("password", PASSWORD);
        tree.file("link", server.word("link"));
        tree.file("agent.toml", AGENT);
        tree.directory("state");
        tree.dist_info("watched/site-packages", "evil", "1.0");
        tree.dist_info("watched/site-packages", "good", "1.0");
        let machine = Self { home, server, processes: Vec::new() };
        machine.done("server sign-in SERVER --user ada --password-file password --link-file link");
        let token = machine.done("server token create --group laptops --uses 1");
        machine.home.tree().file("token", &token);
        machine.done("--config agent.toml agent enroll SERVER --token-file token");
        machine
    }

    fn named(&self) -> String {
        let (url, fingerprint) = (self.server.word("fetter server listens"), self.server.word("fingerprint"));
        format!("--server {url} --fingerprint {fingerprint}")
    }

    pub(super) fn run(&self, line: &str) -> Ran {
        fetter(&self.home).args(line.replace("SERVER", &self.named()).split(' ')).run()
    }

    pub(super) fn done(&self, line: &str) -> String {
        let ran = self.run(line);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{line}");
        ran.stdout
    }

    pub(super) fn start(&mut self, line: &str) {
        let mut command = fetter(&self.home).args(line.split(' ')).into_command();
        let log = std::fs::File::options().append(true).create(true).open(self.home.at("log"));
        let log = log.expect("it can be opened");
        self.processes.push(command.stdout(Stdio::null()).stderr(log).spawn().expect("it starts"));
    }

    /// Waits until that is said.
    pub(super) fn until(&self, what: &str, line: &str, is_so: impl Fn(&str) -> bool) {
        let begun = Instant::now();
        loop {
            let said = self.run(line).stdout;
            if is_so(&said) {
                return;
            }
            let log = std::fs::read_to_string(self.home.at("log")).unwrap_or_default();
            assert!(begun.elapsed() < Duration::from_secs(120), "{what}: not in time:\n{said}\n{log}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn requests(&self) -> Vec<Value> {
        let list: Value = serde_json::from_str(&self.done("org request list json")).expect("JSON");
        list["items"].as_array().expect("a list").clone()
    }
}

pub(super) const STATUS: &str = "agent status --socket agent.sock";
const LIST: &str = "request --list --socket agent.sock";

#[test]
fn a_request_is_approved_and_the_machine_lets_the_package_pass() {
    let mut machine = Machine::new("asking");
    let alone = machine.run("request evil --reason x --socket agent.sock");
    assert!(alone.stderr.contains("no agent could be asked"), "{}", alone.stderr);
    machine.start("--config agent.toml agent run");
    machine.until("it answers", STATUS, |said| said.contains("server: "));
    assert_eq!(machine.done(LIST), "nothing was asked for\n");
    // Without a way to the server it waits on the machine.
    let asked = machine.done("request worse --reason needed --socket agent.sock");
    assert!(asked.starts_with("worse: asked at ") && asked.contains("not at the server yet"), "{asked}");
    machine.start("--config agent.toml agent sync --as-root");
    machine.until("it is at the server", LIST, |said| said.contains("nobody has decided yet"));
    machine.home.tree().file("policy.toml", POLICY);
    machine.home.tree().file("denied.txt", "evil\n");
    assert_eq!(machine.done("org policy propose laptops policy.toml --note first"), "version 1\n");
    machine.until("it is reported", "org packages", |said| said.contains("evil"));
    let previewed = machine.run("org policy preview laptops 1");
    assert_eq!(previewed.code, Some(3), "{}", previewed.stderr);
    assert!(
        previewed.stdout.lines().any(|line| line.starts_with("new") && line.contains("evil")),
        "{}",
        previewed.stdout
    );
    let previews = machine.done("org policy previews laptops");
    let cells: Vec<&str> = previews.lines().nth(1).expect("a preview").split_whitespace().collect();
    assert_eq!(cells[1..3], ["1", "done"], "{previews}");
    let places = machine.run("org policy preview laptops 1 --list machines json").stdout;
    let places: Value = serde_json::from_str(&places).expect("JSON");
    assert_eq!(places["items"][0]["package"], "evil", "{places}");
    let derived = machine.done("org policy derive laptops --into derived");
    assert!(derived.contains("derived/policy.toml is what"), "{derived}");
    let list = std::fs::read_to_string(machine.home.at("derived/allowed.txt")).expect("it is written");
    assert!(list.contains("evil==1.0  # optional\ngood==1.0  # optional\n"), "{list}");
    machine.done("org policy activate laptops 1");
    machine.until("it is denied", STATUS, |said| said.contains("evil 1.0 in "));
    machine.done("request evil==1.0 --reason needed --socket agent.sock");
    let end = Instant::now() + Duration::from_secs(60);
    let evil = loop {
        let open = machine.requests();
        if let Some(evil) = open.iter().find(|request| request["package"] == "evil==1.0") {
            break evil.clone();
        }
        assert!(Instant::now() < end, "the request is not at the server: {open:?}");
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(evil["rules"], serde_json::json!(["ours"]), "the machine says what refuses it");
    let day = fetter_core::date::Date::of_unix_time(now() + 30 * 86_400);
    machine.done(&format!("org request approve {} --reason tested --until {day}", evil["id"]));
    machine.until("it is let pass", STATUS, |said| !said.contains("evil 1.0 in "));
    let heard = format!("evil==1.0: approved until {day}: tested\n");
    machine.until("the machine hears of it", LIST, |said| said.contains(&heard));
    let worse = machine.requests()[0].clone();
    machine.done(&format!("org request refuse {} --reason unneeded", worse["id"]));
    machine.until("it is refused", LIST, |said| said.contains("worse: refused: unneeded\n"));
    let exceptions = machine.done("org exception list");
    assert!(exceptions.contains("evil==1.0") && exceptions.contains("ours"), "{exceptions}");
    let exceptions: Value = serde_json::from_str(&machine.done("org exception list json")).expect("JSON");
    machine.done(&format!("org exception revoke {}", exceptions["items"][0]["id"]));
    machine.until("it is denied again", STATUS, |said| said.contains("evil 1.0 in "));
    // What was heard is still known after a restart.
    let mut agent = machine.processes.remove(0);
    agent.kill().expect("it is killed");
    agent.wait().expect("it ends");
    machine.start("--config agent.toml agent run");
    machine.until("it is known", LIST, |said| said.contains("worse: refused") && said.contains(&heard));
}

pub(super) fn now() -> u64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.expect("a time").as_secs()
}

#[test]
fn a_groups_policy_is_managed_from_the_command_line() {
    let machine = Machine::new("org-policy");
    let tree = machine.home.tree();
    tree.file("policy.toml", POLICY);
    tree.file("denied.txt", "evil\n");
    assert_eq!(machine.done("org policy propose laptops policy.toml --note first"), "version 1\n");
    tree.file("denied.txt", "-r more.txt\n");
    tree.file("more.txt", "worse\n");
    let missing = machine.run("org policy propose laptops policy.toml");
    assert_eq!(missing.code, Some(1));
    assert!(missing.stderr.contains("more.txt"), "{}", missing.stderr);
    assert_eq!(machine.done("org policy propose laptops policy.toml --with more.txt"), "version 2\n");
    tree.file("wrong.toml", "schema = \"policy-1\"\n[[alow]]\n");
    let wrong = machine.run("org policy propose laptops wrong.toml");
    assert!(wrong.stderr.contains("wrong.toml:2"), "{}", wrong.stderr);
    tree.file("elsewhere.toml", POLICY.replace("denied.txt", "/etc/hostname"));
    let elsewhere = machine.run("org policy propose laptops elsewhere.toml");
    assert!(elsewhere.stderr.contains("lie beside it"), "{}", elsewhere.stderr);
    let none = machine.run("org policy show laptops");
    assert!(none.stderr.contains("goes by no policy yet"), "{}", none.stderr);
    machine.done("org policy activate laptops 1");
    assert_eq!(machine.done("org policy show laptops"), POLICY);
    let diff = machine.done("org policy diff laptops 2");
    assert!(
        diff.contains("--- 1/denied.txt\n+++ 2/denied.txt\n@@ -1 +1 @@\n-evil\n+-r more.txt\n"),
        "{diff}"
    );
    machine.done("org policy show laptops 2 --into second");
    assert_eq!(std::fs::read_to_string(machine.home.at("second/more.txt")).expect("written"), "worse\n");
    assert_eq!(
        machine.done("org policy propose laptops second/policy.toml --with second/more.txt"),
        "version 3\n"
    );
    assert!(machine.done("org policy diff laptops 3 --from 2").is_empty());
    machine.done("org policy stage laptops 2 --percent 20");
    let status = machine.done("org policy status laptops");
    let rows: Vec<Vec<&str>> = status.lines().map(|line| line.split_whitespace().collect()).collect();
    assert!(rows.contains(&vec!["Staged", "2"]) && rows.contains(&vec!["Percent", "20"]), "{status}");
    machine.done("org policy unstage laptops");
    machine.done("org policy activate laptops 2");
    machine.done("org policy roll-back laptops");
    let history = machine.done("org policy history laptops json");
    let history: Value = serde_json::from_str(&history).expect("JSON");
    assert_eq!(
        (&history["items"][0]["step"], &history["items"][0]["version"]),
        (&"roll-back".into(), &1.into())
    );
    assert!(machine.done("org policy list laptops").contains("first"));
    let nobody = machine.run("org policy status desktops");
    assert!(nobody.stderr.contains("there is no group"), "{}", nobody.stderr);
    let day = fetter_core::date::Date::of_unix_time(now() + 86_400);
    let all = format!("org exception add --all-groups --rule deny -p evil --reason tested --until {day}");
    assert!(machine.done(&all).starts_with("exception "));
    let over =
        machine.run("org exception add --group laptops --rule deny -p evil --reason r --until 2020-01-01");
    assert!(over.stderr.contains("a day that is not over"), "{}", over.stderr);
    assert!(machine.done("org exception list --group laptops --holding").contains("all"));
    let missing = machine.run("org request refuse 99 --reason r");
    assert!(missing.stderr.contains("there is nothing of that name"), "{}", missing.stderr);
}
