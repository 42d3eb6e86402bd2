//! The integration tests of the domain: made trees in, inventories out, and the oracles of the packaging standards.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends, and its files are its own"
)]

mod advisories;
mod again;
mod audits;
mod cache;
mod checks;
mod dependency_specifiers;
mod deriving;
mod distributions;
mod environments;
mod exports;
mod fleet_sarif;
mod guard;
mod guard_hard;
mod guard_start;
mod hostile;
mod integrity;
mod judging;
mod layouts;
mod lookalikes;
mod made;
mod oracle;
mod oracle_pip;
mod ownerless;
mod packaging;
mod project_locks;
mod removal;
mod requirements_files;
mod roots;
mod schemas;
mod search;
mod serialisation;
mod starts;
mod startup;
mod support;
mod tool_locks;
mod verdicts;
mod vex;
