//! What agent and server say to each other: versioned, bounded in size, and without logic.
//!
//! * A [`Report`] says what a machine is, which sites and environments it has, what is denied on it and what happened.
//! * An [`Answer`] acknowledges a report and asks for the contents of sites that the server has never seen.
//! * [`SiteContents`] are those contents. They are named by the [`Digest`] of their bytes and say nothing of where they lie, so
//!   that equal sites on any number of machines have one name.
//! * An [`Enrollment`] makes a machine one of an organisation's; its requests are [`signed`] from then on.
//! * A [`CheckIn`] says by digests how a machine stands, and is answered by [`Instructions`].
//! * A [`Bundle`] is the policy that an organisation's machines go by.
//! * A [`PackageRequest`] is what somebody on a machine asks to be let pass, and a [`RequestState`] what became of it.
//! * A [`Problem`] says why a request was not taken.
//! * An [`EventRecord`] is one line of a machine's journal.
//!
//! [`read()`] checks size, version and every count before it gives a message out; [`write()`] refuses to make one that the other
//! side would not take. Fields that are not known are ignored, so that the other side may be newer.

mod answer;
mod bundle;
mod check_in;
mod digest;
mod enrollment;
mod event;
mod host;
mod key;
pub mod limits;
mod message;
mod path;
mod problem;
mod report;
mod request;
pub mod signed;
mod site;
mod text;

pub use answer::Answer;
pub use bundle::{Bundle, BundleFile};
pub use check_in::{BundleRef, CheckIn, Instructions};
pub use digest::Digest;
pub use enrollment::{Enrolled, Enrollment};
pub use event::{EventRecord, EventSubject, Opening};
pub use host::{CoverageSummary, Host, NotCovered, PolicyState};
pub use key::{Fixed, FixedError, PublicKey, Signature};
pub use message::{Checker, Kind, Message, MessageError, read, write};
pub use path::WirePath;
pub use problem::{Mistake, PROBLEM_TYPE, Problem, Trouble};
pub use report::{Denial, EnvironmentRecord, LeftOut, ProblemRecord, Report, SiteRecord, TamperedRecord};
pub use request::{PackageRequest, RequestAnswer, RequestState};
pub use site::{CondaRecord, DistributionRecord, EmbeddedRecord, OriginRecord, SiteContents};
pub use text::clip;
