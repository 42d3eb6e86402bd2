//! The policy of a server: it is put into force at once where it is the server's and new, and nothing else is.

use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use fetter_agent::report::{Enrolment, EnrolmentFiles, Inbox, NumberFile, Offer, Spool, machine_id};
use fetter_client::server::MachineKey;
use fetter_protocol::{Digest, Report, read};
use fetter_testkit::Scratch;

use crate::server_stub::{Stub, TOKEN, enrolled, offer};
use crate::support::{fetter, run};
use crate::sync;

const DENY: &str = "schema = \"policy-1\"\nname = \"server\"\n[[deny]]\npackages = [\"evil<2\"]\n";
const LISTS: &str = "schema = \"policy-1\"\nname = \"lists\"\n[[allow]]\nbounds = [\"allowed.txt\"]\n";

/// A machine that is enrolled, with an agent that watches a scratch directory and refuses nothing.
struct Machine {
    home: Scratch,
    key: MachineKey,
    agent: Option<Child>,
}

impl Drop for Machine {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Machine {
    fn new(name: &str) -> Self {
        let home = Scratch::new(name);
        home.tree().directory("watched");
        home.tree().directory("state");
        let state = home.at("state");
        let machine = machine_id(&state.join("outbox")).expect("an id");
        let key = MachineKey::generate().expect("random bytes");
        let files = EnrolmentFiles::open(&state).expect("a directory");
        let enrolment = Enrolment::of("http://127.0.0.1:9", None, &enrolled(&machine, key.public(), 0));
        files.keep(&enrolment).expect("it is kept");
        drop(NumberFile::open(&state.join("inbox")).expect("an inbox"));
        let machine = Self { home, key, agent: None };
        machine.configure("");
        machine
    }

    fn configure(&self, more: &str) {
        let text = format!(
            "{more}enforcement = \"off\"\nonly-path = true\npath = [\"watched\"]\nstate = \"state\"\nsocket = \"agent.sock\"\n\
             database = \"database\"\n[tell]\nsystem-log = false\nterminals = false\n"
        );
        self.home.tree().file("agent.toml", text);
    }

    fn start(&mut self) {
        let mut command = fetter(&self.home).args(["--config", "agent.toml", "agent", "run"]).into_command();
        let log = std::fs::File::create(self.home.at("log")).expect("it can be made");
        self.agent = Some(command.stdout(Stdio::null()).stderr(log).spawn().expect("it starts"));
        self.until("it answers", |said| said.contains("server: "));
    }

    fn stop(&mut self) {
        if let Some(mut agent) = self.agent.take() {
            let _ = agent.kill();
            let _ = agent.wait();
        }
    }

    fn status(&self) -> String {
        run(&self.home, "agent status --socket agent.sock").stdout
    }

