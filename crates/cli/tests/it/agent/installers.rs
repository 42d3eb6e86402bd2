//! However a distribution comes, changes and goes, the inventory follows, and what is denied of it is refused.

use std::path::{Path, PathBuf};

use fetter_testkit::program::Program;
use fetter_testkit::{Ran, gate};

use super::rig::{Rig, rig};

const WHAT: &str = "installers of all kinds";

/// Somewhere that packages are installed into, and who imports them from there.
pub(super) struct Place {
    pub(super) site: PathBuf,
    /// An interpreter, with what is before it on the command line.
    python: Vec<String>,
    /// What the interpreter is told first.
    first: String,
}

impl Place {
    fn of(python: &Path, site: PathBuf) -> Self {
        Self { site, python: vec![python.display().to_string()], first: String::new() }
    }

    /// An environment, and its site.
    pub(super) fn environment(rig: &Rig, prefix: &Path) -> Self {
        let site = rig.site();
        let below = site.strip_prefix(rig.scratch.at("home/v")).expect("it lies in the environment");
        Self::of(&prefix.join("bin/python"), prefix.join(below))
    }

    pub(super) fn run(&self, rig: &Rig, code: &str) -> Ran {
        let code = format!("{}\n{code}", self.first);
        let before = self.python.iter().skip(1).map(String::as_str);
        let arguments: Vec<&str> = before.chain(["-c", &code]).collect();
        rig.patiently(Path::new(&self.python[0]), &arguments)
    }

    fn is_refused(&self, rig: &Rig, module: &str) -> bool {
        self.run(rig, &format!("import {module}")).stderr.contains("PermissionError: [Errno 1]")
    }

    fn has(&self, rig: &Rig, label: &str, event: &str) -> bool {
        let wanted = self.site.display().to_string();
        rig.events(event).lines().any(|line| line.contains(label) && line.contains(&wanted))
    }
}

/// What is done with wheels, or with names of packages.
type Action<'rig, Subject> = Box<dyn Fn(&[&Subject]) -> Ran + 'rig>;

/// Something that installs and removes.
pub(super) struct Installer<'rig> {
    pub(super) name: &'static str,
    pub(super) place: Place,
    /// Has these wheels installed, in place of other versions of the same.
    pub(super) install: Action<'rig, Path>,
    pub(super) remove: Action<'rig, str>,
}

/// What any installer is to bring about.
pub(super) fn holds(rig: &Rig, installer: &Installer<'_>) {
    let Installer { name, place, install, remove } = installer;
    let wheel = |label: &str| rig.scratch.at(&format!("wheels/{label}-py3-none-any.whl"));
    let installed = |labels: &[&str]| {
        let wheels: Vec<PathBuf> = labels.iter().map(|label| wheel(label)).collect();
        let ran = install(&wheels.iter().map(PathBuf::as_path).collect::<Vec<_>>());
        assert_eq!(ran.code, Some(0), "{name}: {}{}", ran.stdout, ran.stderr);
    };
    installed(&["good-1.0", "evil-1.0"]);
    rig.until(&format!("{name}: both are known"), |rig| {
        place.has(rig, "good-1.0", "installed") && place.has(rig, "evil-1.0", "installed")
    });
    rig.until(&format!("{name}: one is refused"), |rig| place.is_refused(rig, "evil"));
    assert!(place.is_refused(rig, "evil_single"), "{name}");
    let ran = place.run(rig, "import good, good.below, good_single");
    assert_eq!(ran.code, Some(0), "{name}: {}", ran.stderr);
    installed(&["evil-2.0"]);
    rig.until(&format!("{name}: it is released"), |rig| !place.is_refused(rig, "evil"));
    let ran = place.run(rig, "import evil, evil_single; print(evil.VERSION)");
    assert_eq!((ran.code, ran.stdout.trim()), (Some(0), "2.0"), "{name}: {}", ran.stderr);
    rig.until(&format!("{name}: the other version is known"), |rig| {
        place.has(rig, "evil-2.0", "installed") || place.has(rig, "evil-2.0", "changed")
    });
    let ran = remove(&["good", "evil"]);
    assert_eq!(ran.code, Some(0), "{name}: {}{}", ran.stdout, ran.stderr);
    rig.until(&format!("{name}: both are gone"), |rig| {
        place.has(rig, "good-1.0", "removed") && place.has(rig, "evil-2.0", "removed")
    });
}

/// An agent, and wheels.
pub(super) fn ready(name: &str) -> Option<Rig> {
    let mut rig = rig(name, WHAT)?;
    for (name, version) in [("good", "1.0"), ("evil", "1.0"), ("evil", "2.0")] {
        rig.wheel(name, version);
    }
    rig.start();
    Some(rig)
}

fn remove_files(site: &Path, names: &[&str]) {
    for entry in std::fs::read_dir(site).expect("it is there").flatten() {
        let file = entry.file_name().to_string_lossy().into_owned();
        if names.iter().any(|name| file.starts_with(name)) {
            let path = entry.path();
            let done = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
            done.expect("removed");
        }
    }
}

/// What is said by what is no program.
pub(super) const NOTHING: Ran = Ran { stdout: String::new(), stderr: String::new(), code: Some(0) };

