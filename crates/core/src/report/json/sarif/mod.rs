//! Findings in the Static Analysis Results Interchange Format (SARIF 2.1.0, OASIS), as code hosting sites read it.

mod audit;
mod check;
mod fleet;
mod inspect;
mod model;
mod validation;
mod verify;

pub use audit::write_audit_sarif;
pub use check::write_check_sarif;
pub use fleet::{FleetFinding, write_fleet_sarif};
pub use inspect::write_inspect_sarif;
pub use validation::write_sarif;
pub use verify::write_verify_sarif;
