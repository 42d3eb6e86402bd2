//! Everything that is kept, and the only SQL.
//!
//! One text of SQL is understood by SQLite and PostgreSQL: `$N` for parameters; `TEXT`, `BIGINT`, `INTEGER` and `BYTEA` for columns. All
//! that machines send goes through [`Ingest`], which makes many requests durable in one transaction.

mod advisories;
mod apply;
mod asking;
mod audits;
mod bundles;
mod commit;
mod database;
mod enrolment;
mod error;
mod events;
mod findings;
mod granted;
mod holdings;
mod ids;
mod ingest;
mod jobs;
mod judgements;
mod machines;
mod migrations;
mod organisations;
mod packed;
mod reports;
mod rows;
mod settings;
mod sites;
mod upkeep;

pub use advisories::AdvisoryVersion;
pub(crate) use advisories::{AdvisoryFile, NewAdvisories};
pub(crate) use audits::ReleaseName;
pub use audits::{Audited, ReleaseFinding};
pub use bundles::{Assignment, Offer};
pub use database::{Database, Engine};
pub use enrolment::{NewToken, Taken, TokenError};
pub use error::StoreError;
pub use findings::{AuditKind, FindingFilter, FindingRow, FindingStatus, PolicyRow, SeverityCount};
pub use granted::{Granted, Refusal};
pub use holdings::Holding;
pub use ingest::{Ingest, Request, Work};
pub(crate) use jobs::now;
pub use jobs::{ATTEMPTS, FailedJob, Job, JobKey, JobKind, LEASE};
pub use judgements::{JudgedSite, SiteFinding, SiteJudgement};
pub use machines::MachineKey;
pub use migrations::{MIGRATIONS, Migration};
pub use organisations::Organisation;
pub use upkeep::Notice;
