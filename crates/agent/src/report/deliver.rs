//! One round of carrying what waits to a server.

use std::time::Duration;

use fetter_protocol::{Answer, RequestAnswer, RequestState, read};

use super::{Courier, CourierError, Inbox, Outgoing, Retry, Spool, SpoolError};

/// What a round came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// So much was sent, and answered; both may be nothing.
    Sent {
        /// Reports.
        reports: usize,
        /// Contents of sites.
        contents: usize,
    },
    /// Nothing was tried: it is not yet time ([`Retry::not_before`]).
    Waiting,
    /// The server could not be reached or said no. What was answered before it is kept.
    Failed(CourierError),
}

/// Has everything that waits carried to the server, oldest first, and puts the answers into the inbox. It does not sleep: `now`
/// is the time on a clock that is never set, and `retry` says when the next attempt is due.
pub fn deliver_once(
    spool: &Spool,
    inbox: &Inbox,
    courier: &mut dyn Courier,
    retry: &mut Retry,
    now: Duration,
) -> Result<Delivery, SpoolError> {
    if now < retry.not_before() {
        return Ok(Delivery::Waiting);
    }
    let mut round = Round { inbox, courier, retry, reports: 0, contents: 0 };
    let mut done = round.reports(spool)?;
    if done.is_ok() {
        done = round.contents(spool)?;
    }
    if done.is_ok() {
        done = round.requests(spool, now)?;
    }
    match done {
        Ok(()) => {
            round.retry.succeeded();
            Ok(Delivery::Sent { reports: round.reports, contents: round.contents })
        }
        Err(error) => {
            round.retry.failed(&error, now);
            Ok(Delivery::Failed(error))
        }
    }
}

struct Round<'a> {
    inbox: &'a Inbox,
    courier: &'a mut dyn Courier,
    retry: &'a mut Retry,
    reports: usize,
    contents: usize,
}

impl Round<'_> {
    fn reports(&mut self, spool: &Spool) -> Result<Result<(), CourierError>, SpoolError> {
        for number in spool.reports()? {
            if number <= self.retry.answered {
                continue;
            }
            let Some(bytes) = spool.report(number)? else { continue };
            if let Err(error) = self.send(Outgoing::Report(&bytes), &number.to_string())? {
                return Ok(Err(error));
            }
            self.retry.answered = number;
            self.reports += 1;
        }
        Ok(Ok(()))
    }

    fn contents(&mut self, spool: &Spool) -> Result<Result<(), CourierError>, SpoolError> {
        let there = spool.contents()?;
        // What is gone was taken out by the agent, and may be wanted again one day.
        self.retry.stored.retain(|digest| there.contains(digest));
        for digest in there {
            if self.retry.stored.contains(&digest) {
                continue;
            }
            let Some(bytes) = spool.content(&digest)? else { continue };
            let message = Outgoing::Contents { digest, bytes: &bytes };
            if let Err(error) = self.send(message, &digest.to_string())? {
                return Ok(Err(error));
            }
            self.retry.stored.insert(digest);
            self.contents += 1;
        }
        Ok(Ok(()))
    }

    /// A server that takes no requests, or not now, gets what else there is all the same.
    fn requests(&mut self, spool: &Spool, now: Duration) -> Result<Result<(), CourierError>, SpoolError> {
        let there = spool.requests()?;
        self.retry.asked.retain(|id| there.contains(id));
        if now < self.retry.requests_not_before {
            return Ok(Ok(()));
        }
        for id in there {
            if self.retry.asked.contains(&id) {
                continue;
            }
            let Some(bytes) = spool.request(&id)? else { continue };
            let answer = match self.courier.send(Outgoing::Request(&bytes)) {
                Ok(answer) => read::<RequestAnswer>(&answer),
                Err(CourierError::Unreachable(why)) => return Ok(Err(CourierError::Unreachable(why))),
                Err(CourierError::Later(wait)) => {
                    self.no_requests(now, wait);
                    break;
                }
                Err(CourierError::Refused(_)) => {
                    self.no_requests(now, Retry::LONGEST);
                    break;
                }
            };
            match answer {
                Ok(answer) if answer.request.id == id => {
                    // Only those of a check-in come in their order: by the number of another one, decisions before it would be passed over.
                    self.inbox.put_request(&RequestState { number: 0, ..answer.request })?;
                }
                // What is no answer is a trouble of requests alone.
                _ => {
                    self.no_requests(now, Retry::LONGEST);
                    break;
                }
            }
            self.retry.asked.insert(id);
        }
        Ok(Ok(()))
    }

    fn no_requests(&mut self, now: Duration, wait: Duration) {
        self.retry.requests_not_before = now.saturating_add(wait.min(Retry::LONGEST));
    }

    /// Sends a message and puts the answer into the inbox. What is no answer is a failure of the server.
    fn send(&mut self, message: Outgoing<'_>, about: &str) -> Result<Result<(), CourierError>, SpoolError> {
        let answer = match self.courier.send(message) {
            Ok(answer) => answer,
            Err(error) => return Ok(Err(error)),
        };
        if let Err(error) = read::<Answer>(&answer) {
            return Ok(Err(CourierError::Unreachable(format!("what it answered cannot be used: {error}"))));
        }
        self.inbox.put(about, &answer)?;
        Ok(Ok(()))
    }
}
