//! What is said to a server, and how it is kept until the server has it.
//!
//! [`report()`] makes a whole state of an inventory, with digests in place of contents. An [`Outbox`] keeps reports until they are
//! acknowledged; it belongs to the agent, which talks to no network. [`deliver_once`] is what the process without rights does:
//! it reads the [`Spool`], has a [`Courier`] carry what is there, and puts the answers into an [`Inbox`], from which the agent takes
//! them as hostile bytes.

mod backoff;
mod build;
mod contents;
mod courier;
mod deliver;
mod destination;
mod digests;
mod directory;
mod doorbell;
mod enrolment;
mod file_courier;
mod group;
mod host;
mod instructed;
mod listen;
mod machine;
mod numbers;
mod outbox;
mod requests;
mod resync;
mod spool;
mod standing;
mod sync;
mod told;

pub use backoff::Retry;
pub(crate) use build::report_besides;
pub use build::{Facts, report, report_with};
pub use contents::{Made, contents, contents_of, detailed_contents};
pub use courier::{Courier, CourierError, Listener, Outgoing};
pub use deliver::{Delivery, deliver_once};
pub use destination::{Destination, DestinationError};
pub use digests::Digests;
pub use directory::SpoolError;
pub use doorbell::Doorbell;
pub use enrolment::{Enrolment, EnrolmentFiles, machine_key};
pub use file_courier::FileCourier;
pub use host::host;
pub use machine::{become_machine, known_machine_id, machine_id, new_machine_id};
pub use numbers::{NumberFile, known_number};
pub use outbox::{Acknowledged, Outbox, OutboxLimits, Taken};
pub use requests::{Asked, Requests, Wish};
pub use spool::{Inbox, Spool};
pub use standing::Standing;
pub use sync::{OpenCourier, Sync, SyncError, once, sync};
pub use told::{Contact, Offer, Waiting, contact, offered, remove_offer, waiting};
