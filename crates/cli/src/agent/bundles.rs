//! The policy that a server offers: it is put into force where it is the server's, new, and can be used.

use std::path::{Path, PathBuf};

use fetter_agent::ask::{BundleStatus, PolicyStatus};
use fetter_agent::journal::Moment;
use fetter_agent::report::{Enrolment, Offer, Sync, offered, remove_offer};
use fetter_agent::run::PrivateFile;
use fetter_client::server::is_signed_by;
use fetter_protocol::{Bundle, BundleRef, Digest, limits, read};

use super::loading::{self, Held};
use crate::policies;

/// Where the newest bundle is kept that could be used, and where offered ones lie.
pub(super) struct Bundles {
    state: PathBuf,
    kept: PrivateFile,
}

/// A bundle that is the server's. Whether it can be used is another question.
pub(super) struct Sealed {
    offer: Offer,
    bundle: Bundle,
}

impl Bundles {
    /// Those of a state directory.
    pub(super) fn of(state: &Path) -> Self {
        Self { state: state.to_path_buf(), kept: PrivateFile::new(state.join("agent").join("policy.bundle")) }
    }

    /// The one that waits in the inbox, which is taken away; `None` where there is none, or the machine has it already. The error says why it is not taken.
    pub(super) fn take(&self) -> Option<Result<Sealed, String>> {
        let inbox = Sync::of(&self.state).inbox;
        let taken = match offered(&inbox) {
            Ok(None) => return None,
            Ok(Some(bytes)) => self.look(&bytes).transpose(),
            Err(error) => Some(Err(error.to_string())),
        };
        if !matches!(taken, Some(Ok(_))) {
            remove_offer(&inbox);
        }
        taken
    }

    /// Takes it away, now that it was worked off.
    pub(super) fn done(&self) {
        remove_offer(&Sync::of(&self.state).inbox);
    }

    /// Holds an offer against what the machine was enrolled with, and what it has; `None` where it has it.
    fn look(&self, bytes: &[u8]) -> Result<Option<Sealed>, String> {
        let enrolment = self.enrolment()?;
        let enrolment =
            enrolment.ok_or("this machine is not enrolled at a server: it takes no bundle of policies")?;
        let sealed = seal(bytes, &enrolment)?;
        let Ok(Some(known)) = self.kept() else { return Ok(Some(sealed)) };
        let (new, old) = (&sealed.offer.reference, &known.offer.reference);
        if new.digest == old.digest && new.number == old.number {
            return Ok(None);
        }
        if new.number < old.number {
            return Err(format!(
                "bundle {} of the server is older than {}, which this machine has: it stays",
                new.number, old.number
            ));
        }
        Ok(Some(sealed))
    }

    /// The one that is kept; `None` where there is none, or the machine is not enrolled. The error says why it is not used.
    pub(super) fn kept(&self) -> Result<Option<Sealed>, String> {
        let Some(enrolment) = self.enrolment()? else { return Ok(None) };
        let read = self.kept.read(Offer::LIMIT).map_err(|error| error.to_string())?;
        let why =
            |why| format!("the bundle that is kept in {} is not used: {why}", self.kept.path().display());
        read.map(|bytes| seal(&bytes, &enrolment).map_err(why)).transpose()
    }

    /// Keeps one for the next start. The error says what that means.
    pub(super) fn keep(&self, sealed: &Sealed) -> Result<(), String> {
        self.kept.write(&sealed.offer.to_bytes()).map_err(|error| {
            format!("the server's policy could not be kept, and does not hold when the agent starts again: {error}")
        })
    }

    fn enrolment(&self) -> Result<Option<Enrolment>, String> {
        Enrolment::read(&self.state).map_err(|error| error.to_string())
    }
}

impl Sealed {
    /// Its number.
    pub(super) const fn number(&self) -> u64 {
        self.offer.reference.number
    }

    /// The policy in it. Nothing outside of it is opened.
    pub(super) fn open(&self) -> Result<Held, String> {
        let name = self.name();
        let policy =
            policies::of_bundle(&self.bundle, &name).map_err(|error| crate::commands::explain(&error))?;
        let bundle = BundleStatus { number: self.number(), digest: self.offer.reference.digest.to_string() };
        let status = loading::status(name, &policy, Moment::now().to_string(), "bundle");
        Ok((policy, PolicyStatus { bundle: Some(bundle), ..status }))
    }

    /// What it is called in messages.
    pub(super) fn name(&self) -> String {
        format!("bundle {} of {}", self.number(), self.bundle.organisation)
    }
}

/// Sees that a bundle is of the organisation that the machine belongs to, and is the one that its server has signed.
fn seal(bytes: &[u8], enrolment: &Enrolment) -> Result<Sealed, String> {
    let offer =
        Offer::of_bytes(bytes).map_err(|why| format!("the bundle of the server cannot be used: {why}"))?;
    let BundleRef { digest, signature, number } = &offer.reference;
    // Until it is known who signed it, nothing of it is repeated.
    let foreign = |why: &str| Err(format!("a bundle of the server is not taken: {why}"));
    let refused = |why: &str| Err(format!("bundle {number} of the server is not taken: {why}"));
    if offer.bytes.len() > limits::BUNDLE_BYTES {
        return foreign("it is larger than a bundle may be");
    }
    if Digest::of(&offer.bytes) != *digest {
        return foreign("its bytes have another digest than it says");
    }
    let claim = BundleRef::claim(&enrolment.organisation, *number, digest);
    if !is_signed_by(&enrolment.policy_key, &claim, signature) {
        return foreign(
            "the key that this machine was enrolled with has not signed it for this organisation and number",
        );
    }
    let bundle: Bundle = match read(&offer.bytes) {
        Ok(bundle) => bundle,
        Err(error) => return refused(&error.to_string()),
    };
    if bundle.organisation != enrolment.organisation || bundle.number != *number {
        return refused("what it says of itself is not what was signed");
    }
    Ok(Sealed { offer, bundle })
}
