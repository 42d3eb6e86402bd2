//! What the process without rights does about what a server says: it tells the agent.

use std::time::{Duration, Instant};

use super::listen::{Heard, Said};
use super::resync::Resync;
use super::standing::{Stand, Standing};
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
    /// Leaves in the inbox what the agent is to know. `current` is how the agent says that it stands by now.
    pub(super) fn take(
        &mut self,
        inbox: &Inbox,
        said: Said,
        current: Option<&Standing>,
    ) -> Result<(), SpoolError> {
        let heard = match said {
            Ok(heard) => *heard,
            Err(error) => return self.note(inbox, None, Some(error.to_string())),
        };
        if let Some(resync) = wanted(&heard, current)
            && self.resynced.as_ref() != Some(&heard.stand)
        {
            inbox.put_resync(&resync)?;
            self.resynced = Some(heard.stand.clone());
        }
        for decision in &heard.instructions.decisions {
            inbox.put_request(decision)?;
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

/// By which numbers the agent is to report anew; `None` where it is not to.
fn wanted(heard: &Heard, current: Option<&Standing>) -> Option<Resync> {
    let Heard { stand, instructions, .. } = heard;
    let known =
        Acknowledged { report: stand.check_in.acknowledged, events: stand.check_in.acknowledged_events };
    let there = Acknowledged {
        report: instructions.acknowledged.min(known.report),
        events: instructions.acknowledged_events.min(known.events),
    };
    // A report that was made, or sent, since the server was asked may be what it lacks.
    let is_unknown = instructions.report
        && stand.is_settled
        && current.is_some_and(|current| current.report == stand.report);
    let above = above(heard, current);
    let is_above = above != Acknowledged::default();
    (there != known || is_unknown || is_above).then_some(Resync { there, above })
}

/// What the server has that the agent never wrote: a copy of it went on where this one now goes on again. Nothing, in most cases.
fn above(heard: &Heard, current: Option<&Standing>) -> Acknowledged {
    let Some(current) = current else { return Acknowledged::default() };
    let instructions = &heard.instructions;
    let over = |there: u64, written: u64| if there > written { there } else { 0 };
    Acknowledged {
        report: over(instructions.acknowledged, current.report),
        events: over(instructions.acknowledged_events, current.newest_event),
    }
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
        Heard { stand: Stand { check_in, report: 8, is_settled }, instructions, is_offered: false }
    }

    fn standing(report: u64, newest_event: u64) -> Standing {
        Standing { report, state: Digest::of(b""), newest_event, bundle: None }
    }

    fn at(report: u64, events: u64) -> Acknowledged {
        Acknowledged { report, events }
    }

    #[test]
    fn the_agent_reports_anew_only_where_the_server_lacks_what_it_was_sent() {
        let known = |report, events| Some(Resync { there: at(report, events), above: at(0, 0) });
        let wanted = |heard: Heard, report| super::wanted(&heard, Some(&standing(report, 80)));
        assert_eq!(wanted(heard(true, false, 7, 70), 8), None);
        assert_eq!(wanted(heard(true, false, 8, 80), 8), None, "what was just sent is no trouble");
        assert_eq!(wanted(heard(true, true, 8, 80), 8), known(7, 70));
        assert_eq!(wanted(heard(false, true, 7, 70), 8), None, "it is on its way");
        assert_eq!(wanted(heard(true, true, 7, 70), 9), None, "there is a newer one");
        assert_eq!(wanted(heard(false, false, 3, 70), 9), known(3, 70), "it was restored from a copy");
        assert_eq!(wanted(heard(false, false, 7, 0), 9), known(7, 0));
    }

    #[test]
    fn a_machine_that_was_restored_from_a_copy_is_told_from_where_to_count() {
        let wanted = |report, events| {
            wanted(&heard(true, true, report, events), Some(&standing(8, 80))).map(|resync| resync.above)
        };
        assert_eq!(wanted(500, 900), Some(at(500, 900)));
        assert_eq!(wanted(8, 900), Some(at(0, 900)));
        assert_eq!(wanted(500, 80), Some(at(500, 0)));
        assert_eq!(wanted(8, 80), Some(at(0, 0)));
        assert_eq!(
            super::wanted(&heard(false, false, 500, 900), None),
            None,
            "it is not known what was written"
        );
    }
}
