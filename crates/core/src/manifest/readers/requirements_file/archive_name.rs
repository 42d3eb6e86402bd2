//! What the name of an archive tells of the package in it: wheels (PEP 427) and source archives.

use crate::requirement::{PackageName, Version};

pub(super) use crate::manifest::source::archive_stem as stem;

/// Name and version in the name of a wheel, without `.whl`.
pub(super) fn wheel(stem: &str) -> Option<(PackageName, Version)> {
    let parts: Vec<&str> = stem.split('-').collect();
    let (name, version) = match parts.as_slice() {
        [name, version, _, _, _] => (*name, *version),
        [name, version, build, _, _, _] if build.starts_with(|first: char| first.is_ascii_digit()) => {
            (*name, *version)
        }
        _ => return None,
    };
    let name = PackageName::new(name);
    let is_whole = parts.iter().all(|part| !part.is_empty());
    // Older wheels escape `-` in versions.
    let version = version.parse().or_else(|_| version.replace('_', "-").parse()).ok()?;
    (is_whole && !name.as_written().contains("__") && is_name(&name)).then_some((name, version))
}

/// The version that the name of a wheel or of a source archive tells.
pub(in crate::manifest::readers) fn version(file: &str) -> Option<Version> {
    let stem = stem(file)?;
    if file[stem.len()..].eq_ignore_ascii_case(".whl") {
        return wheel(stem).map(|(_, version)| version);
    }
    stem.rsplit_once('-')?.1.parse().ok()
}

/// The version that the archive at a URL or path tells by its name.
pub(in crate::manifest::readers) fn version_at(location: &str) -> Option<Version> {
    let before = location.split(['#', '?']).next().unwrap_or_default();
    let file = before.rsplit(['/', '\\']).next().unwrap_or(before);
    version(&crate::manifest::readers::locked::decoded(file))
}

/// As the core metadata has it, but wheels of some tools end their names with `_`.
fn is_name(name: &PackageName) -> bool {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.');
    name.as_written().bytes().all(inner) && name.as_written().bytes().any(|byte| byte.is_ascii_alphanumeric())
}

/// The name in `NAME-VERSION`, the name of a source archive without its ending.
pub(super) fn source(stem: &str) -> Option<PackageName> {
    let (name, version) = stem.rsplit_once('-')?;
    let name = PackageName::new(name);
    (version.parse::<Version>().is_ok() && name.is_valid()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wheels_and_source_archives_tell_name_and_version() {
        let told =
            |stem| wheel(stem).map(|(name, version)| (name.as_written().to_owned(), version.to_string()));
        let expect = |name: &str, version: &str| Some((name.to_owned(), version.to_owned()));
        assert_eq!(told("six-1.16.0-py2.py3-none-any"), expect("six", "1.16.0"));
        assert_eq!(told("odd_name-1.0.post1-1-py3-none-any"), expect("odd_name", "1.0.post1"));
        for stem in [
            "six-1.16.0",
            "six-x-py3-none-any",
            "a__b-1-py3-none-any",
            "-1-py3-none-any",
            "a-1-x-py3-none-any",
        ] {
            assert_eq!(told(stem), None, "{stem}");
        }
        assert_eq!(source("zope-interface-6.1"), Some(PackageName::new("zope-interface")));
        assert_eq!(source("main"), None);
        assert_eq!(source("v1.0"), None);
        assert_eq!(source("my-branch"), None);
        assert_eq!(stem("a.TAR.gz"), Some("a"));
        assert_eq!(stem(".zip"), None);
        assert_eq!(stem("a.gz"), None);
    }
}
