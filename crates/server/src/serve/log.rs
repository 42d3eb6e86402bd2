//! The log: what happens, a line each, on standard error. No token, key or body of a request is ever in it.

use tracing::Level;

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
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
}
