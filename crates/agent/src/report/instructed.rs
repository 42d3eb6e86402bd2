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
        for decision in &heard.instructions.decisions {
            inbox.put_request(decision)?;
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

#[cfg(test)]
mod tests {
    use fetter_protocol::{CheckIn, Digest, Instructions, Kind};

    use super::*;

    fn heard(is_settled: bool, report: bool, acknowledged: u64, events: u64) -> Heard {
        let machine = "0123456789abcdef0123456789abcdef".to_owned();
        let check_in = CheckIn {
            schema: Kind::CheckIn.schema().to_owned(),
            version: 1,
            machine: machine.clone(),
            state: Digest::of(b""),
            acknowledged: 7,
            acknowledged_events: 70,
            newest_event: 80,
            bundle: None,
            decisions: None,
        };
        let instructions = Instructions {
            schema: Kind::Instructions.schema().to_owned(),
            version: 1,
            machine,
            time: 1,
            report,
            acknowledged,
            acknowledged_events: events,
            bundle: None,
            next: 60,
            decisions: Vec::new(),
        };
        Heard { stand: Stand { check_in, report: 8, is_settled }, instructions, offer: None }
    }

    #[test]
    fn the_agent_reports_anew_only_where_the_server_lacks_what_it_was_sent() {
        let known = |report, events| Some(Acknowledged { report, events });
        assert_eq!(wanted(&heard(true, false, 7, 70), Some(8)), None);
        assert_eq!(wanted(&heard(true, false, 9, 90), Some(8)), None, "more than is known is no trouble");
        assert_eq!(wanted(&heard(true, true, 9, 90), Some(8)), known(7, 70));
        assert_eq!(wanted(&heard(false, true, 7, 70), Some(8)), None, "it is on its way");
        assert_eq!(wanted(&heard(true, true, 7, 70), Some(9)), None, "there is a newer one");
        assert_eq!(wanted(&heard(false, false, 3, 70), Some(9)), known(3, 70), "it was restored from a copy");
        assert_eq!(wanted(&heard(false, false, 7, 0), Some(9)), known(7, 0));
    }
}
