//! What an organisation is asked from the command line.

use fetter_agent::report::{Outbox, OutboxLimits, contents_of, host, machine_id};
use fetter_core::inventory::Inventory;
use fetter_core::report::json::InventoryDocument;
use fetter_protocol::CoverageSummary;
use fetter_testkit::{Ran, Scratch};
use serde_json::Value;

use super::server::{PASSWORD, Server};
use crate::schemas;
use crate::server::until;
use crate::support::{fetter, home};
use crate::sync::{line, write_of};

/// A home whose user manages a server, and whose machine is enrolled there and has reported what it has.
pub(super) struct Org {
    pub(super) home: Scratch,
    /// It ends with this.
    _server: Server,
    /// What names the server on a command line.
    pub(super) named: String,
    pub(super) machine: String,
}

impl Org {
    pub(super) fn start(name: &str) -> Self {
        let home = home(name);
        let server = Server::start(&home);
        let named = format!(
            "--server {} --fingerprint {}",
            server.word("fetter server listens"),
            server.word("fingerprint")
        );
        let tree = home.tree();
        tree.file("password", PASSWORD);
        tree.file("link", server.word("link"));
        tree.file("agent.toml", "state = \"state\"\n");
        tree.directory("state");
        let org = Self { home, _server: server, named, machine: String::new() };
        org.done("server sign-in SERVER --user ada --password-file password --link-file link");
        org.keep("token", "server token create --group laptops --uses 5");
        let outbox = org.home.at("state/outbox");
        let machine = machine_id(&outbox).expect("an id");
        let mut outbox = Outbox::open(&outbox, &machine, 0, OutboxLimits::default()).expect("an outbox");
        org.done("--config agent.toml agent enroll SERVER --token-file token");
        let inventory = org.run("--path . --only-path scan json").stdout;
        let inventory = InventoryDocument::read(inventory.as_bytes()).expect("an inventory");
        let inventory = Inventory::try_from(inventory).expect("an inventory");
        write_of(&org.home, &mut outbox, &inventory);
        assert_eq!(org.done(&line(" --once")), "1 reports, contents of 0 sites\n");
        // The server asks for what it has never seen.
        let inbox = org.home.at("state/inbox");
        outbox.take_answers(&inbox, &mut |digest| contents_of(&inventory, digest)).expect("files work");
        assert_eq!(org.done(&line(" --once")), "0 reports, contents of 3 sites\n");
        Self { machine, ..org }
    }

    pub(super) fn run(&self, line: &str) -> Ran {
        fetter(&self.home).args(line.replace("SERVER", &self.named).split(' ')).run()
    }

    /// What a command that ends well shows.
    pub(super) fn done(&self, line: &str) -> String {
        let ran = self.run(line);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{line}");
        ran.stdout
    }

    /// The same, kept in a file that only this user reads.
    pub(super) fn keep(&self, file: &str, line: &str) {
        let shown = self.done(line);
        self.home.tree().file(file, &shown);
    }

    /// Why a command failed.
    pub(super) fn failed(&self, line: &str) -> String {
        let ran = self.run(line);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{line}");
        ran.stderr
    }

    pub(super) fn json(&self, line: &str) -> Value {
        serde_json::from_str(&self.run(line).stdout).expect("JSON")
    }
}

/// The cells of a table, but for its header.
pub(super) fn rows(table: &str) -> Vec<Vec<String>> {
    table.lines().skip(1).map(cells).collect()
}

fn cells(line: &str) -> Vec<String> {
    line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned).collect()
}

