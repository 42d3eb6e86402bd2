//! The log: what happens, a line each, on standard error. No token, key or body of a request is ever in it.

use tracing::Level;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use super::LogFormat;

/// Begins to write it. Where a log was begun before, as in tests, that one goes on.
pub(super) fn log(format: LogFormat) {
    let builder = tracing_subscriber::fmt()
        .with_max_level(Level::INFO)
        .with_writer(std::io::stderr)
        .with_target(false)
        .with_ansi(false);
    // A second one is refused, and the first goes on.
    let _ = match format {
        LogFormat::Text => builder.finish().with(wanted()).try_init(),
        LogFormat::Json => builder.json().flatten_event(true).finish().with(wanted()).try_init(),
    };
}

/// All but what a database says each time that the server starts, and a line for each request that waited for a connection: the metrics tell how
/// long requests take.
fn wanted() -> Targets {
    Targets::new()
        .with_default(LevelFilter::INFO)
        .with_target("sqlx::pool", LevelFilter::ERROR)
        .with_target("sqlx::postgres::notice", LevelFilter::WARN)
}
