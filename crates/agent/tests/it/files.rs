//! Files are looked at beside the loop: what is not as it was installed is found, once, and what waits is unchecked.

use std::collections::BTreeSet;
use std::fs;
use std::time::{Duration, Instant};

use fetter_agent::run::files::LookedAt;
use fetter_agent::watch::{Found, TouchedCode};
use fetter_core::integrity::Surveyed;

use crate::files_rig::{ALL, LATER, RECORD, Rig, install};
use crate::support::SITE;

#[test]
fn changed_code_is_told_once_until_it_is_otherwise() {
    let mut rig = Rig::new("files-tampered");
    assert_eq!(rig.tampered(&["first.py", "second.py"]), [""; 0], "all is as it was installed");
    fs::write(rig.at("first.py"), "FIRST = 'evil'\n").expect("written");
    assert_eq!(rig.tampered(&["first.py"]), ["first first.py 1"]);
    assert_eq!(rig.tampered(&["first.py"]), [""; 0], "nothing has changed since");
    fs::write(rig.at("first.py"), "FIRST = 1\n").expect("written");
    assert_eq!(rig.tampered(&["first.py"]), [""; 0], "it is as it was installed");
    fs::write(rig.at("first.py"), "FIRST = 'evil'\n").expect("written");
    assert_eq!(rig.tampered(&["first.py"]), ["first first.py 1"], "once more");
    fs::remove_file(rig.at("first.py")).expect("removed");
    assert_eq!(rig.tampered(&["first.py"]), ["first first.py 1"], "it is gone, which is another state");
    fs::create_dir(rig.at("first.py")).expect("made");
    fs::write(rig.at("second.py"), "SECOND = 'evil'\n").expect("written");
    assert_eq!(rig.tampered(&["first.py", "second.py"]), ["first first.py 1", "second second.py 1"]);
    assert_eq!(rig.known(), Default::default(), "no rule asks for it: nothing is kept");
    let due = rig.files.due(Instant::now()).expect("they are looked at again");
    assert!(due > Instant::now() + Duration::from_secs(86_000), "a day later, and nothing else waits");
}

#[test]
fn installers_and_python_itself_tamper_with_nothing() {
    let mut rig = Rig::new("files-installers");
    rig.scratch.tree().below(SITE).file("__pycache__/first.cpython-311.pyc", "compiled");
    rig.scratch.tree().below(SITE).file("stray.py", "nobody's");
    assert_eq!(rig.tampered(&["__pycache__/first.cpython-311.pyc", "stray.py"]), [""; 0]);
    // What an installer touched before it wrote the list is its own, whatever the list says.
    install(&rig.scratch, "third", "THIRD = 1\n");
    fs::write(rig.at("third.py"), "THIRD = 'otherwise'\n").expect("written");
    let mut code = TouchedCode::default();
    code.note(&rig.scratch.at(SITE), rig.at("third.py"), Instant::now());
    assert_eq!(rig.step().changes.len(), 1);
    rig.files.note(&Found::Code(code), rig.keeper.inventory(), Instant::now());
    assert_eq!(rig.settle().tampered, []);
    assert_eq!(rig.tampered(&["third.py"]), ["third third.py 1"], "and what is touched later is not");
    fs::remove_dir_all(rig.at("second-1.0.dist-info")).expect("removed");
    fs::remove_file(rig.at("second.py")).expect("removed");
    rig.step();
    assert_eq!(rig.tampered(&["second.py"]), [""; 0], "what is uninstalled is nobody's");
}

#[test]
fn what_an_install_overtakes_is_looked_at_again() {
    let mut rig = Rig::new("files-overtaken");
    fs::write(rig.at("first.py"), "FIRST = 2\n").expect("written");
    rig.touch(&["first.py"]);
    let looked = rig.files.turn(rig.keeper.inventory(), Instant::now());
    assert_eq!(looked, LookedAt::default(), "it is only begun");
    // While it is looked at, an installer finishes.
    install(&rig.scratch, "first", "FIRST = 2\n");
    rig.step();
    assert_eq!(rig.settle().tampered, []);
}

#[test]
fn everything_is_looked_at_once_and_then_what_was_touched() {
    let mut rig = Rig::new("files-rules");
    fs::write(rig.at("first.py"), "FIRST = 'evil'\n").expect("written");
    rig.ask(ALL);
    assert_eq!(rig.files.waiting().len(), rig.inventory().sites.len());
    assert!(rig.unchecked() > 0 && rig.known().0.is_empty(), "nobody looked yet");
    let looked = rig.settle();
    assert!(looked.complete && looked.names.contains("first"));
    assert_eq!(rig.known().0, ["modified first.py"]);
    assert_eq!(rig.unchecked(), 0);
    // What nobody touched is not looked at again.
    fs::write(rig.at("second.py"), "SECOND = 'evil'\n").expect("written");
    fs::write(rig.at("first.py"), "FIRST = 1\n").expect("written");
    fs::write(rig.at("stray.py"), "STRAY = 1\n").expect("written");
    rig.touch(&["first.py"]);
    assert!(rig.unchecked() > 0, "what was touched is unchecked until it is looked at");
    let looked = rig.settle();
    assert_eq!(looked.names, BTreeSet::from(["first".to_owned()]));
    let (record, ownerless, _) = rig.known();
    assert_eq!((record, ownerless), (vec![], vec!["ownerless-code stray.py".to_owned()]));
    fs::write(rig.at("start.pth"), "import os\n").expect("written");
    fs::remove_file(rig.at("stray.py")).expect("removed");
    assert_eq!(rig.step().changes, []);
    rig.settle();
    let (_, ownerless, startup) = rig.known();
    assert_eq!(
        (ownerless, startup),
        (vec!["ownerless-path-file start.pth".into()], vec!["start.pth".into()])
    );
    // Other rules ask for less, and then for more.
    rig.ask(RECORD);
    assert!(rig.files.waiting().is_empty() && rig.known().1.is_empty());
    rig.ask(ALL);
    assert!(rig.settle().complete);
    assert_eq!(rig.known().0, ["modified second.py"]);
    rig.ask(Surveyed::default());
    assert_eq!((rig.known(), rig.files.due(Instant::now() + LATER)), (Default::default(), None));
}

#[test]
fn what_is_gone_is_forgotten_and_a_day_later_all_is_looked_at_again() {
    let mut rig = Rig::new("files-day");
    fs::write(rig.at("first.py"), "FIRST = 'evil'\n").expect("written");
    rig.ask(RECORD);
    rig.settle();
    fs::remove_dir_all(rig.at("first-1.0.dist-info")).expect("removed");
    rig.step();
    let names = BTreeSet::from(["first".to_owned(), "second".to_owned()]);
    let of_names = rig.files.of_names(rig.keeper.inventory(), &names);
    assert_eq!(of_names.record.expect("it is asked for").findings, []);
    rig.files.prune(rig.keeper.inventory());
    assert_eq!(rig.known().0, [""; 0]);
    rig.settle();
    fs::write(rig.at("second.py"), "SECOND = 'evil'\n").expect("written");
    let due = rig.files.due(Instant::now()).expect("everything is looked at again");
    assert!(due > Instant::now() + Duration::from_secs(86_000));
    rig.files.turn(rig.keeper.inventory(), due);
    assert!(rig.settle().complete);
    assert_eq!(rig.known().0, ["modified second.py"]);
    // Events that were lost bring it forward, an hour after the last at the earliest.
    rig.files.note(&Found::Overflow, rig.keeper.inventory(), due);
    let next = rig.files.due(due).expect("soon");
    assert!(next > due && next <= due + Duration::from_secs(3600));
}
