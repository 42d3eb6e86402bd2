//! `pyvenv.cfg` (PEP 405), read as `site.venv` and `getpath` do.

use super::text::{decode, lines};

/// What a `pyvenv.cfg` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VenvConfig {
    /// `home`: the directory that holds the base interpreter.
    pub home: Option<String>,
    /// `include-system-site-packages`. Absent means true, as Python has it.
    pub system_sites: bool,
    /// `version_info` (virtualenv, uv) or `version` (venv), as written.
    pub version: Option<String>,
    /// What made the environment.
    pub creator: VenvCreator,
    /// `implementation` (virtualenv, uv), as written.
    pub implementation: Option<String>,
    /// Whether there was any `key = value` line at all.
    pub has_keys: bool,
}

/// The tools that make virtual environments and say so in `pyvenv.cfg`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VenvCreator {
    /// The standard library's `venv`, or one that does not say.
    #[default]
    Venv,
    /// virtualenv, which writes its version under `virtualenv`.
    Virtualenv,
    /// uv, which writes its version under `uv`.
    Uv,
}

impl VenvConfig {
    /// Reads the `key = value` lines. Of several with the same key the last one counts, but of `home` the first.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        let mut config = Self { system_sites: true, ..Self::default() };
        for line in lines(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) {
            let decoded = decode(line);
            if let Some((key, value)) = decoded.text.split_once('=') {
                config.has_keys = true;
                config.take(&key.trim().to_lowercase(), value.trim());
            }
        }
        config
    }

    fn take(&mut self, key: &str, value: &str) {
        match key {
            // getpath stops at the first one.
            "home" if self.home.is_none() => self.home = Some(value.to_owned()),
            "include-system-site-packages" => self.system_sites = value.eq_ignore_ascii_case("true"),
            "version_info" | "version" => self.version = Some(value.to_owned()),
            "implementation" => self.implementation = Some(value.to_owned()),
            "uv" => self.creator = VenvCreator::Uv,
            "virtualenv" => self.creator = VenvCreator::Virtualenv,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_means_that_system_sites_are_seen() {
        assert!(VenvConfig::read(b"").system_sites);
        assert!(VenvConfig::read(b"Include-System-Site-Packages = TRUE").system_sites);
        assert!(!VenvConfig::read(b"include-system-site-packages = yes").system_sites);
    }

    #[test]
    fn the_makers_are_told_apart() {
        let uv =
            VenvConfig::read(b"home = /usr/bin\nimplementation = CPython\nuv = 0.9\nversion_info = 3.12.1\n");
        assert_eq!(uv.creator, VenvCreator::Uv);
        assert_eq!(uv.version.as_deref(), Some("3.12.1"));
        assert_eq!(uv.home.as_deref(), Some("/usr/bin"));
        assert_eq!(VenvConfig::read(b"virtualenv = 20.1").creator, VenvCreator::Virtualenv);
        assert!(!VenvConfig::read(b"nothing").has_keys);
        assert_eq!(VenvConfig::read(b"home = /a\nhome = /b\n").home.as_deref(), Some("/a"));
    }
}
