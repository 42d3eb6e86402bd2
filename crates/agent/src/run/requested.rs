//! Requests, between the threads that answer and the one that hears of the server.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use fetter_core::timestamp::Timestamp;

use crate::ask::{AnswerDocument, REQUESTS_SCHEMA, RequestStatus, Requested};
use crate::journal::Moment;
use crate::report::{Asked, Enrolment, Requests, SpoolError, Wish, machine_id};

/// What there is of requests. Copies are of the same.
#[derive(Clone, Debug)]
pub struct RequestDesk(Arc<Result<Mutex<Requests>, String>>);

impl RequestDesk {
    /// Opens what is in a state directory. A machine that is no server's takes no requests, and says so to whoever makes one.
    #[must_use]
    pub fn open(state: &Path) -> Self {
        Self(Arc::new(opened(state).map(Mutex::new)))
    }

    /// One that takes none.
    #[must_use]
    pub fn closed(why: &str) -> Self {
        Self(Arc::new(Err(why.to_owned())))
    }

    /// Takes a request of a user.
    pub(super) fn ask(&self, user: u32, package: &str, reason: &str, rules: Vec<String>) -> AnswerDocument {
        let wish = Wish {
            user,
            package: package.trim().to_owned(),
            reason: reason.trim().to_owned(),
            rules,
            time: Moment::now().unix_seconds(),
        };
        match self.with(|requests| requests.ask(&wish)) {
            Ok(asked) => answer(vec![asked]),
            Err(why) => AnswerDocument::Error(format!("the request is not taken: {why}")),
        }
    }

    /// What a user has asked for; for root what everybody has.
    pub(super) fn of(&self, user: u32) -> AnswerDocument {
        match self.with(|requests| Ok(requests.of(user))) {
            Ok(all) => answer(all),
            Err(why) => AnswerDocument::Error(why),
        }
    }

    /// Takes what waits in an inbox.
    pub(super) fn take(&self, inbox: &Path) -> Result<(), String> {
        self.with(|requests| requests.take(inbox).map(drop).map_err(|error| error.to_string()))
    }

    /// Asks again what nobody has decided. Whether that is done; where there are no requests, nothing is to be done.
    pub(super) fn ask_again(&self, inbox: &Path) -> bool {
        self.0.is_err() || self.with(|all| all.ask_again(inbox).map_err(|error| error.to_string())).is_ok()
    }

    fn with<T>(&self, work: impl FnOnce(&mut Requests) -> Result<T, String>) -> Result<T, String> {
        match &*self.0 {
            Ok(requests) => work(&mut requests.lock().unwrap_or_else(PoisonError::into_inner)),
            Err(why) => Err(why.clone()),
        }
    }
}

fn opened(state: &Path) -> Result<Requests, String> {
    let why = |error: SpoolError| error.to_string();
    if Enrolment::read(state).map_err(why)?.is_none() {
        return Err("this machine is not enrolled at a server, where somebody could decide".to_owned());
    }
    let machine = machine_id(&state.join("outbox")).map_err(why)?;
    Requests::open(state, &machine).map_err(why)
}

fn answer(all: Vec<Asked>) -> AnswerDocument {
    let requests = all.into_iter().map(status).collect();
    AnswerDocument::Requests(Requested { schema: REQUESTS_SCHEMA.to_owned(), requests })
}

fn status(asked: Asked) -> RequestStatus {
    let Asked { id, package, reason, user, asked, state, answer, until, .. } = asked;
    let asked = Timestamp::of_unix_time(asked).map(|time| time.to_string()).unwrap_or_default();
    RequestStatus { id, package, reason, user, asked, state, answer, until }
}
