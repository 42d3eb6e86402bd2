//! Webhooks: programs of an organisation that are told its notices, signed as the Standard Webhooks specification says.

mod deliver;
mod secret;

pub use deliver::Deliverer;
pub use secret::WebhookSecret;
