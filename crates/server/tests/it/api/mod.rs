//! What people and programs ask.

mod cast;
mod document;
mod fleet;
mod matrix;
mod people;
mod scale;
