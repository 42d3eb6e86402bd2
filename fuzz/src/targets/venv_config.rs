//! pyvenv.cfg.
use fetter_core::metadata::venv_config::VenvConfig;

pub fn run(bytes: &[u8]) {
    let config = VenvConfig::read(bytes);
    assert!(config.has_keys || config.home.is_none());
    assert!(config.home.is_none_or(|home| home.trim() == home));
}
