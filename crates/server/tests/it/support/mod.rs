//! A server on a database of its own, and machines that talk to it.

pub(crate) mod api;
mod database;
mod judging;
mod machine;
mod reply;

pub(crate) use database::{dump, empty_databases, execute, on_both, on_empty, schema};
pub(crate) use judging::{Advisories, now_i64};
pub(crate) use machine::{Machine, contents, environment, now, plain};
pub(crate) use reply::Reply;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use fetter_protocol::{Bundle, BundleRef};
use fetter_server::auth::{PolicyKey, Sealer, Secret};
use fetter_server::store::{Assignment, Database, NewToken};
use fetter_server::{Server, ServerOptions, Shared};
use tower::ServiceExt;

/// The end of the year 2099.
pub(crate) const NEVER: u64 = 4_102_444_800;

/// The day in so many days, `YYYY-MM-DD`.
pub(crate) fn day(days: u64) -> String {
    fetter_core::date::Date::of_unix_time(now() + days * 86_400).to_string()
}

/// A server without a socket.
pub(crate) struct Fixture {
    pub(crate) shared: Shared,
    pub(crate) address: String,
    pub(crate) router: Router,
}

impl Fixture {
    pub(crate) async fn new(database: Database, address: String) -> Self {
        database.migrate().await.expect("the schema is made");
        let (shared, _) = Server::begin(database, Sealer::new(&[7; 32]).expect("a key"), 60);
        Self { router: fetter_server::api::router(shared.clone()), address, shared }
    }

    /// Another server on the same database.
    pub(crate) fn another(&self) -> Self {
        let sealer = Sealer::new(&[7; 32]).expect("a key");
        let (shared, _) = Server::begin(self.database().clone(), sealer, 60);
        let router = fetter_server::api::router(shared.clone());
        Self { router, address: self.address.clone(), shared }
    }

    /// Another one, which looks first at what a group has where that is at so many places.
    pub(crate) fn with_few_places(&self, few: i64) -> Self {
        let sealer = Sealer::new(&[7; 32]).expect("a key");
        let (shared, _) = Server::begin(self.database().clone().with_few_places(few), sealer, 60);
        let router = fetter_server::api::router(shared.clone());
        Self { router, address: self.address.clone(), shared }
    }

    /// Another one, which puts so many places in order, and looks at so many machines where there are more.
    pub(crate) fn with_places_in_order(&self, places: i64, machines: usize) -> Self {
        let sealer = Sealer::new(&[7; 32]).expect("a key");
        let database = self.database().clone().with_places_in_order(places, machines);
        let (shared, _) = Server::begin(database, sealer, 60);
        let router = fetter_server::api::router(shared.clone());
        Self { router, address: self.address.clone(), shared }
    }

    /// Another one, which is told something.
    pub(crate) fn told(&self, options: ServerOptions) -> Self {
        let sealer = Sealer::new(&[7; 32]).expect("a key");
        let (shared, _) = Server::begin_with(self.database().clone(), sealer, options);
        let router = fetter_server::api::router(shared.clone());
        Self { router, address: self.address.clone(), shared }
    }

    pub(crate) fn database(&self) -> &Database {
        self.shared.database()
    }

    pub(crate) async fn organisation(&self, name: &str) -> i64 {
        let (key, sealed) = PolicyKey::generate(name, self.shared.sealer()).expect("a key");
        let made = self.database().make_organisation(name, &sealed, &key.public()).await;
        made.expect("an organisation").expect("a new one")
    }

    /// A token for so many machines of a group.
    pub(crate) async fn token(&self, organisation: i64, group: &str, uses: u64, expires: u64) -> String {
        let secret = Secret::new("enrol").expect("random bytes");
        let group = self.database().group(organisation, group).await.expect("a group");
        let digest = secret.digest();
        let token = NewToken { organisation, group, digest, uses, expires, by: "test".to_owned() };
        self.database().make_token(&token).await.expect("a token");
        secret.reveal().to_owned()
    }

    /// A machine that was enrolled, in an organisation that is made for it where there is none.
    pub(crate) async fn machine(&self, organisation: i64, id: u128) -> Machine {
        let token = self.token(organisation, "all", 1, NEVER).await;
        let machine = Machine::new(id);
        let reply = self.send(machine.enrolment(&token)).await;
        assert_eq!(reply.status, 201, "{}", reply.text());
        machine
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        Reply::of(self.router.clone().oneshot(request).await.expect("an answer")).await
    }

    /// An answer whose body is read after something else was done.
    pub(crate) async fn send_while(
        &self,
        request: Request<Body>,
        meanwhile: impl Future<Output = ()>,
    ) -> Reply {
        let reply = self.router.clone().oneshot(request).await.expect("an answer");
        meanwhile.await;
        Reply::of(reply).await
    }

    /// Whether the body of an answer comes to its end.
    pub(crate) async fn ends_well(&self, request: Request<Body>) -> bool {
        let reply = self.router.clone().oneshot(request).await.expect("an answer");
        axum::body::to_bytes(reply.into_body(), 64 << 20).await.is_ok()
    }

    /// A bundle of that number, which a group goes by from now on.
    pub(crate) async fn bundle(&self, organisation: i64, group: i64, number: u64) -> BundleRef {
        let named = self.database().organisations().await.expect("organisations");
        let named = named.into_iter().find(|named| named.id == organisation).expect("it is there");
        let key = PolicyKey::open(&named.name, &named.sealed_seed, self.shared.sealer()).expect("a key");
        let policy = "schema = \"policy-1\"\n".to_owned();
        let (digest, bytes) =
            Bundle::new(&named.name, number, policy, Vec::new()).canonical().expect("a bundle");
        let signature = key.sign(&named.name, number, &digest);
        let offer = BundleRef { digest, signature, number };
        let row = self.database().keep_bundle(organisation, &offer, &bytes).await.expect("it is kept");
        assert!(self.assign(organisation, group, row.expect("a new one")).await);
        offer
    }

    pub(crate) async fn assign(&self, organisation: i64, group: i64, bundle: i64) -> bool {
        let assignment = Assignment { bundle: Some(bundle), ..Assignment::default() };
        self.database().assign(organisation, group, &assignment).await.expect("an answer")
    }
}
