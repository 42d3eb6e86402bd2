//! What people and programs ask.

mod cast;
mod document;
mod exports;
mod findings;
mod fleet;
mod limits;
mod matrix;
mod people;
mod rules;
mod scale;
