//! What a file's name says: whether Python, or who looks for a library, would run what is in it.

use crate::metadata::bytecode;

/// What sort of file it is, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Source code.
    Source,
    /// An extension module.
    Extension,
    /// Compiled code where Python runs it without a source.
    Compiled,
    /// Compiled code in `__pycache__`, which Python runs for a source only.
    Cached,
    /// A `.start` file (PEP 829).
    StartFile,
    /// A `.pth` file.
    PathFile,
    /// Anything else.
    Data,
}

impl Sort {
    /// Sorts a name. `in_cache`: within `__pycache__`; `at_top`: in the site itself.
    pub(super) fn of(name: &[u8], in_cache: bool, at_top: bool) -> Self {
        if name.ends_with(b".py") || name.ends_with(b".pyw") {
            Self::Source
        } else if name.ends_with(b".so") || name.ends_with(b".pyd") {
            Self::Extension
        } else if name.ends_with(b".pyc") || name.ends_with(b".pyo") {
            // Without a tag it is a module of a package `__pycache__`.
            if in_cache && bytecode::source_stem(name).is_some() { Self::Cached } else { Self::Compiled }
        } else if at_top && name.ends_with(b".pth") {
            Self::PathFile
        } else if at_top && name.ends_with(b".start") {
            Self::StartFile
        // What was being written when its writer ended.
        } else if in_cache && memchr::memmem::find(name, b".pyc.").is_some() {
            Self::Cached
        } else {
            Self::Data
        }
    }

    /// Whether Python may import it by its name.
    pub(super) const fn is_code(self) -> bool {
        matches!(self, Self::Source | Self::Extension | Self::Compiled)
    }

    /// Whether Python reads it at every start, for what to run or where to look.
    pub(super) const fn is_read_at_start(self) -> bool {
        matches!(self, Self::PathFile | Self::StartFile)
    }
}

/// The name under which a file of code is imported: `x` of `x.py`, `x.abi3.so` and `x.cpython-311-x86_64-linux-gnu.so`.
pub(super) fn module_name(name: &[u8], sort: Sort) -> Option<&[u8]> {
    let end = match sort {
        Sort::Source | Sort::Compiled => memchr::memrchr(b'.', name)?,
        Sort::Extension => memchr::memchr(b'.', name)?,
        _ => return None,
    };
    Some(&name[..end]).filter(|name| !name.is_empty())
}

/// The source beside which older Pythons keep compiled code: `x.py` of `x.pyc`.
pub(super) fn source_beside(compiled: &[u8]) -> Vec<u8> {
    [compiled.strip_suffix(b"c").or_else(|| compiled.strip_suffix(b"o")).unwrap_or(compiled)].concat()
}

/// The Python that an extension module is made for, where its name tells: 3.11 of `x.cpython-311-x86_64-linux-gnu.so`.
pub(super) fn made_for(name: &[u8]) -> Option<(u16, u16)> {
    let at = memchr::memmem::find(name, b".cpython-")? + b".cpython-".len();
    let digits = name[at..].split(|byte| !byte.is_ascii_digit()).next()?;
    let (major, minor) = digits.split_at_checked(1)?;
    let number = |digits: &[u8]| std::str::from_utf8(digits).ok()?.parse().ok();
    Some((number(major)?, number(minor)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_by_what_runs_them() {
        let sort = |name: &str| Sort::of(name.as_bytes(), false, false);
        assert_eq!(sort("x.py"), Sort::Source);
        assert_eq!(sort("x.abi3.so"), Sort::Extension);
        assert_eq!(sort("libx.so.5"), Sort::Data);
        assert_eq!(sort("x.pyc"), Sort::Compiled);
        assert_eq!(sort("x.pth"), Sort::Data);
        assert_eq!(Sort::of(b"x.pth", false, true), Sort::PathFile);
        assert_eq!(Sort::of(b"x.start", false, true), Sort::StartFile);
        assert_eq!(Sort::of(b"x.cpython-311.pyc", true, false), Sort::Cached);
        assert_eq!(Sort::of(b"x.cpython-34.pyo", true, false), Sort::Cached);
        assert_eq!(Sort::of(b"x.pyc", true, false), Sort::Compiled, "it is imported as __pycache__.x");
        assert_eq!(Sort::of(b"x.cpython-311.pyc.1234", true, false), Sort::Cached);
        assert_eq!(Sort::of(b"x.py", true, false), Sort::Source, "a package __pycache__ can be imported");
    }

    #[test]
    fn modules_have_names() {
        let module = |name: &'static str| {
            module_name(name.as_bytes(), Sort::of(name.as_bytes(), false, true)).map(<[u8]>::to_vec)
        };
        for name in ["x.py", "x.abi3.so", "x.cpython-311-x86_64-linux-gnu.so", "x.pyd", "x.pyc"] {
            assert_eq!(module(name), Some(b"x".to_vec()), "{name}");
        }
        assert_eq!(module(".so"), None);
        assert_eq!(module("x.txt"), None);
        assert_eq!(source_beside(b"x.pyc"), b"x.py");
        assert_eq!(made_for(b"x.cpython-311-x86_64-linux-gnu.so"), Some((3, 11)));
        assert_eq!(made_for(b"x.cpython-37m-x86_64-linux-gnu.so"), Some((3, 7)));
        assert_eq!((made_for(b"x.abi3.so"), made_for(b"x.cpython-.so")), (None, None));
    }
}
