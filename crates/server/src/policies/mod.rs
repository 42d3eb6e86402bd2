//! What machines are to go by: checked before it is taken, staged, activated, rolled back.

mod compose;
mod publish;
mod steps;

pub use compose::compose;
pub use steps::{PolicyError, Step};
