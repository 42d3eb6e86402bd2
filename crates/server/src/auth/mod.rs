//! Who asks, and what is kept secret.

mod base32;
mod factor;
pub mod oidc;
mod password;
mod peer;
mod place;
mod policy_key;
mod role;
mod seal;
mod secret;
mod signature;
mod totp;
pub(crate) mod url;
mod words;

pub use factor::{Factor, RecoveryCode};
pub use password::{PasswordError, Passwords};
pub use peer::Peer;
pub(crate) use place::place;
pub use policy_key::PolicyKey;
pub use role::Role;
pub use seal::{SealError, Sealer};
pub use secret::{NoRandom, RECOVERY, Secret, random};
pub(crate) use signature::{Unsigned, header, is_by, verify};
pub use totp::TotpSecret;
pub use words::{NAME_BYTES, WordError, check_name};
