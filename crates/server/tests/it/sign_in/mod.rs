//! Signing in with more than a password: authenticators, sessions, and the organisation's provider.

pub(crate) mod ada;
mod external;
mod organisations;
mod recovery;
mod refused;
mod required;
mod sessions;
pub(crate) mod stage;
mod totp;
