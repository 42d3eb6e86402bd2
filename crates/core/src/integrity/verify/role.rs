//! What a file of a distribution is for, which decides how much a change of it matters.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path};

use super::Severity;

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Code that Python, the system's loader or the start of Python takes.
    Code,
    /// Compiled Python code, or the directory that it is kept in.
    Bytecode,
    /// A program in `bin`.
    Script,
    /// What says which package it is, and what runs under its names.
    Metadata,
    /// What an installer writes about the installation.
    Note,
    /// The list of files itself, and signatures of it.
    List,
    /// Tests, documents, examples.
    Aside,
    /// Anything else.
    Data,
}

const CODE: [&str; 10] = ["py", "pyw", "so", "pyd", "pth", "start", "dll", "dylib", "exe", "jar"];
const LISTS: [&str; 3] = ["RECORD", "RECORD.jws", "RECORD.p7s"];
const NOTES: [&str; 6] =
    ["INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json", "uv_build.json", "installed-files.txt"];
const METADATA: [&str; 4] = ["METADATA", "PKG-INFO", "entry_points.txt", "WHEEL"];
const ASIDES: [&str; 6] = ["test", "tests", "doc", "docs", "example", "examples"];

impl Role {
    /// The role of a file by its path below the directory that it was installed into.
    pub(super) fn of(path: &Path) -> Self {
        let Some(name) = path.file_name() else { return Self::Data };
        let is_metadata_directory = |name: &OsStr| {
            let extension = Path::new(name).extension();
            extension.is_some_and(|extension| extension == "dist-info" || extension == "egg-info")
        };
        let within = path.parent().and_then(Path::file_name).is_some_and(is_metadata_directory);
        if within {
            let is_of = |names: &[&str]| names.iter().any(|known| name == *known);
            match () {
                () if is_of(&LISTS) => return Self::List,
                () if is_of(&NOTES) => return Self::Note,
                () if is_of(&METADATA) => return Self::Metadata,
                () => {}
            }
        }
        let extension = Path::new(name).extension().unwrap_or_default();
        if name == "__pycache__" || extension == "pyc" || extension == "pyo" {
            return Self::Bytecode;
        }
        if has_first(path, &["bin", "Scripts", "sbin"]) {
            return Self::Script;
        }
        if CODE.iter().any(|known| extension.eq_ignore_ascii_case(known)) || is_versioned_library(name) {
            return Self::Code;
        }
        let is_aside = |part: Component<'_>| ASIDES.iter().any(|known| part.as_os_str() == *known);
        if path.components().any(is_aside) { Self::Aside } else { Self::Data }
    }

    /// How much it matters that the file is another.
    pub(super) const fn of_change(self) -> Severity {
        match self {
            Self::Code | Self::Bytecode | Self::Script | Self::Metadata => Severity::High,
            Self::Data => Severity::Medium,
            Self::Aside | Self::Note | Self::List => Severity::Low,
        }
    }

    /// How much it matters that the file is gone.
    pub(super) fn of_absence(self, path: &Path) -> Severity {
        let is_aside = path.components().any(|part| ASIDES.iter().any(|known| part.as_os_str() == *known));
        match self {
            Self::Bytecode => Severity::Info,
            Self::Code if !is_aside => Severity::Medium,
            _ => Severity::Low,
        }
    }

    /// Whether it is code that installers record with a hash, and do not make themselves.
    pub(super) const fn needs_hash(self) -> bool {
        matches!(self, Self::Code)
    }
}

fn has_first(path: &Path, names: &[&str]) -> bool {
    let first = path.components().next();
    first.is_some_and(|first| names.iter().any(|known| first.as_os_str() == *known))
}

/// `libx.so.1.2`.
fn is_versioned_library(name: &OsStr) -> bool {
    let name = name.as_bytes();
    let Some(at) = memchr::memmem::find(name, b".so.") else { return false };
    name[at + 4..].iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_by_paths() {
        for (path, role) in [
            ("lib/python3.11/site-packages/a/b.py", Role::Code),
            ("lib/python3.11/site-packages/a/tests/b.py", Role::Code),
            ("lib/python3.11/site-packages/a/_c.cpython-311-x86_64-linux-gnu.so", Role::Code),
            ("lib/python3.11/site-packages/a.libs/libb-1234.so.1.2", Role::Code),
            ("lib/python3.11/site-packages/x.pth", Role::Code),
            ("lib/python3.11/site-packages/a/__pycache__", Role::Bytecode),
            ("lib/python3.11/site-packages/a/__pycache__/b.cpython-311.pyc", Role::Bytecode),
            ("bin/tool", Role::Script),
            ("Scripts/tool.exe", Role::Script),
            ("s/a-1.dist-info/RECORD", Role::List),
            ("s/a-1.dist-info/INSTALLER", Role::Note),
            ("s/a-1.dist-info/METADATA", Role::Metadata),
            ("s/a-1.dist-info/entry_points.txt", Role::Metadata),
            ("s/a-1.dist-info/licenses/RECORD", Role::Data),
            ("s/a/tests/data.bin", Role::Aside),
            ("s/certifi/cacert.pem", Role::Data),
        ] {
            assert_eq!(Role::of(Path::new(path)), role, "{path}");
        }
        assert_eq!(Role::Code.of_absence(Path::new("a/tests/b.py")), Severity::Low);
        assert_eq!(Role::Code.of_absence(Path::new("a/b.py")), Severity::Medium);
    }
}
