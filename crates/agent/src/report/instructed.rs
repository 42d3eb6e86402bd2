//! What the process without rights does about what a server says: it tells the agent.

use std::time::{Duration, Instant};

use super::listen::{Heard, Said};
use super::standing::Stand;
use super::told::Contact;
use super::{Acknowledged, Inbox, SpoolError};

/// How often it is written down that the server was heard of.
const NOTED: Duration = Duration::from_secs(60);

/// What was done so far.
#[derive(Debug, Default)]
pub(super) struct Instructed {
    contact: Contact,
    noted: Option<Instant>,
    /// About what the agent was told to report anew.
    resynced: Option<Stand>,
}

impl Instructed {
    /// Leaves in the inbox what the agent is to know. `current` is the number of the report that the agent stands by now.
    pub(super) fn take(&mut self, inbox: &Inbox, said: Said, current: Option<u64>) -> Result<(), SpoolError> {
        let heard = match said {
            Ok(heard) => *heard,
            Err(error) => return self.note(inbox, None, Some(error.to_string())),
        };
        if let Some(known) = wanted(&heard, current)
            && self.resynced.as_ref() != Some(&heard.stand)
        {
            inbox.put_resync(known)?;
            self.resynced = Some(heard.stand.clone());
        }
        if let Some(offer) = &heard.offer {
            inbox.put_offer(offer)?;
        }
        self.note(inbox, Some(heard.instructions.time), None)
    }

    fn note(&mut self, inbox: &Inbox, time: Option<u64>, problem: Option<String>) -> Result<(), SpoolError> {
        let is_due =
            self.noted.is_none_or(|noted| noted.elapsed() >= NOTED) || self.contact.problem != problem;
        self.contact = Contact { time: time.or(self.contact.time), problem };
        if is_due {
            inbox.put_contact(&self.contact)?;
            self.noted = Some(Instant::now());
        }
        Ok(())
    }
}

/// What the agent is to take for acknowledged where it is to report anew; `None` where it is not.
fn wanted(heard: &Heard, current: Option<u64>) -> Option<Acknowledged> {
    let Heard { stand, instructions, .. } = heard;
    let known =
        Acknowledged { report: stand.check_in.acknowledged, events: stand.check_in.acknowledged_events };
    let there = Acknowledged {
        report: instructions.acknowledged.min(known.report),
        events: instructions.acknowledged_events.min(known.events),
    };
    // A report that was made, or sent, since the server was asked may be what it lacks.
    let is_unknown = instructions.report && stand.is_settled && current == Some(stand.report);
    (there != known || is_unknown).then_some(there)
}
