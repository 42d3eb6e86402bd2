//! Somebody changes a file of a package, and the organisation hears of it: server, agent and `fetter-sync` are processes of their own.

use fetter_testkit::gate;

use super::asking::{Machine, STATUS};

const CODE: &str = "SHOP = 1\n";
/// As an installer lists it, by its SHA-256 and its size.
const LISTED: &str = "shop.py,sha256=_67dDtvP6onxXhHx91ovlssB4NEu2suJ0QQX26xrexY,9\n";
const FOUND: &str = "org findings --kind integrity";

/// The id of the only finding of a list.
fn id(list: &str) -> String {
    let rows: Vec<&str> = list.lines().skip(1).collect();
    assert_eq!(rows.len(), 1, "{list}");
    rows[0].split_whitespace().last().expect("an id").to_owned()
}

#[test]
fn a_changed_file_is_a_finding_until_it_is_as_it_was_installed() {
    if !rustix::process::geteuid().is_root() {
        gate::skip("an agent that hears of every file", "root, who may use fanotify");
        return;
    }
    let mut machine = Machine::new("changed");
    let tree = machine.home.tree();
    tree.dist_info("watched/site-packages", "shop", "1.0");
    tree.file("watched/site-packages/shop.py", CODE);
    let record = format!("{LISTED}shop-1.0.dist-info/METADATA,,\n");
    tree.file("watched/site-packages/shop-1.0.dist-info/RECORD", record);
    machine.start("--config agent.toml agent run");
    machine.until("it answers", STATUS, |said| said.contains("server: "));
    machine.start("--config agent.toml agent sync --as-root");
    machine.until("it is reported", "org packages", |said| said.contains("shop"));
    let silent = machine.done("org machines --not-checked integrity");
    assert_eq!(silent.lines().count(), 1, "it tells what is changed: {silent}");
    machine.home.tree().file("watched/site-packages/shop.py", "SHOP = 'evil'\n");
    machine.until("it is found", FOUND, |said| said.contains("shop.py"));
    let found = id(&machine.run(FOUND).stdout);
    let shown = machine.run(&format!("org finding {found}")).stdout;
    assert!(
        shown.contains("it has another hash than what was installed") && shown.contains("high"),
        "{shown}"
    );
    // It is as it was: nobody has to close anything.
    machine.home.tree().file("watched/site-packages/shop.py", CODE);
    machine.until("it is over", FOUND, |said| !said.contains("shop.py"));
    assert_eq!(id(&machine.run(&format!("{FOUND} --closed")).stdout), found);
    // What is changed once more is the same finding, and over when the package is gone.
    machine.home.tree().file("watched/site-packages/shop.py", "SHOP = 'again'\n");
    machine.until("it is found again", FOUND, |said| said.contains("shop.py"));
    assert_eq!(id(&machine.run(FOUND).stdout), found);
    let gone = machine.home.at("watched/site-packages/shop-1.0.dist-info");
    std::fs::remove_dir_all(gone).expect("it is removed");
    machine.until("it is gone", FOUND, |said| !said.contains("shop.py"));
}