#[test]
fn machines_groups_and_packages_are_shown_and_changed() {
    let org = Org::start("org");
    let (machine, host) = (org.machine.clone(), own_host());
    let listed = org.done("org machines");
    assert!(
        listed.starts_with("Host") && listed.contains(&machine) && listed.contains("laptops"),
        "{listed}"
    );
    assert_eq!(org.json("org machines json")["items"][0]["id"], machine.as_str());
    assert!(org.done("org machines write -o -").starts_with("Host,Id,Group,Status,"));
    assert_eq!(rows(&org.done("org machines --group laptops --status active --silent 7d")).len(), 0);
    let shown = org.done(&format!("org machine {machine}"));
    assert!(shown.contains("Status") && shown.contains("active"), "{shown}");
    // No agent watches there: that nothing was changed nobody says.
    assert!(
        shown.lines().any(|line| line.starts_with("Changed files") && line.ends_with("not told")),
        "{shown}"
    );
    assert_eq!(rows(&org.done("org machines --not-checked integrity")).len(), 1);
    assert_eq!(org.json("org findings --kind integrity json")["items"], serde_json::json!([]));
    if !host.is_empty() && !host.contains(' ') {
        assert_eq!(org.done(&format!("org machine {host}")), shown);
    }
    assert!(org.failed("org machine no-such-host").contains("there is no machine"));
    let listed = |list: &str| rows(&org.done(&format!("org machine {machine} --list {list}")));
    let packages = listed("packages");
    assert_eq!(packages.len(), 4, "{packages:?}");
    assert_eq!(packages[0][..2], ["pip", "24.0"]);
    assert_eq!(listed("sites").len(), 3);
    assert_eq!(listed("environments").len(), 3);
    for empty in ["history", "denials", "not-covered"] {
        assert!(listed(empty).is_empty(), "{empty}");
    }

    assert_eq!(rows(&org.done("org packages -p re")), [["requests", "2"]]);
    let versions = rows(&org.done("org package Requests"));
    assert_eq!((versions[0][0].as_str(), versions[1][0].as_str()), ("2.19.1", "2.31.0"));
    for (asked, count) in [
        ("requests", 2),
        ("requests==2.31.0", 1),
        ("requests<2.20", 1),
        ("requests>=2.20,<2.31", 0),
        ("nobody-has-it", 0),
    ] {
        let held = rows(&org.done(&format!("org who-has {asked}")));
        assert_eq!(held.len(), count, "{asked}: {held:?}");
    }
    let one = org.run("org who-has requests --limit 1 json");
    let answer: Value = serde_json::from_str(&one.stdout).expect("JSON");
    assert_eq!((one.code, answer["is_complete"].as_bool()), (Some(4), Some(false)), "{}", one.stderr);
    assert!(one.stderr.contains("there are more than these 1"), "{}", one.stderr);
    assert_eq!(answer["items"][0]["name"], "requests");

    assert_eq!(org.done("org groups make servers"), "");
    assert!(org.failed("org groups make servers").contains("could not make the group: status 409"));
    org.done("org groups rename servers hosts");
    org.done(&format!("org machine {machine} move --group hosts"));
    let groups = rows(&org.done("org groups"));
    let count = |name: &str| groups.iter().find(|row| row[0] == name).map(|row| row[2].clone());
    assert_eq!(
        (count("laptops").as_deref(), count("hosts").as_deref()),
        (Some("0"), Some("1")),
        "{groups:?}"
    );
    org.home.tree().file("rules.json", r#"{"version": 0, "rules": [{"group": "hosts", "owner": "ada"}]}"#);
    // Where there are no rules, the token that it was enrolled with says.
    org.done(&format!("org machine {machine} by-rules"));
    org.done(&format!("org machine {machine} set --owner ada --tag lab --tag x"));
    let tried = org.run("org rules try rules.json");
    assert!(tried.stderr.contains("1 of 1 machines would move"), "{}", tried.stderr);
    assert_eq!(rows(&tried.stdout)[0][1..3], ["laptops", "hosts"]);
    org.done("org rules set rules.json");
    assert!(org.failed("org rules set rules.json").contains("the rules are others by now"));
    assert_eq!(rows(&org.done("org rules show")), [["hosts", "ada"]]);
    assert_eq!(org.json("org rules show json")["version"], 1);
    let of = |field: &str| org.json(&format!("org machine {machine} json"))["group"][field].clone();
    until("the machine follows the rules", || of("name") == "hosts");
    org.done(&format!("org machine {machine} move --group hosts"));
    assert_eq!(org.json(&format!("org machine {machine} json"))["placed"], "hand");
    org.home.tree().file("wrong.json", r#"{"version": 1, "rules": [{"group": "nothing"}]}"#);
    assert!(org.failed("org rules set wrong.json").contains("there is no group \"nothing\""));
    assert!(org.failed("org machines --group servers").contains("there is no group \"servers\""));
    assert_eq!(rows(&org.done("org who-has requests --group hosts")).len(), 2);
    assert_eq!(rows(&org.done("org who-has requests --group laptops")).len(), 0);
    assert_eq!(rows(&org.done("org notices")).len(), 0);
    assert!(org.done("org events --kind started").contains("started"));
    let audit = org.done("org audit");
    assert!(audit.contains("group.rename") && audit.contains("machine.change"), "{audit}");
    org.done(&format!("org machine {machine} decommission"));
    assert_eq!(listed("history").len(), 3);
    org.done(&format!("org machine {machine} take-back"));
    // It has not told anything yet: that nobody is known to have it does not mean that nobody has.
    for (line, why) in [
        ("org who-has requests", "others may have it too"),
        ("org package requests", "others may have it too"),
        ("org who-has requests --group hosts json", "others may have it too"),
        ("org packages", "there may be more packages"),
        ("org environments", "there may be more environments"),
    ] {
        let ran = org.run(line);
        assert_eq!(ran.code, Some(4), "{line}: {}", ran.stdout);
        let said = format!("{why}: 1 machines did not tell all");
        assert!(ran.stderr.contains(&said), "{}", ran.stderr);
    }
    org.done("org who-has requests --group laptops");
}

#[test]
fn environments_and_what_sites_hold_are_listed() {
    let org = Org::start("org-environments");
    let machine = org.machine.clone();
    let environments = rows(&org.done("org environments --contains /.venv --kind virtual --python 3.11"));
    assert_eq!(environments.len(), 2, "{environments:?}");
    assert_eq!(rows(&org.done(&format!("org environments --machine {machine} --group laptops"))).len(), 3);
    assert!(org.done("org environments write -o -").starts_with("Host,Environment,Kind,Python,"));
    assert!(rows(&org.done("org environments --implementation pypy")).is_empty());
    let environments = org.json("org environments --kind virtual json");
    let site = &environments["items"][0]["sites"][0]["site"];
    // What it holds was reported by an agent that read no more than that.
    let shown = org.run(&format!("org site {site}"));
    assert!(
        shown.code == Some(4) && shown.stderr.contains("it did not tell what installed them"),
        "{}",
        shown.stderr
    );
    let held = rows(&shown.stdout);
    assert_eq!((held[0][0].as_str(), held[0][2].as_str()), ("requests", "dist-info"), "{held:?}");
    assert!(org.failed("org site 4000").contains("could not list what the site holds: status 404"));
}

#[test]
fn a_revoked_machine_is_not_checked_until_somebody_says_that_it_is_gone() {
    let org = Org::start("org-revoked");
    let machine = org.machine.clone();
    org.done(&format!("org machine {machine} revoke"));
    let ran = org.run(&format!("org findings --machine {machine}"));
    assert_eq!(ran.code, Some(4), "{}", ran.stdout);
    assert!(ran.stderr.contains("1 machines are revoked or decommissioned"), "{}", ran.stderr);
    assert!(org.failed(&format!("org machine {machine} take-back")).contains("with a new id and key"));
    assert_eq!(rows(&org.done("org machines --status revoked")).len(), 1);
    assert!(ran.stderr.contains("`fetter org machine ID decommission`"), "{}", ran.stderr);
    // It is gone: somebody says so, and its key is not trusted again for all that.
    org.done(&format!("org machine {machine} decommission"));
    assert_eq!(rows(&org.done("org machines --status revoked")).len(), 0);
    assert!(!org.run("org status").stderr.contains("revoked"));
    assert!(org.failed(&format!("org machine {machine} take-back")).contains("with a new id and key"));
}

#[test]
fn findings_say_what_could_not_be_checked() {
    let org = Org::start("org-findings");
    for line in [
        "org findings",
        "org findings --severity high --kind malware json",
        "org findings --severity-is unknown json",
        "org status",
    ] {
        let ran = org.run(line);
        assert_eq!(ran.code, Some(4), "{line}: {}", ran.stderr);
        assert!(ran.stderr.contains("not checked: the server has no advisories"), "{}", ran.stderr);
    }
    let status = org.run("-q org status");
    assert_eq!((status.code, status.stderr.as_str()), (Some(4), ""));
    assert!(status.stdout.contains("none: nothing is known of any package"), "{}", status.stdout);
    assert!(org.failed("org finding release-1").contains("could not show the finding: status 404"));
    assert!(org.failed("org findings --machine no-such-host").contains("there is no machine"));
}

/// What this machine says that it is called.
fn own_host() -> String {
    host("0", "observe", None, CoverageSummary::default()).hostname
}

#[test]
fn documents_are_written_and_are_what_their_standards_say() {
    let org = Org::start("org-export");
    let read = |file: &str| std::fs::read(org.home.at(file)).expect("it is written");
    let json = |file: &str| serde_json::from_slice::<Value>(&read(file)).expect("JSON");
    for of in [format!("--machine {}", org.machine), "--group laptops".to_owned()] {
        for (format, errors) in [
            ("cyclonedx", schemas::cyclonedx_errors as fn(&Value) -> Vec<String>),
            ("spdx", schemas::spdx_errors),
        ] {
            org.done(&format!("org export {format} {of} -o out.json"));
            let document = json("out.json");
            assert_eq!(errors(&document), Vec::<String>::new(), "{format} {of}");
            assert!(document.to_string().contains("pkg:pypi/requests@2.31.0"), "{format} {of}");
        }
    }
    org.done(&format!("org export inventory --machine {} -o inventory.json", org.machine));
    let again = org.run("--inventory inventory.json scan");
    assert_eq!(again.stdout, org.run("--path . --only-path scan").stdout, "{}", again.stderr);
    org.done("org export inventory --group laptops -o fleet.json");
    assert_eq!(json("fleet.json")["machines"][0]["id"], org.machine.as_str());
    org.done("org export findings -o findings.csv");
    let findings = String::from_utf8(read("findings.csv")).expect("text");
    assert!(findings.starts_with("Id,Severity,") && findings.contains("not-checked"), "{findings}");
    org.done("org export findings --format sarif --severity high -o findings.sarif");
    assert_eq!(schemas::sarif_errors(&json("findings.sarif")), Vec::<String>::new());
    assert_eq!(org.run("org export inventory -o x").code, Some(2));
    assert!(org.failed("org export spdx --group nothing -o no.json").contains("there is no group"));
    assert!(org.failed("org export findings -o missing/x").contains("could not write"));
    assert!(!org.home.at("no.json").exists());
}
