//! A large organisation after a year, made of the rows that a few simulated machines brought, so that it need not be lived through.

mod fill;
mod pages;
mod sizes;

pub use fill::{Filled, Year, fill};
pub use pages::{PageTime, pages, sign_in};
pub use sizes::{TableSize, sizes};