#[test]
fn by_hand_and_in_other_ways_of_pip() {
    let Some(rig) = ready("agent-by-hand") else { return };
    let place = Place::environment(&rig, &rig.scratch.at("home/v"));
    let site = place.site.clone();
    let by_hand = Installer {
        name: "by hand",
        install: Box::new(|wheels| {
            for wheel in wheels {
                let name = wheel.file_name().unwrap_or_default().to_string_lossy();
                remove_files(&site, &[name.split('-').next().unwrap_or_default()]);
                let arguments =
                    ["-m", "zipfile", "-e", &wheel.display().to_string(), &site.display().to_string()];
                let ran = rig.patiently(&rig.python(), &arguments);
                assert_eq!(ran.code, Some(0), "{}", ran.stderr);
            }
            NOTHING
        }),
        remove: Box::new(|names| {
            remove_files(&site, names);
            NOTHING
        }),
        place,
    };
    holds(&rig, &by_hand);
    let vendor = rig.scratch.at("home/vendor");
    let pip = |more: &[&str], wheels: &[&Path]| {
        let pip = rig.tool("pip").env("HOME", rig.scratch.at("home")).args(["--python"]).args([base(&rig)]);
        let pip = pip.args(["install", "-q", "--no-index", "--no-deps", "--disable-pip-version-check"]);
        pip.args(["--no-warn-script-location", "--break-system-packages"]).args(more).args(wheels).run()
    };
    let mut place = Place::of(&rig.python(), vendor.clone());
    place.first = format!("import sys; sys.path.insert(0, {vendor:?})");
    let target = Installer {
        name: "pip --target",
        place,
        install: Box::new(|wheels| pip(&["--upgrade", "--target", &vendor.display().to_string()], wheels)),
        remove: Box::new(|names| {
            remove_files(&vendor, names);
            NOTHING
        }),
    };
    holds(&rig, &target);
    let home = format!("HOME={}", rig.scratch.at("home").display());
    let python = vec!["env".to_owned(), home, base(&rig).display().to_string()];
    let asked = Program::new("env").args(&python[1..]).args(["-m", "site", "--user-site"]).run();
    let user = Installer {
        name: "pip --user",
        place: Place { site: asked.stdout.trim().into(), python, first: String::new() },
        install: Box::new(|wheels| pip(&["--user"], wheels)),
        remove: Box::new(|names| {
            let pip =
                rig.tool("pip").env("HOME", rig.scratch.at("home")).args(["--python"]).args([base(&rig)]);
            pip.args(["uninstall", "-q", "-y", "--break-system-packages"]).args(names).run()
        }),
    };
    holds(&rig, &user);
}

/// The interpreter that environments here are made of.
fn base(rig: &Rig) -> PathBuf {
    std::fs::canonicalize(rig.python()).expect("it is there")
}

#[test]
fn projects_with_lock_files_of_uv_and_poetry() {
    let Some(rig) = ready("agent-projects") else { return };
    let project = rig.scratch.tree().directory("home/uv-project");
    let uv = |wanted: &[String]| {
        let (mut names, mut sources) = (Vec::new(), String::new());
        for wheel in wanted {
            let name = wheel.split('-').next().unwrap_or_default();
            names.push(name);
            sources = format!("{sources}{name} = {{ path = \"../../wheels/{wheel}\" }}\n");
        }
        let text = format!(
            "[project]\nname = \"own\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = {names:?}\n\
             [tool.uv]\npackage = false\n[tool.uv.sources]\n{sources}"
        );
        rig.scratch.tree().file("home/uv-project/pyproject.toml", text);
        let uv = rig.tool("uv").args(["sync", "-q", "--offline", "--no-config", "--python"]);
        uv.args([base(&rig)]).within(&project).run()
    };
    let wanted = std::cell::RefCell::new(Vec::<String>::new());
    let sync = |change: &dyn Fn(&mut Vec<String>)| {
        change(&mut wanted.borrow_mut());
        uv(&wanted.borrow())
    };
    let name_of = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let of_uv = Installer {
        name: "uv sync",
        place: Place::environment(&rig, &project.join(".venv")),
        install: Box::new(|wheels| {
            sync(&|wanted| {
                for wheel in wheels.iter().map(|wheel| name_of(wheel)) {
                    let name = wheel.split('-').next().unwrap_or_default();
                    wanted.retain(|other| !other.starts_with(name));
                    wanted.push(wheel);
                }
            })
        }),
        remove: Box::new(|_| sync(&Vec::clear)),
    };
    holds(&rig, &of_uv);
    let program = rig.tools().with_file_name("poetry").join("bin/poetry");
    if !program.exists() {
        return gate::skip(WHAT, &format!("{}; scripts/prepare-environments makes it", program.display()));
    }
    let prefix = rig.scratch.at("home/v");
    let text = "[tool.poetry]\npackage-mode = false\n[tool.poetry.dependencies]\npython = \">=3.8\"\n";
    rig.scratch.tree().file("home/poetry-project/pyproject.toml", text);
    let poetry = |arguments: &[&str]| {
        let path = format!("{}:/usr/bin:/bin", prefix.join("bin").display());
        let poetry = Program::new(&program).env("VIRTUAL_ENV", &prefix).env("PATH", path);
        let poetry = poetry.env("HOME", rig.scratch.path()).within(rig.scratch.at("home/poetry-project"));
        poetry.args(["--no-interaction", "--quiet"]).args(arguments).run()
    };
    let of_poetry = Installer {
        name: "poetry",
        place: Place::environment(&rig, &prefix),
        install: Box::new(|wheels| {
            let wheels: Vec<String> = wheels.iter().map(|wheel| wheel.display().to_string()).collect();
            poetry(&["add"].into_iter().chain(wheels.iter().map(String::as_str)).collect::<Vec<_>>())
        }),
        remove: Box::new(|names| {
            poetry(&["remove"].into_iter().chain(names.iter().copied()).collect::<Vec<_>>())
        }),
    };
    holds(&rig, &of_poetry);
}
