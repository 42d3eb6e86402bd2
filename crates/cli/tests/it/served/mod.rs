//! The server as a process of its own.

mod killed;
mod walk;
