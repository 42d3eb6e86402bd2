//! Mail on its way.

use std::sync::Arc;
use std::time::Instant;

use lettre::message::header::ContentType;
use lettre::{Message, SmtpTransport, Transport};
use tokio::task::spawn_blocking;

use super::letter::text;
use super::{MailError, MailSettings};
use crate::metrics::Metrics;
use crate::store::{Database, Letter, StoreError};

/// How many mails go out in one round.
const MAILS: usize = 20;
/// How long it is until a mail is tried again that did not go out, in seconds.
const RETRY: i64 = 300;

/// Sends mail.
#[derive(Clone)]
pub struct Mailer {
    database: Database,
    transport: Arc<SmtpTransport>,
    from: lettre::message::Mailbox,
    minutes: u32,
    metrics: Metrics,
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Mailer").field("from", &self.from).finish_non_exhaustive()
    }
}

impl Mailer {
    /// One that sends as it is told.
    pub fn new(database: Database, settings: &MailSettings, metrics: Metrics) -> Result<Self, MailError> {
        let (transport, from) = (Arc::new(settings.transport()?), settings.sender()?);
        Ok(Self { database, transport, from, minutes: settings.minutes, metrics })
    }

    /// Sends what is due at this time, in seconds since 1970. Says how many mails that was.
    pub async fn work(&self, now: i64) -> Result<usize, StoreError> {
        let began = Instant::now();
        let since = || i64::try_from(began.elapsed().as_secs()).unwrap_or_default();
        for count in 0..MAILS {
            // Each is taken when it is its turn: however slow the server of mail is, another server finds none that nobody is sending.
            let Some(letter) = self.database.next_letter(now + since()).await? else { return Ok(count) };
            let sent = self.send(&letter).await;
            let now = now + since();
            self.metrics.delivered(if sent.is_ok() { "done" } else { "again" });
            let next = now + if sent.is_ok() { i64::from(self.minutes) * 60 } else { RETRY };
            if let Err(error) = &sent {
                tracing::warn!(recipient = letter.recipient, "a mail did not go out: {error}");
            }
            self.database.end_letter(&letter, sent.err().as_deref(), now, next).await?;
        }
        Ok(MAILS)
    }

    async fn send(&self, letter: &Letter) -> Result<(), String> {
        let (subject, body) = text(letter);
        let to = letter.address.parse().map_err(|_| "it is no address of mail".to_owned())?;
        let message = Message::builder().from(self.from.clone()).to(lettre::message::Mailbox::new(None, to));
        let message = message.subject(subject).header(ContentType::TEXT_PLAIN).body(body);
        let message = message.map_err(|error| error.to_string())?;
        let transport = self.transport.clone();
        let sent =
            spawn_blocking(move || transport.send(&message).map(drop).map_err(|error| error.to_string()));
        sent.await.map_err(|error| error.to_string())?
    }
}
