//! The names that installations and environments are made of.

use crate::inventory::{Implementation, PythonVersion};

/// Whether a directory's name says that packages are installed into it.
pub(super) fn is_site(name: &[u8]) -> bool {
    matches!(name, b"site-packages" | b"dist-packages")
}

/// Whether a link's name says that it leads to an environment, or to a directory full of them.
pub(super) fn is_called_environment(name: &[u8]) -> bool {
    matches!(
        name,
        b"venv"
            | b".venv"
            | b"env"
            | b".env"
            | b"envs"
            | b".envs"
            | b"venvs"
            | b".venvs"
            | b"virtualenvs"
            | b".virtualenvs"
    )
}

/// Whether a directory may hold a Python's library: `lib`, `lib64`, and others of the form.
pub(super) fn is_library(name: &[u8]) -> bool {
    matches!(name, b"lib" | b"lib64" | b"lib32" | b"libx32")
}

/// Whether a directory of uv's cache holds what is not installed anywhere (`archive-v0`, `wheels-v5` …).
pub(super) fn is_uv_store(name: &[u8]) -> bool {
    const STORES: [&[u8]; 6] =
        [b"wheels-v", b"built-wheels-v", b"sdists-v", b"simple-v", b"git-v", b"interpreter-v"];
    STORES.iter().any(|store| is_numbered(name, store))
}

/// Whether a directory of uv's cache holds unpacked wheels, and among them the environments of `uvx` (`archive-v0`).
pub(super) fn is_uv_archive(name: &[u8]) -> bool {
    is_numbered(name, b"archive-v")
}

fn is_numbered(name: &[u8], beginning: &[u8]) -> bool {
    name.strip_prefix(beginning).is_some_and(|rest| !rest.is_empty() && rest.iter().all(u8::is_ascii_digit))
}

/// Which Python a directory of a `lib` belongs to: `python3.11`, `python3.13t`, `pypy3.9`, `graalpy24.1`.
pub(super) fn version_directory(name: &[u8]) -> Option<(Implementation, PythonVersion)> {
    let name = std::str::from_utf8(name).ok()?;
    let (implementation, version) = implementation(name)?;
    let (version, free_threaded) = match version.strip_suffix('t') {
        Some(version) => (version, true),
        None => (version, false),
    };
    let (major, minor) = version.split_once('.')?;
    let release = (number(major)?, number(minor)?);
    // GraalPy names its library after its own version, which tells nothing of the Python's.
    let release = (implementation != Implementation::GraalPy).then_some(release);
    Some((implementation, PythonVersion { release, free_threaded, full: None }))
}

/// Whether a file in a `bin` directory is named as an interpreter: `python`, `python3`, `python3.13t`, `pypy3`.
pub(super) fn is_interpreter(name: &[u8]) -> bool {
    let Ok(name) = std::str::from_utf8(name) else { return false };
    let name = name.strip_suffix(".exe").unwrap_or(name);
    implementation(name).is_some_and(|(_, version)| {
        // Debug and pre-3.8 pymalloc builds carry a letter at the end.
        let version = version.trim_end_matches(['t', 'd', 'm', 'u']);
        version.is_empty() || version.split('.').all(|part| number(part).is_some())
    })
}

/// Whether a program's name begins as an interpreter's does, whatever its distributor put behind that
/// (`python3.12-intel64`).
pub(super) fn begins_as_interpreter(name: &[u8]) -> bool {
    Implementation::ALL.iter().any(|known| {
        name.len() >= known.file_name().len()
            && name[..known.file_name().len()].eq_ignore_ascii_case(known.file_name().as_bytes())
    })
}

/// The version that an interpreter's name gives in full: `3.11` of `python3.11`.
pub(super) fn interpreter_version(name: &[u8]) -> Option<(Implementation, PythonVersion)> {
    let name = name.strip_suffix(b".exe").unwrap_or(name);
    version_directory(name.strip_suffix(b"m").unwrap_or(name))
}

fn implementation(name: &str) -> Option<(Implementation, &str)> {
    Implementation::ALL.iter().find_map(|known| Some((*known, name.strip_prefix(known.file_name())?)))
}

fn number(digits: &str) -> Option<u16> {
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok())?
}

/// The version at the beginning of `3.11.7`, `3.12.1.final.0`, `3.13.0rc1`.
pub(super) fn release(text: &str) -> Option<(u16, u16)> {
    let mut parts = text.trim().split('.');
    let major = number(parts.next()?)?;
    let minor = parts.next()?;
    let digits = minor.bytes().take_while(u8::is_ascii_digit).count();
    Some((major, number(&minor[..digits])?))
}

/// The version as people write it: `3.12.1` of `3.12.1.final.0`.
pub(super) fn full_version(text: &str) -> String {
    text.trim().trim_end_matches(".final.0").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_directories() {
        let read = |name: &str| {
            version_directory(name.as_bytes()).map(|(which, version)| (which, version.to_string()))
        };
        assert_eq!(read("python3.11"), Some((Implementation::CPython, "3.11".into())));
        assert_eq!(read("python3.13t"), Some((Implementation::CPython, "3.13t".into())));
        assert_eq!(read("pypy3.9"), Some((Implementation::PyPy, "3.9".into())));
        for other in
            ["python3", "python", "python3.", "python3.x", "python.3", "perl5.36", "python3.11-config"]
        {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn interpreters_by_name() {
        for name in
            ["python", "python3", "python3.11", "python3.13t", "pypy3", "pypy3.9", "python.exe", "python3.6m"]
        {
            assert!(is_interpreter(name.as_bytes()), "{name}");
        }
        for name in
            ["python3-config", "python3.11-gdb.py", "pythonw", "ipython", "pypy3clean", "python-build"]
        {
            assert!(!is_interpreter(name.as_bytes()), "{name}");
        }
    }

    #[test]
    fn versions_in_configuration_files() {
        assert_eq!(release("3.12.1.final.0"), Some((3, 12)));
        assert_eq!(release("3.13rc1"), Some((3, 13)));
        assert_eq!(release("three"), None);
        assert_eq!(full_version("3.12.1.final.0"), "3.12.1");
    }

    #[test]
    fn stores_of_uv() {
        assert!(is_uv_archive(b"archive-v0") && is_uv_store(b"sdists-v9"));
        assert!(!is_uv_store(b"environments-v2") && !is_uv_archive(b"archive-very-old"));
    }
}
