//! Whether what lies in sites is what was installed.

mod finding;
mod status;

pub use finding::{VerifyCode, VerifyFinding, VerifySeverity, VerifyUnchecked};
pub use status::FileStatus;
