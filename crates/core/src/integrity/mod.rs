//! Looking at files themselves: whose they are, whether they are as they were installed, and which of them run by themselves.
//!
//! * [`files`] knows which files a distribution says are its own.
//! * [`verify`] holds the files against what was installed.

pub mod files;
pub mod verify;
