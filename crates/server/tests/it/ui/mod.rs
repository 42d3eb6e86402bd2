//! The console, asked as a browser asks it.

pub(crate) mod browser;
mod forms;
mod hostile;
mod kept;
mod lists;
mod live;
mod long;
mod numbers;
mod roles;
mod rules;
mod sessions;
mod signon;
mod steps;
mod tampered;
mod timeline;
mod triage;
mod unknown;
mod verdicts;
