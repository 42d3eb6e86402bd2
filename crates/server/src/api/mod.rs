//! What the server answers over HTTP.

pub mod agent;
mod body;
mod problem;
pub(crate) mod rate;
pub mod v1;

pub(crate) use body::Room;
pub use problem::Refused;
