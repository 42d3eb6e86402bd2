//! Signing in with more than a password: authenticators, sessions, and the organisation's provider.

mod external;
mod organisations;
mod refused;
mod sessions;
mod stage;
mod totp;
