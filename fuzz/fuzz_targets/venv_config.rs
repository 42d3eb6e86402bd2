//! pyvenv.cfg.
#![no_main]

use fetter_core::metadata::venv_config::VenvConfig;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let config = VenvConfig::read(bytes);
    assert!(config.has_keys || config.home.is_none());
    assert!(config.home.is_none_or(|home| home.trim() == home));
});
