//! Who asks, and what is kept secret.

mod policy_key;
mod seal;
mod secret;
mod signature;

pub use policy_key::PolicyKey;
pub use seal::{SealError, Sealer};
pub use secret::{NoRandom, Secret, random};
pub(crate) use signature::{Unsigned, header, is_by, verify};
