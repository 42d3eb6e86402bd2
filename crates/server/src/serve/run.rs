//! From the beginning to the end.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use axum_server::Handle;
use fetter_protocol::Digest;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinHandle;

use super::data::DataDirectory;
use super::listen::{bind, more_files, serve};
use super::log::log;
use super::proxies::behind;
use super::tls::tls;
use super::{Certificate, ServeError, Settings};
use crate::api;
use crate::auth::{PolicyKey, Sealer, Secret};
use crate::clock::{self, MOST_APART};
use crate::jobs::{self, JobOptions, Jobs};
use crate::state::{Server, Shared};
use crate::store::{Database, Migration};

/// How long requests may take to end when the server does.
const ENDS: Duration = Duration::from_secs(10);

/// A server that answers.
#[derive(Debug)]
pub struct Begun {
    /// What it holds.
    pub shared: Shared,
    /// Where it listens: where port 0 was asked for, which one it is.
    pub address: SocketAddr,
    /// The fingerprint of its certificate; `None` for plain HTTP.
    pub fingerprint: Option<Digest>,
    /// The migrations that were done.
    pub migrated: Vec<&'static Migration>,
    /// The token of the link for the first administrator, where there is none yet.
    pub first: Option<Secret>,
    /// Whether the organisation was made now.
    pub made_organisation: bool,
    handle: Handle<SocketAddr>,
    serving: JoinHandle<std::io::Result<()>>,
    keeping: JoinHandle<()>,
    jobs: Jobs,
    /// Has machines follow the rules of groups.
    following: JoinHandle<()>,
}

/// Begins to answer.
pub async fn begin(settings: &Settings, organisation: &str) -> Result<Begun, ServeError> {
    if settings.certificate == Certificate::None && !settings.listen.ip().is_loopback() {
        return Err(ServeError::Plain(settings.listen));
    }
    let data = DataDirectory::open(&settings.data)?;
    let mut options = settings.options()?;
    if let Some(mail) = &settings.mail {
        mail.check()?;
    }
    let tls = tls(&settings.certificate, &data)?;
    options.fingerprint = tls.as_ref().filter(|_| settings.is_own()).map(|tls| tls.fingerprint);
    let sealer = Sealer::new(&data.key(settings.key_file.as_deref())?)?;
    more_files();
    let database = Database::connect(&settings.database.clone().unwrap_or_else(|| data.database())).await?;
    clocks_agree(&database).await?;
    let migrated = database.migrate().await?;
    let (shared, keeping) = Server::begin_with(database, sealer, options);
    let made_organisation = first_organisation(&shared, organisation).await?;
    let first = match shared.database().organisation(organisation).await? {
        Some(organisation) => shared.first_administrator(organisation.id).await?,
        None => None,
    };
    // Last: whoever can connect is answered.
    let listener = bind(settings.listen)?;
    let address =
        listener.local_addr().map_err(|error| ServeError::Listen { address: settings.listen, error })?;
    let fingerprint = tls.as_ref().map(|tls| tls.fingerprint);
    let handle = Handle::new();
    let router = behind(api::router(shared.clone()), &settings.proxies);
    let serving = tokio::spawn(serve(listener, tls, router, handle.clone()));
    let options = JobOptions {
        directory: Some(data.advisories()?),
        source: settings.advisories.clone(),
        network: settings.network.clone(),
        silent_days: settings.silent_days,
        retention: settings.retention,
        mail: settings.mail.clone(),
    };
    let jobs = jobs::begin(&shared, &options);
    let following = tokio::spawn(crate::rules::follow(shared.clone()));
    Ok(Begun {
        shared,
        address,
        fingerprint,
        migrated,
        first,
        made_organisation,
        handle,
        serving,
        keeping,
        jobs,
        following,
    })
}

impl Begun {
    /// Ends: no new connections, those who wait are told so, what is going on is done, and what was acknowledged is durable.
    pub async fn end(self) -> Result<(), ServeError> {
        self.handle.graceful_shutdown(Some(ENDS));
        self.shared.changes().end();
        let failed = |error| ServeError::System { what: "serve", error };
        self.serving.await.map_err(|error| failed(std::io::Error::other(error)))?.map_err(failed)?;
        // Where it breaks off in the middle, it goes on when a server runs again.
        self.following.abort();
        let _ = self.following.await;
        // What is being judged is soon done; whatever is not is done when a server runs again.
        let _ = tokio::time::timeout(ENDS, self.jobs.stop()).await;
        let database = self.shared.database().clone();
        drop(self.shared);
        // It ends when nobody holds it any more; whoever still does is cut off.
        let _ = tokio::time::timeout(ENDS, self.keeping).await;
        // A transaction that somebody else holds up ends with the connection.
        let _ = tokio::time::timeout(ENDS, database.close()).await;
        Ok(())
    }
}

