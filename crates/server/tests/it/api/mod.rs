//! What people and programs ask.

mod fleet;
mod people;
