//! This machine at its server: what the agent's crate keeps, in the hands of the client.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use fetter_agent::report::{
    Courier, CourierError, Enrolment, Listener, NumberFile, Outgoing, Sync, SyncError, machine_key,
};
use fetter_client::server::{HighWater, MachineClient, MachineKey, Place, ServerClient, ServerError};
use fetter_protocol::{BundleRef, CheckIn, Digest, Instructions, Trouble};

use crate::surroundings;

/// A client of the server that a machine is enrolled at.
pub(crate) fn client(enrolment: &Enrolment) -> Result<ServerClient, ServerError> {
    let place = Place::new(&enrolment.url, enrolment.fingerprint)?;
    ServerClient::new(&place, &surroundings::network())
}

/// Brings what the agent has to say to the server, and listens to it.
pub(crate) struct ServerCourier {
    client: Arc<MachineClient>,
    state: PathBuf,
    enrolment: Enrolment,
    key: Digest,
}

impl ServerCourier {
    /// As the enrolment in a state directory says.
    pub(crate) fn open(state: &Path, machine: &str) -> Result<Self, SyncError> {
        let why = |text: &str| SyncError::Server(format!("{text}: run `fetter agent enroll` as root"));
        let enrolment =
            Enrolment::read(state)?.ok_or_else(|| why("this machine is not enrolled at a server"))?;
        if enrolment.machine != machine {
            return Err(why("this machine has another id than the one that it is enrolled by"));
        }
        let kept = machine_key(state)?.ok_or_else(|| why("there is no key to sign with"))?;
        let key = MachineKey::from_pkcs8(&kept).map_err(|error| why(&error.to_string()))?;
        let server = client(&enrolment).map_err(|error| SyncError::Server(error.to_string()))?;
        let numbers = Kept(NumberFile::open(&Sync::of(state).inbox)?);
        let client = Arc::new(MachineClient::new(server, machine, key, Box::new(numbers)));
        Ok(Self { client, state: state.to_path_buf(), enrolment, key: Digest::of(&kept) })
    }
}

impl Courier for ServerCourier {
    fn send(&mut self, message: Outgoing<'_>) -> Result<Vec<u8>, CourierError> {
        let answer = match message {
            Outgoing::Report(bytes) => self.client.report(bytes),
            Outgoing::Contents { digest, bytes } => self.client.contents(&digest, bytes),
            Outgoing::Request(bytes) => self.client.request(bytes),
        };
        answer.map_err(failed)
    }

    fn listener(&self) -> Option<Box<dyn Listener>> {
        Some(Box::new(ServerListener(Arc::clone(&self.client))))
    }

    fn is_current(&self) -> bool {
        let key = machine_key(&self.state).ok().flatten().map(|key| Digest::of(&key));
        let enrolment = Enrolment::read(&self.state).ok().flatten();
        key == Some(self.key) && enrolment.as_ref() == Some(&self.enrolment)
    }
}

struct ServerListener(Arc<MachineClient>);

impl Listener for ServerListener {
    fn check_in(&mut self, check_in: &CheckIn, wait: Duration) -> Result<Instructions, CourierError> {
        self.0.check_in(check_in, wait).map_err(failed)
    }

    fn bundle(&mut self, wanted: &BundleRef) -> Result<Vec<u8>, CourierError> {
        self.0.bundle(wanted).map_err(failed)
    }
}

/// Keeps the numbers of requests in the inbox.
struct Kept(NumberFile);

impl HighWater for Kept {
    fn read(&mut self) -> Result<Option<u64>, String> {
        self.0.read().map_err(|error| error.to_string())
    }

    fn write(&mut self, number: u64) -> Result<(), String> {
        self.0.write(number).map_err(|error| error.to_string())
    }
}

/// What a failure is to whoever tries again.
fn failed(error: ServerError) -> CourierError {
    match error {
        ServerError::Later(wait) => CourierError::Later(wait),
        ServerError::Refused { trouble, .. } => CourierError::Refused(format!("{error}{}", advice(trouble))),
        ServerError::Unreachable(text) | ServerError::Local(text) => CourierError::Unreachable(text),
    }
}

/// What a person is to do about a refusal.
pub(crate) const fn advice(trouble: Option<Trouble>) -> &'static str {
    match trouble {
        Some(Trouble::Unknown) => "; enrol the machine again, by `fetter agent enroll --force` as root",
        Some(Trouble::Cloned) => {
            "; two machines have this key: enrol both again, by `fetter agent enroll --force` as root"
        }
        Some(Trouble::Taken) => {
            "; this machine's id is another's: enrol it with a new one, by `fetter agent enroll --force`"
        }
        Some(Trouble::Token) => "; ask for another token",
        Some(Trouble::CodeNeeded | Trouble::CodeWrong | Trouble::Time | Trouble::Number) | None => "",
    }
}
