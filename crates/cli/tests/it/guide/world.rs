//! The place in which the guide is followed: a home with two projects, a disk for a server, and what is started there.

use std::os::unix::fs::PermissionsExt;
use std::time::Instant;

use fetter_testkit::program::Program;
use fetter_testkit::{Ran, Scratch};

use super::chapters::Command;
use super::places::Places;
use super::processes::{PATIENCE, PAUSE, Running};
use super::shown;
use super::stand_ins::{ASKING, INSTEAD, Instead, Service};
use crate::support::FETTER;

/// Where the reader's packages are.
const SITE: &str = ".venv/lib/python3.11/site-packages";
/// What the guide's advisories say; the rest of them is made up.
const RECORD: &str = r#"{"id":"PYSEC-2026-1472","aliases":["CVE-2024-56201"],"published":"2024-12-23T00:00:00Z","modified":"2025-01-01T00:00:00Z",
"summary":"Jinja has a sandbox breakout through malicious filenames",
"severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H"}],
"affected":[{"package":{"ecosystem":"PyPI","name":"jinja2"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"3.1.5"}]}]}]}"#;

pub(super) struct World {
    /// Those that go on. They are ended before their files are removed.
    running: Vec<(String, Running)>,
    places: Places,
    /// Where the reader is, relative to the home.
    directory: String,
    scratch: Scratch,
}

/// What a command says of itself.
pub(super) fn help(command: &str) -> Ran {
    let line = format!("{FETTER} {command} --help");
    Program::new("bash").args(["-c", &line]).env("HOME", "/nonexistent").run()
}

impl World {
    pub(super) fn new() -> Self {
        // In memory: an agent of root's watches the whole file system that it is on.
        let scratch = Scratch::in_memory("guide");
        let world = Self {
            running: Vec::new(),
            places: Places::new(scratch.path()),
            directory: String::new(),
            scratch,
        };
        let tree = world.scratch.tree();
        tree.installation("opt/python", "3.11");
        let base = world.scratch.at("opt/python");
        for (project, packages) in [
            (
                "shop",
                &[
                    ("certifi", "2025.1.31"),
                    ("idna", "3.10"),
                    ("jinja2", "3.1.3"),
                    ("reqeusts", "1.0"),
                    ("requests", "2.32.4"),
                ][..],
            ),
            ("notes", &[("jinja2", "3.1.6"), ("requests", "2.32.4")]),
        ] {
            tree.venv(&format!("home/ada/{project}/.venv"), &base, "3.11", false);
            for (name, version) in packages {
                world.install(project, name, version);
            }
        }
        tree.file("records/PYSEC-2026-1472.json", RECORD);
        tree.program("bin/sudo", "#!/bin/sh\nexec \"$@\"\n");
        for directory in ["etc/fetter", "srv", "var/lib", "var/backups", "run/fetter"] {
            tree.directory(directory);
        }
        world
    }

    /// Puts a package into a project, as an installer does.
    fn install(&self, project: &str, name: &str, version: &str) {
        let tree = self.scratch.tree();
        let site = format!("home/ada/{project}/{SITE}");
        let module = name.replace('-', "_");
        for entry in std::fs::read_dir(self.scratch.at(&site)).expect("a site") {
            let path = entry.expect("an entry").path();
            if path.file_name().is_some_and(|own| own.to_string_lossy().starts_with(&format!("{module}-"))) {
                std::fs::remove_dir_all(path).expect("it can be removed");
            }
        }
        tree.file(&format!("{site}/{module}/__init__.py"), "");
        let own = tree.dist_info(&site, name, version);
        let own = own.file_name().expect("a name").to_string_lossy().into_owned();
        // The hash of nothing.
        let module = format!("{module}/__init__.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\n");
        let listed = format!("{module}{own}/METADATA,,\n{own}/INSTALLER,,\n{own}/RECORD,,\n");
        tree.file(&format!("{site}/{own}/RECORD"), listed);
    }

    /// A line of a shell, as the reader types it.
    fn shell(&self, line: &str) -> Program {
        let at = |path: &str| self.scratch.at(path).display().to_string();
        let path = format!("{}:{}:/usr/bin:/bin", at("usr/local/bin"), at("bin"));
        let home = self.scratch.at("home/ada");
        // What nobody may wait for ends by itself; a long-lived one gets its own limit.
        Program::new("timeout")
            .args(["-k", "5", "600", "bash", "-c", &format!("exec 2>&1\n{line}")])
            .env("PATH", path)
            .env("HOME", &home)
            .within(home.join(&self.directory))
    }

