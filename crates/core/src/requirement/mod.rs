//! What a requirement is made of, as the packaging standards define it: names, versions, specifiers, markers.
//!
//! Nothing here touches the disk.

mod cursor;
pub mod marker;
mod name;
#[expect(clippy::module_inception, reason = "a requirement is what the other parts make")]
mod requirement;
mod specifier;
mod text_literal;
mod version;

pub use cursor::SyntaxError;
pub use marker::{Marker, MarkerEnvironment, Variable};
pub use name::PackageName;
pub use requirement::Requirement;
pub use specifier::{Operator, Specifier, SpecifierError, Specifiers};
pub use version::{Version, VersionError};
