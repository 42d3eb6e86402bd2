//! The console, asked as a browser asks it.

mod browser;
mod forms;
mod hostile;
mod lists;
mod roles;
mod sessions;
mod signon;
mod triage;
mod unknown;
