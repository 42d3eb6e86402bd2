//! The JSON shapes: versioned, sorted, and apart from the domain's types.
//!
//! A change that a reader could trip over raises [`INVENTORY_VERSION`]. The schema is published as
//! `docs/schema/inventory-1.json` and generated from the types here.

mod accused;
mod advisory_source;
mod audit;
mod check;
mod conda;
mod count;
mod cyclonedx;
mod cyclonedx_vex;
mod database;
mod digest;
mod document;
mod embedded;
mod environment;
mod fact;
mod guards;
mod inspect;
mod inventory;
mod openvex;
mod path;
mod plan;
mod purge_result;
mod quarantine;
mod safe;
mod sarif;
mod site;
mod spdx;
mod unpack;
mod validation;
mod verify;
mod words;

pub use accused::{Accusations, Accused};
pub use audit::{AUDIT_VERSION, AuditDocument, WireSource};
pub use check::{CHECK_VERSION, CheckDocument};
pub use count::{COUNT_VERSION, CountDocument};
pub use cyclonedx::write_cyclonedx;
pub use cyclonedx_vex::write_cyclonedx_vex;
pub use database::{DATABASE_VERSION, DatabaseDocument, WireIndex, WireList};
pub use document::DocumentError;
pub use guards::{GUARDS_VERSION, GuardsDocument};
pub use inspect::{INSPECT_VERSION, InspectDocument};
pub use inventory::{INVENTORY_VERSION, InventoryDocument, ReadError};
pub use openvex::write_openvex;
pub use path::WirePath;
pub use plan::{PLAN_VERSION, PlanDocument, WireScope};
pub use purge_result::{PURGE_RESULT_VERSION, PurgeResultDocument};
pub use quarantine::{QUARANTINE_VERSION, QuarantineDocument};
pub use sarif::{
    FleetFinding, write_audit_sarif, write_check_sarif, write_fleet_sarif, write_inspect_sarif, write_sarif,
    write_verify_sarif,
};
pub use spdx::write_spdx;
pub use unpack::{UNPACK_VERSION, UnpackDocument};
pub use validation::{VALIDATION_VERSION, ValidationDocument};
pub use verify::{VERIFY_VERSION, VerifyDocument};
