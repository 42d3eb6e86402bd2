//! Where a requirement that is a URL or a path leads, and what is known of the package there.

use super::archive_name;
use crate::manifest::readers::origin;
use crate::manifest::readers::toml_document::Document;
use crate::manifest::{Context, Format, Hash, Input, Manifest, Source};
use crate::metadata::credentials::mask_credentials;
use crate::requirement::{PackageName, Requirement, Specifier, Specifiers, Version};

/// How long a URL or path is read, in bytes. Signed URLs of object stores have some thousands.
const LIMIT: usize = 8 * 1024;

/// The file that something is written in, and the way to what it refers to.
#[derive(Clone, Copy)]
pub(in crate::manifest::readers) struct Base<'base> {
    pub(in crate::manifest::readers) file: &'base str,
    pub(in crate::manifest::readers) context: &'base dyn Context,
}

/// What is known of a package without fetching it.
pub(in crate::manifest::readers) struct Located {
    pub(in crate::manifest::readers) source: Source,
    /// The hash in the URL's fragment.
    pub(in crate::manifest::readers) hashes: Vec<Hash>,
    name: Option<PackageName>,
    extras: Vec<PackageName>,
    version: Option<Version>,
}

impl Located {
    /// The requirement for what is there, if its name is known.
    pub(super) fn requirement(&self) -> Result<Requirement, String> {
        let name = self.name.clone().ok_or(
            "the name of the package there is not known without building it; write \"NAME @ URL\" or add #egg=NAME",
        )?;
        let exactly = self.version.as_ref().map(Specifier::exactly);
        let specifiers = Specifiers::from(exactly.into_iter().collect::<Vec<_>>());
        Ok(Requirement { extras: self.extras.clone(), specifiers, ..Requirement::any(name) })
    }
}

/// The scheme of a URL that pip takes, in lower case.
pub(super) fn scheme(text: &str) -> Option<String> {
    let (scheme, _) = text.split_once(':').filter(|(scheme, _)| scheme.len() <= 16)?;
    let scheme = scheme.to_ascii_lowercase();
    (["http", "https", "file", "ftp"].contains(&scheme.as_str()) || is_version_control(&scheme))
        .then_some(scheme)
}

/// Whether it is one of the schemes of pip's version control.
pub(super) fn is_version_control(scheme: &str) -> bool {
    scheme.split_once('+').is_some_and(|(vcs, transport)| {
        let transports: &[&str] = match vcs {
            "git" => &["http", "https", "ssh", "git", "file"],
            "hg" => &["file", "http", "https", "ssh", "static-http"],
            "bzr" => &["http", "https", "ssh", "sftp", "ftp", "lp", "file"],
            "svn" => &["ssh", "http", "https", "svn", "file"],
            _ => &[],
        };
        transports.contains(&transport)
    })
}

/// What stands behind `@` of a named requirement, or alone: a URL, or, where it has no scheme, a path.
pub(in crate::manifest::readers) fn locate(text: &str, base: Base<'_>) -> Result<Located, String> {
    if text.len() > LIMIT {
        return Err(format!("the URL or path has more than {LIMIT} bytes"));
    }
    match scheme(text) {
        Some(scheme) if scheme == "file" => of_file_url(text, base),
        Some(scheme) => of_url(&format!("{scheme}{}", &text[scheme.len()..])),
        None if ["git+", "hg+", "bzr+", "svn+"].iter().any(|vcs| text.starts_with(vcs)) => {
            Err("expected a URL behind the \"+\", such as git+ssh://git@HOST/PATH".to_owned())
        }
        // Any other scheme, which pip would refuse only when it fetches.
        None if has_scheme(text) => of_url(text),
        None => Ok(of_path(text, "", base)),
    }
}

/// As [`locate`], with the name of the package there, as far as the URL or path tells it.
pub(super) fn locate_unnamed(text: &str, base: Base<'_>) -> Result<Located, String> {
    name_in_wheel_or_egg(locate(text, base)?, text)
}

/// Whether a text begins as a URL does (RFC 3986).
fn has_scheme(text: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    text.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic()) && scheme.bytes().all(inner)
    })
}

fn of_url(url: &str) -> Result<Located, String> {
    let (source, hashes) = origin::of_url(url)?;
    Ok(Located { source, hashes, name: None, extras: Vec::new(), version: None })
}

