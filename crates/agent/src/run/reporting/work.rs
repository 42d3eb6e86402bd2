//! The thread that writes reports and takes answers.

use std::collections::BTreeSet;
use std::io;
use std::os::fd::BorrowedFd;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use fetter_core::inventory::discover::{DetailReader, Request, Surroundings};
use fetter_core::timestamp::Timestamp;
use fetter_protocol::{EventRecord, limits};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::slot::{Slot, Snapshot};
use super::{Begin, Desk, Seen};
use crate::ask::{ReportStatus, ServerStatus};
use crate::journal::{JournalHandle, Moment, Order, Query, Reader, Since, StateKey};
use crate::report::{
    Digests, Doorbell, Enrolment, Facts, Outbox, SpoolError, contact, host, report_besides, waiting,
};
use crate::run::{RequestDesk, Wake};
use crate::sys::give_memory_back;

/// How often it looks for answers that it did not hear of.
const LOOK: Duration = Duration::from_secs(30);
/// How long it does not listen after it has worked, whoever puts answers there.
const REST: Duration = Duration::from_secs(1);
/// How long it waits for events to be on the disk.
const FLUSH: Duration = Duration::from_secs(2);
/// How long it waits until events have new numbers. Where that takes longer it is done again.
const RENUMBERED: Duration = Duration::from_secs(20);

pub(super) struct Work {
    slot: Arc<Slot>,
    state: PathBuf,
    desk: Option<Desk>,
    floor: u64,
    problem: Option<String>,
    requests: RequestDesk,
    search: Option<(Request, Surroundings)>,
    journal: JournalHandle,
    loop_wake: Wake,
    bell: Doorbell,
    digests: Digests,
    server: Option<Enrolment>,
    /// The newest event of the last report, where that holds as many as it may.
    full: Option<u64>,
}

impl Work {
    pub(super) fn new(begin: Begin<'_>, slot: Arc<Slot>) -> io::Result<Self> {
        let Begin { state, desk, requests, search, floor, journal, wake, .. } = begin;
        let problem = desk.as_ref().err().map(ToString::to_string);
        let mut work = Self {
            slot,
            state: state.to_path_buf(),
            desk: desk.ok(),
            floor,
            problem,
            requests,
            search,
            journal,
            loop_wake: wake,
            bell: Doorbell::new()?,
            digests: Digests::default(),
            // Where it cannot be read, whoever sends says so.
            server: Enrolment::read(state).ok().flatten(),
            full: None,
        };
        if let Some(desk) = &mut work.desk {
            desk.raise(floor);
        }
        work.tell();
        Ok(work)
    }

    pub(super) fn run(mut self) {
        while !self.slot.is_stopped() {
            // First: what comes after one has looked rings.
            self.bell.watch(&self.inbox());
            if let Some(snapshot) = self.slot.take() {
                self.problem = self.handle(snapshot).err();
                self.tell();
            } else {
                match waiting(&self.inbox()) {
                    Ok(waiting) => {
                        if waiting.answers {
                            self.slot.want();
                        }
                        if waiting.offer {
                            self.slot.say_offer();
                        }
                        if waiting.answers || waiting.offer {
                            self.loop_wake.wake();
                        }
                        if waiting.requests {
                            self.take_requests();
                        }
                    }
                    Err(error) => {
                        self.problem = Some(error.to_string());
                        self.tell();
                    }
                }
            }
            self.sleep();
            if self.server.is_some() {
                self.tell();
            }
        }
    }

    /// Takes what is told of requests. The loop has nothing to do with it.
    fn take_requests(&mut self) {
        if let Err(why) = self.requests.take(&self.inbox()) {
            self.problem = Some(format!("what the server says of requests could not be taken: {why}"));
            self.tell();
        }
    }

    fn inbox(&self) -> PathBuf {
        self.state.join("inbox")
    }

    /// Sleeps until the loop has something, answers come, or it is time to look.
    fn sleep(&self) {
        let wake = self.slot.wake.descriptor();
        if !wait(&[wake], REST) {
            wait(&[wake, self.bell.descriptor()], LOOK);
        }
        self.slot.wake.take();
        self.bell.take();
    }

    /// Takes answers, and makes a report where one is due. What fails is said, and tried again with the next one.
    fn handle(&mut self, snapshot: Snapshot) -> Result<(), String> {
        self.digests.forget(snapshot.stale.as_ref());
        let unread = self.read_details();
        let known = self.digests.made();
        let inventory = &snapshot.seen.inventory;
        for site in inventory.sites.iter().take(limits::SITES) {
            // What has no digest cannot be asked for; a report says so.
            let _ = self.digests.of(site, &inventory.environments);
        }
        let answers = self.answers(&snapshot.seen);
        let reported = if snapshot.report { self.report(snapshot.seen, snapshot.taken) } else { Ok(()) };
        // Nothing is kept open while there is nothing to do.
        self.digests.read_by(None);
        if self.digests.made() > known {
            give_memory_back();
        }
        reported.and(answers).and(unread)
    }

    /// Has details read, until all is done. Where they cannot be, contents say that they were not.
    fn read_details(&mut self) -> Result<(), String> {
        let Some((request, surroundings)) = &self.search else { return Ok(()) };
        let reader = DetailReader::new(request, surroundings);
        let reader = reader.map_err(|why| format!("details of packages could not be read: {why}"));
        let (reader, unread) = reader.map_or_else(|why| (None, Err(why)), |reader| (Some(reader), Ok(())));
        if self.digests.read_by(reader) {
            // They could not be read before: what was told without them is told anew.
            self.slot.say_more();
            self.loop_wake.wake();
        }
        unread
    }

