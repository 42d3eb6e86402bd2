//! Holding an inventory against what somebody decided.
//!
//! Pure: an inventory, manifests and a day in, findings out. The command, the agent and the server judge with this same code.

mod case;
mod charges;
mod claims;
mod derive;
mod extras;
mod finding;
mod ignore;
mod installed;
mod judge;
mod markers;
mod missing;
mod names;
mod needs;
mod origin;
mod outcome;
mod relations;
mod standing;
mod writing;

pub use derive::{Anchor, Derived, DerivedPackage, derive};
pub use finding::{Finding, FindingCode, Subject, Unchecked, UncheckedCode, Verdict};
pub use ignore::{DEFAULT_IGNORES, Ignores};
pub use judge::{Bound, Judged, Rules, judge};
pub(crate) use markers::values as marker_values;
pub use markers::{Host, Overrides};
pub(crate) use outcome::unseen;
pub use outcome::{Outcome, assess};
pub(crate) use relations::{Place, Relating};
