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
mod commit;
mod database;
mod enrolment;
mod error;
mod events;
mod granted;
mod ids;
mod ingest;
mod links;
mod machines;
mod migrations;
mod organisations;
mod packed;
mod reports;
mod rows;
mod scope;
mod sessions;
mod sites;
mod statement;

pub use access::{Caller, Member};
pub use accounts::{Account, AccountChange, AccountError, NewAccount};
pub use api_tokens::{ApiToken, NewApiToken};
pub use audit::Deed;
pub use bundles::Offer;
pub use database::{Database, Engine};
pub use enrolment::{NewToken, Taken, TokenError};
pub use error::StoreError;
pub use granted::{Granted, Refusal};
pub use ingest::{Ingest, Request, Work};
pub use links::{LinkError, NewLink};
pub use machines::MachineKey;
pub use migrations::{MIGRATIONS, Migration};
pub use organisations::Organisation;
pub use scope::{By, Operator, Scope};
pub use sessions::{Claim, NewSession};
