//! The server as a process of its own.

mod asking;
mod changed;
mod demo;
mod keeping;
mod killed;
mod namespaces;
mod network;
mod org;
mod pair;
mod people;
mod server;
mod side_by_side;
mod walk;