    /// Does what a command of the guide does, and says what is not as the guide has it.
    pub(super) fn run(&mut self, command: &Command) -> Result<(), String> {
        if let Some(directory) = command.line.strip_prefix("cd ~/") {
            directory.clone_into(&mut self.directory);
            return Ok(());
        }
        if let Some((_, instead, _)) = INSTEAD.iter().find(|(line, ..)| *line == command.line) {
            return self.run_instead(instead);
        }
        let line = self.places.command(&command.line);
        if command.goes_on {
            return self.start(command, &line);
        }
        let is_question =
            ASKING.iter().any(|asking| command.line.trim_start_matches("sudo ").starts_with(asking));
        let end = Instant::now() + PATIENCE;
        loop {
            let ran = self.shell(&line).run();
            let Err(difference) = self.compare(command, &ran) else { return Ok(()) };
            if !is_question || Instant::now() > end {
                return Err(difference);
            }
            std::thread::sleep(PAUSE);
        }
    }

    fn compare(&self, command: &Command, ran: &Ran) -> Result<(), String> {
        let said = self.places.told(&ran.stdout);
        if ran.code != Some(command.status) {
            return Err(format!(
                "`{}` ended with {:?}, not {}:\n{said}",
                command.line, ran.code, command.status
            ));
        }
        match shown::missing(&command.shown, &said) {
            Some(line) => Err(format!("`{}` did not say\n{line}\nbut\n{said}", command.line)),
            None => Ok(()),
        }
    }

    fn run_instead(&mut self, instead: &Instead) -> Result<(), String> {
        match instead {
            Instead::Run(line) => {
                let ran = self.shell(&self.places.text(line)).run();
                let is_well = ran.code == Some(0);
                if is_well { Ok(()) } else { Err(format!("`{line}` failed: {}", ran.stdout)) }
            }
            Instead::Start(services) => {
                services.iter().for_each(|service| self.serve(*service));
                Ok(())
            }
            Instead::Install(name, version) => {
                self.install("shop", name, version);
                Ok(())
            }
        }
    }

    /// Starts what does not end, and waits until it has said what the guide shows.
    fn start(&mut self, command: &Command, line: &str) -> Result<(), String> {
        let mut running = self.go_on(line);
        let is_there = |said: &str| shown::missing(&command.shown, &self.places.told(said)).is_none();
        let is_well = running.says(is_there);
        let said = running.said();
        self.running.push((command.line.clone(), running));
        if !is_well {
            return Err(format!(
                "`{}` did not say what is shown, but\n{}",
                command.line,
                self.places.told(&said)
            ));
        }
        self.listen(&said);
        Ok(())
    }

    fn go_on(&self, line: &str) -> Running {
        let log = self.scratch.at(&format!("log-{}", self.running.len()));
        Running::start(self.shell(&format!("exec {line}")).into_command(), log)
    }

    /// Takes from what a server says how it is reached.
    fn listen(&mut self, said: &str) {
        for (beginning, word) in [
            ("fetter server listens at", "https://fetter.example:8443"),
            ("fingerprint of its certificate", "FINGERPRINT"),
            ("link for the first administrator", "fetter_first_…"),
        ] {
            let line = said.lines().find(|line| line.starts_with(beginning));
            if let Some(last) = line.and_then(|line| line.rsplit(' ').next()) {
                self.places.learn(word, last);
            }
        }
    }

    /// Starts a service, or starts it anew.
    fn serve(&mut self, service: Service) {
        let (name, line) = match service {
            Service::Agent => ("agent", "fetter --config /etc/fetter/agent.toml agent run"),
            Service::Sync => ("sync", "fetter --config /etc/fetter/agent.toml agent sync --as-root"),
        };
        self.running.retain(|(running, _)| running != name);
        self.settle_agent();
        let running = self.go_on(&self.places.text(line));
        self.running.push((name.to_owned(), running));
    }

    /// Has the agent keep to the place of the test, by the configuration that `agent install` wrote.
    fn settle_agent(&self) {
        let file = self.scratch.at("etc/fetter/agent.toml");
        let text = std::fs::read_to_string(&file).expect("it was written");
        if text.contains("only-path") {
            return;
        }
        let settled = self.places.text(
            "only-path = true\npath = [\"/home/ada\"]\nstate = \"/var/lib/fetter\"\n\
             socket = \"/run/fetter/agent.sock\"\ndatabase = \"/var/lib/fetter\"\n",
        );
        let text = text.replace("\npath = []", "").replace("= true", "= false");
        std::fs::write(&file, settled + &self.places.text(&text)).expect("it can be written");
    }

    /// Writes a file that the guide has the reader write.
    pub(super) fn write(&self, path: &str, text: &str) -> Result<(), String> {
        let home = self.scratch.at("home/ada").join(&self.directory);
        let path = home.join(self.places.text(path));
        let private = std::fs::Permissions::from_mode(0o600);
        let written = std::fs::write(&path, self.places.text(text))
            .and_then(|()| std::fs::set_permissions(&path, private));
        written.map_err(|error| format!("{}: {error}", path.display()))
    }
}
