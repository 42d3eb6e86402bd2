//! Looking at files themselves: whose they are, whether they are as they were installed, and which of them run by themselves.
//!
//! * [`files`] knows which files a distribution says are its own.
//! * [`unpack`] says which of them are there.
//! * [`verify`] holds the files against what was installed.

pub mod files;
pub mod unpack;
pub mod verify;