/// `file:///x` and `file:/x` are absolute; `file:x` is relative.
fn of_file_url(url: &str, base: Base<'_>) -> Result<Located, String> {
    let (before, fragment) = url.find('#').map_or((url, ""), |at| url.split_at(at));
    let rest = &before["file:".len()..];
    let path = match rest.strip_prefix("//") {
        Some(authority) => authority.strip_prefix("localhost").unwrap_or(authority),
        None => rest,
    };
    if rest.starts_with("//") && !path.starts_with('/') {
        return Err("a file: URL must have three slashes before an absolute path".to_owned());
    }
    if path.starts_with('/') && !path.contains("../") {
        let mut located = of_url(&format!("file://{path}{fragment}"))?;
        if matches!(located.source, Source::Directory { .. }) {
            located.name = project_name(&format!("file://{path}"), base);
        }
        return Ok(located);
    }
    let decoded = percent_decode(path);
    let mut located = of_path(&decoded, fragment, base);
    located.hashes = origin::hash(fragment)?.into_iter().collect();
    Ok(located)
}

fn of_path(path: &str, fragment: &str, base: Base<'_>) -> Located {
    let trimmed = if path.len() > 1 { path.trim_end_matches('/') } else { path };
    let url = base.context.file_url(base.file, trimmed).unwrap_or_else(|| trimmed.to_owned());
    let url = mask_credentials(&url);
    let is_archive = archive_name::stem(last_part(trimmed)).is_some();
    let (source, name) = if is_archive {
        let subdirectory = parameter(fragment, "subdirectory").map(str::to_owned);
        (Source::Archive { url, subdirectory }, None)
    } else {
        (Source::Directory { url, editable: None }, project_name(trimmed, base))
    };
    Located { source, hashes: Vec::new(), name, extras: Vec::new(), version: None }
}

/// The name that a local project gives itself, which is read and not computed.
pub(in crate::manifest::readers) fn project_name(directory: &str, base: Base<'_>) -> Option<PackageName> {
    let reference = format!("{}/pyproject.toml", directory.trim_end_matches('/'));
    let opened = base.context.open(base.file, &reference).ok()?;
    let input = Input { file: &opened.file, bytes: &opened.bytes, context: base.context };
    let document = Document::parse(&input, &mut Manifest::empty(Format::Pyproject, opened.file.clone()))?;
    let root = document.root();
    let project = root.get("project").and_then(|project| project.text_of("name"));
    let poetry = || root.get("tool")?.get("poetry")?.text_of("name");
    project.or_else(poetry).map(PackageName::new).filter(PackageName::is_valid)
}

/// A wheel's name says name and version; then comes `#egg=NAME[EXTRA]`; then the name of a source archive.
fn name_in_wheel_or_egg(located: Located, text: &str) -> Result<Located, String> {
    let before = text.split(['#', '?']).next().unwrap_or_default();
    let file = percent_decode(last_part(before.trim_end_matches('/')));
    let stem = archive_name::stem(&file).filter(|_| matches!(located.source, Source::Archive { .. }));
    if let Some(stem) = stem.filter(|stem| &file[stem.len()..] == ".whl") {
        let (name, version) = archive_name::wheel(stem)
            .ok_or("the file's name is not one of a wheel (NAME-VERSION-PYTHON-ABI-PLATFORM.whl)")?;
        return Ok(Located { name: Some(name), version: Some(version), ..located });
    }
    if let Some(egg) = parameter(text, "egg").filter(|_| scheme(text).is_some()) {
        let (name, extras) = egg_name(egg)?;
        return Ok(Located { name: Some(name), extras, ..located });
    }
    let name = located.name.clone().or_else(|| archive_name::source(stem?));
    Ok(Located { name, ..located })
}

fn egg_name(egg: &str) -> Result<(PackageName, Vec<PackageName>), String> {
    let expected = "expected a name, with or without extras, behind #egg=";
    let requirement: Requirement = egg.parse().map_err(|_| expected)?;
    let is_plain =
        requirement.specifiers.is_empty() && requirement.url.is_none() && requirement.marker.is_none();
    if is_plain { Ok((requirement.name, requirement.extras)) } else { Err(expected.to_owned()) }
}

/// The value of `NAME=…` behind a `#` or `&`, as pip looks for it.
fn parameter<'url>(url: &'url str, name: &str) -> Option<&'url str> {
    let start = url.match_indices(['#', '&']).find_map(|(at, _)| {
        let rest = url[at + 1..].strip_prefix(name)?.strip_prefix('=')?;
        Some(url.len() - rest.len())
    })?;
    url[start..].split('&').next()
}

fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn percent_decode(path: &str) -> String {
    let rooted = crate::metadata::file_url::path_of(&format!("file:///{path}"));
    let rooted = rooted.as_ref().and_then(|path| path.to_str()?.strip_prefix('/'));
    rooted.unwrap_or(path).to_owned()
}
