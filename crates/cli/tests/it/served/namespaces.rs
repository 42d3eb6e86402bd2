//! Machines of a network, each with an agent that the kernel asks, go by what is decided at the server.

use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use fetter_agent::report::machine_id;
use fetter_testkit::program::Program;
use fetter_testkit::{Ran, Scratch};
use serde_json::Value;

use super::asking::now;
use super::network::{Network, Place, SERVER};
use super::server::{PASSWORD, Server};
use crate::agent::rig::{Rig, rig};
use crate::support::FETTER;

const WHAT: &str = "machines of a network with a server";
/// Longer than anything here takes on a machine that is busy, and than an agent waits between reports.
const PATIENCE: Duration = Duration::from_secs(60);
/// While things change an agent makes one report in 30 seconds: after so long without one the next is made at once.
const QUIET: Duration = Duration::from_secs(31);
/// How long is waited for that: agents end after two minutes.
const LOUD: Duration = Duration::from_secs(40);

/// A machine: an agent on a scratch directory, and what brings its reports.
struct Machine {
    rig: Rig,
    id: String,
    sync: Child,
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = self.sync.kill();
        let _ = self.sync.wait();
    }
}

/// Machines, their server, and its administrator. The network goes last.
struct Fleet {
    machines: Vec<Machine>,
    home: Scratch,
    server: Server,
    network: Network,
}

impl Fleet {
    fn start() -> Option<Self> {
        let rigs: Option<Vec<Rig>> = (1..=3).map(|number| rig(&format!("network-{number}"), WHAT)).collect();
        let (rigs, network) = (rigs?, Network::new(3, WHAT)?);
        let home = Scratch::new("network");
        let there = network.server.program(FETTER).env("HOME", home.path()).within(home.path());
        let server = Server::start_by(there, SERVER);
        let mut fleet = Self { machines: Vec::new(), home, server, network };
        fleet.home.tree().file("password", PASSWORD);
        fleet.home.tree().file("link", fleet.server.word("link"));
        let named = fleet.named();
        fleet.done(&format!("server sign-in {named} --user ada --password-file password --link-file link"));
        let token = fleet.done("server token create --group laptops --uses 3");
        for (place, rig) in fleet.network.machines.iter().zip(rigs) {
            fleet.machines.push(Machine::start(place, rig, &named, &token));
        }
        Some(fleet)
    }

    fn named(&self) -> String {
        let (url, fingerprint) = (self.server.word("fetter server listens"), self.server.word("fingerprint"));
        format!("--server {url} --fingerprint {fingerprint}")
    }

    /// fetter, where the administrator is.
    fn fetter(&self) -> Program {
        self.network.server.program(FETTER).env("HOME", self.home.path()).within(self.home.path())
    }

    /// What the administrator is shown.
    fn done(&self, line: &str) -> String {
        done(self.fetter(), line)
    }

    /// How many machines have told of a package. While some have told nothing, that is said.
    fn have_reported(&self) -> usize {
        let ran = self.fetter().args("org who-has good json".split(' ')).run();
        assert!(matches!(ran.code, Some(0 | 4)), "{}", ran.stderr);
        let list: Value = serde_json::from_str(&ran.stdout).expect("JSON");
        list["items"].as_array().map_or(0, Vec::len)
    }

    fn items(&self, line: &str) -> Vec<Value> {
        let list: Value = serde_json::from_str(&self.done(&format!("{line} json"))).expect("JSON");
        list["items"].as_array().expect("a list").clone()
    }

    /// Waits until something is so, and says how long that took.
    #[expect(clippy::print_stderr, reason = "how long it took is for whoever runs the test to see")]
    fn until(&self, what: &str, is_so: impl Fn() -> bool) {
        let begun = Instant::now();
        while !is_so() {
            assert!(begun.elapsed() < PATIENCE, "{what}: not in time\n{}", self.said());
            std::thread::sleep(Duration::from_millis(20));
        }
        eprintln!("{what}: {} ms", begun.elapsed().as_millis());
    }

    /// What there is to read of what went on.
    fn said(&self) -> String {
        let of = |machine: &Machine| {
            let sync = std::fs::read_to_string(machine.rig.scratch.at("sync.log")).unwrap_or_default();
            format!("{}:\n{}{sync}\n", machine.id, machine.rig.log())
        };
        self.done("org events") + &self.machines.iter().map(of).collect::<String>()
    }

    /// All machines go by this policy from now on.
    fn decide(&self, mode: &str) {
        let rule = format!("id = \"ours\"\nmode = \"{mode}\"\npackages = [\"evil\"]\n");
        self.home.tree().file("policy.toml", format!("schema = \"policy-1\"\n[[deny]]\n{rule}"));
        let version = self.done("org policy propose laptops policy.toml");
        let version = version.trim().trim_start_matches("version ");
        self.done(&format!("org policy activate laptops {version}"));
    }
}

