//! Signing in with more than a password: authenticators, sessions, and the organisation's provider.

mod ada;
mod external;
mod organisations;
mod refused;
mod required;
mod sessions;
mod stage;
mod totp;
