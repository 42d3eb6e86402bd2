//! Package URLs (ECMA-427, the purl specification).

use std::str::FromStr;

use packageurl::PackageUrl;

use super::location::encoded;
use crate::inventory::{CondaBuild, Distribution, DistributionKind};
use crate::metadata::credentials::without_masked_user;
use crate::metadata::direct_url::Origin;
use crate::metadata::purl::release;

/// The package URL of a distribution: `pkg:conda` of what conda installed, else `pkg:pypi` with where it came from; `None` where the name
/// is none, or what conda recorded was not read.
pub(crate) fn purl(found: &Distribution) -> Option<String> {
    let details = found.details.as_deref();
    match details.and_then(|details| details.conda.as_ref()) {
        // What is in conda's names and not read further is no package of the Python index.
        None if found.kind == DistributionKind::Conda => None,
        Some(build) => conda(found, build),
        None => pypi(found, details.and_then(|details| details.origin.as_ref())),
    }
}

/// A package URL that somebody wrote, if it is one.
pub(crate) fn written_purl(written: &str) -> Option<&str> {
    let is_one = written.bytes().all(|byte| byte.is_ascii_graphic()) && PackageUrl::from_str(written).is_ok();
    is_one.then_some(written)
}

fn pypi(found: &Distribution, origin: Option<&Origin>) -> Option<String> {
    if !found.name.is_valid() {
        return None;
    }
    let mut purl = release("pypi", found.name.normalized(), found.version_text())?;
    match origin {
        None => {}
        Some(origin @ Origin::Vcs { .. }) => {
            purl.add_qualifier("vcs_url", download_location(origin)).ok()?;
        }
        Some(origin) => {
            purl.add_qualifier("download_url", download_location(origin)).ok()?;
        }
    }
    Some(purl.to_string())
}

fn conda(found: &Distribution, build: &CondaBuild) -> Option<String> {
    let mut purl = release("conda", &build.name, found.version_text())?;
    let subdir = build.subdir.as_deref();
    let archive = build.archive.as_deref();
    let kind = archive.and_then(|name| [".tar.bz2", ".conda"].iter().find(|end| name.ends_with(**end)));
    for (key, value) in [
        ("build", Some(build.build.as_str())),
        ("channel", Some(channel(&build.channel, subdir))),
        ("subdir", subdir),
        ("type", kind.map(|end| &end[1..])),
    ] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            purl.add_qualifier(key, value).ok()?;
        }
    }
    Some(purl.to_string())
}

/// The name of a channel, which is recorded as a name or as a URL, with or without the part for the platform.
fn channel<'text>(written: &'text str, subdir: Option<&str>) -> &'text str {
    let Some((_, path)) = written.split_once("://") else { return written };
    let path = path.trim_end_matches('/');
    let path = subdir.and_then(|subdir| path.strip_suffix(subdir)).unwrap_or(path).trim_end_matches('/');
    path.rsplit_once('/').map_or("", |(_, last)| last)
}

/// An origin in the form that SPDX 2.3 gives package download locations (section 7.7), which the purl specification uses too.
pub(crate) fn download_location(origin: &Origin) -> String {
    let mut text = without_masked_user(origin.url());
    if let Origin::Vcs { vcs, commit, requested_revision, subdirectory, .. } = origin {
        text = format!("{vcs}+{text}");
        if let Some(revision) = commit.as_ref().or(requested_revision.as_ref()) {
            text.push('@');
            text.push_str(&encoded(revision));
        }
        if let Some(subdirectory) = subdirectory {
            text.push('#');
            text.push_str(&encoded(subdirectory));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_are_called_by_their_names() {
        for (written, name) in [
            ("conda-forge", "conda-forge"),
            ("pkgs/main", "pkgs/main"),
            ("https://h.example/conda-forge/linux-64", "conda-forge"),
            ("https://h.example/t/****/private/", "private"),
            ("https://h.example", ""),
        ] {
            assert_eq!(channel(written, Some("linux-64")), name, "{written}");
        }
    }
}
