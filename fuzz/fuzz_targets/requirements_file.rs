//! Requirements files of pip, and allow lists.
#![no_main]

use fetter_core::manifest::Format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fetter_fuzz::check("requirements.txt", Format::Requirements, bytes));