    fn until(&self, what: &str, is_so: impl Fn(&str) -> bool) {
        let end = Instant::now() + Duration::from_secs(60);
        loop {
            let said = self.status();
            if is_so(&said) {
                return;
            }
            let log = std::fs::read_to_string(self.home.at("log")).unwrap_or_default();
            assert!(Instant::now() < end, "{what}: not in time:\n{said}\n{log}");
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    fn put(&self, offer: &Offer) {
        let inbox = Inbox::open_or_make(&self.home.at("state/inbox")).expect("an inbox");
        inbox.put_offer(offer).expect("it is put there");
    }

    fn offer(&self, number: u64, policy: &str, files: &[(&str, &str)]) -> Offer {
        offer(&self.key, "org", number, policy, files)
    }

    /// Waits until the newest report and the check-in that follows it say so.
    fn until_reported(&self, what: &str, is_so: impl Fn(&Report, Option<Digest>) -> bool) {
        let end = Instant::now() + Duration::from_secs(60);
        loop {
            let spool = Spool::open(&self.home.at("state/outbox")).expect("a spool");
            let newest = spool.reports().expect("a list").pop();
            let bytes = newest.and_then(|number| spool.report(number).expect("it can be read"));
            let standing = spool.standing().expect("it can be read");
            if let (Some(bytes), Some(standing)) = (bytes, standing) {
                let report: Report = read(&bytes).expect("it is one");
                if standing.report == report.sequence && is_so(&report, standing.bundle) {
                    assert_eq!(standing.state, report.state().expect("within the limits"));
                    return;
                }
            }
            assert!(Instant::now() < end, "{what}: not in time\n{}", self.status());
            std::thread::sleep(Duration::from_millis(30));
        }
    }
}

#[test]
fn a_bundle_holds_at_once_and_after_a_restart() {
    let mut machine = Machine::new("bundle-holds");
    machine.start();
    assert!(machine.status().contains("policy: none"), "{}", machine.status());
    let first = machine.offer(4, DENY, &[]);
    machine.put(&first);
    machine.until("it holds", |said| said.contains("policy: server") && said.contains("its bundle 4 holds"));
    let digest = first.reference.digest;
    machine.until_reported("it is reported", |report, bundle| {
        bundle == Some(digest) && report.host.policy.as_ref().is_some_and(|policy| policy.name == "server")
    });
    assert!(!machine.home.at("state/inbox/bundle.offer").exists(), "it is taken away");
    // It was killed when the bundle held, and before it was taken away.
    machine.put(&first);
    let waits = machine.home.at("state/inbox/bundle.offer");
    machine.until("it is taken away again", |said| !waits.exists() && !said.contains("rejected"));
    // Lists come with it, and lists of lists.
    let second = machine.offer(5, LISTS, &[("allowed.txt", "-r more.txt\n"), ("more.txt", "good\n")]);
    machine.put(&second);
    machine.until("another holds", |said| said.contains("policy: lists") && said.contains("bundle 5"));
    machine.stop();
    machine.start();
    machine.until("it still holds", |said| {
        said.contains("policy: lists") && said.contains("its bundle 5 holds")
    });
}

#[test]
fn what_is_not_the_servers_or_cannot_be_used_changes_nothing() {
    let mut machine = Machine::new("bundle-refused");
    machine.start();
    machine.put(&machine.offer(4, DENY, &[]));
    machine.until("it holds", |said| said.contains("its bundle 4 holds"));
    let other = MachineKey::generate().expect("random bytes");
    let good = machine.offer(9, DENY, &[]);
    let mut altered = good.clone();
    altered.bytes.push(b' ');
    let mut truncated = good.clone();
    truncated.bytes.truncate(20);
    let mut renumbered = machine.offer(3, DENY, &[]);
    renumbered.reference.number = 8;
    let outside = LISTS.replace("allowed.txt", "/etc/hostname");
    let cases = [
        ("forged", offer(&other, "org", 9, DENY, &[]), "has not signed it"),
        ("of another organisation", offer(&machine.key, "other", 9, DENY, &[]), "has not signed it"),
        ("rolled back", machine.offer(3, LISTS, &[]), "older than 4"),
        ("altered", altered, "another digest"),
        ("truncated", truncated, "another digest"),
        ("renumbered", renumbered, "has not signed it"),
        ("no policy", machine.offer(10, "schema = \"policy-9\"\n", &[]), "policy-9"),
        ("without its list", machine.offer(11, LISTS, &[]), "does not come with the policy"),
        ("with a file of this machine", machine.offer(12, &outside, &[]), "does not come with the policy"),
        (
            "with a way out",
            machine.offer(13, LISTS, &[("allowed.txt", "-r ../../../etc/hostname\n")]),
            "to nothing else",
        ),
        (
            "with the network",
            machine.offer(14, &LISTS.replace("allowed.txt", "https://h.example/x"), &[]),
            "not of this machine",
        ),
    ];
    for (what, offer, said) in cases {
        machine.put(&offer);
        let waits = machine.home.at("state/inbox/bundle.offer");
        machine.until(what, |status| !waits.exists() && status.contains(said));
        let status = machine.status();
        let holds = status.contains("policy: server") && status.contains("its bundle 4 holds");
        assert!(holds, "{what}: {status}");
    }
    machine.until_reported("why is reported", |report, _| {
        report.host.policy.as_ref().is_some_and(|policy| {
            policy.name == "server"
                && policy.rejected.as_ref().is_some_and(|why| why.contains("not of this machine"))
        })
    });
    machine.put(&machine.offer(15, LISTS, &[("allowed.txt", "good\n")]));
    machine
        .until("a good one holds", |said| said.contains("its bundle 15 holds") && !said.contains("rejected"));
}

#[test]
fn a_policy_of_the_machine_goes_before() {
    let mut machine = Machine::new("bundle-unused");
    machine.home.tree().file("policy.toml", DENY.replace("server", "own"));
    machine.configure("policy = \"policy.toml\"\n");
    machine.start();
    machine.put(&machine.offer(4, LISTS, &[("allowed.txt", "good\n")]));
    let is_said = |said: &str| said.contains("policy: own") && said.contains("bundle 4 of org is not used");
    machine.until("it is said", is_said);
    machine.until_reported("it is reported", |report, bundle| {
        let policy = report.host.policy.as_ref();
        bundle.is_none() && policy.and_then(|policy| policy.rejected.as_ref()).is_some()
    });
    machine.stop();
    machine.start();
    machine.until("after a restart too", is_said);
    machine.stop();
    machine.configure("");
    machine.start();
    machine.until("without a file, the server's holds", |said| said.contains("its bundle 4 holds"));
}

#[test]
fn the_usual_policy_of_the_machine_holds_until_the_servers_has_come() {
    let mut machine = Machine::new("bundle-usual");
    machine.home.tree().file("policy.toml", DENY.replace("server", "own"));
    machine.start();
    machine.until("the file beside agent.toml holds", |said| said.contains("policy: own"));
    machine.put(&machine.offer(4, LISTS, &[("allowed.txt", "good\n")]));
    machine.until("then the server's", |said| {
        said.contains("its bundle 4 holds") && !said.contains("policy: own")
    });
    machine.stop();
    machine.start();
    machine.until("after a restart too", |said| said.contains("its bundle 4 holds"));
}

#[test]
fn a_kept_bundle_that_others_may_have_written_is_not_trusted() {
    let mut machine = Machine::new("bundle-damaged");
    machine.start();
    machine.put(&machine.offer(4, DENY, &[]));
    machine.until("it holds", |said| said.contains("its bundle 4 holds"));
    machine.stop();
    let kept = machine.home.at("state/agent/policy.bundle");
    damage(&kept);
    machine.start();
    machine.until("it is said", |said| said.contains("is not used") && said.contains("another digest"));
    machine.put(&machine.offer(4, DENY, &[]));
    machine.until("the server's is taken again", |said| said.contains("its bundle 4 holds"));
}

/// The whole way: a server, whoever talks to it, and the agent.
#[test]
fn a_policy_that_is_changed_at_the_server_holds_on_the_machine() {
    let stub = Stub::start();
    let mut machine = Machine::new("bundle-whole-way");
    machine.home.tree().file("token", TOKEN);
    let line = format!(
        "--config agent.toml agent enroll --force --token-file token --server {}",
        stub.server.url("")
    );
    let ran = run(&machine.home, &line);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    machine.start();
    let mut command = fetter(&machine.home).args(sync::line("").split(' ')).into_command();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
    machine.until("the server was heard of", |said| said.contains("last heard of 2"));
    for (number, policy, name) in [(1, DENY, "server"), (2, LISTS, "lists")] {
        let offer = offer(&stub.policy_key, "org", number, policy, &[("allowed.txt", "good\n")]);
        let digest = offer.reference.digest;
        stub.change(|known| known.bundle = Some(offer));
        machine.until("it holds", |said| {
            said.contains(&format!("policy: {name}")) && said.contains(&format!("its bundle {number} holds"))
        });
        let end = Instant::now() + Duration::from_secs(60);
        while !stub.known().check_ins.iter().any(|check_in| check_in.bundle == Some(digest)) {
            assert!(Instant::now() < end, "the server is not told that {number} holds");
            std::thread::sleep(Duration::from_millis(20));
        }
        let known = stub.known();
        let policy = known.reports.values().next_back().and_then(|report| report.host.policy.clone());
        assert_eq!(policy.map(|policy| policy.name).as_deref(), Some(name));
        assert_eq!(known.unsigned, 0);
    }
    child.kill().expect("it is killed");
    child.wait().expect("it ended");
}

fn damage(file: &Path) {
    let mut bytes = std::fs::read(file).expect("it is there");
    bytes.pop();
    std::fs::write(file, bytes).expect("written");
}
