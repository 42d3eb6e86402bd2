//! What people and programs ask.

pub(crate) mod cast;
mod document;
mod environments;
mod exports;
mod findings;
mod fleet;
mod limits;
mod matrix;
mod people;
mod policies;
mod previews;
mod rules;
mod staged;
mod trends;
mod triage;
