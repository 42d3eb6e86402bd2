//! What is the interpreter's or the environment's own, whoever lists it.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::quarantine;
use crate::integrity::files::Anchor;
use crate::inventory::{Inventory, Site, SiteKind};

/// Directories that hold what many distributions install, and stay when they are empty: relative to a prefix.
const SHARED: [&str; 9] = ["bin", "sbin", "scripts", "lib", "lib64", "lib32", "include", "share", "etc"];
/// What makes an environment one, and what its scripts are for.
const OWN: [&str; 2] = ["pyvenv.cfg", "bin/conda"];

/// What a distribution never owns in the directory that it was installed into. Letters are compared without regard to case: on some
/// file systems two spellings are one file.
#[derive(Debug)]
pub(super) struct Protected {
    /// The sites that are anchored here, relative to the anchor; the empty path is the anchor itself.
    sites: Vec<Vec<u8>>,
    /// Environments and sites within, that have an anchor of their own.
    foreign: Vec<Vec<u8>>,
}

impl Protected {
    /// What is protected below an anchor, by what else was found there.
    pub(super) fn of(anchor: &Anchor, inventory: &Inventory) -> Self {
        let below = |path: &Path| path.strip_prefix(&anchor.path).ok().map(folded);
        let anchored = |site: &&Site| Anchor::of(site, &inventory.environments).path == anchor.path;
        let own: Vec<&Site> = inventory.sites.iter().filter(anchored).collect();
        // What lies within a site (a directory that a `.pth` adds, vendored packages) is the site's, whatever it is as well.
        let is_apart = |site: &&Site| {
            site.kind != SiteKind::StandardLibrary && !own.iter().any(|own| site.path.starts_with(&own.path))
        };
        let foreign = inventory.sites.iter().filter(is_apart);
        let foreign = foreign.map(|site| Anchor::of(site, &inventory.environments).path);
        let prefixes = inventory.environments.iter().map(|found| found.prefix.clone());
        let foreign = foreign.chain(prefixes).filter_map(|path| below(&path)).filter(|path| !path.is_empty());
        Self { sites: own.iter().filter_map(|site| below(&site.path)).collect(), foreign: foreign.collect() }
    }

    /// Why a path, relative to the anchor, is not a distribution's; `None` where it may be.
    pub(super) fn why(&self, path: &Path) -> Option<&'static str> {
        let path = folded(path);
        let parts: Vec<&[u8]> = path.split(|byte| *byte == b'/').collect();
        if parts.iter().any(|part| part.starts_with(quarantine::NAME.as_bytes())) {
            return Some("it is a quarantine");
        }
        let is_at_or_below = |above: &Vec<u8>| {
            path.starts_with(above) && path.get(above.len()).is_none_or(|next| *next == b'/')
        };
        if self.foreign.iter().any(is_at_or_below) {
            return Some("it lies in another environment or site");
        }
        if self.sites.iter().any(Vec::is_empty) {
            return None;
        }
        if OWN.iter().any(|own| own.as_bytes() == path) || is_activation(&parts) {
            return Some("it is the environment's own");
        }
        // Files that are called so are links: `lib64` of a virtual environment.
        if SHARED.iter().any(|shared| shared.as_bytes() == path) {
            return Some("it is a directory of the environment's");
        }
        if is_interpreter_s(&parts) {
            return Some("it is the interpreter's");
        }
        if parts[0] == b"conda-meta" {
            return Some("it is conda's own");
        }
        if matches!(parts[0], b"bin" | b"scripts") && parts.len() == 2 && is_interpreter(parts[1]) {
            return Some("it is the interpreter");
        }
        // The standard library lies around or beside the sites: `lib/python3.11`, `lib/pypy3.9`, `lib/site-packages`' `lib`.
        let is_in_site = self.sites.iter().any(is_at_or_below);
        let is_library = matches!(parts[0], b"lib" | b"lib64" | b"lib32" | b"libx32")
            && parts.get(1).is_some_and(|name| is_interpreter(name) || name.ends_with(b".zip"));
        let is_of_other_site = parts.iter().any(|part| matches!(*part, b"site-packages" | b"dist-packages"));
        if is_library && !is_in_site && !is_of_other_site {
            return Some("it is the standard library's");
        }
        let is_windows = self.sites.iter().any(|site| site == b"lib/site-packages");
        let is_windows_library = is_windows && parts[0] == b"lib" && !is_in_site;
        is_windows_library.then_some("it is the standard library's")
    }

    /// Whether a path, relative to the anchor, lies in one of its sites.
    pub(super) fn is_in_site(&self, path: &Path) -> bool {
        let path = folded(path);
        let is_below = |site: &Vec<u8>| {
            site.is_empty() || (path.starts_with(site) && path.get(site.len()) == Some(&b'/'))
        };
        self.sites.iter().any(is_below)
    }

    /// Whether a directory, relative to the anchor, stays where it is empty.
    pub(super) fn stays(&self, path: &Path) -> bool {
        let path = folded(path);
        let is_above =
            |site: &Vec<u8>| site.starts_with(&path) && site.get(path.len()).is_none_or(|next| *next == b'/');
        path.is_empty()
            || self.sites.iter().any(is_above)
            || SHARED.iter().any(|shared| shared.as_bytes() == path)
    }
}

