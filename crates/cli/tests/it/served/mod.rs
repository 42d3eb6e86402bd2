//! The server as a process of its own.

mod keeping;
mod killed;
mod walk;
