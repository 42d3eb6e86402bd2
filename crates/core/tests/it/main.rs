//! The integration tests of the domain: made trees in, inventories out, and the oracles of the packaging standards.

mod cache;
mod distributions;
mod environments;
mod hostile;
mod layouts;
mod packaging;
mod roots;
mod search;
mod serialisation;
mod support;
