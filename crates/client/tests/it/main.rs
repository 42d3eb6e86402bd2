//! The integration tests of the client: servers on the loopback, and git repositories on the disk.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test that cannot go on ends, and its files are its own"
)]

mod download;
mod git;
mod http;
mod osv;
mod post;
mod server;
mod server_tls;
mod tls;
