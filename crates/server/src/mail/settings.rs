//! How mail goes out.

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{Address, SmtpTransport};

use crate::serve::read;

/// How long a server of mail may take.
const WAITS: Duration = Duration::from_secs(20);
/// How large the file of credentials may be, in bytes.
const LIMIT: u64 = 4096;

/// How mail goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailSettings {
    /// `smtps://HOST:PORT`, `smtp://HOST:PORT`, which begins TLS before it says anything, or `smtp://127.0.0.1:PORT` without.
    pub server: String,
    /// The address that it comes from.
    pub from: String,
    /// A file with the user in its first line and the password in its second.
    pub credentials: Option<PathBuf>,
    /// The least time between two mails to one recipient, in minutes.
    pub minutes: u32,
}

/// How a server of mail is talked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS from the beginning.
    Wrapped,
    /// TLS after STARTTLS, or nothing is sent.
    Upgraded,
    /// None: on this machine only.
    Plain,
}

/// Why no mail can go out.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The server.
    #[error(
        "{0}: a server of mail is smtps://HOST:PORT, smtp://HOST:PORT, or smtp://127.0.0.1:PORT for one on this machine"
    )]
    Server(String),
    /// The address.
    #[error("{0}: it is no address of mail")]
    From(String),
    /// The credentials.
    #[error("{}: credentials of mail are the user in the first line and the password in the second", .0.display())]
    Credentials(PathBuf),
    /// The file of the credentials.
    #[error(transparent)]
    File(#[from] Box<crate::serve::ServeError>),
    /// TLS.
    #[error("TLS for mail cannot be set up: {0}")]
    Tls(#[from] lettre::transport::smtp::Error),
}

/// Whether mail can be addressed so.
#[must_use]
pub fn is_address(text: &str) -> bool {
    text.len() <= 254 && text.is_ascii() && text.parse::<Address>().is_ok()
}

impl MailSettings {
    /// Whether mail can go out so, as far as this machine can tell.
    pub fn check(&self) -> Result<(), MailError> {
        self.sender()?;
        self.transport().map(drop)
    }

    /// The address that mail comes from.
    pub(super) fn sender(&self) -> Result<Mailbox, MailError> {
        let address = self.from.parse::<Address>().map_err(|_| MailError::From(self.from.clone()))?;
        Ok(Mailbox::new(Some("fetter".to_owned()), address))
    }

    /// Host, port and security.
    fn place(&self) -> Result<(String, u16, Security), MailError> {
        let wrong = || MailError::Server(fetter_core::metadata::credentials::mask_credentials(&self.server));
        let (scheme, rest) = self.server.split_once("://").ok_or_else(wrong)?;
        let rest = rest.trim_end_matches('/');
        let (host, port) = rest.rsplit_once(':').ok_or_else(wrong)?;
        let port = port.parse().map_err(|_| wrong())?;
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        if bare.is_empty() || bare.contains(['@', '/', ' ']) {
            return Err(wrong());
        }
        let is_here = bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        let security = match scheme {
            "smtps" => Security::Wrapped,
            "smtp" if is_here => Security::Plain,
            "smtp" => Security::Upgraded,
            _ => return Err(wrong()),
        };
        Ok((bare.to_owned(), port, security))
    }

    /// The way there.
    pub(super) fn transport(&self) -> Result<SmtpTransport, MailError> {
        let (host, port, security) = self.place()?;
        let tls = match security {
            Security::Plain => Tls::None,
            Security::Wrapped => Tls::Wrapper(TlsParameters::new(host.clone())?),
            Security::Upgraded => Tls::Required(TlsParameters::new(host.clone())?),
        };
        let mut builder = SmtpTransport::builder_dangerous(host).port(port).tls(tls).timeout(Some(WAITS));
        if let Some(file) = &self.credentials {
            let wrong = || MailError::Credentials(file.clone());
            let bytes = read(file, LIMIT).map_err(Box::new)?;
            let text = String::from_utf8(bytes).map_err(|_| wrong())?;
            let mut lines = text.lines();
            let (Some(user), Some(password), None) = (lines.next(), lines.next(), lines.next()) else {
                return Err(wrong());
            };
            builder = builder.credentials(Credentials::new(user.to_owned(), password.to_owned()));
        }
        Ok(builder.build())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(server: &str) -> MailSettings {
        MailSettings {
            server: server.to_owned(),
            from: "f@h.example".to_owned(),
            credentials: None,
            minutes: 1,
        }
    }

    #[test]
    fn mail_goes_without_tls_on_this_machine_only() {
        for (server, security) in [
            ("smtps://mail.example:465", Security::Wrapped),
            ("smtp://mail.example:587/", Security::Upgraded),
            ("smtp://192.0.2.1:25", Security::Upgraded),
            ("smtp://localhost:25", Security::Upgraded),
            ("smtp://127.0.0.1:25", Security::Plain),
            ("smtp://[::1]:25", Security::Plain),
        ] {
            assert_eq!(settings(server).place().unwrap().2, security, "{server}");
        }
        for server in [
            "mail.example:25",
            "http://mail.example:25",
            "smtp://mail.example",
            "smtp://u:p@h.example:25",
            "smtp://:25",
        ] {
            let error = settings(server).place().unwrap_err().to_string();
            assert!(!error.contains("u:p@"), "{error}");
        }
        for (address, is) in
            [("a@b.example", true), ("a", false), ("a@b\r\nBcc: c@d", false), ("", false), ("a@b c", false)]
        {
            assert_eq!(is_address(address), is, "{address}");
        }
    }
}
