//! What is asked before something is done that cannot be undone.

use super::field::Fields;
use super::post::Question;

/// Whether a question is asked, by what was sent.
type Asks = fn(&Fields) -> Option<Question>;

pub(super) const MACHINE: Asks = |sent| match (sent.get("change"), sent.get("status")) {
    ("status", "revoked") => Some(Question {
        title: "Revoke the machine",
        what: "The server believes it nothing from then on, and what it has is not checked any more. This cannot be taken back: the machine is enrolled again, with a new key.",
        button: "Revoke it",
    }),
    ("status", "decommissioned") => Some(Question {
        title: "Decommission the machine",
        what: "It counts as gone, and what was on it becomes history.",
        button: "Decommission it",
    }),
    _ => None,
};

pub(super) const ENROLMENT: Asks = |_| {
    Some(Question {
        title: "Revoke the token for machines of the group",
        what: "No machine is enrolled with it from then on; those that were, stay. This cannot be taken back: another token can be made.",
        button: "Revoke it",
    })
};

pub(super) const TOKEN: Asks = |_| {
    Some(Question {
        title: "Revoke the token",
        what: "Programs that use it are turned away from then on. This cannot be taken back: another token can be made.",
        button: "Revoke it",
    })
};

pub(super) const WEBHOOK: Asks = |_| {
    Some(Question {
        title: "Remove the webhook",
        what: "It is told nothing from then on, nor what it waits for. Its secret and what it was told are forgotten. This cannot be taken back: it can be made anew, with another secret.",
        button: "Remove it",
    })
};

pub(super) const RECIPIENT: Asks = |_| {
    Some(Question {
        title: "Remove the address",
        what: "No mail is sent there from then on, nor what waits to be sent.",
        button: "Remove it",
    })
};

pub(super) const EXCEPTION: Asks = |_| {
    Some(Question {
        title: "Take back the exception for",
        what: "What it lifts is refused again, and what it accepts is open again. This cannot be taken back: another exception can be made.",
        button: "Take it back",
    })
};

pub(super) const SESSION: Asks = |_| {
    Some(Question {
        title: "End the session of",
        what: "Whoever uses it is signed out, and what they are writing is not kept.",
        button: "End it",
    })
};

pub(super) const SESSIONS: Asks = |_| {
    Some(Question {
        title: "End all these sessions",
        what: "Whoever uses them is signed out, and what they are writing is not kept.",
        button: "End them",
    })
};

pub(super) const AUTHENTICATOR: Asks = |_| {
    Some(Question {
        title: "Take the authenticator away from",
        what: "The user signs in with the password alone until another is set up, and is signed out now. Codes for recovery are forgotten. This cannot be taken back.",
        button: "Take it away",
    })
};
