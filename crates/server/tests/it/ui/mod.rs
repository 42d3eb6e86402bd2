//! The console, asked as a browser asks it.

pub(crate) mod browser;
mod forms;
mod hostile;
mod lists;
mod long;
mod numbers;
mod roles;
mod rules;
mod sessions;
mod signon;
mod timeline;
mod triage;
mod unknown;
mod verdicts;