/// What is taken for a time, a lease or a token's end, has one meaning for all servers on a database.
async fn clocks_agree(database: &Database) -> Result<(), ServeError> {
    match database.apart(clock::now()).await? {
        Some(seconds) if seconds.unsigned_abs() > MOST_APART => Err(ServeError::Clock(seconds)),
        _ => Ok(()),
    }
}

/// Makes an organisation of this name where there is none at all. Whether it did.
async fn first_organisation(shared: &Shared, name: &str) -> Result<bool, ServeError> {
    if !shared.database().organisations().await?.is_empty() {
        return Ok(false);
    }
    let (key, sealed) = PolicyKey::generate(name, shared.sealer())?;
    Ok(shared.database().make_organisation(name, &sealed, &key.public()).await?.is_some())
}

/// Brings the schema to this version's, and says which migrations were done.
pub fn migrate(data: &Path, database: Option<&str>) -> Result<Vec<&'static Migration>, ServeError> {
    let data = DataDirectory::open(data)?;
    let address = database.map_or_else(|| data.database(), str::to_owned);
    runtime()?.block_on(async {
        let database = Database::connect(&address).await?;
        let done = database.migrate().await?;
        database.close().await;
        Ok(done)
    })
}

/// A token for the operator, good until then (seconds since 1970). Who may read the server's files may have one.
pub fn operator(data: &Path, database: Option<&str>, name: &str, expires: u64) -> Result<Secret, ServeError> {
    at_database(data, database, async |database| Ok(crate::first::operator(database, name, expires).await?))
}

/// A link by which a user of an organisation chooses another password, and is rid of the authenticator: for whoever may read the server's files, where nobody
/// who is signed in can make one. `None` where there is no such user, or one of a provider.
pub fn recover(
    data: &Path,
    database: Option<&str>,
    organisation: &str,
    user: &str,
) -> Result<Option<Secret>, ServeError> {
    at_database(data, database, async |database| {
        let known = database.organisations().await?.into_iter().find(|known| known.name == organisation);
        let Some(known) = known else { return Ok(None) };
        Ok(crate::first::password_link(database, known.id, user).await?)
    })
}

/// Does something with the database of a server that is there, whether it runs or not.
fn at_database<T>(
    data: &Path,
    database: Option<&str>,
    work: impl AsyncFnOnce(&Database) -> Result<T, ServeError>,
) -> Result<T, ServeError> {
    if database.is_none() {
        // Nothing is made where there is no server.
        let path = data.join("fetter.db");
        let found = std::fs::metadata(&path);
        found.map_err(|error| ServeError::File { what: "find the server's database", path, error })?;
    }
    let data = DataDirectory::open(data)?;
    let address = database.map_or_else(|| data.database(), str::to_owned);
    runtime()?.block_on(async {
        let database = Database::connect(&address).await?;
        let done = work(&database).await;
        database.close().await;
        done
    })
}

pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|error| ServeError::System { what: "start its threads", error })
}

/// Serves until SIGTERM or SIGINT. `started` is told what there is to say at the beginning.
pub fn run(
    settings: &Settings,
    organisation: &str,
    started: &mut dyn FnMut(&Begun),
) -> Result<(), ServeError> {
    log(settings.log);
    runtime()?.block_on(async {
        let end = told_to_end()?;
        let begun = begin(settings, organisation).await?;
        started(&begun);
        end.await;
        tracing::info!("ending");
        begun.end().await
    })
}

/// Is there when the process is told to end. From now on SIGTERM and SIGINT do nothing else.
pub(crate) fn told_to_end() -> Result<impl Future<Output = ()>, ServeError> {
    let system = |what| move |error| ServeError::System { what, error };
    let mut terminate = signal(SignalKind::terminate()).map_err(system("wait for SIGTERM"))?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(system("wait for SIGINT"))?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