/// A path in which the case of letters makes no difference.
pub(super) fn folded(path: &Path) -> Vec<u8> {
    let bytes = path.as_os_str().as_bytes();
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.is_ascii() => text.to_lowercase().into_bytes(),
        _ => bytes.to_ascii_lowercase(),
    }
}

/// The scripts that switch to an environment and back, for whatever shell: `bin/activate`, `bin/activate.fish`, `bin/activate_this.py`.
fn is_activation(parts: &[&[u8]]) -> bool {
    let [b"bin" | b"scripts", name] = parts else { return false };
    [&b"activate"[..], b"deactivate"].iter().any(|known| {
        let rest = name.strip_prefix(*known);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(b".") || rest == b"_this.py")
    })
}

/// The interpreter's library, headers, and what tells compilers of it.
fn is_interpreter_s(parts: &[&[u8]]) -> bool {
    match parts {
        [b"lib" | b"lib64" | b"lib32" | b"libx32", name] => {
            name.starts_with(b"libpython") || name.starts_with(b"libpypy")
        }
        [b"lib" | b"lib64", b"pkgconfig", name] => name.starts_with(b"python") && name.ends_with(b".pc"),
        [b"include", directory, rest @ ..] => {
            is_interpreter(directory) && (rest.len() < 2 || matches!(rest[0], b"cpython" | b"internal"))
        }
        _ => false,
    }
}

/// `python`, `python3.11`, `python3.11-config` and other Pythons' names, in lower case.
fn is_interpreter(name: &[u8]) -> bool {
    let name = name.strip_suffix(b".exe").unwrap_or(name);
    ["python", "pypy", "graalpy", "pythonw"].iter().any(|known| {
        name.strip_prefix(known.as_bytes()).is_some_and(|rest| {
            let rest = rest.strip_suffix(b"-config").unwrap_or(rest);
            rest.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b't' | b'd' | b'm' | b'u'))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_site(site: &str) -> Protected {
        Protected { sites: vec![folded(Path::new(site))], foreign: vec![b"share/pipx/venvs/x".to_vec()] }
    }

    fn is_protected(site: &str, path: &str) -> bool {
        with_site(site).why(Path::new(path)).is_some()
    }

    #[test]
    fn the_interpreter_is_no_distribution_s() {
        let site = "lib/python3.11/site-packages";
        for own in [
            "pyvenv.cfg",
            "PYVENV.cfg",
            "bin/python",
            "BIN/Python3",
            "bin/python3.11",
            "bin/activate",
            "bin/Activate.ps1",
            "lib/python3.11/os.py",
            "lib/python3.11/lib-dynload/x.so",
            "Lib/Python3.11/os.py",
            "conda-meta/x.json",
            "lib/python311.zip",
            ".fetter-quarantine-0/x",
            "lib/python3.12/os.py",
            "bin/python3.11-config",
            "lib/python3.11",
            "share/pipx/venvs/x/bin/y",
            "lib64",
            "Lib64",
            "bin/activate.xsh",
            "bin/activate_this.py",
            "lib/libpython3.11.so.1.0",
            "lib/pkgconfig/python-3.11-embed.pc",
            "include/python3.11/Python.h",
            "include/python3.11/cpython/code.h",
        ] {
            assert!(is_protected(site, own), "{own}");
        }
        for free in [
            "bin/pip",
            "bin/pythonista",
            "bin/activate-global-python-argcomplete",
            "include/python3.11/greenlet/greenlet.h",
            "lib/pkgconfig/x.pc",
            "lib/python3.11/site-packages/x.py",
            "lib/python3/dist-packages/x",
            "share/x",
            "lib/python3.12/site-packages/x",
            "lib/libx.so",
            "include/site/python3.11/x.h",
            "etc/x",
            "bin/ipython",
        ] {
            assert!(!is_protected(site, free), "{free}");
        }
        assert!(is_protected("Lib/site-packages", "Lib/os.py"));
        assert!(!is_protected("Lib/site-packages", "Scripts/pip.exe"));
        assert!(!is_protected("", "bin/python"), "below --target all is what was installed there");
    }

    #[test]
    fn shared_directories_stay() {
        let protected = with_site("lib/python3.11/site-packages");
        for stays in ["", "lib", "lib/python3.11", "lib/python3.11/site-packages", "bin", "share"] {
            assert!(protected.stays(Path::new(stays)), "{stays}");
        }
        for goes in ["share/x", "share/man/man1", "lib/python3.11/site-packages/x", "etc/x"] {
            assert!(!protected.stays(Path::new(goes)), "{goes}");
        }
    }
}
