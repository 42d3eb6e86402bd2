//! The server as a process of its own.

mod asking;
mod keeping;
mod killed;
mod org;
mod people;
mod server;
mod walk;
