//! What is tampered with stays on the list until it is seen to be as it was installed, or is gone, also where the agent begins anew.

use std::collections::BTreeSet;
use std::fs;
use std::time::{Duration, Instant};

use fetter_agent::journal::Limits;
use fetter_agent::run::files::LookedAt;
use fetter_agent::run::reporting::tampered;
use fetter_agent::watch::Found;
use fetter_core::inventory::discover::Touched;

use crate::files_rig::{Rig, install, install_version};
use crate::support::SITE;

const FIRST: &str = "FIRST = 1\n";

/// A machine whose package `first` is tampered with.
fn tampered_with(name: &str) -> Rig {
    let mut rig = Rig::new(name);
    fs::write(rig.at("first.py"), "FIRST = 'evil'\n").expect("written");
    assert_eq!(rig.tampered(&["first.py"]), ["first first.py 1"]);
    assert_eq!(rig.list(), ["first 1.0 first.py 1 high"]);
    rig
}

#[test]
fn what_is_told_is_on_the_list_until_all_its_files_are_back() {
    let mut rig = Rig::new("again-restored");
    assert!(rig.files.tampered_now().is_empty());
    install_more(&rig);
    rig.step();
    assert_eq!(rig.settle(), LookedAt::default());
    assert_eq!(rig.files.due(Instant::now()), None, "nothing is tampered with: nothing is ever looked at");
    fs::write(rig.at("more.py"), "MORE = 'evil'\n").expect("written");
    rig.touch(&["more.py"]);
    let looked = rig.settle();
    assert!(looked.is_list_changed && looked.tampered.len() == 1);
    assert_eq!(rig.list(), ["more 1.0 more.py 1 high"]);
    let since = rig.files.tampered_now().iter().next().expect("it is there").since;
    assert!(since > 1_700_000_000, "the wall clock");
    // What has no events counts too, once it is looked at.
    fs::write(rig.at("more.txt"), "other").expect("written");
    fs::remove_file(rig.at("more.py")).expect("removed");
    assert_eq!(rig.tampered(&["more.py"]), ["more more.py 1"]);
    assert_eq!(rig.list(), ["more 1.0 more.py 2 medium"], "the one that matters most, and how many of all");
    fs::write(rig.at("more.py"), "MORE = 1\n").expect("written");
    rig.touch(&["more.py"]);
    assert_eq!(rig.restored(), [""; 0], "another file of it is not as it was");
    assert_eq!(rig.list(), ["more 1.0 more.txt 1 medium"]);
    assert_eq!(rig.files.tampered_now().iter().map(|one| one.since).collect::<Vec<_>>(), [since]);
    fs::write(rig.at("more.txt"), "text").expect("written");
    rig.touch(&["more.py"]);
    let looked = rig.settle();
    assert!(looked.is_list_changed);
    assert_eq!(looked.restored.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["more"]);
    assert!(rig.files.tampered_now().is_empty());
    assert_eq!(rig.files.due(Instant::now()), None, "and nothing is looked at any more");
    // The same once more is told once more.
    fs::write(rig.at("more.py"), "MORE = 'evil'\n").expect("written");
    assert_eq!(rig.tampered(&["more.py"]), ["more more.py 1"]);
}

/// A package with data, of which no event tells.
fn install_more(rig: &Rig) {
    install(&rig.scratch, "more", "MORE = 1\n");
    rig.scratch.tree().below(SITE).file("more.txt", "text");
    let record = rig.at("more-1.0.dist-info/RECORD");
    let hash = "mC2ePrmW9VnmM_TRlN7zdh2Qn1o7ZH0ahR_q1nwyydE";
    let list = fs::read_to_string(&record).expect("it is there");
    fs::write(&record, format!("{list}more.txt,sha256={hash},4\n")).expect("written");
}

