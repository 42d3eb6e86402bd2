//! Everything that is kept, and the only SQL.
//!
//! One text of SQL is understood by SQLite and PostgreSQL: `$N` for parameters; `TEXT`, `BIGINT`, `INTEGER` and `BYTEA` for columns. All
//! that machines send goes through [`Ingest`], which makes many requests durable in one transaction.

mod access;
mod accounts;
mod api_tokens;
mod apply;
mod audit;
mod bundles;
mod catalog;
mod commit;
mod database;
mod enrolment;
mod enrolment_tokens;
mod error;
mod events;
mod exceptions;
mod fleet;
mod granted;
mod groups;
mod holdings;
mod ids;
mod ingest;
mod links;
mod machines;
mod migrations;
mod moves;
mod organisations;
mod packed;
mod paths;
mod places;
mod policies;
mod reports;
mod rows;
mod scope;
mod sessions;
mod sites;
mod statement;
mod timeline;

pub use access::{Caller, Member};
pub use accounts::{Account, AccountChange, AccountError, NewAccount};
pub use api_tokens::{ApiToken, NewApiToken};
pub use audit::Deed;
pub use bundles::{Assignment, Offer};
pub use catalog::{Holder, HolderKeyset, PackageRow, ReleaseRow, Spread};
pub use database::{Database, Engine};
pub use enrolment::{NewToken, Taken, TokenError};
pub use enrolment_tokens::EnrolmentToken;
pub use error::StoreError;
pub use exceptions::{Lifted, PolicyException};
pub use fleet::{MachineChange, MachineError, MachineFilter, MachineKeyset, MachineRow};
pub use granted::{Granted, Refusal};
pub use groups::{GroupError, GroupRow};
pub use holdings::Holding;
pub use ingest::{Ingest, Request, Work};
pub use links::{LinkError, NewLink};
pub use machines::MachineKey;
pub use migrations::{MIGRATIONS, Migration};
pub use organisations::Organisation;
pub use places::{PackageKeyset, PackagePlace, PastKeyset, Place};
pub use policies::{Draft, PolicyVersion, Standing};
pub use scope::{By, Operator, Scope};
pub use sessions::{Claim, NewSession};
pub(crate) use sites::normalised;
pub use timeline::{EventFilter, EventRow};
