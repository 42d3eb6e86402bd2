//! Who asks, and what is kept secret.

mod password;
mod place;
mod policy_key;
mod role;
mod seal;
mod secret;
mod signature;
mod words;

pub use password::{PasswordError, Passwords};
pub(crate) use place::place;
pub use policy_key::PolicyKey;
pub use role::Role;
pub use seal::{SealError, Sealer};
pub use secret::{NoRandom, Secret, random};
pub(crate) use signature::{Unsigned, header, is_by, verify};
pub use words::{NAME_BYTES, WordError, check_name};
