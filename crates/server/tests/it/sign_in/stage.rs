//! A server that knows a provider, and somebody with a browser.

use std::sync::Arc;

use axum::extract::Query;
use fetter_client::Network;
use fetter_server::ServerOptions;
use fetter_server::auth::oidc::RoleMapping;
use fetter_server::signon::{BackQuery, Begun, Finished, OidcError, OidcSettings, Provider, begin, finish};
use fetter_testkit::oidc::{Provider as Stub, User};

use crate::support::Fixture;

/// Who a browser says to be, and where it is.
pub(crate) const AGENT: &str = "browser/1.0";
pub(crate) const ORIGIN: &str = "192.0.2.7";

/// Whose people may come in.
pub(crate) const ROLES: [&str; 4] =
    ["staff=viewer", "admins=administrator", "testers=approver:one", "more=approver:two,nowhere"];

/// Settings for a provider.
pub(crate) fn settings(issuer: &str) -> OidcSettings {
    let role = |text: &str| text.parse::<RoleMapping>().expect("a role");
    OidcSettings {
        issuer: issuer.to_owned(),
        client_id: "fetter".to_owned(),
        client_secret_file: None,
        groups_claim: "groups".to_owned(),
        roles: ROLES.into_iter().map(role).collect(),
        organisation: None,
        name: "Example".to_owned(),
        public_url: "https://fetter.example".to_owned(),
    }
}

/// A server that knows a provider, in an organisation with an administrator.
pub(crate) struct Stage {
    pub(crate) stub: Stub,
    pub(crate) fixture: Fixture,
    pub(crate) admin: String,
}

impl Stage {
    pub(crate) async fn new(plain: &Fixture) -> Self {
        let stub = Stub::start("fetter", None);
        for (name, groups) in
            [("ada", ["admins", "staff"]), ("bob", ["staff", "other"]), ("eve", ["other", "Staff"])]
        {
            stub.add(User::new(name, &groups));
        }
        let acme = plain.organisation("acme").await;
        let admin = plain.administrator(acme, "root").await;
        for group in ["one", "two"] {
            plain.database().group(acme, group).await.expect("a group");
        }
        let fixture = with(plain, &settings(&stub.issuer()));
        Self { stub, fixture, admin }
    }

    /// Somebody goes to the provider, and comes back.
    pub(crate) async fn sign_in(&self, name: &str) -> Result<Finished, OidcError> {
        self.stub.signs_in(name);
        let begun = self.begin().await?;
        let query = self.comes_back(&begun);
        self.finish(&query, &begun.flow).await
    }

    pub(crate) async fn begin(&self) -> Result<Begun, OidcError> {
        begin(&self.fixture.shared, "/machines?q=x").await
    }

    /// What a browser brings back that was sent there.
    pub(crate) fn comes_back(&self, begun: &Begun) -> BackQuery {
        let sent = self.stub.visit(&begun.url);
        let location = sent.location().expect("it is sent back");
        assert!(location.starts_with("https://fetter.example/sign-in/oidc/back?"), "{location}");
        Query::try_from_uri(&location.parse().expect("a URL")).expect("a query").0
    }

    pub(crate) async fn finish(&self, query: &BackQuery, flow: &str) -> Result<Finished, OidcError> {
        finish(&self.fixture.shared, query, flow, ORIGIN, AGENT).await
    }

    /// Who has a token, as the API says it.
    pub(crate) async fn me(&self, token: &str) -> serde_json::Value {
        self.fixture.get(token, "/me").await.json()
    }
}

/// The same server, which knows that provider.
pub(crate) fn with(plain: &Fixture, settings: &OidcSettings) -> Fixture {
    let provider = Provider::new(settings, &Network::default()).expect("settings");
    plain.told(ServerOptions { oidc: Some(Arc::new(provider)), ..ServerOptions::new(60) })
}