    fn desk(&mut self) -> Result<&mut Desk, SpoolError> {
        let mut desk = match self.desk.take() {
            Some(desk) => desk,
            None => Desk::open(&self.state)?,
        };
        desk.raise(self.floor);
        Ok(self.desk.insert(desk))
    }

    fn answers(&mut self, seen: &Seen) -> Result<(), String> {
        let inbox = self.inbox();
        self.desk().map_err(|error| error.to_string())?;
        let Some(Desk { outbox, .. }) = &mut self.desk else { return Ok(()) };
        let sites = self.digests.sites(&seen.inventory);
        let mut outdated = BTreeSet::new();
        // A site that was touched since is told of in the next report, by another digest.
        let taken = outbox.take_answers(&inbox, &mut |digest| {
            let site = sites.get(digest)?;
            let (made, bytes, _) = self.digests.contents(site, &seen.inventory.environments).ok()?;
            if made != *digest {
                outdated.insert(site.path.clone());
            }
            Some(bytes)
        });
        if !outdated.is_empty() {
            // Of some changes of details no event tells.
            self.digests.forget(Some(&outdated));
            self.slot.say_more();
        }
        let (journal, requests) = (&self.journal, &self.requests);
        let mut renumber = |after, above| journal.renumber(after, above, RENUMBERED);
        let resync = outbox.take_resync(&inbox, &mut renumber, &mut || requests.ask_again(&inbox));
        if matches!(resync, Ok(true)) {
            self.full = None;
            self.slot.say_more();
        }
        if self.full.is_some_and(|last| outbox.acknowledged().events >= last) {
            self.full = None;
            self.slot.say_more();
        }
        match taken {
            Ok(taken) => match taken.refused.first() {
                None => Ok(()),
                Some(first) => Err(format!("{} answers were refused, as {first}", taken.refused.len())),
            },
            Err(error) if error.is_missing() => Ok(()),
            Err(error) => Err(error.to_string()),
        }
    }

    fn report(&mut self, seen: Seen, taken: Moment) -> Result<(), String> {
        // Where they are not on the disk by now, they come with the next one.
        let _ = self.journal.flush(FLUSH);
        let directory = self.state.join("agent");
        let desk = self.desk().map_err(|error| error.to_string())?;
        let machine = desk.machine.clone();
        let (sequence, known) = (desk.outbox.next_sequence(), desk.outbox.acknowledged().events);
        let events = events(&directory, known);
        let unread = events.as_ref().err().cloned();
        let Seen { inventory, denials, tampered, unnamed_tampered, policy, coverage, mode, bundle } = seen;
        let host = host(&machine, mode, policy, coverage);
        let events = events.unwrap_or_default();
        let facts = Facts { sequence, taken, host, denials, tampered, events };
        let made = report_besides(&inventory, facts, unnamed_tampered, &mut self.digests);
        let made = made.map_err(|error| error.to_string())?;
        let is_full = made.events.len() >= limits::EVENTS;
        self.full = made.events.last().map(|last| last.sequence).filter(|_| is_full);
        let Some(Desk { outbox, .. }) = &mut self.desk else { return Ok(()) };
        outbox.go_by(bundle);
        let number = outbox.write(made).map_err(|error| error.to_string())?;
        // Where there is no room for it, the outbox knows it too.
        let _ = self.journal.set_state(StateKey::Report, number.to_string().into_bytes());
        self.floor = number;
        unread.map_or(Ok(()), Err)
    }

    fn tell(&self) {
        let some = |number: u64| Some(number).filter(|number| *number > 0);
        let outbox: Option<&Outbox> = self.desk.as_ref().map(|desk| &desk.outbox);
        self.slot.set_status(ReportStatus {
            enabled: true,
            last: some(outbox.map_or(self.floor, |outbox| outbox.newest().report)),
            acknowledged: outbox.and_then(|outbox| some(outbox.acknowledged().report)),
            problem: self.problem.clone(),
            server: self.server.as_ref().map(|server| self.server(server)),
        });
    }

    /// The server, as far as the other process has left a word of it.
    fn server(&self, server: &Enrolment) -> ServerStatus {
        let known = contact(&self.inbox()).unwrap_or_default();
        let time = known.time.and_then(Timestamp::of_unix_time);
        ServerStatus {
            url: server.url.clone(),
            organisation: server.organisation.clone(),
            group: server.group.clone(),
            contact: time.map(|time| time.to_string()),
            problem: known.problem,
        }
    }
}

/// The events after one, as many as a report holds.
fn events(journal: &Path, after: u64) -> Result<Vec<EventRecord>, String> {
    let query = Query {
        since: Since::Sequence(after),
        order: Order::OldestFirst,
        limit: limits::EVENTS,
        ..Query::default()
    };
    let read = Reader::open(journal).and_then(|reader| reader.events(&query));
    read.map_err(|error| format!("the report has no events: {error}"))
}

/// Waits; whether something was ready before the time was over.
fn wait(descriptors: &[BorrowedFd<'_>], most: Duration) -> bool {
    let Ok(timeout) = Timespec::try_from(most) else { return false };
    let mut waited: Vec<PollFd<'_>> =
        descriptors.iter().map(|descriptor| PollFd::from_borrowed_fd(*descriptor, PollFlags::IN)).collect();
    match poll(&mut waited, Some(&timeout)) {
        Ok(ready) => ready > 0,
        Err(_) => false,
    }
}
