//! Webhooks: programs of an organisation that are told its notices, signed as the Standard Webhooks specification says.

mod deliver;
mod going;
mod secret;

pub use deliver::Deliverer;
pub(crate) use going::Going;
pub use secret::WebhookSecret;
