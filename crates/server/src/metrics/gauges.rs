//! What is as it is when somebody reads.

use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

use super::Labels;
use crate::clock;
use crate::state::Server;
use crate::store::StoreError;

#[derive(Debug, Default)]
pub(super) struct Gauges {
    waiting: Gauge,
    machines: Family<Labels<1>, Gauge>,
    jobs: Family<Labels<2>, Gauge>,
    deliveries: Family<Labels<1>, Gauge>,
    advisories: Gauge,
    advisory_age: Gauge,
    connections: Family<Labels<2>, Gauge>,
    bytes: Gauge,
    listening: Gauge,
}

impl Gauges {
    pub(super) fn new(registry: &mut Registry) -> Self {
        let own = Self::default();
        registry.register(
            "ingest_waiting_requests",
            "Requests of machines that wait for a transaction",
            own.waiting.clone(),
        );
        registry.register(
            "waiting_check_ins",
            "Check-ins that are kept until there is something to tell",
            own.listening.clone(),
        );
        registry.register("machines", "Machines by state", own.machines.clone());
        registry.register("jobs", "Jobs in the database, by kind and state", own.jobs.clone());
        registry.register("deliveries", "What webhooks are to be told, by state", own.deliveries.clone());
        registry.register("advisories", "Advisories that are known", own.advisories.clone());
        let help = "How old what is known of packages is, in seconds; -1 where nothing is";
        registry.register("advisories_age_seconds", help, own.advisory_age.clone());
        registry.register(
            "database_connections",
            "Connections to the database, by use and state",
            own.connections.clone(),
        );
        registry.register("database_size_bytes", "How large the database is", own.bytes.clone());
        let version = vec![("version", env!("CARGO_PKG_VERSION"))];
        registry.register("build", "Which fetter it is", Info::new(version));
        own
    }

    /// What the server itself knows.
    pub(super) fn look(&self, server: &Server) {
        let number = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        self.waiting.set(number(server.ingest.waiting()));
        self.listening.set(number(server.kept_check_ins()));
        for (pool, state, count) in server.database.connections() {
            let labels = [("pool", pool.to_owned()), ("state", state.to_owned())];
            self.connections.get_or_create(&labels).set(count);
        }
    }

    /// What the database knows.
    pub(super) async fn ask(&self, server: &Server) {
        if let Err(error) = self.try_ask(server).await {
            tracing::warn!(%error, "not everything was measured");
        }
    }

    async fn try_ask(&self, server: &Server) -> Result<(), StoreError> {
        let database = &server.database;
        self.bytes.set(i64::try_from(database.bytes().await?).unwrap_or(i64::MAX));
        let known = database.advisory_version().await?;
        self.advisories.set(known.as_ref().map_or(0, |known| known.records));
        let now = i64::try_from(clock::now()).unwrap_or(i64::MAX);
        self.advisory_age.set(known.map_or(-1, |known| now - known.retrieved));
        for (state, count) in database.machine_counts().await? {
            self.machines.get_or_create(&[("state", state.to_owned())]).set(count);
        }
        for (kind, state, count) in database.job_counts(now).await? {
            let labels = [("kind", kind.to_owned()), ("state", state.to_owned())];
            self.jobs.get_or_create(&labels).set(count);
        }
        for (state, count) in database.delivery_counts().await? {
            self.deliveries.get_or_create(&[("state", state.to_owned())]).set(count);
        }
        Ok(())
    }
}
