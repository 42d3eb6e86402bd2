//! A line that wants something: a requirement of PEP 508, a URL, or a path, as pip tells them apart.

use super::location::{Base, Located, locate, locate_unnamed, scheme};
use super::{allow_list, archive_name};
use crate::manifest::{Hash, Role, Source};
use crate::requirement::{Marker, Requirement};

/// How long the part of a line before its options is read, in bytes.
const LIMIT: usize = 64 * 1024;

/// What a line says, without where it stands.
pub(in crate::manifest::readers) struct Wanted {
    pub(in crate::manifest::readers) requirement: Requirement,
    pub(in crate::manifest::readers) source: Source,
    pub(in crate::manifest::readers) hashes: Vec<Hash>,
    /// Only for lines that pip refuses: what they mean in a list of fetter's.
    pub(super) meaning: Option<(Role, Option<Box<str>>)>,
}

impl Wanted {
    /// A requirement of PEP 508 whose URL, if it has one, becomes the source.
    pub(in crate::manifest::readers) fn of(
        mut requirement: Requirement,
        base: Base<'_>,
    ) -> Result<Self, String> {
        let (source, hashes) = match requirement.url.take() {
            Some(url) => {
                let Located { source, hashes, .. } = locate(&url, base)?;
                (source, hashes)
            }
            None => (Source::Index { url: None }, Vec::new()),
        };
        Ok(Self { requirement, source, hashes, meaning: None })
    }

    pub(super) fn of_located(located: Located, marker: Option<Marker>) -> Result<Self, String> {
        let requirement = Requirement { marker, ..located.requirement()? };
        Ok(Self { requirement, source: located.source, hashes: located.hashes, meaning: None })
    }
}

/// Reads the part of a line before its options.
pub(super) fn read(text: &str, base: Base<'_>) -> Result<Wanted, String> {
    if text.len() > LIMIT {
        return Err(format!("the requirement has more than {LIMIT} bytes, which is more than is read"));
    }
    let is_url = scheme(text).is_some();
    // In a URL a `;` is a character like others, so that white space must follow the one before a marker.
    let (before, marker) = match text.split_once(if is_url { "; " } else { ";" }) {
        Some((before, marker)) => (before.trim(), Some(marker.trim()).filter(|marker| !marker.is_empty())),
        None => (text.trim(), None),
    };
    let marker = || marker.map(str::parse).transpose().map_err(|error| format!("in the marker: {error}"));
    if is_url {
        return Wanted::of_located(locate_unnamed(before, base)?, marker()?);
    }
    if is_archive_path(before) {
        return path(before, marker()?, base);
    }
    let error = match before.parse::<Requirement>() {
        Ok(requirement) => return Wanted::of(Requirement { marker: marker()?, ..requirement }, base),
        Err(error) => error,
    };
    if let Some(wanted) = allow_list::read(before) {
        let mut wanted = wanted?;
        wanted.requirement.marker = marker()?;
        return Ok(wanted);
    }
    let (directory, _) = split_extras(before);
    if looks_like_path(before) && archive_name::stem(directory).is_none() && !before.contains("://") {
        return path(before, marker()?, base);
    }
    Err(explained(before, &error.to_string()))
}

/// What pip takes for the path of an archive, whether it is there or not.
fn is_archive_path(text: &str) -> bool {
    let (path, _) = split_extras(text);
    let file = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    // `name @ path` is a requirement, but `./a@b.zip` a path.
    archive_name::stem(file).is_some() && text.split_once('@').is_none_or(|(name, _)| looks_like_path(name))
}

fn looks_like_path(text: &str) -> bool {
    text.contains('/') || text.starts_with('.')
}

fn path(text: &str, marker: Option<Marker>, base: Base<'_>) -> Result<Wanted, String> {
    let (path, extras) = split_extras(text);
    let mut wanted = Wanted::of_located(locate_unnamed(path, base)?, marker)?;
    wanted.requirement.extras = read_extras(extras)?;
    Ok(wanted)
}

/// Parts `[extra,…]` from the end of a path.
pub(super) fn split_extras(text: &str) -> (&str, &str) {
    let open = text.strip_suffix(']').and_then(|inner| inner.rfind('[')).filter(|open| *open > 0);
    match open.filter(|open| open + 2 < text.len()) {
        Some(open) => (text[..open].trim_end(), &text[open..]),
        None => (text, ""),
    }
}

/// Reads `[extra,…]`.
pub(super) fn read_extras(extras: &str) -> Result<Vec<crate::requirement::PackageName>, String> {
    let requirement = format!("placeholder{}", extras.to_lowercase()).parse::<Requirement>();
    requirement
        .map(|requirement| requirement.extras)
        .map_err(|_| "expected names of extras in the brackets".to_owned())
}

/// What is wrong with a line that is no requirement, with a hint where a mistake is common.
fn explained(text: &str, error: &str) -> String {
    let has_operator =
        ["==", ">=", "<=", "~=", "!=", "<", ">"].iter().any(|operator| text.contains(operator));
    if text.contains('=') && !has_operator {
        format!("{error}; \"=\" is no operator, write \"==\"")
    } else {
        error.to_owned()
    }
}
