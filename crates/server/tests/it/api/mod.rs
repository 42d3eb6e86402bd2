//! What people and programs ask.

mod audit;
pub(crate) mod cast;
mod counted;
mod document;
mod environments;
mod exports;
pub(crate) mod findings;
mod fleet;
mod limits;
mod matrix;
mod orders;
mod origins;
mod people;
mod places;
mod policies;
mod previews;
mod roll_outs;
mod rules;
mod staged;
pub(crate) mod tampered;
mod timeline;
mod trends;
mod triage;
