//! The program `fetter`.

use std::process::ExitCode;

fn main() -> ExitCode {
    fetter_cli::run(std::env::args_os(), &fetter_cli::Caller::Program).into()
}
