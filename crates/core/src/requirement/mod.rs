//! What a requirement is made of: names and versions as the packaging standards define them.
//!
//! Nothing here touches the disk.

mod name;
mod version;

pub use name::PackageName;
pub use version::{Version, VersionError};
