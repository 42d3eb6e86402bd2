//! What is counted and measured, as Prometheus asks for it (docs/operations.md lists it).
//!
//! Labels come from the program alone: templates of routes, words for states and kinds. Nothing of an organisation, a machine or a person is in
//! them, so that their number is bounded and whoever reads them learns no names.

mod gauges;
mod process;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use tokio::sync::Mutex;

use crate::state::Server;
use crate::store::JobKind;
use gauges::Gauges;

/// How long what the database says is not asked anew, however often somebody reads.
const FRESH: Duration = Duration::from_secs(5);

/// The type of what is told (OpenMetrics 1.0).
pub(crate) const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

type Labels<const N: usize> = [(&'static str, String); N];
type Timed<const N: usize> = Family<Labels<N>, Histogram, fn() -> Histogram>;

/// What is counted and measured. Copies share it.
#[derive(Clone)]
pub struct Metrics(Arc<Inner>);

struct Inner {
    registry: Registry,
    requests: Family<Labels<3>, Counter>,
    durations: Timed<2>,
    limited: Family<Labels<1>, Counter>,
    batches: Histogram,
    commits: Histogram,
    jobs: Timed<1>,
    failures: Family<Labels<1>, Counter>,
    deliveries: Family<Labels<1>, Counter>,
    gauges: Gauges,
    asked: Mutex<Option<Instant>>,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Metrics")
    }
}

/// From a millisecond to half a minute.
fn seconds() -> Histogram {
    Histogram::new([0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0])
}

impl Default for Metrics {
    fn default() -> Self {
        let mut all = Registry::default();
        all.register_collector(Box::new(process::Process));
        let registry = all.sub_registry_with_prefix("fetter");
        let requests = Family::default();
        registry.register("http_requests", "Requests that were answered", requests.clone());
        let durations: Timed<2> = Family::new_with_constructor(seconds as fn() -> Histogram);
        let help = "How long requests took, in seconds; check-ins that wait are left out";
        registry.register("http_request_duration_seconds", help, durations.clone());
        let limited: Family<Labels<1>, Counter> = Family::default();
        registry.register("rate_limited_requests", "Requests that came too often", limited.clone());
        let batches = Histogram::new([1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0]);
        let help = "Requests of machines that one transaction made durable";
        registry.register("ingest_batch_requests", help, batches.clone());
        let commits = seconds();
        let help = "How long such a transaction took, in seconds";
        registry.register("ingest_commit_duration_seconds", help, commits.clone());
        let jobs: Timed<1> = Family::new_with_constructor(seconds as fn() -> Histogram);
        registry.register("job_duration_seconds", "How long jobs took, in seconds", jobs.clone());
        let failures: Family<Labels<1>, Counter> = Family::default();
        registry.register("job_failures", "Attempts at jobs that failed", failures.clone());
        let deliveries: Family<Labels<1>, Counter> = Family::default();
        registry.register("delivery_attempts", "Attempts to tell somebody of something", deliveries.clone());
        let gauges = Gauges::new(registry);
        let asked = Mutex::default();
        // What did not happen yet is told as 0.
        for kind in JobKind::ALL {
            drop(failures.get_or_create(&[("kind", kind.as_str().to_owned())]));
        }
        for source in ["api", "machine"] {
            drop(limited.get_or_create(&[("source", source.to_owned())]));
        }
        for outcome in ["again", "dead", "done"] {
            drop(deliveries.get_or_create(&[("outcome", outcome.to_owned())]));
        }
        Self(Arc::new(Inner {
            registry: all,
            requests,
            durations,
            limited,
            batches,
            commits,
            jobs,
            failures,
            deliveries,
            gauges,
            asked,
        }))
    }
}

impl Metrics {
    /// A request was answered, after that time; `None` for one that was kept on purpose.
    pub(crate) fn answered(&self, route: &str, method: &str, status: u16, took: Option<Duration>) {
        let (route, method) = (("route", route.to_owned()), ("method", method.to_owned()));
        let labels = [route.clone(), method.clone(), ("status", status.to_string())];
        self.0.requests.get_or_create(&labels).inc();
        if let Some(took) = took {
            self.0.durations.get_or_create(&[route, method]).observe(took.as_secs_f64());
        }
    }

    /// Somebody asked too often.
    pub(crate) fn limited(&self, who: &'static str) {
        self.0.limited.get_or_create(&[("source", who.to_owned())]).inc();
    }

    /// One transaction made so many requests durable.
    pub(crate) fn committed(&self, requests: usize, took: Duration) {
        self.0.batches.observe(f64::from(u32::try_from(requests).unwrap_or(u32::MAX)));
        self.0.commits.observe(took.as_secs_f64());
    }

    /// A job came to an end.
    pub(crate) fn worked(&self, kind: &'static str, took: Duration, is_done: bool) {
        let kind = [("kind", kind.to_owned())];
        self.0.jobs.get_or_create(&kind).observe(took.as_secs_f64());
        if !is_done {
            self.0.failures.get_or_create(&kind).inc();
        }
    }

    /// Somebody was told of something, or could not be.
    pub(crate) fn delivered(&self, outcome: &'static str) {
        self.0.deliveries.get_or_create(&[("outcome", outcome.to_owned())]).inc();
    }

    /// All of it, as text.
    pub(crate) async fn text(&self, server: &Server) -> String {
        let mut asked = self.0.asked.lock().await;
        if asked.is_none_or(|asked| asked.elapsed() >= FRESH) {
            // What cannot be asked keeps its last value, and the log says why.
            self.0.gauges.ask(server).await;
            *asked = Some(Instant::now());
        }
        self.0.gauges.look(server);
        drop(asked);
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = encode(&mut text, &self.0.registry);
        text
    }
}
