//! What people of this machine ask to be let pass, and what became of it.
//!
//! Whoever asks does so at the agent's socket, so that the kernel says which user it is. What is asked is kept in a file of the agent's alone, and lies
//! in the outbox until the server has answered it; decisions come back through the inbox. All of it is bounded, for each user and together.

use std::path::Path;

use fetter_core::check::names_one_package;
use fetter_protocol::{PackageRequest, RequestState, clip, limits, write};
use serde::{Deserialize, Serialize};

use super::directory::Directory;
use super::group::{sync_group, user_name};
use super::spool::ENTRIES;
use super::{SpoolError, new_machine_id};
use crate::run::PrivateFile;

/// How many requests of one user wait for a decision.
const OPEN_OF_A_USER: usize = 20;
/// How many of all.
const OPEN: usize = 100;
/// How many of one user, and of all, are kept for them to see.
const OF_A_USER: usize = 50;
const ALL: usize = 500;
/// How many one user may make within an hour.
const AN_HOUR: usize = 30;
const HOUR: u64 = 3600;
/// How large the file is at most, in bytes.
const LIMIT: usize = 2 << 20;
/// How large what the other process leaves may be, in bytes.
const ANSWER: usize = 8 << 10;

/// The directory in the outbox.
pub(super) const REQUESTS: &str = "requests";
/// The file in it that says which decisions are known. It is no request.
pub(super) const DECIDED: &str = "decided.json";
/// What names of answers in the inbox begin with.
pub(super) const ANSWERS: &str = "request-";

/// It is not known to be at the server.
const WAITING: &str = "waiting";

/// A request, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Asked {
    /// Its id.
    pub id: String,
    /// What is asked for.
    pub package: String,
    /// Why.
    pub reason: String,
    /// Who asked, by the id that the kernel gave.
    pub user: u32,
    /// The rules that refused it then.
    pub rules: Vec<String>,
    /// When, in seconds since 1970.
    pub asked: u64,
    /// `waiting` until the server has it, then as [`RequestState`] has it.
    pub state: String,
    /// What whoever decided said.
    pub answer: String,
    /// The last day on which it is let pass.
    pub until: Option<String>,
}

/// Who asks for what.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The user, by the id that the kernel gave.
    pub user: u32,
    /// What is asked for.
    pub package: String,
    /// Why.
    pub reason: String,
    /// The rules that refuse it.
    pub rules: Vec<String>,
    /// When, in seconds since 1970.
    pub time: u64,
}

/// What is in the file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Kept {
    machine: String,
    /// The newest decision that is known.
    newest: u64,
    /// In the order in which they were made.
    all: Vec<Asked>,
}

/// What the process that talks to the server is told.
#[derive(Serialize, Deserialize)]
pub(super) struct Decided {
    pub(super) newest: u64,
}

/// All requests of this machine.
#[derive(Debug)]
pub struct Requests {
    file: PrivateFile,
    waiting: Directory,
    kept: Kept,
}

impl Requests {
    /// Opens what a state directory has of this machine's requests. Those of another machine, which this one was before, are forgotten.
    pub fn open(state: &Path, machine: &str) -> Result<Self, SpoolError> {
        let file = PrivateFile::new(state.join("agent").join("requests.json"));
        let outbox = Directory::shared(&state.join("outbox"), sync_group())?;
        let waiting = outbox.inner(REQUESTS)?;
        // What cannot be read was not written by this agent; what the server has of it stays there.
        let bytes = file.read(LIMIT).ok().flatten();
        let kept: Kept = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        let kept = if kept.machine == machine {
            kept
        } else {
            Kept { machine: machine.to_owned(), ..Kept::default() }
        };
        let requests = Self { file, waiting, kept };
        requests.put_out()?;
        Ok(requests)
    }

