//! Signing in: with a password and an authenticator, or at the organisation's provider. The API and whatever else has people sign in go by this.

mod authenticator;
mod error;
mod external;
mod external_error;
mod fetch;
mod password;
mod provider;
mod settings;

pub(crate) use authenticator::{begin_totp, confirm_totp, end_totp, link_factor};
pub use error::SignOnError;
pub use external::{BackQuery, Begun, Finished, begin, finish, provider_name};
pub use external_error::OidcError;
pub use password::Credentials;
pub(crate) use password::{NewToken, with_password};
pub use provider::Provider;
pub use settings::{OidcSettings, OidcSettingsError};
