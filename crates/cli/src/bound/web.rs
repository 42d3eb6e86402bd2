//! Files that are fetched by HTTP, and where they may lead.

use std::cell::OnceCell;
use std::time::Instant;

use fetter_client::Network;
use fetter_client::http::{Address, Client, Limits};
use fetter_core::metadata::credentials::mask_credentials;

use super::{LIMIT, chain};

/// Fetches what one bound leads to: all of it within one time.
pub(super) struct Web<'reach> {
    network: Option<&'reach Network>,
    limits: Limits,
    client: OnceCell<Result<Client, String>>,
    /// The end of that time, which begins with the first fetch.
    deadline: OnceCell<Instant>,
}

/// Why something was not fetched.
#[derive(Debug)]
pub(super) struct Unfetched {
    /// Whether the server says that nothing is there.
    pub(super) is_missing: bool,
    pub(super) message: String,
}

impl From<String> for Unfetched {
    fn from(message: String) -> Self {
        Self { is_missing: false, message }
    }
}

impl<'reach> Web<'reach> {
    pub(super) fn new(network: Option<&'reach Network>) -> Self {
        let limits = Limits { bytes: LIMIT as u64, ..Limits::default() };
        Self { network, limits, client: OnceCell::new(), deadline: OnceCell::new() }
    }

    pub(super) fn get(&self, address: &Address) -> Result<Vec<u8>, Unfetched> {
        let Some(network) = self.network else {
            let why = "only files of this machine are read here: fetch it, and name the file instead";
            return Err(why.to_owned().into());
        };
        let client = self.client.get_or_init(|| Client::new(network).map_err(|error| chain(&error)));
        let client = client.as_ref().map_err(Clone::clone)?;
        let deadline = *self.deadline.get_or_init(|| Instant::now() + self.limits.total);
        let fetched = client.get_until(address, &self.limits, deadline);
        fetched
            .map(|fetched| fetched.bytes)
            .map_err(|error| Unfetched { is_missing: error.is_missing(), message: chain(&error) })
    }
}

/// What an address is called in messages.
pub(super) fn label(address: &Address) -> String {
    let name = address.name();
    if address.has_credentials() && !address.is_called_otherwise() {
        name.replacen("://", "://****@", 1)
    } else {
        name
    }
}

/// The address of what a file of this machine calls by a URL. `written` is the URL before variables were put in.
pub(super) fn of_url(url: &str, written: &str) -> Result<Address, String> {
    if url == written {
        return Address::new(url).map_err(|error| chain(&error));
    }
    let name = mask_credentials(written.split('#').next().unwrap_or(written));
    let refused = || format!("the URL {name} cannot be fetched with the values of its variables");
    Address::new(url).map(|address| address.called(&name)).map_err(|_| refused())
}

/// The address of what a fetched file refers to, if it may be followed. A companion is what lies beside a lock file and is named
/// by nothing in it, so that it can have no pin.
pub(super) fn beside(base: &Address, reference: &str, is_companion: bool) -> Result<Address, String> {
    let is_other = reference.split_once(':').is_some_and(|(scheme, _)| {
        let is_scheme = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        is_scheme && !scheme.is_empty() && !["http", "https"].contains(&&*scheme.to_ascii_lowercase())
    });
    if is_other {
        return Err(
            "a file that was fetched may refer to http and https URLs, and not to files of this machine"
                .to_owned(),
        );
    }
    let next = base.join(reference).map_err(|error| chain(&error))?;
    if base.is_https() && !next.is_https() {
        return Err("a file that was fetched by https may not refer to one by http".to_owned());
    }
    if base.is_pinned() && !next.is_pinned() && !is_companion {
        let name = mask_credentials(reference);
        return Err(format!(
            "the file that refers to it is pinned by its digest, and this one is not; write {name}#sha256=DIGEST there"
        ));
    }
    if !base.is_called_otherwise() {
        return Ok(next);
    }
    let name = base.name();
    let path = name.split(['?', '#']).next().unwrap_or(&name);
    let is_relative = !reference.contains("//") && !reference.starts_with('/');
    let directory = path.rfind('/').map_or("", |at| &path[..=at]);
    let reference = reference.split('#').next().unwrap_or_default();
    let name = if is_relative { format!("{directory}{reference}") } else { format!("{reference} of {name}") };
    Ok(next.called(&name))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use fetter_testkit::server::{Response, Server};

    use super::*;

    #[test]
    fn all_that_a_bound_leads_to_has_one_time() {
        let (server, network) = (Server::start(), Network::default());
        let mut web = Web::new(Some(&network));
        web.limits.total = Duration::from_secs(1);
        server.answer("/x", Response::ok("x").late(Duration::from_millis(400)));
        let address = Address::new(&server.url("/x")).expect("a URL");
        let begun = Instant::now();
        let failed = (0..10).find_map(|_| web.get(&address).err()).expect("a second is over");
        assert!(failed.message.contains("within 1 seconds") && !failed.is_missing, "{failed:?}");
        assert!(begun.elapsed() < Duration::from_secs(3));
    }

    #[test]
    fn what_was_encrypted_or_pinned_stays_so() {
        let address = |url: &str| Address::new(url).expect("a URL");
        let (safe, pinned) =
            (address("https://h.example/a/b.txt"), address("https://h.example/a/b.txt#sha256=0"));
        assert!(beside(&safe, "http://h.example/c.txt", false).is_err_and(|why| why.contains("https")));
        assert!(beside(&safe, "c.txt", false).is_ok_and(|next| next.name() == "https://h.example/a/c.txt"));
        assert!(beside(&pinned, "c.txt", false).is_err_and(|why| why.contains("c.txt#sha256=")));
        assert!(beside(&pinned, "c.txt#sha256=1", false).is_ok_and(|next| next.is_pinned()));
        assert!(beside(&pinned, "pyproject.toml", true).is_ok());
        for other in ["file:///etc/passwd", "FILE:x", "ftp://h.example/x"] {
            assert!(beside(&safe, other, false).is_err_and(|why| why.contains("this machine")), "{other}");
        }
    }
}