#[test]
fn the_number_of_a_change_is_another_when_files_are_changed_and_only_then() {
    let mut rig = Rig::new("again-changed");
    install_more(&rig);
    rig.step();
    let changed = |rig: &Rig| rig.files.tampered_now().iter().map(|one| one.changed).sum::<u64>();
    fs::write(rig.at("more.py"), "MORE = 'evil'\n").expect("written");
    assert_eq!(rig.tampered(&["more.py"]).len(), 1);
    let first = changed(&rig);
    assert!(rig.files.tampered_now().iter().all(|one| one.since <= first));
    rig.touch(&["more.py"]);
    assert!(!rig.settle().is_list_changed, "nothing is otherwise");
    rig.restart().expect("it can be read");
    rig.settle();
    assert_eq!(changed(&rig), first, "for the next agent neither");
    fs::write(rig.at("more.py"), "MORE = 'more evil'\n").expect("written");
    assert_eq!(rig.tampered(&["more.py"]).len(), 1);
    let second = changed(&rig);
    assert!(second > first, "also within one second");
    fs::remove_file(rig.at("more.txt")).expect("removed");
    rig.step();
    assert!(rig.settle().is_list_changed);
    let third = changed(&rig);
    assert!(third > second, "another file of it");
    // What matters most and how many files there are is as before.
    let list = rig.list();
    fs::create_dir(rig.at("more.txt")).expect("made");
    rig.step();
    rig.settle();
    fs::remove_dir(rig.at("more.txt")).expect("removed");
    fs::write(rig.at("more.txt"), "other").expect("written");
    rig.step();
    rig.settle();
    assert_eq!(rig.list(), list);
    assert!(changed(&rig) > third, "and yet that file is another");
}

#[test]
fn what_cannot_be_checked_stays_on_the_list() {
    let mut rig = tampered_with("again-unchecked");
    let record = rig.at("first-1.0.dist-info/RECORD");
    let list = fs::read_to_string(&record).expect("it is there");
    fs::write(rig.at("first.py"), FIRST).expect("written");
    let lines = |lines: Vec<String>| lines.join("\n") + "\n";
    let without_hash = lines(list.lines().map(unhashed).collect());
    let is_other = |line: &&str| !line.starts_with("first.py");
    let without_file = lines(list.lines().filter(is_other).map(str::to_owned).collect());
    let doubtful = [
        ("without hashes", Some(without_hash)),
        ("with a line that is none", Some(format!("{list},,\n"))),
        ("with an unknown hash", Some(list.replace("sha256=", "sha999="))),
        ("without the file", Some(without_file)),
        ("empty", Some(String::new())),
        ("gone", None),
    ];
    for (what, text) in doubtful {
        match text {
            Some(text) => fs::write(&record, text).expect("written"),
            None => fs::remove_file(&record).expect("removed"),
        }
        rig.touch(&["first.py"]);
        assert_eq!(rig.restored(), [""; 0], "{what}");
        assert_eq!(rig.list(), ["first 1.0 first.py 1 high"], "{what}: it is as it was seen last");
    }
    fs::create_dir(&record).expect("made");
    rig.touch(&["first.py"]);
    assert_eq!(rig.restored(), [""; 0], "a directory is no list");
    fs::remove_dir(&record).expect("removed");
    fs::write(&record, list).expect("written");
    rig.step();
    assert_eq!(rig.restored(), ["first"], "its list came back, of which a step tells");
}

fn unhashed(line: &str) -> String {
    let path = line.split(',').next().unwrap_or_default();
    format!("{path},,")
}

