//! What the server answers over HTTP.

pub mod agent;
mod body;
mod problem;

pub(crate) use body::Room;
pub use problem::Refused;
