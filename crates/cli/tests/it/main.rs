//! The integration tests of the program: what users type, what they see, and how it is held against real interpreters.

mod command_lines;
mod configuration;
mod exit_codes;
mod no_execution;
mod outputs;
mod reality;
mod support;
mod terminal;
mod unprivileged;
