//! Mail: what people are told of notices, a digest now and then.

mod letter;
mod post;
mod settings;

pub use letter::text;
pub use post::Mailer;
pub use settings::{MailError, MailSettings, Security, is_address};