impl Machine {
    fn start(place: &Place, mut rig: Rig, server: &str, token: &str) -> Self {
        let tree = rig.scratch.tree();
        // What is not root's own may be used by anybody of the machine.
        tree.mode(".", 0o755);
        tree.file("token", token);
        tree.file(
            "etc/agent.toml",
            "enforcement = \"open\"\nbreak-glass = \"glass\"\npath = [\"../home\"]\nonly-path = true\n\
             state = \"../state\"\nsocket = \"../agent.sock\"\ndatabase = \"../database\"\n\
             [tell]\nsystem-log = false\nterminals = false\n",
        );
        let fetter = |line: &str| {
            let program = place.program(FETTER).within(rig.scratch.path());
            program.args(["--config", "etc/agent.toml"]).args(line.split(' '))
        };
        done(fetter(&format!("agent enroll {server} --token-file token")), "");
        let id = machine_id(&rig.scratch.at("state/outbox")).expect("an id");
        let mut sync = fetter("agent sync --as-root").into_command();
        let installed = rig.install("pip", &rig.wheel("good", "1.0"));
        assert_eq!(installed.code, Some(0), "{}", installed.stderr);
        rig.start_by(place.command());
        let log = std::fs::File::create(rig.scratch.at("sync.log")).expect("it can be made");
        let sync = sync.stdout(Stdio::null()).stderr(log).spawn().expect("it starts");
        Self { rig, id, sync }
    }

    fn status(&self) -> Value {
        let ran = self.fetter("agent status --socket agent.sock json");
        serde_json::from_str(&ran.stdout).expect("JSON")
    }

    fn fetter(&self, line: &str) -> Ran {
        Program::new(FETTER).args(line.split(' ')).within(self.rig.scratch.path()).run()
    }

    /// Waits until a change would be reported at once. Where others mount something all the time it never would: then it comes later.
    fn becomes_quiet(&self) {
        let (mut last, mut since, begun) = (Value::Null, Instant::now(), Instant::now());
        while since.elapsed() < QUIET && begun.elapsed() < LOUD {
            let report = self.status()["reports"]["last"].clone();
            if report != last {
                (last, since) = (report, Instant::now());
            }
            std::thread::sleep(Duration::from_millis(200));
        }
    }
}

fn done(program: Program, line: &str) -> String {
    let ran = program.args(line.split(' ').filter(|word| !word.is_empty())).run();
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{line}");
    ran.stdout
}

#[test]
fn what_is_decided_holds_on_the_machine_that_it_is_about_and_harms_no_other() {
    let Some(fleet) = Fleet::start() else { return };
    let [first, others @ ..] = fleet.machines.as_slice() else { return };
    fleet.until("all have reported", || fleet.have_reported() == 3);
    fleet.decide("observe");
    let by_bundle = |machine: &Machine| !machine.status()["policy"]["bundle"].is_null();
    fleet.until("all go by the policy", || fleet.machines.iter().all(by_bundle));
    first.becomes_quiet();

    let evil = first.rig.wheel("evil", "1.0");
    let installed = first.rig.install("pip", &evil);
    assert_eq!(installed.code, Some(0), "{}", installed.stderr);
    let observed = || fleet.items("org events --kind observed");
    fleet.until("what was installed is seen at the server", || !observed().is_empty());
    let event = observed()[0].to_string();
    assert!(event.contains(&first.id) && event.contains("evil") && event.contains("ours"), "{event}");
    assert!(!first.rig.is_refused("evil"), "it is observed, and no more");

    fleet.decide("enforce");
    fleet.until("it is refused", || first.rig.is_refused("evil"));
    assert!(!first.rig.is_refused("good"));
    for machine in others {
        assert!(!machine.rig.is_refused("good"));
        let missing = machine.rig.run("import evil");
        assert!(missing.stderr.contains("ModuleNotFoundError"), "{}", missing.stderr);
    }

    let program = first.rig.scratch.tree().program_of("fetter", FETTER.as_ref());
    let user = Program::new("setpriv").args(["--reuid", "65534", "--regid", "65534", "--clear-groups"]);
    let user = user.args([program.as_os_str()]).within(first.rig.scratch.path());
    done(user, "request evil==1.0 --reason needed --socket agent.sock");
    let asked = || fleet.items("org request list");
    fleet.until("the request is at the server", || !asked().is_empty());
    let asked = asked().remove(0);
    assert_eq!((&asked["package"], &asked["rules"]), (&"evil==1.0".into(), &serde_json::json!(["ours"])));
    assert_eq!(asked["user"], "nobody", "it is what the kernel says");
    let day = fetter_core::date::Date::of_unix_time(now() + 30 * 86_400);
    fleet.done(&format!("org request approve {} --reason tested --until {day}", asked["id"]));
    fleet.until("it can be used again", || !first.rig.is_refused("evil"));
    for machine in &fleet.machines {
        assert!(!machine.rig.is_refused("good"));
    }
}
