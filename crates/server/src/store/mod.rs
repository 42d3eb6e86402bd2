//! Everything that is kept, and the only SQL.
//!
//! One text of SQL is understood by SQLite and PostgreSQL: `$N` for parameters; `TEXT`, `BIGINT`, `INTEGER` and `BYTEA` for columns. All
//! that machines send goes through [`Ingest`], which makes many requests durable in one transaction.

mod apply;
mod bundles;
mod commit;
mod database;
mod enrolment;
mod error;
mod events;
mod exceptions;
mod granted;
mod holdings;
mod ids;
mod ingest;
mod machines;
mod migrations;
mod organisations;
mod packed;
mod paths;
mod places;
mod policies;
mod reports;
mod rows;
mod sites;

pub use bundles::{Assignment, Offer};
pub use database::{Database, Engine};
pub use enrolment::{NewToken, Taken, TokenError};
pub use error::StoreError;
pub use exceptions::{Lifted, PolicyException};
pub use granted::{Granted, Refusal};
pub use holdings::Holding;
pub use ingest::{Ingest, Request, Work};
pub use machines::MachineKey;
pub use migrations::{MIGRATIONS, Migration};
pub use organisations::Organisation;
pub use policies::{Draft, PolicyVersion, Standing};
