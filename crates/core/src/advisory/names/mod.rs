//! Names that look like those of popular packages.
//!
//! A name that is not on a list of popular names, and that a slip of the fingers or of the eye turns into one that is, may be there to
//! be mistaken for it. How much a likeness says was measured (`docs/names.md`): a swapped pair of letters or a doubled one hardly ever
//! is an honest name, another letter often is one; and the more popular the name that is meant, and the longer, the less likely is chance.

mod alignment;
mod circumstances;
mod compare;
mod glyph;
mod letters;
mod likeness;
mod popular;
mod read;
mod suspect;
mod weight;

pub use circumstances::{Circumstances, Origin};
pub use likeness::Likeness;
pub use popular::Popular;
pub use read::PopularError;
pub use suspect::{Suspicion, suspect};
pub use weight::Confidence;

/// Longer names, in bytes, are neither popular nor held against popular ones: the longest of the 15,000 most downloaded has 55.
pub const LONGEST_NAME: usize = 64;
