//! What people and programs ask.

mod cast;
mod fleet;
mod matrix;
mod people;