    /// Takes a request. The error says why it does not.
    pub fn ask(&mut self, wish: &Wish) -> Result<Asked, String> {
        let Wish { user, package, reason, .. } = wish;
        names_one_package(package)?;
        let is_line = |text: &str| !text.trim().is_empty() && !text.chars().any(char::is_control);
        if package.len() > limits::REQUEST_PACKAGE_BYTES {
            return Err(format!("a package has at most {} bytes", limits::REQUEST_PACKAGE_BYTES));
        }
        if !is_line(reason) || reason.len() > limits::REQUEST_REASON_BYTES {
            return Err(format!("a reason is a line of at most {} bytes", limits::REQUEST_REASON_BYTES));
        }
        let is_same = |one: &&Asked| one.user == *user && one.package == *package && is_undecided(one);
        if let Some(same) = self.kept.all.iter().find(is_same) {
            return Ok(same.clone());
        }
        self.see_that_there_is_room(wish)?;
        let id = new_machine_id().map_err(|error| error.to_string())?;
        let rules = wish.rules.iter().take(limits::REQUEST_RULES);
        let rules = rules.map(|rule| clip(rule, limits::REQUEST_PACKAGE_BYTES)).collect();
        let asked = Asked {
            id,
            package: package.clone(),
            reason: reason.clone(),
            user: *user,
            rules,
            asked: wish.time,
            state: WAITING.to_owned(),
            answer: String::new(),
            until: None,
        };
        let before = self.kept.all.clone();
        self.kept.all.push(asked.clone());
        self.forget(*user);
        // Where it is killed between the two, it is put out when the agent begins again.
        let done = self.keep().and_then(|()| self.put_out().map_err(|error| error.to_string()));
        if done.is_err() {
            self.kept.all = before;
        }
        done.map(|()| asked)
    }

    fn see_that_there_is_room(&self, wish: &Wish) -> Result<(), String> {
        let of_user = || self.kept.all.iter().filter(|one| one.user == wish.user);
        let open = self.kept.all.iter().filter(|one| is_undecided(one)).count();
        if of_user().filter(|one| is_undecided(one)).count() >= OPEN_OF_A_USER || open >= OPEN {
            return Err("too many requests wait for a decision: ask again when some are decided".to_owned());
        }
        let since = wish.time.saturating_sub(HOUR);
        if of_user().filter(|one| one.asked > since && one.asked <= wish.time).count() >= AN_HOUR {
            return Err("too many requests within an hour: ask again later".to_owned());
        }
        Ok(())
    }

    /// Forgets the oldest that were decided, of this user and of all, where there are many.
    fn forget(&mut self, user: u32) {
        loop {
            let of_user = self.kept.all.iter().filter(|one| one.user == user).count();
            let is_over = self.kept.all.len() > ALL;
            if of_user <= OF_A_USER && !is_over {
                return;
            }
            let is_it = |one: &Asked| !is_undecided(one) && (is_over || one.user == user);
            let Some(at) = self.kept.all.iter().position(is_it) else { return };
            self.kept.all.remove(at);
        }
    }

    /// Those of a user, or all for root, the newest first.
    #[must_use]
    pub fn of(&self, user: u32) -> Vec<Asked> {
        self.kept.all.iter().rev().filter(|one| user == 0 || one.user == user).cloned().collect()
    }

    /// Takes what the other process left of answers and decisions. Whether there was any.
    pub fn take(&mut self, inbox: &Path) -> Result<bool, SpoolError> {
        let inbox = Directory::open(inbox)?;
        let names = inbox.names(ENTRIES)?;
        let names: Vec<String> = names.into_iter().filter(|name| is_request(name)).take(1000).collect();
        for name in &names {
            // What is no answer is taken away all the same.
            let bytes = inbox.read(name, ANSWER).ok().flatten().unwrap_or_default();
            if let Ok(state) = serde_json::from_slice::<RequestState>(&bytes) {
                self.heard(&state);
            }
        }
        if names.is_empty() {
            return Ok(false);
        }
        self.keep_file()?;
        self.put_out()?;
        // Where it is killed before, it is taken again.
        for name in &names {
            inbox.remove(name);
        }
        Ok(true)
    }

