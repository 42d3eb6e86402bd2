//! Simulated machines that speak the real protocol: for tests and measurements of the server.

mod agent;
mod chaos;
mod journal;
mod load;
mod pool;
mod random;
mod served;
mod verify;
mod wire;
mod year;

pub use agent::Agent;
pub use chaos::{Chaos, chaos};
pub use load::{Load, Measured, check_ins, first_sync};
pub use pool::{Pool, PoolSize};
pub use random::Random;
pub use served::Served;
pub use verify::{Differences, verify};
pub use wire::Wire;
pub use year::{
    Asking, CONSOLE, DOCUMENTS, Filled, PAGES, PageTime, People, TableSize, Year, fill, pages, preview,
    sign_in, sizes,
};
