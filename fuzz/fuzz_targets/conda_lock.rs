//! conda-lock.yml.
#![no_main]

use fetter_core::manifest::Format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fetter_fuzz::check("conda-lock.yml", Format::CondaLock, bytes));
