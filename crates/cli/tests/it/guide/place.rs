//! The place in which the guide is followed: a home with two projects, a disk of a machine's own, an index, and the programs of an administrator.

use std::path::{Path, PathBuf};

use fetter_testkit::program::{self, Program};
use fetter_testkit::{Scratch, gate};

/// Whom the reader is, where the test is root: somebody without any rights. Commands that need some say `sudo`.
pub(super) const ADA: u32 = 65_534;

/// What the reader's projects hold at first. Of these releases the guide says what is known: see `advisories.rs`.
pub(super) const PROJECTS: [(&str, &[&str]); 2] = [
    ("shop", &["certifi==2025.1.31", "idna==3.15", "jinja2==3.1.5", "reqeusts==1.0", "requests==2.33.0"]),
    ("notes", &["jinja2==3.1.6", "requests==2.33.0"]),
];
/// What the index has besides, for what the reader installs.
pub(super) const TO_COME: [&str; 1] = ["six==1.17.0"];

/// Says what was asked of it. The test does it: there is no other service manager in it.
const SYSTEMCTL: &str = "#!/bin/sh\necho \"$*\" >>MACHINE/asked\n";
/// Everybody who says it may: what begins with `sudo` is run as root by the test.
const SUDO: &str = "#!/bin/sh\nexec \"$@\"\n";
const PIP: &str = "#!/bin/sh\nexec MACHINE/opt/tools/bin/pip \"$@\"\n";

/// Directories of a machine.
pub(super) struct Place {
    scratch: Scratch,
    /// On a disk: the program is large. `/usr/local` of the machine leads there.
    programs: Scratch,
}

/// Python of this machine, with the name that it has in paths (`python3.11`); none where a part of it is missing.
pub(super) fn python() -> Option<String> {
    let question = "import ensurepip, sys, venv; print('python%d.%d' % sys.version_info[:2])";
    let ran = program::exists("python3").then(|| Program::new("python3").args(["-c", question]).run());
    ran.filter(|ran| ran.code == Some(0)).map(|ran| ran.stdout.trim().to_owned())
}

impl Place {
    pub(super) fn new() -> Self {
        // In memory: an agent of root's watches the whole file system that it is on.
        let place = Self { scratch: Scratch::in_memory("guide"), programs: Scratch::new("guide-programs") };
        let tree = place.scratch.tree();
        for directory in [
            "bin",
            "etc/fetter",
            "home/ada",
            "index",
            "opt",
            "records",
            "run/fetter",
            "srv",
            "var/backups",
            "var/lib",
        ] {
            tree.directory(directory);
        }
        tree.link("usr/local", place.programs.path());
        place.programs.tree().directory("bin");
        let machine = place.scratch.path().display().to_string();
        for (name, text) in [("sudo", SUDO), ("systemctl", SYSTEMCTL), ("pip", PIP)] {
            tree.program(&format!("bin/{name}"), text.replace("MACHINE", &machine));
        }
        copy_advisories(&place.at("records"));
        place.make_projects();
        place
    }

    pub(super) fn at(&self, relative: &str) -> PathBuf {
        self.scratch.at(relative)
    }

    pub(super) fn path(&self) -> &Path {
        self.scratch.path()
    }

    fn make_projects(&self) {
        let wheels = gate::repository().join("crates/cli/tests/it/guide/wheels.py");
        let releases = PROJECTS.iter().flat_map(|(_, releases)| *releases).chain(&TO_COME);
        let make = Program::new("python3").args([wheels, self.at("index")]);
        let _ = make.args(releases).succeed();
        let _ = Program::new("python3").args(["-m", "venv"]).args([self.at("opt/tools")]).succeed();
        for (project, releases) in PROJECTS {
            let environment = self.at(&format!("home/ada/{project}/.venv"));
            let venv = Program::new("python3").args(["-m", "venv", "--without-pip"]);
            let _ = venv.args([&environment]).succeed();
            let pip = self.settled(Program::new(self.at("bin/pip"))).args(["--python"]).args([&environment]);
            let _ = pip.args(["install"]).args(releases).succeed();
        }
        give(&self.at("home/ada"));
    }

    /// The variables of whoever works here. `pip` asks the index of the place, and no other.
    pub(super) fn settled(&self, program: Program) -> Program {
        let path =
            ["usr/local/bin", "bin"].map(|directory| self.at(directory).display().to_string()).join(":");
        let program = program.env("PATH", format!("{path}:/usr/bin:/bin")).env("HOME", self.at("home/ada"));
        let program = program.env("USER", if is_root() { ADA } else { own() }.to_string());
        let program = program.env("PIP_NO_INDEX", "1").env("PIP_FIND_LINKS", self.at("index"));
        program.env("PIP_NO_CACHE_DIR", "1").env("PIP_DISABLE_PIP_VERSION_CHECK", "1")
    }
}

/// Makes something the reader's.
pub(super) fn give(path: &Path) {
    if is_root() {
        let _ = Program::new("chown").args(["-R", &format!("{ADA}:{ADA}")]).args([path]).succeed();
    }
}

pub(super) fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

fn own() -> u32 {
    rustix::process::geteuid().as_raw()
}

/// What the guide's advisories say.
pub(super) fn advisories() -> PathBuf {
    gate::repository().join("testdata/guide/advisories")
}

fn copy_advisories(place: &Path) {
    for entry in std::fs::read_dir(advisories()).expect("there are advisories") {
        let entry = entry.expect("an entry");
        std::fs::copy(entry.path(), place.join(entry.file_name())).expect("it can be copied");
    }
}
