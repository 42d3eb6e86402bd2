//! A large organisation after a year, made of the rows that a few simulated machines brought, so that it need not be lived through.

mod deeds;
mod fill;
mod pages;
mod paths;
mod people;
mod sizes;

pub use fill::{Filled, Year, fill};
pub use pages::{Asking, PageTime, pages};
pub use paths::{CONSOLE, DOCUMENTS, PAGES};
pub use people::{People, preview, sign_in};
pub use sizes::{TableSize, sizes};
