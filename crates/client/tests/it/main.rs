//! The integration tests of the client: servers on the loopback, and git repositories on the disk.

#![expect(clippy::disallowed_methods, reason = "files of a test are its own")]

mod http;
mod tls;