#[test]
fn what_is_uninstalled_or_has_another_version_leaves_in_silence() {
    let mut rig = tampered_with("again-gone");
    fs::remove_dir_all(rig.at("first-1.0.dist-info")).expect("removed");
    rig.step();
    assert_eq!(rig.list().len(), 1, "whoever installs anew takes away first");
    let looked = rig.settle();
    assert!(looked.is_list_changed && looked.restored.is_empty());
    assert_eq!(rig.list(), [""; 0]);
    let mut rig = tampered_with("again-upgraded");
    fs::remove_dir_all(rig.at("first-1.0.dist-info")).expect("removed");
    install_version(&rig.scratch, "first", "2.0", "FIRST = 2\n");
    rig.step();
    assert_eq!((rig.restored(), rig.list()), (vec![], vec![]));
    // A site that is gone, of which only a search tells.
    let mut rig = tampered_with("again-site");
    fs::remove_dir_all(rig.scratch.at(SITE)).expect("removed");
    let step = rig.keeper.touch(&BTreeSet::from([Touched::Site(rig.scratch.at(SITE))])).expect("it is read");
    let found = Found::Reconciled { step, took: Duration::ZERO };
    rig.files.note(&found, rig.keeper.inventory(), Instant::now());
    assert_eq!((rig.restored(), rig.list()), (vec![], vec![]));
}

#[test]
fn an_install_of_the_same_version_ends_as_restored() {
    let mut rig = tampered_with("again-reinstalled");
    fs::remove_dir_all(rig.at("first-1.0.dist-info")).expect("removed");
    assert_eq!(rig.step().changes.len(), 1);
    let soon = Instant::now() + Duration::from_secs(4);
    assert_eq!(rig.files.turn(rig.keeper.inventory(), soon), LookedAt::default());
    install(&rig.scratch, "first", FIRST);
    assert_eq!(rig.step().changes.len(), 1);
    assert_eq!(rig.restored(), ["first"]);
}

#[test]
fn what_an_installer_does_meanwhile_is_waited_for() {
    let mut rig = tampered_with("again-overtaken");
    fs::write(rig.at("first.py"), FIRST).expect("written");
    rig.touch(&["first.py"]);
    let mut now = Instant::now();
    // What was touched is looked at first, and then all of it.
    while !(rig.files.is_looking_again() && rig.files.due(now).is_none() && rig.files.waiting().is_empty()) {
        now += Duration::from_secs(1);
        rig.files.turn(rig.keeper.inventory(), now);
        std::thread::sleep(Duration::from_millis(1));
    }
    let step = rig.keeper.touch(&BTreeSet::from([Touched::Site(rig.scratch.at(SITE))])).expect("it is read");
    rig.files.note(&Found::Step(step), rig.keeper.inventory(), now);
    fs::write(rig.at("first.py"), "FIRST = 'evil again'\n").expect("written");
    assert_eq!(rig.restored(), [""; 0], "what was seen before is not believed");
    assert_eq!(rig.list().len(), 1);
}

#[test]
fn the_list_outlives_the_agent_and_is_looked_at_when_it_begins() {
    let mut rig = tampered_with("again-restart");
    let since: Vec<u64> = rig.files.tampered_now().iter().map(|one| one.since).collect();
    rig.restart().expect("it can be read");
    assert_eq!(rig.list(), ["first 1.0 first.py 1 high"]);
    assert_eq!(rig.files.tampered_now().iter().map(|one| one.since).collect::<Vec<_>>(), since);
    assert_eq!(rig.tampered(&["first.py"]), [""; 0], "it was told before");
    // It is not asked whether anybody touched it.
    fs::write(rig.at("first.py"), FIRST).expect("written");
    rig.restart().expect("it can be read");
    assert!(rig.files.is_looking_again());
    assert_eq!(rig.restored(), ["first"]);
    rig.restart().expect("it can be read");
    assert!(rig.files.tampered_now().is_empty() && !rig.files.is_looking_again());
    // Likewise a day later, and where events were lost.
    for is_overflow in [true, false] {
        fs::write(rig.at("first.py"), "FIRST = 'evil'\n").expect("written");
        assert_eq!(rig.tampered(&["first.py"]).len(), 1);
        fs::write(rig.at("first.py"), FIRST).expect("written");
        let day = rig.files.due(Instant::now()).expect("a day later");
        assert!(day > Instant::now() + Duration::from_secs(86_000));
        if is_overflow {
            rig.files.note(&Found::Overflow, rig.keeper.inventory(), Instant::now());
        } else {
            rig.files.turn(rig.keeper.inventory(), day);
        }
        assert_eq!(rig.restored(), ["first"]);
    }
}

