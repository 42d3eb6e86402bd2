//! Scripts with a block of PEP 723.
#![no_main]

use fetter_core::manifest::Format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fetter_fuzz::check("script.py", Format::Script, bytes));
