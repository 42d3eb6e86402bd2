//! How a machine becomes one of an organisation's.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::host::Host;
use crate::key::{PublicKey, Signature};
use crate::message::{Checker, Kind, Message, MessageError};

/// What a machine asks to be taken with: a token that somebody was given, and the key that its requests are signed with from then on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Enrollment {
    /// `fetter-enrollment`.
    pub schema: String,
    /// 1.
    pub version: u32,
    /// The token. Whoever has it may enrol machines: it is in no other message.
    pub token: String,
    /// The public half of a key pair that the machine made for this server.
    pub key: PublicKey,
    /// The signature, by that key, of [`Enrollment::claim`]: whoever asks has the secret half.
    pub proof: Signature,
    /// The machine. `host.machine` is the id that it asks to be known by.
    pub host: Host,
}

/// What a machine is told when it is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Enrolled {
    /// `fetter-enrolled`.
    pub schema: String,
    /// 1.
    pub version: u32,
    /// The machine that it is for.
    pub machine: String,
    /// The organisation that it belongs to now.
    pub organisation: String,
    /// The group that the token puts machines into.
    pub group: String,
    /// What the server's policies are signed with.
    pub policy_key: PublicKey,
    /// The server's time, in seconds since 1970.
    pub time: u64,
    /// How many seconds a machine waits between check-ins.
    pub interval: u32,
}

impl Enrollment {
    /// The bytes that a machine signs to show that a key is its own. Neither the key nor the id of the machine can be exchanged
    /// for another without the signature being wrong.
    #[must_use]
    pub fn claim(machine: &str, key: &PublicKey) -> Vec<u8> {
        format!("fetter-enrollment-1\n{machine}\n{key}\n").into_bytes()
    }
}

impl Message for Enrollment {
    const KIND: Kind = Kind::Enrollment;

    fn check(&self, checker: Checker) -> Result<(), MessageError> {
        checker.name("token", &self.token)?;
        self.host.check(checker)
    }
}

impl Message for Enrolled {
    const KIND: Kind = Kind::Enrolled;

    fn check(&self, checker: Checker) -> Result<(), MessageError> {
        checker.machine("machine", &self.machine)?;
        checker.name("organisation", &self.organisation)?;
        checker.name("group", &self.group)
    }
}
