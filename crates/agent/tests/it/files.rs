//! Files are looked at beside the loop: what is not as it was installed is found, once, and what waits is unchecked.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fetter_agent::run::Wake;
use fetter_agent::run::files::{Files, LookedAt};
use fetter_agent::watch::{Found, Keeper, Step, TouchedCode};
use fetter_core::integrity::Surveyed;
use fetter_core::inventory::Inventory;
use fetter_core::inventory::discover::Touched;
use fetter_protocol::Digest;
use fetter_testkit::Scratch;
use rustix::event::{PollFd, PollFlags, poll};

use crate::support::{SITE, keeper};

const RECORD: Surveyed = Surveyed { record: true, ownerless: false, startup: false };
const ALL: Surveyed = Surveyed { record: true, ownerless: true, startup: true };
/// Later than anything waits for quiet.
const LATER: Duration = Duration::from_secs(120);

struct Rig {
    scratch: Scratch,
    keeper: Keeper,
    files: Files,
    wake: Wake,
}

impl Rig {
    /// A machine with the distributions `first` and `second`, each with a module, and nobody looked.
    fn new(name: &str) -> Self {
        let scratch = Scratch::new(name);
        let mut keeper = keeper(&scratch);
        install(&scratch, "first", "FIRST = 1\n");
        install(&scratch, "second", "SECOND = 1\n");
        keeper.touch(&BTreeSet::from([Touched::Site(scratch.at(SITE))])).expect("it can be read");
        let wake = Wake::new().expect("a descriptor");
        Self { scratch, keeper, files: Files::new(Vec::new(), wake.clone()), wake }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.scratch.at(SITE).join(path)
    }

    fn inventory(&self) -> &Inventory {
        self.keeper.inventory()
    }

    fn ask(&mut self, kinds: Surveyed) {
        self.files.ask(kinds, self.keeper.inventory(), Instant::now());
    }

    /// Says that code was touched.
    fn touch(&mut self, paths: &[&str]) {
        let (mut code, now) = (TouchedCode::default(), Instant::now());
        for path in paths {
            code.note(&self.scratch.at(SITE), self.at(path), now);
        }
        self.files.note(&Found::Code(code), self.keeper.inventory(), now);
    }

    /// Reads the site again, and says so.
    fn step(&mut self) -> Step {
        let step = self.keeper.touch(&BTreeSet::from([Touched::Site(self.scratch.at(SITE))]));
        let step = step.expect("it can be read");
        self.files.note(&Found::Step(step.clone()), self.keeper.inventory(), Instant::now());
        step
    }

    /// Has everything looked at that waits, as if a long time had passed.
    fn settle(&mut self) -> LookedAt {
        let mut all = LookedAt::default();
        loop {
            let looked = self.files.turn(self.keeper.inventory(), Instant::now() + LATER);
            assert_eq!(looked.problem, None);
            all.tampered.extend(looked.tampered);
            all.sites.extend(looked.sites);
            all.names.extend(looked.names);
            all.files |= looked.files;
            all.complete |= looked.complete;
            if self.files.waiting().is_empty() {
                return all;
            }
            let descriptor = self.wake.descriptor();
            let timeout = Duration::from_secs(30).try_into().expect("it is short");
            let mut ready = [PollFd::new(&descriptor, PollFlags::IN)];
            assert_ne!(
                poll(&mut ready, Some(&timeout)).expect("it can be polled"),
                0,
                "nothing was looked at"
            );
            self.wake.take();
        }
    }

    /// What was said to be changed: label, file and number of files.
    fn tampered(&mut self, paths: &[&str]) -> Vec<String> {
        self.touch(paths);
        let told = self.settle().tampered;
        let label = |path: &Path| path.file_name().unwrap_or_default().display().to_string();
        told.iter().map(|one| format!("{} {} {}", one.name, label(&one.path), one.files)).collect()
    }

    /// What is known: the codes of findings on distributions and on nobody's files, and of start-up code.
    fn known(&self) -> (Vec<String>, Vec<String>, Vec<String>) {
        let known = self.files.whole();
        let name = |path: &Path| path.file_name().unwrap_or_default().display().to_string();
        let of = |found: Option<fetter_core::integrity::Found>| {
            let findings = found.unwrap_or_default().findings;
            findings.iter().map(|one| format!("{} {}", one.code, name(&one.path))).collect::<Vec<_>>()
        };
        let items = known.startup.map(|startup| startup.items).unwrap_or_default();
        (of(known.record), of(known.ownerless), items.iter().map(|item| name(&item.file)).collect())
    }

    fn unchecked(&self) -> usize {
        let known = self.files.whole();
        let of =
            |found: Option<fetter_core::integrity::Found>| found.map_or(0, |found| found.unchecked.len());
        of(known.record) + of(known.ownerless) + known.startup.map_or(0, |found| found.unchecked.len())
    }
}

/// Installs a distribution with one module, as installers do.
fn install(scratch: &Scratch, name: &str, code: &str) {
    let tree = scratch.tree().below(SITE);
    let info = format!("{name}-1.0.dist-info");
    let metadata = format!("Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n");
    let module = format!("{name}.py");
    tree.file(&module, code);
    tree.file(&format!("{info}/METADATA"), &metadata);
    let line =
        |path: &str, contents: &str| format!("{path},sha256={},{}\n", digest(contents), contents.len());
    let record = line(&module, code) + &line(&format!("{info}/METADATA"), &metadata);
    tree.file(&format!("{info}/RECORD"), format!("{record}{info}/RECORD,,\n"));
}

/// The SHA-256 as RECORD writes it (urlsafe base64 without padding).
fn digest(contents: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let hex = Digest::of(contents.as_bytes()).to_string();
    let bytes: Vec<u8> =
        (0..32).map(|at| u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).expect("hex")).collect();
    let bits: Vec<bool> =
        bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1)).collect();
    let number =
        |bits: &[bool]| (0..6).fold(0, |all, at| all << 1 | usize::from(bits.get(at) == Some(&true)));
    bits.chunks(6).map(|bits| char::from(LETTERS[number(bits)])).collect()
}

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
    assert_eq!(rig.files.due(Instant::now()), None, "nothing waits");
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
    let looked = rig.files.turn(rig.keeper.inventory(), Instant::now() + LATER);
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
    assert!(looked.complete && looked.files && looked.names.contains("first"));
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
