//! All targets in one binary: the environment variable `FUZZ_TARGET` names the one that is meant.
#![no_main]

use std::env;
use std::sync::OnceLock;

use fetter_fuzz::targets::{Target, named};
use libfuzzer_sys::fuzz_target;

static TARGET: OnceLock<Target> = OnceLock::new();

fuzz_target!(
    init: {
        let name = env::var("FUZZ_TARGET").unwrap_or_default();
        let _ = TARGET.set(named(&name));
    },
    |bytes: &[u8]| {
        if let Some(target) = TARGET.get() {
            target(bytes);
        }
    }
);
