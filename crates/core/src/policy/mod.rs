//! Holding an inventory against what somebody decided.
//!
//! Pure: an inventory, manifests and a day in, findings out. The command, the agent and the server judge with this same code.

mod case;
mod charges;
mod choosing;
mod claims;
mod derive;
mod each;
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

pub(crate) use charges::text;
pub use choosing::{ChoosingError, choose};
pub(crate) use claims::admits_version;
pub use derive::{Anchor, Derived, DerivedPackage, derive};
pub(crate) use each::{Admission, Said, Seen, denying, each};
pub use finding::{Finding, FindingCode, Subject, Unchecked, UncheckedCode, Verdict};
pub use ignore::{DEFAULT_IGNORES, Ignores};
pub(crate) use judge::CONDA_META;
pub use judge::{Bound, Judged, Rules, judge};
pub(crate) use markers::values as marker_values;
pub use markers::{Host, Overrides};
pub(crate) use names::{Index, is_about};
pub(crate) use origin::{climbs, comparable, origin_of};
pub(crate) use outcome::unseen;
pub use outcome::{Outcome, assess};
pub(crate) use relations::{Place, Relating};