    /// Asks again what nobody has decided: the server was restored from a copy, and may not have it. What it has it takes once.
    pub fn ask_again(&mut self, inbox: &Path) -> Result<(), SpoolError> {
        // Of what is answered there nobody knows whether the server had it before or has it now.
        self.take(inbox)?;
        let before = self.kept.all.clone();
        for one in self.kept.all.iter_mut().filter(|one| one.state == RequestState::OPEN) {
            WAITING.clone_into(&mut one.state);
        }
        if before == self.kept.all {
            return Ok(());
        }
        // Where it is killed between the two, it is put out when the agent begins again.
        if let Err(error) = self.keep_file() {
            self.kept.all = before;
            return Err(error);
        }
        self.put_out()
    }

    fn heard(&mut self, state: &RequestState) {
        self.kept.newest = self.kept.newest.max(state.number);
        let Some(one) = self.kept.all.iter_mut().find(|one| one.id == state.id) else { return };
        // A decision is not taken back by an answer that was on its way.
        if state.number == 0 && !is_undecided(one) {
            return;
        }
        let words =
            [RequestState::OPEN, RequestState::APPROVED, RequestState::REFUSED, RequestState::NOT_TAKEN];
        let Some(word) = words.iter().find(|word| **word == state.state) else { return };
        (*word).clone_into(&mut one.state);
        let line = |text: &str| text.replace(char::is_control, " ");
        one.answer = clip(&line(&state.reason), limits::REQUEST_REASON_BYTES);
        one.until = state.until.as_deref().map(|until| clip(&line(until), limits::REQUEST_WORD_BYTES));
    }

    fn keep_file(&self) -> Result<(), SpoolError> {
        let path = self.file.path().to_path_buf();
        let failed = |why| SpoolError::File { what: "keep", path, error: std::io::Error::other(why) };
        self.keep().map_err(failed)
    }

    fn keep(&self) -> Result<(), String> {
        let bytes = serde_json::to_vec(&self.kept).map_err(|error| error.to_string())?;
        self.file.write(&bytes).map_err(|error| error.to_string())
    }

    /// Has in the outbox what the server has not answered, and nothing else, and says which decisions are known.
    fn put_out(&self) -> Result<(), SpoolError> {
        let there = self.waiting.names(ENTRIES)?;
        let is_waiting = |one: &&Asked| one.state == WAITING;
        for one in self.kept.all.iter().filter(is_waiting) {
            let name = request_name(&one.id);
            if !there.contains(&name) {
                let message = PackageRequest {
                    package: one.package.clone(),
                    reason: one.reason.clone(),
                    user: clip(&user_name(one.user), limits::REQUEST_PACKAGE_BYTES),
                    rules: one.rules.clone(),
                    asked: one.asked,
                    ..PackageRequest::new(&self.kept.machine, &one.id)
                };
                let error = |error| SpoolError::Message { path: self.waiting.path_of(&name), error };
                self.waiting.write(&name, &write(&message).map_err(error)?)?;
            }
        }
        let waiting =
            |name: &String| self.kept.all.iter().filter(is_waiting).any(|one| request_name(&one.id) == *name);
        for name in there.iter().filter(|name| *name != DECIDED && !waiting(name)) {
            self.waiting.remove(name);
        }
        let decided = serde_json::to_vec(&Decided { newest: self.kept.newest }).unwrap_or_default();
        if self.waiting.read(DECIDED, ANSWER).ok().flatten().as_deref() == Some(&decided) {
            return self.waiting.sync();
        }
        self.waiting.write(DECIDED, &decided)
    }
}

/// Whether nobody has decided on it.
fn is_undecided(one: &Asked) -> bool {
    matches!(one.state.as_str(), WAITING | RequestState::OPEN)
}

/// The name of a request's file in the outbox.
pub(super) fn request_name(id: &str) -> String {
    format!("{id}.json")
}

/// The id in such a name.
pub(super) fn request_id(name: &str) -> Option<&str> {
    let id = name.strip_suffix(".json")?;
    let is_id = id.len() == 32 && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    is_id.then_some(id)
}

/// Whether a file of the inbox tells how a request stands.
pub(super) fn is_request(name: &str) -> bool {
    name.starts_with(ANSWERS)
}
