//! Which format a file is of, by its name and by what is in it.

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// pip's requirements files, and allow lists.
    Requirements,
    /// `pyproject.toml`: PEP 621, PEP 735, Poetry's tables.
    Pyproject,
    /// `pylock.toml` (PEP 751).
    Pylock,
    /// `uv.lock`.
    UvLock,
    /// `poetry.lock`.
    PoetryLock,
    /// `pdm.lock`.
    PdmLock,
    /// Pipenv's `Pipfile`.
    Pipfile,
    /// Pipenv's `Pipfile.lock`.
    PipfileLock,
    /// `pixi.lock`.
    PixiLock,
    /// `conda-lock.yml`.
    CondaLock,
    /// conda's `environment.yml`.
    CondaEnvironment,
    /// A script with a block of PEP 723.
    Script,
    /// None of these.
    Unknown,
}

impl Format {
    /// The stable word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Requirements => "requirements",
            Self::Pyproject => "pyproject.toml",
            Self::Pylock => "pylock.toml",
            Self::UvLock => "uv.lock",
            Self::PoetryLock => "poetry.lock",
            Self::PdmLock => "pdm.lock",
            Self::Pipfile => "Pipfile",
            Self::PipfileLock => "Pipfile.lock",
            Self::PixiLock => "pixi.lock",
            Self::CondaLock => "conda-lock.yml",
            Self::CondaEnvironment => "environment.yml",
            Self::Script => "script",
            Self::Unknown => "unknown",
        }
    }

    /// The format of a file, by the name that it has in its directory, or else by what is in it.
    #[must_use]
    pub fn detect(own_name: &str, bytes: &[u8]) -> Self {
        let name = own_name.to_ascii_lowercase();
        by_name(&name, bytes).or_else(|| by_contents(&name, bytes)).unwrap_or(Self::Unknown)
    }
}

/// Names that tools give their files, and no other.
fn by_name(name: &str, bytes: &[u8]) -> Option<Format> {
    let is_pylock =
        name.strip_prefix("pylock.").is_some_and(|rest| rest.split('.').next_back() == Some("toml"));
    Some(match name {
        "pyproject.toml" => Format::Pyproject,
        _ if is_pylock => Format::Pylock,
        "uv.lock" => Format::UvLock,
        "poetry.lock" => Format::PoetryLock,
        "pdm.lock" => Format::PdmLock,
        "pipfile" => Format::Pipfile,
        "pipfile.lock" => Format::PipfileLock,
        "pixi.lock" => Format::PixiLock,
        _ if name.strip_suffix("conda-lock.yml").is_some_and(|before| before.ends_with('.')) => {
            Format::CondaLock
        }
        "conda-lock.yml" => Format::CondaLock,
        "environment.yml" | "environment.yaml" => Format::CondaEnvironment,
        _ if is_python(name) && has_script_block(bytes) => Format::Script,
        _ => return None,
    })
}

fn is_python(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|ending| ending == "py" || ending == "pyw")
}

fn has_script_block(bytes: &[u8]) -> bool {
    crate::metadata::text::lines(bytes).any(|line| line.trim_ascii_end() == b"# /// script")
}

/// Whether the first line is one of a script and not of a requirements file, in which a block would be only comments.
fn begins_as_script(text: &str) -> bool {
    text.starts_with("#!") || text.lines().next().is_some_and(|line| line.trim_end() == "# /// script")
}

