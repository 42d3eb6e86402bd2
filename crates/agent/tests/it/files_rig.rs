//! A machine of a scratch directory whose files are looked at.

use std::collections::BTreeSet;
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

pub(crate) const RECORD: Surveyed = Surveyed { record: true, ownerless: false, startup: false };
pub(crate) const ALL: Surveyed = Surveyed { record: true, ownerless: true, startup: true };
/// Later than anything waits for quiet.
pub(crate) const LATER: Duration = Duration::from_secs(120);

pub(crate) struct Rig {
    pub(crate) scratch: Scratch,
    pub(crate) keeper: Keeper,
    pub(crate) files: Files,
    wake: Wake,
}

impl Rig {
    /// A machine with the distributions `first` and `second`, each with a module, and nobody looked.
    pub(crate) fn new(name: &str) -> Self {
        let scratch = Scratch::new(name);
        let mut keeper = keeper(&scratch);
        install(&scratch, "first", "FIRST = 1\n");
        install(&scratch, "second", "SECOND = 1\n");
        keeper.touch(&BTreeSet::from([Touched::Site(scratch.at(SITE))])).expect("it can be read");
        let wake = Wake::new().expect("a descriptor");
        Self { scratch, keeper, files: Files::new(Vec::new(), wake.clone()), wake }
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.scratch.at(SITE).join(path)
    }

    pub(crate) fn inventory(&self) -> &Inventory {
        self.keeper.inventory()
    }

    pub(crate) fn ask(&mut self, kinds: Surveyed) {
        self.files.ask(kinds, self.keeper.inventory(), Instant::now());
    }

    /// Says that code was touched.
    pub(crate) fn touch(&mut self, paths: &[&str]) {
        let (mut code, now) = (TouchedCode::default(), Instant::now());
        for path in paths {
            code.note(&self.scratch.at(SITE), self.at(path), now);
        }
        self.files.note(&Found::Code(code), self.keeper.inventory(), now);
    }

    /// Reads the site again, and says so.
    pub(crate) fn step(&mut self) -> Step {
        let step = self.keeper.touch(&BTreeSet::from([Touched::Site(self.scratch.at(SITE))]));
        let step = step.expect("it can be read");
        self.files.note(&Found::Step(step.clone()), self.keeper.inventory(), Instant::now());
        step
    }

    /// Has everything looked at that waits, as if a long time had passed.
    pub(crate) fn settle(&mut self) -> LookedAt {
        let mut all = LookedAt::default();
        let mut now = Instant::now();
        loop {
            now += LATER;
            let looked = self.files.turn(self.keeper.inventory(), now);
            assert_eq!(looked.problem, None);
            all.tampered.extend(looked.tampered);
            all.restored.extend(looked.restored);
            all.is_list_changed |= looked.is_list_changed;
            all.sites.extend(looked.sites);
            all.names.extend(looked.names);
            all.files |= looked.files;
            all.complete |= looked.complete;
            if self.files.waiting().is_empty() && !self.files.is_looking_again() {
                return all;
            }
            if self.files.due(now).is_some() {
                // It is only later that it is due.
                continue;
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
    pub(crate) fn tampered(&mut self, paths: &[&str]) -> Vec<String> {
        self.touch(paths);
        let told = self.settle().tampered;
        let label = |path: &Path| path.file_name().unwrap_or_default().display().to_string();
        told.iter().map(|one| format!("{} {} {}", one.name, label(&one.path), one.files)).collect()
    }

    /// Has all looked at, and says what was put right.
    pub(crate) fn restored(&mut self) -> Vec<String> {
        self.settle().restored.iter().map(|one| one.name.clone()).collect()
    }

    /// What is tampered with now: name, version, file, number of files, and how much it matters.
    pub(crate) fn list(&self) -> Vec<String> {
        let name = |path: &Path| path.file_name().unwrap_or_default().display().to_string();
        let all = self.files.tampered_now().iter().map(|standing| &standing.tampered);
        all.map(|one| {
            let version = one.version.as_deref().unwrap_or("?");
            format!("{} {version} {} {} {}", one.name, name(&one.path), one.files, one.severity.as_str())
        })
        .collect()
    }

    /// Another agent begins, which knows what this one has kept.
    pub(crate) fn restart(&mut self) -> Result<(), String> {
        let kept = self.files.tampered_kept();
        self.restart_with(&kept)
    }

    /// Another agent begins, which finds this kept.
    pub(crate) fn restart_with(&mut self, kept: &[u8]) -> Result<(), String> {
        self.files = Files::new(Vec::new(), self.wake.clone());
        self.files.recall(kept, self.keeper.inventory(), Instant::now())
    }

    /// What is known: the codes of findings on distributions and on nobody's files, and of start-up code.
    pub(crate) fn known(&self) -> (Vec<String>, Vec<String>, Vec<String>) {
        let known = self.files.whole();
        let name = |path: &Path| path.file_name().unwrap_or_default().display().to_string();
        let of = |found: Option<fetter_core::integrity::Found>| {
            let findings = found.unwrap_or_default().findings;
            findings.iter().map(|one| format!("{} {}", one.code, name(&one.path))).collect::<Vec<_>>()
        };
        let items = known.startup.map(|startup| startup.items).unwrap_or_default();
        (of(known.record), of(known.ownerless), items.iter().map(|item| name(&item.file)).collect())
    }

    pub(crate) fn unchecked(&self) -> usize {
        let known = self.files.whole();
        let of =
            |found: Option<fetter_core::integrity::Found>| found.map_or(0, |found| found.unchecked.len());
        of(known.record) + of(known.ownerless) + known.startup.map_or(0, |found| found.unchecked.len())
    }
}

/// Installs a distribution with one module, as installers do.
pub(crate) fn install(scratch: &Scratch, name: &str, code: &str) {
    install_version(scratch, name, "1.0", code);
}

/// Installs a version of it.
pub(crate) fn install_version(scratch: &Scratch, name: &str, version: &str, code: &str) {
    let tree = scratch.tree().below(SITE);
    let info = format!("{name}-{version}.dist-info");
    let metadata = format!("Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n");
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
