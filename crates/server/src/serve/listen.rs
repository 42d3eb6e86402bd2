//! Sockets, and how long somebody may hold one without saying anything.

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use axum::Router;
use axum_server::tls_rustls::RustlsConfig;
use axum_server::{Handle, Server};
use hyper_util::rt::TokioTimer;
use rustix::process::{Resource, getrlimit, setrlimit};

use super::ServeError;
use super::tls::Tls;

/// How long the head of a request may take, and the first one on a connection.
const HEAD: Duration = Duration::from_secs(10);
/// How often somebody is asked over HTTP/2 whether it is still there.
const ALIVE: Duration = Duration::from_secs(30);
/// How many requests one connection may have open over HTTP/2.
const STREAMS: u32 = 32;

/// A socket that listens.
pub(super) fn bind(address: SocketAddr) -> Result<TcpListener, ServeError> {
    let failed = |error| ServeError::Listen { address, error };
    let listener = TcpListener::bind(address).map_err(failed)?;
    listener.set_nonblocking(true).map_err(failed)?;
    Ok(listener)
}

/// As many open files as the system lets it have: a machine that waits holds one.
pub(super) fn more_files() {
    let limit = getrlimit(Resource::Nofile);
    // Where it may not, it goes on with fewer.
    let _ = setrlimit(Resource::Nofile, rustix::process::Rlimit { current: limit.maximum, ..limit });
}

/// Answers until it is told to end.
pub(super) async fn serve(
    listener: TcpListener,
    tls: Option<Tls>,
    router: Router,
    handle: Handle<SocketAddr>,
) -> std::io::Result<()> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    match tls {
        None => bounded(axum_server::from_tcp(listener)?.handle(handle)).serve(service).await,
        Some(tls) => {
            let config = RustlsConfig::from_config(tls.config);
            bounded(axum_server::from_tcp_rustls(listener, config)?.handle(handle)).serve(service).await
        }
    }
}

fn bounded<Acceptor>(server: Server<SocketAddr, Acceptor>) -> Server<SocketAddr, Acceptor> {
    let mut server = server.first_request_timeout(HEAD);
    let builder = server.http_builder();
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(64 << 10);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(ALIVE).max_concurrent_streams(STREAMS);
    server
}