/// A file under a name of its own: by the keys that only one format has, else by the ending.
fn by_contents(name: &str, bytes: &[u8]) -> Option<Format> {
    let head = &bytes[..bytes.len().min(64 * 1024)];
    let decoded = crate::metadata::text::decode(head);
    let text = decoded.text.trim_start();
    let has_line = |start: &str| text.lines().any(|line| line.starts_with(start));
    if !name.contains('.') && begins_as_script(text) && has_script_block(bytes) {
        return Some(Format::Script);
    }
    if text.starts_with('{') {
        return (text.contains("\"_meta\"") && text.contains("\"default\"")).then_some(Format::PipfileLock);
    }
    if has_line("lock-version =") && has_line("created-by =") {
        return Some(Format::Pylock);
    }
    if has_line("[[package]]") || has_line("[[packages]]") {
        return by_lock_tables(text, &has_line);
    }
    if let Some(format) = by_yaml_keys(text, &has_line) {
        return Some(format);
    }
    if name.ends_with("pyproject.toml")
        || has_line("[project]")
        || has_line("[tool.poetry")
        || has_line("[build-system]")
        || has_line("[dependency-groups]")
    {
        return Some(Format::Pyproject);
    }
    if has_line("[packages]") || has_line("[dev-packages]") {
        return Some(Format::Pipfile);
    }
    let structured =
        [".toml", ".lock", ".json", ".yml", ".yaml", ".py", ".xml", ".cfg", ".ini", ".html", ".whl", ".zip"];
    let marks: [&[u8]; 3] = [b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff"];
    let is_text = !bytes.contains(&0) || marks.iter().any(|mark| bytes.starts_with(mark));
    // Rye's, which are requirements files.
    let is_requirements_lock = name.starts_with("requirements") && name.strip_suffix(".lock").is_some();
    let is_structured = !is_requirements_lock && structured.iter().any(|ending| name.ends_with(ending));
    (is_text && !is_structured && !text.starts_with('<')).then_some(Format::Requirements)
}

fn by_lock_tables(text: &str, has_line: &dyn Fn(&str) -> bool) -> Option<Format> {
    if has_line("[[packages]]") {
        Some(Format::Pylock)
    } else if text.contains("@generated by PDM") || has_line("strategy =") || has_line("requires_python =") {
        Some(Format::PdmLock)
    } else if text.contains("@generated by Poetry") || has_line("python-versions =") || has_line("optional =")
    {
        Some(Format::PoetryLock)
    } else if has_line("version =") && (has_line("requires-python =") || has_line("source = {")) {
        Some(Format::UvLock)
    } else {
        None
    }
}

fn by_yaml_keys(text: &str, has_line: &dyn Fn(&str) -> bool) -> Option<Format> {
    if has_line("environments:") && has_line("packages:") && has_line("version:") {
        Some(Format::PixiLock)
    } else if has_line("metadata:") && has_line("package:") && text.contains("content_hash:") {
        Some(Format::CondaLock)
    } else if has_line("dependencies:")
        && (has_line("channels:") || has_line("name:") || has_line("- ") || has_line("  - "))
    {
        Some(Format::CondaEnvironment)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn what_is_of_no_known_kind_is_refused() {
        for (file, bytes) in [
            ("Cargo.lock", &b"version = 4\n[[package]]\nname = \"x\"\n"[..]),
            ("package.json", b"{\"dependencies\": {}}"),
            ("x.py", b"import os\n"),
            ("index.html", b"<html></html>"),
            ("a", b"\x00\x01"),
            ("not-found", b"<!DOCTYPE html>\n<p>404"),
        ] {
            assert_eq!(Format::detect(file, bytes), Format::Unknown, "{file}");
        }
    }

    #[test]
    fn names_and_contents_tell() {
        for (file, bytes, format) in [
            ("uv.lock", &b""[..], Format::UvLock),
            ("pylock.dev.toml", b"", Format::Pylock),
            ("requirements.lock", b"six==1.0\n", Format::Requirements),
            ("requirements-dev.lock", b"-e file:.\n", Format::Requirements),
            ("environment.yml", b"dependencies:\n    - six\n", Format::CondaEnvironment),
            ("environment.yaml", b"", Format::CondaEnvironment),
            ("requirements.txt", b"six\n# /// script\n# ///\n", Format::Requirements),
            ("base.in", b"# /// script\n# dependencies = []\n# ///\nsix\n", Format::Requirements),
            ("reqs", b"six\n# /// script\n# dependencies = []\n# ///\n", Format::Requirements),
            ("-", b"# /// script\n# dependencies = []\n# ///\n", Format::Script),
            ("x.py", b"import os\n# /// script\n# dependencies = []\n# ///\n", Format::Script),
            ("reqs", b"six==1.0\n", Format::Requirements),
            ("env.yaml", b"channels:\n  - x\ndependencies:\n  - y\n", Format::CondaEnvironment),
            ("tool", b"#!/usr/bin/env python\n# /// script\n# ///\n", Format::Script),
            ("other.toml", b"[project]\nname = 'x'\n", Format::Pyproject),
        ] {
            assert_eq!(Format::detect(file, bytes), format, "{file}");
        }
    }
}
