//! A provider of single sign-on (OpenID Connect) on the loopback, which does what a test tells it to, also wrongly.
//!
//! ```
//! use fetter_testkit::oidc::{Provider, User};
//!
//! let provider = Provider::start("fetter", Some("a secret"));
//! provider.add(User::new("ada", &["admins"]));
//! provider.signs_in("ada"); // without asking who it is; otherwise a page has a button for each user
//! assert!(provider.issuer().starts_with("http://127.0.0.1:"));
//! ```

mod form;
mod sign;
mod state;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use crate::server::{Request, Response, Server};
pub use sign::Signing;
use state::State;

/// Somebody whom the provider knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// What it knows them by.
    pub subject: String,
    /// What they call themselves: `preferred_username`.
    pub name: String,
    /// Their groups.
    pub groups: Vec<String>,
}

impl User {
    /// Somebody of that name in these groups.
    #[must_use]
    pub fn new(name: &str, groups: &[&str]) -> Self {
        let groups = groups.iter().map(|group| (*group).to_owned()).collect();
        Self { subject: format!("subject-of-{name}"), name: name.to_owned(), groups }
    }
}

/// A provider that runs until it is dropped.
#[derive(Debug)]
pub struct Provider {
    server: Server,
    state: Arc<Mutex<State>>,
}

impl Provider {
    /// A provider that knows one client: a public one where there is no secret.
    #[must_use]
    pub fn start(client: &str, secret: Option<&str>) -> Self {
        Self::start_at(0, client, secret)
    }

    /// The same at that port; 0 for any.
    #[must_use]
    pub fn start_at(port: u16, client: &str, secret: Option<&str>) -> Self {
        let server = Server::start_at(port);
        let issuer = server.url("");
        let state = Arc::new(Mutex::new(State::new(issuer, client, secret)));
        let shared = Arc::clone(&state);
        server.answer_otherwise(move |request| lock(&shared).answer(request));
        Self { server, state }
    }

    /// Its URL.
    #[must_use]
    pub fn issuer(&self) -> String {
        lock(&self.state).issuer.clone()
    }

    /// Makes somebody known to it, in place of whoever was called so.
    pub fn add(&self, user: User) {
        let users = &mut lock(&self.state).users;
        users.retain(|known| known.name != user.name);
        users.push(user);
    }

    /// Takes everybody who comes for that user, without asking.
    pub fn signs_in(&self, name: &str) {
        lock(&self.state).is_signed_in = Some(name.to_owned());
    }

    /// How tokens are signed from now on.
    pub fn signs(&self, signing: Signing) {
        lock(&self.state).signing = signing;
    }

    /// What tokens say from now on in place of what they should: an object of claims, `null` for one that is left out.
    pub fn says(&self, claims: Value) {
        lock(&self.state).claims = claims;
    }

    /// The same for the discovery document.
    pub fn says_of_itself(&self, fields: Value) {
        lock(&self.state).fields = fields;
    }

    /// Who it says to be where it sends a browser back (`iss`); `None` says nothing.
    pub fn sends_back_as(&self, issuer: Option<&str>) {
        lock(&self.state).sends_issuer = issuer.map(str::to_owned);
    }

    /// Refuses whoever comes, with this word; `None` refuses nobody.
    pub fn refuses(&self, word: Option<&str>) {
        lock(&self.state).refuses = word.map(str::to_owned);
    }

    /// All that it was asked so far.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.server.requests()
    }

    /// What a browser is answered that is sent to a URL of it: where it is sent then, or the page.
    #[must_use]
    pub fn visit(&self, url: &str) -> Response {
        let target = url.strip_prefix(&self.issuer()).unwrap_or(url).to_owned();
        let request = Request { method: "GET".to_owned(), target, headers: Vec::new(), body: Vec::new() };
        lock(&self.state).answer(&request)
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
