//! The server as a process: its files, its sockets, its beginning and end.

mod data;
mod error;
mod listen;
mod log;
mod proxies;
mod run;
mod settings;
mod tls;

pub use data::DataDirectory;
pub(crate) use data::{make, read};
pub use error::ServeError;
pub use proxies::{NotAProxy, Proxy};
pub use run::{Begun, begin, migrate, operator, recover, run};
pub(crate) use run::{runtime, told_to_end};
pub use settings::{Certificate, LogFormat, Settings};
