//! Whoever follows the guide: types its commands in its place, writes its files, and looks at what comes of it.

use std::os::unix::fs::PermissionsExt;
use std::time::Instant;

use fetter_testkit::Ran;
use fetter_testkit::program::Program;

use super::chapters::Command;
use super::place::{ADA, Place, give, is_root};
use super::places::Places;
use super::processes::{PATIENCE, PAUSE, Running};
use super::services::{self, Asked};
use super::shown;
use super::stand_ins::{ASKING, INSTEAD};
use crate::support::FETTER;

pub(super) struct World {
    /// Those that go on. They are ended before their files are removed.
    running: Vec<(String, Running)>,
    places: Places,
    /// Where the reader is, relative to the home.
    directory: String,
    place: Place,
}

/// What a command says of itself.
pub(super) fn help(command: &str) -> Ran {
    let line = format!("{FETTER} {command} --help");
    Program::new("bash").args(["-c", &line]).env("HOME", "/nonexistent").run()
}

impl World {
    /// A place for the guide; `python` is what this machine's Python is called in paths.
    pub(super) fn new(python: &str) -> Self {
        let place = Place::new();
        let places = Places::new(place.path(), python);
        Self { running: Vec::new(), places, directory: String::new(), place }
    }

    /// A line of a shell, as the reader types it: with the reader's rights, or root's after `sudo`.
    fn shell(&self, line: &str) -> Program {
        self.shell_of(line, if line.starts_with("sudo ") { 0 } else { ADA })
    }

    /// A line of a shell of this user's. Where the test is not root, everybody is who runs it.
    fn shell_of(&self, line: &str, user: u32) -> Program {
        let typed = format!("exec 2>&1\n{line}");
        let number = user.to_string();
        let is_other = is_root() && user != 0;
        let rights: &[&str] = if is_other {
            &["setpriv", "--reuid", &number, "--regid", &number, "--clear-groups"]
        } else {
            &[]
        };
        // What nobody may wait for ends by itself; a long-lived one gets its own limit.
        let program =
            Program::new("timeout").args(["-k", "5", "600"]).args(rights).args(["bash", "-c", &typed]);
        self.place.settled(program).within(self.place.at("home/ada").join(&self.directory))
    }

    /// Does what a command of the guide does, and says what is not as the guide has it.
    pub(super) fn run(&mut self, command: &Command) -> Result<(), String> {
        if let Some(directory) = command.line.strip_prefix("cd ~/") {
            directory.clone_into(&mut self.directory);
            let is_there = self.place.at("home/ada").join(directory).is_dir();
            return if is_there { Ok(()) } else { Err(format!("there is no ~/{directory}")) };
        }
        if let Some((_, instead, _)) = INSTEAD.iter().find(|(line, ..)| *line == command.line) {
            let ran = self.shell(&self.places.text(instead)).run();
            let is_well = ran.code == Some(0);
            return if is_well { Ok(()) } else { Err(format!("`{instead}` failed: {}", ran.stdout)) };
        }
        let line = self.places.command(&command.line);
        if command.goes_on {
            return self.start(command, &line);
        }
        self.ask(command, &line)?;
        services::taken(&self.place)?.into_iter().try_for_each(|asked| self.serve(&asked))
    }

    /// Runs a command to its end. What only asks is asked again, until agent and server have done what they were told.
    fn ask(&self, command: &Command, line: &str) -> Result<(), String> {
        let words = command.line.trim_start_matches("sudo ");
        let is_question = ASKING.iter().any(|asking| words.starts_with(asking));
        let end = Instant::now() + PATIENCE;
        loop {
            let ran = self.shell(line).run();
            let Err(difference) = self.compare(command, &ran) else { return Ok(()) };
            if !is_question || Instant::now() > end {
                return Err(difference);
            }
            std::thread::sleep(PAUSE);
        }
    }

    fn compare(&self, command: &Command, ran: &Ran) -> Result<(), String> {
        let said = self.places.told(&ran.stdout);
        let Command { line, status, shown, .. } = command;
        if ran.code != Some(*status) {
            return Err(format!("`{line}` ended with {:?}, not {status}:\n{said}", ran.code));
        }
        shown::compare(shown, &said, true).map_err(|why| format!("`{line}` {why}\nin\n{said}"))
    }

    /// Starts what does not end, and waits until it has said what the guide shows.
    fn start(&mut self, command: &Command, line: &str) -> Result<(), String> {
        let mut running = self.go_on(line, ADA);
        let differs = |said: &str| shown::compare(&command.shown, &self.places.told(said), false).err();
        running.says(|said| differs(said).is_none());
        let said = running.said();
        self.running.push((command.line.clone(), running));
        if let Some(why) = differs(&said) {
            return Err(format!("`{}` {why}\nin\n{}", command.line, self.places.told(&said)));
        }
        self.listen(&said);
        Ok(())
    }

    fn go_on(&self, line: &str, user: u32) -> Running {
        let log = self.place.at(&format!("log-{}", self.running.len()));
        Running::start(self.shell_of(&format!("exec {line}"), user).into_command(), log)
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

    /// Does what was asked of `systemctl`.
    fn serve(&mut self, asked: &Asked) -> Result<(), String> {
        let (Asked::Start(unit) | Asked::Stop(unit)) = asked;
        services::end(&mut self.running, unit);
        if let Asked::Start(unit) = asked {
            let (command, user) = services::command(&self.place, unit)?;
            self.settle_agent();
            let running = self.go_on(&self.places.text(&command), user);
            self.running.push((unit.clone(), running));
        }
        Ok(())
    }

    /// Has the agent keep to the place of the test, by the configuration that `agent install` wrote.
    fn settle_agent(&self) {
        let file = self.place.at("etc/fetter/agent.toml");
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

    /// Writes a file that the guide has the reader write: one of the reader's, or of root's where it lies in a directory of root's.
    pub(super) fn write(&self, path: &str, text: &str) -> Result<(), String> {
        let home = self.place.at("home/ada").join(&self.directory);
        let is_own = !path.starts_with('/');
        let path = home.join(self.places.text(path));
        let mode = std::fs::Permissions::from_mode(if is_own { 0o600 } else { 0o644 });
        let written = std::fs::write(&path, self.places.text(text))
            .and_then(|()| std::fs::set_permissions(&path, mode));
        written.map_err(|error| format!("{}: {error}", path.display()))?;
        if is_own {
            give(&path);
        }
        Ok(())
    }
}