#[test]
fn what_is_kept_is_taken_on_no_trust() {
    let mut rig = tampered_with("again-hostile");
    let good = String::from_utf8(rig.files.tampered_kept()).expect("JSON");
    let nested = "[".repeat(60_000);
    for bad in ["", "{", "[]", "{\"version\":2,\"more\":0,\"tampered\":[]}", &nested] {
        assert!(rig.restart_with(bad.as_bytes()).is_err(), "{bad:.20}");
        assert!(rig.files.tampered_now().is_empty());
    }
    let changes = [
        ("\"severity\":\"high\"", "\"severity\":\"info\""),
        ("\"code\":\"modified\"", "\"code\":\"other\""),
        ("\"path\":\"/", "\"path\":\""),
        ("\"since\":", "\"since\":-"),
    ];
    for (from, to) in changes {
        assert!(good.contains(from), "{good}");
        let problem = rig.restart_with(good.replace(from, to).as_bytes()).expect_err("it is said");
        assert!(problem.contains("1 packages"), "{problem}");
        // Nobody knows which it was: it is looked for, and found.
        assert_eq!((rig.list(), rig.files.tampered_now().unnamed()), (vec![], 1));
        assert_eq!(rig.settle().tampered, [], "it is no news");
        assert_eq!((rig.list().len(), rig.files.tampered_now().unnamed()), (1, 0));
    }
    let far = good.replace("\"more\":0", "\"more\":18446744073709551615");
    rig.restart_with(far.as_bytes()).expect("it is a number");
    assert_eq!(rig.files.tampered_now().count(), u64::MAX);
}

#[test]
fn what_there_is_no_room_to_keep_is_counted_and_looked_for() {
    const COUNT: usize = 400;
    let mut rig = Rig::new("again-many");
    let names: Vec<String> = (0..COUNT).map(|number| format!("package_{number:03}")).collect();
    for name in &names {
        install(&rig.scratch, name, "VALUE = 1\n");
    }
    rig.step();
    rig.settle();
    let modules: Vec<String> = names.iter().map(|name| format!("{name}.py")).collect();
    for module in &modules {
        fs::write(rig.at(module), "VALUE = 'evil'\n").expect("written");
    }
    let touched: Vec<&str> = modules.iter().map(String::as_str).collect();
    assert_eq!(rig.tampered(&touched).len(), COUNT);
    let kept = rig.files.tampered_kept();
    assert!(kept.len() <= Limits::STATE_BYTES, "{}", kept.len());
    rig.restart_with(&kept).expect("it can be read");
    let now = rig.files.tampered_now();
    assert!(now.unnamed() > 0 && now.iter().count() > 50, "{} are unnamed", now.unnamed());
    assert_eq!(now.count(), COUNT as u64, "none is forgotten");
    rig.settle();
    let now = rig.files.tampered_now();
    assert_eq!((now.iter().count(), now.unnamed()), (COUNT, 0), "those without a name were found");
}

#[test]
fn a_report_says_nothing_where_nothing_watches_code() {
    let rig = tampered_with("again-reported");
    let now = rig.files.tampered_now();
    assert_eq!(tampered(&[], now), None);
    assert_eq!(tampered(&[("inotify", vec!["/".into()]), ("fanotify", vec![])], now), None);
    let told = tampered(&[("fanotify", vec!["/".into()])], now).expect("it is watched");
    let one = told.first().expect("one is tampered with");
    assert_eq!((one.name.as_str(), one.release.as_deref(), one.files), ("first", Some("1.0"), 1));
    assert_eq!((one.severity.as_str(), one.site.to_path()), ("high", Some(rig.scratch.at(SITE))));
    let clean = Rig::new("again-none");
    let told = tampered(&[("fanotify", vec!["/".into()])], clean.files.tampered_now());
    assert_eq!(told, Some(vec![]), "it is known that there is none");
}
